import { connect } from 'node:net'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, validate } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { Budget } from '../../api/app/budget.ts'
import { examples } from '../../api/app/examples.ts'
import { house, overHttp, type House } from '../harness.ts'
import { atTheEnd } from '../at-the-end.ts'

let at: House
let url: string
let production: string
let secure: string
beforeAll(async () => {
  at = await house()
  ;({ url } = await overHttp(at, { times: { answer: 500, sending: 700 } }))
  const builtFolder = mkdtempSync(join(tmpdir(), 'alongside-built-'))
  atTheEnd(() => rmSync(builtFolder, { recursive: true, force: true }))
  mkdirSync(join(builtFolder, 'web-server'))
  writeFileSync(join(builtFolder, 'web-server/persisted-documents.json'), '{}')
  ;({ url: production } = await overHttp(at, { production: true, builtFolder }))
  ;({ url: secure } = await overHttp(at, { production: true, builtFolder, publicUrl: 'https://alongside.example' }))
})

const send = (body: unknown, headers: Record<string, string> = {}, to = url) =>
  fetch(`${to}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const ask = async (query: string, variables: object = {}, headers: Record<string, string> = {}, to = url) => {
  const response = await send({ query, variables }, headers, to)
  return {
    status: response.status,
    headers: response.headers,
    ...((await response.json()) as { data?: any; errors?: { message: string; extensions: any }[] }),
  }
}

describe('what is too much is refused before it runs, wherever it hides', () => {
  const times = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join(' ')
  test.each([
    ['aliases in a fragment', `{ ...a } fragment a on Query { ${times(31, (i) => `a${i}: viewer { id }`)} }`],
    ['aliases named as introspection', `{ ${times(31, (i) => `__schema${i}: viewer { id }`)} }`],
    [
      'depth in inline fragments',
      `{ localities(first: 1) { nodes { ${'... on Locality { parent { '.repeat(15)} name ${'} } '.repeat(15)} } } }`,
    ],
    [
      'depth under the name __schema',
      `{ __schema: localities(first: 1) { nodes { ${'parent { '.repeat(15)} name ${'} '.repeat(15)} } } }`,
    ],
    ['directives in fragments', `{ ...a } fragment a on Query { viewer ${'@skip(if: false) '.repeat(60)} { id } }`],
    [
      'fragments that double each other',
      `{ localities(first: 1) { nodes { ...d25 } } } fragment d0 on Locality { name } ${times(25, (i) => `fragment d${i + 1} on Locality { ...d${i} ...d${i} }`)}`,
    ],
    ['fragments in a circle', '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }'],
    [
      'cost under the name __schema',
      '{ __schema: patients(first: 100) { nodes { tasks(first: 100) { nodes { id } } } } }',
    ],
    [
      'cost in a default of a variable',
      'query ($n: Int! = 100) { patients(first: $n) { nodes { tasks(first: $n) { nodes { id } } } } }',
    ],
    [
      'cost in aliases',
      `{ ${times(20, (i) => `a${i}: patients(first: 20) { nodes { tasks(first: 20) { nodes { id } } } }`)} }`,
    ],
    [
      'cost in a fragment spread often',
      `{ ${times(15, (i) => `a${i}: patients(first: 20) { ...p }`)} } fragment p on PatientConnection { nodes { tasks(first: 20) { nodes { id } } } }`,
    ],
    ['a subscription', 'subscription { viewer { id } }'],
    [
      'sign-in twice',
      `mutation { ${times(2, (i) => `a${i}: signIn(input: { email: "a@b.example", password: "x" }) { __typename }`)} }`,
    ],
    [
      'sign-in twice, in fragments',
      `mutation { ...a ...b } fragment a on Mutation { x: signIn(input: { email: "a@b.example", password: "x" }) { __typename } } fragment b on Mutation { y: signIn(input: { email: "a@b.example", password: "y" }) { __typename } }`,
    ],
    [
      'search twice',
      '{ a: services(search: {}, first: 1) { totalCount } b: services(search: {}, first: 1) { totalCount } }',
    ],
  ])('%s', async (_, query) => {
    const { status, data, errors } = await ask(query)
    expect([status, data]).toEqual([400, undefined])
    expect(['GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']).toContain(errors?.[0]?.extensions.code)
  })

  test('every list takes a page size, and takes none beyond 100', () => {
    const sizes = Object.values(at.schema.getQueryType()?.getFields() ?? {}).flatMap((field) =>
      field.args.filter((arg) => arg.name === 'first').map((arg) => [field.name, String(arg.type)]),
    )
    expect(sizes.length).toBeGreaterThan(10)
    expect(sizes.filter(([, type]) => type !== 'Int!')).toEqual([])
  })

  test('the cost is shown in development and not in production', async () => {
    const query = '{ localities(first: 7) { nodes { id } } }'
    expect((await ask(query)).headers.get('x-cost')).toBe('7')
    expect((await ask(query, {}, {}, production)).headers.get('x-cost')).toBeNull()
  })

  test('nobody from elsewhere asks for more than a minute’s worth', async () => {
    const query = `{ ${times(29, (i) => `a${i}: localities(first: 100) { nodes { id } }`)} }`
    const from = { 'x-forwarded-for': '192.0.2.7' }
    const statuses: number[] = []
    let last
    for (let i = 0; i < 22; i++) statuses.push((last = await ask(query, {}, from)).status)
    expect(new Set(statuses.slice(0, 20))).toEqual(new Set([200]))
    expect(last).toMatchObject({ status: 429, errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ask(query, {}, { 'x-forwarded-for': '192.0.2.8' })).status).toBe(200)
    const budget = new Budget(10)
    expect([budget.spend('a', 10, 60_000), budget.spend('a', 1, 90_000), budget.spend('b', 10, 90_000)]).toEqual([
      0, 30, 0,
    ])
    expect(budget.spend('a', 10, 120_000)).toBe(0)
  })
})

describe('what a page elsewhere could send is refused', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a body of type %j',
    async (type) => {
      const response = await send('{"query":"mutation { signOut { done } }"}', { 'content-type': type })
      expect([400, 415]).toContain(response.status)
      expect(await response.text()).not.toContain('"done"')
    },
  )

  test('a GET, with a query or a mutation, also as an operation’s name', async () => {
    for (const path of ['?query={viewer{id}}', '?query=mutation{signOut{done}}', '?extensions={}', ''])
      expect((await fetch(`${url}/graphql${path}`)).status).toBe(400)
  })

  test('a form from another site', async () => {
    const foreign = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(`${url}/forms/language`, { method: 'POST', headers: foreign, body: 'language=cy' })
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  test('there is no socket', async () => {
    const { port } = new URL(url)
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let got = ''
      socket.on('data', (chunk) => (got += chunk))
      socket.on('close', () => resolve(got))
      socket.write(
        `GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      )
    })
    expect(text).not.toMatch(/^HTTP\/1.1 101/)
  })
})

test('production tells nothing of the schema: no introspection, no suggestions, no page to try it on', async () => {
  for (const query of [
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { name } }',
    '{ ... { __schema { __typename } } }',
  ])
    expect(await ask(query, {}, {}, production)).toMatchObject({ status: 400 })
  const misspelt = await ask('{ viewr { id } }', {}, {}, production)
  expect(misspelt.errors?.[0]?.message).not.toMatch(/did you mean/i)
  const misspeltInput = await ask(
    'query ($i: PersonFilter) { patients(first: 1, filter: $i) { nodes { id } } }',
    { i: { mien: true } },
    {},
    production,
  )
  expect(JSON.stringify(misspeltInput)).not.toMatch(/did you mean/i)
  expect((await fetch(`${production}/graphql`, { headers: { accept: 'text/html' } })).status).toBe(400)
  expect((await fetch(`${production}/graphiql/ruru.js`)).status).not.toBe(200)
})

test('in development GraphiQL is at /graphql, all of it from here, with operations for the main users', async () => {
  const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html,*/*;q=0.8' } })
  const html = await page.text()
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';/)
  expect(html.match(/(src|href|from|import)\s*=?\s*["'(]https?:/g)).toBeNull()
  expect((await fetch(`${url}/graphiql/ruru.js`)).status).toBe(200)
  expect(validate(at.schema, parse(examples)).map((error) => error.message)).toEqual([])
  expect(html).toContain('VolunteerCoOrdinatorToday')
})

test('what every answer says to a browser', async () => {
  for (const path of ['/live', '/graphql', '/sign-in', '/nothing.php', '/live-updates']) {
    const { headers } = await fetch(`${url}${path}`)
    expect([path, headers.get('x-content-type-options'), headers.get('x-powered-by')]).toEqual([path, 'nosniff', null])
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toBeNull()
    const policy = headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part)
    expect(policy).not.toContain('unsafe-inline')
  }
  const api = await ask('{ viewer { id } }')
  expect(api.headers.get('cache-control')).toBe('no-store')
  expect((await fetch(`${secure}/live`)).headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
})

test('over https the cookie is bound to this host and to https', async () => {
  await at.plant(
    `insert into account (id, email, name, password_hash) values (gen_random_uuid(), 'mo@example.org', 'Mo', null)`,
  )
  const out = await ask('mutation { signOut { done } }', {}, {}, secure)
  expect(out.headers.get('set-cookie')).toMatch(/^__Host-sid=;.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/)
  expect(out.headers.get('set-cookie')).not.toMatch(/domain/i)
})

test('a text longer than its kind, in a variable and in the document', async () => {
  const long = 'a'.repeat(100_000)
  const query = 'query ($s: Line) { taxonomyTerms(first: 1, search: $s) { nodes { id } } }'
  const asked = [
    await ask(query, { s: long }),
    await ask(`{ taxonomyTerms(first: 1, search: "${long}") { nodes { id } } }`),
  ]
  for (const { status, errors } of asked) {
    expect(status).toBe(400)
    expect(JSON.stringify(errors)).toMatch(/At most \d+ characters/)
    expect(JSON.stringify(errors)).not.toContain('aaaa')
  }
})

describe('time', () => {
  test('a request that takes too long: its statement is cancelled, its connection free, the answer 503', async () => {
    const lock = `do $$ begin lock table locality in access exclusive mode; perform pg_sleep(2.5); end $$`
    const locking = at.plant(lock)
    await new Promise((done) => setTimeout(done, 150))
    const started = performance.now()
    const { status, headers, errors } = await ask('{ localities(first: 1) { nodes { id } } }')
    expect([status, errors?.[0]?.extensions]).toEqual([503, { code: 'SERVICE_UNAVAILABLE' }])
    expect(headers.get('retry-after')).toBe('3')
    // Not the lock's three seconds, nor the statement's five: the request's own half one.
    expect(performance.now() - started).toBeLessThan(2000)
    const waiting = await at.plant(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and usename = 'app'`,
    )
    expect(waiting).toEqual([])
    await locking
    expect((await ask('{ localities(first: 1) { nodes { id } } }')).status).toBe(200)
    expect(at.parts.pool.waitingCount).toBe(0)
  })

  test('a client that sends a byte now and then is let go', async () => {
    const { port } = new URL(url)
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1')
      let got = ''
      const drip = setInterval(() => socket.write(' '), 50)
      socket.on('data', (chunk) => (got += chunk))
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(drip)
        resolve(got)
      })
      socket.write(
        'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n{',
      )
    })
    expect(text).toMatch(/^HTTP\/1.1 408/)
  })

  test('a pool with nothing left: 503 and when to come again, never 500', async () => {
    const all = ({ options }: { options: { max: number } }) => Array.from({ length: options.max })
    const clients = await Promise.all([
      ...all(at.parts.pool).map(() => at.parts.pool.connect()),
      ...all(at.parts.readPool).map(() => at.parts.readPool.connect()),
    ])
    // Within the request's half second no connection comes free.
    const answer = await ask('{ localities(first: 1) { nodes { id } } }')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3'])
    expect(answer.errors?.[0]?.extensions.code).toBe('SERVICE_UNAVAILABLE')
    for (const client of clients) client.release()
    expect((await ask('{ localities(first: 1) { nodes { id } } }')).status).toBe(200)
  })
})
