import { raw, sql, type Context, type DomainEvent } from '../reads/index.ts'
import { cancelVisitsAhead } from './end-assignment.ts'
import { planVisits, replanVisits } from './plan-visits.ts'
import { settleTask } from './settle-task.ts'
import { lockTask } from './task-times.ts'

type Listener = (ctx: Context, event: DomainEvent) => Promise<void>

/** What happens to visits when something happens to their task, in the same transaction. */
export const visitListeners: Readonly<Record<string, Listener>> = {
  'task.requested': (ctx, { subject }) => planVisits(ctx, subject),
  'task.edited': async (ctx, { subject, facts }) => {
    if (facts?.['timesChanged'] === true) return replanVisits(ctx, subject)
    if (facts?.['placesChanged'] !== true) return
    await lockTask(ctx, subject)
    await settleTask(ctx, subject)
  },
  // Whose area the visits are in is written on them.
  'task.relocated': async (ctx, { subject }) => {
    for (const table of [raw('visit'), raw('assignment')])
      await ctx.run(sql`update ${table} r set locality_id = t.locality_id from task t
        where t.id = ${subject}::uuid and r.task_id = t.id and r.locality_id <> t.locality_id`)
  },
  'task.withdrawn': (ctx, { subject }) => cancelVisitsAhead(ctx, subject, 'TASK_WITHDRAWN'),
  'task.unmet': (ctx, { subject }) => cancelVisitsAhead(ctx, subject, 'TASK_UNMET'),
}
