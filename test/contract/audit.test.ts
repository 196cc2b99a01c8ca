import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { HeadFolder, seal, sealEvery, verifyAudit, type Head } from '../../api/audit/index.ts'
import { makeLog } from '../../api/platform/index.ts'
import { house, type House } from '../harness.ts'
import { atTheEnd } from '../at-the-end.ts'

const person = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const account = person(999)

/** As the reads do it: one statement, as the serving role, as somebody who may not see the row. */
const look = (at: House, request: string, about: number, more: { on?: string } = {}) =>
  at.sql(
    `insert into audit_read (asked_at, request_id, account_id, about_id, role, because, operation)
     values (coalesce($1::timestamptz, now()), $2, $3, $4, 'VOLUNTEER_CO_ORDINATOR', 'named contact for the locality', 'PersonPage')
     on conflict do nothing`,
    [more.on ?? null, request, account, person(about)],
  )
const change = (at: House, n: number) =>
  at.sql(`insert into audit_event (action, subject_id) values ('thing.changed', $1)`, [person(n)])

const run = (at: House) => (text: string, values: unknown[]) => at.parts.pool.query(text, values)
const sealed = async (at: House) => (await seal(run(at))).head as Head
/** Verifies as the owner of all, as the command does. */
const verify = (at: House, kept: readonly Head[] = []) =>
  verifyAudit(async (text, values) => ({ rows: await at.plant(text, values) }), kept)
/** What somebody does who has the database in their hands: past triggers and policies. */
const tamper = (at: House, text: string) =>
  at.plant(`set session_replication_role = replica; ${text}; reset session_replication_role`)
/** What is found while it is done; afterwards all is as before. */
async function whileTampered(at: House, text: string, kept: readonly Head[] = []): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString: inject('cluster').superUrl.replace(/\/alongside$/, new URL(at.appUrl).pathname),
  })
  await client.connect()
  try {
    await client.query(`begin; set local session_replication_role = replica; ${text}`)
    return (await verifyAudit((words, values) => client.query(words, values), kept)).wrong
  } finally {
    await client.end()
  }
}

/** Three blocks of four reads and two changes each. */
async function record(at: House): Promise<Head[]> {
  const heads: Head[] = []
  for (let block = 0; block < 3; block++) {
    for (let i = 0; i < 4; i++) await look(at, `request-${block}-${i}`, i)
    await change(at, 1)
    await change(at, 2)
    heads.push(await sealed(at))
  }
  return heads
}

describe('the chain', () => {
  let at: House
  let heads: Head[]
  beforeAll(async () => {
    at = await house()
    heads = await record(at)
  })

  test('passes as it was written, and says what it holds', async () => {
    await look(at, 'not sealed yet', 1)
    const found = await verify(at, heads)
    expect(found.wrong).toBeUndefined()
    expect(found).toMatchObject({ reads: 12, events: 6, waiting: 1, head: heads[2], headsAgreed: 3 })
  })

  test.each([
    [
      'a changed read',
      `update audit_read set because = 'another' where request_id = 'request-1-2'`,
      /block 2 .*changed.*request request-1-2/i,
    ],
    [
      'a changed event',
      `update audit_event set action = 'nothing' where id = (select min(id) from audit_event)`,
      /block 1 .*1 row of audit_event changed/i,
    ],
    [
      'a deleted read',
      `delete from audit_read where request_id = 'request-0-1'`,
      /block 1 .*1 row of audit_read deleted/i,
    ],
    [
      'a deleted event',
      `delete from audit_event where id = (select max(id) from audit_event)`,
      /block 3 .*1 row of audit_event deleted/i,
    ],
    [
      'a read put in afterwards, as if it were of an old transaction',
      `insert into audit_read (asked_at, request_id, about_id, tx) select asked_at, 'late', about_id, tx from audit_read where request_id = 'request-1-0'`,
      /block 2 .*1 row of audit_read put in afterwards: request late/i,
    ],
    [
      'two reads whose persons were swapped',
      `update audit_read r set about_id = o.about_id from audit_read o where (r.request_id, o.request_id) in (('request-0-1', 'request-2-3'), ('request-2-3', 'request-0-1'))`,
      /block 1 .*changed/i,
    ],
    [
      'two events swapped within a block',
      `update audit_event set subject_id = case subject_id when '${person(1)}' then '${person(2)}'::uuid else '${person(1)}' end`,
      /block 1 .*2 rows of audit_event changed/i,
    ],
    ['a month emptied', `truncate audit_event`, /block 1 .*2 rows of audit_event deleted/i],
    [
      'the last rows cut off',
      `delete from audit_read where request_id like 'request-2-%'`,
      /block 3 .*4 rows of audit_read deleted/i,
    ],
    ['a block left out', `delete from audit.block where number = 2`, /block 2 is missing/i],
    ['a block changed', `update audit.block set reads = 3 where number = 2`, /block 2 .*has been changed/i],
    [
      'a row of a transaction that never was',
      `insert into audit_read (asked_at, request_id, about_id, tx) values (now(), 'ahead', '${person(1)}', 1000000000000)`,
      /never was: request ahead/i,
    ],
  ])('finds %s', async (_, text, words) => {
    expect(await whileTampered(at, text)).toMatch(words)
    expect((await verify(at, heads)).wrong).toBeUndefined()
  })

  test('finds an end that was cut off with its blocks, and a chain written anew, by a head kept elsewhere', async () => {
    const cut = `delete from audit_read where request_id like 'request-2-%'; delete from audit_event where tx >= (select from_tx from audit.block where number = 3);
      delete from audit.block where number = 3`
    expect(await whileTampered(at, cut)).toBeUndefined()
    expect(await whileTampered(at, cut, heads)).toMatch(/ends at block 2, but block 3 was kept/)
    await tamper(at, cut)
    await look(at, 'afterwards', 1)
    await sealed(at)
    expect((await verify(at)).wrong).toBeUndefined()
    expect((await verify(at, heads)).wrong).toMatch(/block 3 .*another than the one kept/i)
  })

  test('finds a row written now and dated long ago', async () => {
    await look(at, 'backdated', 1, { on: '2020-02-02' })
    await sealed(at)
    expect((await verify(at)).wrong).toMatch(/dated otherwise: request backdated/)
  })
})

test('sealing goes on while rows come, late commits and all, and never holds anybody up', async () => {
  const at = await house()
  const slow = new pg.Client({ connectionString: at.appUrl })
  await slow.connect()
  // Begun before all others and finished after them: its rows wait for it, and so does what came after them.
  await slow.query('begin')
  await slow.query(`insert into audit_read (asked_at, request_id, about_id) values (now(), 'slow', '${person(1)}')`)
  let writing = true
  const sealers = [0, 1].map(async () => {
    while (writing) await seal(run(at))
  })
  await Promise.all(
    [0, 1, 2, 3].map(async (writer) => {
      for (let i = 0; i < 100; i++) {
        await look(at, `${writer}-${i}`, i)
        if (i % 10 === 0) await change(at, i)
        if (writer === 0 && i === 50) await slow.query('commit')
      }
    }),
  )
  writing = false
  await Promise.all(sealers)
  await slow.end()
  await sealed(at)
  expect(await verify(at)).toMatchObject({ wrong: undefined, reads: 401, events: 40, waiting: 0 })
})

test('the head is kept outside the database, once sealed and at the end, and never put over one that does not fit', async () => {
  const at = await house()
  const folder = mkdtempSync(join(tmpdir(), 'alongside-heads-'))
  atTheEnd(() => rmSync(folder, { recursive: true, force: true }))
  const heads = new HeadFolder(folder)
  const lines: string[] = []
  const log = makeLog((line) => lines.push(line))
  await look(at, 'before', 1)
  await sealEvery({ run: run(at), heads, log })()
  await look(at, 'last words', 2)
  const stop = sealEvery({ run: run(at), heads, log })
  await stop()
  const newest = heads.latest() as Head
  expect(newest.number).toBe(2)
  expect(lines.join('')).toContain(newest.hash)
  expect((await verify(at, heads.all())).headsAgreed).toBeGreaterThan(2)

  // Somebody puts an older copy in its place.
  await tamper(at, `delete from audit_read where request_id = 'last words'; delete from audit.block where number = 2`)
  await look(at, 'another life', 3)
  await sealEvery({ run: run(at), heads, log })()
  expect(heads.latest()).toEqual(newest)
  expect(lines.join('')).toContain('not the one of the data folder')
  expect((await verify(at, heads.all())).wrong).toMatch(/block 2 .*another/i)
  // Once that is said, the chain goes on from what both have.
  heads.forget(1, await sealed(at), new Date())
  expect((await verify(at, heads.all())).wrong).toBeUndefined()
  expect(readFileSync(join(folder, 'audit', 'heads.jsonl'), 'utf8')).toContain('restored')
})

test('a database moved by its rows goes on counting, so the chain goes on', async () => {
  const at = await house()
  await record(at)
  // As after pg_dump and restore into a server whose transactions begin again: the chain is far ahead of it.
  await tamper(
    at,
    `update audit.counting set shift = 5000000; alter table audit_read alter column tx set default (pg_current_xact_id()::text::bigint + 5000000)`,
  )
  await look(at, 'there', 1)
  await sealed(at)
  await tamper(
    at,
    `update audit.counting set shift = 0; alter table audit_read alter column tx set default (pg_current_xact_id()::text::bigint + 0)`,
  )
  await expect(seal(run(at))).rejects.toThrow(/counted from the start/)
  await at.plant('select keep_audit_counting()')
  await look(at, 'here', 1)
  await sealed(at)
  expect(await verify(at)).toMatchObject({ wrong: undefined, reads: 14, waiting: 0 })
})

describe('the tables', () => {
  let at: House
  beforeAll(async () => {
    at = await house()
  })

  test.each(['audit_read', 'audit_event'])('%s is only ever added to', async (table) => {
    await look(at, 'here to stay', 1)
    await change(at, 1)
    for (const text of [`update ${table} set because = 'x'`, `delete from ${table}`, `truncate ${table}`])
      await expect(at.sql(text), text).rejects.toThrow(/permission denied/)
    for (const text of [`update ${table} set because = 'x'`, `delete from ${table}`, `truncate ${table}`])
      await expect(at.plant(text), text).rejects.toThrow(/append-only/)
    await expect(at.sql(`delete from audit.${table}_other`)).rejects.toThrow(/permission denied/)
    await expect(at.sql('delete from audit.block')).rejects.toThrow(/permission denied/)
  })

  test('which transaction wrote a row is not for the writer to say', async () => {
    await expect(
      at.sql(`insert into audit_read (asked_at, request_id, about_id, tx) values (now(), 'x', '${person(1)}', 1)`),
    ).rejects.toThrow(/permission denied/)
  })

  test('months are made ahead, once; what no month is ready for is kept all the same', async () => {
    const monthOf = async (request: string) =>
      (await at.plant(`select tableoid::regclass::text as part from audit_read where request_id = '${request}'`))[0]?.[
        'part'
      ]
    await look(at, 'now', 1)
    expect(await monthOf('now')).toMatch(/^audit\.audit_read_\d{4}_\d{2}$/)
    const inHalfAYear = new Date(Date.now() + 183 * 86_400_000).toISOString()
    await look(at, 'far ahead', 1, { on: inHalfAYear })
    expect(await monthOf('far ahead')).toBe('audit.audit_read_other')
    const made = await at.sql(
      `select make_audit_months(current_date, (current_date + interval '8 months')::date) as made`,
    )
    expect(made[0].made).toBeGreaterThan(5)
    const again = await at.sql(
      `select make_audit_months(current_date, (current_date + interval '8 months')::date) as made`,
    )
    expect(again[0].made).toBe(0)
    // Its month could not be made around it; the one after could.
    expect(await monthOf('far ahead')).toBe('audit.audit_read_other')
    await look(at, 'further', 1, { on: new Date(Date.now() + 215 * 86_400_000).toISOString() })
    expect(await monthOf('further')).toMatch(/_\d{4}_\d{2}$/)
  })

  test('one row for each request and person', async () => {
    const on = new Date().toISOString()
    for (let i = 0; i < 3; i++) await look(at, 'twice', 7, { on })
    expect(await at.plant(`select 1 from audit_read where request_id = 'twice'`)).toHaveLength(1)
  })
})
