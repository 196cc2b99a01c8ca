import type { Client } from 'pg'
import type { Rng } from '../../../api/kernel/index.ts'

/** A row by column name, as JSON can carry it: lists become arrays, `null` and what is left out NULL. */
export type Row = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

const AT_ONCE = 2000

/**
 * Writes rows as they are, many to a statement. PostgreSQL reads each list of rows as the table's own type, so columns
 * need no types here; constraints and triggers hold as they do for the product.
 *
 * @param columns those that are written; the others keep their defaults
 */
export async function insertRows(client: Client, table: string, columns: readonly string[], rows: readonly Row[]) {
  const list = columns.map((column) => `"${column}"`).join(', ')
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await client.query(
      `insert into "${table}" (${list}) select ${list} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
      [JSON.stringify(rows.slice(at, at + AT_ONCE))],
    )
}

/** Ids in the order in which they are made, as UUIDv7 are, and the same ones for the same seed. */
export function uuidMaker(rng: Rng): () => string {
  // Any day will do; it stands where a UUIDv7 has its milliseconds.
  let time = Date.UTC(2026, 0, 1)
  const hex = (digits: number) =>
    Math.floor(rng.next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return () => {
    const at = (time++).toString(16).padStart(12, '0')
    return `${at.slice(0, 8)}-${at.slice(8)}-7${hex(3)}-${'89ab'[rng.int(4)]}${hex(3)}-${hex(6)}${hex(6)}`
  }
}
