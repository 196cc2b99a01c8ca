import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import type { DocumentNode } from 'graphql'
import { graphql, print, type GraphQLSchema } from 'graphql'
import { inject } from 'vitest'
import { transact } from '../api/app/commands.ts'
import { makeApollo } from '../api/app/graphql.ts'
import { makeHttpServer, type HttpParts } from '../api/app/http.ts'
import { LiveUpdates } from '../api/app/live-updates.ts'
import { contextFor, type Parts } from '../api/app/request.ts'
import { assemble } from '../api/app/serve.ts'
import { viewerOfAccount } from '../api/access/index.ts'
import { thePublic, type Viewer } from '../api/kernel/index.ts'
import { makeLog, standingClock } from '../api/platform/index.ts'
import type { Context, Reader, Table } from '../api/reads/index.ts'
import { atTheEnd } from './at-the-end.ts'

/** An answer as a client gets it. */
export interface Answer<T = Record<string, never>> {
  data: T
  errors?: readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[]
}

/** A network of its own on a database of its own: committed data, real constraints, the real schema. */
export interface House {
  readonly schema: GraphQLSchema
  readonly reader: Reader
  readonly appUrl: string
  /** What the planner knows of the tables. */
  readonly tables: ReadonlyMap<string, Table>
  readonly parts: Parts
  /** The clock the commands see. The database's own now() stands apart. */
  readonly clock: { now(): Date; set(at: Date): void }
  /** Runs an operation as somebody (an account's UUID, a viewer, or null for the public). */
  ask<T = any>(
    who: string | Viewer | null,
    operation: string | DocumentNode,
    variables?: Record<string, unknown>,
  ): Promise<Answer<T>>
  /** Runs a command as somebody, as seeds and command lines do; without an account, as the house. */
  run<T>(who: Viewer | string | null, work: (ctx: Context) => Promise<T>): Promise<T>
  /** Plain SQL as the serving role, doing the house's work. */
  sql<R extends pg.QueryResultRow = any>(text: string, values?: unknown[]): Promise<R[]>
  /** Plain SQL as the superuser: to plant, and to look behind the walls. */
  plant(text: string, values?: unknown[]): Promise<pg.QueryResultRow[]>
  viewer(account: string): Promise<Viewer>
  /** How many statements the last `ask` cost beside the session's own. */
  statements(): readonly string[]
  close(): Promise<void>
}

/** The instant every network starts at: Monday 2 November 2026, 9 o'clock, unless a test says otherwise. */
export const monday = new Date('2026-11-02T09:00:00Z')

/** Makes a house; it is torn down after the file's tests. */
export async function house({ now = new Date() }: { now?: Date } = {}): Promise<House> {
  const { superUrl, appUrl } = inject('cluster')
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const root = new pg.Client({ connectionString: superUrl.replace(/\/alongside$/, '/postgres') })
  await root.connect()
  for (let tries = 0; ; tries++)
    try {
      await root.query(`create database ${name} template alongside`)
      break
    } catch (error) {
      // Somebody else is cloning the template at this very moment.
      if ((error as { code?: string }).code !== '55006' || tries > 50) throw error
      await new Promise((done) => setTimeout(done, 100))
    }
  const on = (url: string) => url.replace(/\/alongside$/, `/${name}`)
  const { parts, schema, reader, tables, close } = await assemble(on(appUrl), 'alongside test')
  const owner = new pg.Pool({ connectionString: on(superUrl), max: 2 })
  owner.on('error', () => undefined)
  const clock = standingClock(now)
  const shared: Parts = { ...parts, clock }
  const query = (text: string, values: unknown[]) => parts.pool.query(text, values)
  const viewer = async (who: Viewer | string | null): Promise<Viewer> =>
    who === null ? thePublic : typeof who === 'string' ? await viewerOfAccount(query, who) : who
  let statements: string[] = []

  const made: House = {
    schema,
    reader,
    appUrl: on(appUrl),
    tables,
    parts: shared,
    clock,
    async ask(who, operation, variables = {}) {
      statements = []
      const context = contextFor(shared, await viewer(who))
      const counted = {
        ...context,
        query: (...[text, values, preparing]: Parameters<typeof context.query>) => (
          statements.push(text),
          context.query(text, values, preparing)
        ),
      }
      const result = await graphql({
        schema,
        source: typeof operation === 'string' ? operation : print(operation),
        variableValues: variables,
        contextValue: counted,
      })
      return JSON.parse(JSON.stringify(result)) as never
    },
    async run(who, work) {
      const by = await viewer(who)
      return transact({ ...shared, viewer: by, ...(by.account === null && { house: true }) }, work)
    },
    async sql(text, values = []) {
      const client = await parts.pool.connect()
      try {
        await client.query(`begin; select set_config('app.viewer', 'house', true)`)
        const { rows } = await client.query(text, values)
        await client.query('commit')
        return rows as never
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    plant: async (text, values = []) => (await owner.query(text, values)).rows,
    viewer,
    statements: () => statements,
    async close() {
      // Tests that have a house each end it themselves; at the end of the file there is nothing left to do.
      if (owner.ending) return
      // A test that failed may hold a connection still; the database goes all the same.
      const ended = owner.end()
      await Promise.race([close(), new Promise((done) => setTimeout(done, 3000))])
      await ended
      await root.query(`drop database if exists ${name} with (force)`)
      await root.end()
    },
  }
  atTheEnd(() => made.close())
  return made
}

/** The house behind HTTP, on a port of its own: cookies, limits, headers and all. */
export async function overHttp(
  at: House,
  {
    production = false,
    builtFolder = '/nowhere',
    times,
    publicUrl = 'http://127.0.0.1',
  }: { production?: boolean; builtFolder?: string; times?: HttpParts['times']; publicUrl?: string } = {},
): Promise<{ url: string; log: string[] }> {
  const log: string[] = []
  const apollo = makeApollo(at.schema, at.reader, { production, log: makeLog((line) => log.push(line)) })
  await apollo.start()
  const live = new LiveUpdates(at.appUrl)
  const server = await makeHttpServer({
    ...at.parts,
    config: { production, publicUrl },
    ...(times ? { times } : {}),
    apollo,
    live,
    builtFolder,
    notReady: async () => undefined,
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  atTheEnd(async () => {
    await live.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, log }
}
