import { addDays, type Instant, type LocalDate, type SqlFragment } from '../kernel/index.ts'
import { raw, sql } from '../reads/index.ts'
import type { TaskStatusWord } from '../tasks/index.ts'
import { plannedOn, type TaskTimes, type VisitStatusWord } from '../visits/index.ts'
import type { Ask, Candidate, CheckLevel } from './core/index.ts'

/** What the statement below gives: one ask, and every volunteer that may be thought of. */
export interface MatchRow {
  ask: AskRow | null
  volunteers: CandidateRow[]
}

/** The visit that is asked about: the one named, else the next with an open place, else the next. */
const visitAsked = (visitId: string | null) => sql`
  select v.* from visit v where v.task_id = t.id and ${
    visitId === null
      ? raw(
          `v.status in ('PLANNED', 'CONFIRMED') and v.occurs_on >= current_date and coalesce(v.starts_at, v.window_ends_at, 'infinity') > now()`,
        )
      : sql`v.id = ${visitId}::uuid`
  } order by (select count(*) from assignment a where a.visit_id = v.id and a.ended_at is null) >= t.volunteers_needed, v.occurs_on limit 1`

/** A postcode says where the task \`t\` is: in its own address, else the person's. */
const placeHasPostcode =
  raw(`(case when t.address is not null then t.address ~* '\\m[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\\M'
  else exists (select 1 from person w where w.postcode is not null and w.id = coalesce(
    (select r.person_id from patient r where r.id = t.patient_id), (select r.person_id from carer r where r.id = t.carer_id))) end)`)

const minute = (expression: string) => raw(`floor(extract(epoch from ${expression}) / 60)::int`)
const list = (query: SqlFragment) => sql`(select coalesce(json_agg(x), '[]') from (${query}) x)`

/**
 * One statement that loads all that choosing needs: the ask, and the volunteers for whom `readable` holds. `taskReadable`
 * and `readable` are the viewer's own grants (or a list of ids already held to them), on `t` and on `v`. When they are
 * elsewhere, and what they have done for anybody, is asked through the wall: a volunteer who is shared also goes to people
 * whom the viewer may not see.
 */
export const matchStatement = (of: {
  readonly taskId: string
  readonly visitId: string | null
  readonly taskReadable: SqlFragment
  readonly readable: SqlFragment
}): SqlFragment => sql`
with ask as materialized (
  select t.id as "taskId", v.id as "visitId", t.status as "taskStatus", v.status as "visitStatus", t.kind, coalesce(t.patient_id, t.carer_id) as "personId", t.organisation_id as "organisationId",
    coalesce(v.occurs_on, t.first_on) as "on", coalesce(v.minutes, t.minutes) as minutes, t.timing, t.first_on as "firstOn",
    to_char(t.starts_at, 'HH24:MI') as "startsAt", to_char(t.ends_at, 'HH24:MI') as "endsAt", t.recurrence,
    ${minute('v.starts_at')} as "from", ${minute('v.ends_at')} as "to",
    ${minute('v.window_starts_at')} as "windowFrom", ${minute('v.window_ends_at')} as "windowTo",
    t.latitude, t.longitude, ${placeHasPostcode} as "hasPostcode", k.by_phone as "byPhone", t.priority, t.volunteers_needed as "volunteersNeeded",
    t.needs_language as "needsLanguage", t.prefers_language as "prefersLanguage", t.needs_gender as "needsGender", t.prefers_gender as "prefersGender",
    t.has_pets as pets, t.has_smoking as smoking, t.has_stairs as stairs, t.skills,
    (select coalesce(json_agg(json_build_object('role', r.role, 'skills', r.skills, 'trainings', r.trainings, 'check', r.check_level,
      'accepted', (select coalesce(json_agg(c.has order by c.has), '[]') from check_covers c where c.needs = r.check_level))), '[]')
      from task_rule r where r.kind = t.kind) as rules,
    (select coalesce(json_agg(json_build_object('volunteerId', a.volunteer_id, 'place', a.place)), '[]') from assignment a
      where a.visit_id = v.id and a.ended_at is null) as held,
    (select count(distinct a.volunteer_id)::int from assignment a join visit w on w.id = a.visit_id join task s on s.id = a.task_id
      where w.status = 'ENDED' and a.ended_at is null and (s.patient_id = t.patient_id or s.carer_id = t.carer_id)) as "facesKnown",
    (select coalesce(json_agg(c.purpose), '[]') from consent c
      where (c.patient_id = t.patient_id or c.carer_id = t.carer_id) and c.withdrawn_at is null) as consents,
    t.patient_id, t.carer_id, date_trunc('week', coalesce(v.occurs_on, t.first_on))::date as monday
  from task t join task_kind k on k.code = t.kind left join lateral (${visitAsked(of.visitId)}) v on true
  where t.id = ${of.taskId}::uuid and ${of.taskReadable}
), who as materialized (
  select v.* from ask cross join volunteer v where ${of.readable}
), week as materialized (
  select d.volunteer_id, json_agg(json_build_object('visitId', d.visit_id, 'on', d.occurs_on, 'minutes', d.minutes,
    'from', ${minute('d.starts_at')}, 'to', ${minute('d.ends_at')},
    'latitude', d.latitude, 'longitude', d.longitude, 'byPhone', d.by_phone)) as visits
  from ask cross join lateral wall.diaries(array(select id from who), ask.monday - 1, ask.monday + 7) d
  where d.visit_id is distinct from ask."visitId" group by 1
), visited as materialized (
  select a.volunteer_id, count(*)::int as times
  from ask join task s on s.patient_id = ask.patient_id or s.carer_id = ask.carer_id
  join assignment a on a.task_id = s.id join visit w on w.id = a.visit_id
  where a.ended_at is null and w.status = 'ENDED'
  group by 1
), done_kind as materialized (
  select d.volunteer_id from ask cross join lateral wall.have_done(array(select id from who), array[ask.kind]) d
)
select (select row_to_json(ask) from ask) as ask, ${list(sql`
  select v.id, v.organisation_id as "organisationId", v.status, v.gender, p.languages, p.latitude, p.longitude, p.postcode is not null as "hasPostcode",
    v.minutes_a_week as "minutesAWeek", v.visits_a_week as "visitsAWeek", v.target_minutes_a_week as "targetMinutesAWeek",
    v.no_pets as pets, v.no_smoking as smoking, v.no_stairs as stairs, v.preferred_kinds as "preferredKinds",
    ${minute('v.last_asked_at')} as "lastAskedAt",
    array(select s.skill from volunteer_skill s where s.volunteer_id = v.id order by 1) as skills,
    ${list(sql`select t.course, t.completed_on as "completedOn", t.until_on as "until", t.revoked_at is not null as revoked
      from volunteer_training t where t.volunteer_id = v.id`)} as trainings,
    ${list(sql`select c.level, c.issued_on as "issuedOn", c.review_due_on as "until", c.decision, c.revoked_at is not null as revoked
      from volunteer_check c where c.volunteer_id = v.id`)} as checks,
    ${list(sql`select h.weekday, ${minute('h.starts_at')} as "from", ${minute('h.ends_at')} as "to"
      from availability h where h.volunteer_id = v.id`)} as availability,
    ${list(sql`select b.first_on as "firstOn", b.last_on as "lastOn" from absence b
      where b.volunteer_id = v.id and b.last_on >= ask.monday - 1 and b.first_on <= ask.monday + 8`)} as absences,
    ${list(sql`select m.mode, m.max_km as "maxKm" from volunteer_travel m where m.volunteer_id = v.id`)} as travel,
    coalesce(week.visits, '[]') as visits,
    coalesce(visited.times, 0) as "timesWith", v.id in (select volunteer_id from done_kind) as "kindDone",
    ${list(sql`select distinct b.asked_by as "by" from blocked_pair b where b.volunteer_id = v.id
      and (b.patient_id = ask.patient_id or b.carer_id = ask.carer_id)
      and b.since_on <= current_date and (b.until_on is null or b.until_on >= current_date)`)} as blocked,
    exists (select 1 from offer o where o.volunteer_id = v.id and o.task_id = ask."taskId" and o.status = 'DECLINED'
      and (o.visit_id is null or o.visit_id = ask."visitId")) as "saidNo"
  from ask cross join who v join person p on p.id = v.person_id
  left join week on week.volunteer_id = v.id left join visited on visited.volunteer_id = v.id`)} as volunteers`

interface AskRow extends TaskTimes {
  taskId: string
  visitId: string | null
  taskStatus: TaskStatusWord
  visitStatus: VisitStatusWord | null
  kind: string
  personId: string
  organisationId: string
  on: LocalDate
  from: Instant | null
  to: Instant | null
  windowFrom: Instant | null
  windowTo: Instant | null
  latitude: number | null
  longitude: number | null
  hasPostcode: boolean
  byPhone: boolean
  priority: Ask['priority']
  volunteersNeeded: number
  needsLanguage: string | null
  prefersLanguage: string | null
  needsGender: Candidate['gender'] | null
  prefersGender: Candidate['gender'] | null
  pets: boolean
  smoking: boolean
  stairs: boolean
  skills: string[]
  rules: {
    role: 'LEAD' | 'BUDDY'
    skills: string[]
    trainings: string[]
    check: CheckLevel | null
    accepted: string[]
  }[]
  held: { volunteerId: string; place: number }[]
  facesKnown: number
  consents: string[]
  monday: LocalDate
}

interface CandidateRow {
  id: string
  organisationId: string
  status: Candidate['status']
  gender: Candidate['gender'] | null
  languages: string[]
  latitude: number | null
  longitude: number | null
  hasPostcode: boolean
  minutesAWeek: number | null
  visitsAWeek: number | null
  targetMinutesAWeek: number | null
  pets: boolean
  smoking: boolean
  stairs: boolean
  preferredKinds: string[]
  lastAskedAt: Instant | null
  skills: string[]
  trainings: { course: string; completedOn: string; until: string | null; revoked: boolean }[]
  checks: Candidate['checks'][number][]
  availability: Candidate['availability'][number][]
  absences: Candidate['absences'][number][]
  travel: Candidate['travel'][number][]
  visits: {
    visitId: string
    on: LocalDate
    minutes: number
    from: Instant | null
    to: Instant | null
    latitude: number | null
    longitude: number | null
    byPhone: boolean
  }[]
  timesWith: number
  kindDone: boolean
  blocked: { by: 'PERSON' | 'VOLUNTEER' | 'CO_ORDINATOR' }[]
  saidNo: boolean
}

const position = (row: { latitude: number | null; longitude: number | null }) =>
  row.latitude === null || row.longitude === null ? undefined : { lat: row.latitude, lon: row.longitude }

/** The places that nobody holds: 1 is the lead's. */
export const openPlaces = (row: AskRow): number[] =>
  [1, 2].filter((place) => place <= row.volunteersNeeded && !row.held.some((held) => held.place === place))

/** The ask in the core's words, for a place (the first open one, unless said): each place has its own rule. */
export function askOf(row: AskRow, place = openPlaces(row)[0] ?? 1): Ask {
  const rule = row.rules.find(({ role }) => role === (place === 1 ? 'LEAD' : 'BUDDY'))
  const at = position(row)
  return {
    taskId: row.taskId,
    ...(row.visitId !== null && { visitId: row.visitId }),
    kind: row.kind,
    personId: row.personId,
    organisationId: row.organisationId,
    on: row.on,
    when: whenOf(row),
    minutes: row.minutes,
    ...(at && { place: at }),
    placeHasPostcode: row.hasPostcode,
    byPhone: row.byPhone,
    priority: row.priority,
    volunteersNeeded: row.volunteersNeeded,
    heldBy: row.held.map(({ volunteerId }) => volunteerId),
    facesKnown: row.facesKnown,
    needs: {
      ...(rule === undefined && { unruled: true }),
      skills: [...new Set([...(rule?.skills ?? []), ...row.skills])],
      trainings: rule?.trainings ?? [],
      ...(rule?.check && { check: { needed: rule.check, accepted: rule.accepted } }),
      ...(row.needsLanguage !== null && { language: row.needsLanguage }),
      ...(row.needsGender && { gender: row.needsGender }),
    },
    prefers: {
      ...(row.prefersLanguage !== null && { language: row.prefersLanguage }),
      ...(row.prefersGender && { gender: row.prefersGender }),
    },
    has: { pets: row.pets, smoking: row.smoking, stairs: row.stairs },
    consents: {
      shareWithVolunteer: row.consents.includes('SHARE_WITH_VOLUNTEER'),
      shareWithGroup: row.consents.includes('SHARE_WITH_GROUP'),
    },
  }
}

/** A task without a visit ahead is asked about as its first day would be. */
function whenOf(row: AskRow): Ask['when'] {
  if (row.from !== null && row.to !== null) return { kind: 'AT', from: row.from, to: row.to }
  if (row.windowFrom !== null && row.windowTo !== null)
    return { kind: 'WITHIN', from: row.windowFrom, to: row.windowTo }
  if (row.visitId !== null) return { kind: 'ANY_TIME' }
  const { at, window } = plannedOn(row, row.firstOn)
  return at ? { kind: 'AT', ...at } : window ? { kind: 'WITHIN', ...window } : { kind: 'ANY_TIME' }
}

/** A volunteer in the core's words. */
export function candidateOf(row: CandidateRow, ask: AskRow): Candidate {
  const home = position(row)
  const inWeek = weekVisits(row, ask)
  const minutes = inWeek.reduce((sum, visit) => sum + visit.minutes, 0)
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
    weeks: inWeek.length > 0 ? { [ask.monday]: { minutes, visits: inWeek.length } } : {},
    bookings: row.visits.flatMap(({ visitId, from, to, byPhone, ...at }) => {
      const place = position(at)
      return from === null || to === null ? [] : [{ visitId, from, to, byPhone, ...(place && { place }) }]
    }),
    languages: row.languages,
    ...(row.gender && { gender: row.gender }),
    avoids: { pets: row.pets, smoking: row.smoking, stairs: row.stairs },
    preferredKinds: row.preferredKinds,
    kindsDone: row.kindDone ? [ask.kind] : [],
    visitsWith: row.timesWith > 0 ? { [ask.personId]: row.timesWith } : {},
    blocked: row.blocked.map(({ by }) => ({ personId: ask.personId, by })),
    saidNoTo: row.saidNo ? [ask.taskId] : [],
    ...(row.lastAskedAt !== null && { lastAskedAt: row.lastAskedAt }),
  }
}

/** Their visits in the week of the ask, Monday to Sunday, beside the one asked about. */
export const weekVisits = (row: CandidateRow, ask: AskRow): CandidateRow['visits'] =>
  row.visits.filter(({ on }) => on >= ask.monday && on < addDays(ask.monday, 7))
