import { toIso } from '../../kernel/index.ts'
import { sql, type Context, type JobHandler } from '../../reads/index.ts'
import { type Proposal, type Sliders } from '../core/proposal/index.ts'
import { reasonOf } from '../reasons.ts'
import { planInThread } from './plan-in-thread.ts'
import { inLocality, inputOf, weekStatement, type WeekRow } from './week-inputs.ts'

/** Milliseconds between two looks at whether it was cancelled; progress is told then, too. */
const LOOK = 400
/** Minutes without a word of a worker, after which nobody waits for it any more. */
const STALLED = 15

interface Begun extends Sliders {
  organisationId: string
  localityId: string
  monday: string
  volunteerIds: string[]
  seed: number
  iterations: number | null
}

/**
 * Works a week's plan out, in a thread. It is stored in the transaction that ends the job, all of it or nothing: a process
 * that is killed leaves the run as it was, and whoever takes the job over begins anew.
 */
export const planWeek: JobHandler<object> = {
  task: 'plan.week',
  async run(job, { inTransaction, signal }) {
    const runId = String(job.facts['runId'])
    const begun = await inTransaction((ctx) => begin(ctx, runId))
    if (!begun) return undefined
    const input = inputOf(begun.row, begun.run.monday, 'BY_HAND')
    const cancelled = new AbortController()
    let done = 0
    let looking: Promise<unknown> = Promise.resolve()
    const look = setInterval(() => {
      looking = inTransaction((ctx) => tell(ctx, runId, Math.floor(done * 99)))
        .then((goesOn) => goesOn || cancelled.abort(new Error('cancelled')))
        // The database is away for a moment; the next look will tell.
        .catch(() => undefined)
    }, LOOK)
    try {
      const { continuity, travel, fairness, keepPlan, seed, iterations } = begun.run
      const proposal = await planInThread(
        { input, sliders: { continuity, travel, fairness, keepPlan }, seed, iterations },
        { signal: AbortSignal.any([signal, cancelled.signal]), onProgress: (part) => (done = part) },
      )
      return (ctx) => store(ctx, runId, proposal, input.previous.length, begun.row)
    } catch (error) {
      if (cancelled.signal.aborted) return undefined
      // The worker ends, or another has the job: that one does it.
      if (signal.aborted) throw error
      const because = error instanceof Error && error.name !== 'Error' ? error.name : 'ENGINE_FAILED'
      return (ctx) => fail(ctx, runId, because)
    } finally {
      clearInterval(look)
      await looking
    }
  },
}

async function begin(ctx: Context, runId: string): Promise<{ run: Begun; row: WeekRow } | undefined> {
  const [run] =
    await ctx.run<Begun>(sql`update plan_run set status = 'RUNNING', progress = 0, told_at = ${ctx.now}, version = version + 1
    where id = ${runId}::uuid and status in ('WAITING', 'RUNNING')
    returning organisation_id as "organisationId", locality_id as "localityId", monday::text as monday, volunteer_ids as "volunteerIds",
      seed, iterations, continuity, travel, fairness, keep_plan as "keepPlan"`)
  if (!run) return undefined
  const [row] = await ctx.run<WeekRow>(
    weekStatement({
      visits: inLocality(run),
      monday: sql`${run.monday}`,
      readable: sql`v.id = any(${run.volunteerIds}::uuid[])`,
    }),
  )
  return row && { run, row }
}

/** Says how far it is. @returns whether to go on */
async function tell(ctx: Context, runId: string, progress: number): Promise<boolean> {
  const [run] = await ctx.run<{ progress: number; quiet: boolean }>(sql`select progress,
      told_at < ${new Date(ctx.now.getTime() - 60_000)}::timestamptz as quiet
    from plan_run where id = ${runId}::uuid and status = 'RUNNING'`)
  if (!run) return false
  if (progress > run.progress || run.quiet)
    await ctx.run(sql`update plan_run set progress = ${progress}::int, told_at = ${ctx.now}, version = version + 1
      where id = ${runId}::uuid and status = 'RUNNING'`)
  return true
}

async function store(ctx: Context, runId: string, proposal: Proposal, planned: number, row: WeekRow): Promise<void> {
  const { before, after } = proposal
  const [stored] = await ctx.run<{
    id: string
  }>(sql`update plan_run set status = 'DONE', progress = 100, ended_at = ${ctx.now}, told_at = ${ctx.now},
      iterations = ${proposal.iterations}::int, value = ${proposal.value}::float8, bound = ${proposal.bound}::float8, gap = ${proposal.gap}::float8,
      is_warm = ${planned > 0}::boolean, kept = ${proposal.kept}::int, planned_before = ${planned}::int, suggested = ${proposal.proposed.length}::int,
      continuity_before = ${before.continuity}::int, continuity_after = ${after.continuity}::int,
      unfilled_before = ${before.unfilled}::int, unfilled_after = ${after.unfilled}::int,
      longest_trip_before = ${before.longestTrip}::int, longest_trip_after = ${after.longestTrip}::int, version = version + 1
    where id = ${runId}::uuid and status = 'RUNNING' returning id`)
  // Cancelled while the last of it was worked out.
  if (!stored) return
  const visits = new Map(row.visits.map((visit) => [visit.visitId, visit]))
  const rows = proposal.proposed.map((one) => ({
    id: ctx.newId(),
    visit_id: one.visitId,
    task_id: visits.get(one.visitId)?.taskId,
    locality_id: visits.get(one.visitId)?.localityId,
    volunteer_id: one.volunteerId,
    starts_at: one.startsAt === null ? null : toIso(one.startsAt),
    reasons_for: one.reasons.map(reasonOf),
    reasons_against: one.cautions.map(reasonOf),
  }))
  await ctx.run(sql`insert into plan_suggestion (id, run_id, organisation_id, locality_id, visit_id, task_id, volunteer_id, starts_at, reasons_for, reasons_against, made_at)
    select s.id, r.id, r.organisation_id, s.locality_id, s.visit_id, s.task_id, s.volunteer_id, s.starts_at, s.reasons_for, s.reasons_against, ${ctx.now}
    from plan_run r, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) s(id uuid, visit_id uuid, task_id uuid, locality_id uuid, volunteer_id uuid,
      starts_at timestamptz, reasons_for jsonb, reasons_against jsonb)
    where r.id = ${runId}::uuid`)
  ctx.record('plan.made', runId)
}

async function fail(ctx: Context, runId: string, because: string): Promise<void> {
  await ctx.run(sql`update plan_run set status = 'FAILED', because = ${because.slice(0, 100)}, ended_at = ${ctx.now}, version = version + 1
    where id = ${runId}::uuid and status in ('WAITING', 'RUNNING')`)
}

/** Runs of which no worker has said a word for long have failed. A minute's job. */
export async function failStalledPlans(ctx: Context): Promise<void> {
  await ctx.run(sql`update plan_run set status = 'FAILED', because = 'STALLED', ended_at = ${ctx.now}, version = version + 1
    where status in ('WAITING', 'RUNNING') and told_at < ${new Date(ctx.now.getTime() - STALLED * 60_000)}::timestamptz`)
}
