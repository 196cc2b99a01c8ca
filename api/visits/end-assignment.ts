import { sql, type Context } from '../reads/index.ts'
import { lockTask } from './task-times.ts'
import { settleTask } from './settle-task.ts'
import { AssignmentView } from './visit.views.ts'

export interface EndAssignmentInput {
  assignment: string
  reason: string
  /** The visits to come as well, and those that would have been made. */
  series: boolean
}

/**
 * A volunteer no longer goes: to this visit, or (`series`) to any to come. The visits need someone again; what they did
 * stays. By the co-ordinator, or by the volunteer themself.
 */
export async function endAssignment(ctx: Context, input: EndAssignmentInput) {
  const id = ctx.idOf(AssignmentView, input.assignment, 'assignment')
  await ctx.permit(AssignmentView, id, 'endAssignment')
  const [before] = await ctx.run<{ task_id: string }>(sql`select task_id from assignment where id = ${id}::uuid`)
  if (!before) return ctx.notFound('assignment')
  await lockTask(ctx, before.task_id)
  const [held] = await ctx.run<{ series_id: string | null; status: string | null; is_over: boolean }>(sql`
    select coalesce(a.series_id, case when a.visit_id is null then a.id end) as series_id, v.status,
      coalesce(v.status not in ('PLANNED', 'CONFIRMED', 'CANCELLED'), false) as is_over
    from assignment a left join visit v on v.id = a.visit_id where a.id = ${id}::uuid and a.ended_at is null`)
  // Ended already, by the other side perhaps: what was wanted is so.
  if (!held) return { kind: 'AssignmentEnded', assignmentId: id, taskId: before.task_id } as const
  const series = (input.series || held.status === null) && held.series_id !== null
  if (held.is_over && !series) return { kind: 'NotPossible', because: 'IT_IS_OVER', status: held.status ?? '' } as const
  const these = series
    ? sql`(a.id = ${held.series_id}::uuid or a.series_id = ${held.series_id}::uuid and exists
        (select 1 from visit v where v.id = a.visit_id and v.status in ('PLANNED', 'CONFIRMED') and v.occurs_on >= ${ctx.today}::date))`
    : sql`a.id = ${id}::uuid`
  await ctx.run(sql`update assignment a set ended_at = ${ctx.now}, end_reason = ${input.reason}, version = version + 1
    where ${these} and a.ended_at is null`)
  await settleTask(ctx, before.task_id)
  ctx.record('assignment.ended', id, { reason: input.reason })
  return { kind: 'AssignmentEnded', assignmentId: id, taskId: before.task_id } as const
}

/** Ends a task's visits to come and its series: withdrawn, or unmet. Who was to go sees them as CANCELLED. */
export async function cancelVisitsAhead(ctx: Context, taskId: string, because: string): Promise<void> {
  await lockTask(ctx, taskId)
  await ctx.run(sql`update visit set status = 'CANCELLED', cancelled_by = 'CO_ORDINATOR', cancelled_because = ${because},
    cancelled_at = ${ctx.now}, clearance_lost_at = null, version = version + 1
    where task_id = ${taskId}::uuid and status in ('PLANNED', 'CONFIRMED')`)
  await ctx.run(sql`update assignment set ended_at = ${ctx.now}, end_reason = ${because}, version = version + 1
    where task_id = ${taskId}::uuid and visit_id is null and ended_at is null`)
}
