import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from 'pg'
import { PlainError, errorFields, type Log } from '../platform/index.ts'
import { sql, type Job, type JobFacts, type JobHandler } from '../reads/index.ts'
import { transact, type CommandOptions } from './commands.ts'

const given: unique symbol = Symbol('given back')

/** How the outbox is worked off: how many jobs at once, and how often to look when there was nothing (milliseconds). */
export interface OutboxOptions<Outside> extends CommandOptions {
  readonly pool: Pool
  readonly handlers: readonly JobHandler<Outside>[]
  readonly outside: Outside
  readonly log: Log
  readonly atOnce?: number
  readonly lookEvery?: number
}

interface Claimed {
  id: string
  task: string
  facts: JobFacts
  attempt: number
  seconds: number
}

/**
 * Does the jobs that commands have put into the outbox (`jobs` in the database; see decisions/0012). A job is leased,
 * done without a transaction held open, and ended in the same transaction as what it changes here. A worker that dies
 * lets its lease run out and another takes over; one that lost its lease changes nothing any more.
 */
export class Outbox<Outside> {
  readonly #options: OutboxOptions<Outside>
  readonly #worker = randomUUID()
  readonly #byTask: ReadonlyMap<string, JobHandler<Outside>>
  readonly #ending = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(options: OutboxOptions<Outside>) {
    this.#options = options
    this.#byTask = new Map(options.handlers.map((handler) => [handler.task, handler]))
  }

  /** Works until `stop`. The database may go away and come back meanwhile. */
  start(): void {
    const { lookEvery = 1000, log } = this.#options
    this.#running = (async () => {
      let pause = lookEvery
      while (!this.#ending.signal.aborted) {
        try {
          if ((await this.round()) > 0) continue
          pause = lookEvery
        } catch (error) {
          // Said once for a break, not each second of it.
          if (pause === lookEvery) log.error('outbox cannot be read', errorFields(error))
          pause = Math.min(pause * 2, 10_000)
        }
        await sleep(pause, undefined, { signal: this.#ending.signal }).catch(() => undefined)
      }
    })()
  }

  /** Takes no more; jobs under way have three seconds, and are then given back. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#running
  }

  /** One look: takes what is due and does it. @returns how many jobs were tried */
  async round(): Promise<number> {
    const { pool, clock, atOnce = 5 } = this.#options
    const { rows } = await pool.query<Claimed>('select * from jobs.claim($1::text[], $2::uuid, $3::timestamptz, $4)', [
      [...this.#byTask.keys()],
      this.#worker,
      clock.now(),
      atOnce,
    ])
    await Promise.all(rows.map((job) => this.#attempt(job)))
    return rows.length
  }

  async #attempt({ seconds, ...job }: Claimed): Promise<void> {
    const { pool, log, clock, outside } = this.#options
    const handler = this.#byTask.get(job.task) as JobHandler<Outside>
    const lost = new AbortController()
    const keeping = setInterval(() => void this.#keep(job, lost), (seconds * 1000) / 3)
    const mine = [job.id, this.#worker]
    try {
      const tools = {
        ...outside,
        inTransaction: <T>(work: Parameters<typeof transact<T>>[1]) =>
          transact<T>({ ...this.#options, house: true }, work),
        signal: AbortSignal.any([lost.signal, this.#ending.signal]),
      }
      const rest = await this.#unlessEnded(handler.run(job, tools))
      if (rest === given) return void (await pool.query('select jobs.release($1::uuid, $2::uuid)', mine))
      await transact({ ...this.#options, house: true }, async (ctx) => {
        await rest?.(ctx)
        const [ended] = await ctx.run<{ done: boolean }>(
          sql`select jobs.done(${job.id}::uuid, ${this.#worker}::uuid) as done`,
        )
        // Another has it by now and will do it, with the same key: what would have been changed here is undone.
        if (!ended?.done) throw new PlainError('The job was taken over.')
      })
    } catch (error) {
      log.error('job failed', { job: job.task, attempt: job.attempt, ...errorFields(error) })
      const why = errorFields(error)
      await pool
        .query('select jobs.failed($1::uuid, $2::uuid, $3, $4::timestamptz)', [
          ...mine,
          String(why.code ?? why.error ?? 'UNKNOWN'),
          clock.now(),
        ])
        // The lease runs out by itself.
        .catch(() => undefined)
    } finally {
      clearInterval(keeping)
    }
  }

  async #keep(job: Job, lost: AbortController): Promise<void> {
    try {
      const { rows } = await this.#options.pool.query('select jobs.keep($1::uuid, $2::uuid) as kept', [
        job.id,
        this.#worker,
      ])
      if (!(rows[0] as { kept: boolean }).kept) lost.abort()
    } catch {
      // The database is away; whether the job is still ours shows when it is back.
    }
  }

  /** What `work` comes to, or `given` three seconds after the end was asked for. */
  async #unlessEnded<T>(work: Promise<T>): Promise<T | typeof given> {
    const done = new AbortController()
    const ended = (async (): Promise<typeof given> => {
      const { signal } = this.#ending
      if (!signal.aborted)
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true, signal: done.signal })
          done.signal.addEventListener('abort', () => resolve(), { once: true })
        })
      await sleep(3000, undefined, { signal: done.signal }).catch(() => undefined)
      return given
    })()
    try {
      return await Promise.race([work, ended])
    } finally {
      done.abort()
    }
  }
}
