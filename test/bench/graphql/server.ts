import { spawn, type ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, onShutdown, projectRoot } from '../../../api/platform/index.ts'
import { productEnvironment, stopChild } from '../product.ts'

/** What a server's process has used since it started. */
export interface Used {
  /** Processor time of the process, user and system, milliseconds. */
  readonly processor: number
  /** Statements that requests sent to PostgreSQL while they were counted, the session's, begin and commit among them. */
  readonly statements: number
  /** Bytes. */
  readonly memory: { readonly rss: number; readonly heapUsed: number; readonly external: number }
}

/** A server in a process of its own, answering on a port of 127.0.0.1. */
export interface Server {
  readonly name: string
  readonly port: number
  readonly pid: number
  /** What it has used. `collect`: after collecting its garbage (started with `--expose-gc`). `count`: from now on it counts
   *  the statements of its requests, until it is asked again without. */
  used(how?: { readonly collect?: boolean; readonly count?: boolean }): Promise<Used>
  /** The last it printed. */
  said(): string
  /** Asks it to end as Ctrl-C does, and waits until it has. */
  stop(): Promise<void>
}

/**
 * Starts `node SCRIPT …` from the project's folder with the probe in it, and waits until `/ready` says 200.
 *
 * @param script beneath the project's folder
 * @throws Error with what it said, when it ends before that or takes longer than a minute
 */
export async function startServer(
  name: string,
  script: string,
  { args = [], env = {}, node = [] }: { args?: readonly string[]; env?: Record<string, string>; node?: string[] } = {},
): Promise<Server> {
  const port = await freePort()
  const probe = join(projectRoot(), 'test/bench/graphql/probe.mjs')
  const child = spawn(process.execPath, [...node, '--import', probe, script, ...args], {
    cwd: projectRoot(),
    env: productEnvironment(join(projectRoot(), '.build', 'bench-data'), { PORT: String(port), ...env }),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const forget = onShutdown(name, () => stopChild(child, gone), { always: true })
  let said = ''
  const hear = (chunk: Buffer) => (said = `${said}${chunk.toString('utf8')}`.slice(-4000))
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const started = performance.now()
  while (!(await isReady(port))) {
    if (child.exitCode !== null || child.signalCode !== null || performance.now() - started > 60_000) {
      await stopChild(child, gone)
      forget()
      throw new Error(`${name} did not get ready:\n${said.trim()}`)
    }
    await sleep(50)
  }
  return {
    name,
    port,
    pid: child.pid ?? 0,
    used: (how = {}) => ask(child, how, () => said),
    said: () => said.trim(),
    async stop() {
      forget()
      await stopChild(child, gone)
    },
  }
}

const ask = (child: ChildProcess, how: object, said: () => string): Promise<Used> =>
  new Promise((resolve, reject) => {
    if (!child.connected) return reject(new Error(`A server has ended: ${said().trim()}`))
    child.once('message', (used) => resolve(used as Used))
    child.send(how)
  })

const isReady = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/ready', agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    }).on('error', () => resolve(false))
  })
