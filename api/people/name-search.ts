import type { Row, SqlFragment } from '../kernel/index.ts'
import { join, raw, sql } from '../reads/index.ts'

/** How a person's names are compared: small letters, no accents (plain_name, migration 0005). */
const names = raw(`plain_name(sp.given_name || ' ' || sp.family_name || ' ' || coalesce(sp.preferred_name, ''))`)

/** At most six words count; more would only cost. */
const wordsOf = (search: string): string[] =>
  search
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 6)

/**
 * For a row with a `person_id`: every word is part of one of the person's names or much like it, or the whole is
 * their NHS number. The names are looked through behind the wall, by their index (`wall.people_named`).
 */
export const namedLike =
  (search: string) =>
  (row: Row): SqlFragment => {
    const words = wordsOf(search)
    const digits = search.replaceAll(/\s/g, '')
    const number = /^\d{10}$/.test(digits) ? digits : null
    return words.length === 0 && number === null
      ? raw('true')
      : sql`${row['person_id']} in (select wall.people_named(${words}::text[], ${number}::text))`
  }

/** How much alike, more is better; an order for `namedLike` (float8, down). */
export const likeness =
  (search: string) =>
  (row: Row): SqlFragment => {
    const parts = wordsOf(search).map((word) => sql`strict_word_similarity(plain_name(${word}), ${names})::float8`)
    if (parts.length === 0) return raw('0::float8')
    return sql`(select ${join(parts, ' + ')} from person sp where sp.id = ${row['person_id']})`
  }

/** The order of every list of people: family name, then given name. */
export const byName = (row: Row): SqlFragment =>
  sql`(select plain_name(sp.family_name || ' ' || sp.given_name) from person sp where sp.id = ${row['person_id']})`

export interface Described {
  readonly givenName: string
  readonly familyName: string
  readonly dateOfBirth?: string | null
  readonly postcode?: string | null
}

/**
 * For a row with a `person_id`: perhaps this very person. The same birthday with a name alike, the same postcode with
 * both names alike, or the same names with nothing against it.
 */
export const perhapsTheSame =
  ({ givenName, familyName, dateOfBirth, postcode }: Described) =>
  (row: Row): SqlFragment =>
    sql`exists (select 1 from person sp cross join lateral (select
        similarity(plain_name(sp.given_name), plain_name(${givenName})) as given,
        similarity(plain_name(coalesce(sp.preferred_name, '')), plain_name(${givenName})) as preferred,
        similarity(plain_name(sp.family_name), plain_name(${familyName})) as family) alike
      where sp.id = ${row['person_id']} and (
        (sp.date_of_birth = ${dateOfBirth ?? null}::date and (alike.family >= 0.4 or greatest(alike.given, alike.preferred) >= 0.6))
        or (sp.postcode = ${postcode ?? null}::text and alike.family >= 0.4 and greatest(alike.given, alike.preferred) >= 0.4)
        or (alike.family = 1 and greatest(alike.given, alike.preferred) = 1
          and (sp.date_of_birth is null or ${dateOfBirth ?? null}::date is null or sp.date_of_birth = ${dateOfBirth ?? null}::date))))`
