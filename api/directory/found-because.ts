import type { Row, SqlFragment } from '../kernel/index.ts'
import { sql } from '../reads/index.ts'

/**
 * Why a service stands in a search, as a JSON array of codes with facts, in the order a person would say them.
 *
 * @param row a service @param found its row of the set that `searchServices` made
 */
export function reasonsOf(row: Row, found: Row): SqlFragment {
  const open = sql`(${found['wanted']} ->> 'weekday')::int`
  const at = sql`(${found['wanted']} ->> 'at')::time`
  return sql`(select coalesce(json_agg(r.reason order by r.place), '[]') from (
    select w.place, json_build_object('code', (array['WORDS_IN_NAME', 'WORDS_IN_TEXT', 'SPELT_LIKE', 'RELATED_WORDS'])[w.place],
        'words', json_agg(w.word order by w.ord)) as reason
      from (
        select a.ord, a.word, case a.how when 'SPELT' then 3 when 'RELATED' then 4
          else case when ${found['name_bits']} & (1::bigint << a.ord) <> 0 then 1 else 2 end end as place
        from jsonb_to_recordset(${found['asked']}) as a(ord int, word text, how text, base boolean)
        where a.base and ${found['bits']} & (1::bigint << a.ord) <> 0) w
      group by 1
    union all
    select 5, case when ${found['km']} is not null
        then json_build_object('code', 'NEAR', 'km', round(${found['km']}::numeric, 1),
          'fromText', not exists (select from service_location l where l.service_id = ${row['id']} and l.position_from <> 'TEXT'))
        else json_build_object('code', 'PLACE_NOT_GIVEN') end
      where (${found['wanted']} ->> 'near')::boolean
    union all
    (select 6, json_build_object('code', 'OPEN', 'weekday', ${open}, 'from', to_char(o.opens_at, 'HH24:MI'),
        'to', to_char(o.closes_at, 'HH24:MI'), 'fromText', o.from_text)
      from service_schedule o where o.service_id = ${row['id']} and (${open} is not null or ${at} is not null)
        and (o.valid_to is null or o.valid_to >= current_date) and (${open} is null or ${open} = any(o.weekdays))
        and (${at} is null or case when o.closes_at > o.opens_at then ${at} >= o.opens_at and ${at} < o.closes_at
          else ${at} >= o.opens_at or ${at} < o.closes_at end)
      order by o.from_text, o.opens_at limit 1)
    union all
    select 7, json_build_object('code', 'FREE', 'fromText', ${row['free']} = 'TEXT')
      where (${found['wanted']} ->> 'free')::boolean and ${row['free']} is not null
    union all
    select 8, json_build_object('code', 'SPEAKS', 'words', json_build_array(${found['wanted']} ->> 'language'))
      where ${found['wanted']} ->> 'language' is not null
    union all
    select 9, json_build_object('code', 'TEMPORARILY_CLOSED') where ${row['status']} = 'TEMPORARILY_CLOSED'
    union all
    select 10, case when ${row['assured_on']} is null then json_build_object('code', 'NEVER_CHECKED')
      when ${row['assured_on']} >= current_date - 365 then json_build_object('code', 'CHECKED', 'on', ${row['assured_on']})
      else json_build_object('code', 'NOT_CHECKED_SINCE', 'on', ${row['assured_on']}) end
  ) r)`
}
