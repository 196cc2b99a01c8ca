import { existsSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { exampleSheet, readVolunteerSheet } from '../interop/core/index.ts'
import {
  counts,
  exampleSkills,
  homeForImport,
  importer,
  importToUndo,
  importVolunteers,
  networkSkills,
  readSheetFile,
  reportLines,
  undoLines,
  undoVolunteerImport,
} from '../interop/index.ts'
import { clean, thePublic, type Viewer } from '../kernel/index.ts'
import {
  errorFields,
  makePool,
  onShutdown,
  openDatabase,
  PlainError,
  readConfig,
  systemClock,
} from '../platform/index.ts'
import { GrantBook, type Context } from '../reads/index.ts'
import { codeOf, transact } from './commands.ts'
import { makeOrm, migrate } from './orm.ts'
import type { Parts } from './request.ts'
import { grants, operations } from './slices.ts'

export const volunteersUsage = `npm run import -- volunteers FILE.csv [--dry-run] [--organisation NAME] [--locality NAME] [--source NAME]
  A co-ordinator's sheet of volunteers, saved as CSV. --dry-run says what would happen and changes nothing; --source is
  what the sheet is called in the record (default: the file's name).
npm run import -- volunteers --example [FILE.csv]
  Prints a sheet to copy from, or writes it to a new file.
npm run import -- volunteers --undo RUN [--dry-run]
  Takes an import back; RUN is the id its report gave.`

type Say = (line: string) => void
type Database = Pick<Parts, 'em' | 'grants' | 'clock'>
interface Options {
  readonly dryRun: boolean
  readonly organisation: string | null
  readonly locality: string | null
  readonly source: string
}

/** `npm run import -- volunteers`. @returns the exit code: 1 when nothing was imported because of the sheet */
export async function importVolunteersCommand(args: readonly string[], say: Say): Promise<number> {
  const { values, positionals } = read(args)
  const dryRun = values['dry-run'] === true
  const [file, ...more] = positionals
  if (more.length > 0) throw new PlainError(`Say one file.\n${volunteersUsage}`)
  if (values.example) return example(file, say)
  if (values.undo !== undefined) {
    if (file) throw new PlainError(`--undo takes the id of an import and no file.\n${volunteersUsage}`)
    return undoRun(await open(say), values.undo, dryRun, say)
  }
  if (!file) throw new PlainError(`Say which file.\n${volunteersUsage}`)
  const path = fromWhereTyped(file)
  // Before the database is even opened: what cannot be read changes nothing.
  const bytes = await readSheetFile(path)
  const options = {
    dryRun,
    organisation: said(values.organisation, 'organisation'),
    locality: said(values.locality, 'locality'),
    source: said(values.source, 'source') ?? said(basename(path), 'source') ?? path,
  }
  return importSheet(await open(say), bytes, options, say)
}

/** Reads a sheet into the network and says what became of it. @returns the exit code */
export async function importSheet(at: Database, bytes: Uint8Array, options: Options, say: Say): Promise<number> {
  const { home, skills, today } = await act(at, thePublic, async (ctx) => ({
    home: await homeForImport(ctx, options),
    skills: await networkSkills(ctx),
    today: ctx.today,
  }))
  const sheet = readVolunteerSheet(bytes, { skills, today })
  say(`${options.source}: ${sheet.rows} rows, for ${home.organisation}, in ${home.locality}.`)
  say('')
  let told = performance.now()
  const onProgress = (done: number, of: number) => {
    if (performance.now() - told < 3000) return
    told = performance.now()
    say(`${done} of ${of} rows…`)
  }
  const input = { organisationId: home.organisationId, localityId: home.localityId, source: options.source, onProgress }
  const report = await act(at, importer(home.organisationId), (ctx) => importVolunteers(ctx, sheet, input), options)
  const lines = reportLines(report, options)
  const last = lines.pop() ?? ''
  for (const line of lines) say(line)
  const { new: made, changed } = counts(report)
  if (report.runId && !options.dryRun && made + changed > 0) {
    say(`This import is ${report.runId}. To take it back: npm run import -- volunteers --undo ${report.runId}`)
    say('')
  }
  say(last)
  return report.problems.length > 0 ? 1 : 0
}

/** Takes an import back and says what stays. @returns the exit code */
export async function undoRun(at: Database, run: string, dryRun: boolean, say: Say): Promise<number> {
  const found = await act(at, thePublic, (ctx) => importToUndo(ctx, run))
  const report = await act(at, importer(found.organisationId), (ctx) => undoVolunteerImport(ctx, found), { dryRun })
  for (const line of undoLines(report, { dryRun })) say(line)
  return 0
}

/** The work of a dry run is done in full, so that it says exactly what would happen, and then rolled back. */
class RolledBack<T> extends Error {
  constructor(readonly value: T) {
    super('rolled back')
  }
}

async function act<T>(
  { em, grants: book, clock }: Database,
  viewer: Viewer,
  work: (ctx: Context) => Promise<T>,
  { dryRun = false } = {},
): Promise<T> {
  try {
    return await transact({ em, grants: book, clock, viewer, house: true }, async (ctx) => {
      const value = await work(ctx)
      if (!dryRun) return value
      await ctx.em.flush()
      throw new RolledBack(value)
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.value as T
    if (error instanceof PlainError) throw error
    throw inWords(error)
  }
}

/** Faults in words without values: what a database dislikes it quotes, and that may be somebody's address. */
function inWords(error: unknown): PlainError {
  const fault = error as { extensions?: { code?: string; problems?: { field: string; code: string }[] } }
  const of = fault.extensions?.problems?.map(({ field, code }) => `${field} (${code})`).join(', ')
  if (fault.extensions?.code === 'CONFLICT' || codeOf(error) === '55P03' || codeOf(error) === '57014')
    return new PlainError('Somebody else is changing volunteers at this moment. Nothing was changed; try again.')
  const { error: name, code, at } = errorFields(error)
  return new PlainError(
    `Nothing was changed: a fault of ours (${of ?? [name, fault.extensions?.code ?? codeOf(error) ?? code, at].filter(Boolean).join(', ')}).`,
  )
}

/** Opens the database (the server's, if it runs) and brings it up to date. */
async function open(say: Say): Promise<Database> {
  const command = 'npm run import -- volunteers'
  const database = await openDatabase(readConfig(), { purpose: 'command', command, onProgress: say })
  onShutdown('database', () => database.stop(), { always: true })
  await migrate(database.adminUrl)
  const pool = makePool(database.appUrl, {
    applicationName: 'alongside import',
    max: 2,
    statementTimeout: 60_000,
    lockTimeout: 20_000,
  })
  const orm = await makeOrm(pool)
  onShutdown('connections', async () => {
    await orm.close(true)
    if (!pool.ended) await pool.end()
  })
  return { em: orm.em, grants: new GrantBook(grants, operations), clock: systemClock }
}

function example(file: string | undefined, say: Say): number {
  const sheet = exampleSheet(exampleSkills)
  if (!file) {
    // Without the mark that tells spreadsheet programs of UTF-8: nobody wants it on a screen.
    for (const line of sheet
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n'))
      say(line)
    return 0
  }
  const path = fromWhereTyped(file)
  if (existsSync(path)) throw new PlainError(`${path} is there already. Give the name of a new file.`)
  try {
    writeFileSync(path, sheet, { flag: 'wx' })
  } catch (error) {
    throw new PlainError(`${path} cannot be written (${(error as { code?: string }).code ?? 'unknown reason'}).`)
  }
  say(`Written: ${path}`)
  return 0
}

/** npm runs us in the project's folder; what a person types is meant from where they are. */
const fromWhereTyped = (path: string) => resolve(process.env['INIT_CWD'] ?? '.', path)

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        organisation: { type: 'string' },
        locality: { type: 'string' },
        source: { type: 'string' },
        undo: { type: 'string' },
        example: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${volunteersUsage}`)
  }
}

/** A name given on the command line: a line of text that can be stored. */
function said(text: string | undefined, option: string): string | null {
  if (text === undefined) return null
  const name = clean(text, 200)
  if (!name.ok || /\n/.test(name.value)) throw new PlainError(`--${option} must be one line of text.`)
  return name.value
}
