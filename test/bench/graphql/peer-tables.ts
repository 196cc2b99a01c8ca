import { reasonsOf } from '../../../api/directory/found-because.ts'
import { searchServices, type Search } from '../../../api/directory/search-services.ts'
import { render, rowOf, sql } from '../../../api/reads/index.ts'
import type { SqlFragment } from '../../../api/kernel/index.ts'
import { SEARCHES } from './asked.ts'
import { placesOpen, needsSomeone, VIEWER, whenOf } from './limit-parts.ts'

/**
 * What PostGraphile needs beside the tables to answer the same questions: functions that return rows, and computed
 * columns, as its manual has them. It asks for no viewer and applies no grants; where a co-ordinator looks is an
 * argument, and patients are read by whoever knows their id.
 */
export function peerSql(): string[] {
  return [
    // Its rows are never in the table: it is what functions return, and leads to the service.
    `create table peer_found (place int primary key, service_id uuid not null references service, reasons json)`,
    `create function peer_list(on_weekday int, at_time time, only_free boolean, spoken text, for_age int) returns setof peer_found language sql stable as $$
      select (row_number() over (order by s.sort_name, s.id))::int, s.id,
        case when on_weekday is null and at_time is null and not only_free and spoken is null and for_age is null then '[]'::json else
        (select coalesce(json_agg(r.reason order by r.n), '[]') from (
          (select 1 as n, json_build_object('code', 'OPEN', 'weekday', on_weekday, 'from', to_char(o.opens_at, 'HH24:MI'), 'to', to_char(o.closes_at, 'HH24:MI'),
              'fromText', o.from_text) as reason
            from service_schedule o where o.service_id = s.id and (on_weekday is not null or at_time is not null) and ${isOpen}
            order by o.from_text, o.opens_at limit 1)
          union all select 2, json_build_object('code', 'FREE', 'fromText', s.free = 'TEXT') where only_free
          union all select 3, json_build_object('code', 'SPEAKS', 'words', json_build_array(spoken)) where spoken is not null
          union all select 4, json_build_object('code', 'TEMPORARILY_CLOSED') where s.status = 'TEMPORARILY_CLOSED'
          union all select 5, json_build_object('code', case when s.assured_on is null then 'NEVER_CHECKED'
            when s.assured_on >= current_date - 365 then 'CHECKED' else 'NOT_CHECKED_SINCE' end, 'on', s.assured_on)) r) end
      from service s where s.listed
        and (on_weekday is null and at_time is null or exists (select from service_schedule o where o.service_id = s.id and ${isOpen}))
        and (not only_free or s.free is not null)
        and (spoken is null or exists (select from service_language l where l.service_id = s.id
          and (l.code = lower(spoken) or lower(l.name) = lower(spoken))))
        and (for_age is null or for_age between coalesce(s.age_min, 0) and coalesce(s.age_max, 200)) order by 1 $$`,
    // A search's words decide what its statement looks like, so each of ours is a function.
    ...SEARCHES.map(
      (search, i) => `create function peer_search_${i}() returns setof peer_found language sql stable as $$
        select (row_number() over (order by f.fit desc, f.sort_name, f.id))::int, f.id, ${inlined(reasonsOf(rowOf('f'), rowOf('f')))}
        from (select s.*, f.fit, f.km, f.bits, f.name_bits, f.asked, f.wanted from ${inlined(searchServices(search as Search)('f'))} join service s on s.id = f.id) f order by 1 $$`,
    ),
    // The board.
    `create function peer_tasks_wanting(organisations uuid[], localities uuid[], has_offers boolean) returns setof task language sql stable as $$
      ${seen},
      live as (
        select t.* from place p join task t on t.organisation_id = p.o and t.locality_id = p.l
        union all select t.* from shared_task t)
      select t.* from live t where t.status in ('REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE')
        and exists (select from visit v where v.task_id = t.id and v.occurs_on >= current_date and ${needsSomeone('v', 't')})
        and has_offers = exists (select from offer o where o.task_id = t.id
          and (o.status = 'WILLING' or o.status in ('HELD', 'SENT') and o.lapses_at > now()))
      order by array_position(array['URGENT', 'SOON', 'ROUTINE'], priority), coalesce(target_on, 'infinity'), created_at, id $$`,
    `create function peer_visits_on(organisations uuid[], localities uuid[], day date) returns setof visit language sql stable as $$
      ${seen}
      select v.* from (
        select v.* from place p join visit v on v.organisation_id = p.o and v.locality_id = p.l and v.occurs_on = day
        union all select v.* from shared_task t join visit v on v.task_id = t.id and v.occurs_on = day) v
      order by ${whenOf('v')}, v.id $$`,
    `create function peer_visits_to_check(organisations uuid[], localities uuid[]) returns setof visit language sql stable as $$
      ${seen}
      select v.* from (
        select v.* from visit v where v.organisation_id = any(organisations) and (v.organisation_id, v.locality_id) in (select o, l from place)
        union all select v.* from shared_task t join visit v on v.task_id = t.id) v
      where v.status in ('ENDED', 'MISSED') and v.worry_seen_at is null and (v.status = 'MISSED' or v.went in ('WORRY', 'URGENT') or v.worry is not null)
        or v.clearance_lost_at is not null and v.status in ('PLANNED', 'CONFIRMED') and v.occurs_on >= current_date
        or v.status in ('PLANNED', 'CONFIRMED', 'STARTED') and v.occurs_on <= current_date
          and coalesce(v.ends_at, v.window_ends_at, (date_trunc('week', v.occurs_on::timestamp) + interval '7 days') at time zone 'Europe/London')
            + interval '2 hours' < now()
          and exists (select from assignment a where a.visit_id = v.id and a.ended_at is null)
      order by ${whenOf('v')}, v.id $$`,
    `create function task_visits_needing_someone(t task) returns int language sql stable as $$
      select count(*)::int from visit v where v.task_id = t.id and ${needsSomeone('v', 't')} $$`,
    `create function task_next_visit_needing_someone(t task) returns visit language sql stable as $$
      select v.* from visit v where v.task_id = t.id and ${needsSomeone('v', 't')} order by ${whenOf('v')}, v.id limit 1 $$`,
    `create function task_next_visit(t task) returns visit language sql stable as $$
      select v.* from visit v where v.task_id = t.id and v.status in ('PLANNED', 'CONFIRMED', 'STARTED') and v.occurs_on >= current_date
        and coalesce(v.ends_at, v.window_ends_at, 'infinity') > now() order by ${whenOf('v')}, v.id limit 1 $$`,
    `create function visit_places_open(v visit) returns int language sql stable as $$ select ${placesOpen('v', 't')} from task t where t.id = v.task_id $$`,
    // A volunteer's week.
    `create function peer_my_visits(of_volunteer uuid, first_day date, last_day date) returns setof visit language sql stable as $$
      select v.* from assignment a join visit v on v.id = a.visit_id
      where a.volunteer_id = of_volunteer and a.ended_at is null and v.occurs_on between first_day and last_day
        and exists (select from assignment b join visit w on w.id = b.visit_id where b.task_id = v.task_id and b.volunteer_id = of_volunteer
          and b.ended_at is null and w.occurs_on >= current_date - 7)
      order by ${whenOf('v')}, v.id $$`,
    `create function peer_my_offers(of_volunteer uuid) returns setof offer language sql stable as $$
      select * from offer o where o.volunteer_id = of_volunteer and (o.status = 'WILLING' or o.status = 'SENT' and o.lapses_at > now())
      order by o.sent_at desc, o.id $$`,
    `create function task_is_mine(t task, of_volunteer uuid) returns boolean language sql stable as $$
      select exists (select from assignment a join visit v on v.id = a.visit_id where a.task_id = t.id and a.volunteer_id = of_volunteer
        and a.ended_at is null and v.occurs_on >= current_date - 7 and v.status <> 'CANCELLED') $$`,
    ...(['patient', 'carer'] as const).map(
      (
        whose,
      ) => `create function task_known_${whose}(t task, of_volunteer uuid) returns ${whose} language sql stable as $$
        select x.* from ${whose} x where x.id = t.${whose}_id
          and exists (select from consent c where c.${whose}_id = x.id and c.purpose = 'SHARE_WITH_VOLUNTEER' and c.withdrawn_at is null)
          and exists (select from task u join assignment a on a.task_id = u.id join visit v on v.id = a.visit_id where u.${whose}_id = x.id
            and a.volunteer_id = of_volunteer and a.ended_at is null and v.occurs_on >= current_date - 7 and v.status <> 'CANCELLED') $$`,
    ),
  ]
}

const isOpen = `(o.valid_to is null or o.valid_to >= current_date) and (on_weekday is null or on_weekday = any(o.weekdays))
  and (at_time is null or case when o.closes_at > o.opens_at then at_time >= o.opens_at and at_time < o.closes_at
    else at_time >= o.opens_at or at_time < o.closes_at end)`

/** Where the viewer looks, as the hand-written statements have it, from a function's arguments. */
const seen = `with ${VIEWER.replaceAll('$2::uuid[]', 'organisations').replaceAll('$3::uuid[]', 'localities').replaceAll('$4::uuid[]', 'organisations')},
shared_task as (
  select t.* from shared s join task t on t.patient_id = s.patient_id and t.organisation_id = s.o
  union all select t.* from shared s join task t on t.carer_id = s.carer_id and t.organisation_id = s.o)`

/** A fragment with its values written into it. */
function inlined(fragment: SqlFragment): string {
  const { text, values } = render(sql`${fragment}`)
  return text.replaceAll(/\$(\d+)/g, (_, n: string) => {
    const value = values[Number(n) - 1]
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
    return `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`
  })
}
