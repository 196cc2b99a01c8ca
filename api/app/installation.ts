import type { Pool } from 'pg'

/** Whose database this is: does it hold the demo network, and can anybody sign in? Asked as the house, since neither the
 *  record of changes nor the accounts are anybody's to see who has not signed in. */
export async function installationOf(pool: Pool): Promise<{ readonly demo: boolean; readonly accounts: boolean }> {
  const { rows } = await pool.query<{ demo: boolean; accounts: boolean }>(`
    with viewer as materialized (select set_config('app.viewer', 'house', true) as told)
    select case when told is not null then exists (select 1 from audit_event where action = 'demo.loaded') end as demo,
           case when told is not null then exists (select 1 from account) end as accounts
      from viewer`)
  return rows[0] ?? { demo: false, accounts: false }
}
