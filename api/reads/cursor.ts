import type { Row, SqlFragment } from '../kernel/index.ts'
import type { Order } from './describe.ts'
import { and, join, or, raw, sql } from './sql.ts'

/** A cursor that no list of ours has made, or one of another order. */
export class BadCursor extends Error {}

/** The cursor of a row as SQL: base64url of the JSON array of its order values. */
export const cursorOf = (orders: readonly Order[], row: Row): SqlFragment =>
  sql`translate(encode(convert_to(json_build_array(${join(orders.map((order) => sql`(${order.by(row)})::text`))})::text, 'UTF8'), 'base64'), ${raw(`E'+/=\\n'`)}, '-_')`

/** The rows after a cursor in this order (keyset, never OFFSET). Throws BadCursor. */
export function after(cursor: string, orders: readonly Order[], row: Row): SqlFragment {
  const values = decode(cursor, orders)
  return or(
    orders.map((order, i) =>
      and([
        ...orders.slice(0, i).map((earlier, j) => sql`${earlier.by(row)} = ${values[j]}::${raw(earlier.as)}`),
        sql`${order.by(row)} ${raw(order.descending ? '<' : '>')} ${values[i]}::${raw(order.as)}`,
      ]),
    ),
  )
}

const readable: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  date: /^(\d{4}-\d{2}-\d{2}|-?infinity)$/,
  timestamptz: /^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}(:\d{2})?|-?infinity)$/,
  time: /^\d{2}:\d{2}:\d{2}$/,
  int: /^-?\d{1,10}$/,
  float8: /^-?(\d+(\.\d*)?(e[+-]?\d+)?|Infinity|NaN)$/,
}

function decode(cursor: string, orders: readonly Order[]): string[] {
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new BadCursor('after')
  }
  if (!Array.isArray(values) || values.length !== orders.length) throw new BadCursor('after')
  return values.map((value, i) => {
    if (typeof value !== 'string' || value.includes('\0')) throw new BadCursor('after')
    const shape = readable[orders[i]?.as ?? 'text']
    if (shape && !shape.test(value)) throw new BadCursor('after')
    return value
  })
}
