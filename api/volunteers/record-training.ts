import { addMonths } from '../kernel/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { checkCodes, lockedVolunteer } from './keep-volunteer.ts'
import { TrainingView } from './volunteer.views.ts'

export interface RecordTrainingInput {
  readonly volunteer: string
  /** A training course's code. */
  readonly course: string
  readonly completedOn: string
  /** The last day it counts; by the course's renewal unless said. */
  readonly untilOn?: string | null
}

/** Writes down that a volunteer completed a course. */
export async function recordTraining(ctx: Context, input: RecordTrainingInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'recordTraining')
  await checkCodes(ctx, 'training_course', [input.course], 'course')
  if (input.completedOn > ctx.today) ctx.refuseInput({ field: 'completedOn', code: 'IN_THE_FUTURE' })
  const [course] = await ctx.run<{ renew_months: number | null }>(
    sql`select renew_months from training_course where code = ${input.course}`,
  )
  const months = course?.renew_months ?? null
  const untilOn = input.untilOn ?? (months === null ? null : addMonths(input.completedOn, months))
  if (untilOn !== null && untilOn < input.completedOn) ctx.refuseInput({ field: 'untilOn', code: 'BEFORE_START' })
  const id = ctx.newId()
  await ctx.run(sql`insert into volunteer_training (id, volunteer_id, course, completed_on, until_on)
    values (${id}, ${volunteer.id}, ${input.course}, ${input.completedOn}, ${untilOn})`)
  ctx.record('training.recorded', id, { volunteerId: volunteer.id })
  return { kind: 'TrainingRecorded', trainingId: id, volunteerId: volunteer.id } as const
}

/** Takes a training away; visits ahead that it held up are marked by the database, as for a check. */
export async function revokeTraining(ctx: Context, input: { readonly id: string }) {
  const id = ctx.idOf(TrainingView, input.id, 'id')
  await ctx.permit(TrainingView, id, 'revokeTraining')
  await ctx.run(
    sql`select 1 from volunteer v join volunteer_training t on t.volunteer_id = v.id where t.id = ${id} for update of v`,
  )
  const [revoked] = await ctx.run<{ volunteer_id: string }>(
    sql`update volunteer_training set revoked_at = ${ctx.now} where id = ${id} and revoked_at is null returning volunteer_id`,
  )
  if (revoked) ctx.record('training.revoked', id, { volunteerId: revoked.volunteer_id })
  return { kind: 'TrainingRevoked', trainingId: id } as const
}
