import type { SqlFragment, Viewer } from '../kernel/index.ts'
import { render, sql } from './sql.ts'

/** What one read needs: who asks, and the way to the database. */
interface Reading {
  readonly viewer: Viewer
  readonly query: (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
}

/**
 * Reads as this viewer: one autocommit statement that tells the database inside itself who asks (`app.viewer`: the
 * account's UUID, or `public`), which row-level security looks at. Without it the tables of people show nothing.
 * @param json one SQL expression of type json
 * @returns its value, parsed
 */
export async function readAs(context: Reading, json: SqlFragment): Promise<unknown> {
  // The answer waits for the setting because it is asked for in the same expression, and a materialised CTE runs once.
  const { text, values } = render(sql`
    with viewer as materialized (select set_config('app.viewer', ${context.viewer.account ?? 'public'}, true) as told)
    select case when viewer.told is not null then ${json} end as json from viewer`)
  return (await context.query(text, values)).rows[0]?.['json']
}
