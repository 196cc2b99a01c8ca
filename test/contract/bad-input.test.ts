import { beforeAll, describe, expect, test } from 'vitest'
import { importOruk, readOruk } from '../../api/interop/index.ts'
import { addDays, encodeNodeId, thePublic } from '../../api/kernel/index.ts'
import { LocalityView } from '../../api/organisations/index.ts'
import {
  accepts,
  neighbourhood,
  offered,
  REQUEST,
  requested,
  SEND,
  type Neighbourhood,
} from '../journeys/neighbourhood.ts'
import { asOruk, valley } from '../journeys/valley-feed.ts'
import { overHttp } from '../harness.ts'

// Issue 2, "Bad input gets", as a client meets it over HTTP: a clear error that names the field, 4xx and never 5xx, and
// nothing changed. The rest of that list is in the tests that test/README.md names.

let of: Neighbourhood
let url: string
let cookies: Record<string, string>
const password = 'a long enough one 1'

beforeAll(async () => {
  of = await neighbourhood()
  ;({ url } = await overHttp(of.at))
  const signedIn = async (name: string, more: object) => {
    const email = `${name.toLowerCase()}@http.example`
    await of.make.account({ name, email, password, organisation: of.organisation, places: [of.town], ...more } as never)
    const answer = await post(
      'mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }',
      { i: { email, password } },
      '',
    )
    return answer.cookie
  }
  cookies = {
    sally: await signedIn('Sally', { role: 'VOLUNTEER_CO_ORDINATOR' }),
    stranger: await signedIn('Olga', {
      role: 'VOLUNTEER_CO_ORDINATOR',
      organisation: await of.make.organisation('Somebody Else', 'CHARITY'),
    }),
  }
})

async function post(query: string, variables: object, cookie = cookies['sally'] as string) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ query, variables }),
  })
  const body = (await response.json()) as {
    data?: any
    errors?: { message: string; extensions: Record<string, any> }[]
  }
  return { status: response.status, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', ...body }
}

/** Everything that a command could touch. */
const tables = [
  'person',
  'patient',
  'carer',
  'volunteer',
  'task',
  'visit',
  'offer',
  'assignment',
  'booking',
  'consent',
].concat(['volunteer_check', 'availability', 'absence', 'audit_event', 'idempotency', 'membership', 'account'])
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      tables.map((table) => of.at.plant(`select to_jsonb(t) from ${table} t order by to_jsonb(t)::text`)),
    ),
  )

/** Sends it, and holds the answer to what every bad input gets. */
async function refused(query: string, variables: object, cookie?: string): Promise<Record<string, unknown>> {
  const before = await everything()
  const answer = await post(query, variables, cookie)
  expect(await everything()).toBe(before)
  expect(answer.errors).toHaveLength(1)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(JSON.stringify(answer)).not.toMatch(/select |insert |node_modules|constraint/i)
  return { status: answer.status, message: answer.errors?.[0]?.message ?? '', ...answer.errors?.[0]?.extensions }
}

const REGISTER = `mutation ($input: PatientInput!) { registerPatient(input: $input) { __typename } }`
const someone = () => ({
  givenName: 'Ann',
  familyName: 'Price',
  locality: encodeNodeId(LocalityView.code as number, of.town.id),
})
const sitting = () => ({
  patient: of.mair.nodeId,
  kind: 'RESPITE_SITTING',
  inTheirWords: 'Company',
  timing: 'FIXED',
  firstOn: of.monday,
  startsAt: '10:00',
})

describe('a value that cannot be is refused by the field it stands in, and not repeated', () => {
  test.each<[string, string, string, string]>([
    ['an impossible date', 'dateOfBirth', '1940-02-30', 'NOT_A_DATE'],
    ['a date long past or far off', 'dateOfBirth', '0040-02-03', 'NOT_A_DATE'],
    ['an NHS number with a wrong check digit', 'nhsNumber', '9990000001', 'CHECK_DIGIT'],
    ['an NHS number of nine digits', 'nhsNumber', '999000000', 'NOT_TEN_DIGITS'],
    ['a postcode that is none', 'postcode', 'QQ99 9QQ', 'NOT_A_POSTCODE'],
    ['an e-mail address that is none', 'email', 'mair.evans at home', 'NO_AT'],
  ])('%s', async (_, field, value, problem) => {
    const answer = await refused(REGISTER, { input: { ...someone(), [field]: value } })
    expect(answer).toMatchObject({ status: 400, code: 'BAD_USER_INPUT', problem })
    expect(answer['message']).toContain(`"input.${field}"`)
    expect(JSON.stringify(answer)).not.toContain(value)
  })

  test('an impossible time, a month that is none', async () => {
    const task = (more: object) => refused(REQUEST, { input: { ...sitting(), ...more } })
    expect((await task({ startsAt: '24:30' }))['message']).toContain('"input.startsAt"')
    expect((await task({ firstOn: '2026-13-01' }))['message']).toContain('"input.firstOn"')
  })

  test('a birthday that is still to come', async () => {
    expect(await refused(REGISTER, { input: { ...someone(), dateOfBirth: '2199-01-01' } })).toMatchObject({
      status: 400,
      problems: [{ field: 'dateOfBirth', code: 'IN_THE_FUTURE' }],
    })
  })
})

test('a postcode that nobody has told us of is kept for a person; to search near it is refused, naming the field', async () => {
  const { status, data } = await post(REGISTER, { input: { ...someone(), postcode: 'GU29 9QQ' } })
  expect([status, data]).toEqual([200, { registerPatient: { __typename: 'PatientRegistered' } }])
  await of.at.run(thePublic, (ctx) => importOruk(ctx, readOruk(asOruk(valley)), { source: { name: 'valley' } }))
  const near = `query ($search: ServiceSearch!) { services(search: $search, first: 5) { nodes { id } } }`
  expect(await refused(near, { search: { near: 'ZE99 9ZZ' } }, '')).toMatchObject({
    status: 400,
    problems: [{ field: 'search.near', code: 'UNKNOWN_PLACE' }],
  })
})

test('a task that ends before it begins, or an absence', async () => {
  expect(await refused(REQUEST, { input: { ...sitting(), endsAt: '09:00' } })).toMatchObject({
    status: 400,
    problems: [{ field: 'endsAt', code: 'BEFORE_START' }],
  })
  expect(
    await refused(REQUEST, { input: { ...sitting(), timing: 'WINDOW', endsAt: '10:00', minutes: 30 } }),
  ).toMatchObject({ status: 400, problems: [{ field: 'endsAt', code: 'BEFORE_START' }] })
  const bob = await of.volunteer('Bertie')
  expect(
    await refused(`mutation ($input: AddAbsenceInput!) { addAbsence(input: $input) { __typename } }`, {
      input: { volunteer: bob.nodeId, firstOn: addDays(of.today, 9), lastOn: addDays(of.today, 8) },
    }),
  ).toMatchObject({ status: 400, problems: [{ field: 'lastOn', code: 'BEFORE_START' }] })
})

test('an offer to someone not cleared is refused with what is missing; nobody is asked', async () => {
  const cerys = await of.volunteer('Cerys', { checks: [] })
  const task = await requested(of)
  const before = await everything()
  const { status, data, errors } = await post(SEND, { input: { task: task.id, volunteers: [cerys.nodeId] } })
  // A refusal with facts is an answer and no error.
  expect([status, errors]).toEqual([200, undefined])
  expect(data.sendOffers).toEqual({
    __typename: 'NotCleared',
    volunteer: { id: cerys.nodeId },
    missing: [{ code: 'CHECK_MISSING', facts: [{ name: 'needed', value: 'ENHANCED' }] }],
  })
  expect(await everything()).toBe(before)
})

describe('a link or an offer that is not for whoever has it', () => {
  const ACCEPT_HERE = `mutation ($input: AnswerOfferInput!) { acceptOffer(input: $input) { __typename ... on OfferLapsed { at } } }`
  const answers = async (input: object, cookie = '') => {
    const before = await everything()
    const answer = await post(ACCEPT_HERE, { input }, cookie)
    expect(await everything()).toBe(before)
    return answer
  }
  let token: string
  let offer: string
  beforeAll(async () => {
    const dan = await of.volunteer('Dan')
    const task = await requested(of, { firstOn: addDays(of.monday, 3) })
    const made = await offered(of, task.id, [dan])
    token = made.tokens[0] as string
    offer = made.offers[0] as string
  })

  test('a link that never was, or is cut short, or garbled', async () => {
    for (const other of ['A'.repeat(43), token.slice(1), `${token}=`, '', "' or 1=1 --", '🙂'])
      expect(await answers({ token: other })).toMatchObject(
        other === '' ? { status: 400 } : { status: 200, data: { acceptOffer: { __typename: 'OfferLinkEnded' } } },
      )
  })

  test('an offer to somebody else, an id of another kind, another organisation’s', async () => {
    const eve = await of.volunteer('Eve')
    const mine = await of.at.ask(eve.actor.account, ACCEPT_HERE, { input: { offer } })
    expect(mine.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    expect(await refused(ACCEPT_HERE, { input: { offer: of.mair.nodeId } })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
      field: 'offer',
    })
    for (const cookie of ['', cookies['stranger']])
      expect(await refused(ACCEPT_HERE, { input: { offer } }, cookie)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  test('an offer whose time has passed, by link and signed in', async () => {
    await of.at.plant(`update offer set sent_at = now() - interval '3 days', lapses_at = now() - interval '1 day'`)
    for (const input of [{ token }, { offer }]) {
      const { status, data } = await answers(input, 'token' in input ? '' : (cookies['sally'] as string))
      expect([status, data.acceptOffer]).toEqual([200, { __typename: 'OfferLapsed', at: expect.any(String) }])
    }
  })
})

test('once a link was used and the visit given back, it opens nothing', async () => {
  const fay = await of.volunteer('Fay')
  const task = await requested(of, { firstOn: addDays(of.monday, 4) })
  const { offers, tokens } = await offered(of, task.id, [fay])
  await accepts(of, fay.actor, offers[0] as string)
  await of.at.plant('update assignment set ended_at = now() where volunteer_id = $1', [fay.id])
  const { data } = await post(`query ($t: Secret!) { offerByToken(token: $t) { status } }`, { t: tokens[0] }, '')
  expect(data).toEqual({ offerByToken: null })
})

describe('NUL and lone surrogates, in whatever kind of text', () => {
  const bad = ['a\0b', 'a\ud800b', '\udc00']
  const places: [string, string, (text: string) => object][] = [
    ['a line', 'givenName', (text) => ({ ...someone(), givenName: text })],
    ['several sentences', 'conditions', (text) => ({ ...someone(), conditions: text })],
    ['a list of lines', 'addressLines', (text) => ({ ...someone(), addressLines: ['1 Lane', text] })],
    ['a postcode', 'postcode', (text) => ({ ...someone(), postcode: text })],
    ['a phone', 'phones', (text) => ({ ...someone(), phones: [text] })],
    ['an e-mail address', 'email', (text) => ({ ...someone(), email: `${text}@example.org` })],
    ['an NHS number', 'nhsNumber', (text) => ({ ...someone(), nhsNumber: text })],
    ['a date', 'dateOfBirth', (text) => ({ ...someone(), dateOfBirth: text })],
    ['a key', 'clientMutationId', (text) => ({ ...someone(), clientMutationId: text })],
    ['an id', 'locality', (text) => ({ ...someone(), locality: text })],
  ]
  test.each(places)('%s', async (_, field, inputOf) => {
    for (const text of bad) {
      const answer = await refused(REGISTER, { input: inputOf(text) })
      expect(['BAD_USER_INPUT', 'NOT_FOUND']).toContain(answer['code'])
      expect(`${String(answer['message'])} ${String(answer['field'])}`).toContain(field)
    }
  })

  test('in the text of a query, a secret, a cursor', async () => {
    expect(await refused(`{ organisations(first: 1, search: "a\\u0000b") { nodes { id } } }`, {})).toMatchObject({
      status: 400,
    })
    const signIn = `mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }`
    expect(await refused(signIn, { i: { email: 'a@example.org', password: 'a\0b' } }, '')).toMatchObject({
      status: 400,
    })
    expect(
      await refused(`query ($a: String) { tasks(first: 1, after: $a) { nodes { id } } }`, { a: 'a\0b' }),
    ).toMatchObject({
      status: 400,
      problems: [{ field: 'after', code: 'NOT_A_CURSOR' }],
    })
  })
})
