import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '../../../api/app/orm.ts'
import { instantFromDate, localDateOf } from '../../../api/kernel/index.ts'
import { onShutdown, openDatabase, projectRoot, readConfig, type Database } from '../../../api/platform/index.ts'
import { runCommand } from '../command.ts'
import { writeLargeNetwork } from '../generate/large-network.ts'
import { structuredFeed } from '../generate/structured-feed.ts'

const SERVICES = 5000

/** The large network in a running database of its own, which a benchmark may change as it likes. */
export interface LargeNetwork {
  readonly superUrl: string
  readonly adminUrl: string
  readonly appUrl: string
  /** The postmaster's process. */
  readonly postgresPid: number
}

/**
 * Gives `work` a fresh copy of the large network, on PostgreSQL with the product's own settings, and takes it away
 * afterwards. The network is written once for a day and a version of what it is made of, and kept in `.build`.
 *
 * @param fresh writes it anew in any case
 */
export async function withLargeNetwork<T>(
  { fresh, say }: { fresh: boolean; say: (line: string) => void },
  work: (network: LargeNetwork) => Promise<T>,
): Promise<T> {
  const folder = await keptNetwork(fresh, say)
  const database = await openDatabase(readConfig({ ALONGSIDE_DATA: folder }), {
    purpose: 'command',
    command: 'npm run bench',
    onProgress: say,
  })
  const forget = onShutdown('database', () => database.stop(), { always: true })
  try {
    return await work(await copied(database))
  } finally {
    forget()
    await database.stop()
  }
}

/** The folder that holds the network of today, written now unless it is there. */
async function keptNetwork(fresh: boolean, say: (line: string) => void): Promise<string> {
  const kept = join(projectRoot(), '.build', 'bench-network')
  const folder = join(kept, `${madeOf()}-${today()}`)
  const whole = join(folder, 'whole')
  if (!fresh && existsSync(whole)) return folder
  for (const name of existsSync(kept) ? readdirSync(kept) : [])
    rmSync(join(kept, name), { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const started = performance.now()
  say(`writing the network, which is kept for today: ${SERVICES} services`)
  const feed = join(folder, 'services.json')
  writeFileSync(feed, structuredFeed(SERVICES))
  await runCommand(folder, ['import', 'oruk', feed])
  rmSync(feed)
  const database = await openDatabase(readConfig({ ALONGSIDE_DATA: folder }), {
    purpose: 'command',
    command: 'npm run bench',
  })
  const forget = onShutdown('database', () => database.stop(), { always: true })
  try {
    await migrate(database.adminUrl)
    await asSuperuser(database.superUrl, (client) => writeLargeNetwork(client, today(), say))
  } finally {
    forget()
    await database.stop()
  }
  writeFileSync(whole, '')
  say(`written in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return folder
}

const today = () => localDateOf(instantFromDate(new Date()))

/** A hash of all that decides what the network looks like. */
function madeOf(): string {
  const hash = createHash('sha256')
  for (const folder of ['api/app/migrations', 'api/directory', 'api/interop', 'test/bench/generate']) {
    const at = join(projectRoot(), folder)
    for (const name of readdirSync(at, { recursive: true, encoding: 'utf8' }).toSorted())
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(at, name)))
  }
  return hash.digest('hex').slice(0, 12)
}

const COPY = 'bench_run'

/** The kept database stays as it is: the benchmark gets a copy, which the next run replaces. */
async function copied(database: Database): Promise<LargeNetwork> {
  const postgresPid = await asSuperuser(database.superUrl, async (client) => {
    await client.query(`drop database if exists ${COPY} with (force)`)
    const { rows } = await client.query<{ pid: number }>(
      `select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`,
    )
    return rows[0]?.pid ?? 0
  })
  // Nobody may be in a database that is copied, ourselves included.
  const elsewhere = new URL(database.superUrl ?? '')
  elsewhere.pathname = '/postgres'
  await asSuperuser(elsewhere.href, (client) =>
    client.query(`create database ${COPY} template alongside owner alongside strategy file_copy`),
  )
  const of = (url: string) => {
    const copy = new URL(url)
    copy.pathname = `/${COPY}`
    return copy.href
  }
  return {
    superUrl: of(database.superUrl ?? ''),
    adminUrl: of(database.adminUrl),
    appUrl: of(database.appUrl),
    postgresPid,
  }
}

/** One connection as superuser, for what `work` does with it. */
export async function asSuperuser<T>(url: string | undefined, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
