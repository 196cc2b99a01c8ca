import { readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode } from './plain-error.ts'

/** What a running postgres says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
  /** The whole file: a server that can read us the same text is the server of this folder. */
  readonly text: string
}

/** Reads `postmaster.pid` of a cluster folder; undefined if there is none or it is still being written. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let text: string
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid < 2) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready', text }
}

/**
 * Is there a living process of that number? A dead one that nobody has reaped (pid 1 of many containers reaps nothing)
 * still answers `kill -0`, so we look at its state too.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) !== 'ESRCH'
  }
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return true
  }
}

/**
 * Is that process a postgres of this cluster? A pid alone proves nothing: after a restart of a machine or container
 * the number may belong to any program, and postgres would then refuse to start for ever.
 *
 * @returns `no` when there is no such process or it is something else, `unknown` when we may not look
 */
export function isPostgresOf(cluster: string, pid: number): 'yes' | 'no' | 'unknown' {
  if (!isAlive(pid)) return 'no'
  try {
    const program = basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''))
    return program === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster) ? 'yes' : 'no'
  } catch {
    return 'unknown'
  }
}

/** Sends a signal; a process that is gone, or not ours, is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // gone meanwhile
  }
}

/** Waits until a process is gone (true) or the time is over (false). */
export async function isGone(pid: number, milliseconds: number): Promise<boolean> {
  const until = performance.now() + milliseconds
  while (isAlive(pid)) {
    if (performance.now() > until) return false
    await sleep(20)
  }
  return true
}
