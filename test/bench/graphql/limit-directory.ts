import { reasonsOf } from '../../../api/directory/found-because.ts'
import { searchServices, type Search } from '../../../api/directory/search-services.ts'
import { render, rowOf, sql } from '../../../api/reads/index.ts'
import { list, nid, object } from './limit-parts.ts'

/** A statement by hand, or nearly: how words are looked for is the product's own, what is done with the finds is ours. */
export interface DirectoryStatement {
  readonly text: string
  readonly values: readonly unknown[]
}

const service = (reasons: string): string =>
  object('Service', {
    id: nid(10, 's.id'),
    name: 's.name',
    summary: '(select x.summary from service_text x where x.service_id = s.id)',
    status: `case when s.retired_at is null then s.status else 'INACTIVE' end`,
    languages: `(select coalesce(json_agg(l.code order by l.code), '[]') from service_language l where l.service_id = s.id)`,
    reasons,
    organisation: `(select ${object('Organisation', { id: nid(2, 'o.id'), name: 'o.name' })} from organisation o where o.id = s.organisation_id)`,
    phones: list(
      object('ServicePhone', { number: 'p.number', name: 'p.name' }),
      'p.place, p.id',
      'service_phone p where p.service_id = s.id',
    ),
    locations: list(
      object('ServiceLocation', { name: 'l.name', town: 'l.town', postcode: 'l.postcode' }),
      `coalesce(l.name, ''), l.id`,
      'service_location l where l.service_id = s.id',
    ),
    schedules: list(
      object('ServiceSchedule', {
        weekdays: 'h.weekdays',
        opensAt: `to_char(h.opens_at, 'HH24:MI')`,
        closesAt: `to_char(h.closes_at, 'HH24:MI')`,
        fromText: 'h.from_text',
      }),
      'h.from_text, coalesce(h.weekdays[1], 8), h.id',
      'service_schedule h where h.service_id = s.id',
    ),
    costs: list(
      object('ServiceCost', {
        amount: 'c.amount',
        per: 'c.per',
        description: 'c.description',
        isFree: 'c.is_free',
        fromText: 'c.from_text',
      }),
      'c.from_text, coalesce(c.amount, 0), c.id',
      'service_cost c where c.service_id = s.id',
    ),
  })

const cursor = (...values: string[]): string =>
  `translate(encode(convert_to(json_build_array(${values.map((value) => `(${value})::text`).join(', ')})::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')`

/** One reason with all that any reason may say. */
const reason = (code: string, facts: Readonly<Record<string, string>> = {}): string =>
  object('ServiceReason', {
    code,
    words: 'null',
    km: 'null',
    weekday: 'null',
    from: 'null',
    to: 'null',
    fromText: 'null',
    on: 'null',
    ...facts,
  })

/** The page around `hit` (id, n from 1, of_all, cur, and what the reasons need). */
const page = (reasons: string, first: string): string =>
  `json_build_object('viewer', null, 'services', ${object('ServiceConnection', {
    nodes: list(service(reasons), 'f.n', `hit f join service s on s.id = f.id where f.n <= ${first}`),
    totalCount: `coalesce((select max(of_all) from hit), 0)`,
    pageInfo: object('PageInfo', {
      hasNextPage: `coalesce((select max(of_all) from hit), 0) > ${first}`,
      endCursor: `(select cur from hit where n <= ${first} order by n desc limit 1)`,
    }),
  })})`

const isOpen = `(o.valid_to is null or o.valid_to >= current_date) and ($1::int is null or $1 = any(o.weekdays))
  and ($2::time is null or case when o.closes_at > o.opens_at then $2 >= o.opens_at and $2 < o.closes_at else $2 >= o.opens_at or $2 < o.closes_at end)`

/** The list narrowed down without words, all ways in one statement. $1 weekday, $2 time, $3 free, $4 language, $5 age, $6 first. */
const LIST = `
with hit as (
  select id, n, of_all, ${cursor('sort_name', 'id')} as cur from (
    select s.id, s.sort_name, row_number() over (order by s.sort_name, s.id) as n, count(*) over () as of_all from service s where s.listed
      and ($1::int is null and $2::time is null or exists (select from service_schedule o where o.service_id = s.id and ${isOpen}))
      and (not $3::boolean or s.free is not null)
      and ($4::text is null or exists (select from service_language l where l.service_id = s.id and (l.code = lower($4) or lower(l.name) = lower($4))))
      and ($5::int is null or $5 between coalesce(s.age_min, 0) and coalesce(s.age_max, 200))
    order by s.sort_name, s.id limit $6::int + 1) f)
select ${page(
  `(select coalesce(json_agg(r.reason order by r.n), '[]') from (
      (select 1 as n, ${reason(`'OPEN'`, { weekday: '$1::int', from: `to_char(o.opens_at, 'HH24:MI')`, to: `to_char(o.closes_at, 'HH24:MI')`, fromText: 'o.from_text' })} as reason
        from service_schedule o where o.service_id = s.id and ($1::int is not null or $2::time is not null) and ${isOpen} order by o.from_text, o.opens_at limit 1)
      union all select 2, ${reason(`'FREE'`, { fromText: `s.free = 'TEXT'` })} where $3::boolean
      union all select 3, ${reason(`'SPEAKS'`, { words: 'json_build_array($4::text)' })} where $4::text is not null
      union all select 4, ${reason(`'TEMPORARILY_CLOSED'`)} where s.status = 'TEMPORARILY_CLOSED'
      union all select 5, ${reason(`case when s.assured_on is null then 'NEVER_CHECKED' when s.assured_on >= current_date - 365 then 'CHECKED' else 'NOT_CHECKED_SINCE' end`, { on: 's.assured_on' })}) r)`,
  '$6::int',
)}::text as json`

/** Everything, by name. $1 first. */
const ALL = `
with hit as (
  select f.*, (select count(*) from service where listed) as of_all, ${cursor('sort_name', 'id')} as cur from (
    select s.id, s.sort_name, row_number() over (order by s.sort_name, s.id) as n from service s where s.listed order by s.sort_name, s.id limit $1::int + 1) f)
select ${page(`'[]'::json`, '$1::int')}::text as json`

const byWords = new Map<string, DirectoryStatement>()

/** A search of the directory as one statement; `prepare` knows it by its text. */
export function directoryStatement(search: Search, first: number): DirectoryStatement {
  const { words, near, weekday = null, at = null, free = false, language = null, age = null } = search
  if (!words && !near) {
    if (Object.keys(search).length === 0) return { text: ALL, values: [first] }
    return { text: LIST, values: [weekday, at, free ?? false, language, age, first] }
  }
  const key = JSON.stringify([search, first])
  const known = byWords.get(key)
  if (known) return known
  const { text, values } = render(sql`with found as (select s.*, f.fit, f.km, f.bits, f.name_bits, f.asked, f.wanted
    from ${searchServices(search)('f')} join service s on s.id = f.id)
    select json_agg(${reasonsOf(rowOf('f'), rowOf('f'))})`)
  // The words' own part ends where the list of reasons begins; what comes out of it is put into the page by hand.
  const at_ = text.lastIndexOf('select json_agg(')
  const reasons = text.slice(at_ + 'select json_agg('.length, -1)
  const made = {
    text: `${text.slice(0, at_)}, hit as materialized (
      select f.*, row_number() over (order by f.fit desc, f.sort_name, f.id) as n, count(*) over () as of_all, ${cursor('f.fit', 'f.sort_name', 'f.id')} as cur
      from found f order by f.fit desc, f.sort_name, f.id limit ${first + 1})
      select ${page(
        `(select coalesce(json_agg(${reason('r.code', {
          words: 'r.words',
          km: 'r.km',
          weekday: 'r.weekday',
          from: 'r."from"',
          to: 'r."to"',
          fromText: 'r."fromText"',
          on: 'r."on"',
        })}), '[]') from json_to_recordset(${reasons}) as r(code text, words json, km float8, weekday int, "from" text, "to" text, "fromText" boolean, "on" date))`,
        String(first),
      )}::text as json`,
    values,
  }
  byWords.set(key, made)
  return made
}
