import type { Context } from './context.ts'
import { sql } from './sql.ts'

/** Ids, codes, counts: a job says what it is about, and reads names and addresses when it runs. */
export type JobFacts = Readonly<Record<string, string | number | boolean>>

/** What is to be done outside the database. Its id is the same at every attempt: the key to give the other side. */
export interface Job {
  readonly id: string
  readonly task: string
  readonly facts: JobFacts
  /** 1 the first time. */
  readonly attempt: number
}

/** What a job is given to work with. */
export interface JobTools {
  /** One transaction as the house, to read what the job needs. */
  readonly inTransaction: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>
  /** Aborted when the worker ends or has lost the job to another. */
  readonly signal: AbortSignal
}

/**
 * Does one kind of job, at least once each. What it returns is run in the transaction that ends the job: changes made
 * there happen exactly once. A job that throws is tried again, later and later, and in the end is put aside.
 */
export interface JobHandler<Outside> {
  readonly task: string
  readonly run: (job: Job, tools: JobTools & Outside) => Promise<void | ((ctx: Context) => Promise<unknown>)>
}

/**
 * Asks for something outside the database, in this command's transaction: rolled back, it was never asked for.
 * @param options.at when, default now
 * @param options.once a word of its own: asked for again with the same, there is still one job
 */
export async function enqueue(
  ctx: Context,
  task: string,
  facts: JobFacts,
  { at = ctx.now, once }: { at?: Date; once?: string } = {},
): Promise<void> {
  await ctx.run(
    sql`select jobs.enqueue(${ctx.newId()}::uuid, ${task}, ${JSON.stringify(facts)}::jsonb, ${at}::timestamptz, ${once ?? null})`,
  )
}
