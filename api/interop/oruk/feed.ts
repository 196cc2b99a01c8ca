import { isUuid } from '../../kernel/index.ts'
import type { SqlFragment } from '../../kernel/index.ts'
import { placeAsked } from '../../directory/index.ts'
import { sha256 } from '../../platform/index.ts'
import { raw, render, sql } from '../../reads/index.ts'
import { writeOrganisation, writeService, writeServiceAtLocation, writeTerm } from '../core/index.ts'
import { readAsked, type Asked, type Mistake } from './asked.rules.ts'
import { serviceRows, type OrganisationRow, type ServiceRow, type TermRow } from './published-rows.ts'
import {
  namedId,
  organisationIdOf,
  organisationOf,
  taxonomyIdOf,
  termIds,
  termOf,
  toPublish,
} from './published-service.ts'
import {
  fromOrganisations,
  isTerm,
  isTermPublished,
  placesAsked,
  servicesAsked,
  type Position,
} from './published-sets.ts'

type Query = <Row>(text: string, values: unknown[]) => Promise<{ readonly rows: readonly Row[] }>

/** An answer of the feed. `lines` are written one after the other as they come. */
export type OrukAnswer =
  | { readonly status: 200; readonly etag: string; readonly body: () => Promise<unknown> }
  | { readonly status: 200; readonly lines: AsyncIterable<string> }
  | { readonly status: 400; readonly mistakes: readonly Mistake[] }
  | { readonly status: 404 }

/** Changes when the same rows are written differently: readers that hold an older answer ask again. */
const writing = 1

const notFound = { status: 404 } as const
const front = {
  version: 'HSDS-UK-3.0',
  profile: 'https://docs.openreferraluk.org/',
  openapi_url: 'https://raw.githubusercontent.com/OpenReferralUK/uk-profile/main/schema/openapi.json',
}

/**
 * Answers a request to the Open Referral UK 3.0 feed (a profile of HSDS 3.0; `minimal`, `full`, `modified_after` and
 * `format` are of HSDS): public, the same for everybody.
 *
 * @param path below the feed's address: `/services/…`
 * @param query of the address
 * @param run runs one statement; it needs no rights beyond the public tables
 */
export async function orukFeed(path: string, query: URLSearchParams, run: Query): Promise<OrukAnswer> {
  const [list = '', id, ...more] = path.split('/').filter(Boolean)
  if (more.length > 0) return notFound
  if (list === '') return stays(front)
  const collection = collections[list]
  if (!collection) return notFound
  const read = readAsked(query)
  if ('mistakes' in read) return { status: 400, mistakes: read.mistakes }
  if (id !== undefined) return isUuid(id) ? collection.one(id.toLowerCase(), run) : notFound
  const near = read.asked.postcode === null ? null : await positionOf(read.asked.postcode, run)
  if (near === undefined)
    return {
      status: 400,
      mistakes: [{ parameter: 'postcode', message: 'is not a UK postcode, or one that is not known here' }],
    }
  return collection.list({ ...read.asked, taxonomy: await taxonomyOf(read.asked.taxonomy, run) }, near, run)
}

/** A vocabulary's key, by the id it is published under; one that is not there has nothing in it. */
async function taxonomyOf(id: string | null, run: Query): Promise<string | null> {
  if (id === null) return null
  return (await taxonomies(run)).find((each) => each.id.toLowerCase() === id)?.key ?? '\n'
}

interface Collection {
  readonly list: (asked: Asked, near: Position | null, run: Query) => Promise<OrukAnswer>
  readonly one: (id: string, run: Query) => Promise<OrukAnswer>
}

const ask = async <Row>(run: Query, statement: SqlFragment): Promise<readonly Row[]> => {
  const { text, values } = render(statement)
  return (await run<Row>(text, values)).rows
}

/** Where a postcode is: itself, else its sector, else its outward code. Undefined: nobody knows. */
async function positionOf(postcode: string, run: Query): Promise<Position | undefined> {
  const { postcode: whole, sector, outward } = placeAsked(postcode)
  if (whole === null && sector === null && outward === null) return undefined
  try {
    const [found] = await ask<Position>(
      run,
      sql`select latitude, longitude from directory_place(${whole}, ${sector}, ${outward}, null)`,
    )
    return found
  } catch (error) {
    if ((error as { code?: unknown }).code === refusedInput) return undefined
    throw error
  }
}
/** What the database raises for a place that nobody knows (`refuse_input`). */
const refusedInput = 'AL400'

/** An answer that is what its text is. */
const stays = (body: unknown): OrukAnswer => ({
  status: 200,
  etag: etagOf(JSON.stringify(body)),
  body: async () => body,
})
const etagOf = (...parts: readonly unknown[]): string =>
  `W/"${sha256([writing, ...parts].join('\n'))
    .toString('base64url')
    .slice(0, 22)}"`

interface Size {
  readonly total: number
  readonly latest: string | null
}
const sizeOf = async (run: Query, set: SqlFragment): Promise<Size> =>
  (await ask<Size>(run, sql`select count(*)::int as total, max(f.changed_at)::text as latest from ${set}`))[0] as Size

/** A page and its header. Past the end it is empty. */
function page(asked: Asked, total: number, contents: readonly unknown[]) {
  const pages = Math.ceil(total / asked.perPage)
  return {
    total_items: total,
    total_pages: pages,
    page_number: asked.page,
    size: contents.length,
    first_page: asked.page === 1,
    last_page: asked.page >= pages,
    empty: contents.length === 0,
    contents,
  }
}
const limits = ({ page: number, perPage }: Asked) => sql`limit ${perPage}::int offset ${(number - 1) * perPage}::bigint`

const services: Collection = {
  async list(asked, near, run) {
    const set = servicesAsked(asked, near)
    if (asked.format === 'ndjson') return { status: 200, lines: lines(asked, set, run) }
    const { total, latest } = await sizeOf(run, set)
    const order = raw('f.fit desc, f.sort_name, f.id')
    return {
      status: 200,
      etag: etagOf('services', JSON.stringify(asked), near?.latitude, near?.longitude, total, latest),
      body: async () => {
        const ids = sql`select f.id, row_number() over (order by ${order}) as place from ${set} order by ${order} ${limits(asked)}`
        const rows = await ask<ServiceRow>(run, serviceRows(ids, asked.fullness))
        return page(
          asked,
          total,
          rows.map((row) => writeService(toPublish(row), asked.fullness, namedId)),
        )
      },
    }
  },
  async one(id, run) {
    const [row] = await ask<ServiceRow>(run, serviceRows(oneOf(sql`s.published_id = ${id}::uuid`), 'full'))
    return row ? stays(writeService(toPublish(row), 'full', namedId)) : notFound
  },
}

/** The published service that is so, as a relation of one. */
const oneOf = (condition: SqlFragment): SqlFragment =>
  sql`select f.id, 1 as place from ${servicesAsked(everything, null)} join service s on s.id = f.id where ${condition}`
const everything = (readAsked(new URLSearchParams()) as { asked: Asked }).asked

/** Services read at once while they are streamed: what is held in memory, whatever the size of the whole. */
const atOnce = 500

/** The whole result, a service a line, in the order of our ids: one that is added meanwhile comes at the end. */
async function* lines(asked: Asked, set: SqlFragment, run: Query): AsyncIterable<string> {
  const ids = (await ask<{ id: string }>(run, sql`select f.id from ${set} order by f.id`)).map(({ id }) => id)
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce)
    const rows = await ask<ServiceRow>(
      run,
      serviceRows(sql`select id, place from unnest(${some}::uuid[]) with ordinality u(id, place)`, asked.fullness),
    )
    yield rows.map((row) => `${JSON.stringify(writeService(toPublish(row), asked.fullness, namedId))}\n`).join('')
  }
}

/** Each place of a service, with the service. */
const serviceAtLocations: Collection = {
  async list(asked, near, run) {
    const set = placesAsked(asked, near)
    const { total, latest } = await sizeOf(run, set)
    return {
      status: 200,
      etag: etagOf('places', JSON.stringify(asked), near?.latitude, near?.longitude, total, latest),
      body: async () => {
        const places = await ask<{ id: string; service_id: string }>(
          run,
          sql`select f.id, f.service_id from ${set} order by f.id ${limits(asked)}`,
        )
        const found = await placesOf(places, run)
        return page(
          asked,
          total,
          found.map(({ of, at }) => writeServiceAtLocation(of, at, asked.fullness, namedId)),
        )
      },
    }
  },
  async one(id, run) {
    const places = await ask<{ id: string; service_id: string }>(
      run,
      sql`select f.id, f.service_id from ${placesAsked(everything, null)} join service_location l on l.id = f.id
        where l.id = ${id}::uuid or l.details->>'linkSourceId' = ${id}`,
    )
    const [found] = await placesOf(places, run)
    return found ? stays(writeServiceAtLocation(found.of, found.at, 'full', namedId)) : notFound
  },
}

async function placesOf(places: readonly { readonly id: string; readonly service_id: string }[], run: Query) {
  const ids = [...new Set(places.map(({ service_id }) => service_id))]
  const rows = await ask<ServiceRow>(
    run,
    serviceRows(sql`select id, 0 as place from unnest(${ids}::uuid[]) u(id)`, 'full'),
  )
  const byId = new Map(rows.map((row) => [row.id, { of: toPublish(row), places: row.locations ?? [] }]))
  return places.flatMap(({ id, service_id }) => {
    const service = byId.get(service_id)
    const at = service?.places.findIndex((place) => place.id === id) ?? -1
    return service && at >= 0 ? [{ of: service.of, at }] : []
  })
}

const organisationColumns = raw(
  `o.id, os.source_key as key, o.name, o.description, o.email, o.url, o.charity_number, os.details`,
)
const writeOrganisationRow = (row: OrganisationRow) =>
  writeOrganisation({ organisation: organisationOf(row), organisationId: organisationIdOf(row) }, namedId)

/** The UK profile has no organisations of their own; readers of HSDS look for them. */
const organizations: Collection = {
  async list(asked, _near, run) {
    const rows = await ask<OrganisationRow & { total: number }>(
      run,
      sql`select ${organisationColumns}, count(*) over ()::int as total from ${fromOrganisations} order by o.name, o.id ${limits(asked)}`,
    )
    const total =
      rows[0]?.total ??
      (await ask<{ total: number }>(run, sql`select count(*)::int as total from ${fromOrganisations}`))[0]?.total ??
      0
    return stays(page(asked, total, rows.map(writeOrganisationRow)))
  },
  async one(id, run) {
    const [row] = await ask<OrganisationRow>(
      run,
      sql`select ${organisationColumns} from ${fromOrganisations} and (o.id = ${id}::uuid or lower(os.source_key) = ${id})`,
    )
    return row ? stays(writeOrganisationRow(row)) : notFound
  },
}

const termColumns =
  raw(`t.id, t.source_key as key, t.source_id, t.name, t.description, t.code, t.taxonomy, t.uri, t.parent_id,
  (select up.source_key from taxonomy_term up where up.id = t.parent_id) as parent_key`)
const writeTermRow = (row: TermRow) => writeTerm(termOf(row), termIds(row))

/** All vocabularies: a source's few, which have no rows of their own. */
async function taxonomies(run: Query) {
  const rows = await ask<{ source_id: string | null; key: string; name: string | null; source: string | null }>(
    run,
    sql`select t.source_id, split_part(t.source_key, E'\n', 1) as key, min(t.taxonomy) as name, min(src.name) as source
      from taxonomy_term t left join directory_source src on src.id = t.source_id
      where ${isTermPublished} and split_part(t.source_key, E'\n', 1) <> '' group by 1, 2 order by 3, 2`,
  )
  return rows.map(({ source_id, key, name, source }) => ({
    id: taxonomyIdOf(source_id, key) as string,
    name: name ?? key,
    description: source === null ? (name ?? key) : `${name ?? key}, as ${source} uses it`,
    key,
  }))
}
const unkeyed = ({ key: _key, ...taxonomy }: Awaited<ReturnType<typeof taxonomies>>[number]) => taxonomy

const taxonomyList: Collection = {
  async list(asked, _near, run) {
    const all = await taxonomies(run)
    const from = (asked.page - 1) * asked.perPage
    return stays(page(asked, all.length, all.slice(from, from + asked.perPage).map(unkeyed)))
  },
  async one(id, run) {
    const found = (await taxonomies(run)).find((each) => each.id.toLowerCase() === id)
    return found ? stays(unkeyed(found)) : notFound
  },
}

const taxonomyTerms: Collection = {
  async list(asked, _near, run) {
    const conditions: SqlFragment[] = [isTermPublished]
    if (asked.topOnly) conditions.push(raw('t.parent_id is null'))
    if (asked.parent !== null)
      conditions.push(
        sql`t.parent_id in (select up.id from taxonomy_term up where up.id = ${asked.parent}::uuid or lower(split_part(up.source_key, E'\n', 2)) = ${asked.parent})`,
      )
    if (asked.taxonomy !== null) conditions.push(sql`split_part(t.source_key, E'\n', 1) = ${asked.taxonomy}`)
    const where = conditions.reduce((all, each) => sql`${all} and ${each}`)
    const rows = await ask<TermRow>(
      run,
      sql`select ${termColumns} from taxonomy_term t where ${where} order by t.taxonomy, t.name, t.id`,
    )
    const from = (asked.page - 1) * asked.perPage
    return stays(page(asked, rows.length, rows.slice(from, from + asked.perPage).map(writeTermRow)))
  },
  async one(id, run) {
    const [row] = await ask<TermRow>(
      run,
      sql`select ${termColumns} from taxonomy_term t where ${isTermPublished} and ${isTerm(id)}`,
    )
    return row ? stays(writeTermRow(row)) : notFound
  },
}

const collections: Readonly<Record<string, Collection>> = {
  services,
  service_at_locations: serviceAtLocations,
  organizations,
  taxonomies: taxonomyList,
  taxonomy_terms: taxonomyTerms,
}
