import { get } from 'node:http'
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
  let over = false
  const decoder = new TextDecoder()
  void (async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(chunk)
    over = true
  })().catch(() => undefined)
  return { status: response.status, so: () => text, isOver: () => over, end: () => abort.abort() }
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

test('volunteers and people push, too, each to their own organisation, and never by name', async () => {
  const mine = await streamOf(ours.viewers.VOLUNTEER_CO_ORDINATOR.account as string)
  const other = await streamOf(theirs.viewers.VOLUNTEER_CO_ORDINATOR.account as string)
  const count = (topic: string) => mine.so().split(`data: ${topic}\n`).length - 1
  const pushes = async (topic: string, statement: string, ...values: unknown[]) => {
    const before = count(topic)
    await at.plant(statement, values)
    await until(() => count(topic) > before)
    expect([statement, count(topic)]).toEqual([statement, before + 1])
  }
  const { volunteer, patient, carer, relationship, consent } = ours.ids
  await pushes('volunteer', `update volunteer set status = 'PAUSED' where id = $1`, volunteer)
  await pushes('volunteer', `insert into volunteer_skill (volunteer_id, skill) values ($1, 'DRIVING')`, volunteer)
  await pushes('volunteer', `delete from absence where volunteer_id = $1`, volunteer)
  await pushes('volunteer', `update volunteer_check set seen_by = 'Mo' where volunteer_id = $1`, volunteer)
  await pushes('person', `update patient set status = 'AMBER' where id = $1`, patient)
  await pushes('person', `update carer set what_to_know = 'x' where id = $1`, carer)
  await pushes('person', `update care_relationship set hours_a_week = 3 where id = $1`, relationship)
  await pushes('person', `update consent set withdrawn_at = now() where id = $1`, consent)
  const person = (id: string | undefined, table: string) =>
    `update person set town = 'Petworth' where id = (select person_id from ${table} where id = '${id}')`
  await pushes('person', person(patient, 'patient'))
  await pushes('volunteer', person(volunteer, 'volunteer'))
  expect(mine.so()).not.toMatch(/CANARY|Petworth|[0-9a-f]{8}-/)
  expect(other.so()).not.toContain('moved')
  mine.end()
  other.end()
})

test('who moved it may be anybody, and is the viewer still afterwards', async () => {
  const [row] = await at.plant(
    `with viewer as materialized (select set_config('app.viewer', 'somebody', true) as told)
     update patient set status = 'RED' from viewer where id = $1 and viewer.told is not null
     returning current_setting('app.viewer') as viewer`,
    [ours.ids['patient']],
  )
  expect(row).toEqual({ viewer: 'somebody' })
})

test('a stream ends with its session, and tells nothing of where the role was taken away', async () => {
  const { account } = ours.viewers.GROUP_MANAGER
  const stream = await streamOf(account as string)
  const move = () => at.plant(`update task set in_their_words = 'moved' where id = $1`, [ours.ids['task']])
  await move()
  await until(() => stream.so().includes('event: moved'))
  const before = stream.so()
  await at.plant(`update membership set ended_at = now() where account_id = $1`, [account])
  await move()
  await new Promise((done) => setTimeout(done, 400))
  expect(stream.so().slice(before.length).split('event: moved').length - 1).toBe(0)
  await at.plant(`update membership set ended_at = null where account_id = $1`, [account])

  const other = await streamOf(account as string)
  await at.plant(`update account set suspended_at = now() where id = $1`, [account])
  await move()
  await until(() => other.isOver())
  expect([other.isOver(), other.so()]).toEqual([true, expect.not.stringContaining('moved')])
  await at.plant(`update account set suspended_at = null where id = $1`, [account])
})

test('one account has so many streams open and no more; none from another site', async () => {
  const { account } = ours.viewers.CARE_CO_ORDINATOR
  const streams = await Promise.all(Array.from({ length: 21 }, () => streamOf(account as string)))
  expect(streams.map(({ status }) => status).toSorted()).toEqual([...Array.from({ length: 20 }, () => 200), 429])
  for (const stream of streams) stream.end()
  const foreign = await new Promise<number | undefined>((resolve) =>
    get(`${url}/live-updates`, { headers: { 'sec-fetch-site': 'cross-site' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }),
  )
  expect(foreign).toBe(403)
})
