import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { execute, getOperationAST, parse, specifiedRules, validate, type DocumentNode } from 'graphql'
import { viewerOfAccount } from '../access/index.ts'
import { roles, thePublic, type Role, type Viewer } from '../kernel/index.ts'
import { onShutdown, openDatabase, PlainError, readConfig } from '../platform/index.ts'
import { allViews, rowOf, type Explained, type Operation } from '../reads/index.ts'
import { costOf } from './cost.ts'
import { limits } from './graphql.ts'
import { contextFor, type Parts } from './request.ts'
import { assemble } from './serve.ts'

const usage = `npm run explain -- OPERATION.graphql --as ROLE [--variables JSON] [--email ADDRESS] [--timed]
  How an operation is read: whether it goes out unparsed (RAW) or through graphql-js (EXEC), the statements, what the
  viewer's grants ask of each type in it, and PostgreSQL's own plan (--timed runs it). ROLE is one of
  ${roles.join(', ')}, PUBLIC; --email names the account where several hold the role.`

/** `npm run explain`: the statements of an operation, and why each row may be in them. */
export async function explain(args: readonly string[], say: (line: string) => void): Promise<number> {
  const options = readOptions(args)
  const text = await readFile(options.file, 'utf8').catch(() => {
    throw new PlainError(`There is no file ${options.file} to read.\n${usage}`)
  })
  const document = parsed(text, options.file)
  const operation = getOperationAST(document)
  if (!operation) throw new PlainError(`${options.file} must hold exactly one operation.`)

  const database = await openDatabase(readConfig(), { purpose: 'command', command: 'npm run explain', onProgress: say })
  onShutdown('database', () => database.stop(), { always: true })
  const { parts, schema, reader, close } = await assemble(database.appUrl, 'alongside explain', { max: 2 })
  onShutdown('connections', close)
  const problems = validate(schema, document, specifiedRules)
  if (problems.length > 0) throw new PlainError(problems.map((problem) => problem.message).join('\n'))
  const viewer = await viewerFor(parts, options)

  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === 'FragmentDefinition' ? [[each.name.value, each] as const] : [],
    ),
  )
  say(`cost       ${costOf(schema, operation, fragments, options.variables)} of ${limits.cost} rows at most`)
  const asked = { schema, document, operation, variables: options.variables }
  const statements = operation.operation === 'query' ? reader.explain(asked, contextFor(parts, viewer)) : undefined
  say(`path       ${statements ? 'RAW: one statement, passed on unparsed' : 'EXEC: through graphql-js'}`)
  const sent: Explained[] = statements ? [statements] : await sentBy(asked, parts, viewer)
  for (const [i, statement] of sent.entries()) {
    say(`\nstatement ${i + 1}\n${layOut(statement.text)}\n`)
    statement.values.forEach((value, n) => say(`  $${n + 1} = ${JSON.stringify(value)}`))
    if (statement.reasons.length > 0) {
      say('\nwritten down for each person shown (audit_read), with one of')
      for (const { as, role, because } of statement.reasons) say(`  ${as}: ${role}, ${because}`)
    }
    say("\nPostgreSQL's plan")
    await inVain(parts, async (query) => {
      const how = options.isTimed ? 'explain (analyze, buffers, costs off)' : 'explain (costs off)'
      for (const row of (await query(`${how} ${statement.text}`, statement.values)).rows)
        say(`  ${String(row['QUERY PLAN'])}`)
    })
  }
  say('\ngrants of this viewer')
  for (const type of typesIn(sent.map(({ text: each }) => each).join(' '))) {
    const ways = parts.grants.ways(type, 'READ', rowOf('row'), viewer)
    if (ways.length === 0) say(`  ${type}: none, so no rows`)
    for (const { grant } of ways) say(`  ${type}: ${grant.to} by ${grant.when.name}, ${grant.because}`)
  }
  return 0
}

interface Options {
  readonly file: string
  readonly role: Role | 'PUBLIC'
  readonly email?: string
  readonly variables: Record<string, unknown>
  readonly isTimed: boolean
}

function readOptions(args: readonly string[]): Options {
  let read
  try {
    read = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        as: { type: 'string' },
        variables: { type: 'string' },
        email: { type: 'string' },
        timed: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
  const { values, positionals } = read
  const role = [...roles, 'PUBLIC' as const].find((one) => one === values.as?.toUpperCase().replaceAll('-', '_'))
  const [file] = positionals
  if (!file || !role) throw new PlainError(usage)
  try {
    const variables = JSON.parse(values.variables ?? '{}') as Record<string, unknown>
    return { file, role, variables, isTimed: values.timed ?? false, ...(values.email && { email: values.email }) }
  } catch {
    throw new PlainError(`--variables must be JSON, such as '{"first": 20}'.`)
  }
}

function parsed(text: string, file: string): DocumentNode {
  try {
    return parse(text, { maxTokens: limits.tokens })
  } catch (error) {
    throw new PlainError(`${file}: ${(error as Error).message}`)
  }
}

async function viewerFor({ pool }: Parts, { role, email }: Options): Promise<Viewer> {
  if (role === 'PUBLIC') return thePublic
  const { rows } = await pool.query<{ id: string | null }>(
    // As the house: who signs in is nobody's to see who has not.
    `with viewer as materialized (select set_config('app.viewer', 'house', true) as told)
     select (select a.id from account a join membership m on m.account_id = a.id and m.ended_at is null
      where m.role = $1 and a.suspended_at is null and ($2::text is null or a.email = $2) order by a.email limit 1) as id
      from viewer where told is not null`,
    [role, email ?? null],
  )
  if (!rows[0]?.id) throw new PlainError(`Nobody${email ? ` with that e-mail` : ''} holds the role ${role} here.`)
  return viewerOfAccount((text, values) => pool.query(text, values), rows[0].id)
}

/** The statements of an operation that graphql-js carries out: those it sends, run and taken back. */
async function sentBy({ schema, document, variables }: Operation, parts: Parts, viewer: Viewer): Promise<Explained[]> {
  const sent: Explained[] = []
  await inVain(parts, async (query) => {
    const context = {
      ...contextFor(parts, viewer),
      query: (text: string, values: unknown[]) => {
        sent.push({ text, values, reasons: [] })
        return query(text, values)
      },
    }
    await execute({ schema, document, variableValues: variables, contextValue: context })
  })
  return sent
}

/** Runs statements on one connection and takes back what they wrote. */
async function inVain(
  { pool }: Parts,
  work: (query: (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>) => Promise<void>,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await work((text, values) => client.query(text, values))
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** A statement on lines that follow its sub-selects, so that it can be read. */
function layOut(text: string): string {
  const opened: boolean[] = []
  let depth = 0
  const one = text.replaceAll(/\s+/g, ' ')
  return one.replaceAll(
    /'(?:[^']|'')*'|"[^"]*"|\((?=select )|[()]|\b(?:from|where|union|order by) /g,
    (piece, at: number) => {
      if (piece === '(') {
        const isSelect = one.startsWith('select ', at + 1)
        opened.push(isSelect)
        return isSelect ? `(\n${'  '.repeat(++depth)}` : piece
      }
      if (piece === ')') {
        if (opened.pop()) depth--
        return piece
      }
      // An order or a where within a function's brackets stays on its line.
      return /^['"]/.test(piece) || opened.at(-1) === false ? piece : `\n${'  '.repeat(depth)}${piece}`
    },
  )
}

/** The types of the schema whose tables a statement reads. */
const typesIn = (text: string): string[] =>
  allViews().flatMap(({ type, table }) => (text.includes(`"${table}" t`) ? [type] : []))
