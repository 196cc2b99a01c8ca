import { beforeAll, expect, test } from 'vitest'
import { openSession } from '../../api/access/index.ts'
import { house, overHttp, type House } from '../harness.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

let at: House
let url: string
let ours: Planted
let theirs: Planted
beforeAll(async () => {
  at = await house()
  ;({ url } = await overHttp(at))
  ours = await plantNetwork(at, 'CANARY-A')
  theirs = await plantNetwork(at, 'CANARY-B')
})

/** Opens the stream as somebody and gives what has come so far. */
async function streamOf(account: string) {
  const query = (text: string, values: unknown[]) => at.parts.pool.query(text, values)
  const { token } = await openSession(query, account, false)
  const abort = new AbortController()
  const response = await fetch(`${url}/live-updates`, { headers: { cookie: `sid=${token}` }, signal: abort.signal })
  let text = ''
  const decoder = new TextDecoder()
  void (async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(chunk)
  })().catch(() => undefined)
  return { status: response.status, so: () => text, end: () => abort.abort() }
}
const until = async (holds: () => boolean) => {
  for (let i = 0; i < 100 && !holds(); i++) await new Promise((done) => setTimeout(done, 20))
}

test('what moves in an organisation is told to its people, without saying who, and to nobody else', async () => {
  const mine = await streamOf(ours.viewers.VOLUNTEER_CO_ORDINATOR.account as string)
  const other = await streamOf(theirs.viewers.VOLUNTEER_CO_ORDINATOR.account as string)
  expect(mine.status).toBe(200)
  await at.plant(`update task set in_their_words = 'moved' where id = $1`, [ours.ids['task']])
  await until(() => mine.so().includes('event: moved'))
  expect(mine.so()).toContain('event: moved\ndata: task\n\n')
  expect(mine.so()).not.toMatch(/CANARY|[0-9a-f]{8}-/)
  expect(other.so()).not.toContain('moved')
  mine.end()
  other.end()
})

test('the public has no stream', async () => {
  expect((await fetch(`${url}/live-updates`)).status).toBe(401)
})
