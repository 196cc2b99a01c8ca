import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../api/interop/core/canonical.ts'
import { decodeFeed } from '../../api/interop/core/decode-feed.ts'
import { FeedRefused, type FeedService, type WarningKind } from '../../api/interop/core/model.ts'
import { countWarnings, readFeed } from '../../api/interop/core/open-referral.ts'
import { publishedIds } from '../../api/interop/core/published-ids.ts'
import { fullPageV3, fullServiceV1, messyCounts, messyFeed, messyIds, messyPageV1 } from './fixtures/messy-feed.ts'

const named = (services: readonly FeedService[], name: string) => {
  const found = services.find((service) => service.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const kindsOf = (service: FeedService) => [...new Set(service.warnings.map(({ kind }) => kind))].toSorted()

/** A name-based UUID, as the database side makes them. */
const uuidv5 = (name: string) => {
  const hex = createHash('sha1').update(name).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

describe('a messy council feed', () => {
  const { services, warnings } = readFeed(messyFeed(), { publisher: 'Saltport Council' })
  const counts = countWarnings(warnings)

  test('every row is a service or a counted warning with its place', () => {
    expect(services).toHaveLength(messyCounts.read)
    const unread = warnings.filter(({ kind }) => kind === 'notAService' || kind === 'nothingToShow')
    expect(unread).toEqual([
      { kind: 'notAService', field: null, index: 18, id: null },
      { kind: 'notAService', field: null, index: 19, id: null },
      { kind: 'nothingToShow', field: null, index: 20, id: null },
    ])
  })

  test('each kind of defect is counted', () => {
    const expected: Partial<Record<WarningKind, number>> = {
      idRepeated: 1,
      idMissing: 1,
      idNotUuid: 1,
      idNotRfc4122: 5,
      nameMissing: 2,
      organisationMissing: 3,
      organisationDescriptionMissing: 1,
      urlMended: 2,
      urlLeftOut: 2,
      emailMended: 3,
      emailLeftOut: 1,
      embeddedImageRemoved: 1,
      imageRemoved: 1,
      scriptRemoved: 2,
      dateUnreadable: 1,
      personalDataDropped: 17,
    }
    expect(Object.fromEntries(Object.keys(expected).map((kind) => [kind, counts.get(kind as WarningKind)]))).toEqual(
      expected,
    )
    const empty = (field: string) => warnings.filter((w) => w.kind === 'emptyText' && w.field === field).length
    expect([empty('email'), empty('url'), empty('fees'), empty('id'), empty('name')]).toEqual([1, 1, 18, 1, 2])
  })

  test('HTML is reduced to the small list, and its text is readable', () => {
    const garden = named(services, 'Meadow Gardening Group')
    expect(garden.descriptionHtml).toBe(
      '<p>Gardening for all &amp; sundry, every Tuesday 10am to 12pm.</p><p>Where</p>' +
        '<ul><li>The Old Hall, <strong>ZE3 9JW</strong></li></ul>' +
        '<p>Free of charge. <a href="https://www.service.example.org/garden">More</a></p>',
    )
    expect(garden.descriptionText).toBe(
      'Gardening for all & sundry, every Tuesday 10am to 12pm.\n\nWhere\n- The Old Hall, ZE3 9JW\n\nFree of charge. More',
    )
    expect(garden.descriptionWas).toBe('html')
    expect(named(services, 'Script').descriptionHtml).toBe('<p>Still here</p><p>no</p>')
    expect(named(services, 'Picture Club').descriptionHtml).toBe('<p>We paint.</p><p>Come and see.</p>')
  })

  test('addresses are mended where the intent is plain, and what the source had is kept aside', () => {
    expect(services.slice(8, 12).map(({ url, email }) => [url, email])).toEqual([
      ['https://www.noscheme.example.org', 'info@example.org'],
      ['http://www.half.example.org', 'info@example.org'],
      [null, null],
      [null, 'info@example.org'],
    ])
    expect(named(services, 'Not an Address').originals).toEqual({ url: 'Meadow Village Hall', email: 'ring us' })
    expect(named(services, 'Tea & Company')).toMatchObject({ url: null, email: null, originals: {} })
  })

  test('what the standard requires and the source lacks is listed', () => {
    expect(services.filter(({ fallback }) => fallback.length).map(({ name, fallback }) => [name, fallback])).toEqual([
      ['Tea & Company', ['organization.description']],
      ['Lonely Listing', ['organization']],
      ['Lunch for older people', ['name', 'organization']],
      ['Saltport Council', ['name', 'organization']],
    ])
  })

  test("a supplier's fields are kept, a person's own data is not", () => {
    const garden = named(services, 'Meadow Gardening Group')
    expect(garden.extras).toEqual({
      pc_metadata: { date_created: '2020-01-02', date_modified: '2024-05-01', date_assured: '2024-05-01' },
      pc_targetAudience: [
        { id: 'Bereaved', audienceType: 'Bereaved' },
        { id: '22538', audienceType: '22538' },
        { id: 'ChronicallyIll', audienceType: 'Dementia' },
      ],
    })
    expect(garden.terms.map(({ name, fromExtra }) => [name, fromExtra])).toEqual([
      ['Bereaved', 'pc_targetAudience'],
      ['Dementia', 'pc_targetAudience'],
    ])
    expect(garden).toMatchObject({
      assuredOn: '2024-05-01',
      sourceModified: '2024-05-01',
      attendingType: 'Venue',
      attendingAccess: 'Self referral',
    })
    expect(JSON.stringify(services)).not.toContain('a.person@')
    expect(JSON.stringify(warnings)).not.toContain('@')
  })

  test('a v1 page gives the same services', () => {
    const page = readFeed(messyPageV1(), { publisher: 'Saltport Council' })
    expect(page.services).toEqual(services)
    expect(page.page).toEqual({
      form: 'v1',
      totalItems: 21,
      totalPages: 1,
      number: 1,
      size: 21,
      isFirst: true,
      isLast: true,
    })
  })
})

describe('the full forms', () => {
  test('Open Referral UK 3 with a defect or two in every part', () => {
    const { services, warnings, page } = readFeed(fullPageV3())
    const [service] = services
    expect(page).toMatchObject({ form: 'v3', totalItems: 7, isLast: false })
    expect(service).toMatchObject({
      name: 'Harbour Day Centre',
      descriptionWas: 'text',
      descriptionHtml: '<p>A day centre by the harbour.</p><p>Lunch at noon.</p>',
      status: 'temporarily closed',
      sourceModified: '2024-11-06T09:15:45.123Z',
      eligibility: { minimumAge: 18, maximumAge: 90, text: null },
      organisation: { name: 'Harbour Friends', identifiers: [{ scheme: 'GB-CHC', type: null, identifier: '1000001' }] },
      languages: [{ name: 'Welsh', code: 'cy' }],
      capacities: [{ unit: 'places', available: 3, maximum: 20, updated: '2024-11-06' }],
    })
    expect(service?.locations[0]).toMatchObject({
      name: 'Harbour Hall',
      latitude: 50.4,
      longitude: -4.2,
      uprn: '10092008082',
      addresses: [
        { postcode: 'ZE3 9JW', postalCode: 'ze39jw' },
        { postcode: null, postalCode: 'ABC 1234' },
      ],
      schedules: [{ freq: 'WEEKLY', byday: ['MO', 'TH'], opens: 600, closes: 930 }],
    })
    expect(service?.locations[1]).toMatchObject({ name: 'Far Away', latitude: null, longitude: null })
    expect(service?.schedules).toMatchObject([
      { freq: 'WEEKLY', byday: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], opens: 540, closes: 1440 },
    ])
    expect(service?.costOptions.map(({ option, amount }) => [option, amount])).toEqual([
      ['Lunch', 4.5],
      ['Under 18s', null],
    ])
    expect(service?.contacts[0]?.phones).toMatchObject([{ number: '01632 960124', extension: '12' }])
    expect(service?.terms.map(({ name }) => name)).toEqual(['Older people'])
    expect([...countWarnings(warnings).keys()].toSorted()).toEqual(
      [
        'agesReversed',
        'dayUnreadable',
        'frequencyUnknown',
        'languageUnnamed',
        'nullGiven',
        'numberUnreadable',
        'emptyText',
        'personalDataDropped',
        'phoneUnreadable',
        'positionOutOfRange',
        'positionSwapped',
        'postcodeUnreadable',
        'termUnnamed',
        'timeUnreadable',
      ].toSorted(),
    )
  })

  test('Open Referral UK 1, one service', () => {
    const { services } = readFeed(fullServiceV1())
    expect(services[0]).toMatchObject({
      eligibility: { minimumAge: 50, maximumAge: null, text: 'Retired' },
      schedules: [{ byday: ['WE'], opens: 720, closes: 840 }],
      locations: [
        {
          name: 'Chapel Hall',
          latitude: 50.41,
          addresses: [{ postcode: 'ZE3 9JX' }],
          accessibility: [{ description: 'Level floor' }],
        },
      ],
      languages: [{ name: 'cy' }],
      terms: [{ sourceId: 'lunch-clubs', name: 'Lunch clubs', taxonomy: 'esdServiceTypes' }],
      costOptions: [{ amount: 3.5 }],
      funding: ['Saltport Council'],
      extras: {},
    })
    expect(kindsOf(services[0]!)).toEqual(['emptyText', 'recordKeepingLeftOut'])
  })
})

describe('published ids', () => {
  const { services } = readFeed(messyFeed())
  const ids = publishedIds('saltport', services, uuidv5)
  const idOf = (name: string) => ids[services.indexOf(named(services, name))]

  test('shaped like a UUID is kept, everything else is made, all differ', () => {
    expect(new Set(ids.map(({ id }) => id)).size).toBe(services.length)
    expect(idOf('Tea & Company')).toEqual({
      id: messyIds.oddBits.toLowerCase(),
      from: 'source',
      why: null,
      sameAs: null,
    })
    expect(idOf('A Numbered Service')).toEqual({
      id: uuidv5('saltport\n4711\nA Numbered Service'),
      from: 'made',
      why: 'idNotUuid',
      sameAs: null,
    })
    expect(idOf('No Id')).toMatchObject({ from: 'made', why: 'idMissing' })
  })

  test('of two that share an id the first by name keeps it, whatever the order of the feed', () => {
    expect(idOf('Befriending by Phone')).toMatchObject({ id: messyIds.shared, from: 'source' })
    expect(idOf('Shopping Runs')).toMatchObject({ from: 'made', why: 'idRepeated' })
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          services.map((_, at) => at),
          { minLength: services.length },
        ),
        (order) => {
          const again = publishedIds(
            'saltport',
            order.map((at) => services[at]!),
            uuidv5,
          )
          expect(again.map(({ id }) => id)).toEqual(order.map((at) => ids[at]!.id))
        },
      ),
      { numRuns: 50, seed: 1 },
    )
  })

  test('an earlier import holds ids where they were', () => {
    const earlier = services.map(({ sourceId, name }, at) => ({ sourceId, name, publishedId: ids[at]!.id }))
    // The one that kept the shared id is gone: the other must not slip into its place.
    const without = services.filter(({ name }) => name !== 'Befriending by Phone')
    const after = publishedIds('saltport', without, uuidv5, earlier)
    expect(after.map(({ id }) => id)).toEqual(
      ids.filter((_, at) => services[at]!.name !== 'Befriending by Phone').map(({ id }) => id),
    )
    // Renamed, so that it now sorts first: both keep what they had.
    const renamed = services.map((service) =>
      service.name === 'Shopping Runs' ? { ...service, name: 'A Shopping Run' } : service,
    )
    expect(publishedIds('saltport', renamed, uuidv5, earlier).map(({ id }) => id)).toEqual(ids.map(({ id }) => id))
  })

  test('the same service word for word a second time is the same one', () => {
    const twice = readFeed([...messyFeed().slice(0, 2), ...messyFeed().slice(0, 1)]).services
    expect(publishedIds('saltport', twice, uuidv5).map(({ id, sameAs }) => [id, sameAs])).toEqual([
      [messyIds.gardening, null],
      [messyIds.oddBits.toLowerCase(), null],
      [messyIds.gardening, 0],
    ])
  })
})

describe('telling changed from unchanged', () => {
  test('the order of keys, of lists and of the feed is no change; a word is', () => {
    const backwards = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.toReversed().map(backwards)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, inner]) => [key, backwards(inner)]),
            )
          : value
    const [one] = readFeed(fullPageV3()).services
    const [other] = readFeed(backwards(fullPageV3())).services
    expect(canonical(other!)).toBe(canonical(one!))
    const changed = fullPageV3()
    ;(changed['contents'] as Record<string, unknown>[])[0]!['fees'] = '£1'
    expect(canonical(readFeed(changed).services[0]!)).not.toBe(canonical(one!))
  })
})

describe('what is not a feed is refused by name', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const utf16 = (text: string, littleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(text.length * 2))
    for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian)
    return new Uint8Array(view.buffer)
  }
  const refusal = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (error instanceof FeedRefused) return [error.code, error.message]
      throw error
    }
    return null
  }

  test('encodings that are read', () => {
    const text = '[{"id":"1","name":"Caffi Dŵr"}]'
    for (const given of [
      bytes(text),
      bytes(`\ufeff${text}`),
      utf16(`\ufeff${text}`, true),
      utf16(`\ufeff${text}`, false),
      utf16(text, true),
    ]) {
      expect(decodeFeed(given)).toEqual([{ id: '1', name: 'Caffi Dŵr' }])
    }
    expect(decodeFeed(bytes('{"id":1,"name":"a"}\n{"id":2,"name":"b"}\n'))).toEqual([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ])
  })

  test.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', bytes(''), 'empty', /empty/],
    ['blanks', bytes(' \n '), 'empty', /blanks/],
    ['a web page', bytes('<!DOCTYPE html><html></html>'), 'html', /web page/],
    ['XML', bytes('<?xml version="1.0"?><a/>'), 'html', /XML/],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'binary', /Excel/],
    ['binary data', new Uint8Array([0, 1, 2, 0xff, 0xfe, 0, 7]), 'binary', /text file/],
    ['Latin-1', new Uint8Array([...bytes('[{"name":"caf'), 0xe9, ...bytes('"}]')]), 'encoding', /byte 14/],
    ['half a file', bytes('[{"id":"1","name":"Caf'), 'truncated', /3 brackets/],
    ['a slip', bytes('[{"id":"1",}]'), 'notJson', /mistake/],
    ['prose', bytes('Dear all, here is our feed'), 'notJson', /not JSON/],
    ['a broken line', bytes('{"id":1}\n{"id":'), 'notJson', /Line 2/],
  ])('%s', (_, given, code, message) => {
    const got = refusal(() => decodeFeed(given))
    expect(got?.[0]).toBe(code)
    expect(got?.[1]).toMatch(message)
  })

  test.each<[unknown, RegExp]>([
    [{ version: 'HSDS-UK-3.0', profile: 'x', openapi_url: 'y' }, /front page/],
    [{ contents: [{ id: '1', name: 'A', website: 'https://x.example.org' }] }, /organisations/],
    [[{ id: '1', service: {}, location: {} }], /services at locations/],
    [{ type: 'FeatureCollection', features: [] }, /GeoJSON/],
    [{ data: { services: [] } }, /another kind/],
    [{ message: 'Forbidden' }, /error message/],
    [{ rows: [], next: null }, /an object with rows, next/],
    ['services', /Found text/],
    [null, /Found null/],
    [[1, 2], /a list of a number/],
  ])('JSON of another shape: %j', (json, message) => {
    const got = refusal(() => readFeed(json))
    expect(got?.[0]).toBe('wrongShape')
    expect(got?.[1]).toMatch(message)
  })

  test('an empty list is an empty feed', () => {
    expect(readFeed({ contents: [] }).services).toEqual([])
  })

  test('whatever JSON stands where a service should, nothing is thrown and nothing is lost', () => {
    const keys = [
      'id',
      'name',
      'description',
      'organization',
      'locations',
      'service_at_locations',
      'schedules',
      'contacts',
      'attributes',
      'eligibilitys',
      'pc_x',
      'url',
      'email',
    ]
    const row = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 4 }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const { services, warnings } = readFeed([{ id: 'x', status: 'active' }, ...rows])
        const unread = warnings.filter(({ kind }) => kind === 'notAService' || kind === 'nothingToShow')
        expect(warnings.some(({ kind }) => kind === 'unreadable')).toBe(false)
        expect(services.length + unread.length).toBe(rows.length + 1)
        for (const service of services) expect(canonical(service)).not.toContain('\\u0000')
      }),
      { numRuns: 500, seed: 7 },
    )
  })
})
