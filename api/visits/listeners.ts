import type { Context, DomainEvent } from '../reads/index.ts'
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
  'task.withdrawn': (ctx, { subject }) => cancelVisitsAhead(ctx, subject, 'TASK_WITHDRAWN'),
  'task.unmet': (ctx, { subject }) => cancelVisitsAhead(ctx, subject, 'TASK_UNMET'),
}
