import type { SqlFragment } from '../kernel/index.ts'
import { and, raw, sql } from '../reads/index.ts'
import { placeAsked } from './place-asked.rules.ts'
import { askedWords } from './asked-words.rules.ts'

/** What is looked for; all of it together. Checked already. */
export interface Search {
  readonly words?: string | null
  /** A postcode, a part of one, or a town. */
  readonly near?: string | null
  readonly withinKm?: number | null
  /** 1 Monday to 7 Sunday. */
  readonly weekday?: number | null
  /** Europe/London, `HH:MM`. */
  readonly at?: string | null
  readonly free?: boolean | null
  /** ISO 639 code or English name. */
  readonly language?: string | null
  /** UUID of a taxonomy term; those beneath it count too. */
  readonly term?: string | null
  /** Whole years. */
  readonly age?: number | null
}

/**
 * The set of services that a search finds, for `Selection.from`: `id`, `fit` (a whole number, more is better), `km`
 * (null where the place is not given or nowhere was asked), and what `found-because.ts` tells the reasons from.
 *
 * Words: each thing asked is found by the person's own word, those spelt like it where the directory hardly knows it,
 * and related ones; rare words count more than common ones. Of the services found, those are kept that have at least
 * half of what the best has. Near a place, services with a position come first; those without one never vanish.
 */
export function searchServices(search: Search): (alias: string) => SqlFragment {
  const words = search.words?.trim() ?? ''
  const asked = askedWords(words)
  const near = search.near?.trim() ? placeAsked(search.near) : null
  const within = search.withinKm ?? null
  const filters = filtersOf(search)
  if (near && within !== null) filters.push(sql`(n.km <= ${within}::float8 or not s.placed)`)
  if (words !== '' && asked.length === 0) filters.push(sql`position(plain_name(${words}) in s.sort_name) > 0`)

  const ctes: SqlFragment[] = []
  if (asked.length > 0) ctes.push(wordsFound(asked))
  if (near) ctes.push(placesFound(near, within))
  // Words are kept of listed services only. Without a filter, what is too little needs not be looked up at all.
  const isFiltered = filters.length > 0
  const enough = isFiltered ? raw('word_found') : raw('(select * from word_found where covered >= 0.5 * best)')
  const withWords = asked.length > 0 ? sql` join ${enough} w on w.service_id = s.id` : raw('')
  const withPlaces = near ? raw(' left join place_found n on n.service_id = s.id') : raw('')

  const isRanked = asked.length > 0 || near !== null
  // Who has less of what was asked stands lower, whatever the one word is worth that they have.
  const wordFit = asked.length > 0 ? raw('f.fit * power(f.covered / nullif(f.best, 0), 1.5)') : raw('0')
  // Within a few kilometres a place is as good as near; at 8 km half of that is left.
  const closeness = near ? raw('coalesce(1 / (1 + f.km / 8), 0)') : raw('0')
  const stated = search.free ? raw(`case f.free when 'STATED' then 1.1 else 1 end`) : raw('1')
  // Placed before not placed, whatever the rest says (settled.md); the figures before it stay far under this.
  const placedFirst = near ? raw(` + case when f.km is null then 0 else 1000000000 end`) : raw('')
  const fit = isRanked
    ? sql`(least(900000, 1000 * (${wordFit} * (1 + ${closeness}) + ${closeness})
        * (case when f.assured_on >= current_date - 365 then 1.05 else 1 end)
        * (case f.status when 'ACTIVE' then 1 else 0.5 end) * ${stated}))::int${placedFirst}`
    : raw('0')
  const ofWords =
    asked.length > 0
      ? sql`w.fit, w.bits, w.name_bits, w.covered, ${isFiltered ? raw('max(w.covered) over ()') : raw('w.best')} as best`
      : raw('0 as fit, 0::bigint as bits, 0::bigint as name_bits, 0 as covered, 0 as best')

  return (
    alias,
  ) => sql`(${ctes.length > 0 ? sql`with ${joined(ctes)} ` : raw('')}select f.id, ${fit} as fit, f.km, f.bits, f.name_bits,
    ${asked.length > 0 ? raw(`(select jsonb_agg(to_jsonb(a)) from asked a)`) : raw('null::jsonb')} as asked, ${wanted(search)} as wanted
    from (select s.id, s.assured_on, s.status, s.free, ${near ? raw('n.km') : raw('null::float8')} as km, ${ofWords}
      from service s${withWords}${withPlaces} where ${and([raw('s.listed'), ...filters])}) f
    where f.covered >= 0.5 * f.best) ${raw(alias)}`
}

/** Is it a search without words and place? Then nothing ranks what is found, and `narrowedServices` finds it. */
export const isNarrowing = ({ words, near }: Search): boolean => !words?.trim() && !near?.trim()

/** The services that are left, for `Selection.fromNarrowed`: whole rows, with what `found-because.ts` tells the reasons from. */
export const narrowedServices =
  (search: Search) =>
  (alias: string): SqlFragment =>
    sql`(select s.*, null::float8 as km, 0::bigint as bits, 0::bigint as name_bits, null::jsonb as asked, ${wanted(search)} as wanted
      from service s where ${and([raw('s.listed'), ...filtersOf(search)])}) ${raw(alias)}`

const joined = (parts: readonly SqlFragment[]): SqlFragment =>
  parts.slice(1).reduce((all, part) => sql`${all}, ${part}`, parts[0] as SqlFragment)

/** Services that hold what was asked: `fit`, how much of it (`covered`), and which of the words, in bits. */
function wordsFound(asked: ReturnType<typeof askedWords>): SqlFragment {
  // A thing asked tells as much as the commonest of the words it is found by.
  return sql`asked as materialized (
      select a.*, a.factor * a.rarity as value, a.weight * min(a.rarity) over (partition by a.term) as tells
      from directory_stems(${JSON.stringify(asked)}::jsonb) a),
    word_found as (
      select h.service_id, sum(h.score * h.weight) as fit, coalesce(sum(h.tells) filter (where h.base), 0) as covered,
        max(coalesce(sum(h.tells) filter (where h.base), 0)) over () as best, bit_or(h.bits) as bits, bit_or(h.name_bits) as name_bits
      from (
        select l.service_id, a.term, max(a.weight) as weight, bool_or(a.base) as base, max(a.tells) as tells,
          0.7 * max(l.score * a.value) + 0.3 * sum(l.score * a.value) as score,
          bit_or(1::bigint << a.ord) as bits, bit_or(case when l.fields & 1 = 1 then 1::bigint << a.ord else 0 end) as name_bits
        from asked a join service_lexeme l on l.lexeme = a.lexeme group by 1, 2) h
      group by 1)`
}

/** How far the nearest of a service's places is. */
function placesFound(near: ReturnType<typeof placeAsked>, within: number | null): SqlFragment {
  // A degree of latitude is 110.6 km at least, so this lets nothing near escape.
  const inBand =
    within === null
      ? raw('true')
      : sql`l.latitude between p.latitude - ${within}::float8 / 110 and p.latitude + ${within}::float8 / 110`
  return sql`place as materialized (
      select * from directory_place(${near.postcode}, ${near.sector}, ${near.outward}, ${near.town})),
    place_found as (
      select l.service_id, min(km_between(p.latitude, p.longitude, l.latitude, l.longitude)) as km
      from place p join service_location l on l.latitude is not null and ${inBand} group by 1)`
}

function filtersOf({ weekday, at, free, language, term, age }: Search): SqlFragment[] {
  const filters: SqlFragment[] = []
  if (weekday != null || at != null)
    filters.push(sql`exists (select from service_schedule o where o.service_id = s.id and ${isOpen(weekday, at)})`)
  if (free) filters.push(raw('s.free is not null'))
  if (language)
    filters.push(
      sql`exists (select from service_language l where l.service_id = s.id and (l.code = lower(${language}) or lower(l.name) = lower(${language})))`,
    )
  if (term)
    filters.push(sql`exists (select from service_term st where st.service_id = s.id and st.term_id in (
      with recursive beneath as (select ${term}::uuid as id union select t.id from taxonomy_term t join beneath b on t.parent_id = b.id)
      select id from beneath))`)
  if (age != null) filters.push(sql`${age}::int between coalesce(s.age_min, 0) and coalesce(s.age_max, 200)`)
  return filters
}

/** A row `o` of service_schedule is open then, these days. A day asked must be named; a time asked must be known. */
export function isOpen(weekday: number | null | undefined, at: string | null | undefined): SqlFragment {
  const parts = [raw('(o.valid_to is null or o.valid_to >= current_date)')]
  if (weekday != null) parts.push(sql`${weekday}::int = any(o.weekdays)`)
  // Closing before opening is closing after midnight.
  if (at != null)
    parts.push(sql`o.opens_at is not null and o.closes_at is not null and case when o.closes_at > o.opens_at
      then ${at}::time >= o.opens_at and ${at}::time < o.closes_at else ${at}::time >= o.opens_at or ${at}::time < o.closes_at end`)
  return and(parts)
}

/** What was asked beside words and place, for the reasons. */
function wanted({ near, weekday, at, free, language }: Search): SqlFragment {
  const facts = {
    near: Boolean(near?.trim()),
    weekday: weekday ?? null,
    at: at ?? null,
    free: free ?? false,
    language: language ?? null,
  }
  return sql`${JSON.stringify(facts)}::jsonb`
}
