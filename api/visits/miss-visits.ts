import { sql, type Context } from '../reads/index.ts'
import { settleTask } from './settle-task.ts'
import { lockTask } from './task-times.ts'

/** How many visits one run closes. */
const BATCH = 100

/**
 * Closes visits whose day (an untimed one's week) is over and that nobody ever held: they were missed, and the
 * co-ordinator is shown them until they have seen it. Unmet need would not be known otherwise, and a task with such a
 * day in it would never be done. Safe to run twice and at once. @returns how many it closed
 */
export async function missUnfilledVisits(ctx: Context): Promise<number> {
  const unfilled = sql`v.status = 'PLANNED' and v.occurs_on < ${ctx.today}::date
    and (coalesce(v.starts_at, v.window_starts_at) is not null or date_trunc('week', v.occurs_on::timestamp) < date_trunc('week', ${ctx.today}::timestamp))
    and not exists (select 1 from assignment a where a.visit_id = v.id and a.ended_at is null)`
  const found = await ctx.run<{ task_id: string }>(
    sql`select v.task_id from visit v where ${unfilled} order by v.occurs_on, v.id limit ${BATCH}`,
  )
  let closed = 0
  for (const taskId of [...new Set(found.map((visit) => visit.task_id))].sort()) {
    await lockTask(ctx, taskId)
    const missed = await ctx.run<{ id: string }>(sql`update visit v set status = 'MISSED', version = v.version + 1
      where v.task_id = ${taskId}::uuid and ${unfilled} returning v.id`)
    await settleTask(ctx, taskId)
    for (const { id } of missed) ctx.record('visit.missed', id)
    closed += missed.length
  }
  return closed
}
