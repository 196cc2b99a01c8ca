import { spawn, type ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, onShutdown, projectRoot } from '../../api/platform/index.ts'
import { processorTime } from './processor-time.ts'

/** A running product. Times are milliseconds since its process was started. */
export interface Product {
  readonly url: string
  readonly pid: number
  /** When it said "Ready". */
  readonly saidReadyAfter: number
  /** When `/ready` first answered 200. */
  readonly answeredAfter: number
  /** Processor time by then, its database's included; undefined where that cannot be told. */
  readonly processorTime: number | undefined
  /** Asks it to stop as Ctrl-C does, and waits until it has. */
  stop(): Promise<void>
}

/** The product's variables that whoever runs the benchmarks may have set; none may lead to their own network. */
const OURS = ['DATABASE_URL', 'DATABASE_APP_URL', 'ALONGSIDE_SECRET', 'SMTP_URL', 'MAIL_FROM', 'PUBLIC_URL', 'HOST']

/** The environment of a product on this data folder and nothing else of ours. */
export function productEnvironment(dataFolder: string, more: Readonly<Record<string, string>> = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !OURS.includes(name))
  return { ...Object.fromEntries(inherited), NODE_ENV: '', ALONGSIDE_DATA: dataFolder, ...more }
}

/**
 * `npm start` on a data folder and a free port, without npm. The build must be there already (`run.mjs` sees to it).
 *
 * @param more environment variables: `NODE_ENV: 'production'` leaves the demo network out
 * @throws Error with what it said, when it ends before it is ready or is not ready after two minutes
 */
export async function startProduct(dataFolder: string, more: Readonly<Record<string, string>> = {}): Promise<Product> {
  const port = await freePort()
  const env = productEnvironment(dataFolder, { PORT: String(port), ...more })
  const started = performance.now()
  const since = () => performance.now() - started
  const child = spawn(process.execPath, ['api/run.mjs', 'serve'], { cwd: projectRoot(), env, stdio: 'pipe' })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = () => stopChild(child, gone)
  const forget = onShutdown('product', stop, { always: true })

  let said = ''
  let saidReadyAfter: number | undefined
  const hear = (chunk: Buffer) => {
    said += chunk.toString('utf8')
    if (saidReadyAfter === undefined && /^Ready in /m.test(said)) saidReadyAfter = since()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  let answeredAfter: number | undefined
  while (saidReadyAfter === undefined || answeredAfter === undefined) {
    if (child.exitCode !== null || child.signalCode !== null || since() > 120_000) {
      await stop()
      forget()
      throw new Error(`The product did not start:\n${said.trim()}`)
    }
    if (answeredAfter === undefined && (await statusOf(`http://127.0.0.1:${port}/ready`)) === 200)
      answeredAfter = since()
    else await sleep(5)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    processorTime: processorTime(child.pid ?? 0),
    saidReadyAfter,
    answeredAfter,
    stop: async () => {
      await stop()
      forget()
    },
  }
}

/** Interrupts a child process, and kills it when it has not ended after 20 s. */
export async function stopChild(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(late)
}

/** The status of an answer, undefined where nobody answers. */
const statusOf = (url: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', () => resolve(undefined))
  })
