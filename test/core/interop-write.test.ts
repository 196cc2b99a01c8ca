import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  canonical,
  readFeed,
  writeService,
  type FeedService,
  type NamedId,
  type ToPublish,
} from '../../api/interop/core/index.ts'
import { isUuid } from '../../api/kernel/index.ts'
import { fullPageV3, fullServiceV1, messyFeed } from './fixtures/messy-feed.ts'

const namedId: NamedId = (within, name) => {
  const hex = createHash('sha1').update(`${within}\n${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
const uuidOf = (sourceId: string | null, name: string) =>
  sourceId !== null && isUuid(sourceId) ? sourceId : namedId('test', name)

const publish = (service: FeedService): ToPublish => {
  const id = uuidOf(service.sourceId, service.name)
  return {
    service,
    id,
    organisationId: uuidOf(service.organisation?.sourceId ?? null, 'organisation'),
    standIn: 'Saltport Council',
    changedAt: '2026-11-20T10:00:00.000Z',
    isRetired: false,
    source: { name: 'saltport', publisher: 'Saltport Council', licence: 'OGL' },
    places: service.locations.map((place, at) => ({
      link: uuidOf(place.linkSourceId, `${id} link ${at}`),
      location: uuidOf(place.sourceId, `${id} place ${at}`),
    })),
    terms: service.terms.map((term) => ({
      id: uuidOf(term.sourceId, `term ${term.name}`),
      parent: term.parentSourceId === null ? null : uuidOf(term.parentSourceId, term.parentSourceId),
      taxonomy: term.taxonomySourceId === null ? null : uuidOf(term.taxonomySourceId, term.taxonomySourceId),
    })),
  }
}

const isId = (key: string) => /[sS]ourceId$/.test(key)
/** The service without what a feed of ours says in its own words: ids that are no UUIDs, when it last changed. */
function said(service: FeedService): string {
  const { sourceModified: _m, originals: _o, fallback: _f, ...rest } = service
  // A postcode is published as it should be written.
  const plain = JSON.parse(
    JSON.stringify(rest, (key, value: unknown) =>
      isId(key) && !isUuid(value)
        ? null
        : value !== null && typeof value === 'object' && 'postcode' in value
          ? { ...value, postalCode: value.postcode ?? (value as { postalCode?: unknown }).postalCode }
          : value,
    ),
  ) as FeedService
  return canonical({ ...plain, sourceModified: null, originals: {}, fallback: [] })
}
/** … and without ids that had to be made because the source gave none. */
const withoutIds = (service: FeedService) =>
  JSON.stringify(JSON.parse(said(service)), (key, value: unknown) => (isId(key) ? undefined : value))

const feeds = {
  'the messy feed': readFeed(messyFeed(), { publisher: 'Saltport Council' }).services,
  'a full service of version 1': readFeed(fullServiceV1()).services,
  'a full page of version 3': readFeed(fullPageV3()).services,
}

describe.each(Object.entries(feeds))('%s, written and read again', (_, services) => {
  const written = services.map((service) => writeService(publish(service), 'full', namedId))
  const read = readFeed({ contents: JSON.parse(JSON.stringify(written)) as unknown }, { publisher: 'Saltport Council' })

  test('is the same services, with the same ids wherever they were UUIDs', () => {
    expect(read.services).toHaveLength(services.length)
    for (const [at, service] of services.entries()) {
      const again = read.services[at] as FeedService
      expect(withoutIds(again)).toBe(withoutIds(service))
      const ids = (of: FeedService) =>
        [...JSON.stringify(of).matchAll(/"\w*[sS]ourceId":"([^"]+)"/g)].map(([, id]) => id)
      expect(ids(again)).toEqual(expect.arrayContaining(ids(service).filter(isUuid)))
    }
  })

  test('has no defect of its own, nothing empty, and a UUID wherever an id stands', () => {
    expect(
      read.warnings.filter(({ kind }) => kind === 'emptyText' || kind === 'nullGiven' || kind === 'wrongType'),
    ).toEqual([])
    const look = (value: unknown, path: string): void => {
      if (value === null || value === '' || (Array.isArray(value) && value.length === 0))
        throw new Error(`empty: ${path}`)
      if (typeof value !== 'object') return
      for (const [key, inner] of Object.entries(value as object)) {
        if (key === 'id' || key.endsWith('_id'))
          expect({
            path,
            key,
            is: path.startsWith('/pc_') || key.startsWith('alongside') || key === 'pc_id' || isUuid(inner),
          }).toEqual({ path, key, is: true })
        look(inner, `${path}/${key}`)
      }
    }
    for (const each of written) look(each, '')
  })
})

test('what the standard requires and the source lacks is named, and a list row is flat', () => {
  const [bare] = readFeed([
    {
      id: 'x1',
      name: 'Lunch',
      service_at_locations: [{ location: { name: 'The hall', addresses: [{ postal_code: 'BS1 4DJ' }] } }],
    },
  ]).services
  const written = writeService(publish(bare as FeedService), 'full', namedId)
  expect(written['alongside_fallback']).toEqual([
    'organization',
    'organization_id',
    'organization.description',
    'service_at_locations[0].location.location_type',
    'service_at_locations[0].location.addresses[0].address_1',
    'service_at_locations[0].location.addresses[0].city',
    'service_at_locations[0].location.addresses[0].state_province',
    'service_at_locations[0].location.addresses[0].country',
    'service_at_locations[0].location.addresses[0].address_type',
  ])
  expect(written['alongside_source_id']).toBe('x1')
  const flat = writeService(publish(bare as FeedService), 'list', namedId)
  expect(Object.values(flat).filter(Array.isArray)).toEqual([flat['alongside_fallback']])
  expect(Object.keys(writeService(publish(bare as FeedService), 'minimal', namedId))).toEqual([
    'id',
    'name',
    'status',
    'last_modified',
  ])
})
