import { encodeNodeId } from '../../kernel/index.ts'
import { sql, toldOnce, type Context } from '../../reads/index.ts'
import { TaskView } from '../../tasks/index.ts'
import { AssignmentView, endAssignment, lockForPlacing, VisitView } from '../../visits/index.ts'
import { VolunteerView } from '../../volunteers/index.ts'
import type { Choosing } from '../offer.rules.ts'
import { momentInLondon, type ReasonFacts } from '../reasons.ts'
import { barsFor, inputsOf, sendOffers, type OfferLink } from '../send-offers.ts'
import { PlanSuggestionView } from './plan.views.ts'

export interface SendSuggestionsInput {
  suggestions: readonly string[]
  lapsesAt?: Date | null
  choosing?: Choosing | null
}

const MOST = 100

/**
 * Sends what was chosen: one offer for each draft, as `sendOffers` does. What is no longer possible is told, and the others
 * are sent. Where a draft takes a visit from who holds it, that assignment ends here and not before.
 * @returns the links once: they hold secrets, so a repeated command gives none
 */
export async function sendSuggestions(ctx: Context, input: SendSuggestionsInput) {
  const ids = [...new Set(input.suggestions.map((id) => ctx.idOf(PlanSuggestionView, id, 'suggestions')))]
  if (ids.length < 1 || ids.length > MOST)
    return ctx.refuseInput({ field: 'suggestions', code: 'OUT_OF_RANGE', facts: { from: 1, to: MOST } })
  await ctx.permitAll(PlanSuggestionView, ids, 'sendSuggestions')
  const found = await ctx.run<{ taskId: string; volunteerId: string }>(
    sql`select task_id as "taskId", volunteer_id as "volunteerId" from plan_suggestion where id = any(${ids}::uuid[])`,
  )
  // As everywhere: the tasks, then the volunteers, each in the order of their ids.
  for (const taskId of [...new Set(found.map((each) => each.taskId))].sort()) await lockForPlacing(ctx, taskId, [])
  await lockForPlacing(ctx, found[0]?.taskId ?? '', [...new Set(found.map((each) => each.volunteerId))])
  const drafts =
    await ctx.run<Draft>(sql`select s.id, s.visit_id as "visitId", s.task_id as "taskId", s.volunteer_id as "volunteerId", s.status,
      case when a.ended_at is null then a.id end as "insteadOf"
    from plan_suggestion s join visit v on v.id = s.visit_id left join assignment a on a.id = s.instead_of_id
    where s.id = any(${ids}::uuid[]) order by v.occurs_on, s.id for update of s`)
  const offerIds: string[] = []
  const notSentIds: string[] = []
  const links: OfferLink[] = []
  for (const draft of drafts) {
    if (draft.status === 'SENT') continue
    const sent =
      draft.status === 'CHOSEN' ? await send(ctx, draft, input) : { because: [{ code: 'NOT_CHOSEN', facts: [] }] }
    if ('because' in sent) {
      await ctx.run(
        sql`update plan_suggestion set status = 'CHANGED', because = ${JSON.stringify(sent.because)}::jsonb, version = version + 1 where id = ${draft.id}::uuid`,
      )
      notSentIds.push(draft.id)
      continue
    }
    await ctx.run(sql`update plan_suggestion set status = 'SENT', version = version + 1 where id = ${draft.id}::uuid`)
    offerIds.push(...sent.offerIds)
    links.push(...sent.links)
  }
  const result = {
    kind: 'SuggestionsSent',
    offerIds,
    notSentIds,
    undoUntil: momentInLondon(ctx.now.getTime() + 10_000),
  } as const
  return toldOnce(result, { links })
}

interface Draft {
  id: string
  visitId: string
  taskId: string
  volunteerId: string
  status: string
  insteadOf: string | null
}

async function send(
  ctx: Context,
  draft: Draft,
  { lapsesAt, choosing }: SendSuggestionsInput,
): Promise<{ offerIds: readonly string[]; links: readonly OfferLink[] } | { because: readonly ReasonFacts[] }> {
  if (draft.insteadOf !== null) {
    // Before anybody loses a visit: may the other be asked at all?
    const inputs = await inputsOf(ctx, draft.taskId, draft.visitId, [draft.volunteerId])
    const [row] = inputs.volunteers
    const because = row ? barsFor(inputs, row, null) : [{ code: 'VOLUNTEER_GONE', facts: [] }]
    if (because.length > 0) return { because }
    const assignment = encodeNodeId(AssignmentView.code ?? 0, draft.insteadOf)
    const ended = await endAssignment(ctx, { assignment, reason: 'PLAN_CHANGED', series: false })
    if (ended.kind !== 'AssignmentEnded') return { because: [{ code: 'PLACE_TAKEN', facts: [] }] }
  }
  const answer = await sendOffers(ctx, {
    task: encodeNodeId(TaskView.code ?? 0, draft.taskId),
    visit: encodeNodeId(VisitView.code ?? 0, draft.visitId),
    volunteers: [encodeNodeId(VolunteerView.code ?? 0, draft.volunteerId)],
    lapsesAt: lapsesAt ?? null,
    choosing: choosing ?? null,
  })
  switch (answer.kind) {
    case 'NotCleared':
      return { because: answer.missing }
    case 'NothingOpen':
      return { because: [{ code: 'PLACE_TAKEN', facts: [] }] }
    case 'OffersSent':
      return { offerIds: answer.offerIds, links: answer.links }
  }
}
