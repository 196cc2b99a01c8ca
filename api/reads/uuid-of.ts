import { GraphQLError } from 'graphql'
import { decodeNodeId } from '../kernel/index.ts'
import type { View } from './view.ts'

/**
 * The UUID behind an opaque id in a query's arguments, which must be of this view. An id proves no right: what the
 * viewer may not read stays unread.
 * @throws NOT_FOUND naming the argument
 */
export function uuidOf(view: View, nodeId: string, field: string): string {
  const decoded = decodeNodeId(nodeId)
  if (!decoded || decoded.code !== view.code)
    throw new GraphQLError('We cannot find this.', { extensions: { code: 'NOT_FOUND', field } })
  return decoded.uuid
}
