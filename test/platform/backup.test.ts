import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backUp, connect, openDatabase, readConfig, restore } from '../../api/platform/index.ts'

const home = mkdtempSync(join(tmpdir(), 'alongside backup '))
const data = join(home, 'data')
const config = readConfig({ ALONGSIDE_DATA: data })
const copy = join(home, 'copy.tar.gz')
let acknowledged = 0

beforeAll(async () => {
  const database = await openDatabase(config, { purpose: 'serve' })
  const client = await connect(database.adminUrl, { applicationName: 'test' })
  await client.query(`create table visit (id int primary key, note text)`)
  await client.query(`insert into visit select n, repeat('x', 500) from generate_series(1, 4000) n`)

  // written all the while the copy is made
  let writing = true
  const writer = (async () => {
    for (let id = 4001; writing; id++) {
      await client.query(`insert into visit values ($1, repeat('y', 500))`, [id])
      acknowledged = id
    }
  })()
  let before = 0
  await backUp({ superUrl: database.superUrl!, dataFolder: data }, copy, () => (before ||= acknowledged))
  writing = false
  await writer
  expect(before).toBeGreaterThan(0)
  acknowledged = before
  await expect(restore(data, copy)).rejects.toThrow('Stop it first')
  await client.end()
  await database.stop()
}, 30_000)

afterAll(() => rmSync(home, { recursive: true, force: true }))

test('a copy taken under load restores into an empty folder with every row that was there when it began', async () => {
  const elsewhere = join(home, 'another machine')
  const report = await restore(elsewhere, copy)
  expect(report).toMatchObject({ tables: 1, keptAside: undefined })
  expect(report.rows).toBeGreaterThanOrEqual(acknowledged)
  const database = await openDatabase(readConfig({ ALONGSIDE_DATA: elsewhere }), { purpose: 'serve' })
  const client = await connect(database.adminUrl, { applicationName: 'test' })
  const { rows } = await client.query(
    `select count(*)::int as rows, max(id) as last, count(*) filter (where length(note) <> 500)::int as odd from visit`,
  )
  expect(rows[0]).toEqual({ rows: report.rows, last: report.rows, odd: 0 })
  await client.end()
  await database.stop()
})

test('restoring over a database keeps the earlier one aside', async () => {
  const report = await restore(data, copy)
  expect(report.keptAside).toContain('postgres.before-restore-')
  expect(
    readdirSync(data)
      .filter((name) => name.startsWith('postgres'))
      .sort(),
  ).toEqual(['postgres', report.keptAside!.slice(data.length + 1), 'postgres.log'])
})

test('a copy with one wrong byte, cut short or of another kind is refused, and nothing changes', async () => {
  const whole = readFileSync(copy)
  const damaged = join(home, 'damaged.tar.gz')
  const before = readdirSync(data).sort()
  const places = [0, 5, 9, 700, Math.floor(whole.length / 2), whole.length - 60, whole.length - 9, whole.length - 1]
  for (const at of places) {
    const bytes = Buffer.from(whole)
    bytes[at] = bytes[at]! ^ 1
    writeFileSync(damaged, bytes)
    await expect(restore(data, damaged), `byte ${at}`).rejects.toThrow('The copy is damaged and was not used')
  }
  for (const bytes of [
    whole.subarray(0, whole.length - 1),
    whole.subarray(0, 5000),
    Buffer.from('hello'),
    Buffer.alloc(0),
  ]) {
    writeFileSync(damaged, bytes)
    await expect(restore(data, damaged)).rejects.toThrow('The copy is damaged and was not used')
  }
  await expect(restore(data, join(home, 'none.tar.gz'))).rejects.toThrow('cannot be read (ENOENT)')
  expect(readdirSync(data).sort()).toEqual(before)
})

test('a copy is an ordinary gzip file that holds no password, and never replaces another file', async () => {
  const plain = gunzipSync(readFileSync(copy))
  expect(plain.includes('manifest.json')).toBe(true)
  const secrets = Object.values(JSON.parse(readFileSync(join(data, 'passwords.json'), 'utf8')) as object) as string[]
  expect(secrets.filter((secret) => plain.includes(secret))).toEqual([])
  await expect(backUp({ superUrl: 'postgresql://nobody@127.0.0.1:1/x', dataFolder: data }, copy)).rejects.toThrow(
    'exists already',
  )
})
