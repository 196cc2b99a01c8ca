import { placesOfDeath } from '../../../api/people/people.rules.ts'
import {
  KIND,
  list,
  mayKnow,
  needsSomeone,
  nid,
  object,
  person,
  placesOpen,
  VIEWER,
  WHEN,
  whenOf,
} from './limit-parts.ts'

/**
 * The reads as somebody would write them by hand who knew the tables, the indexes and the answer: one statement each.
 * `ctes` and `json` give the answer's data; `shown` the ids of the persons in it (`person.id`), for the audit.
 */
export interface HandWritten {
  readonly ctes: string
  readonly json: string
  /** A query of person ids; none where no person is shown. */
  readonly shown?: string
}

/** The board. $1 today, $2–$4 the viewer, $5 tasks, $6 offers, $7 visits. */
export const board: HandWritten = {
  ctes: `${VIEWER},
shared_task as materialized (
  select t.* from shared s join task t on t.patient_id = s.patient_id and t.organisation_id = s.o
  union all select t.* from shared s join task t on t.carer_id = s.carer_id and t.organisation_id = s.o),
live as materialized (
  select t.* from place p join task t on t.organisation_id = p.o and t.locality_id = p.l and t.status in ('REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE')
  union all select t.* from shared_task t where t.status in ('REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE')),
wanting as materialized (
  select t.*, exists (select from offer o where o.task_id = t.id and (o.status = 'WILLING' or o.status in ('HELD', 'SENT') and o.lapses_at > now())) as offered
  from live t where exists (select from visit v where v.task_id = t.id and v.occurs_on >= current_date and ${needsSomeone('v', 't')})),
task_page as materialized (
  select w.*, row_number() over (partition by offered order by array_position(array['URGENT', 'SOON', 'ROUTINE'], priority),
    coalesce(target_on, 'infinity'), created_at, id) as n, count(*) over (partition by offered) as of_all from wanting w),
today as materialized (
  select v.*, row_number() over (order by ${whenOf('v')}, v.id) as n, count(*) over () as of_all from (
    select v.* from place p join visit v on v.organisation_id = p.o and v.locality_id = p.l and v.occurs_on = $1::date
    union all select v.* from shared_task t join visit v on v.task_id = t.id and v.occurs_on = $1::date) v),
to_check as materialized (
  select v.*, row_number() over (order by ${whenOf('v')}, v.id) as n, count(*) over () as of_all from (
    select v.* from visit v where v.organisation_id = any($4::uuid[]) and (v.organisation_id, v.locality_id) in (select o, l from place)
    union all select v.* from shared_task t join visit v on v.task_id = t.id) v
  where v.status in ('ENDED', 'MISSED') and v.worry_seen_at is null and (v.status = 'MISSED' or v.went in ('WORRY', 'URGENT') or v.worry is not null)
    or v.clearance_lost_at is not null and v.status in ('PLANNED', 'CONFIRMED') and v.occurs_on >= current_date
    or v.status in ('PLANNED', 'CONFIRMED', 'STARTED') and v.occurs_on <= current_date
      and coalesce(v.ends_at, v.window_ends_at, (date_trunc('week', v.occurs_on::timestamp) + interval '7 days') at time zone 'Europe/London')
        + interval '2 hours' < now()
      and exists (select from assignment a where a.visit_id = v.id and a.ended_at is null)),
offer_page as materialized (
  select o.*, row_number() over (partition by o.task_id order by o.sent_at desc, o.id) as place_of from task_page t join offer o on o.task_id = t.id
  where t.offered and t.n <= $5::int)`,
  json: `json_build_object('toMatch', ${taskList('not offered', false)}, 'offered', ${taskList('offered', true)},
  'visits', ${visitList('today', '$7::int', true)}, 'toCheck', ${visitList('to_check', '$5::int', false)})`,
  shown: `
    select x.person_id from patient x where x.id in (select patient_id from task_page where n <= $5::int union select t.patient_id from task t where t.id in
      (select task_id from today where n <= $7::int union select task_id from to_check where n <= $5::int)) and ${mayKnow('x', 'patient')}
    union select x.person_id from carer x where x.id in (select carer_id from task_page where n <= $5::int union select t.carer_id from task t where t.id in
      (select task_id from today where n <= $7::int union select task_id from to_check where n <= $5::int)) and ${mayKnow('x', 'carer')}
    union select x.person_id from volunteer x where x.id in (select volunteer_id from offer_page where place_of <= $6::int union
      select a.volunteer_id from assignment a where a.ended_at is null and a.visit_id in
      (select id from today where n <= $7::int union select id from to_check where n <= $5::int)) and ${mayKnow('x', 'volunteer')}`,
}

function taskList(which: string, withOffers: boolean): string {
  const nodes = object('Task', {
    id: nid(6, 't.id'),
    area: 't.area',
    priority: 't.priority',
    targetOn: 't.target_on',
    createdAt: 't.created_at',
    version: 't.version',
    kind: KIND('t'),
    patient: person('t', 'patient'),
    carer: person('t', 'carer'),
    visitsNeedingSomeone: 'need.n',
    nextVisitNeedingSomeone: `(select ${object('Visit', { id: nid(7, 'v.id'), ...WHEN('v') })} from visit v where v.id = need.first)`,
    ...(withOffers
      ? {
          offers: object('OfferConnection', {
            nodes: list(
              object('Offer', {
                id: nid(9, 'o.id'),
                status: `case when o.status = 'SENT' and o.lapses_at <= now() then 'LAPSED' else o.status end`,
                lapsesAt: 'o.lapses_at',
                volunteer: person('o', 'volunteer', true),
              }),
              'o.place_of',
              'offer_page o where o.task_id = t.id and o.place_of <= $6::int',
            ),
          }),
        }
      : {}),
  })
  const from = `task_page t cross join lateral (select count(*)::int as n, (array_agg(v.id order by ${whenOf('v')}, v.id))[1] as first
    from visit v where v.task_id = t.id and ${needsSomeone('v', 't')}) need where ${which} and t.n <= $5::int`
  return object('TaskConnection', {
    totalCount: `coalesce((select of_all from task_page where ${which} limit 1), 0)`,
    nodes: list(nodes, 't.n', from),
  })
}

function visitList(from: string, first: string, isToday: boolean): string {
  const nodes = object('Visit', {
    id: nid(7, 'v.id'),
    ...WHEN('v'),
    status: 'v.status',
    ...(isToday
      ? { placesOpen: placesOpen('v', 't'), cancelledBecause: 'v.cancelled_because', version: 'v.version' }
      : {}),
    clearanceLostAt: 'v.clearance_lost_at',
    report: `case when v.status in ('ENDED', 'MISSED') then ${object('VisitReport', { went: 'v.went', worry: 'v.worry', worrySeenAt: 'v.worry_seen_at' })} end`,
    task: object('Task', {
      id: nid(6, 't.id'),
      ...(isToday ? { area: 't.area' } : {}),
      kind: KIND('t'),
      patient: person('t', 'patient', true),
      carer: person('t', 'carer', true),
    }),
    assignments: list(
      object('Assignment', { id: nid(8, 'a.id'), place: 'a.place', volunteer: person('a', 'volunteer', true) }),
      'a.place, a.id',
      'assignment a where a.visit_id = v.id and a.ended_at is null',
    ),
  })
  return object('VisitConnection', {
    totalCount: `coalesce((select of_all from ${from} limit 1), 0)`,
    nodes: list(nodes, 'v.n', `${from} v join task t on t.id = v.task_id where v.n <= ${first}`),
  })
}

/** Is the patient answered for where the viewer looks, rather than shared with them? */
const isOurs = '(x.organisation_id, x.locality_id) in (select o, l from place)'
const relatedPerson = (whose: 'patient' | 'carer') => person('r', whose)

/** One patient. $1 the patient, $2–$4 the viewer, $5 tasks. */
export const patient: HandWritten = {
  ctes: `${VIEWER},
of_patient as materialized (select x.* from patient x where x.id = $1::uuid and ${mayKnow('x', 'patient')}),
task_page as materialized (
  select t.*, row_number() over (order by t.created_at desc, t.id) as n, count(*) over () as of_all from of_patient x join task t on t.patient_id = x.id
  where (t.organisation_id, t.locality_id) in (select o, l from place) or (t.patient_id, t.organisation_id) in (select patient_id, o from shared)),
next_visit as materialized (
  select v.*, t.n, ${placesOpen('v', 't')} as places_open from task_page t cross join lateral (
    select v.* from visit v where v.task_id = t.id and v.status in ('PLANNED', 'CONFIRMED', 'STARTED') and v.occurs_on >= current_date
      and coalesce(v.ends_at, v.window_ends_at, 'infinity') > now() order by ${whenOf('v')}, v.id limit 1) v where t.n <= $5::int)`,
  json: `json_build_object('node', (select ${object('Patient', {
    id: nid(3, 'x.id'),
    name: `p.given_name || ' ' || p.family_name`,
    preferredName: 'p.preferred_name',
    givenName: 'p.given_name',
    familyName: 'p.family_name',
    status: 'x.status',
    dateOfBirth: 'p.date_of_birth',
    nhsNumber: 'p.nhs_number',
    conditions: 'x.conditions',
    whatToKnow: 'x.what_to_know',
    gpPracticeCode: 'x.gp_practice_code',
    preferredPlaceOfDeath: `case x.preferred_place_of_death ${Object.entries(placesOfDeath)
      .map(([word, code]) => `when '${code}' then '${word}'`)
      .join(' ')} end`,
    languages: 'to_json(p.languages)',
    needsLanguage: 'p.needs_language',
    prefersLanguage: 'p.prefers_language',
    accessNeeds: 'p.access_needs',
    version: 'x.version',
    viewerMay: `case when ${isOurs}
      then '["editPatient", "giveConsent", "relateCarer", "requestTask", "shareRecord"]'::json else '[]'::json end`,
    shares: list(
      object('Share', {
        id: nid(22, 's.id'),
        fromOn: 's.from_on',
        toOn: 's.to_on',
        revokedAt: 's.revoked_at',
        isOpen: `s.revoked_at is null and (now() at time zone 'Europe/London')::date <= coalesce(s.to_on, 'infinity')`,
        purpose: 's.purpose',
        viewerMay: `case when ${isOurs} then '["endShare"]'::json else '[]'::json end`,
        toOrganisation: `(select ${object('Organisation', { id: nid(2, 'o.id'), name: 'o.name' })} from organisation o where o.id = s.to_organisation_id)`,
      }),
      's.from_on desc, s.id',
      `share s where s.patient_id = x.id and (${isOurs} or s.to_organisation_id = any($4::uuid[]))`,
    ),
    blockedPairs: list(
      object('BlockedPair', {
        id: nid(23, 'b.id'),
        askedBy: 'b.asked_by',
        sinceOn: 'b.since_on',
        untilOn: 'b.until_on',
        viewerMay: `'["unblockPair"]'::json`,
        volunteer: person('b', 'volunteer'),
      }),
      'b.since_on, b.id',
      `blocked_pair b join volunteer bv on bv.id = b.volunteer_id where b.patient_id = x.id
        and (b.until_on is null or b.until_on >= (now() at time zone 'Europe/London')::date)
        and (${isOurs} or (bv.organisation_id, bv.locality_id) in (select o, l from place))`,
    ),
    organisation: `(select ${object('Organisation', { id: nid(2, 'o.id'), name: 'o.name' })} from organisation o where o.id = x.organisation_id)`,
    locality: `(select ${object('Locality', { id: nid(1, 'l.id'), name: 'l.name', nameCy: 'l.name_cy' })} from locality l where l.id = x.locality_id)`,
    careCoOrdinator: `(select ${object('AccountName', { id: nid(21, 'a.id'), name: 'a.name' })} from account a where a.id = x.care_co_ordinator_id)`,
    contact: object('PatientContact', {
      addressLines: 'to_json(p.address_lines)',
      town: 'p.town',
      postcode: 'p.postcode',
      phones: 'to_json(p.phones)',
      email: 'p.email',
      contactPreference: 'p.contact_preference',
    }),
    consents: list(
      object('Consent', {
        id: nid(14, 'c.id'),
        purpose: 'c.purpose',
        givenBy: 'c.given_by',
        capacityNote: 'c.capacity_note',
        givenOn: 'c.given_on',
        withdrawnAt: 'c.withdrawn_at',
      }),
      'c.given_on desc, c.id',
      'consent c where c.patient_id = x.id',
    ),
    carers: list(
      object('CareRelationship', {
        id: nid(13, 'r.id'),
        relationship: 'r.relationship',
        hoursAWeek: 'r.hours_a_week',
        willing: 'r.willing',
        able: 'r.able',
        emergencyPlan: 'r.emergency_plan',
        sinceOn: 'r.since_on',
        untilOn: 'r.until_on',
        version: 'r.version',
        carer: relatedPerson('carer'),
        patient: relatedPerson('patient'),
      }),
      `coalesce(r.until_on, 'infinity') desc, r.id`,
      'care_relationship r where r.patient_id = x.id',
    ),
    tasks: object('TaskConnection', {
      totalCount: 'coalesce((select of_all from task_page limit 1), 0)',
      nodes: list(
        object('Task', {
          id: nid(6, 't.id'),
          status: 't.status',
          recurrence: 't.recurrence',
          createdAt: 't.created_at',
          unmetReason: 't.unmet_reason',
          visitsNeedingSomeone: `(select count(*)::int from visit v where v.task_id = t.id and ${needsSomeone('v', 't')})`,
          kind: KIND('t'),
          nextVisit: `(select ${object('Visit', {
            id: nid(7, 'v.id'),
            ...WHEN('v'),
            placesOpen: 'v.places_open',
            assignments: list(
              object('Assignment', { id: nid(8, 'a.id'), volunteer: person('a', 'volunteer') }),
              'a.place, a.id',
              'assignment a where a.visit_id = v.id and a.ended_at is null',
            ),
          })} from next_visit v where v.n = t.n)`,
        }),
        't.n',
        'task_page t where t.n <= $5::int',
      ),
    }),
  })} from of_patient x join person p on p.id = x.person_id))`,
  shown: `
    select person_id from of_patient
    union select x.person_id from of_patient p join care_relationship r on r.patient_id = p.id join carer x on x.id = r.carer_id where ${mayKnow('x', 'carer')}
    union select x.person_id from next_visit v join assignment a on a.visit_id = v.id and a.ended_at is null join volunteer x on x.id = a.volunteer_id
      where ${mayKnow('x', 'volunteer')}
    union select x.person_id from of_patient p join blocked_pair b on b.patient_id = p.id join volunteer x on x.id = b.volunteer_id
      where ${mayKnow('x', 'volunteer')} and (b.until_on is null or b.until_on >= current_date)`,
}

const goer = (whose: 'patient' | 'carer', [code, type]: [number, string]): string =>
  `(select ${object(type, {
    id: nid(code, 'x.id'),
    name: `p.given_name || ' ' || p.family_name`,
    preferredName: 'p.preferred_name',
    contact: object(`${type}Contact`, {
      addressLines: 'to_json(p.address_lines)',
      town: 'p.town',
      postcode: 'p.postcode',
      phones: 'to_json(p.phones)',
    }),
  })} from ${whose} x join person p on p.id = x.person_id where x.id = t.${whose}_id and x.id in (select id from known_${whose}))`

/** Who of the tasks I go to agreed that I know them; somebody I have a visit with that is not called off. */
const known = (whose: 'patient' | 'carer'): string => `
known_${whose} as materialized (
  select distinct t.${whose}_id as id from alive g join task t on t.id = g.task_id where exists (select from consent c
    where c.${whose}_id = t.${whose}_id and c.purpose = 'SHARE_WITH_VOLUNTEER' and c.withdrawn_at is null))`

const ORGANISATION = `(select ${object('Organisation', { id: nid(2, 'o.id'), name: 'o.name', phone: 'o.phone' })} from organisation o where o.id = t.organisation_id)`
const BY_PHONE = `, 'byPhone', k.by_phone`

/** A volunteer's week. $1 their account, $2 who they are, $3 and $4 days, $5 visits, $6 offers. */
export const week: HandWritten = {
  ctes: `mine as materialized (
  select a.task_id, v.id as visit_id, v.occurs_on, v.status from assignment a join visit v on v.id = a.visit_id
  where a.volunteer_id = any($2::uuid[]) and a.ended_at is null),
gone_to as materialized (select distinct task_id from mine where occurs_on >= current_date - 7),
alive as materialized (select distinct task_id from mine where occurs_on >= current_date - 7 and status <> 'CANCELLED'),
${known('patient')},
${known('carer')},
visit_page as materialized (
  select v.*, row_number() over (order by ${whenOf('v')}, v.id) as n from visit v where v.id in (
    select visit_id from mine where occurs_on between $3::date and $4::date and task_id in (select task_id from gone_to))),
offer_page as materialized (
  select o.*, row_number() over (order by o.sent_at desc, o.id) as n from offer o where o.volunteer_id = any($2::uuid[])
    and (o.status = 'WILLING' or o.status = 'SENT' and o.lapses_at > now()))`,
  json: `json_build_object(
  'visits', ${object('VisitConnection', {
    nodes: list(
      object('Visit', {
        id: nid(7, 'v.id'),
        ...WHEN('v'),
        status: 'v.status',
        clearanceLostAt: 'v.clearance_lost_at',
        task: object('Task', {
          id: nid(6, 't.id'),
          area: 't.area',
          kind: KIND('t', BY_PHONE),
          organisation: ORGANISATION,
          patient: goer('patient', [3, 'Patient']),
          carer: goer('carer', [4, 'Carer']),
          details: `case when t.id in (select task_id from alive) then ${object('TaskDetails', {
            inTheirWords: 't.in_their_words',
            address: 't.address',
            whatToKnow: 't.what_to_know',
          })} end`,
        }),
      }),
      'v.n',
      'visit_page v join task t on t.id = v.task_id where v.n <= $5::int',
    ),
  })},
  'offers', ${object('OfferConnection', {
    nodes: list(
      object('Offer', {
        id: nid(9, 'o.id'),
        status: 'o.status',
        choosing: 'o.choosing',
        lapsesAt: 'o.lapses_at',
        task: object('Task', {
          id: nid(6, 't.id'),
          area: 't.area',
          timing: 't.timing',
          firstOn: 't.first_on',
          startsAt: `to_char(t.starts_at, 'HH24:MI')`,
          endsAt: `to_char(t.ends_at, 'HH24:MI')`,
          minutes: 't.minutes',
          recurrence: 't.recurrence',
          volunteersNeeded: 't.volunteers_needed',
          kind: KIND('t', BY_PHONE),
          organisation: ORGANISATION,
        }),
        visit: `(select ${object('Visit', { id: nid(7, 'v.id'), ...WHEN('v') })} from visit v where v.id = o.visit_id)`,
      }),
      'o.n',
      'offer_page o join task t on t.id = o.task_id where o.n <= $6::int',
    ),
  })},
  'viewer', ${object('Viewer', {
    id: nid(11, '$1::uuid'),
    volunteer: `(select ${object('Volunteer', {
      id: nid(5, 'm.id'),
      status: 'm.status',
      absences: list(
        object('Absence', { id: nid(17, 'b.id'), firstOn: 'b.first_on', lastOn: 'b.last_on' }),
        'b.first_on, b.id',
        `absence b where b.volunteer_id = m.id and b.last_on >= (now() at time zone 'Europe/London')::date`,
      ),
    })} from volunteer m where m.id = ($2::uuid[])[1])`,
  })})`,
  shown: `
    select x.person_id from visit_page v join task t on t.id = v.task_id join patient x on x.id = t.patient_id
      where v.n <= $5::int and x.id in (select id from known_patient)
    union select x.person_id from visit_page v join task t on t.id = v.task_id join carer x on x.id = t.carer_id
      where v.n <= $5::int and x.id in (select id from known_carer)`,
}
