import { sql, type Context } from '../reads/index.ts'
import { isWanted, moveTask, type TaskStatusWord } from '../tasks/index.ts'
import { taskTimes, type TaskRow } from './task-times.ts'
import { goesOn } from './planned-visits.ts'
import { statusFrom } from './visit.rules.ts'

/**
 * Brings visits and task in line with who is on them, after any change of assignments: a visit ahead is CONFIRMED when
 * all its places are held, a window visit that nobody holds has no start again, and the task is OPEN, MATCHED, ACTIVE
 * or DONE. The caller holds the task's row (`for update`), so that two changes do not settle past each other.
 */
export async function settleTask(ctx: Context, taskId: string): Promise<void> {
  await ctx.run(sql`
    with held as (
      select v.id, t.kind, t.skills, count(a.id) as n, t.volunteers_needed as needed,
        coalesce(bool_and(cardinality(clearance_missing(a.volunteer_id, t.kind, case a.place when 1 then 'LEAD' else 'BUDDY' end, v.occurs_on, t.skills)) = 0)
          filter (where a.id is not null and v.clearance_lost_at is not null), true) as cleared
      from visit v join task t on t.id = v.task_id left join assignment a on a.visit_id = v.id and a.ended_at is null
      where v.task_id = ${taskId}::uuid and v.status in ('PLANNED', 'CONFIRMED') group by v.id, t.id
    ), wanted as (
      select h.id, case when h.n >= h.needed then 'CONFIRMED' else 'PLANNED' end as status,
        h.n = 0 and v.window_starts_at is not null as is_loose,
        case when h.cleared then null else v.clearance_lost_at end as clearance_lost_at
      from held h join visit v on v.id = h.id
    )
    update visit v set status = w.status, clearance_lost_at = w.clearance_lost_at, version = v.version + 1,
      starts_at = case when w.is_loose then null else v.starts_at end,
      ends_at = case when w.is_loose then null else v.ends_at end
    from wanted w where v.id = w.id and (v.status <> w.status or v.clearance_lost_at is distinct from w.clearance_lost_at
      or w.is_loose and v.starts_at is not null)`)
  const [task] = await ctx.run<TaskRow & Standing>(sql`select ${taskTimes}, t.status,
      exists (select 1 from visit v where v.task_id = t.id and v.status in ('PLANNED', 'CONFIRMED', 'STARTED')) as to_come,
      exists (select 1 from assignment a left join visit v on v.id = a.visit_id where a.task_id = t.id and a.ended_at is null
        and (v.id is null or v.status in ('PLANNED', 'CONFIRMED', 'STARTED'))) as held,
      exists (select 1 from visit v where v.task_id = t.id and v.status in ('STARTED', 'ENDED')) as begun,
      exists (select 1 from visit v where v.task_id = t.id and v.status = 'ENDED') as happened
    from task t where t.id = ${taskId}::uuid`)
  if (!task || (!isWanted(task.status) && task.status !== 'DONE')) return
  const toCome = task.to_come || (task.planned_until !== null && goesOn(task, task.planned_until))
  await moveTask(ctx, taskId, statusFrom({ toCome, held: task.held, begun: task.begun, happened: task.happened }))
}

interface Standing {
  status: TaskStatusWord
  to_come: boolean
  held: boolean
  begun: boolean
  happened: boolean
}
