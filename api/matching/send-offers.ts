import { encodeNodeId, instantFromDate, toIso, type Instant } from '../kernel/index.ts'
import { randomToken, sha256 } from '../platform/index.ts'
import { raw, sql, toldOnce, type Context } from '../reads/index.ts'
import { isWanted, TaskView, type TaskStatusWord } from '../tasks/index.ts'
import { lastStartOf, lockForPlacing, VisitView } from '../visits/index.ts'
import { VolunteerView } from '../volunteers/index.ts'
import { judge } from './core/index.ts'
import { askOf, candidateOf, matchStatement, openPlaces, type MatchRow } from './match-inputs.ts'
import { enqueueOfferMail } from './offer-mail.ts'
import { lapsing, UNDO_MS, type Choosing } from './offer.rules.ts'
import { OfferView } from './offer.views.ts'
import { momentInLondon, reasonOf } from './reasons.ts'
import { isBar, type MatchInputs } from './suggest-volunteers.ts'

export interface SendOffersInput {
  /** Opaque ids. */
  task: string
  /** One visit; without it the series, or the only visit of a task that happens once. */
  visit?: string | null
  volunteers: readonly string[]
  lapsesAt?: Date | null
  choosing?: Choosing | null
}

/** A single-use link to one offer, to be handed on. */
export interface OfferLink {
  readonly offer: string
  readonly url: string
}

/**
 * Asks volunteers, all in one round. Who lacks a check, a training or a skill, or may not be put to this person, is not
 * asked, and then nobody is. Somebody asked already and still to answer keeps that offer and gets a new link to it.
 * @returns the links once: they hold secrets, so a repeated command gives none
 */
export async function sendOffers(ctx: Context, input: SendOffersInput) {
  const taskId = ctx.idOf(TaskView, input.task, 'task')
  const visitId = input.visit ? ctx.idOf(VisitView, input.visit, 'visit') : null
  const volunteerIds = [...new Set(input.volunteers.map((id) => ctx.idOf(VolunteerView, id, 'volunteers')))]
  if (volunteerIds.length < 1 || volunteerIds.length > 20)
    return ctx.refuseInput({ field: 'volunteers', code: 'OUT_OF_RANGE', facts: { from: 1, to: 20 } })
  await ctx.permit(TaskView, taskId, 'sendOffers')
  for (const id of volunteerIds) await ctx.permit(VolunteerView, id, 'READ')
  await lockForPlacing(ctx, taskId, volunteerIds)

  const about = await whatIsOpen(ctx, taskId, visitId)
  if (!about) return { kind: 'NothingOpen', taskId } as const
  const inputs = await inputsOf(ctx, taskId, about.loadVisitId, volunteerIds)
  for (const row of inputs.volunteers) {
    const missing = barsFor(inputs, row, about.seriesHolders)
    if (missing.length > 0) return { kind: 'NotCleared', volunteerId: row.id, missing } as const
  }
  const lapse = lapsing(
    input.lapsesAt ? instantFromDate(input.lapsesAt) : null,
    instantFromDate(ctx.now),
    about.lastStart,
  )
  if ('problem' in lapse) return ctx.refuseInput({ field: 'lapsesAt', code: lapse.problem })

  await ctx.run(sql`update offer set status = 'LAPSED', version = version + 1
    where task_id = ${taskId}::uuid and status = 'SENT' and lapses_at <= ${ctx.now}`)
  const roundId = ctx.newId()
  const links: OfferLink[] = []
  const offerIds: string[] = []
  for (const volunteerId of volunteerIds) {
    const token = randomToken(32)
    const [offer] = await ctx.run<{ id: string; version: number; is_new: boolean }>(sql`insert into offer
        (id, round_id, task_id, visit_id, volunteer_id, organisation_id, locality_id, choosing, sent_by_id, sent_at, lapses_at, token_hash)
      select ${ctx.newId()}::uuid, ${roundId}::uuid, t.id, ${about.visitId}::uuid, ${volunteerId}::uuid, t.organisation_id, t.locality_id,
        ${input.choosing ?? 'FIRST_TO_ACCEPT'}, ${ctx.viewer.account}::uuid, ${ctx.now}, ${toIso(lapse.at)}::timestamptz, ${sha256(token)}
      from task t where t.id = ${taskId}::uuid
      on conflict (task_id, coalesce(visit_id, task_id), volunteer_id) where status in ('HELD', 'SENT', 'WILLING')
        do update set token_hash = excluded.token_hash, version = offer.version + 1
      returning id, version, xmax = 0 as is_new`)
    if (!offer) throw new Error('an offer was neither made nor found')
    offerIds.push(offer.id)
    links.push({ offer: encodeNodeId(OfferView.code ?? 0, offer.id), url: `/v/offers/${token}` })
    if (!offer.is_new) continue
    ctx.record('offer.sent', offer.id)
    await enqueueOfferMail(ctx, offer)
  }
  await ctx.run(sql`update volunteer set last_asked_at = ${ctx.now} where id = any(${volunteerIds}::uuid[])`)
  const sent = { kind: 'OffersSent', offerIds, undoUntil: momentInLondon(ctx.now.getTime() + UNDO_MS) } as const
  return toldOnce(sent, { links })
}

interface Open {
  /** Which visit the offer is for; null: the series. */
  readonly visitId: string | null
  /** The visit to judge volunteers by. */
  readonly loadVisitId: string
  readonly lastStart: Instant
  readonly seriesHolders: readonly string[] | null
}

/** What there is to offer, if anything: a place of the visit, or of the series with a visit ahead. */
async function whatIsOpen(ctx: Context, taskId: string, wanted: string | null): Promise<Open | undefined> {
  const [task] = await ctx.run<{
    status: TaskStatusWord
    recurrence: string | null
    volunteers_needed: number
    holders: string[]
  }>(
    sql`select t.status, t.recurrence, t.volunteers_needed, array(select a.volunteer_id::text from assignment a
      where a.task_id = t.id and a.visit_id is null and a.ended_at is null) as holders from task t where t.id = ${taskId}::uuid`,
  )
  if (!task || !isWanted(task.status)) return undefined
  const isSeries = wanted === null && task.recurrence !== null
  if (isSeries && task.holders.length >= task.volunteers_needed) return undefined
  const visits = await ctx.run<{
    id: string
    occursOn: string
    startsAt: Instant | null
    windowEndsAt: Instant | null
    minutes: number
    is_open: boolean
  }>(
    sql`select v.id, v.occurs_on as "occursOn", floor(extract(epoch from v.starts_at) / 60)::int as "startsAt", v.minutes,
        floor(extract(epoch from v.window_ends_at) / 60)::int as "windowEndsAt",
        (select count(*) from assignment a where a.visit_id = v.id and a.ended_at is null) < ${task.volunteers_needed}::int as is_open
      from visit v where v.task_id = ${taskId}::uuid and v.status in ('PLANNED', 'CONFIRMED')
        and (${wanted}::uuid is null or v.id = ${wanted}::uuid) order by v.occurs_on`,
  )
  const now = instantFromDate(ctx.now)
  const visit = visits.find((v) => (isSeries || v.is_open) && lastStartOf(v) > now)
  if (!visit) return undefined
  return {
    visitId: isSeries ? null : visit.id,
    loadVisitId: visit.id,
    lastStart: lastStartOf(visit),
    seriesHolders: isSeries ? task.holders : null,
  }
}

/** What choosing needs of a visit and of these volunteers, to whom the caller has held the viewer. */
export async function inputsOf(
  ctx: Context,
  taskId: string,
  visitId: string,
  volunteerIds: readonly string[],
): Promise<MatchInputs> {
  // Both were held to the viewer's grants above.
  const readable = sql`v.id = any(${volunteerIds}::uuid[])`
  const [row] = await ctx.run<MatchRow>(matchStatement({ taskId, visitId, taskReadable: raw('true'), readable }))
  if (!row?.ask) return ctx.notFound('task')
  return { ...row, ask: row.ask }
}

/** What keeps a volunteer from being asked at all, for the place that asks least of them. */
export function barsFor(
  inputs: MatchInputs,
  row: MatchRow['volunteers'][number],
  seriesHolders: readonly string[] | null,
) {
  const candidate = candidateOf(row, inputs.ask)
  if (seriesHolders?.includes(row.id)) return [{ code: 'ALREADY_ON_IT', facts: [] }]
  // Who holds one visit may well be asked for all of them.
  const counts = (failure: { code: string }) => isBar(failure) && !(seriesHolders && failure.code === 'ALREADY_ON_IT')
  const places = openPlaces(inputs.ask)
  const bars = (places.length > 0 ? places : [1]).map((place) =>
    judge(askOf(inputs.ask, place), candidate).failures.filter(counts),
  )
  return (bars.toSorted((a, b) => a.length - b.length)[0] ?? []).map(reasonOf)
}
