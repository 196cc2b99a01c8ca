import type { HandWritten } from './limit-parts.ts'
import { KIND, list, nid, object, WHEN, whenOf } from './limit-parts.ts'

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
