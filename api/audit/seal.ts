import { errorFields, type Log } from '../platform/index.ts'
import type { Head, HeadFolder } from './heads.ts'

/** One statement on a connection of its own; `Pool.query` is one. */
export type Run = (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/**
 * Seals every row of finished transactions, block by block (migration 0010). Any number of processes may do so at once:
 * one seals and the others find nothing to do.
 * @returns the head, or undefined while nothing was ever sealed, and how many rows were sealed by this call
 */
export async function seal(run: Run): Promise<{ head: Head | undefined; sealed: number }> {
  let sealed = 0
  for (;;) {
    const { rows } = await run('select number, hash, sealed, more from seal_audit()', [])
    const row = rows[0]
    if (!row) return { head: undefined, sealed }
    sealed += Number(row['sealed'])
    if (!row['more']) return { head: { number: Number(row['number']), hash: String(row['hash']) }, sealed }
  }
}

const SECONDS = 5
const HOUR = 3_600_000

/**
 * Seals every few seconds, off every request's way, and keeps the head outside the database: in the data folder, and once
 * an hour as a line of the log. A folder whose newest head is not in this chain is left as it is, and the log says so:
 * the chain was cut, or an older copy restored (`npm run verify-audit` tells which heads do not fit).
 * @returns what stops it, after all that is written by then has been sealed
 */
export function sealEvery(
  { run, heads, log, now = () => new Date() }: { run: Run; heads: HeadFolder; log: Log; now?: () => Date },
  seconds = SECONDS,
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let kept: Head | undefined
  let logged = -Infinity
  let failing = false

  const keep = async (head: Head, last: boolean) => {
    if (!last && head.number === kept?.number && head.hash === kept.hash) return
    const before = heads.latest()
    const fits = !before || (await hashOf(run, before.number)) === before.hash
    const hour = now().getTime() - logged >= HOUR
    if (hour) logged = now().getTime()
    if (!fits) {
      if (hour) log.error('audit chain is not the one of the data folder', { count: head.number })
      return
    }
    heads.keep(head, now(), { line: last })
    kept = head
    if (hour || last) log.info('audit head', { count: head.number, detail: head.hash })
  }

  const round = async (last = false) => {
    try {
      const { head } = await seal(run)
      if (head) await keep(head, last)
      failing = false
    } catch (error) {
      // Once for each time that it stops working; /ready already says when the database is away.
      if (!failing) log.error('audit could not be sealed', errorFields(error))
      failing = true
    }
  }
  let underWay: Promise<void> = Promise.resolve()
  const next = () => {
    underWay = round().finally(() => {
      if (!stopped) timer = setTimeout(next, seconds * 1000)
    })
  }
  next()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await underWay
    await round(true)
  }
}

/** The hash of a block, or undefined where there is none of this number. */
async function hashOf(run: Run, number: number): Promise<string | undefined> {
  const { rows } = await run('select audit_block_hash($1) as hash', [number])
  return (rows[0]?.['hash'] as string | null | undefined) ?? undefined
}
