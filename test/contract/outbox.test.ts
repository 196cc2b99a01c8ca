import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { Outbox } from '../../api/app/outbox.ts'
import { runJobs } from '../../api/app/scheduler.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { makeLog } from '../../api/platform/index.ts'
import { enqueue, sql, type JobHandler } from '../../api/reads/index.ts'
import { house, type House } from '../harness.ts'

let at: House
beforeAll(async () => {
  at = await house()
  await at.plant(`insert into jobs.known (task, most_attempts, lease) values ('test.probe', 3, '400 milliseconds')`)
  await at.plant(`create table probe (what text); grant all on probe to app`)
})
beforeEach(async () => {
  at.clock.set(new Date())
  await at.plant('delete from jobs.job')
  await at.plant('delete from probe')
})

const silent = makeLog(() => undefined)
const outboxOf = (run: JobHandler<object>['run']) =>
  new Outbox({
    ...at.parts,
    viewer: thePublic,
    handlers: [{ task: 'test.probe', run }],
    outside: {},
    log: silent,
    lookEvery: 20,
  })
const ask = (once?: string) => at.run(null, (ctx) => enqueue(ctx, 'test.probe', { subjectId: randomUUID() }, { once }))
const jobs = () =>
  at.plant(`select state, attempts, because, leased_by is not null as leased from jobs.job order by id`)
const probes = async () => (await at.plant('select what from probe')).map((row) => row['what'] as string)
const later = (seconds: number) => at.clock.set(new Date(at.clock.now().getTime() + seconds * 1000))
const note = (what: string) => (ctx: { run: (statement: ReturnType<typeof sql>) => Promise<unknown> }) =>
  ctx.run(sql`insert into probe values (${what})`)

test('what was rolled back was never asked for; what was asked with one word is asked for once', async () => {
  const failing = at.run(null, async (ctx) => {
    await enqueue(ctx, 'test.probe', { subjectId: ctx.newId() })
    throw new Error('after all not')
  })
  await expect(failing).rejects.toThrow('after all not')
  expect(await jobs()).toEqual([])
  await Promise.all([ask('word'), ask('word'), ask('word')])
  expect(await jobs()).toHaveLength(1)
})

test('the serving role reaches the outbox by its functions only, with known jobs, ids and plain words', async () => {
  for (const statement of [
    'select * from jobs.job',
    'delete from jobs.job',
    `insert into jobs.job (id, task, facts, run_at) values (gen_random_uuid(), 'offer.mail', '{}', now())`,
    `update jobs.known set most_attempts = 1000`,
  ])
    await expect(at.sql(statement)).rejects.toThrow('permission denied')
  const enqueued = (task: string, facts: object) =>
    at.sql(`select jobs.enqueue($1, $2, $3)`, [randomUUID(), task, JSON.stringify(facts)])
  await expect(enqueued('rm.rf', {})).rejects.toThrow('no job is known as this')
  for (const facts of [{ name: 'Mair Evans' }, { to: 'mair@example.org' }, { a: { b: 1 } }, { phone: '01632 960101' }])
    await expect(enqueued('test.probe', facts)).rejects.toThrow('ids and plain words')
  await enqueued('test.probe', { offerId: randomUUID(), kind: 'URGENT', count: 3 })
})

test('done once by many workers, and ended together with what it changes here', async () => {
  for (let i = 0; i < 20; i++) await ask()
  const seen: string[] = []
  const workers = Array.from({ length: 4 }, () =>
    outboxOf(async (job) => {
      seen.push(job.id)
      return note(job.id)
    }),
  )
  for (let left = 1; left > 0;) left = Math.max(...(await Promise.all(workers.map((worker) => worker.round()))))
  expect(new Set(seen).size).toBe(20)
  expect((await probes()).toSorted()).toEqual(seen.toSorted())
  expect(new Set((await jobs()).map((job) => job['state']))).toEqual(new Set(['DONE']))
})

test('a crash after sending and before marking: sent again with the same key, and marked once', async () => {
  await ask()
  const keys: string[] = []
  let crash = true
  const worker = outboxOf(async (job) => {
    keys.push(job.id)
    return async (ctx) => {
      await note(job.id)(ctx)
      if (crash) throw new Error('the process ended here')
    }
  })
  await worker.round()
  expect([await probes(), await jobs()]).toMatchObject([[], [{ state: 'WAITING', attempts: 1 }]])
  crash = false
  later(12)
  await worker.round()
  expect(keys).toEqual([keys[0], keys[0]])
  expect(await probes()).toEqual([keys[0]])
})

test('a worker that is killed is taken over from when its lease runs out, with the same key', async () => {
  await ask()
  // Killed: it has the lease and will never be heard of again.
  const [taken] = await at.sql(`select id from jobs.claim('{test.probe}', $1, now(), 5)`, [randomUUID()])
  const keys: string[] = []
  const heir = outboxOf(async (job) => (keys.push(job.id), note('from the heir')))
  expect(await heir.round()).toBe(0)
  while ((await heir.round()) === 0) await sleep(20)
  expect([keys, await probes()]).toEqual([[taken.id], ['from the heir']])
})

test('a worker that lost its job is told so, and what it does afterwards changes nothing', async () => {
  await ask()
  let wasTold = false
  const slow = outboxOf(async (_, { signal }) => {
    await at.plant(`update jobs.job set leased_by = $1, leased_until = now() - interval '1 second'`, [randomUUID()])
    // It may have been told while the line before was still on its way back.
    if (!signal.aborted) await new Promise<void>((done) => signal.addEventListener('abort', () => done()))
    wasTold = true
    expect(await outboxOf(async () => note('from the heir')).round()).toBe(1)
    return note('from the dead')
  })
  await slow.round()
  expect([wasTold, await probes()]).toEqual([true, ['from the heir']])
  expect(await jobs()).toMatchObject([{ state: 'DONE', attempts: 2 }])
})

test('a long job keeps its lease', async () => {
  await ask()
  let runs = 0
  const slow = outboxOf(async () => {
    runs++
    await sleep(900)
    return note('slow')
  })
  const round = slow.round()
  await sleep(600)
  expect(await outboxOf(async () => void runs++).round()).toBe(0)
  await round
  expect([runs, await probes()]).toEqual([1, ['slow']])
})

test('what fails waits longer each time, is put aside in the end, and holds up nothing else', async () => {
  await ask()
  const poison = outboxOf(async () => {
    throw Object.assign(new Error('mair@example.org refused'), { code: 'EENVELOPE' })
  })
  await poison.round()
  const wait = async () =>
    Number((await at.plant(`select extract(epoch from run_at - $1) as s from jobs.job`, [at.clock.now()]))[0]?.['s'])
  expect(await wait()).toSatisfy((s: number) => s >= 9 && s <= 11)
  later(11)
  await poison.round()
  expect(await wait()).toSatisfy((s: number) => s >= 36 && s <= 44)
  await ask()
  await outboxOf(async () => note('another')).round()
  expect(await probes()).toEqual(['another'])
  later(45)
  await poison.round()
  expect(await jobs()).toMatchObject([
    { state: 'DEAD', attempts: 3, because: 'EENVELOPE', leased: false },
    { state: 'DONE' },
  ])
})

test('a worker that is killed by the job itself, each time, does not go on for ever', async () => {
  await ask()
  for (let i = 0; i < 3; i++) {
    expect(await at.sql(`select id from jobs.claim('{test.probe}', $1, now(), 5)`, [randomUUID()])).toHaveLength(1)
    await at.plant(`update jobs.job set leased_until = now() - interval '1 second'`)
  }
  expect(await at.sql(`select id from jobs.claim('{test.probe}', $1, now(), 5)`, [randomUUID()])).toEqual([])
  expect(await jobs()).toMatchObject([{ state: 'DEAD', because: 'WORKER_ENDED' }])
})

test('an administrator sees what was given up on and may have it tried again; nobody else does', async () => {
  await ask()
  await at.plant(`update jobs.job set state = 'DEAD', ended_at = now(), attempts = 3, because = 'ECONNREFUSED'`)
  const account = randomUUID()
  await at.plant(`insert into account (id, email, name) values ($1, 'ada@example.org', 'Ada')`, [account])
  await at.plant(`insert into membership (id, account_id, role) values ($1, $2, 'ADMINISTRATOR')`, [
    randomUUID(),
    account,
  ])
  const list = '{ failedJobs(first: 10) { id task askedAt failedAt attempts because } }'
  const { data } = await at.ask(account, list)
  expect(data['failedJobs']).toMatchObject([{ task: 'test.probe', attempts: 3, because: 'ECONNREFUSED' }])
  const retry = 'mutation ($input: RetryJobInput!) { retryJob(input: $input) { done } }'
  const input = { id: data['failedJobs'][0].id }
  expect((await at.ask(null, list)).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED')
  expect((await at.ask(null, retry, { input })).errors?.[0]?.extensions['code']).toBe('UNAUTHENTICATED')
  expect((await at.ask(account, retry, { input })).data).toEqual({ retryJob: { done: true } })
  expect(await jobs()).toMatchObject([{ state: 'WAITING', attempts: 0 }])
  expect((await at.ask(account, retry, { input })).errors?.[0]?.extensions['code']).toBe('NOT_FOUND')
  expect((await at.ask(account, '{ failedJobs(first: 101) { id } }')).errors?.[0]?.extensions['code']).toBe(
    'BAD_USER_INPUT',
  )
})

test('a worker asked to end gives back what it has not finished, and what is done is forgotten after a week', async () => {
  await ask()
  let begun = false
  const worker = outboxOf(async (_, { signal }) => {
    begun = true
    await new Promise<void>((done) => signal.addEventListener('abort', () => done()))
    await sleep(10_000)
  })
  worker.start()
  while (!begun) await sleep(5)
  await worker.stop()
  expect(await jobs()).toMatchObject([{ state: 'WAITING', attempts: 0, leased: false }])
  await outboxOf(async () => undefined).round()
  await at.plant(`update jobs.job set ended_at = now() - interval '8 days'`)
  await runJobs({ ...at.parts, viewer: thePublic }, silent)
  expect(await jobs()).toEqual([])
})
