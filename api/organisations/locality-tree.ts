import { decodeNodeId, type Row, type SqlFragment } from '../kernel/index.ts'
import { raw, sql } from '../reads/index.ts'
import { LocalityView } from './organisation.views.ts'

/**
 * For a filter: the row lies in this locality or one beneath it. An id that is no locality's matches nothing.
 * @param id the opaque id of a Locality, as a client sends it
 */
export function liesIn(id: string): (row: Row) => SqlFragment {
  const decoded = decodeNodeId(id)
  if (!decoded || decoded.code !== LocalityView.code) return () => raw('false')
  return (row) => sql`${row['locality_id']} in (with recursive beneath as (
    select ${decoded.uuid}::uuid as id union select l.id from locality l join beneath b on l.parent_id = b.id)
    select id from beneath)`
}
