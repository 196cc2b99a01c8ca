import { instantFromDate, type Instant } from '../kernel/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { lockTask } from './task-times.ts'
import { settleTask } from './settle-task.ts'
import { mayReport, mayStart, type VisitStatus } from './visit.rules.ts'
import { VisitView } from './visit.views.ts'

interface Standing {
  task_id: string
  status: VisitStatus
  occursOn: string
  startsAt: Instant | null
  windowStartsAt: Instant | null
  isTimed: boolean
  is_lost: boolean
  minutes: number
}

/** The visit with its task's row held, so that nobody changes who is on it meanwhile. */
async function visitOf(ctx: Context, nodeId: string, action: string): Promise<Standing & { id: string }> {
  const id = ctx.idOf(VisitView, nodeId, 'visit')
  await ctx.permit(VisitView, id, action)
  const [{ task_id } = { task_id: '' }] = await ctx.run<{ task_id: string }>(
    sql`select task_id from visit where id = ${id}::uuid`,
  )
  await lockTask(ctx, task_id)
  const [visit] = await ctx.run<Standing>(sql`select task_id, status, occurs_on as "occursOn", minutes,
      floor(extract(epoch from starts_at) / 60)::int as "startsAt", floor(extract(epoch from window_starts_at) / 60)::int as "windowStartsAt",
      coalesce(starts_at, window_starts_at) is not null as "isTimed", clearance_lost_at is not null as is_lost
    from visit where id = ${id}::uuid for update`)
  return visit ? { ...visit, id } : ctx.notFound('visit')
}

/** "I am there." By the volunteer, or by the co-ordinator they have rung. */
export async function startVisit(ctx: Context, input: { visit: string }) {
  const visit = await visitOf(ctx, input.visit, 'startVisit')
  const may = mayStart(visit, ctx.today)
  if (may !== 'YES') return { kind: 'NotPossible', because: may, status: visit.status } as const
  if (visit.is_lost) return { kind: 'NotPossible', because: 'CLEARANCE_LOST', status: visit.status } as const
  await ctx.run(
    sql`update visit set status = 'STARTED', started_at = ${ctx.now}, version = version + 1 where id = ${visit.id}::uuid`,
  )
  await settleTask(ctx, visit.task_id)
  ctx.record('visit.started', visit.id)
  return { kind: 'VisitStarted', visitId: visit.id } as const
}

export interface ReportVisitInput {
  visit: string
  happened: boolean
  minutes?: number | null
  went?: 'FINE' | 'WORRY' | 'URGENT' | null
  worry?: string | null
}

/**
 * How it went. `minutes` as planned unless said; a visit that did not happen is MISSED. May be said again to put it
 * right; a worry that changed is unseen again.
 */
export async function reportVisit(ctx: Context, input: ReportVisitInput) {
  if (input.minutes != null && (input.minutes < 0 || input.minutes > 1440))
    return ctx.refuseInput({ field: 'minutes', code: 'OUT_OF_RANGE', facts: { from: 0, to: 1440 } })
  const visit = await visitOf(ctx, input.visit, 'reportVisit')
  const may = mayReport(visit, instantFromDate(ctx.now))
  if (may !== 'YES') return { kind: 'NotPossible', because: may, status: visit.status } as const
  const worry = input.worry || null
  const went = input.went ?? (worry ? 'WORRY' : input.happened ? 'FINE' : null)
  await ctx.run(sql`update visit set status = ${input.happened ? 'ENDED' : 'MISSED'}, version = version + 1,
      ended_at = ${input.happened ? ctx.now : null}::timestamptz,
      reported_minutes = ${input.happened ? (input.minutes ?? visit.minutes) : null}::int, went = ${went}, worry = ${worry},
      worry_seen_at = case when worry is not distinct from ${worry} and went is not distinct from ${went}
        and status = ${input.happened ? 'ENDED' : 'MISSED'} then worry_seen_at end
    where id = ${visit.id}::uuid`)
  await settleTask(ctx, visit.task_id)
  ctx.record('visit.reported', visit.id, { happened: input.happened, went })
  return { kind: 'VisitReported', visitId: visit.id } as const
}

export interface CancelVisitInput {
  visit: string
  by: 'PERSON' | 'VOLUNTEER' | 'CO_ORDINATOR'
  because: string
}

/** Calls a visit off. Whoever was to go keeps it in their week, as CANCELLED; their time is free again. */
export async function cancelVisit(ctx: Context, input: CancelVisitInput) {
  const visit = await visitOf(ctx, input.visit, 'cancelVisit')
  if (input.because === '') return ctx.refuseInput({ field: 'because', code: 'EMPTY' })
  if (visit.status !== 'PLANNED' && visit.status !== 'CONFIRMED')
    return { kind: 'NotPossible', because: 'IT_IS_OVER', status: visit.status } as const
  await ctx.run(sql`update visit set status = 'CANCELLED', cancelled_by = ${input.by}, cancelled_because = ${input.because},
    cancelled_at = ${ctx.now}, clearance_lost_at = null, version = version + 1 where id = ${visit.id}::uuid`)
  await settleTask(ctx, visit.task_id)
  ctx.record('visit.cancelled', visit.id, { taskId: visit.task_id })
  return { kind: 'VisitCancelled', visitId: visit.id } as const
}

/** The co-ordinator has looked: the worry, or that it was missed, is seen. A check that was given back counts again. */
export async function checkVisit(ctx: Context, input: { visit: string }) {
  const visit = await visitOf(ctx, input.visit, 'checkVisit')
  await ctx.run(sql`update visit set worry_seen_at = ${ctx.now}, version = version + 1
    where id = ${visit.id}::uuid and worry_seen_at is null and status in ('ENDED', 'MISSED')`)
  await settleTask(ctx, visit.task_id)
  ctx.record('visit.checked', visit.id)
  return { kind: 'VisitChecked', visitId: visit.id } as const
}
