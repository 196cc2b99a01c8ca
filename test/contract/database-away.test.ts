import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApollo } from '../../api/app/graphql.ts'
import { makeHttpServer } from '../../api/app/http.ts'
import { LiveUpdates } from '../../api/app/live-updates.ts'
import { migrate } from '../../api/app/orm.ts'
import { assemble } from '../../api/app/serve.ts'
import { ensureAppRole, makeLog, startCluster, type Cluster } from '../../api/platform/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'alongside-away-'))
const log: string[] = []
let cluster: Cluster
let url: string
const start = () => startCluster(folder, { durable: false })
/** One address for the database, wherever it has its port after a restart. */
const door = createTcpServer((socket) => {
  const behind = connect(cluster.port, '127.0.0.1')
  socket.on('error', () => behind.destroy())
  behind.on('error', () => socket.destroy())
  socket.pipe(behind).pipe(socket)
})
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  cluster = await start()
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done))
  const at = new URL(await ensureAppRole(cluster.adminUrl, cluster.appPassword))
  at.port = String((door.address() as AddressInfo).port)
  await migrate(cluster.adminUrl)
  const { parts, schema, reader, close } = await assemble(at.href, 'alongside test')
  const apollo = makeApollo(schema, reader, { production: false, log: makeLog((line) => log.push(line)) })
  await apollo.start()
  const live = new LiveUpdates(at.href)
  const server = await makeHttpServer({
    ...parts,
    config: { production: false, publicUrl: 'http://127.0.0.1' },
    apollo,
    live,
    builtFolder: '/nowhere',
    notReady: async () => {
      try {
        await parts.pool.query('select 1')
        return undefined
      } catch {
        return 'the database is away'
      }
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  closing.push(
    () => live.close(),
    () => (server.closeAllConnections(), new Promise((done) => server.close(done))),
    close,
  )
}, 60_000)
afterAll(async () => {
  for (const close of closing) await close()
  door.close()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

const post = async (query: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  return { status: response.status, retryAfter: response.headers.get('retry-after'), text }
}
const session = { cookie: `sid=${'a'.repeat(43)}` }
const questions: [string, Record<string, string>?][] = [
  ['{ localities(first: 1) { nodes { id } } }'],
  // The session's own lookup.
  ['{ viewer { id } }', session],
  ['{ viewer { id } }', { authorization: `Bearer alongside_${'a'.repeat(43)}` }],
  ['mutation { signIn(input: { email: "a@b.example", password: "long enough" }) { __typename } }'],
  ['mutation { acceptOffer(input: { token: "abc" }) { __typename } }'],
  ['{ a: localities(first: 1) { nodes { id } } __typename }'],
]
const asked = () => Promise.all(questions.map(([query, headers]) => post(query, headers)))

test('the database goes away under the server and comes back: 503 and when to come again, never 500; then as before', async () => {
  const before = (await asked()).map(({ status }) => status)
  expect(before).toEqual([200, 200, 401, 200, expect.any(Number), 200])
  await cluster.stop()
  for (let round = 0; round < 3; round++)
    for (const { status, retryAfter, text } of await asked()) {
      expect([status, retryAfter]).toEqual([503, '3'])
      expect(text).toContain('"SERVICE_UNAVAILABLE"')
      expect(text).not.toMatch(/ECONN|127\.0\.0\.1|terminat|node_modules/)
    }
  expect((await fetch(`${url}/live`)).status).toBe(200)
  expect([
    (await fetch(`${url}/ready`)).status,
    (await fetch(`${url}/live-updates`, { headers: session })).status,
  ]).toEqual([503, 503])
  cluster = await start()
  // Dead connections are thrown away and reads asked once more: nobody notices.
  expect((await asked()).map(({ status }) => status)).toEqual(before)
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  // A restart in between, unseen: the first request after it is answered.
  await cluster.stop()
  cluster = await start()
  expect((await asked()).map(({ status }) => status)).toEqual(before)
}, 60_000)
