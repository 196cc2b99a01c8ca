import { request as httpRequest } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { addAccount, addMembership } from '../../api/access/index.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { house, overHttp, type House } from '../harness.ts'

let at: House
let url: string
let log: string[]
beforeAll(async () => {
  at = await house()
  ;({ url, log } = await overHttp(at))
  await at.run(thePublic, async (ctx) => {
    const accountId = (await addAccount(ctx, {
      email: 'ada@example.org',
      name: 'Ada',
      password: 'correct horse battery',
    })) as string
    await addMembership(ctx, { accountId, role: 'ADMINISTRATOR', organisationId: null, localityIds: [] })
  })
})

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const ask = async (query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}) => {
  const response = await post({ query, variables }, headers)
  return { status: response.status, ...((await response.json()) as { data?: any; errors?: any[] }) }
}

test('a session is a cookie that scripts cannot read, and ends with signing out', async () => {
  const signIn = await post({
    query: `mutation { signIn(input: { email: "ada@example.org", password: "correct horse battery" }) { ... on SignedIn { viewer { name } } } }`,
  })
  const cookie = signIn.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^sid=[\w-]{43}; .*Path=\/; .*HttpOnly; SameSite=Lax$/)
  const sid = cookie.split(';')[0] as string
  expect((await ask('{ viewer { email } }', {}, { cookie: sid })).data.viewer).toEqual({ email: 'ada@example.org' })
  expect(
    (
      await at.sql(`select count(*)::int as n from session where token_hash = convert_to($1, 'UTF8')`, [sid.slice(4)])
    )[0],
  ).toEqual({ n: 0 })
  await ask('mutation { signOut { done } }', {}, { cookie: sid })
  expect((await ask('{ viewer { email } }', {}, { cookie: sid })).data.viewer).toBeNull()
})

describe('what is too much, malformed or forged gets a 4xx and says what', () => {
  const deep = `{ localities(first: 1) { nodes { ${'parent { '.repeat(20)} name ${'} '.repeat(20)} } } }`
  const aliases = `{ ${Array.from({ length: 60 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`
  const tokens = `{ ${'viewer { id } '.repeat(1500)} }`
  const directives = `{ viewer ${'@include(if: true) '.repeat(80)} { id } }`
  test.each([
    ['too deep', { query: deep }, /depth/i],
    [
      'too deep, hidden in fragments',
      {
        query: `query { localities(first: 1) { nodes { ...a } } } ${Array.from({ length: 15 }, (_, i) => `fragment ${String.fromCharCode(97 + i)} on Locality { parent { ${i === 14 ? 'name' : `...${String.fromCharCode(98 + i)}`} } }`).join(' ')}`,
      },
      /depth/i,
    ],
    ['too many aliases', { query: aliases }, /alias/i],
    ['too long', { query: tokens }, /token/i],
    ['too many directives', { query: directives }, /directive/i],
    [
      'too wide',
      {
        query: 'query ($n: Int!) { patients(first: $n) { nodes { tasks(first: $n) { nodes { id } } } } }',
        variables: { n: 100 },
      },
      /smaller pages/,
    ],
    ['a page of 101', { query: '{ localities(first: 101) { nodes { id } } }' }, /1 to 100/],
    ['a page without a size', { query: '{ localities { nodes { id } } }' }, /first/],
    ['an unknown field', { query: '{ viewer { shoeSize } }' }, /shoeSize|field/],
    ['no query', {}, /body missing/i],
    ['an array of operations', [{ query: '{ viewer { id } }' }, { query: '{ viewer { id } }' }], /./],
    ['half a query', { query: '{ viewer { id ' }, /Syntax/],
  ])('%s', async (_, body, says) => {
    const response = await post(body)
    const text = await response.text()
    // A page out of bounds is found while executing, and then GraphQL over HTTP answers 200 with the error.
    expect(
      response.status === 200 ? text.includes('BAD_USER_INPUT') : response.status >= 400 && response.status < 500,
    ).toBe(true)
    expect(text).toMatch(says)
    expect(text).not.toMatch(/node_modules|at \w+ \(|select /)
  })

  test('no JSON, a huge body, another content type, a GET that a page could forge', async () => {
    expect((await post('{"query":')).status).toBe(400)
    expect((await post({ query: '{ viewer { id } }', variables: { x: 'x'.repeat(300_000) } })).status).toBe(413)
    expect(
      (await post('query=%7Bviewer%7Bid%7D%7D', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(400)
    expect((await fetch(`${url}/graphql?query=%7Bviewer%7Bid%7D%7D`)).status).toBe(400)
  })

  test('a request from another site, whatever it asks', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      // fetch will not send these by hand, so it is done by hand.
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sent = httpRequest(
          `${url}/graphql`,
          { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
          (response) => {
            response.resume()
            resolve(response.statusCode)
          },
        )
        sent.on('error', reject)
        sent.end(JSON.stringify({ query: '{ viewer { id } }' }))
      })
      expect(status).toBe(403)
    }
  })

  test.each([
    ['NUL', 'a\0b'],
    ['a lone surrogate', 'a\ud800b'],
  ])('%s in a text', async (_, search) => {
    const { status, errors } = await ask('query ($s: Line) { organisations(first: 1, search: $s) { nodes { id } } }', {
      s: search,
    })
    expect(status).toBe(400)
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect(JSON.stringify(errors)).not.toContain('a\\u0000b')
  })

  test.each(['', 'abc', '1e9', '٣', 'x'.repeat(10_000), "';drop table person;--"])(
    'the id %j is of nothing',
    async (id) => {
      const { status, data, errors } = await ask('query ($id: ID!) { node(id: $id) { id } }', { id })
      expect([status, data, errors]).toEqual([200, { node: null }, undefined])
    },
  )
})

test('a refused value is named, never repeated', async () => {
  const { errors } = await ask('mutation ($i: SignInInput!) { signIn(input: $i) { __typename } }', {
    i: { email: 'mair evans 01632', password: 'secret word' },
  })
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  expect(errors?.[0]?.message).toContain('"i.email"')
  expect(JSON.stringify(errors)).not.toMatch(/mair|01632|secret word/)
})

test('headers: no script from elsewhere, no framing, no trace of the software', async () => {
  const response = await fetch(`${url}/live`)
  expect(await response.text()).toBe('live\n')
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'self'.*frame-ancestors 'none'/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('x-powered-by')).toBeNull()
  expect((await fetch(`${url}/ready`)).status).toBe(200)
})

test('nothing a person typed reached the log', () => {
  expect(log.join('\n')).not.toMatch(/mair|ada@|correct horse|secret/)
})
