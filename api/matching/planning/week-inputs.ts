import { addDays, instant, type Instant, type LocalDate, type SqlFragment } from '../../kernel/index.ts'
import { raw, sql } from '../../reads/index.ts'
import type { Candidate } from '../core/index.ts'
import type { HeldPlace, OpenVisit, ProposalInput } from '../core/proposal/index.ts'
import { askOf, openPlaces, type MatchRow } from '../match-inputs.ts'

const minute = (expression: string) => raw(`floor(extract(epoch from ${expression}) / 60)::int`)
const list = (query: SqlFragment) => sql`(select coalesce(json_agg(x), '[]') from (${query}) x)`

/** A locality and those beneath it. */
export const beneath = (locality: SqlFragment): SqlFragment => sql`(with recursive beneath as (
  select ${locality} as id union select l.id from locality l join beneath b on l.parent_id = b.id) select id from beneath)`

/** The visits `v` of an organisation in a locality and those beneath it. The caller has held the viewer to both. */
export const inLocality = (of: { readonly organisationId: string; readonly localityId: string }): SqlFragment =>
  sql`(v.organisation_id = ${of.organisationId}::uuid and v.locality_id in ${beneath(sql`${of.localityId}::uuid`)})`

/**
 * One statement that loads a week: the visits for which `visits` holds (on `v`) and that can still be filled, who holds
 * them, who is asked and who is chosen for them; and the volunteers for whom `readable` holds (on `v`, too), with all that
 * they have promised.
 */
export const weekStatement = (of: {
  readonly visits: SqlFragment
  readonly monday: SqlFragment
  readonly readable: SqlFragment
}): SqlFragment => sql`
with this as materialized (select ${of.monday}::date as monday
), rules as materialized (
  select r.kind, json_agg(json_build_object('role', r.role, 'skills', r.skills, 'trainings', r.trainings, 'check', r.check_level,
    'accepted', (select coalesce(json_agg(c.has order by c.has), '[]') from check_covers c where c.needs = r.check_level))) as rules
  from task_rule r group by 1
), asked as materialized (
  select t.id as "taskId", v.id as "visitId", t.status as "taskStatus", v.status as "visitStatus", t.kind, coalesce(t.patient_id, t.carer_id) as "personId", t.organisation_id as "organisationId",
    v.locality_id as "localityId", t.area,
    v.occurs_on as "on", v.minutes, t.timing, t.first_on as "firstOn", to_char(t.starts_at, 'HH24:MI') as "startsAt", to_char(t.ends_at, 'HH24:MI') as "endsAt", t.recurrence,
    ${minute('v.starts_at')} as "from", ${minute('v.ends_at')} as "to", ${minute('v.window_starts_at')} as "windowFrom", ${minute('v.window_ends_at')} as "windowTo",
    t.latitude, t.longitude, false as "hasPostcode", k.by_phone as "byPhone", t.priority, t.volunteers_needed as "volunteersNeeded",
    t.needs_language as "needsLanguage", t.prefers_language as "prefersLanguage", t.needs_gender as "needsGender", t.prefers_gender as "prefersGender",
    t.has_pets as pets, t.has_smoking as smoking, t.has_stairs as stairs, t.skills, coalesce(rules.rules, '[]'::json) as rules,
    ${list(sql`select a.id, a.volunteer_id as "volunteerId", a.place from assignment a where a.visit_id = v.id and a.ended_at is null`)} as held,
    ${list(sql`select distinct o.volunteer_id as "volunteerId" from offer o where o.task_id = t.id and (o.visit_id is null or o.visit_id = v.id)
      and (o.status = 'WILLING' or o.status = 'SENT' and o.lapses_at > now())`)} as offered,
    ${list(sql`select s.id, s.volunteer_id as "volunteerId", s.run_id is not null as "byRun", s.instead_of_id as "insteadOf", ${minute('s.starts_at')} as "startsAt"
      from plan_suggestion s where s.visit_id = v.id and s.status = 'CHOSEN'`)} as chosen,
    0 as "facesKnown", '[]'::json as consents, this.monday, k.name as "kindName", k.name_cy as "kindNameCy"
  from this cross join visit v join task t on t.id = v.task_id join task_kind k on k.code = t.kind left join rules on rules.kind = t.kind
  where ${of.visits} and v.occurs_on between this.monday and this.monday + 6 and v.status in ('PLANNED', 'CONFIRMED')
    and t.status in ('OPEN', 'MATCHED', 'ACTIVE') and coalesce(v.starts_at, v.window_ends_at, 'infinity') > now()
), people as materialized (select distinct "personId" as id from asked
), visited as materialized (
  select coalesce(s.patient_id, s.carer_id) as person, a.volunteer_id, count(*)::int as times
  from people join task s on s.patient_id = people.id or s.carer_id = people.id
  join visit w on w.task_id = s.id and w.status = 'ENDED' join assignment a on a.visit_id = w.id and a.ended_at is null
  group by 1, 2
), consented as materialized (
  select coalesce(c.patient_id, c.carer_id) as person, json_agg(c.purpose) as purposes
  from consent c where c.withdrawn_at is null and coalesce(c.patient_id, c.carer_id) in (select id from people) group by 1
), who as materialized (
  select v.id from this cross join volunteer v where v.status <> 'LEFT' and ${of.readable}
), promised as materialized (
  select d.volunteer_id, json_agg(json_build_object('visitId', d.visit_id, 'on', d.occurs_on, 'minutes', d.minutes,
    'from', ${minute('d.starts_at')}, 'to', ${minute('d.ends_at')}, 'latitude', d.latitude, 'longitude', d.longitude, 'byPhone', d.by_phone)) as visits
  from this cross join lateral wall.diaries(array(select id from who), this.monday - 1, this.monday + 7) d
  group by 1
), done_kind as materialized (
  select d.volunteer_id, array_agg(d.kind) as kinds
  from wall.have_done(array(select id from who), array(select distinct kind from asked)) d group by 1
)
select (select monday from this) as monday, (select coalesce(json_agg(x), '[]') from (select asked.*,
    (select count(*)::int from visited where visited.person = asked."personId") as faces,
    coalesce((select purposes from consented where consented.person = asked."personId"), '[]'::json) as purposes
  from asked order by asked."visitId") x) as visits,
${list(sql`
  select v.id, v.organisation_id as "organisationId", v.status, v.gender, p.languages, p.latitude, p.longitude, p.postcode is not null as "hasPostcode",
    v.minutes_a_week as "minutesAWeek", v.visits_a_week as "visitsAWeek", v.target_minutes_a_week as "targetMinutesAWeek",
    v.no_pets as pets, v.no_smoking as smoking, v.no_stairs as stairs, v.preferred_kinds as "preferredKinds", ${minute('v.last_asked_at')} as "lastAskedAt",
    array(select s.skill from volunteer_skill s where s.volunteer_id = v.id order by 1) as skills,
    ${list(sql`select t.course, t.completed_on as "completedOn", t.until_on as "until", t.revoked_at is not null as revoked
      from volunteer_training t where t.volunteer_id = v.id`)} as trainings,
    ${list(sql`select c.level, c.issued_on as "issuedOn", c.review_due_on as "until", c.decision, c.revoked_at is not null as revoked
      from volunteer_check c where c.volunteer_id = v.id`)} as checks,
    ${list(sql`select h.weekday, ${minute('h.starts_at')} as "from", ${minute('h.ends_at')} as "to" from availability h where h.volunteer_id = v.id`)} as availability,
    ${list(sql`select b.first_on as "firstOn", b.last_on as "lastOn" from absence b where b.volunteer_id = v.id
      and b.last_on >= this.monday - 1 and b.first_on <= this.monday + 8`)} as absences,
    ${list(sql`select m.mode, m.max_km as "maxKm" from volunteer_travel m where m.volunteer_id = v.id`)} as travel,
    coalesce((select visits from promised where promised.volunteer_id = v.id), '[]'::json) as visits,
    ${list(sql`select visited.person, visited.times from visited where visited.volunteer_id = v.id`)} as "timesWith",
    coalesce((select kinds from done_kind where done_kind.volunteer_id = v.id), '{}') as "kindsDone",
    ${list(sql`select distinct coalesce(b.patient_id, b.carer_id) as "personId", b.asked_by as "by" from blocked_pair b where b.volunteer_id = v.id
      and coalesce(b.patient_id, b.carer_id) in (select id from people) and b.since_on <= current_date and (b.until_on is null or b.until_on >= current_date)`)} as blocked,
    array(select distinct asked."visitId" from offer o join asked on asked."taskId" = o.task_id and (o.visit_id is null or o.visit_id = asked."visitId")
      where o.volunteer_id = v.id and o.status = 'DECLINED') as "saidNo"
  from this cross join who join volunteer v on v.id = who.id join person p on p.id = v.person_id`)} as volunteers`

type AskRow = NonNullable<MatchRow['ask']>
type CandidateRow = MatchRow['volunteers'][number]

export interface WeekVisit extends AskRow {
  visitId: string
  localityId: string
  area: string
  held: { id: string; volunteerId: string; place: number }[]
  offered: { volunteerId: string }[]
  chosen: { id: string; volunteerId: string; byRun: boolean; insteadOf: string | null; startsAt: Instant | null }[]
  kindName: string
  kindNameCy: string
  faces: number
  purposes: string[]
}

export interface WeekVolunteer extends Omit<CandidateRow, 'timesWith' | 'kindDone' | 'blocked' | 'saidNo'> {
  timesWith: { person: string; times: number }[]
  kindsDone: string[]
  blocked: { personId: string; by: 'PERSON' | 'VOLUNTEER' | 'CO_ORDINATOR' }[]
  /** Visits they said no to. */
  saidNo: string[]
}

export interface WeekRow {
  readonly monday: LocalDate
  readonly visits: readonly WeekVisit[]
  readonly volunteers: readonly WeekVolunteer[]
}

const position = (row: { latitude: number | null; longitude: number | null }) =>
  row.latitude === null || row.longitude === null ? undefined : { lat: row.latitude, lon: row.longitude }

/** A visit as it is asked: for each of these places, by its rule. A refused visit bars nobody from the others. */
export const asksOf = (row: WeekVisit, places: readonly number[]): OpenVisit['asks'] =>
  places.map((place) => ({
    ...askOf({ ...row, facesKnown: row.faces, consents: row.purposes }, place),
    taskId: row.visitId,
  }))

/**
 * A volunteer in the core's words for this whole week.
 * @param without visits of theirs that are not in the diary
 */
export function candidateOfWeek(row: WeekVolunteer, monday: LocalDate, without: ReadonlySet<string>): Candidate {
  const home = position(row)
  const promised = row.visits.filter(({ visitId }) => !without.has(visitId))
  const inWeek = promised.filter(({ on }) => on >= monday && on < addDays(monday, 7))
  return {
    id: row.id,
    organisationId: row.organisationId,
    status: row.status,
    skills: row.skills,
    trainings: row.trainings.map(({ until, ...training }) => ({ ...training, ...(until !== null && { until }) })),
    checks: row.checks,
    availability: row.availability,
    absences: row.absences,
    travel: row.travel,
    ...(home && { home }),
    homeHasPostcode: row.hasPostcode,
    ...(row.minutesAWeek !== null && { maxMinutesAWeek: row.minutesAWeek }),
    ...(row.visitsAWeek !== null && { maxVisitsAWeek: row.visitsAWeek }),
    ...(row.targetMinutesAWeek !== null && { targetMinutesAWeek: row.targetMinutesAWeek }),
    weeks:
      inWeek.length > 0
        ? { [monday]: { minutes: inWeek.reduce((sum, { minutes }) => sum + minutes, 0), visits: inWeek.length } }
        : {},
    bookings: promised.flatMap(({ visitId, from, to, byPhone, ...at }) => {
      const place = position(at)
      return from === null || to === null ? [] : [{ visitId, from, to, byPhone, ...(place && { place }) }]
    }),
    languages: row.languages,
    ...(row.gender && { gender: row.gender }),
    avoids: { pets: row.pets, smoking: row.smoking, stairs: row.stairs },
    preferredKinds: row.preferredKinds,
    kindsDone: row.kindsDone,
    visitsWith: Object.fromEntries(row.timesWith.map(({ person, times }) => [person, times])),
    blocked: row.blocked,
    saidNoTo: row.saidNo,
    ...(row.lastAskedAt !== null && { lastAskedAt: row.lastAskedAt }),
  }
}

/** What of the drafts stays as it is: those made by hand, or all. The others are the plan before, to be kept if possible. */
export type Fixed = 'BY_HAND' | 'ALL' | 'NONE'

/**
 * The week in the core's words. Places that somebody holds, or is asked for, or (as `fixed` says) is chosen for, stay as
 * they are and stand in their diaries; what is left is open.
 */
export function inputOf(row: WeekRow, monday: LocalDate, fixed: Fixed): ProposalInput {
  const visits: OpenVisit[] = []
  const held: HeldPlace[] = []
  const previous: ProposalInput['previous'][number][] = []
  /** Visits that somebody is asked or chosen for: in their diary though they hold no place. */
  const waiting = new Map<string, WeekVolunteer['visits']>()
  /** Visits that a chosen draft takes from who holds them. */
  const givenUp = new Map<string, Set<string>>()
  for (const visit of row.visits) {
    const stays = visit.chosen.filter(({ byRun }) => fixed === 'ALL' || (fixed === 'BY_HAND' && !byRun))
    for (const draft of visit.chosen)
      if (!stays.includes(draft)) previous.push({ visitId: visit.visitId, volunteerId: draft.volunteerId })
    const leaving = new Set(
      stays.flatMap(({ insteadOf }) => {
        const holder = visit.held.find(({ id }) => id === insteadOf)
        return holder ? [holder.volunteerId] : []
      }),
    )
    for (const volunteerId of leaving)
      givenUp.set(volunteerId, (givenUp.get(volunteerId) ?? new Set()).add(visit.visitId))
    const keep = visit.held.filter(({ volunteerId }) => !leaving.has(volunteerId))
    const expected = new Map<string, Instant | null>([
      ...visit.offered.map(({ volunteerId }) => [volunteerId, null] as const),
      ...stays.map(({ volunteerId, startsAt }) => [volunteerId, startsAt] as const),
    ])
    for (const [volunteerId, startsAt] of expected) {
      const from = visit.from ?? startsAt
      const place = { latitude: visit.latitude, longitude: visit.longitude, byPhone: visit.byPhone }
      const to = visit.to ?? (from === null ? null : instant(from + visit.minutes))
      const one = { visitId: visit.visitId, on: visit.on, minutes: visit.minutes, from, to, ...place }
      waiting.set(volunteerId, [...(waiting.get(volunteerId) ?? []), one])
    }
    const at = position(visit)
    for (const volunteerId of [...keep.map((each) => each.volunteerId), ...expected.keys()])
      held.push({
        visitId: visit.visitId,
        volunteerId,
        personId: visit.personId,
        facesKnown: visit.faces,
        ...(at && { place: at }),
        byPhone: visit.byPhone,
      })
    const open = openPlaces({ ...visit, held: keep })
    const places = open.length - expected.size
    if (places <= 0) continue
    const people = {
      ...visit,
      held: [...keep, ...[...expected.keys()].map((volunteerId) => ({ id: '', volunteerId, place: 0 }))],
    }
    visits.push({ id: visit.visitId, places, asks: asksOf(people, open) })
  }
  const volunteers = row.volunteers.map((volunteer) => {
    const more = (waiting.get(volunteer.id) ?? []).filter(
      ({ visitId }) => !volunteer.visits.some((each) => each.visitId === visitId),
    )
    return candidateOfWeek(
      { ...volunteer, visits: [...volunteer.visits, ...more] },
      monday,
      givenUp.get(volunteer.id) ?? new Set(),
    )
  })
  return { monday, visits, held, volunteers, previous }
}
