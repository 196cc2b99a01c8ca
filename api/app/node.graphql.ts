import { Arg, ID, Query, Resolver } from 'type-graphql'
import { decodeNodeId } from '../kernel/index.ts'
import { byId, NodeType, viewOfCode } from '../reads/index.ts'
import { badInput } from './faults.ts'

/** Fetches anything again by its id. An id never proves a right: what the viewer may not read is null, like what is
 *  not there. */
@Resolver()
export class NodeResolver {
  @Query(() => NodeType, { nullable: true, description: 'Anything with an id, if you may read it.' })
  node(@Arg('id', () => ID) id: string) {
    const decoded = decodeNodeId(id)
    const view = decoded && viewOfCode(decoded.code)
    return view ? byId(view, decoded.uuid) : null
  }

  @Query(() => [NodeType], { nullable: 'items', description: 'Several things by id, at most 50, in the order asked.' })
  nodes(@Arg('ids', () => [ID]) ids: string[]) {
    if (ids.length > 50) throw badInput([{ field: 'ids', code: 'TOO_MANY', facts: { most: 50 } }])
    return ids.map((id) => this.node(id))
  }
}
