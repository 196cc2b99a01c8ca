import { sql, type Context } from '../../reads/index.ts'
import { VisitView } from '../../visits/index.ts'
import { VolunteerView } from '../../volunteers/index.ts'
import { prepareAsk, explain, judge, scarcityAmong } from '../core/index.ts'
import { askOf, candidateOf } from '../match-inputs.ts'
import { reasonOf } from '../reasons.ts'
import { barsFor, inputsOf } from '../send-offers.ts'
import { PlanSuggestionView } from './plan.views.ts'

/**
 * A co-ordinator chooses a volunteer for a visit, as a draft: nothing is sent. What no telephone call settles (a check, a
 * blocked pair) is refused; what one could (their hours, the way) is kept with the draft as a warning. A draft there was for
 * the same place makes room.
 */
export async function suggestVisit(ctx: Context, input: { visit: string; volunteer: string }) {
  const visitId = ctx.idOf(VisitView, input.visit, 'visit')
  const volunteerId = ctx.idOf(VolunteerView, input.volunteer, 'volunteer')
  await ctx.permit(VisitView, visitId, 'suggestVisit')
  await ctx.permit(VolunteerView, volunteerId, 'READ')
  const [visit] = await ctx.run<{
    taskId: string
    open: number
    isAhead: boolean
    needed: number
  }>(sql`select v.task_id as "taskId", t.volunteers_needed as needed,
      t.volunteers_needed - (select count(*) from assignment a where a.visit_id = v.id and a.ended_at is null)::int as open,
      v.status in ('PLANNED', 'CONFIRMED') and t.status in ('OPEN', 'MATCHED', 'ACTIVE')
        and coalesce(v.starts_at, v.window_ends_at, 'infinity') > ${ctx.now} as "isAhead"
    from visit v join task t on t.id = v.task_id where v.id = ${visitId}::uuid for update of v`)
  if (!visit) return ctx.notFound('visit')
  if (visit.open < 1 || !visit.isAhead) return { kind: 'NothingOpen', taskId: visit.taskId } as const
  const inputs = await inputsOf(ctx, visit.taskId, visitId, [volunteerId])
  const [row] = inputs.volunteers
  if (!row) return ctx.notFound('volunteer')
  const missing = barsFor(inputs, row, null)
  if (missing.length > 0) return { kind: 'NotCleared', volunteerId, missing } as const

  const ask = askOf(inputs.ask)
  const candidate = candidateOf(row, inputs.ask)
  const judgement = judge(ask, candidate)
  const { reasons, cautions } = explain(prepareAsk(ask), candidate, judgement, scarcityAmong([candidate]))
  // One volunteer alone says nothing of how scarce a skill is.
  const against = [...judgement.failures, ...cautions.filter(({ code }) => code !== 'SCARCE_SKILL')].map(reasonOf)
  const [same] = await ctx.run<{ id: string }>(sql`select id from plan_suggestion where visit_id = ${visitId}::uuid
    and volunteer_id = ${volunteerId}::uuid and status = 'CHOSEN'`)
  if (same) return { kind: 'VisitSuggested', suggestionId: same.id } as const
  // The oldest drafts make room.
  await ctx.run(sql`update plan_suggestion set status = 'DROPPED', version = version + 1 where id in (
    select id from plan_suggestion where visit_id = ${visitId}::uuid and status = 'CHOSEN' order by made_at desc, id desc offset ${visit.open - 1}::int)`)
  const id = ctx.newId()
  await ctx.run(sql`insert into plan_suggestion (id, organisation_id, locality_id, visit_id, task_id, volunteer_id, starts_at, status, reasons_for, reasons_against, made_at)
    select ${id}::uuid, v.organisation_id, v.locality_id, v.id, v.task_id, ${volunteerId}::uuid, v.starts_at, 'CHOSEN',
      ${JSON.stringify(reasons.map(reasonOf))}::jsonb, ${JSON.stringify(against)}::jsonb, ${ctx.now} from visit v where v.id = ${visitId}::uuid`)
  ctx.record('plan.suggested', id)
  return { kind: 'VisitSuggested', suggestionId: id } as const
}

/** Takes a draft out of the week again. */
export async function dropSuggestion(ctx: Context, input: { suggestion: string }) {
  const id = ctx.idOf(PlanSuggestionView, input.suggestion, 'suggestion')
  await ctx.permit(PlanSuggestionView, id, 'dropSuggestion')
  const [found] = await ctx.run<{ status: string }>(
    sql`select status from plan_suggestion where id = ${id}::uuid for update`,
  )
  if (found?.status === 'SENT') return { kind: 'NotPossible', because: 'IT_IS_OVER', status: 'SENT' } as const
  if (found?.status !== 'DROPPED') {
    await ctx.run(sql`update plan_suggestion set status = 'DROPPED', version = version + 1 where id = ${id}::uuid`)
    ctx.record('plan.dropped', id)
  }
  return { kind: 'SuggestionDropped', suggestionId: id } as const
}
