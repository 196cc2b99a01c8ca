import { sha256 } from '../platform/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { barsOf, lockForPlacing, settleTask, takePlace, takeSeries, type PlaceRefused } from '../visits/index.ts'
import { enqueueOfferMail } from './offer-mail.ts'
import { accepting, declining, undoing, type Choosing, type OfferStatus } from './offer.rules.ts'
import { OfferView } from './offer.views.ts'
import { momentInLondon, reasonsOfMissing, type ReasonFacts } from './reasons.ts'
import { settleOffers } from './settle-offers.ts'

/** Which offer: an opaque id by whoever may answer it, or the token of its link by whoever holds that. */
export interface AnswerOfferInput {
  offer?: string | null
  token?: string | null
}

export interface OfferRow {
  id: string
  task_id: string
  visit_id: string | null
  volunteer_id: string
  round_id: string
  volunteers_needed: number
  status: OfferStatus
  choosing: Choosing
  sentAt: number
  lapsesAt: number
  answeredAt: number | null
}

/** The offer with the locks held under which places are given: task, volunteer, then the offer itself. */
export async function lockedOffer(ctx: Context, id: string): Promise<OfferRow> {
  const [found] = await ctx.run<{ task_id: string; volunteer_id: string }>(
    sql`select task_id, volunteer_id from offer where id = ${id}::uuid`,
  )
  if (!found) return ctx.notFound('offer')
  await lockForPlacing(ctx, found.task_id, [found.volunteer_id])
  const [offer] =
    await ctx.run<OfferRow>(sql`select o.id, o.task_id, o.visit_id, o.volunteer_id, o.round_id, t.volunteers_needed, o.status, o.choosing,
      (extract(epoch from o.sent_at) * 1000)::float8 as "sentAt", (extract(epoch from o.lapses_at) * 1000)::float8 as "lapsesAt",
      (extract(epoch from o.answered_at) * 1000)::float8 as "answeredAt"
    from offer o join task t on t.id = o.task_id where o.id = ${id}::uuid for update of o`)
  return offer ?? ctx.notFound('offer')
}

/** The offer that is answered, held to a grant or opened by its token; undefined for a token that opens nothing. */
async function answered(ctx: Context, input: AnswerOfferInput, action: string): Promise<OfferRow | undefined> {
  if (input.token) {
    // The link is a right of its own: from here on this command works for the organisation that asked.
    const [found] = await ctx.run<{ id: string | null }>(sql`select wall.open_link(${sha256(input.token)}) as id`)
    return found?.id ? lockedOffer(ctx, found.id) : undefined
  }
  if (!input.offer) return ctx.refuseInput({ field: 'offer', code: 'ONE_OF_OFFER_AND_TOKEN' })
  const id = ctx.idOf(OfferView, input.offer, 'offer')
  await ctx.permit(OfferView, id, action)
  return lockedOffer(ctx, id)
}

/**
 * "I can do this." First to accept: the database gives the place, or says why not. The co-ordinator chooses: they are
 * willing. A series takes every visit that is possible and lists the days that are not. Said twice, it is one yes.
 */
export async function acceptOffer(ctx: Context, input: AnswerOfferInput) {
  const offer = await answered(ctx, input, 'acceptOffer')
  if (!offer) return { kind: 'OfferLinkEnded', ended: true } as const
  const answer = accepting(offer, ctx.now.getTime())
  switch (answer.kind) {
    case 'OfferLapsed':
      return { kind: 'OfferLapsed', at: momentInLondon(answer.at) } as const
    case 'OfferTaken':
      return taken
    case 'ALREADY_WILLING':
      return { kind: 'OfferWilling', offerId: offer.id } as const
    case 'ALREADY_ACCEPTED':
      return {
        kind: 'OfferAccepted',
        offerId: offer.id,
        visitIds: await visitsBy(ctx, offer.id),
        stillNeedsSomeone: [],
      } as const
    case 'SAY_WILLING':
      await setStatus(ctx, offer.id, 'WILLING')
      ctx.record('offer.willing', offer.id)
      return { kind: 'OfferWilling', offerId: offer.id } as const
    case 'TAKE': {
      // Nobody is told that a person asked not to be matched with them: it is gone, that is all.
      if ((await barsOf(ctx, offer.task_id, offer.volunteer_id)).length > 0) return taken
      const place = await placeBy(ctx, offer)
      if (place.kind !== 'Taken') return place.kind === 'PlaceTaken' ? await gone(ctx, offer) : refusal(place)
      ctx.record('offer.accepted', offer.id)
      return {
        kind: 'OfferAccepted',
        offerId: offer.id,
        visitIds: place.visitIds,
        stillNeedsSomeone: place.missedOn,
      } as const
    }
  }
}
const taken = { kind: 'OfferTaken', taken: true } as const

/** The place was given away before this answer came. */
async function gone(ctx: Context, offer: OfferRow) {
  await settleOffers(ctx, offer.task_id)
  return taken
}

/** A database's refusal as the API says it. */
export function refusal(
  refused: Exclude<PlaceRefused, { kind: 'PlaceTaken' }>,
):
  | { kind: 'NotCleared'; volunteerId: string; missing: readonly ReasonFacts[] }
  | { kind: 'DoubleBooked'; visitId: string; startsAt: string; endsAt: string } {
  return refused.kind === 'NotCleared'
    ? { kind: 'NotCleared', volunteerId: refused.volunteerId, missing: reasonsOfMissing(refused.missing) }
    : refused
}

/**
 * Gives the volunteer of an offer a place, by that offer: of the visit or of the series. Settles the task, and ends the
 * offers that nothing is left for. @param places which to try; every one unless said
 */
export async function placeBy(ctx: Context, offer: OfferRow, places?: readonly number[]) {
  const placing = {
    taskId: offer.task_id,
    volunteerId: offer.volunteer_id,
    offerId: offer.id,
    places: places ?? Array.from({ length: offer.volunteers_needed }, (_, i) => i + 1),
  }
  const given = offer.visit_id === null ? await takeSeries(ctx, placing) : await takePlace(ctx, offer.visit_id, placing)
  if (given.kind !== 'Taken') return given
  await setStatus(ctx, offer.id, 'ACCEPTED')
  await settleTask(ctx, offer.task_id)
  await settleOffers(ctx, offer.task_id)
  ctx.record('assignment.made', given.assignmentId, { volunteerId: offer.volunteer_id })
  return 'visitIds' in given
    ? given
    : { ...given, visitIds: offer.visit_id === null ? [] : [offer.visit_id], missedOn: [] as readonly string[] }
}

async function setStatus(ctx: Context, id: string, status: OfferStatus): Promise<void> {
  await ctx.run(
    sql`update offer set status = ${status}, answered_at = ${ctx.now}, version = version + 1 where id = ${id}::uuid`,
  )
}

const visitsBy = async (ctx: Context, offerId: string): Promise<string[]> =>
  (
    await ctx.run<{ visit_id: string }>(sql`select a.visit_id from assignment a join visit v on v.id = a.visit_id
      where a.offer_id = ${offerId}::uuid and a.ended_at is null order by v.occurs_on`)
  ).map((row) => row.visit_id)

/** "Sorry, I cannot." Nobody asks why. */
export async function declineOffer(ctx: Context, input: AnswerOfferInput) {
  const offer = await answered(ctx, input, 'declineOffer')
  if (!offer) return { kind: 'OfferLinkEnded', ended: true } as const
  const answer = declining(offer, ctx.now.getTime())
  if (answer.kind === 'OfferLapsed') return { kind: 'OfferLapsed', at: momentInLondon(answer.at) } as const
  if (answer.kind === 'DECLINE') {
    await setStatus(ctx, offer.id, 'DECLINED')
    ctx.record('offer.declined', offer.id)
  }
  return { kind: 'OfferDeclined', offerId: offer.id } as const
}

/**
 * Takes back what was done in the last ten seconds: the sending (of the whole round, as far as nobody has answered), or
 * a no.
 */
export async function undo(ctx: Context, input: { offer: string }) {
  const id = ctx.idOf(OfferView, input.offer, 'offer')
  await ctx.permit(OfferView, id, 'undo')
  const offer = await lockedOffer(ctx, id)
  const what = undoing(offer, ctx.now.getTime())
  if (what.kind === 'TooLate') return { kind: 'TooLate', at: momentInLondon(what.at) } as const
  if (what.kind === 'TAKE_BACK_SENDING') {
    await ctx.permit(OfferView, id, 'sendOffers')
    await ctx.run(sql`update offer set status = 'WITHDRAWN', answered_at = ${ctx.now}, version = version + 1
      where round_id = ${offer.round_id}::uuid and status = 'SENT'`)
    ctx.record('offer.undone', id)
  }
  if (what.kind === 'TAKE_BACK_DECLINING') {
    await ctx.permit(OfferView, id, 'declineOffer')
    // Asked anew meanwhile, or taken: then the no stands.
    const back = await ctx.attempt(() =>
      ctx.run<{
        id: string
        version: number
      }>(sql`update offer set status = 'SENT', answered_at = null, version = version + 1
        where id = ${id}::uuid and lapses_at > ${ctx.now} returning id, version`),
    )
    const [asked] = back.ok ? back.value : []
    if (!asked) return { kind: 'TooLate', at: momentInLondon(ctx.now.getTime()) } as const
    await enqueueOfferMail(ctx, asked)
    await settleOffers(ctx, offer.task_id)
    ctx.record('offer.undone', id)
  }
  return { kind: 'Undone', offerId: id } as const
}
