import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode, PlainError } from './plain-error.ts'
import { isPostgresOf, readPostmaster, signal } from './postmaster.ts'
import { canEnter, type PostgresUser } from './postgres-user.ts'

/**
 * The shell that stands between Node and postgres. Its standard input is a pipe from Node: when Node ends, however
 * abruptly, the pipe closes and the watcher stops postgres at once but cleanly (SIGINT, "fast"). It repeats the signal
 * because a postgres that has only just been started still ignores it, as shells make background jobs do.
 */
const KEEPER = `
exec 3<&0
"$@" 3<&- </dev/null &
postgres=$!
( read -r _ <&3; while kill -INT $postgres 2>/dev/null; do sleep 1; done ) </dev/null &
watcher=$!
wait $postgres
code=$?
kill $watcher 2>/dev/null
exit $code
`

/** How to run a program of PostgreSQL on a folder. */
export interface Place {
  readonly user: PostgresUser
  /** Working folder to start in. */
  readonly cwd: string
  /** What to say after -D. */
  readonly pgdata: string
}

/**
 * Where the user may not walk to the folder (below root's home, for instance), we take it there: the working folder is
 * set before the user is changed, and `/proc/self/cwd` leads each process of postgres back to it without a walk.
 */
export function placeOf(user: PostgresUser, cluster: string): Place {
  const direct = user.uid === undefined || canEnter(user, cluster)
  return direct ? { user, cwd: cluster, pgdata: cluster } : { user, cwd: cluster, pgdata: '/proc/self/cwd' }
}

/** A postgres that is ready for connections, and its end. */
export interface PostgresProcess {
  readonly port: number
  /** Resolves when the process has ended, asked or not. */
  readonly ended: Promise<void>
  /** Stops it: fast (clients are cut, nothing is lost), after 10 s immediate, after 15 s killed. */
  stop(): Promise<void>
}

/** The server did not come up; `retry` says whether trying again may help. */
export class PostgresDidNotStart extends PlainError {
  readonly retry: 'same port taken' | 'still stopping' | 'no'
  constructor(message: string, retry: PostgresDidNotStart['retry']) {
    super(message)
    this.retry = retry
  }
}

/**
 * Starts one postgres under the keeper and waits until it says it is ready.
 *
 * @param options.port on 127.0.0.1; 0 chooses a free one
 * @param options.settings given as `-c name=value`
 * @param options.logFile postgres's own words, appended; moved aside (`.1`) above 5 MB
 * @param options.onRecovery called once if it is still recovering from a crash after 2 s
 * @throws PostgresDidNotStart
 */
export async function runPostgres(options: {
  binary: string
  cluster: string
  user: PostgresUser
  port: number
  settings: Readonly<Record<string, string>>
  logFile: string
  onRecovery?: () => void
}): Promise<PostgresProcess> {
  const { cluster, logFile } = options
  const port = options.port || (await freePort())
  const place = placeOf(options.user, cluster)
  const settings = Object.entries({ ...options.settings, port: String(port) }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  const before = readPostmaster(cluster)?.text
  const log = openLog(logFile)
  const logStart = fstatSync(log).size
  const child = spawn('/bin/sh', ['-c', KEEPER, 'keeper', options.binary, '-D', place.pgdata, ...settings], {
    ...place.user,
    cwd: place.cwd,
    detached: true, // a process group of its own: Ctrl-C in the terminal must reach us first, not postgres
    stdio: ['pipe', log, log],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  })
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  child.stdin?.on('error', () => undefined) // closing a pipe nobody reads any more
  const stop = () => stopChild(child, ended, cluster)
  await waitUntilReady()
  return { port, ended, stop }

  async function waitUntilReady(): Promise<void> {
    let over = false
    void ended.then(() => (over = true))
    const started = performance.now()
    let told = false
    for (;;) {
      const now = readPostmaster(cluster)
      if (now?.ready && now.text !== before && now.port === port) return
      if (over) throw whyNot(readFileSync(logFile).subarray(logStart).toString('utf8'), logFile)
      if (!told && performance.now() - started > 2000) {
        told = true
        options.onRecovery?.()
      }
      if (performance.now() - started > 300_000) {
        await stop()
        throw new PostgresDidNotStart(`The database was not ready after 5 minutes; see ${logFile}.`, 'no')
      }
      await sleep(5)
    }
  }
}

async function stopChild(child: ChildProcess, ended: Promise<void>, cluster: string): Promise<void> {
  const pid = readPostmaster(cluster)?.pid
  const harder = (name: NodeJS.Signals) => () => {
    if (pid !== undefined && isPostgresOf(cluster, pid) === 'yes') signal(pid, name)
  }
  const timers = [setTimeout(harder('SIGQUIT'), 10_000), setTimeout(harder('SIGKILL'), 15_000)]
  child.stdin?.destroy()
  await ended
  timers.forEach(clearTimeout)
}

/** A TCP port of 127.0.0.1 that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) renameSync(file, `${file}.1`)
  try {
    return openSync(file, 'a', 0o600)
  } catch (error) {
    if (errorCode(error) !== 'EACCES') throw error
    renameSync(file, `${file}.1`) // written by root at an earlier start
    return openSync(file, 'a', 0o600)
  }
}

function whyNot(said: string, logFile: string): PostgresDidNotStart {
  if (/could not bind|could not create any TCP\/IP sockets/.test(said))
    return new PostgresDidNotStart('The port chosen for the database was taken meanwhile.', 'same port taken')
  if (/pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(said))
    return new PostgresDidNotStart('An earlier database server is still stopping.', 'still stopping')
  const fatal = said.split('\n').filter((line) => /FATAL|PANIC|error|cannot|denied/.test(line))
  const words = fatal.at(-1)?.replace(/^.*?(FATAL|PANIC): */, '') ?? 'it said nothing'
  return new PostgresDidNotStart(`The database did not start: ${words} (more in ${logFile})`, 'no')
}
