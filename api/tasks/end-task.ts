import { sql, type Context } from '../reads/index.ts'
import { mayMove, type TaskStatus } from './task.rules.ts'
import { TaskView } from './task.views.ts'

/**
 * Moves a task to another state, if the table of moves has it. The caller holds the task's row (`for update`).
 * @returns whether it moved; false also where it is there already
 */
export async function moveTask(ctx: Context, id: string, to: TaskStatus): Promise<boolean> {
  const [task] = await ctx.run<{ status: TaskStatus }>(sql`select status from task where id = ${id}::uuid for update`)
  if (!task || !mayMove(task.status, to)) return false
  await ctx.run(sql`update task set status = ${to}, version = version + 1 where id = ${id}::uuid`)
  return true
}

/** The help is no longer wanted, or no longer by us. Visits ahead are for `visits` to cancel, offers for `matching`. */
export async function withdrawTask(ctx: Context, input: { id: string }) {
  const id = ctx.idOf(TaskView, input.id, 'id')
  await ctx.permit(TaskView, id, 'withdrawTask')
  return end(ctx, id, 'WITHDRAWN', null)
}

/** Nobody could be found. Says why, so that unmet need is seen; possible only while nobody is on it. */
export async function markUnmet(ctx: Context, input: { id: string; reason: string }) {
  const id = ctx.idOf(TaskView, input.id, 'id')
  await ctx.permit(TaskView, id, 'markUnmet')
  if (input.reason === '') return ctx.refuseInput({ field: 'reason', code: 'EMPTY' })
  return end(ctx, id, 'UNMET', input.reason)
}

async function end(ctx: Context, id: string, to: 'WITHDRAWN' | 'UNMET', reason: string | null) {
  const [task] = await ctx.run<{ status: TaskStatus }>(sql`select status from task where id = ${id}::uuid for update`)
  const status = task?.status as TaskStatus
  if (!mayMove(status, to)) {
    const because = to === 'UNMET' && (status === 'MATCHED' || status === 'ACTIVE') ? 'SOMEBODY_IS_ON_IT' : 'IT_IS_OVER'
    return { kind: 'NotPossible', because, status } as const
  }
  await ctx.run(
    sql`update task set status = ${to}, unmet_reason = ${reason}, version = version + 1 where id = ${id}::uuid`,
  )
  ctx.record(to === 'UNMET' ? 'task.unmet' : 'task.withdrawn', id)
  return { kind: to === 'UNMET' ? 'TaskUnmet' : 'TaskWithdrawn', taskId: id } as const
}
