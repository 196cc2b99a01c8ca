import type { Client } from 'pg'
import type { LocalDate } from '../../../api/kernel/index.ts'
import { FAMILY, GIVEN, STREETS } from './people.ts'

/** How big. Tasks are spread over what a network has after two years: series, visits done, visits ahead, open asks. */
export const LARGE = {
  organisations: 8,
  areas: 24,
  localitiesOfArea: 4,
  patients: 30_000,
  carers: 6_000,
  volunteers: 10_000,
  /** Weekly, with somebody on them: eight weeks back, eight ahead. */
  liveSeries: 10_000,
  endedSeries: 5_000,
  pastTasks: 74_500,
  /** Once, ahead, somebody is on them. */
  heldTasks: 4_000,
  /** Once or weekly, ahead, nobody is on them; of a third somebody has been asked. */
  openTasks: 6_500,
  /** How many of the volunteers can sign in. */
  volunteerAccounts: 2_000,
} as const

/** Ids of what the n-th (from 1) of a kind is; ordered as UUIDv7 are. Said once here, and once more in SQL below. */
export const idOf = (kind: keyof typeof kinds, n: number): string =>
  `0198${kinds[kind].toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const kinds = {
  locality: 1,
  organisation: 2,
  patient: 3,
  carer: 4,
  volunteer: 5,
  task: 6,
  visit: 7,
  assignment: 8,
  offer: 9,
  account: 11,
  membership: 12,
  relationship: 13,
  consent: 14,
  check: 15,
  training: 16,
  absence: 17,
  availability: 18,
  share: 22,
  blocked: 23,
  person: 30,
} as const

/** The account of an organisation's co-ordinator for an area, all from 1. */
export const coOrdinatorNumber = (organisation: number, area: number): number => (organisation - 1) * LARGE.areas + area
/** Volunteers' accounts are numbered after those of the staff: so many of each kind of co-ordinator. */
export const STAFF = LARGE.organisations * LARGE.areas * 2

const id = (kind: keyof typeof kinds, n: string) =>
  `('0198${kinds[kind].toString(16).padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
const words = (list: readonly string[]) => `array[${list.map((word) => `'${word.replaceAll("'", "''")}'`).join(',')}]`
/** One of a list, by a number from 0 to 1. */
const oneOf = (list: readonly string[], chance: string) =>
  `(${words(list)})[1 + floor(${chance} * ${list.length})::int]`
const moment = (day: string, time: string) => `((${day}) + time '${time}') at time zone 'Europe/London'`

/** Kinds that ask for a skill; a volunteer who lacks it gets another kind. */
const SKILL_OF = {
  TRANSPORT_HEALTH: 'DRIVING',
  TRANSPORT_SOCIAL: 'DRIVING',
  GARDENING: 'GARDENING',
  DOG_WALKING: 'DOGS',
}
const KINDS = [
  'BEFRIENDING_VISIT',
  'BEFRIENDING_CALL',
  'SHOPPING',
  'RESPITE_SITTING',
  'PRESCRIPTION_COLLECTION',
  'WALKING_COMPANION',
  'HOME_FROM_HOSPITAL',
  'ESCORT',
  ...Object.keys(SKILL_OF),
]
const SKILLS = ['DRIVING', 'GARDENING', 'DOGS', 'LISTENING', 'COOKING', 'DEMENTIA', 'FORMS', 'DIGITAL']

/** Of ten volunteers seven are active, checked and trained for everything but the skills they lack. */
const isAble = (n: string) => `${n} % 10 < 7`

/**
 * Writes the large network into a migrated, empty database, as superuser, by a few statements: everything follows from
 * row numbers and PostgreSQL's hash functions, so it is the same everywhere and for ever but for the days, which are
 * counted from `today`. Row triggers are off meanwhile (constraints are not); what they promise is checked at the end.
 *
 * @throws Error when something was written that the product would have refused
 */
export async function writeLargeNetwork(client: Client, today: LocalDate, say: (line: string) => void): Promise<void> {
  await client.query('begin')
  for (const [what, statements] of Object.entries(network(today))) {
    say(what)
    for (const statement of statements) await client.query(statement)
  }
  await client.query('commit')
  await client.query('analyze')
  await mustBePossible(client)
}

const TRIGGERED = ['person', 'patient', 'carer', 'volunteer', 'task', 'visit', 'offer', 'assignment']

function network(today: LocalDate): Record<string, string[]> {
  const day = `date '${today}'`
  const triggers = (how: string) => TRIGGERED.map((table) => `alter table ${table} ${how} trigger user`)
  return {
    'organisations, areas and staff': [
      ...triggers('disable'),
      // From 0 to 1, by a row's number and what it is for.
      `create function pg_temp.r(n bigint, salt bigint) returns float8 language sql immutable as
        'select (hashint8extended(n, salt) & 1073741823) / 1073741824.0'`,
      // The first organisation answers for a good quarter, the last for a twelfth.
      `create function pg_temp.org(n bigint, salt bigint) returns int language sql immutable as
        'select 1 + floor(${LARGE.organisations} * power(pg_temp.r(n, salt), 1.6))::int'`,
      `insert into locality (id, name, parent_id) select ${id('locality', 'a')}, 'Area ' || a, null from generate_series(1, ${LARGE.areas}) a`,
      `insert into locality (id, name, parent_id)
        select ${id('locality', `1000 + a * ${LARGE.localitiesOfArea} + l`)}, 'Ward ' || a || '.' || l, ${id('locality', 'a')}
        from generate_series(1, ${LARGE.areas}) a, generate_series(0, ${LARGE.localitiesOfArea - 1}) l`,
      `insert into organisation (id, name, kind, phone) select ${id('organisation', 'o')}, 'Neighbours ' || o, 'CHARITY', '01632 960' || 100 + o
        from generate_series(1, ${LARGE.organisations}) o`,
      ...(['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] as const).flatMap((role, i) => {
        const n = `${i * LARGE.organisations * LARGE.areas} + (o - 1) * ${LARGE.areas} + a`
        const all = `from generate_series(1, ${LARGE.organisations}) o, generate_series(1, ${LARGE.areas}) a`
        return [
          `insert into account (id, email, name) select ${id('account', n)}, 'staff' || (${n}) || '@bench.example', 'Staff ' || (${n}) ${all}`,
          `insert into membership (id, account_id, role, organisation_id)
            select ${id('membership', n)}, ${id('account', n)}, '${role}', ${id('organisation', 'o')} ${all}`,
          `insert into membership_locality (membership_id, locality_id) select ${id('membership', n)}, ${id('locality', 'a')} ${all}`,
        ]
      }),
    ],
    people: [
      ...people('patient', 0, LARGE.patients, { bornFrom: 1928, years: 32, today: day }),
      ...people('carer', LARGE.patients, LARGE.carers, { bornFrom: 1945, years: 45, today: day }),
      ...people('volunteer', LARGE.patients + LARGE.carers, LARGE.volunteers, {
        bornFrom: 1950,
        years: 54,
        today: day,
      }),
      `insert into patient (id, person_id, organisation_id, locality_id, care_co_ordinator_id, conditions, what_to_know, status, created_at)
        select id, person_id, organisation_id, locality_id, ${id('account', `${LARGE.organisations * LARGE.areas} + (org - 1) * ${LARGE.areas} + area`)},
          case when pg_temp.r(n, 31) < 0.6 then 'Arthritis, and a little unsteady.' end,
          case when pg_temp.r(n, 32) < 0.5 then 'Ring before you come; the door takes a while.' end,
          ${oneOf(['GREEN', 'GREEN', 'AMBER', 'RED'], 'pg_temp.r(n, 33)')}, ${moment(`${day} - 800 + (n % 700)::int`, '09:00')} from made_patient`,
      `insert into nhs_number_held (organisation_id, nhs_number, person_id)
        select m.organisation_id, p.nhs_number, p.id from made_patient m join person p on p.id = m.person_id where p.nhs_number is not null`,
      `insert into carer (id, person_id, organisation_id, locality_id, registered_on, created_at)
        select id, person_id, organisation_id, locality_id, ${day} - 400, ${moment(`${day} - 400`, '09:00')} from made_carer`,
      // Who cares for whom: somebody of the same organisation and area; every fifth carer for two people.
      `insert into care_relationship (id, carer_id, patient_id, relationship, hours_a_week, willing, able, since_on)
        select ${id('relationship', 'row_number() over (order by c.n, k)')}, c.id, p.id, ${oneOf(['SPOUSE', 'CHILD', 'FRIEND'], 'pg_temp.r(c.n, 34)')},
          10 + (c.n % 40), true, c.n % 7 <> 0, ${day} - 900
        from made_carer c, generate_series(1, case when c.n % 5 = 0 then 2 else 1 end) k, made_patient p
        where p.org = c.org and p.area = c.area and p.place = 1 + (c.place * 2 + k) % p.of_all`,
      `insert into consent (id, patient_id, purpose, given_by, given_on)
        select ${id('consent', 'n * 2 + k')}, id, case k when 0 then 'SHARE_WITH_VOLUNTEER' else 'SHARE_WITH_GROUP' end, 'themselves', ${day} - 790
        from made_patient, generate_series(0, 1) k where pg_temp.r(n * 2 + k, 35) < case k when 0 then 0.96 else 0.4 end`,
      `insert into consent (id, carer_id, purpose, given_by, given_on)
        select ${id('consent', `${LARGE.patients * 2 + 2} + n`)}, id, 'SHARE_WITH_VOLUNTEER', 'themselves', ${day} - 390 from made_carer`,
      // One patient in a hundred is shared with the next organisation.
      `insert into share (id, patient_id, from_organisation_id, to_organisation_id, purpose, from_on)
        select ${id('share', 'n')}, id, organisation_id, ${id('organisation', `1 + org % ${LARGE.organisations}`)}, 'They help there too.', ${day} - 60
        from made_patient where n % 100 = 0`,
    ],
    volunteers: [
      `insert into volunteer (id, person_id, organisation_id, locality_id, status, gender, joined_on, minutes_a_week, visits_a_week, no_pets,
          no_smoking, preferred_kinds, last_asked_at, created_at)
        select id, person_id, organisation_id, locality_id,
          case when ${isAble('n')} then 'ACTIVE' else ${oneOf(['APPLIED', 'CHECKS', 'PAUSED', 'LEFT'], 'pg_temp.r(n, 41)')} end,
          ${oneOf(['FEMALE', 'FEMALE', 'MALE', 'OTHER'], 'pg_temp.r(n, 42)')}, ${day} - 1000, 120 + 60 * (n % 7)::int, 2 + (n % 4)::int,
          pg_temp.r(n, 43) < 0.1, pg_temp.r(n, 44) < 0.3, array[${oneOf(KINDS, 'pg_temp.r(n, 45)')}], ${moment(`${day} - (n % 60)::int`, '10:00')},
          ${moment(`${day} - 1000`, '09:00')} from made_volunteer`,
      `insert into volunteer_skill (volunteer_id, skill) select v.id, s.skill from made_volunteer v, unnest(${words(SKILLS)}) with ordinality s(skill, k)
        where ${hasSkill('v.n', 's.skill')}`,
      `insert into volunteer_training (id, volunteer_id, course, completed_on, until_on)
        select ${id('training', 'v.n * 8 + c.k')}, v.id, c.course, ${day} - 1000, case when c.course <> 'INDUCTION' then ${day} + 300 end
        from made_volunteer v, unnest(array['INDUCTION','SAFEGUARDING_ADULTS','LONE_VISITING','DEMENTIA']) with ordinality c(course, k)
        where (${isAble('v.n')} and c.k < 4) or pg_temp.r(v.n * 8 + c.k, 46) < 0.4`,
      `insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on)
        select ${id('check', 'n')}, id, case when ${isAble('n')} then 'ENHANCED_ADULT_BARRED' else 'BASIC' end, ${day} - 1000, 'office', ${day} + 90 + (n % 600)::int
        from made_volunteer where ${isAble('n')} or n % 10 = 8`,
      `insert into volunteer_travel (volunteer_id, mode, max_km) select v.id, m.mode, m.km from made_volunteer v,
        (values (1, 'DRIVE', 20), (2, 'BUS', 10), (3, 'WALK', 3)) m(k, mode, km) where pg_temp.r(v.n * 4 + m.k, 47) < 0.5`,
      `insert into availability (id, volunteer_id, weekday, starts_at, ends_at)
        select ${id('availability', 'v.n * 8 + d')}, v.id, d, time '09:00', time '17:00' from made_volunteer v, generate_series(1, 7) d
        where pg_temp.r(v.n * 8 + d, 48) < 0.6`,
      `insert into absence (id, volunteer_id, first_on, last_on) select ${id('absence', 'n')}, id, ${day} + 60, ${day} + 74 from made_volunteer where n % 11 = 0`,
      // Some pairs that must not be.
      `insert into blocked_pair (id, volunteer_id, patient_id, asked_by, since_on)
        select ${id('blocked', 'v.n')}, v.id, p.id, ${oneOf(['PERSON', 'VOLUNTEER', 'CO_ORDINATOR'], 'pg_temp.r(v.n, 49)')}, ${day} - 100
        from made_volunteer v join made_patient p on p.org = v.org and p.area = v.area and p.place = 1 + v.n % p.of_all where v.n % 40 = 0`,
      `create temp table goer on commit drop as select *, row_number() over (order by n) as g from made_volunteer where ${isAble('n')}`,
      'create unique index on goer (g)',
      'analyze goer',
      `insert into account (id, email, name) select ${id('account', `${STAFF} + g`)}, 'volunteer' || g || '@bench.example', 'Volunteer ' || g
        from goer where g <= ${LARGE.volunteerAccounts}`,
      `insert into membership (id, account_id, role, organisation_id, volunteer_id)
        select ${id('membership', `${STAFF} + g`)}, ${id('account', `${STAFF} + g`)}, 'VOLUNTEER', organisation_id, id
        from goer where g <= ${LARGE.volunteerAccounts}`,
    ],
    tasks: [
      `create temp table made_task on commit drop as
        select row_number() over (order by what, t.g, j) as n, t.* from (
          select 'LIVE' as what, g, j from goer, generate_series(0, 1) j where g <= ${LARGE.liveSeries / 2}
          union all select 'ENDED', g, 0 from goer where g <= ${LARGE.endedSeries}
          union all (select 'PAST', g, j from goer, generate_series(0, 10) j order by j, g limit ${LARGE.pastTasks})
          union all select 'HELD', g, 0 from goer where g <= ${LARGE.heldTasks}
          union all (select 'OPEN', g, 0 from goer where g <= ${LARGE.openTasks})) t`,
      // Whom it is for lives where the volunteer does; one in eight is for a carer.
      `create temp table task_plan on commit drop as
        select t.n, t.what, t.j, v.n as vn, v.id as volunteer_id, v.org, v.area, v.organisation_id, s.patient_id, s.carer_id, s.locality_id, s.lat, s.lon,
          case when k.kind in ('${Object.keys(SKILL_OF).join("','")}') and not ${hasSkill('v.n', `('${JSON.stringify(SKILL_OF)}'::jsonb ->> k.kind)`)}
            then 'BEFRIENDING_VISIT' else k.kind end as kind,
          case t.what when 'LIVE' then 1 + (v.n * 3 + t.j * 2) % 7 else 1 + (v.n * 3 + 1) % 7 end::int as weekday,
          case t.what when 'PAST' then ${day} - (20 + t.j * 60 + v.n % 55)::int when 'HELD' then ${day} + (1 + v.n % 20)::int
            when 'OPEN' then ${day} + (1 + v.n % 14)::int end as once_on,
          case t.what when 'LIVE' then time '10:00' when 'ENDED' then time '12:30' when 'OPEN' then time '13:00' else time '15:00' end as at,
          case when t.what <> 'OPEN' or t.n % 4 < 2 then 'FIXED' when t.n % 4 = 2 then 'WINDOW' else 'UNTIMED' end as timing,
          t.what = 'LIVE' or t.what = 'ENDED' or (t.what = 'OPEN' and t.n % 13 = 0) as is_series
        from made_task t join goer v on v.g = t.g
        cross join lateral (select ${oneOf(KINDS, 'pg_temp.r(t.n, 51)')} as kind) k
        join lateral (
          select p.id as patient_id, null::uuid as carer_id, p.locality_id, p.lat, p.lon from made_patient p
            where t.n % 8 <> 0 and p.org = v.org and p.area = v.area and p.place = 1 + (v.place * 31 + t.n * 7) % p.of_all
          union all select null, c.id, c.locality_id, c.lat, c.lon from made_carer c
            where t.n % 8 = 0 and c.org = v.org and c.area = v.area and c.place = 1 + (v.place * 31 + t.n * 7) % c.of_all) s on true`,
      `insert into task (id, organisation_id, locality_id, patient_id, carer_id, kind, in_their_words, asked_by_id, asked_where, area, latitude, longitude,
          timing, first_on, starts_at, ends_at, minutes, recurrence, volunteers_needed, has_pets, has_stairs, what_to_know, priority, target_on, status,
          planned_until, created_at)
        select ${id('task', 'n')}, organisation_id, locality_id, patient_id, carer_id, kind, 'Somebody to give me a hand and have a cup of tea with.',
          ${id('account', `(org - 1) * ${LARGE.areas} + area`)}, 'PHONE', 'Area ' || area || ', ZE3', lat, lon, timing, first_on,
          case timing when 'UNTIMED' then null else at end, case timing when 'UNTIMED' then null when 'WINDOW' then at + interval '4 hours' else at + interval '1 hour' end,
          60, case when is_series then 'FREQ=WEEKLY' end, case when what = 'OPEN' and n % 12 = 5 then 2 else 1 end, n % 4 = 0, n % 5 = 0,
          case when n % 3 = 0 then 'The key is with the neighbour.' end, ${oneOf(['ROUTINE', 'ROUTINE', 'SOON', 'URGENT'], 'pg_temp.r(n, 52)')},
          case when n % 2 = 0 then first_on end,
          case what when 'LIVE' then 'ACTIVE' when 'ENDED' then 'DONE' when 'HELD' then 'MATCHED' when 'OPEN' then 'OPEN'
            else ${oneOf([...Array.from({ length: 18 }, () => 'DONE'), 'WITHDRAWN', 'UNMET'], 'pg_temp.r(n, 53)')} end,
          case when is_series and what <> 'ENDED' then ${day} + 56 end, ${moment(`least(first_on, ${day}) - (3 + n % 40)::int`, '09:00')}
        from (select *, case what when 'LIVE' then monday - 56 when 'ENDED' then monday - 280 else once_on end as first_on
          from (select *, date_trunc('week', ${day})::date + weekday - 1 as monday from task_plan) s) p`,
      // A day each; of a series one a week, ended ones six, live ones eight back and eight ahead.
      `create temp table made_visit on commit drop as
        select row_number() over (order by n, week) as vis, s.*, pg_temp.r(n * 64 + week + 40, 54) as chance from (
          select p.*, w.week, case when is_series and what = 'OPEN' then once_on + 7 * w.week when is_series then monday + 7 * w.week else once_on end as occurs_on
          from (select *, date_trunc('week', ${day})::date + weekday - 1 as monday from task_plan) p,
            generate_series(case what when 'LIVE' then -8 when 'ENDED' then -40 else 0 end,
              case what when 'LIVE' then 7 when 'ENDED' then -35 when 'OPEN' then case when is_series then 6 else 0 end else 0 end) w(week)) s`,
      `create temp table shown_visit on commit drop as
        select *, case when what = 'OPEN' then 'PLANNED' when occurs_on >= ${day} then 'CONFIRMED'
          when chance < 0.02 and occurs_on >= ${day} - 10 then 'CONFIRMED' when chance < 0.04 then 'MISSED' when chance < 0.07 then 'CANCELLED' else 'ENDED' end as status
        from made_visit`,
      `insert into visit (id, task_id, organisation_id, locality_id, occurs_on, starts_at, ends_at, window_starts_at, window_ends_at, minutes, status,
          ended_at, reported_minutes, went, worry, worry_seen_at, cancelled_by, cancelled_because, cancelled_at)
        select ${id('visit', 'vis')}, ${id('task', 'n')}, organisation_id, locality_id, occurs_on,
          case timing when 'FIXED' then starts end, case timing when 'FIXED' then starts + interval '1 hour' end,
          case timing when 'WINDOW' then starts end, case timing when 'WINDOW' then starts + interval '4 hours' end, 60, status,
          case status when 'ENDED' then starts + interval '1 hour' end, case status when 'ENDED' then 60 end,
          case status when 'ENDED' then case when chance > 0.97 then 'WORRY' else 'FINE' end end,
          case when status = 'ENDED' and chance > 0.97 then 'They seemed low today.' end,
          case when (status = 'ENDED' and chance > 0.97 or status = 'MISSED') and occurs_on < ${day} - 6 then starts + interval '2 days' end,
          case status when 'CANCELLED' then 'PERSON' end, case status when 'CANCELLED' then 'Away that day.' end,
          case status when 'CANCELLED' then starts - interval '2 days' end
        from (select *, (occurs_on + at) at time zone 'Europe/London' as starts from shown_visit) v`,
    ],
    'who goes, and who is asked': [
      `create temp table made_assignment on commit drop as
        select row_number() over (order by n, week nulls first) as a, * from (
          select n, null::bigint as vis, null::int as week, volunteer_id, organisation_id, locality_id, null::text as status, null::timestamptz as starts
            from task_plan where what in ('LIVE', 'ENDED')
          union all select n, vis, week, volunteer_id, organisation_id, locality_id, status, (occurs_on + at) at time zone 'Europe/London'
            from shown_visit where what <> 'OPEN') s`,
      `insert into assignment (id, task_id, visit_id, volunteer_id, series_id, organisation_id, locality_id, created_at)
        select ${id('assignment', 'm.a')}, ${id('task', 'm.n')}, ${id('visit', 'm.vis')}, m.volunteer_id,
          case when m.vis is not null then ${id('assignment', 's.a')} end, m.organisation_id, m.locality_id, ${moment(`${day} - 70`, '08:00')}
        from made_assignment m left join (select n, a from made_assignment where vis is null) s on s.n = m.n`,
      `insert into booking (assignment_id, volunteer_id, visit_id, during)
        select ${id('assignment', 'a')}, volunteer_id, ${id('visit', 'vis')}, tstzrange(starts, starts + interval '1 hour', '[)')
        from made_assignment where vis is not null and status not in ('CANCELLED', 'MISSED')`,
      // One to three of those who could are asked for a third of what is open; some others said no.
      `insert into offer (id, round_id, task_id, visit_id, volunteer_id, organisation_id, locality_id, status, sent_by_id, sent_at, lapses_at, answered_at)
        select ${id('offer', 't.n * 4 + k')}, ${id('offer', 't.n * 4')}, ${id('task', 't.n')}, case when not t.is_series then ${id('visit', 't.vis')} end, g.id,
          t.organisation_id, t.locality_id, case when t.n % 3 = 0 then case when k = 3 then 'WILLING' else 'SENT' end else 'DECLINED' end,
          ${id('account', `(t.org - 1) * ${LARGE.areas} + t.area`)}, ${moment(`${day} - 2`, '11:00')} + t.n * interval '1 second',
          ${moment(`${day} + 1`, '12:00')}, case when t.n % 3 <> 0 then ${moment(`${day} - 1`, '10:00')} end
        from shown_visit t cross join generate_series(1, 3) k
        join (select id, org, area, row_number() over w as at, count(*) over (partition by org, area) as of_all from goer
          window w as (partition by org, area order by n)) g on g.org = t.org and g.area = t.area and g.at = 1 + (t.n * 5 + k) % g.of_all
        where t.what = 'OPEN' and t.week = 0 and (t.n % 3 = 0 and k <= 1 + t.n % 3 + t.n % 2 or t.n % 6 = 1 and k = 1)`,
      ...triggers('enable'),
      'select keep_homes()',
    ],
  }
}

const hasSkill = (n: string, skill: string) => `pg_temp.r(${n}, hashtext(${skill})) < 0.6`

/** `person` rows, and `made_KIND`: whose they are and where, each with its place among those of organisation and area. */
function people(
  kind: 'patient' | 'carer' | 'volunteer',
  after: number,
  count: number,
  { bornFrom, years, today }: { bornFrom: number; years: number; today: string },
): string[] {
  const salt = kind.length * 100
  const chance = (of: number) => `pg_temp.r(m.n, ${salt + of})`
  // A made-up number of the range for tests, with its check digit; where that would be ten, none.
  const digits = (i: number) => `substr('999' || lpad((m.n % 1000000)::text, 6, '0'), ${i}, 1)::int`
  const sum = Array.from({ length: 9 }, (_, i) => `${10 - i} * ${digits(i + 1)}`).join(' + ')
  const nhs = `case when (11 - (${sum}) % 11) = 10 then null else '999' || lpad((m.n % 1000000)::text, 6, '0') || ((11 - (${sum}) % 11) % 11) end`
  return [
    `create temp table made_${kind} on commit drop as
      select *, row_number() over w as place, count(*) over (partition by org, area) as of_all from (
        select n, ${id(kind, 'n')} as id, ${id('person', `${after} + n`)} as person_id, org, area, ${id('organisation', 'org')} as organisation_id,
          ${id('locality', `1000 + area * ${LARGE.localitiesOfArea} + floor(${LARGE.localitiesOfArea} * pg_temp.r(n, ${salt + 1}))::int`)} as locality_id,
          51 + area * 0.05 + pg_temp.r(n, ${salt + 2}) * 0.1 as lat, -1.5 + area * 0.05 + pg_temp.r(n, ${salt + 3}) * 0.15 as lon
        from (select n, pg_temp.org(n, ${salt + 4}) as org, 1 + floor(${LARGE.areas} * pg_temp.r(n, ${salt + 5}))::int as area
          from generate_series(1, ${count}) n) a) m
      window w as (partition by org, area order by n)`,
    `create unique index on made_${kind} (org, area, place)`,
    `analyze made_${kind}`,
    `insert into person (id, given_name, family_name, preferred_name, date_of_birth, address_lines, town, postcode, latitude, longitude, phones, email,
        languages, contact_preference, nhs_number)
      select m.person_id, ${oneOf(GIVEN, chance(11))}, ${oneOf(FAMILY, chance(12))}, null, date '${bornFrom}-01-01' + floor(${chance(13)} * ${years} * 365)::int,
        array[1 + floor(${chance(14)} * 120)::int || ' ' || ${oneOf(STREETS, chance(15))}], 'Area ' || area,
        'ZE3 ' || floor(${chance(16)} * 10)::int || ${oneOf('ABDEFGHJLN'.split(''), chance(17))} || ${oneOf('PQRSTUWXYZ'.split(''), chance(18))},
        lat, lon, array['01632 960' || lpad(floor(${chance(19)} * 1000)::int::text, 3, '0')], null,
        case when ${chance(20)} < 0.12 then '{en,cy}' else '{en}' end::text[], 'PHONE', ${kind === 'patient' ? nhs : 'null'}
      from made_${kind} m where ${today} is not null`,
  ]
}

/** What the triggers would have refused while they were off, looked for in what was written. */
async function mustBePossible(client: Client): Promise<void> {
  const { rows } = await client.query<{ what: string; n: number }>(`
    select 'uncleared' as what, count(*)::int as n from (select a.*, t.kind, t.skills, v.occurs_on from assignment a join task t on t.id = a.task_id
        join visit v on v.id = a.visit_id where hashtext(a.id::text) % 200 = 0) a
      where cardinality(clearance_missing(a.volunteer_id, a.kind, case a.place when 1 then 'LEAD' else 'BUDDY' end, a.occurs_on, a.skills)) > 0
    union all select 'unbooked', count(*)::int from assignment a join visit v on v.id = a.visit_id
      where a.ended_at is null and v.starts_at is not null and v.status not in ('CANCELLED', 'MISSED')
        and not exists (select 1 from booking b where b.assignment_id = a.id)
    union all select 'tasks beside 100,000', (select abs(count(*) - 100000)::int from task)`)
  const wrong = rows.filter(({ n }) => n > 0)
  if (wrong.length > 0)
    throw new Error(
      `The network is not one the product would hold: ${wrong.map(({ what, n }) => `${n} ${what}`).join(', ')}`,
    )
}
