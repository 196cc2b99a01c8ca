import type { SqlFragment } from '../../kernel/index.ts'
import { searchServices } from '../../directory/index.ts'
import { and, raw, sql } from '../../reads/index.ts'
import type { Asked } from './asked.rules.ts'
import { fromServices, isPublished } from './published-rows.ts'

/** Where distances are measured from, degrees. */
export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** The services asked for: a relation `f` with `id`, `fit`, `sort_name` and `changed_at`, in no order. */
export function servicesAsked(asked: Asked, near: Position | null): SqlFragment {
  const found =
    asked.search === null ? raw('') : sql` join ${searchServices({ words: asked.search })('w')} on w.id = s.id`
  const fit = asked.search === null ? raw('0') : raw('w.fit')
  return sql`(select s.id, ${fit} as fit, s.sort_name, s.changed_at
    from ${fromServices}${found} where ${and([isPublished, ...conditions(asked, near)])}) f`
}

/** The places of the services asked for: a relation `f` with the place's `id`, its `service_id` and `changed_at`. */
export function placesAsked(asked: Asked, near: Position | null): SqlFragment {
  const within = near === null ? raw('true') : isWithin(near, asked.proximity)
  return sql`(select l.id, l.service_id, s.changed_at from ${fromServices} join service_location l on l.service_id = s.id and not l.from_text
    where ${and([isPublished, within, ...conditions(asked, null)])}) f`
}

/** Services are found within so many metres unless it is said how far. */
const usualMetres = 10_000

/** A row `l` of service_location lies near enough. A degree of latitude is 110.6 km at least. */
const isWithin = (near: Position, metres: number | null): SqlFragment => {
  const km = (metres ?? usualMetres) / 1000
  return sql`l.latitude between ${near.latitude - km / 110}::float8 and ${near.latitude + km / 110}::float8
    and km_between(${near.latitude}::float8, ${near.longitude}::float8, l.latitude, l.longitude) <= ${km}::float8`
}

/** Of services `s`. */
function conditions(asked: Asked, near: Position | null): SqlFragment[] {
  const all: SqlFragment[] = []
  const { taxonomyTerm, taxonomy, organisation, minimumAge, maximumAge, modifiedAfter, weekday, startTime, endTime } =
    asked
  if (taxonomyTerm !== null)
    all.push(sql`exists (select from service_term st where st.service_id = s.id and st.term_id in (
      with recursive beneath as (select t.id from taxonomy_term t where ${isTerm(taxonomyTerm)}
        union select t.id from taxonomy_term t join beneath b on t.parent_id = b.id) select id from beneath))`)
  if (taxonomy !== null)
    all.push(sql`exists (select from service_term st join taxonomy_term t on t.id = st.term_id
      where st.service_id = s.id and split_part(t.source_key, E'\n', 1) = ${taxonomy})`)
  if (organisation !== null)
    all.push(sql`s.organisation_id in (select ${organisation}::uuid union all
      select os.organisation_id from organisation_source os where lower(os.source_key) = ${organisation})`)
  // The ranges overlap; no limits means everyone.
  if (minimumAge !== null) all.push(sql`coalesce(s.age_max, 200) >= ${minimumAge}::int`)
  if (maximumAge !== null) all.push(sql`coalesce(s.age_min, 0) <= ${maximumAge}::int`)
  if (modifiedAfter !== null) all.push(sql`s.changed_at > ${modifiedAfter}::timestamptz`)
  if (weekday !== null || startTime !== null || endTime !== null) all.push(isOpenBetween(weekday, startTime, endTime))
  if (near !== null)
    all.push(
      sql`exists (select from service_location l where l.service_id = s.id and ${isWithin(near, asked.proximity)})`,
    )
  return all
}

/** Known to be open for some time between the two on that day: what its source says, not what its words were read as. */
function isOpenBetween(weekday: number | null, from: string | null, to: string | null): SqlFragment {
  const parts = [raw('o.service_id = s.id and not o.from_text and (o.valid_to is null or o.valid_to >= current_date)')]
  if (weekday !== null) parts.push(sql`${weekday}::int = any(o.weekdays)`)
  // Closing before opening is closing after midnight.
  if (from !== null)
    parts.push(sql`o.opens_at is not null and (o.closes_at <= o.opens_at or o.closes_at > ${from}::time)`)
  if (to !== null) parts.push(sql`o.closes_at is not null and o.opens_at < ${to}::time`)
  return sql`exists (select from service_schedule o where ${and(parts)})`
}

/** A row `t` of taxonomy_term is the one published under this id. */
export const isTerm = (id: string): SqlFragment =>
  sql`(t.id = ${id}::uuid or lower(split_part(t.source_key, E'\n', 2)) = ${id})`

/** Rows `t` of taxonomy_term that are published: of sources that may be, used by a service or above one that is. What was
 *  read out of a supplier's own field is published as that field. */
export const isTermPublished =
  raw(`(t.source_id is null or exists (select from directory_source src where src.id = t.source_id and src.republish))
  and (exists (select from service_term st where st.term_id = t.id and st.from_extra is null)
    or exists (select from taxonomy_term c where c.parent_id = t.id))`)

/** Rows `o` of organisation with a service that is published, and `os` of its source. */
export const fromOrganisations = sql`organisation o left join organisation_source os on os.organisation_id = o.id
  where exists (select from ${fromServices} where s.organisation_id = o.id and ${isPublished})`
