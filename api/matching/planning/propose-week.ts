import { addDays, startOfIsoWeek, type SqlFragment } from '../../kernel/index.ts'
import { LocalityView } from '../../organisations/index.ts'
import { enqueue, sql, type Context } from '../../reads/index.ts'
import { USUAL_SLIDERS, type Sliders } from '../core/proposal/index.ts'
import { PlanRunView } from './plan.views.ts'

/** Which engine made a plan: with the seed and the iterations, what is needed to make it again. */
export const ENGINE = 'alongside-proposal/1'
/** Visits are made eight weeks ahead; further off there is nothing to plan. */
const WEEKS_AHEAD = 12

/** The sliders as a client gives them; what is left out stays as it is kept for the locality. */
export type SlidersInput = { readonly [S in keyof Sliders]?: number | null }

export interface ProposeWeekInput extends SlidersInput {
  locality: string
  week: string
  seed?: number | null
  iterations?: number | null
}

/** The organisation for which the viewer keeps this locality's visits covered. */
export function organisationIn(ctx: Context, localityId: string): string {
  const mine = ctx.viewer.memberships.find(
    ({ role, localities }) => role === 'VOLUNTEER_CO_ORDINATOR' && localities.includes(localityId),
  )
  return mine?.organisation ?? ctx.notFound('locality')
}

/**
 * Asks for a plan of a locality's week. It is worked out by the outbox in a thread; nothing is put into the week by it, let
 * alone sent. One at a time for a week: a second one is told of the first.
 * @param readable the viewer's grant to read volunteers, on `v`
 */
export async function proposeWeek(ctx: Context, input: ProposeWeekInput, readable: SqlFragment) {
  const localityId = ctx.idOf(LocalityView, input.locality, 'locality')
  const organisationId = organisationIn(ctx, localityId)
  const monday = startOfIsoWeek(input.week)
  if (addDays(monday, 6) < ctx.today || monday > addDays(ctx.today, 7 * WEEKS_AHEAD))
    return ctx.refuseInput({
      field: 'week',
      code: 'OUT_OF_RANGE',
      facts: { from: ctx.today, to: addDays(ctx.today, 7 * WEEKS_AHEAD) },
    })
  inRange(ctx, 'seed', input.seed, 0, 2_000_000_000)
  inRange(ctx, 'iterations', input.iterations, 1000, 20_000_000)
  const sliders = await keepSliders(ctx, organisationId, localityId, input)
  const id = ctx.newId()
  const [made] = await ctx.run<{
    id: string
  }>(sql`insert into plan_run (id, organisation_id, locality_id, monday, asked_by_id,
      asked_at, told_at, volunteer_ids, seed, iterations, engine, continuity, travel, fairness, keep_plan)
    select ${id}::uuid, ${organisationId}::uuid, ${localityId}::uuid, ${monday}::date, ${ctx.viewer.account}::uuid, ${ctx.now}, ${ctx.now},
      array(select v.id from volunteer v where v.status = 'ACTIVE' and ${readable} order by v.id), ${input.seed ?? 1}::int, ${input.iterations ?? null}::int, ${ENGINE},
      ${sliders.continuity}::int, ${sliders.travel}::int, ${sliders.fairness}::int, ${sliders.keepPlan}::int
    on conflict (organisation_id, locality_id, monday) where status in ('WAITING', 'RUNNING') do nothing returning id`)
  if (!made) {
    const [other] = await ctx.run<{
      id: string
    }>(sql`select id from plan_run where organisation_id = ${organisationId}::uuid
      and locality_id = ${localityId}::uuid and monday = ${monday}::date and status in ('WAITING', 'RUNNING')`)
    // Ended in this very moment: whoever asks again is heard.
    if (!other) return { kind: 'NotPossible', because: 'IT_IS_OVER', status: 'DONE' } as const
    return { kind: 'PlanAlreadyRunning', runId: other.id } as const
  }
  await enqueue(ctx, 'plan.week', { runId: id })
  ctx.record('plan.asked', id)
  return { kind: 'WeekProposed', runId: id } as const
}

/** Stops a plan that is being worked out; nothing of it is kept. */
export async function cancelPlanRun(ctx: Context, input: { run: string }) {
  const id = ctx.idOf(PlanRunView, input.run, 'run')
  await ctx.permit(PlanRunView, id, 'cancelPlanRun')
  const [run] = await ctx.run<{ status: string }>(sql`select status from plan_run where id = ${id}::uuid for update`)
  if (!run) return ctx.notFound('run')
  if (run.status === 'CANCELLED') return { kind: 'PlanRunCancelled', runId: id } as const
  if (run.status !== 'WAITING' && run.status !== 'RUNNING')
    return { kind: 'NotPossible', because: 'IT_IS_OVER', status: run.status } as const
  await ctx.run(
    sql`update plan_run set status = 'CANCELLED', ended_at = ${ctx.now}, version = version + 1 where id = ${id}::uuid`,
  )
  ctx.record('plan.cancelled', id)
  return { kind: 'PlanRunCancelled', runId: id } as const
}

/** What a co-ordinator leans on in this locality, kept for the next plan. */
export async function setPlanSliders(ctx: Context, input: SlidersInput & { locality: string }) {
  const localityId = ctx.idOf(LocalityView, input.locality, 'locality')
  const organisationId = organisationIn(ctx, localityId)
  const { id } = await keepSliders(ctx, organisationId, localityId, input)
  return { kind: 'PlanSlidersSet', slidersId: id } as const
}

async function keepSliders(ctx: Context, organisationId: string, localityId: string, input: SlidersInput) {
  for (const name of ['continuity', 'travel', 'fairness', 'keepPlan'] as const) inRange(ctx, name, input[name], 0, 4)
  const { continuity, travel, fairness, keepPlan } = USUAL_SLIDERS
  const [kept] = await ctx.run<Sliders & { id: string }>(sql`insert into plan_sliders as s
      (id, organisation_id, locality_id, continuity, travel, fairness, keep_plan)
    values (${ctx.newId()}::uuid, ${organisationId}::uuid, ${localityId}::uuid, ${input.continuity ?? continuity}::int,
      ${input.travel ?? travel}::int, ${input.fairness ?? fairness}::int, ${input.keepPlan ?? keepPlan}::int)
    on conflict (organisation_id, locality_id) do update set continuity = coalesce(${input.continuity ?? null}::int, s.continuity),
      travel = coalesce(${input.travel ?? null}::int, s.travel), fairness = coalesce(${input.fairness ?? null}::int, s.fairness),
      keep_plan = coalesce(${input.keepPlan ?? null}::int, s.keep_plan), version = s.version + 1
    returning id, continuity, travel, fairness, keep_plan as "keepPlan"`)
  if (!kept) throw new Error('sliders were neither made nor found')
  return kept
}

function inRange(ctx: Context, field: string, value: number | null | undefined, from: number, to: number): void {
  if (value != null && !(Number.isInteger(value) && value >= from && value <= to))
    ctx.refuseInput({ field, code: 'OUT_OF_RANGE', facts: { from, to } })
}
