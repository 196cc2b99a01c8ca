import { beforeAll, describe, expect, test } from 'vitest'
import { canonical, readFeed, type FeedService } from '../../api/interop/core/index.ts'
import { importOruk, readOruk } from '../../api/interop/index.ts'
import { isUuid, thePublic } from '../../api/kernel/index.ts'
import { fullPageV3, messyCounts, messyFeed } from '../core/fixtures/messy-feed.ts'
import { house, overHttp, type House } from '../harness.ts'
import { asOruk } from '../journeys/valley-feed.ts'

type Row = Readonly<Record<string, unknown>>
interface PageOf {
  readonly total_items: number
  readonly contents: readonly (Row & { readonly id: string; readonly name: string })[]
}
const yoga = '7e000000-0000-4000-8000-000000000001'
const gentle = '7e000000-0000-4000-8000-000000000002'
const hour = 3_600_000
const valley = asOruk([
  { name: 'Lunch club', open: 'TU 12:00-14:00', ages: [60, 100], at: { lat: 50.99, lon: -0.74, postcode: 'ZE9 1AA' } },
  {
    name: 'Chair yoga',
    open: 'TH 10:00-11:00',
    terms: [{ id: yoga, name: 'Yoga' }],
    at: { lat: 50.992, lon: -0.741, postcode: 'ZE9 1AB' },
  },
  {
    name: 'Gentle yoga',
    open: 'TU 23:00-01:00',
    terms: [
      { id: yoga, name: 'Yoga' },
      { id: gentle, name: 'Gentle', parent: yoga },
    ],
    organisation: 'Hill Friends',
  },
  { name: 'Advice line', phone: '01632 960123', at: { lat: 51.5, lon: -0.74 } },
  { name: 'Closed drop-in', status: 'inactive' },
])

let at: House
let url: string
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${url}/oruk/v3${path}`, { headers })
const page = async (path: string) => {
  const response = await get(path)
  expect({ path, status: response.status }).toEqual({ path, status: 200 })
  return (await response.json()) as PageOf
}
const names = async (path: string) => (await page(path)).contents.map(({ name }) => name).toSorted()

beforeAll(async () => {
  at = await house({ now: new Date('2026-11-02T09:00:00Z') })
  ;({ url } = await overHttp(at))
  await at.run(thePublic, (ctx) =>
    importOruk(ctx, readOruk(valley), { source: { name: 'valley', publisher: 'Valley Council', licence: 'OGL 3.0' } }),
  )
})

test('anybody reads it from anywhere, and nobody changes it', async () => {
  const front = await get('/', { origin: 'https://elsewhere.example' })
  expect(front.headers.get('access-control-allow-origin')).toBe('*')
  expect(await front.json()).toEqual({
    version: 'HSDS-UK-3.0',
    profile: expect.stringMatching(/^https:/) as unknown,
    openapi_url: expect.stringMatching(/^https:/) as unknown,
  })
  expect((await fetch(`${url}/oruk/v3/services`, { method: 'OPTIONS' })).status).toBe(204)
  expect((await fetch(`${url}/oruk/v3/services`, { method: 'POST' })).status).toBe(405)
  for (const path of ['/nothing', '/services/none', `/services/${yoga}`, '/services/a/b'])
    expect({ path, status: (await get(path)).status }).toEqual({ path, status: 404 })
})

test('pages have the standard’s header; what nothing changed in is not sent again', async () => {
  const { contents, ...header } = await page('/services?per_page=2&page=2')
  expect(header).toEqual({
    total_items: 5,
    total_pages: 3,
    page_number: 2,
    size: 2,
    first_page: false,
    last_page: false,
    empty: false,
  })
  expect(contents).toHaveLength(2)
  const all = await Promise.all([1, 2, 3].map((number) => page(`/services?per_page=2&page=${number}`)))
  expect(new Set(all.flatMap((each) => each.contents.map(({ id }) => id))).size).toBe(5)
  expect(await page('/services?page=9')).toMatchObject({ size: 0, empty: true, last_page: true, contents: [] })
  const first = await get('/services')
  const etag = first.headers.get('etag') as string
  expect((await get('/services', { 'if-none-match': etag })).status).toBe(304)
  expect((await get('/services?per_page=2', { 'if-none-match': etag })).status).toBe(200)
})

describe('parameters', () => {
  test.each([
    ['search=yoga', ['Chair yoga', 'Gentle yoga']],
    [`taxonomy_term_id=${yoga}`, ['Chair yoga', 'Gentle yoga']],
    [`taxonomy_term_id=${gentle}`, ['Gentle yoga']],
    ['day=TU', ['Gentle yoga', 'Lunch club']],
    ['day=Tuesday&start_time=13:30&end_time=15:00', ['Lunch club']],
    ['day=tue&start_time=14:00&end_time=15:00', []],
    ['day=TU&start_time=23:30', ['Gentle yoga']],
    ['minimum_age=20&maximum_age=30', ['Advice line', 'Chair yoga', 'Closed drop-in', 'Gentle yoga']],
    ['postcode=ZE9 1AA&proximity=1000', ['Chair yoga', 'Lunch club']],
    ['postcode=ZE9 1ZZ&proximity=1000', ['Chair yoga', 'Lunch club']],
    ['search=yoga&day=TH', ['Chair yoga']],
    [
      'modified_after=2026-11-02T08:59:00Z',
      ['Advice line', 'Chair yoga', 'Closed drop-in', 'Gentle yoga', 'Lunch club'],
    ],
    ['modified_after=2026-11-02T09:00:00+00:00', []],
    ['nobody_knows=this&page=1', ['Advice line', 'Chair yoga', 'Closed drop-in', 'Gentle yoga', 'Lunch club']],
  ])('%s', async (query, expected) => {
    expect(await names(`/services?${query.replaceAll('+', '%2B')}`)).toEqual(expected)
  })

  test.each([
    ['page=0', 'page'],
    ['per_page=-1', 'per_page'],
    ['per_page=many', 'per_page'],
    ['taxonomy_term_id=7', 'taxonomy_term_id'],
    ['day=Someday', 'day'],
    ['start_time=25:00', 'start_time'],
    ['start_time=15:00&end_time=14:00', 'end_time'],
    ['minimum_age=90&maximum_age=18', 'maximum_age'],
    ['modified_after=yesterday', 'modified_after'],
    ['modified_after=2026-02-30', 'modified_after'],
    ['format=xml', 'format'],
    ['proximity=1000', 'proximity'],
    ['postcode=ZE1 1AA', 'postcode'],
    ['postcode=nowhere', 'postcode'],
    ['search=%00', 'search'],
    ['full=perhaps', 'full'],
  ])('%s is a mistake that is named', async (query, parameter) => {
    const response = await get(`/services?${query}`)
    const said = (await response.json()) as { errors: { parameter: string }[] }
    expect({ status: response.status, wrong: said.errors.map((each) => each.parameter) }).toEqual({
      status: 400,
      wrong: [parameter],
    })
  })

  test('minimal, full, and everything in lines', async () => {
    const [minimal] = (await page('/services?minimal=true&search=lunch')).contents
    expect(Object.keys(minimal as Row)).toEqual(['id', 'name', 'status', 'last_modified'])
    const [full] = (await page('/services?full=true&search=lunch')).contents
    expect(full).toEqual(await (await get(`/services/${(full as Row)['id'] as string}`)).json())
    expect(full).toMatchObject({ schedules: [{ byday: 'TU', opens_at: '12:00:00' }], minimum_age: 60 })
    const lines = await get('/services?format=ndjson&full=true&page=7')
    expect(lines.headers.get('content-type')).toMatch(/^application\/x-ndjson/)
    const rows = (await lines.text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
    expect(rows.map((row) => row['name']).toSorted()).toEqual([
      'Advice line',
      'Chair yoga',
      'Closed drop-in',
      'Gentle yoga',
      'Lunch club',
    ])
    expect(rows.find((row) => row['name'] === 'Lunch club')).toEqual(full)
  })
})

test('vocabularies, terms, organisations and places lead to the services', async () => {
  const terms = (await page('/taxonomy_terms')).contents
  expect(terms.map(({ id }) => id).toSorted()).toEqual([yoga, gentle])
  expect(terms.find(({ id }) => id === gentle)).toMatchObject({ parent_id: yoga, description: 'Gentle' })
  expect(await names('/taxonomy_terms?top_only=true')).toEqual(['Yoga'])
  expect(await names(`/taxonomy_terms?parent_id=${yoga}`)).toEqual(['Gentle'])
  expect((await get(`/taxonomy_terms/${gentle}`)).status).toBe(200)
  for (const { id } of (await page('/taxonomies')).contents) {
    expect(isUuid(id)).toBe(true)
    expect((await get(`/taxonomies/${id}`)).status).toBe(200)
    expect((await page(`/services?taxonomy_id=${id}`)).total_items).toBeGreaterThan(0)
  }
  expect(await names('/organizations')).toEqual(['Hill Friends', 'Valley Friends'])
  const [hill] = (await page('/organizations')).contents
  expect(await names(`/services?organization_id=${(hill as Row)['id'] as string}`)).toEqual(['Gentle yoga'])
  expect(await (await get(`/organizations/${(hill as Row)['id'] as string}`)).json()).toEqual(hill)
  const places = (await page('/service_at_locations?postcode=ZE9 1AA&proximity=500')).contents
  expect(places.map((place) => (place['service'] as Row)['name']).toSorted()).toEqual(['Chair yoga', 'Lunch club'])
  const place = places[0] as Row
  const whole = (await (await get(`/service_at_locations/${place['id'] as string}`)).json()) as Row
  expect(whole['location']).toMatchObject({
    ...(place['location'] as Row),
    addresses: [{ postal_code: expect.stringMatching(/^ZE9/) as unknown }],
  })
})

describe('version 1, for readers that have not moved on', () => {
  const one = async (path: string) => {
    const response = await fetch(`${url}/oruk/v1${path}`)
    expect({ path, status: response.status }).toEqual({ path, status: 200 })
    return (await response.json()) as Row & { readonly content: readonly Row[] }
  }

  test('the same services under its names, found by its parameters', async () => {
    const { content, ...header } = await one('/services?per_page=2')
    expect(header).toEqual({
      totalElements: 5,
      totalPages: 3,
      number: 1,
      size: 2,
      first: true,
      last: false,
      empty: false,
    })
    expect(content[0]).toMatchObject({ organization: { name: 'Valley Friends' } })
    const found = async (query: string) =>
      (await one(`/services?${query}`)).content.map((row) => row['name']).toSorted()
    expect(await found('text=yoga')).toEqual(['Chair yoga', 'Gentle yoga'])
    expect(await found(`taxonomy_id=${gentle}`)).toEqual(['Gentle yoga'])
    expect(await found(`need=${gentle}`)).toEqual(['Gentle yoga'])
    expect(await found('vocabulary=nothing')).toEqual([])
    expect(await found('coverage=ZE9 1AA&proximity=1000')).toEqual(['Chair yoga', 'Lunch club'])
    const [lunch] = (await one('/services?text=lunch')).content
    expect(await one(`/services/${lunch?.['id'] as string}`)).toMatchObject({
      regular_schedules: [{ byday: 'TU' }],
      eligibilitys: [{ minimum_age: 60, maximum_age: 100 }],
      service_at_locations: [{ location: { physical_addresses: [{ postal_code: 'ZE9 1AA' }] } }],
    })
    expect((await fetch(`${url}/oruk/v1/services?page=0`)).status).toBe(400)
  })

  test('read again, it is the same service', async () => {
    for (const row of (await one('/services')).content) {
      const id = row['id'] as string
      const [first] = readFeed([await (await get(`/services/${id}`)).json()]).services
      const [again] = readFeed([await one(`/services/${id}`)]).services
      const about = ({ name, descriptionText, eligibility, schedules, phones, terms, locations }: FeedService) => ({
        name,
        descriptionText,
        eligibility,
        phones: phones.map(({ number }) => number),
        terms: terms.map((term) => term.name),
        schedules: schedules.map(({ byday, opens, closes }) => ({ byday, opens, closes })),
        places: locations.map(({ latitude, longitude, addresses }) => ({
          latitude,
          longitude,
          postcodes: addresses.map(({ postcode }) => postcode),
        })),
      })
      expect(about(again as FeedService)).toEqual(about(first as FeedService))
    }
  })

  test('its other lists', async () => {
    const { content: terms } = await one('/taxonomies')
    expect(terms.map((term) => term['name']).toSorted()).toEqual(['Gentle', 'Yoga'])
    expect((await one('/taxonomies?root_only=true')).content).toHaveLength(1)
    expect(await one('/vocabularies')).toEqual([...new Set(terms.map((term) => term['vocabulary']).filter(Boolean))])
    expect((await one('/locations')).content[0]).toMatchObject({
      service_at_locations: [{ service: { organization: {} } }],
    })
    expect((await one('/reviews')).content).toEqual([])
    expect((await one('/organizations')).content.map((row) => row['name']).toSorted()).toEqual([
      'Hill Friends',
      'Valley Friends',
    ])
  })
})

test('what was imported goes out the same, and what is gone says so for twelve months', async () => {
  const other = await house({ now: new Date('2026-11-02T09:00:00Z') })
  const { url: theirs } = await overHttp(other)
  const feed = [...messyFeed(), ...(fullPageV3()['contents'] as unknown[])]
  const publisher = 'Saltport Council'
  const before = readOruk(feed, { publisher })
  const store = (services: ReturnType<typeof readOruk>, now: Date) => {
    other.clock.set(now)
    return other.run(thePublic, (ctx) =>
      importOruk(ctx, services, { source: { name: 'saltport', publisher }, retire: true }),
    )
  }
  await store(before, new Date('2026-11-02T09:00:00Z'))
  const text = await (await fetch(`${theirs}/oruk/v3/services?format=ndjson&full=true`)).text()
  const out = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
  expect(out).toHaveLength(messyCounts.read + (fullPageV3()['contents'] as unknown[]).length)
  const again = readFeed(out, { publisher }).services
  // Ids apart, which may be ours where the source had none; postcodes as they should be written.
  const said = (service: FeedService) =>
    JSON.stringify(
      JSON.parse(canonical({ ...service, sourceModified: null, originals: {}, fallback: [] })),
      (key, value: unknown) => (/[sS]ourceId$|^postalCode$/.test(key) ? undefined : value),
    )
  const byName = (services: readonly FeedService[]) => services.map(said).toSorted()
  // One organisation described in two ways is published in the fuller.
  const organisationless = (texts: readonly string[]) =>
    texts.map((each) => each.replace(/"organisation":\{.*?\}(?=,"|\})/, ''))
  expect(organisationless(byName(again))).toEqual(organisationless(byName(before.services)))
  expect(text).not.toContain('assurer')
  const [gone] = out
  await store(
    readOruk(
      feed.filter((row) => (row as Row | null)?.['name'] !== gone?.['name']),
      { publisher },
    ),
    new Date(Date.now() + hour),
  )
  expect(await (await fetch(`${theirs}/oruk/v3/services/${gone?.['id'] as string}`)).json()).toMatchObject({
    status: 'inactive',
  })
})
