import type { Json } from '../core/index.ts'
import {
  locationOfVersion1,
  organisationOfVersion1,
  pageOfVersion1,
  serviceOfVersion1,
  termOfVersion1,
} from '../core/index.ts'
import { orukFeed, type OrukAnswer } from './feed.ts'

type Row = Readonly<Record<string, Json>>

/** Version 1's lists, the version 3 list each is made of, and how a row is written. */
const lists: Readonly<
  Record<string, { readonly of: string; readonly write: (row: Row) => Row; readonly more?: string }>
> = {
  services: { of: 'services', write: serviceOfVersion1 },
  organizations: { of: 'organizations', write: organisationOfVersion1 },
  locations: { of: 'service_at_locations', write: locationOfVersion1, more: 'full' },
  taxonomies: { of: 'taxonomy_terms', write: termOfVersion1 },
}
/** Version 1's parameters, by version 3's names. What somebody needs and their circumstances are terms, too. */
const renamed: Readonly<Record<string, string>> = {
  text: 'search',
  taxonomy_id: 'taxonomy_term_id',
  need: 'taxonomy_term_id',
  circumstance: 'taxonomy_term_id',
  coverage: 'postcode',
  root_only: 'top_only',
}

/**
 * The same directory as Open Referral UK 1.0 has it, for readers that have not moved on: the version 3 answers under
 * version 1's names. `vocabulary` is a vocabulary's name or id.
 *
 * @param path below the feed's address
 * @param run as for `orukFeed`
 */
export async function orukFeedV1(
  path: string,
  query: URLSearchParams,
  run: Parameters<typeof orukFeed>[2],
): Promise<OrukAnswer> {
  const [list = 'services', id, ...more] = path.split('/').filter(Boolean)
  if (more.length > 0) return { status: 404 }
  if (list === 'reviews' && id === undefined) return nobodyReviewed
  if (list === 'vocabularies' && id === undefined) return vocabularies(run)
  const made = lists[list]
  if (!made) return { status: 404 }
  const asked = new URLSearchParams()
  for (const [name, value] of query) {
    if (name === 'vocabulary') continue
    if (!asked.has(renamed[name] ?? name)) asked.set(renamed[name] ?? name, value)
  }
  asked.delete('format')
  if (made.more) asked.set(made.more, 'true')
  const vocabulary = query.get('vocabulary')
  if (vocabulary) asked.set('taxonomy_id', await vocabularyOf(vocabulary, run))
  const answer = await orukFeed(`/${made.of}${id === undefined ? '' : `/${id}`}`, asked, run)
  if (!('body' in answer)) return answer
  const write = (body: Row) => (id === undefined ? pageOfVersion1(body, made.write) : made.write(body))
  return { ...answer, etag: ofVersion1(answer.etag), body: async () => write((await answer.body()) as Row) }
}

/** People's opinions of services are not kept here. */
const nobodyReviewed: OrukAnswer = {
  status: 200,
  etag: 'W/"none.1"',
  body: async () => ({
    totalElements: 0,
    totalPages: 0,
    number: 1,
    size: 0,
    first: true,
    last: true,
    empty: true,
    content: [],
  }),
}

interface Vocabulary {
  readonly id: string
  readonly name: string
}
const namesOf = (found: readonly Vocabulary[]) => [...new Set(found.map(({ name }) => name))]

/** Their names alone. */
async function vocabularies(run: Parameters<typeof orukFeed>[2]): Promise<OrukAnswer> {
  const answer = await orukFeed('/taxonomies', allOfThem, run)
  if (!('body' in answer)) return answer
  return {
    ...answer,
    etag: ofVersion1(answer.etag),
    body: async () => namesOf(((await answer.body()) as { contents: readonly Vocabulary[] }).contents),
  }
}
const allOfThem = new URLSearchParams({ per_page: '500' })
const ofVersion1 = (etag: string) => etag.replace(/"$/, '.1"')

/** One that is not there stays as it is, and finds nothing. */
async function vocabularyOf(asked: string, run: Parameters<typeof orukFeed>[2]): Promise<string> {
  const wanted = asked.trim().toLowerCase()
  const answer = await orukFeed('/taxonomies', allOfThem, run)
  const all = 'body' in answer ? ((await answer.body()) as { contents: readonly Vocabulary[] }).contents : []
  const found = all.find(({ id, name }) => [id, name].some((each) => each.toLowerCase() === wanted))
  return found?.id ?? '00000000-0000-0000-0000-000000000000'
}
