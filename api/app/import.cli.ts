import { basename, extname } from 'node:path'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { FeedRefused, PostcodeFileRefused } from '../interop/core/index.ts'
import {
  fetchFeed,
  importOruk,
  importPostcodes,
  orukLines,
  postcodeLines,
  readFeedFile,
  readOruk,
  streamTextFile,
} from '../interop/index.ts'
import { clean, thePublic } from '../kernel/index.ts'
import {
  makePool,
  onShutdown,
  openDatabase,
  PlainError,
  readConfig,
  systemClock,
  type Config,
} from '../platform/index.ts'
import { GrantBook, type Context } from '../reads/index.ts'
import { transact } from './commands.ts'
import { importVolunteersCommand, volunteersUsage } from './import-volunteers.cli.ts'
import { makeOrm, migrate } from './orm.ts'
import { grants, operations } from './slices.ts'

const usage = `npm run import -- oruk FILE|URL [--source NAME] [--publisher NAME] [--licence TEXT] [--retire]
  Services of an Open Referral UK feed, version 1 or 3. --source says whose they are (default: the file's name, or the
  address's host and path); services it no longer names retire, but more than a fifth at once only with --retire.
npm run import -- postcodes FILE
  Where postcodes lie: ONSPD, NSPL or Code-Point Open, as CSV.
${volunteersUsage}`

type Say = (line: string) => void

/** `npm run import`: other people's files into the network, each in one transaction, whether the server runs or not. */
export async function importCommand(args: readonly string[], say: Say): Promise<number> {
  const [what, ...rest] = args
  // An import makes much that lives for a moment. Left alone, V8 answers with a larger and larger nursery: 100 MB more.
  setFlagsFromString('--semi-space-growth-factor=1')
  try {
    if (what === 'oruk') return await importOrukCommand(rest, say)
    if (what === 'postcodes') return await importPostcodesCommand(rest, say)
    if (what === 'volunteers') return await importVolunteersCommand(rest, say)
  } catch (error) {
    if (error instanceof FeedRefused || error instanceof PostcodeFileRefused)
      throw new PlainError(`${error.message} Nothing was changed.`)
    throw error
  }
  say(usage)
  return 2
}

async function importOrukCommand(args: readonly string[], say: Say): Promise<number> {
  const { values, positionals } = read(args, {
    source: { type: 'string' },
    publisher: { type: 'string' },
    licence: { type: 'string' },
    retire: { type: 'boolean' },
  })
  const [where, ...more] = positionals
  if (!where || more.length > 0) throw new PlainError(`Say one file or address.\n${usage}`)
  const config = readConfig()
  const isAddress = /^[a-z][a-z\d+.-]*:\/\//i.test(where)
  const name = said(values.source, 'source') ?? nameOf(where, isAddress)
  const publisher = said(values.publisher, 'publisher')
  const licence = said(values.licence, 'licence')

  // Read whole before the database is even opened: what cannot be read changes nothing.
  const { json, isComplete } = isAddress
    ? await fetchFeed(where, { allowed: allowedHosts(config), onProgress: say })
    : { json: await readFeedFile(where), isComplete: undefined }
  const feed = readOruk(json, { publisher, isComplete })
  const report = await inDatabase(config, 'npm run import -- oruk', say, (ctx) =>
    importOruk(ctx, feed, {
      source: { name, publisher, licence, url: isAddress ? where : null },
      retire: values.retire === true,
    }),
  )
  for (const line of orukLines(report)) say(line)
  return 0
}

async function importPostcodesCommand(args: readonly string[], say: Say): Promise<number> {
  const { positionals } = read(args, {})
  const [path, ...more] = positionals
  if (!path || more.length > 0) throw new PlainError(`Say one file.\n${usage}`)
  const text = await streamTextFile(path)
  let told = performance.now()
  const report = await inDatabase(readConfig(), 'npm run import -- postcodes', say, (ctx) =>
    importPostcodes(ctx, text as AsyncIterable<string>, basename(path, extname(path)), (done) => {
      if (performance.now() - told < 5000) return
      told = performance.now()
      say(`${done.toLocaleString('en-GB')} lines…`)
    }),
  )
  for (const line of postcodeLines(report)) say(line)
  return 0
}

/** Opens the database (the server's, if it runs), brings it up to date, and does the work as one transaction. */
async function inDatabase<T>(
  config: Config,
  command: string,
  say: Say,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, { purpose: 'command', command, onProgress: say })
  onShutdown('database', () => database.stop(), { always: true })
  await migrate(database.adminUrl)
  // No schema and no server: an import is to be small (`assemble` of serve.ts loads both).
  const pool = makePool(database.appUrl, { applicationName: 'alongside import', max: 2, statementTimeout: 0 })
  const orm = await makeOrm(pool)
  onShutdown('connections', async () => {
    await orm.close(true)
    if (!pool.ended) await pool.end()
  })
  const parts = { em: orm.em, grants: new GrantBook(grants, operations), clock: systemClock }
  return transact({ ...parts, viewer: thePublic, house: true }, work)
}

function read<O extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options: options as O & {}, allowPositionals: true })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
}

/** A name given on the command line: a line of text that can be stored. */
function said(text: string | undefined, option: string): string | null {
  if (text === undefined) return null
  const name = clean(text, 200)
  if (!name.ok || /\n/.test(name.value)) throw new PlainError(`--${option} must be one line of text.`)
  return name.value
}

function nameOf(where: string, isAddress: boolean): string {
  if (!isAddress) return basename(where)
  const url = new URL(where)
  return `${url.host}${url.pathname.replace(/\/+$/, '')}`
}

/** `ALONGSIDE_IMPORT_ALLOW=host:port,…`: addresses that tests may import from. Never in production. */
function allowedHosts(config: Config): string[] {
  const text = process.env['ALONGSIDE_IMPORT_ALLOW']?.trim()
  if (!text) return []
  if (config.production) throw new PlainError('ALONGSIDE_IMPORT_ALLOW is for tests: unset it in production.')
  return text.split(',').map((host) => host.trim())
}
