import { placesOfDeath } from '../../../api/people/people.rules.ts'
import type { HandWritten } from './limit-parts.ts'
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
