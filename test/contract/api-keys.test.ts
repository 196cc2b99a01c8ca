import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { openSession } from '../../api/access/index.ts'
import { encodeNodeId } from '../../api/kernel/index.ts'
import { house, overHttp, type House } from '../harness.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

let at: House
let url: string
let ours: Planted
let theirs: Planted
let sid: string
beforeAll(async () => {
  at = await house()
  ;({ url } = await overHttp(at))
  ours = await plantNetwork(at, 'CANARY-A')
  theirs = await plantNetwork(at, 'CANARY-B')
  const query = (text: string, values: unknown[]) => at.parts.pool.query(text, values)
  sid = `sid=${(await openSession(query, ours.viewers.ADMINISTRATOR.account as string, false)).token}`
})

const post = async (query: string, variables: object, headers: Record<string, string>) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    ...(JSON.parse(text) as { data?: any; errors?: any[] }),
  }
}
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  secret apiKey { id name prefix mayChange operations endsAt lastUsedAt membership { role organisation { id } localities { id } } } } }`
const make = async (more: object = {}) => {
  const input = {
    name: 'Referral system',
    role: 'VOLUNTEER_CO_ORDINATOR',
    organisation: encodeNodeId(2, ours.organisation),
    localities: [encodeNodeId(1, ours.locality)],
    days: 30,
    ...more,
  }
  const { data, errors } = await post(CREATE, { input }, { cookie: sid })
  return { ...(data?.createApiKey as { secret: string; apiKey: any }), errors }
}
const as = (secret: string) => ({ authorization: `Bearer ${secret}` })
const PATIENTS = '{ patients(first: 20) { nodes { id name } } }'
const SKILL = `mutation ($input: SetLanguageInput!) { setLanguage(input: $input) { account { id } } }`

test('a key acts in its role, at its organisation, and is known only by its hash', async () => {
  const { secret, apiKey } = await make()
  expect(secret).toMatch(/^alongside_[\w-]{43}$/)
  expect(apiKey).toMatchObject({
    name: 'Referral system',
    prefix: secret.slice(0, 16),
    mayChange: false,
    operations: null,
    lastUsedAt: null,
    membership: { role: 'VOLUNTEER_CO_ORDINATOR', organisation: { id: encodeNodeId(2, ours.organisation) } },
  })
  const { status, text, data } = await post(PATIENTS, {}, as(secret))
  expect([status, data.patients.nodes.map((each: { id: string }) => each.id)]).toEqual([
    200,
    [encodeNodeId(3, ours.ids['patient'] as string)],
  ])
  expect(text).not.toContain(theirs.mark)
  expect((await post('{ accounts(first: 1) { nodes { id } } }', {}, as(secret))).errors?.[0].extensions.code).toBe(
    'FORBIDDEN',
  )
  const kept = JSON.stringify(await at.plant('select * from api_key k join account a on a.id = k.account_id'))
  expect(kept).not.toContain(secret.slice(16))
  const listed = await post('{ apiKeys(first: 5) { nodes { prefix lastUsedAt } } }', {}, { cookie: sid })
  expect(listed.data.apiKeys.nodes).toEqual([{ prefix: secret.slice(0, 16), lastUsedAt: expect.any(String) }])
  // What it asked for was read by somebody: the key's account.
  const [key] = await at.plant('select account_id from api_key')
  expect(await at.plant('select 1 from audit_read where account_id = $1', [key?.['account_id']])).not.toEqual([])
})

test('its scope makes it less than its role: read only, and the root fields named', async () => {
  const reads = await make()
  expect(await post(SKILL, { input: { language: 'cy' } }, as(reads.secret))).toMatchObject({
    status: 403,
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  })
  const narrow = await make({ operations: ['Query.tasks', 'Mutation.setLanguage'], mayChange: true })
  const code = async (query: string, variables = {}) =>
    (await post(query, variables, as(narrow.secret))).errors?.[0]?.extensions.code
  expect(await code('{ tasks(first: 1) { nodes { id } } __typename }')).toBeUndefined()
  expect(await code(SKILL, { input: { language: 'cy' } })).toBeUndefined()
  for (const query of [
    PATIENTS,
    '{ tasks(first: 1) { nodes { id } } patients(first: 1) { nodes { id } } }',
    '{ tasks: patients(first: 1) { nodes { id } } }',
    '{ ... on Query { patients(first: 1) { nodes { id } } } }',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { patients(first: 1) { nodes { id } } }',
    '{ node(id: "x") { id } }',
    'query tasks { viewer { id } }',
  ])
    expect([query, await code(query)]).toEqual([query, 'FORBIDDEN'])
})

test('a key that is none, has ended, was revoked or comes with a session is nobody’s', async () => {
  for (const key of ['', 'x', 'alongside_', `alongside_${'a'.repeat(43)}`, sid.slice(4)]) {
    const answer = await post('{ viewer { id } }', {}, { authorization: `Bearer ${key}` })
    expect([answer.status, answer.errors?.[0].extensions]).toEqual([401, { code: 'UNAUTHENTICATED' }])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  }
  expect((await post('{ viewer { id } }', {}, { authorization: 'Basic eDp5' })).status).toBe(401)
  const { secret, apiKey } = await make()
  expect((await post('{ viewer { id } }', {}, { ...as(secret), cookie: sid })).status).toBe(400)
  expect((await post('{ viewer { name } }', {}, as(secret))).data).toEqual({ viewer: { name: 'Referral system' } })
  await at.plant(`update api_key set ends_at = now() - interval '1 second' where prefix = $1`, [secret.slice(0, 16)])
  expect((await post('{ viewer { id } }', {}, as(secret))).status).toBe(401)
  await at.plant(`update api_key set ends_at = now() + interval '1 day' where prefix = $1`, [secret.slice(0, 16)])
  expect((await post('{ viewer { id } }', {}, as(secret))).status).toBe(200)
  const REVOKE = `mutation ($input: IdInput!) { revokeApiKey(input: $input) { apiKey { id revokedAt } } }`
  const revoked = await post(REVOKE, { input: { id: apiKey.id } }, { cookie: sid })
  expect(revoked.data.revokeApiKey.apiKey.revokedAt).toEqual(expect.any(String))
  expect((await post('{ viewer { id } }', {}, as(secret))).status).toBe(401)
})

test('only an administrator makes keys, and never one that could do what its role may not', async () => {
  const code = async (more: object) => (await make(more)).errors?.[0]?.extensions
  expect(await code({ role: 'ADMINISTRATOR' })).toMatchObject({ problems: [{ field: 'role' }] })
  expect(await code({ role: 'VOLUNTEER' })).toMatchObject({ problems: [{ field: 'role' }] })
  expect(await code({ localities: [] })).toMatchObject({ problems: [{ field: 'localities' }] })
  expect(await code({ localities: [encodeNodeId(1, randomUUID())] })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await code({ organisation: encodeNodeId(2, randomUUID()) })).toMatchObject({ code: 'NOT_FOUND' })
  for (const days of [0, 367]) expect(await code({ days })).toMatchObject({ problems: [{ field: 'days' }] })
  for (const operations of [
    [],
    ['Query.accounts'],
    ['Query.nothing'],
    ['Mutation.requestTask'],
    ['tasks'],
    ['__proto__'],
  ])
    expect(await code({ operations })).toMatchObject({ problems: [{ field: 'operations' }] })
  const { secret } = await make({ mayChange: true })
  const input = { name: 'x', role: 'GROUP_MANAGER', organisation: encodeNodeId(2, ours.organisation), days: 1 }
  expect((await post(CREATE, { input }, as(secret))).errors?.[0].extensions.code).toBe('FORBIDDEN')
  expect((await post('{ apiKeys(first: 1) { nodes { id } } }', {}, as(secret))).errors?.[0].extensions.code).toBe(
    'FORBIDDEN',
  )
})

test('nobody signs in as a key, and it is among no people', async () => {
  const [key] = await at.plant('select a.id, a.email from api_key k join account a on a.id = k.account_id limit 1')
  const id = encodeNodeId(11, key?.['id'] as string)
  const RESET = `mutation ($input: IdInput!) { resetPassword(input: $input) { link } }`
  const answer = await post(RESET, { input: { id } }, { cookie: sid })
  expect(answer.errors?.[0].extensions.code).toBe('NOT_FOUND')
  const INVITE = `mutation ($input: InviteInput!) { invite(input: $input) { __typename } }`
  const invited = await post(
    INVITE,
    { input: { email: key?.['email'], name: 'x', role: 'ADMINISTRATOR' } },
    { cookie: sid },
  )
  expect(invited.errors?.[0].extensions.code).toBe('BAD_USER_INPUT')
  await expect(at.plant(`update account set password_hash = 'x' where id = $1`, [key?.['id']])).rejects.toThrow(
    'account_key_has_no_password',
  )
  const { text } = await post('{ accounts(first: 100) { nodes { email } } }', {}, { cookie: sid })
  expect(text).not.toContain('keys.invalid')
})
