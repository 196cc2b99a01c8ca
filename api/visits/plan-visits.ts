import { addDays, toIso, type Span } from '../kernel/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { fillFromSeries } from './take-place.ts'
import { settleTask } from './settle-task.ts'
import { lockTask, taskTimes, type TaskRow } from './task-times.ts'
import { DAYS_AHEAD, horizonOf, plannedBetween, type PlannedVisit } from './planned-visits.ts'

/** Makes the visits of a new task: one, or those of eight weeks. Safe to run again: a day has one visit of a task. */
export async function planVisits(ctx: Context, taskId: string): Promise<void> {
  const task = await lockTask(ctx, taskId)
  if (!task) return
  const until = horizonOf(task, ctx.today)
  await insertVisits(ctx, taskId, plannedBetween(task, task.firstOn, until))
  await ctx.run(sql`update task set planned_until = ${until}::date where id = ${taskId}::uuid`)
}

/**
 * Makes the visits of another task after its times were changed. Only a task that nobody is on has them changed, so the
 * visits to come are free: their times follow, days that no longer are one go (those an offer or a past assignment
 * tells of stay, as CANCELLED), new days come.
 */
export async function replanVisits(ctx: Context, taskId: string): Promise<void> {
  const task = await lockTask(ctx, taskId)
  if (!task) return
  const until = horizonOf(task, ctx.today)
  const from = task.firstOn > ctx.today ? task.firstOn : ctx.today
  const planned = plannedBetween(task, from, until)
  const days = planned.map(({ on }) => on)
  const free = sql`v.task_id = ${taskId}::uuid and v.status in ('PLANNED', 'CONFIRMED')
    and (v.occurs_on >= ${ctx.today}::date or ${task.recurrence === null})
    and not exists (select 1 from assignment a where a.visit_id = v.id and a.ended_at is null)`
  await ctx.run(sql`delete from visit v where ${free} and v.occurs_on <> all(${days}::date[])
    and not exists (select 1 from assignment a where a.visit_id = v.id) and not exists (select 1 from offer o where o.visit_id = v.id)`)
  await ctx.run(sql`update visit v set status = 'CANCELLED', cancelled_by = 'CO_ORDINATOR', cancelled_because = ${CHANGED},
    cancelled_at = ${ctx.now}, version = version + 1 where ${free} and v.occurs_on <> all(${days}::date[])`)
  await ctx.run(sql`update visit v set status = 'PLANNED', cancelled_by = null, cancelled_because = null, cancelled_at = null,
      starts_at = n.s, ends_at = n.e, window_starts_at = n.ws, window_ends_at = n.we, minutes = ${task.minutes}, version = version + 1
    from ${rowsOf(planned)} where v.occurs_on = n.on_day and v.task_id = ${taskId}::uuid
      and (${free} or v.status = 'CANCELLED' and v.cancelled_because = ${CHANGED})`)
  await insertVisits(ctx, taskId, planned)
  await ctx.run(sql`update task set planned_until = ${until}::date where id = ${taskId}::uuid`)
  await settleTask(ctx, taskId)
}
const CHANGED = 'TASK_CHANGED'

/** How many tasks one run takes on; those left are the next run's. */
const BATCH = 100

/**
 * Extends repeated tasks to eight weeks ahead, and gives the new visits to whoever holds the series, as far as they can.
 * Runs daily or more often; twice, or in two processes at once, does nothing more. @returns how many tasks it extended
 */
export async function extendVisits(ctx: Context): Promise<number> {
  const tasks = await ctx.run<TaskRow>(sql`select ${taskTimes} from task t
    where t.recurrence is not null and t.status in ('OPEN', 'MATCHED', 'ACTIVE') and t.planned_until < ${addDays(ctx.today, DAYS_AHEAD)}::date
    order by t.planned_until, t.id limit ${BATCH} for update skip locked`)
  for (const task of tasks) {
    const until = horizonOf(task, ctx.today)
    const made = await insertVisits(ctx, task.id, plannedBetween(task, task.planned_until as string, until))
    await ctx.run(sql`update task set planned_until = ${until}::date where id = ${task.id}::uuid`)
    if (made.length > 0) {
      await fillFromSeries(ctx, task.id, made)
      await settleTask(ctx, task.id)
      ctx.record('task.extended', task.id)
    }
  }
  return tasks.length
}

/** @returns the ids of the visits that were not there yet */
async function insertVisits(ctx: Context, taskId: string, planned: readonly PlannedVisit[]): Promise<string[]> {
  if (planned.length === 0) return []
  const ids = planned.map(() => ctx.newId())
  const made = await ctx.run<{ id: string }>(sql`insert into visit
      (id, task_id, organisation_id, locality_id, occurs_on, starts_at, ends_at, window_starts_at, window_ends_at, minutes)
    select (${ids}::uuid[])[n.i], t.id, t.organisation_id, t.locality_id, n.on_day, n.s, n.e, n.ws, n.we, t.minutes
    from task t, ${rowsOf(planned)} where t.id = ${taskId}::uuid
    on conflict (task_id, occurs_on) do nothing returning id`)
  return made.map(({ id }) => id)
}

/** Planned visits as rows `n(on_day, s, e, ws, we, i)`. */
function rowsOf(planned: readonly PlannedVisit[]) {
  const iso = (span: Span | undefined, end: keyof Span) => (span ? toIso(span[end]) : null)
  return sql`unnest(${planned.map(({ on }) => on)}::date[],
    ${planned.map(({ at }) => iso(at, 'from'))}::timestamptz[], ${planned.map(({ at }) => iso(at, 'to'))}::timestamptz[],
    ${planned.map(({ window }) => iso(window, 'from'))}::timestamptz[], ${planned.map(({ window }) => iso(window, 'to'))}::timestamptz[])
    with ordinality n(on_day, s, e, ws, we, i)`
}
