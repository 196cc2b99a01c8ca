import { sql, type Context } from '../reads/index.ts'
import { barsOf, lockForPlacing, settleTask, takePlace, VisitView } from '../visits/index.ts'
import { VolunteerView } from '../volunteers/index.ts'
import { lockedOffer, placeBy, refusal } from './answer-offer.ts'
import { OfferView } from './offer.views.ts'
import { momentInLondon, reasonsOfMissing } from './reasons.ts'
import { settleOffers } from './settle-offers.ts'

/** The co-ordinator chooses one who is willing. `place`: 1 leads, 2 goes along; the first that is open unless said. */
export async function confirmAssignment(ctx: Context, input: { offer: string; place?: number | null }) {
  const id = ctx.idOf(OfferView, input.offer, 'offer')
  await ctx.permit(OfferView, id, 'confirmAssignment')
  const offer = await lockedOffer(ctx, id)
  const places = placesSaid(ctx, input.place, offer.volunteers_needed)
  if (offer.status === 'ACCEPTED') {
    const [held] = await ctx.run<{
      id: string
    }>(sql`select id from assignment where offer_id = ${id}::uuid and ended_at is null
      order by visit_id is not null, created_at limit 1`)
    if (held) return { kind: 'AssignmentConfirmed', assignmentId: held.id, stillNeedsSomeone: [] } as const
  }
  if (offer.status === 'TAKEN') return { kind: 'OfferTaken', taken: true } as const
  if (offer.status !== 'WILLING')
    return { kind: 'OfferLapsed', at: momentInLondon(offer.answeredAt ?? offer.lapsesAt) } as const
  const bars = await barsOf(ctx, offer.task_id, offer.volunteer_id)
  if (bars.length > 0)
    return { kind: 'NotCleared', volunteerId: offer.volunteer_id, missing: reasonsOfMissing(bars) } as const
  const given = await placeBy(ctx, offer, places)
  if (given.kind === 'PlaceTaken') return { kind: 'OfferTaken', taken: true } as const
  if (given.kind !== 'Taken') return refusal(given)
  ctx.record('offer.confirmed', id)
  return { kind: 'AssignmentConfirmed', assignmentId: given.assignmentId, stillNeedsSomeone: given.missedOn } as const
}

export interface AssignVisitInput {
  visit: string
  volunteer: string
  place?: number | null
}

/** Puts a volunteer on a visit by hand, after a phone call. Checks and the diary hold all the same. */
export async function assignVisit(ctx: Context, input: AssignVisitInput) {
  const visitId = ctx.idOf(VisitView, input.visit, 'visit')
  const volunteerId = ctx.idOf(VolunteerView, input.volunteer, 'volunteer')
  await ctx.permit(VisitView, visitId, 'assignVisit')
  await ctx.permit(VolunteerView, volunteerId, 'READ')
  const [found] = await ctx.run<{ task_id: string }>(sql`select task_id from visit where id = ${visitId}::uuid`)
  if (!found) return ctx.notFound('visit')
  const taskId = found.task_id
  await lockForPlacing(ctx, taskId, [volunteerId])
  const [visit] = await ctx.run<{
    status: string
    volunteers_needed: number
    held: string | null
  }>(sql`select v.status, t.volunteers_needed,
      (select a.id from assignment a where a.visit_id = v.id and a.volunteer_id = ${volunteerId}::uuid and a.ended_at is null) as held
    from visit v join task t on t.id = v.task_id where v.id = ${visitId}::uuid`)
  if (visit?.status !== 'PLANNED' && visit?.status !== 'CONFIRMED')
    return ctx.refuseInput({ field: 'visit', code: 'IT_IS_OVER' })
  if (visit.held) return { kind: 'AssignmentConfirmed', assignmentId: visit.held, stillNeedsSomeone: [] } as const
  const bars = await barsOf(ctx, taskId, volunteerId)
  if (bars.length > 0) return { kind: 'NotCleared', volunteerId, missing: reasonsOfMissing(bars) } as const
  const places = placesSaid(ctx, input.place, visit.volunteers_needed)
  const given = await takePlace(ctx, visitId, { taskId, volunteerId, places })
  if (given.kind === 'PlaceTaken') return { kind: 'OfferTaken', taken: true } as const
  if (given.kind !== 'Taken') return refusal(given)
  // They were asked as well, and have said yes on the phone.
  await ctx.run(sql`update offer set status = 'ACCEPTED', answered_at = ${ctx.now}, version = version + 1
    where visit_id = ${visitId}::uuid and volunteer_id = ${volunteerId}::uuid and status in ('SENT', 'WILLING')`)
  await settleTask(ctx, taskId)
  await settleOffers(ctx, taskId)
  ctx.record('assignment.made', given.assignmentId, { volunteerId })
  return { kind: 'AssignmentConfirmed', assignmentId: given.assignmentId, stillNeedsSomeone: [] } as const
}

function placesSaid(ctx: Context, place: number | null | undefined, needed: number): number[] {
  if (place == null) return Array.from({ length: needed }, (_, i) => i + 1)
  if (!Number.isInteger(place) || place < 1 || place > needed)
    return ctx.refuseInput({ field: 'place', code: 'OUT_OF_RANGE', facts: { from: 1, to: needed } })
  return [place]
}
