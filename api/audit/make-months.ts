import { sql, type Context } from '../reads/index.ts'

/** Makes the months of the audit tables that begin within the next three, as far as they are not there. Run as a job. */
export async function makeAuditMonths(ctx: Context): Promise<void> {
  await ctx.run(sql`select make_audit_months()`)
}
