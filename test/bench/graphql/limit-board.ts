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
