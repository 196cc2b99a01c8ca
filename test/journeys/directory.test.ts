import { beforeAll, describe, expect, test } from 'vitest'
import { addAccount, addMembership } from '../../api/access/index.ts'
import { importOruk, readOruk } from '../../api/interop/index.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { house, type House } from '../harness.ts'
import { asOruk, valley } from './valley-feed.ts'

let at: House
beforeAll(async () => {
  at = await house({ now: new Date('2026-11-02T09:00:00Z') })
  await at.run(thePublic, (ctx) =>
    importOruk(ctx, readOruk(asOruk(valley)), {
      source: { name: 'valley', publisher: 'Valley Council', licence: 'Open Government Licence v3.0' },
    }),
  )
  await at.plant(`update service set assured_on = current_date - 30 where name = 'Valley Befrienders'`)
})

interface Found {
  name: string
  distanceKm: number | null
  reasons: { code: string; [fact: string]: unknown }[]
}

const operation = `query ($search: ServiceSearch!, $after: String, $first: Int!) {
  services(search: $search, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { name distanceKm reasons { code words km weekday from to fromText on } } } }`

async function find(search: object, { first = 20, after = null as string | null, who = null as string | null } = {}) {
  const answer = await at.ask(who, operation, { search, first, after })
  expect(answer.errors).toBeUndefined()
  expect(at.statements()).toHaveLength(1)
  return answer.data.services as {
    totalCount: number
    nodes: Found[]
    pageInfo: { hasNextPage: boolean; endCursor: string }
  }
}
const namesOf = async (search: object) => (await find(search)).nodes.map(({ name }) => name)
const reasonsFor = async (search: object, name: string) => {
  const found = (await find(search)).nodes.find((service) => service.name === name)
  return found?.reasons.map((reason) => Object.fromEntries(Object.entries(reason).filter(([, fact]) => fact !== null)))
}

describe('words', () => {
  test('what a carer says finds what services call it, with why', async () => {
    expect((await namesOf({ words: 'company for my husband' }))[0]).toBe('Valley Befrienders')
    expect(await reasonsFor({ words: 'company for my husband' }, 'Valley Befrienders')).toEqual([
      { code: 'RELATED_WORDS', words: expect.arrayContaining(['befriending']) },
      { code: 'CHECKED', on: expect.any(String) },
    ])
    expect((await namesOf({ words: 'someone to sit with mum so I can go out' }))[0]).toBe('Cwtsh Sitting Service')
    expect((await namesOf({ words: 'a lift to hospital' }))[0]).toBe('Community Transport')
    expect((await namesOf({ words: 'my wife has died' }))[0]).toBe('Telephone Bereavement Support')
  })

  test('stems, accents, case and slips of the pen make no difference', async () => {
    for (const words of ['memory cafe', 'MEMORY CAFÉ', 'memories cafés', 'memry caffe', 'caffi cof'])
      expect((await namesOf({ words }))[0], words).toBe('Caffi Cof')
    for (const words of ['befreinding', 'befrending', 'befrienders'])
      expect((await namesOf({ words }))[0], words).toBe('Valley Befrienders')
    expect(await reasonsFor({ words: 'tellephone' }, 'Telephone Bereavement Support')).toContainEqual({
      code: 'SPELT_LIKE',
      words: ['telephone'],
    })
  })

  test('Welsh finds what is written in English, and the other way round', async () => {
    expect((await namesOf({ words: 'cyfeillio' }))[0]).toBe('Valley Befrienders')
    expect((await namesOf({ words: 'profedigaeth' }))[0]).toBe('Telephone Bereavement Support')
    expect(await namesOf({ words: 'cinio' })).toEqual(['Lunch Club'])
  })

  test('who has all of what was asked stands before who has some, and words in the name before others', async () => {
    expect((await namesOf({ words: 'dementia café' }))[0]).toBe('Caffi Cof')
    expect((await namesOf({ words: 'lunch' }))[0]).toBe('Lunch Club')
    expect(await reasonsFor({ words: 'lunch' }, 'Lunch Club')).toContainEqual({
      code: 'WORDS_IN_NAME',
      words: ['lunch'],
    })
  })

  test('nothing like it is nothing; words that say nothing are looked for in names', async () => {
    expect(await find({ words: 'xylophone' })).toMatchObject({ totalCount: 0, nodes: [] })
    expect(await namesOf({ words: 'the' })).toEqual([])
    expect(await namesOf({ words: '?!' })).toEqual([])
  })

  test('a defunct service is not found; a paused one says so and stands low', async () => {
    expect(await namesOf({ words: 'closed club' })).not.toContain('Closed Club')
    expect(await reasonsFor({ words: 'walking' }, 'Paused Walks')).toContainEqual({ code: 'TEMPORARILY_CLOSED' })
  })
})

describe('near a place', () => {
  test('a postcode, part of one, a town, also misspelt: nearest first; whose place is not given comes after', async () => {
    for (const near of ['ZE9 1AA', 'ze91aa', 'ZE9 1', 'Aberdyffryn', 'aberdyfryn']) {
      const { nodes } = await find({ near, order: 'DISTANCE' })
      expect(
        nodes
          .slice(0, 2)
          .map(({ name }) => name)
          .toSorted(),
        near,
      ).toEqual(['Cwtsh Sitting Service', 'Valley Befrienders'])
      expect(nodes.at(-1)?.distanceKm).toBeNull()
      expect(nodes.map(({ name }) => name).toSorted()).toHaveLength(7)
    }
    expect((await find({ near: 'ZE9 1AA', order: 'DISTANCE' })).nodes.map(({ distanceKm }) => distanceKm)).toEqual([
      0,
      0,
      4.4,
      43.4,
      null,
      null,
      null,
    ])
  })

  test('within some kilometres: those and, marked, those whose place is not given', async () => {
    const { nodes } = await find({ near: 'ZE9', withinKm: 10 })
    expect(nodes.map(({ name }) => name)).not.toContain('Lunch Club')
    expect(nodes.filter(({ distanceKm }) => distanceKm === null).map(({ name }) => name)).toEqual([
      'Community Transport',
      'Paused Walks',
      'Telephone Bereavement Support',
    ])
    expect(await reasonsFor({ near: 'ZE9', withinKm: 10 }, 'Paused Walks')).toContainEqual({ code: 'PLACE_NOT_GIVEN' })
    expect(await reasonsFor({ near: 'ZE9 1AA', words: 'befriending' }, 'Valley Befrienders')).toContainEqual({
      code: 'NEAR',
      km: 0,
      fromText: false,
    })
  })

  test('an unknown postcode falls back to its sector and then its outward code; beyond that it is refused', async () => {
    const sector = await find({ near: 'ZE9 1ZZ', order: 'DISTANCE' })
    expect(sector.nodes[0]?.distanceKm).toBe(0)
    const outward = await find({ near: 'ZE9 9ZZ', order: 'DISTANCE' })
    expect(outward.nodes[0]?.distanceKm).toBe(2.2)
    for (const near of ['AB1 1AB', 'AB1', 'Atlantis']) {
      const { errors } = await at.ask(null, operation, { search: { near }, first: 5 })
      expect(errors?.[0]?.extensions, near).toEqual({
        code: 'BAD_USER_INPUT',
        problems: [{ field: 'search.near', code: 'UNKNOWN_PLACE' }],
      })
    }
  })
})

describe('filters', () => {
  test('open on a day and at a time, as the source states it or as its text says, marked so', async () => {
    expect((await namesOf({ weekday: 2 })).toSorted()).toEqual(['Caffi Cof', 'Valley Befrienders'])
    expect(await namesOf({ weekday: 2, at: '15:59' })).toEqual(['Caffi Cof'])
    expect(await namesOf({ weekday: 2, at: '16:00' })).toEqual([])
    expect(await namesOf({ at: '19:00' })).toEqual(['Telephone Bereavement Support'])
    expect(await reasonsFor({ weekday: 2 }, 'Caffi Cof')).toContainEqual({
      code: 'OPEN',
      weekday: 2,
      from: '14:00',
      to: '16:00',
      fromText: true,
    })
    expect(await reasonsFor({ weekday: 2 }, 'Valley Befrienders')).toContainEqual({
      code: 'OPEN',
      weekday: 2,
      from: '10:00',
      to: '12:00',
      fromText: false,
    })
  })

  test('free, stated or read; a language by code or name; an age; a term and those beneath it', async () => {
    expect((await namesOf({ free: true })).toSorted()).toEqual(['Cwtsh Sitting Service', 'Valley Befrienders'])
    expect(await reasonsFor({ free: true }, 'Cwtsh Sitting Service')).toContainEqual({ code: 'FREE', fromText: true })
    expect((await namesOf({ language: 'cy' })).toSorted()).toEqual(['Caffi Cof', 'Valley Befrienders'])
    expect(await namesOf({ language: 'welsh' })).toEqual(['Valley Befrienders'])
    expect(await namesOf({ age: 12 })).not.toContain('Cwtsh Sitting Service')
    const terms = await at.ask(null, `{ taxonomyTerms(first: 10, search: "soc") { nodes { id name } } }`)
    const [social] = terms.data['taxonomyTerms'].nodes
    expect(social.name).toBe('Social')
    expect((await namesOf({ term: social.id })).toSorted()).toEqual(['Caffi Cof', 'Valley Befrienders'])
  })

  test('all of it together', async () => {
    const { nodes } = await find({
      words: 'lonely',
      near: 'ZE9',
      withinKm: 20,
      weekday: 2,
      at: '11:00',
      free: true,
      language: 'cy',
    })
    expect(nodes.map(({ name }) => name)).toEqual(['Valley Befrienders'])
  })
})

test('nothing asked: everything by name, page by page, each once', async () => {
  const all: string[] = []
  let after: string | null = null
  do {
    const page = await find({}, { first: 2, after })
    expect(page.totalCount).toBe(7)
    all.push(...page.nodes.map(({ name }) => name))
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  expect(all).toEqual([
    'Caffi Cof',
    'Community Transport',
    'Cwtsh Sitting Service',
    'Lunch Club',
    'Paused Walks',
    'Telephone Bereavement Support',
    'Valley Befrienders',
  ])
})

test('a search by fit or distance pages as well, and its count stays', async () => {
  for (const order of ['FIT', 'DISTANCE']) {
    const search = { near: 'ZE9', order }
    const whole = await find(search)
    const names: string[] = []
    let after: string | null = null
    do {
      const page = await find(search, { first: 3, after })
      expect(page.totalCount).toBe(7)
      names.push(...page.nodes.map(({ name }) => name))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    } while (after)
    expect(names).toEqual(whole.nodes.map(({ name }) => name))
  }
})

test('one service, in full, by either id; the public does not see what the source wrote', async () => {
  const one = `query ($id: ID, $publishedId: UUID) { service(id: $id, publishedId: $publishedId) {
    id publishedId name summary description descriptionHtml status organisation { name inNetwork services(first: 3) { totalCount } }
    locations { name town postcode positionFrom fromText } schedules { weekdays opensAt closesAt fromText readFrom }
    costs { amount per isFree fromText readFrom } phones { number } languages terms { name parent { name } } sourceName sourceLicence
    distanceKm reasons { code } provenance { sourceKey } } }`
  const publishedId = '5e000000-0000-4000-8000-000000000002'
  const { data } = await at.ask(null, one, { publishedId })
  expect(at.statements()).toHaveLength(1)
  expect(data['service']).toMatchObject({
    publishedId,
    name: 'Caffi Cof',
    status: 'ACTIVE',
    organisation: { name: 'Valley Friends', inNetwork: false, services: { totalCount: 7 } },
    locations: [{ town: 'Pentre Uchaf', postcode: 'ZE9 2BB', positionFrom: 'GIVEN', fromText: false }],
    schedules: [
      { weekdays: [2], opensAt: '14:00', closesAt: '16:00', fromText: true, readFrom: 'Every Tuesday 2pm to 4pm' },
    ].map((schedule) => ({ ...schedule, readFrom: expect.stringContaining('Tuesday 2pm to 4pm') })),
    costs: [{ amount: 2, per: 'session', isFree: false, fromText: true }],
    languages: ['cy'],
    terms: [{ name: 'Social', parent: null }],
    sourceName: 'Valley Council',
    sourceLicence: 'Open Government Licence v3.0',
    distanceKm: null,
    reasons: [],
    provenance: null,
  })
  const again = await at.ask(null, one, { id: data['service'].id })
  expect(again.data['service'].name).toBe('Caffi Cof')
  const care = await at.run(thePublic, async (ctx) => {
    const accountId = (await addAccount(ctx, {
      email: 'c@example.org',
      name: 'Care',
      password: 'long enough 1',
    })) as string
    await addMembership(ctx, { accountId, role: 'ADMINISTRATOR', organisationId: null, localityIds: [] })
    return accountId
  })
  const seen = await at.ask(care, one, { publishedId })
  expect(seen.data['service'].provenance).toEqual({ sourceKey: publishedId })
})

test.each([
  [{ weekday: 0 }, 'search.weekday', 'OUT_OF_RANGE'],
  [{ weekday: 8 }, 'search.weekday', 'OUT_OF_RANGE'],
  [{ near: 'ZE9', withinKm: 0 }, 'search.withinKm', 'OUT_OF_RANGE'],
  [{ near: 'ZE9', withinKm: 1e9 }, 'search.withinKm', 'OUT_OF_RANGE'],
  [{ withinKm: 5 }, 'search.near', 'NEEDED'],
  [{ order: 'DISTANCE' }, 'search.near', 'NEEDED'],
  [{ age: -1 }, 'search.age', 'OUT_OF_RANGE'],
])('%j is refused naming the field', async (search, field, code) => {
  const { errors } = await at.ask(null, operation, { search, first: 5 })
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', problems: [{ field, code }] })
})

test('hostile words are words', async () => {
  for (const words of [
    "'; drop table service; --",
    '%_%',
    'a:* & !b | (c)',
    '\u202e',
    '𝔣𝔯𝔢𝔢',
    'x'.repeat(200),
    '"'.repeat(50),
  ])
    await find({ words })
  const { errors } = await at.ask(null, operation, { search: { words: 'a\0b' }, first: 5 })
  expect(errors).toHaveLength(1)
  const cursor = await at.ask(null, operation, { search: { words: 'tea' }, first: 5, after: 'WyIxIl0' })
  expect(cursor.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'after', code: 'NOT_A_CURSOR' }] })
})
