import type { Instant, SqlFragment } from '../../kernel/index.ts'
import { sql, type Context } from '../../reads/index.ts'
import { recheck, type Proposed } from '../core/proposal/index.ts'
import { reasonOf } from '../reasons.ts'
import { PlanRunView, PlanSuggestionView } from './plan.views.ts'
import { inLocality, inputOf, weekStatement, type WeekRow } from './week-inputs.ts'

export interface ApplyPlanInput {
  run: string
  /** Opaque ids; left out: all. */
  suggestions?: readonly string[] | null
}

interface Suggestion {
  id: string
  visitId: string
  volunteerId: string
  startsAt: Instant | null
}

/**
 * Takes suggestions of a plan into the week as drafts: chosen, and not sent. Each is held against the week as it is by now;
 * what has changed meanwhile is told with what stands against it, and nothing is put in its place. All of a newer plan takes
 * the place of what an older plan left.
 * @param readable the viewer's grant to read volunteers, on `v`
 */
export async function applyPlan(ctx: Context, input: ApplyPlanInput, readable: SqlFragment) {
  const runId = ctx.idOf(PlanRunView, input.run, 'run')
  await ctx.permit(PlanRunView, runId, 'applyPlan')
  const wanted = input.suggestions?.map((id) => ctx.idOf(PlanSuggestionView, id, 'suggestions')) ?? null
  const [run] = await ctx.run<{ status: string; organisationId: string; localityId: string; monday: string }>(
    sql`select status, organisation_id as "organisationId", locality_id as "localityId", monday::text as monday
      from plan_run where id = ${runId}::uuid for update`,
  )
  if (!run) return ctx.notFound('run')
  if (run.status !== 'DONE') return { kind: 'NotPossible', because: 'NOT_YET', status: run.status } as const
  const all = await ctx.run<
    Suggestion & { status: string }
  >(sql`select id, visit_id as "visitId", volunteer_id as "volunteerId", status,
      floor(extract(epoch from starts_at) / 60)::int as "startsAt"
    from plan_suggestion where run_id = ${runId}::uuid order by id for update`)
  const these = wanted === null ? all : all.filter(({ id }) => wanted.includes(id))
  if (wanted !== null && these.length < new Set(wanted).size) return ctx.notFound('suggestions')
  const open = these.filter(({ status }) => status === 'SUGGESTED' || status === 'DROPPED' || status === 'CHANGED')
  // What an older plan left as drafts: all of it for a whole plan, else where the same visits are meant.
  await ctx.run(sql`update plan_suggestion s set status = 'DROPPED', version = s.version + 1 from visit v
    where v.id = s.visit_id and s.status = 'CHOSEN' and s.run_id is not null and s.run_id <> ${runId}::uuid
      and s.organisation_id = ${run.organisationId}::uuid and v.occurs_on between ${run.monday}::date and ${run.monday}::date + 6
      and (${wanted === null}::boolean or s.visit_id = any(${open.map(({ visitId }) => visitId)}::uuid[]))`)
  const [row] = await ctx.run<WeekRow>(weekStatement({ visits: inLocality(run), monday: sql`${run.monday}`, readable }))
  if (!row) throw new Error('the week was not read')
  const { stands, changed } = recheck(inputOf(row, run.monday, 'ALL'), open)
  const idOf = new Map(open.map((one) => [`${one.visitId} ${one.volunteerId}`, one.id]))
  const key = (one: Pick<Proposed, 'visitId' | 'volunteerId'>) => idOf.get(`${one.visitId} ${one.volunteerId}`) ?? ''
  await ctx.run(sql`update plan_suggestion s set status = 'CHOSEN', because = '[]', reasons_for = c."for", reasons_against = c.against, version = s.version + 1
    from jsonb_to_recordset(${JSON.stringify(
      stands.map((one) => ({ id: key(one), for: one.reasons.map(reasonOf), against: one.cautions.map(reasonOf) })),
    )}::jsonb) c(id uuid, "for" jsonb, against jsonb) where s.id = c.id`)
  await ctx.run(sql`update plan_suggestion s set status = 'CHANGED', because = c.because, version = s.version + 1
    from jsonb_to_recordset(${JSON.stringify(
      changed.map(({ pairing, because }) => ({ id: key(pairing), because: because.map(reasonOf) })),
    )}::jsonb) c(id uuid, because jsonb) where s.id = c.id`)
  ctx.record('plan.applied', runId)
  return {
    kind: 'PlanApplied',
    runId,
    // What was chosen before stays chosen: said twice, it is the same.
    chosenIds: [
      ...these.filter(({ status }) => status === 'CHOSEN').map(({ id }) => id),
      ...stands.map(key),
    ].toSorted(),
    changedIds: changed.map(({ pairing }) => key(pairing)).toSorted(),
  } as const
}
