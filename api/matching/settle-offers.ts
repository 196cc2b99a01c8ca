import { sql, type Context } from '../reads/index.ts'

/** Offers that nothing is left for are TAKEN, so that nobody is asked in vain. The task's row is held by the caller. */
export async function settleOffers(ctx: Context, taskId: string): Promise<void> {
  await ctx.run(sql`update offer o set status = 'TAKEN', answered_at = ${ctx.now}, version = o.version + 1
    from task t where t.id = ${taskId}::uuid and o.task_id = t.id and o.status in ('SENT', 'WILLING')
      and (select count(*) from assignment a where a.task_id = t.id and a.visit_id is not distinct from o.visit_id and a.ended_at is null)
        >= t.volunteers_needed`)
}

/** Offers still out tell of something that is no more: the task was withdrawn or changed, the visit called off. */
export async function withdrawOffers(ctx: Context, of: { taskId?: string; visitId?: string }): Promise<void> {
  const these = of.visitId ? sql`visit_id = ${of.visitId}::uuid` : sql`task_id = ${of.taskId ?? null}::uuid`
  await ctx.run(sql`update offer set status = 'WITHDRAWN', answered_at = ${ctx.now}, version = version + 1
    where ${these} and status in ('SENT', 'WILLING')`)
}

/** How many offers one run ends. */
const BATCH = 500

/** Ends offers whose time has passed. Reads and answers go by the time itself; this makes the record say so too. */
export async function lapseOffers(ctx: Context): Promise<number> {
  const lapsed = await ctx.run<{
    id: string
  }>(sql`update offer set status = 'LAPSED', version = version + 1 where id in (
      select id from offer where status = 'SENT' and lapses_at <= ${ctx.now} order by lapses_at limit ${BATCH} for update skip locked)
    returning id`)
  for (const { id } of lapsed) ctx.record('offer.lapsed', id)
  return lapsed.length
}
