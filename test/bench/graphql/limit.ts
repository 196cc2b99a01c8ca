import { createServer, type IncomingMessage } from 'node:http'
import type pg from 'pg'
import { viewerOf } from '../../../api/access/index.ts'
import { decodeNodeId, type Viewer } from '../../../api/kernel/index.ts'
import { makePool, randomToken } from '../../../api/platform/index.ts'
import type { Search } from '../../../api/directory/search-services.ts'
import { works } from './limit-commands.ts'
import { directoryStatement } from './limit-directory.ts'
import { board } from './limit-board.ts'
import type { HandWritten } from './limit-parts.ts'
import { patient } from './limit-patient.ts'
import { bareCommand } from './limit-transaction.ts'
import { week } from './limit-week.ts'

/** The bare server: `node:http` and `pg`, one prepared statement a route, JSON text from the database to the socket.
 *  `BENCH_WALLS=viewer` has each statement say who asks, `audit` also write down who was shown, as the product's do. */
const walls = process.env['BENCH_WALLS'] ?? 'none'
const settings = { applicationName: process.env['BENCH_NAME'] ?? 'limit', max: Number(process.env['BENCH_POOL']) }
const pool = makePool(process.env['BENCH_DATABASE'] ?? '', settings)
/** As the product has them: what is long and the same for everybody is planned once. */
const readPool = makePool(process.env['BENCH_DATABASE'] ?? '', { ...settings, plansForAnyValues: true })

const names = new Map<string, string>()
function nameOf(text: string): string {
  let name = names.get(text)
  if (name === undefined) names.set(text, (name = `s${names.size}`))
  return name
}
/** Runs a statement, prepared under a name of its own on every connection that meets it. */
const runOn =
  (on: pg.Pool) =>
  <R extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<pg.QueryResult<R>> =>
    on.query<R>({ name: nameOf(text), text, values: [...values] })
const run = runOn(pool)
const read = runOn(readPool)

type Variables = Readonly<Record<string, unknown>>

/** What a route does: the statement by hand, its values, and whether somebody may ask for it. */
interface Route {
  readonly read: HandWritten
  readonly role: string
  readonly values: (variables: Variables, viewer: Viewer) => readonly unknown[]
}

/** Organisations and localities in pairs, and organisations: where a co-ordinator looks. */
function placesOf(viewer: Viewer): readonly [string[], string[], string[]] {
  const held = viewer.memberships.filter(({ role }) => role === 'VOLUNTEER_CO_ORDINATOR')
  const pairs = held.flatMap(({ organisation, localities }) => localities.map((l) => [organisation ?? '', l] as const))
  return [pairs.map(([o]) => o), pairs.map(([, l]) => l), held.map(({ organisation }) => organisation ?? '')]
}

const routes: Readonly<Record<string, Route>> = {
  TodayBoard: {
    read: board,
    role: 'VOLUNTEER_CO_ORDINATOR',
    values: ({ today, tasks, offers, visits }, viewer) => [today, ...placesOf(viewer), tasks, offers, visits],
  },
  PersonPage: {
    read: patient,
    role: 'VOLUNTEER_CO_ORDINATOR',
    values: ({ id, tasks }, viewer) => [decodeNodeId(String(id))?.uuid, ...placesOf(viewer), tasks],
  },
  MyWeek: {
    read: week,
    role: 'VOLUNTEER',
    values: ({ from, to, visits, offers }, viewer) => [
      viewer.account,
      viewer.memberships.flatMap(({ volunteer }) => volunteer ?? []),
      from,
      to,
      visits,
      offers,
    ],
  },
}

/** The statement of a route; with walls its last value is the viewer, with the audit request id and operation beside. */
function textOf({ read, role }: Route, values: number): string {
  if (walls === 'none') return `with ${read.ctes} select (${read.json})::text as json`
  const [viewer, request, operation] = [1, 2, 3].map((i) => `$${values + i}`)
  const told = `with viewer as materialized (select set_config('app.viewer', ${viewer}, true) as told),
${read.ctes}`
  if (walls === 'viewer')
    return `${told} select (case when told is not null then ${read.json} end)::text as json from viewer`
  return `${told},
answer as materialized (select (case when told is not null then ${read.json} end)::text as json,
  array(${read.shown ?? 'select null::uuid where false'}) as shown from viewer),
seen as (insert into audit_read (asked_at, request_id, account_id, about_id, about_as, role, because, operation)
  select now(), ${request}, ${viewer}::uuid, person, 'Patient', '${role}', 'by hand', ${operation} from answer, unnest(shown) person on conflict do nothing)
select json from answer`
}

const texts = new Map<string, string>()

async function answer(operation: string, variables: Variables, viewer: Viewer): Promise<string | undefined> {
  if (operation === 'FindHelp') {
    const { text, values } = directoryStatement(variables['search'] as Search, Number(variables['first']))
    return (await run<{ json: string }>(text, values)).rows[0]?.json
  }
  const work = works[operation]
  if (work) return await bareCommand(pool, nameOf, work, operation, variables['input'] as Variables, viewer)
  const route = routes[operation]
  if (!route || !viewer.memberships.some(({ role }) => role === route.role)) return undefined
  const values = route.values(variables, viewer)
  let text = texts.get(operation)
  if (text === undefined) texts.set(operation, (text = textOf(route, values.length)))
  const more = { none: [], viewer: [viewer.account] }[walls] ?? [viewer.account, randomToken(9), operation]
  return (await read<{ json: string }>(text, [...values, ...more])).rows[0]?.json
}

const sessionOf = (cookie: string | undefined) => /(?:^|; *)sid=([^;]+)/.exec(cookie ?? '')?.[1]

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

const server = createServer((request, response) => {
  void (async () => {
    if (request.url === '/ready') return void response.end('ready\n')
    try {
      const variables = JSON.parse(await bodyOf(request)) as Variables
      const viewer = await viewerOf(read, sessionOf(request.headers.cookie), false)
      const json = await answer(request.url?.slice(1) ?? '', variables, viewer)
      if (json === undefined) return void response.writeHead(404).end('{"errors":[]}')
      const body = Buffer.from(`{"data":${json}}\n`)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })()
})
server.listen(Number(process.env['PORT']), '127.0.0.1')
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    server.closeAllConnections()
    server.close(() => void Promise.all([pool.end(), readPool.end()]).then(() => process.exit(0)))
  })
