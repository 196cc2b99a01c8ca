import type { SqlFragment } from '../kernel/index.ts'
import type { ReadContext } from './reader.ts'
import { render } from './sql.ts'
import { readStatement, requestValues } from './statement.ts'

/**
 * Reads as this viewer, by one autocommit statement that tells the database inside itself who asks (`statement.ts`).
 * For what code works out; rows that a client selects are described, not read.
 * @param json one SQL expression of type json
 * @returns its value, parsed
 */
export async function readAs(context: ReadContext, json: SqlFragment): Promise<unknown> {
  const { text, values, keys } = render(readStatement([json]))
  const own = requestValues(context, '')
  const told = values.map((value, i) => (keys[i] !== undefined && keys[i] in own ? own[keys[i]] : value))
  return JSON.parse(((await context.query(text, told)).rows[0]?.['r0'] as string | null) ?? 'null')
}
