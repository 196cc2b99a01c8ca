import { errorFields, type Log } from '../platform/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { transact, type CommandOptions } from './commands.ts'
import { jobs } from './slices.ts'

/** Any number that is the same everywhere: one process at a time runs the minute's jobs. */
const JOBS = 7_301_846_003

/** How long what was asked twice is known again, and a job that was done. */
const WEEK = 7 * 24 * 60 * 60 * 1000

const weekAgo = (ctx: Context) => new Date(ctx.now.getTime() - WEEK)

/** What this room itself leaves behind. */
const housekeeping: typeof jobs = [
  {
    name: 'forget keys of repeated commands',
    run: (ctx) =>
      ctx.run(sql`delete from idempotency where (account_id, key) in (
        select i.account_id, i.key from idempotency i where i.created_at < ${weekAgo(ctx)} limit 5000)`),
  },
  { name: 'forget finished jobs', run: (ctx) => ctx.run(sql`select jobs.forget(${weekAgo(ctx)}::timestamptz)`) },
]

/** Runs every job once, each in a transaction of its own. A job that fails is logged, and the others still run. */
export async function runJobs(options: CommandOptions, log: Log): Promise<void> {
  for (const job of [...jobs, ...housekeeping]) {
    try {
      await transact({ ...options, house: true }, async (context) => {
        const [mine] = await context.run<{ mine: boolean }>(
          sql`select pg_try_advisory_xact_lock(${JOBS}::bigint) as mine`,
        )
        if (mine?.mine) await job.run(context)
      })
    } catch (error) {
      log.error('job failed', { job: job.name, ...errorFields(error) })
    }
  }
}

/** Every minute, starting now. @returns what stops it, after the round under way. */
export function everyMinute(options: CommandOptions, log: Log): () => Promise<void> {
  let stopped = false
  let round: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const next = () => {
    round = runJobs(options, log).finally(() => {
      if (!stopped) timer = setTimeout(next, 60_000)
    })
  }
  next()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await round
  }
}
