import { raw, sql, type Context } from '../reads/index.ts'
import type { TaskTimes } from './planned-visits.ts'

/** A task as planning needs it. */
export interface TaskRow extends TaskTimes {
  id: string
  planned_until: string | null
}

/** Columns of `task t` as `TaskRow`. */
export const taskTimes = raw(`t.id, t.timing, t.first_on as "firstOn", to_char(t.starts_at, 'HH24:MI') as "startsAt",
  to_char(t.ends_at, 'HH24:MI') as "endsAt", t.minutes, t.recurrence, t.planned_until`)

/** Takes the task's row, which every change of its visits and assignments does first (then the volunteer's). */
export async function lockTask(ctx: Context, taskId: string): Promise<TaskRow | undefined> {
  const [task] = await ctx.run<TaskRow>(sql`select ${taskTimes} from task t where t.id = ${taskId}::uuid for update`)
  return task
}
