import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { connect, openDatabase, readConfig, startCluster, type Database } from '../../api/platform/index.ts'
import { isAlive, isGone, readPostmaster } from '../../api/platform/postmaster.ts'

// Most tests use one folder, one after the other, each leaving it stopped: making a database is what takes time.
const shared = mkdtempSync(join(tmpdir(), 'alongside shared '))
const data = join(shared, 'data')
afterAll(() => rmSync(shared, { recursive: true, force: true }))

const undo: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

function folder(name = 'data'): string {
  const made = mkdtempSync(join(tmpdir(), 'alongside test '))
  undo.push(() => rmSync(made, { recursive: true, force: true }))
  return join(made, name)
}

interface Holding {
  readonly child: ChildProcess
  /** The next line the process says. */
  next(): Promise<{ event: string; message?: string } & Partial<Database>>
  ended: Promise<number | null>
}

/** Another process that opens the database of a folder. */
function another(dataFolder: string, ...args: string[]): Holding {
  const script = fileURLToPath(new URL('hold-database.ts', import.meta.url))
  const child = spawn(process.execPath, ['--no-warnings', script, ...args], {
    env: { ...process.env, ALONGSIDE_DATA: dataFolder, NODE_ENV: 'test', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  let rest = ''
  let wake = () => {}
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
    wake()
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  undo.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    child,
    ended,
    async next() {
      while (lines.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      return JSON.parse(lines.shift()!) as Awaited<ReturnType<Holding['next']>>
    },
  }
}

const configOf = (dataFolder: string) => readConfig({ ALONGSIDE_DATA: dataFolder })

async function asked<T>(url: string, sql: string): Promise<T> {
  const client = await connect(url, { applicationName: 'test' })
  const { rows } = await client.query(sql)
  await client.end()
  return Object.values(rows[0] as object)[0] as T
}

test('a first start makes the database and role app, a second finds it again, nothing is left after', async () => {
  const first = await openDatabase(configOf(data), { purpose: 'serve' })
  undo.push(() => first.stop())
  expect(first).toMatchObject({ embedded: true, attached: false })
  expect(await asked(first.appUrl, 'select current_user::text')).toBe('app')
  expect(await asked(first.adminUrl, 'select current_user::text')).toBe('alongside')
  expect(await asked(first.adminUrl, 'show data_checksums')).toBe('on')
  expect(await asked(first.appUrl, `select to_json(timestamptz '2026-07-01 09:00Z')::text`)).toBe(
    '"2026-07-01T10:00:00+01:00"',
  )
  expect(await asked(first.appUrl, `select to_tsvector('simple', 'tŷ gŵyl')::text`)).toBe(`'gŵyl':2 'tŷ':1`)
  await asked(first.adminUrl, 'create table if not exists kept (n int)').catch(() => undefined)
  const { pid } = readPostmaster(join(data, 'postgres'))!
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  expect(existsSync(join(data, 'postgres', 'postmaster.pid'))).toBe(false)
  expect(existsSync(join(data, 'holder.json'))).toBe(false)

  const second = await openDatabase(configOf(data), { purpose: 'serve' })
  undo.push(() => second.stop())
  expect(await asked(second.appUrl, 'select count(*)::int from kept')).toBe(0)
})

test('a second start says where the first one runs; a command shares its database', async () => {
  const server = another(data)
  expect((await server.next()).event).toBe('open')
  await sleep(50)
  await expect(openDatabase(configOf(data), { purpose: 'serve' })).rejects.toThrow(
    `Alongside is already running at http://127.0.0.1:4999 on ${data}: npm start, process ${server.child.pid}.`,
  )
  const borrowed = await openDatabase(configOf(data), { purpose: 'command', waitSeconds: 5 })
  expect(borrowed).toMatchObject({ embedded: true, attached: true })
  await borrowed.stop()
  expect(await asked(borrowed.appUrl, 'select 1')).toBe(1)

  const { pid } = readPostmaster(join(data, 'postgres'))!
  server.child.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  expect(isAlive(pid)).toBe(false)
})

test('while a command has the database, a start waits and then says what is running', async () => {
  const command = another(data, 'command')
  expect(await command.next()).toMatchObject({ event: 'open', attached: false })
  await expect(openDatabase(configOf(data), { purpose: 'serve', waitSeconds: 0.3 })).rejects.toThrow(
    `npm run import (process ${command.child.pid}) is using the database in ${data}. Try again when it has ended.`,
  )
  const progress: string[] = []
  const patient = openDatabase(configOf(data), { purpose: 'serve', onProgress: (text) => progress.push(text) })
  await sleep(200)
  command.child.kill('SIGINT')
  const database = await patient
  undo.push(() => database.stop())
  expect(database.attached).toBe(false)
  expect(progress[0]).toContain('npm run import')
})

test('after kill -9 of node postgres stops by itself and the next start works', async () => {
  const server = another(data)
  await server.next()
  const { pid } = readPostmaster(join(data, 'postgres'))!
  server.child.kill('SIGKILL')
  const next = await openDatabase(configOf(data), { purpose: 'serve' }) // at once: it waits for the old one to let go
  undo.push(() => next.stop())
  expect(await isGone(pid, 5000)).toBe(true)
  expect(await asked(next.appUrl, 'select 1')).toBe(1)
})

test('postgres is started again when it dies, on the same port', async () => {
  const events: string[] = []
  const cluster = await startCluster(data, { durable: false, onEvent: (event) => events.push(event) })
  undo.push(() => cluster.stop())
  process.kill(readPostmaster(join(data, 'postgres'))!.pid, 'SIGKILL')
  for (let i = 0; i < 200 && !events.includes('back'); i++) await sleep(50)
  expect(events[0]).toBe('lost')
  expect(events.at(-1)).toBe('back')
  expect(await asked(cluster.superUrl, 'select 1')).toBe(1)
})

test('a stale postmaster.pid is no obstacle, even when its number belongs to another living process', async () => {
  const options = { durable: false }
  await (await startCluster(data, options)).stop()
  const pidFile = join(data, 'postgres', 'postmaster.pid')
  for (const pid of [process.pid, 4_000_000]) {
    writeFileSync(pidFile, `${pid}\n${data}/postgres\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready   \n`)
    const cluster = await startCluster(data, options)
    expect(await asked(cluster.superUrl, 'select 1')).toBe(1)
    await cluster.stop()
  }
})

test('lost passwords are made anew', async () => {
  await (await startCluster(data, { durable: false })).stop()
  rmSync(join(data, 'passwords.json'))
  const cluster = await startCluster(data, { durable: false })
  undo.push(() => cluster.stop())
  expect(await asked(cluster.adminUrl, 'select 1')).toBe(1)
})

test('a folder that others may not enter will do, and secrets are for the owner only', async () => {
  const data = folder(join('closed', 'to others'))
  mkdirSync(data, { recursive: true })
  chmodSync(join(data, '..'), 0o700)
  const cluster = await startCluster(data, { durable: false })
  undo.push(() => cluster.stop())
  expect(await asked(cluster.superUrl, 'select 1')).toBe(1)
  const { mode } = statSync(join(data, 'passwords.json'))
  expect(mode & 0o777).toBe(0o600)
  const log = readFileSync(join(data, 'postgres.log'), 'utf8')
  const secrets = Object.values(JSON.parse(readFileSync(join(data, 'passwords.json'), 'utf8')) as object) as string[]
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
})

test('something else in the place of the database is left alone, in words', async () => {
  const data = folder()
  mkdirSync(join(data, 'postgres'), { recursive: true })
  writeFileSync(join(data, 'postgres', 'holiday.txt'), 'photos')
  await expect(openDatabase(configOf(data), { purpose: 'serve' })).rejects.toThrow(
    'holds something that is no PostgreSQL',
  )
  expect(readFileSync(join(data, 'postgres', 'holiday.txt'), 'utf8')).toBe('photos')
})
