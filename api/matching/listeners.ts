import { sql, type Context, type DomainEvent } from '../reads/index.ts'
import { settleOffers, withdrawOffers } from './settle-offers.ts'

type Listener = (ctx: Context, event: DomainEvent) => Promise<void>

/** What happens to offers when something happens below, in the same transaction. */
export const matchingListeners: Readonly<Record<string, Listener>> = {
  'task.withdrawn': (ctx, { subject }) => withdrawOffers(ctx, { taskId: subject }),
  'task.unmet': (ctx, { subject }) => withdrawOffers(ctx, { taskId: subject }),
  'task.edited': async (ctx, { subject, facts }) => {
    // They were told of other hours.
    if (facts?.['timesChanged'] === true) await withdrawOffers(ctx, { taskId: subject })
    else if (facts?.['placesChanged'] === true) await settleOffers(ctx, subject)
  },
  'task.relocated': async (ctx, { subject }) => {
    await ctx.run(sql`update offer o set locality_id = t.locality_id from task t
      where t.id = ${subject}::uuid and o.task_id = t.id and o.locality_id <> t.locality_id`)
  },
  'visit.cancelled': (ctx, { subject }) => withdrawOffers(ctx, { visitId: subject }),
  'pair.blocked': async (ctx, { facts }) => {
    await ctx.run(sql`update offer o set status = 'WITHDRAWN', answered_at = ${ctx.now}, version = o.version + 1 from task t
      where t.id = o.task_id and o.volunteer_id = ${String(facts?.['volunteerId'])}::uuid and o.status in ('SENT', 'WILLING')
        and (t.patient_id = ${facts?.['patientId'] ?? null}::uuid or t.carer_id = ${facts?.['carerId'] ?? null}::uuid)`)
  },
}
