import { instant, toIso, type Instant, type Span } from '../kernel/index.ts'
import { raw, sql, type Context, type Refused } from '../reads/index.ts'
import { tripBetween, USUAL_MODES, type Travels } from '../volunteers/core/travel.rules.ts'
import { startWithin } from './visit.rules.ts'

/** Who is put where, and by which offer. UUIDs. */
export interface Placing {
  readonly taskId: string
  readonly volunteerId: string
  /** The places to try, first choice first. */
  readonly places: readonly number[]
  readonly offerId?: string | null
}

/** Why the database would not have it. */
export type PlaceRefused =
  | { readonly kind: 'PlaceTaken' }
  /** Codes of `clearance_missing` (migration 0002): CHECK:<level>, TRAINING:<course>, SKILL:<skill>, NOT_ACTIVE. */
  | { readonly kind: 'NotCleared'; readonly volunteerId: string; readonly missing: readonly string[] }
  /** The visit that the volunteer is at then; the times are RFC 3339 in London. */
  | { readonly kind: 'DoubleBooked'; readonly visitId: string; readonly startsAt: string; readonly endsAt: string }

export type PlaceTaken = { readonly kind: 'Taken'; readonly assignmentId: string; readonly place: number }

export type SeriesTaken = {
  readonly kind: 'Taken'
  /** Of the series itself. */
  readonly assignmentId: string
  readonly visitIds: readonly string[]
  /** Days on which it was not possible (away, elsewhere, a check that has run out by then): they need someone. */
  readonly missedOn: readonly string[]
}

/**
 * Takes the locks under which places are given, always in this order: the task, then the volunteer. Whoever comes
 * second for the same place or the same person waits here, and so never dies of a deadlock.
 */
export async function lockForPlacing(ctx: Context, taskId: string, volunteerIds: readonly string[]): Promise<void> {
  await ctx.run(sql`select 1 from task where id = ${taskId}::uuid for update`)
  await ctx.run(sql`select 1 from volunteer where id = any(${volunteerIds}::uuid[]) order by id for update`)
}

/**
 * Why a pair may not be, whatever the volunteer's checks: someone asked for it (`blocked_pair`), or the person has not
 * agreed (any more) that a volunteer, or one of another organisation, learns who they are. Empty: it may.
 */
export async function barsOf(ctx: Context, taskId: string, volunteerId: string): Promise<string[]> {
  const bars = await ctx.run<{ code: string }>(sql`
    select 'BLOCKED' as code from task t join blocked_pair b on b.patient_id = t.patient_id or b.carer_id = t.carer_id
      where t.id = ${taskId}::uuid and b.volunteer_id = ${volunteerId}::uuid
        and b.since_on <= current_date and (b.until_on is null or b.until_on >= current_date)
    union
    select 'CONSENT_MISSING:' || p.purpose from task t, volunteer v,
      lateral (values ('SHARE_WITH_VOLUNTEER', true), ('SHARE_WITH_GROUP', v.organisation_id <> t.organisation_id)) p(purpose, is_needed)
      where t.id = ${taskId}::uuid and v.id = ${volunteerId}::uuid and p.is_needed
        and not exists (select 1 from consent c where (c.patient_id = t.patient_id or c.carer_id = t.carer_id)
          and c.purpose = p.purpose and c.withdrawn_at is null)
    order by 1`)
  return bars.map(({ code }) => code)
}

/**
 * Puts a volunteer into a place of one visit. The database decides: a held place, a second place for the same person, an
 * uncleared volunteer and two visits at once are refused by index, trigger and exclusion. A window visit gets its start
 * here: the earliest that suits them. The caller holds the locks of `lockForPlacing`.
 */
export async function takePlace(
  ctx: Context,
  visitId: string,
  { taskId, volunteerId, places, offerId }: Placing,
  seriesId: string | null = null,
): Promise<PlaceTaken | PlaceRefused> {
  const start = await startOf(ctx, visitId, volunteerId)
  if (start !== undefined && 'kind' in start) return start
  let refusal: PlaceRefused = { kind: 'PlaceTaken' }
  for (const place of places) {
    const id = ctx.newId()
    const tried = await ctx.attempt(async () => {
      await ctx.run(sql`insert into assignment
          (id, task_id, visit_id, place, volunteer_id, offer_id, series_id, organisation_id, locality_id, assigned_by_id, created_at)
        select ${id}::uuid, t.id, ${visitId}::uuid, ${place}, ${volunteerId}::uuid, ${offerId ?? null}::uuid, ${seriesId}::uuid,
          t.organisation_id, t.locality_id, ${ctx.viewer.account}::uuid, ${ctx.now} from task t where t.id = ${taskId}::uuid`)
      if (start)
        await ctx.run(sql`update visit set starts_at = ${toIso(start.from)}::timestamptz, ends_at = ${toIso(start.to)}::timestamptz,
          version = version + 1 where id = ${visitId}::uuid`)
    })
    if (tried.ok) return { kind: 'Taken', assignmentId: id, place }
    const why = await explain(ctx, tried, visitId, volunteerId)
    // Lacking what the first place asks for does not keep anybody from the second.
    if (refusal.kind === 'PlaceTaken') refusal = why
    if (why.kind === 'DoubleBooked') return why
  }
  return refusal
}

/**
 * Puts a volunteer on the whole series: on the series itself, which the visits made later go by, and on every visit to
 * come that is possible. Refused when all places of the series are held or when the first open visit is refused; what
 * is not possible later is listed and needs someone.
 */
export async function takeSeries(ctx: Context, placing: Placing): Promise<SeriesTaken | PlaceRefused> {
  const { taskId, volunteerId, offerId } = placing
  let refusal: PlaceRefused = { kind: 'PlaceTaken' }
  for (const place of placing.places) {
    const id = ctx.newId()
    const tried = await ctx.attempt(() =>
      ctx.run(sql`insert into assignment
          (id, task_id, place, volunteer_id, offer_id, organisation_id, locality_id, assigned_by_id, created_at)
        select ${id}::uuid, t.id, ${place}, ${volunteerId}::uuid, ${offerId ?? null}::uuid,
          t.organisation_id, t.locality_id, ${ctx.viewer.account}::uuid, ${ctx.now}
        from task t where t.id = ${taskId}::uuid
          and not exists (select 1 from assignment a where a.task_id = t.id and a.visit_id is null and a.ended_at is null and a.volunteer_id = ${volunteerId}::uuid)
        returning id`),
    )
    if (tried.ok && tried.value.length === 0) return { kind: 'PlaceTaken' }
    if (!tried.ok) {
      const why = await explain(ctx, tried, null, volunteerId)
      if (refusal.kind === 'PlaceTaken') refusal = why
      continue
    }
    const visits = await ctx.run<{ id: string }>(sql`select v.id from visit v join task t on t.id = v.task_id
      where v.task_id = ${taskId}::uuid and v.status in ('PLANNED', 'CONFIRMED') and v.occurs_on >= ${ctx.today}::date
        and coalesce(v.starts_at, v.window_ends_at, 'infinity') > ${ctx.now}
        and not exists (select 1 from assignment a where a.visit_id = v.id and a.ended_at is null and a.volunteer_id = ${volunteerId}::uuid)
        and (select count(*) from assignment a where a.visit_id = v.id and a.ended_at is null) < t.volunteers_needed
      order by v.occurs_on`)
    const otherPlaces = placing.places.filter((other) => other !== place)
    const given = await giveVisits(
      ctx,
      visits.map((visit) => visit.id),
      { ...placing, places: [place, ...otherPlaces] },
      id,
    )
    if (given.kind === 'Given') return { ...given, kind: 'Taken', assignmentId: id }
    await ctx.run(sql`delete from assignment where id = ${id}::uuid`)
    return given
  }
  return refusal
}

/** Gives visits that were made later to whoever holds the series, as far as they can. The task's row is held. */
export async function fillFromSeries(ctx: Context, taskId: string, visitIds: readonly string[]): Promise<void> {
  const holders = await ctx.run<{ id: string; volunteer_id: string; place: number; offer_id: string | null }>(
    sql`select a.id, a.volunteer_id, a.place, a.offer_id from assignment a
      where a.task_id = ${taskId}::uuid and a.visit_id is null and a.ended_at is null order by a.volunteer_id`,
  )
  await lockForPlacing(
    ctx,
    taskId,
    holders.map((holder) => holder.volunteer_id),
  )
  for (const holder of holders) {
    if ((await barsOf(ctx, taskId, holder.volunteer_id)).length > 0) continue
    const placing = { taskId, volunteerId: holder.volunteer_id, places: [holder.place], offerId: holder.offer_id }
    await giveVisits(ctx, visitIds, placing, holder.id, { firstDecides: false })
  }
}

async function giveVisits(
  ctx: Context,
  visitIds: readonly string[],
  placing: Placing,
  seriesId: string,
  { firstDecides = true } = {},
): Promise<{ kind: 'Given'; visitIds: string[]; missedOn: string[] } | PlaceRefused> {
  const days = await ctx.run<{
    id: string
    on_day: string
    is_away: boolean
  }>(sql`select v.id, v.occurs_on::text as on_day,
      exists (select 1 from absence b where b.volunteer_id = ${placing.volunteerId}::uuid and v.occurs_on between b.first_on and b.last_on) as is_away
    from visit v where v.id = any(${visitIds}::uuid[]) order by v.occurs_on, v.id`)
  const taken: string[] = []
  const missedOn: string[] = []
  for (const [i, { id, on_day, is_away }] of days.entries()) {
    const given = is_away ? undefined : await takePlace(ctx, id, placing, seriesId)
    if (given?.kind === 'Taken') taken.push(id)
    else if (given && i === 0 && firstDecides) return given
    else missedOn.push(on_day)
  }
  return { kind: 'Given', visitIds: taken, missedOn }
}

/** The start of a window visit that has none yet; undefined for any other; DoubleBooked when none suits. */
async function startOf(ctx: Context, visitId: string, volunteerId: string): Promise<Span | PlaceRefused | undefined> {
  const [visit] = await ctx.run<{
    from: Instant
    to: Instant
    minutes: number
    latitude: number | null
    longitude: number | null
    byPhone: boolean
    travel: Travels
    taken: Booked[]
    usual: Pair[]
  }>(
    sql`select ${minuteOf('v.window_starts_at')} as "from", ${minuteOf('v.window_ends_at')} as "to", v.minutes,
      t.latitude, t.longitude, k.by_phone as "byPhone",
      (select coalesce(json_agg(json_build_object('mode', m.mode, 'maxKm', m.max_km)), '[]') from volunteer_travel m
        where m.volunteer_id = ${volunteerId}::uuid) as travel,
      (select coalesce(json_agg(json_build_object('from', ${minuteOf('lower(b.during)')}, 'to', ${minuteOf('upper(b.during)')},
          'latitude', bt.latitude, 'longitude', bt.longitude, 'byPhone', bk.by_phone)), '[]')
        from booking b join visit bv on bv.id = b.visit_id join task bt on bt.id = bv.task_id join task_kind bk on bk.code = bt.kind
        where b.volunteer_id = ${volunteerId}::uuid
          and b.during && tstzrange(v.window_starts_at - interval '4 hours', v.window_ends_at + interval '4 hours', '[)')) as taken,
      (select coalesce(json_agg(json_build_array(${minuteOf(`(v.occurs_on + h.starts_at) at time zone 'Europe/London'`)},
          ${minuteOf(`(v.occurs_on + h.ends_at) at time zone 'Europe/London'`)})), '[]') from availability h
        where h.volunteer_id = ${volunteerId}::uuid and h.weekday = extract(isodow from v.occurs_on)) as usual
    from visit v join task t on t.id = v.task_id join task_kind k on k.code = t.kind
    where v.id = ${visitId}::uuid and v.starts_at is null and v.window_starts_at is not null`,
  )
  if (!visit) return undefined
  const spans = (pairs: Pair[]) => pairs.map(([from, to]): Span => ({ from, to }))
  const usual = spans(visit.usual)
  // With the way from and to their other visits, as the suggestions reckon it; else, since they said yes, without.
  const withWays = visit.taken.map((other) => {
    const way =
      visit.byPhone || other.byPhone ? 0 : (tripBetween(visit, at(other), at(visit), USUAL_MODES)?.minutes ?? 0)
    return { from: instant(other.from - way), to: instant(other.to + way) }
  })
  const from =
    startWithin(visit, visit.minutes, withWays, usual) ?? startWithin(visit, visit.minutes, visit.taken, usual)
  if (from !== undefined) return { from, to: instant(from + visit.minutes) }
  return whereElse(ctx, visitId, volunteerId)
}
type Pair = [Instant, Instant]
interface Booked extends Span {
  latitude: number | null
  longitude: number | null
  byPhone: boolean
}
const at = ({ latitude, longitude }: { latitude: number | null; longitude: number | null }) =>
  latitude === null || longitude === null ? undefined : { lat: latitude, lon: longitude }

/** An SQL expression of an instant as whole minutes since the epoch. */
const minuteOf = (expression: string) => raw(`floor(extract(epoch from ${expression}) / 60)::int`)

/** What refused it, in our words. A constraint we do not expect is no refusal but a fault. */
async function explain(
  ctx: Context,
  refused: Refused,
  visitId: string | null,
  volunteerId: string,
): Promise<PlaceRefused> {
  switch (refused.constraint) {
    case 'assignment_place_of_visit':
    case 'assignment_place_of_series':
    case 'assignment_person_once':
    case 'assignment_place_exists':
      return { kind: 'PlaceTaken' }
    case 'assignment_is_cleared':
      return {
        kind: 'NotCleared',
        volunteerId,
        missing: (refused.detail ?? '').split(',').filter((code) => code !== ''),
      }
    case 'booking_one_place_at_a_time':
      return whereElse(ctx, visitId, volunteerId)
    default:
      throw new Error(`an assignment was refused by ${refused.constraint ?? refused.code}`)
  }
}

/** The visit that keeps the volunteer from this one. */
async function whereElse(ctx: Context, visitId: string | null, volunteerId: string): Promise<PlaceRefused> {
  const [other] = await ctx.run<{ visit_id: string; starts: string; ends: string }>(sql`select b.visit_id,
      to_json(lower(b.during)) #>> '{}' as starts, to_json(upper(b.during)) #>> '{}' as ends
    from booking b, visit v where v.id = ${visitId}::uuid and b.volunteer_id = ${volunteerId}::uuid and b.visit_id <> v.id
      and b.during && tstzrange(coalesce(v.starts_at, v.window_starts_at), coalesce(v.ends_at, v.window_ends_at), '[)')
    order by lower(b.during) limit 1`)
  // Gone again already: whatever it was has made room, and the next try will find it.
  return other
    ? { kind: 'DoubleBooked', visitId: other.visit_id, startsAt: other.starts, endsAt: other.ends }
    : { kind: 'PlaceTaken' }
}
