import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readPersistedDocuments } from '../../api/app/persisted.ts'
import { openSession } from '../../api/access/index.ts'
import { house, overHttp, type House } from '../harness.ts'
import { atTheEnd } from '../at-the-end.ts'
import { plantNetwork } from './two-networks.ts'

const portal = readFileSync(new URL('../../web/gql/persisted-documents.json', import.meta.url), 'utf8')
const whoIsHere = Object.values(JSON.parse(portal) as Record<string, string>).find((text) =>
  text.startsWith('query WhoIsHere'),
) as string

function built(list: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-built-'))
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'web-server'))
  writeFileSync(join(folder, 'web-server/persisted-documents.json'), list)
  return folder
}

let at: House
let production: string
let development: string
let sid: string
beforeAll(async () => {
  at = await house()
  ;({ url: production } = await overHttp(at, { production: true, builtFolder: built(portal) }))
  ;({ url: development } = await overHttp(at, { builtFolder: built(portal) }))
  const { viewers } = await plantNetwork(at, 'CANARY-A')
  const query = (text: string, values: unknown[]) => at.parts.pool.query(text, values)
  const { token } = await openSession(query, viewers.VOLUNTEER_CO_ORDINATOR.account as string, false)
  sid = `sid=${token}`
})

const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...((await response.json()) as { data?: any; errors?: any[] }) }
}
const ours = '{ viewer { id email } }'
const refused = { status: 400, errors: [{ extensions: { code: 'OPERATION_NOT_LISTED' } }] }

test('in production a session runs the portal’s operations, by text or by id, and nothing else', async () => {
  const listed = await post(production, { query: whoIsHere }, { cookie: sid })
  expect(listed).toMatchObject({ status: 200, data: { viewer: { id: expect.any(String) } } })
  const documentId = `sha256:${createHash('sha256').update(whoIsHere).digest('hex')}`
  expect((await post(production, { documentId }, { cookie: sid })).data).toEqual(listed.data)
  for (const body of [
    { query: ours },
    { query: `${whoIsHere} ` },
    { query: whoIsHere.replace('WhoIsHere', 'WhoIsThere') },
    { query: [whoIsHere] },
    { documentId: 'sha256:0000' },
    { documentId: '__proto__' },
    { documentId, query: ours },
    {},
  ])
    expect([body, await post(production, body, { cookie: sid })]).toMatchObject([body, refused])
})

test('a browser without a session is held to the list too; a program that is nobody asks what the public may', async () => {
  for (const headers of [
    { 'x-alongside': 'portal' },
    { origin: production },
    { cookie: 'sid=ended' },
    { cookie: `a=b; ${sid}` },
  ] as Record<string, string>[])
    expect([headers, await post(production, { query: ours }, headers)]).toMatchObject([headers, refused])
  expect(await post(production, { query: ours })).toEqual({ status: 200, data: { viewer: null } })
})

test('development runs all', async () => {
  expect((await post(development, { query: ours }, { cookie: sid })).data.viewer).not.toBeNull()
})

test('production does not start without the list, or with one that is not what its hashes say', async () => {
  await expect(overHttp(at, { production: true })).rejects.toThrow('npm run build')
  expect(() => readPersistedDocuments(built(JSON.stringify({ abc: '{ viewer { id } }' })))).toThrow('damaged')
  expect(() => readPersistedDocuments(built('{'))).toThrow('no JSON')
})
