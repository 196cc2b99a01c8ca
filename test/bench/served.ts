import { copyFileSync, mkdirSync } from 'node:fs'
import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openSession } from '../../api/access/index.ts'
import { makeApollo } from '../../api/app/graphql.ts'
import { makeHttpServer } from '../../api/app/http.ts'
import { LiveUpdates } from '../../api/app/live-updates.ts'
import { assemble } from '../../api/app/serve.ts'
import { makeLog, onShutdown, projectRoot } from '../../api/platform/index.ts'
import { listOfOperations } from './portal-operations.ts'

/** The API behind HTTP in this process, so that what it does can be timed from inside. */
export interface Served {
  /** Signs an account in without its password. @returns the cookie to send */
  signIn(account: string): Promise<string>
  /** One operation over HTTP. @throws Error for anything but data */
  ask(document: string, variables: unknown, cookie?: string): Promise<Asked>
  close(): Promise<void>
}

/** What an operation answered and where the time went, in milliseconds. */
export interface Asked {
  readonly data: any
  /** Sent until the answer was read. */
  readonly roundTrip: number
  /** The request's arrival until the answer was handed to the system. */
  readonly server: number
  /** Of that, waiting for PostgreSQL's rows, the session's statement included. */
  readonly sql: number
  readonly statements: number
  /** The answer's bytes. */
  readonly bytes: number
}

/** A folder like the built one of which the server needs the list alone: production runs no other operations. */
function withTheList(): string {
  const folder = join(projectRoot(), '.build', 'bench-portal')
  mkdirSync(join(folder, 'web-server'), { recursive: true })
  copyFileSync(listOfOperations(), join(folder, 'web-server', 'persisted-documents.json'))
  return folder
}

/** Serves a migrated database on a free port of 127.0.0.1, as `serve` does, with nothing else beside it. */
export async function serveHere(appUrl: string): Promise<Served> {
  const { parts, schema, reader, close } = await assemble(appUrl, 'alongside bench')
  const spent = { sql: 0, statements: 0, server: 0 }
  // Statements that run at the same time are waited for once.
  let running = 0
  let since = 0
  const plain = parts.pool.query.bind(parts.pool) as (text: string, values: unknown[]) => Promise<unknown>
  for (const pool of [parts.pool, parts.readPool]) {
    const query = pool.query.bind(pool) as (...statement: unknown[]) => Promise<unknown>
    const timed = async (...statement: unknown[]) => {
      if (running++ === 0) since = performance.now()
      try {
        return await query(...statement)
      } finally {
        if (--running === 0) spent.sql += performance.now() - since
        spent.statements++
      }
    }
    Object.assign(pool, { query: timed })
  }

  const apollo = makeApollo(schema, reader, { production: true, log: makeLog() })
  await apollo.start()
  const live = new LiveUpdates(appUrl)
  const server = await makeHttpServer({
    ...parts,
    config: { production: true, publicUrl: 'http://127.0.0.1' },
    apollo,
    live,
    builtFolder: withTheList(),
    notReady: async () => undefined,
  })
  let finished = Promise.resolve()
  server.prependListener('request', (_request, response) => {
    const started = performance.now()
    finished = new Promise((resolve) =>
      response.once('finish', () => {
        spent.server = performance.now() - started
        resolve()
      }),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const agent = new Agent({ keepAlive: true })

  const forget = onShutdown('server', stop)
  async function stop() {
    agent.destroy()
    await live.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    await apollo.stop()
    await close()
  }
  return {
    async signIn(account) {
      const query = (text: string, values: unknown[]) =>
        plain(text, values) as Promise<{ rows: Record<string, unknown>[] }>
      return `sid=${(await openSession(query, account, false)).token}`
    },
    async ask(document, variables, cookie) {
      Object.assign(spent, { sql: 0, statements: 0 })
      const started = performance.now()
      const text = await post(`${url}/graphql`, { query: document, variables }, { agent, cookie })
      const roundTrip = performance.now() - started
      await finished
      const answer = JSON.parse(text) as { data?: unknown; errors?: unknown }
      if (answer.errors || !answer.data) throw new Error(`The API answered ${text.slice(0, 500)}`)
      return { data: answer.data, roundTrip, ...spent, bytes: Buffer.byteLength(text) }
    },
    async close() {
      forget()
      await stop()
    },
  }
}

/** Posts JSON as the portal does and reads the answer's text. */
export const post = (
  url: string,
  body: unknown,
  { agent, cookie }: { agent: Agent; cookie?: string | undefined },
): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-alongside': 'portal', ...(cookie && { cookie }) }
    const asking = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      response.on('error', reject)
    })
    asking.on('error', reject)
    asking.end(JSON.stringify(body))
  })
