import type { AddressInfo } from 'node:net'
import { HeadFolder, sealEvery } from '../audit/index.ts'
import { thePublic } from '../kernel/index.ts'
import {
  assertServingRole,
  errorCode,
  makeLog,
  makeMailer,
  makePool,
  onShutdown,
  openDatabase,
  PlainError,
  readConfig,
  systemClock,
} from '../platform/index.ts'
import { tablesOf } from '../reads/index.ts'
import { makeApollo } from './graphql.ts'
import { makeHttpServer } from './http.ts'
import { installationOf } from './installation.ts'
import { LiveUpdates } from './live-updates.ts'
import { makeOrm, migrate } from './orm.ts'
import { Outbox } from './outbox.ts'
import type { Parts } from './request.ts'
import { everyMinute } from './scheduler.ts'
import { servedSchema } from './schema.ts'
import { assertWalls } from './walls/raise-walls.ts'
import { jobHandlers } from './slices.ts'

/** Everything a command line or the server needs once the database is up. `builtFolder` is where the bundle lies. */
export async function assemble(appUrl: string, applicationName: string, { max = 10, statementTimeout = 5000 } = {}) {
  const pool = makePool(appUrl, { applicationName, max, statementTimeout })
  const readPool = makePool(appUrl, { applicationName, max, statementTimeout, plansForAnyValues: true })
  const orm = await makeOrm(pool)
  const tables = tablesOf(orm.getMetadata().getAll().values() as never)
  const { schema, grants, reader } = await servedSchema(tables)
  const parts: Parts = { pool, readPool, em: orm.em, grants, clock: systemClock }
  return {
    parts,
    schema,
    reader,
    tables,
    close: async () => {
      await orm.close(true)
      if (!readPool.ended) await readPool.end()
      if (!pool.ended) await pool.end()
    },
  }
}

/** `npm start` (`builtFolder` holds `web/` and `web-server/`, built): database, migrations, demo network where there is nobody yet, then portal and API on one port. */
export async function serve(say: (line: string) => void, builtFolder: string): Promise<void> {
  const started = performance.now()
  const config = readConfig()
  const log = makeLog()
  const database = await openDatabase(config, {
    purpose: 'serve',
    command: 'npm start',
    onProgress: say,
    onEvent: (event, detail) => log.warn(`database ${event}`, { detail }),
  })
  onShutdown('database', () => database.stop(), { always: true })
  const ran = await migrate(database.adminUrl)
  if (ran.length > 0) say(`Database brought up to date: ${ran.length} migrations.`)
  await assertServingRole(database.appUrl)
  await assertWalls(database.appUrl)
  const { parts, schema, reader, close } = await assemble(database.appUrl, 'alongside')
  onShutdown('connections', close)
  // Closed after the server and before the connections: what the last requests wrote is sealed too.
  onShutdown(
    'audit',
    sealEvery({
      run: (text, values) => parts.pool.query(text, values),
      heads: new HeadFolder(config.dataFolder),
      log,
    }),
  )

  if (config.production) await mustBeReal(parts, say)
  // By dynamic import and never in production: the seeds are no part of a serving installation.
  const signIns = config.production ? [] : await (await import('./demo.ts')).loadDemo(parts, say)

  const apollo = makeApollo(schema, reader, { production: config.production, readsParsed: config.readsParsed, log })
  await apollo.start()
  const live = new LiveUpdates(database.appUrl)
  onShutdown('live updates', () => live.close())
  const server = await makeHttpServer({
    ...parts,
    config,
    apollo,
    live,
    builtFolder,
    notReady: async () => {
      try {
        await parts.pool.query('select 1')
        return undefined
      } catch {
        return 'the database is away'
      }
    },
  })
  await listening(server, config.port, config.host)
  const url = `http://${config.host}:${(server.address() as AddressInfo).port}`
  database.announce(url)
  onShutdown('server', async () => {
    server.closeIdleConnections()
    await Promise.race([
      new Promise((done) => server.close(done)),
      live.close().then(() => new Promise((done) => setTimeout(done, 3000))),
    ])
    server.closeAllConnections()
  })
  const asTheHouse = { ...parts, viewer: thePublic }
  const stopJobs = everyMinute(asTheHouse, log)
  onShutdown('jobs', stopJobs)
  const outside = { mailer: makeMailer(config), publicUrl: config.publicUrl }
  const outbox = new Outbox({ ...asTheHouse, handlers: jobHandlers, outside, log })
  outbox.start()
  onShutdown('outbox', () => outbox.stop())

  say(`Ready in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  say('')
  say(`  Portal   ${url}/`)
  say(`  GraphQL  ${url}/graphql`)
  if (signIns.length > 0) {
    say('')
    say('  Sign in as')
    for (const { role, email, password } of signIns) {
      const name = role.toLowerCase().replaceAll('_', ' ').replace('co ordinator', 'co-ordinator')
      say(`    ${name.padEnd(24)} ${email.padEnd(40)} ${password}`)
    }
  }
  say('')
}

/** In production the demo's people must not be there, since the whole world knows their password. */
async function mustBeReal(parts: Parts, say: (line: string) => void): Promise<void> {
  const { demo, accounts } = await installationOf(parts.pool)
  if (demo)
    throw new PlainError(
      'This database holds the demo network, whose sign-ins everybody knows. Production does not serve it: set ALONGSIDE_DATA (or DATABASE_URL) to a new place.',
    )
  if (!accounts)
    say('Nobody can sign in yet. Make the first administrator: npm run admin -- create --email ADDRESS --name NAME')
}

async function listening(server: import('node:http').Server, port: number, host: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE')
      throw new PlainError(
        `Port ${port} is taken by another program. Stop that one, or choose another: PORT=4001 npm start`,
      )
    if (errorCode(error) === 'EACCES')
      throw new PlainError(`This user may not open port ${port}. Choose one above 1023: PORT=4000 npm start`)
    throw error
  }
}
