import type { Post } from '../matching/index.ts'
import { errorFields, type Log } from '../platform/index.ts'
import { sql } from '../reads/index.ts'
import { transact, type CommandOptions } from './commands.ts'
import { jobs } from './slices.ts'

/** Any number that is the same everywhere: one process at a time runs the minute's jobs. */
const JOBS = 7_301_846_003

/** Runs every job once, each in a transaction of its own. A job that fails is logged, and the others still run. */
export async function runJobs(options: CommandOptions & Post, log: Log): Promise<void> {
  for (const job of jobs) {
    try {
      await transact(options, async (context) => {
        const [mine] = await context.run<{ mine: boolean }>(
          sql`select pg_try_advisory_xact_lock(${JOBS}::bigint) as mine`,
        )
        if (mine?.mine) await job.run(context, options)
      })
    } catch (error) {
      log.error('job failed', { job: job.name, ...errorFields(error) })
    }
  }
}

/** Every minute, starting now. @returns what stops it, after the round under way. */
export function everyMinute(options: CommandOptions & Post, log: Log): () => Promise<void> {
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
