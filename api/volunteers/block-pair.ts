import { CarerView, PatientView } from '../people/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { BlockedPairView, VolunteerView } from './volunteer.views.ts'

export interface BlockPairInput {
  readonly volunteer: string
  /** This or `carer`. */
  readonly patient?: string | null
  readonly carer?: string | null
  readonly askedBy: string
  readonly untilOn?: string | null
}

/** A volunteer and a person are not to be matched. The volunteer is never shown it. Blocked already: the same pair again. */
export async function blockPair(ctx: Context, input: BlockPairInput) {
  const volunteerId = ctx.idOf(VolunteerView, input.volunteer, 'volunteer')
  await ctx.permit(VolunteerView, volunteerId, 'blockPair')
  if (!input.patient === !input.carer)
    ctx.refuseInput({ field: 'patient', code: 'ONE_OF', facts: { fields: ['patient', 'carer'] } })
  const patientId = input.patient ? ctx.idOf(PatientView, input.patient, 'patient') : null
  const carerId = input.carer ? ctx.idOf(CarerView, input.carer, 'carer') : null
  if (patientId) await ctx.permit(PatientView, patientId, 'READ')
  if (carerId) await ctx.permit(CarerView, carerId, 'READ')
  if (input.untilOn && input.untilOn < ctx.today) ctx.refuseInput({ field: 'untilOn', code: 'IN_THE_PAST' })
  await ctx.run(sql`select 1 from volunteer where id = ${volunteerId} for update`)
  const [before] = await ctx.run<{ id: string }>(sql`select id from blocked_pair where volunteer_id = ${volunteerId}
    and patient_id is not distinct from ${patientId}::uuid and carer_id is not distinct from ${carerId}::uuid
    and (until_on is null or until_on >= ${ctx.today}::date)`)
  const id = before?.id ?? ctx.newId()
  await ctx.run(
    before
      ? sql`update blocked_pair set asked_by = ${input.askedBy}, until_on = ${input.untilOn ?? null}::date where id = ${id}`
      : sql`insert into blocked_pair (id, volunteer_id, patient_id, carer_id, asked_by, since_on, until_on)
          values (${id}, ${volunteerId}, ${patientId}, ${carerId}, ${input.askedBy}, ${ctx.today}, ${input.untilOn ?? null})`,
  )
  ctx.record('pair.blocked', id, { volunteerId, patientId, carerId })
  return { kind: 'PairBlocked', pairId: id } as const
}

/** They may be matched again: the block ended yesterday, and stays as history. */
export async function unblockPair(ctx: Context, input: { readonly id: string }) {
  const id = ctx.idOf(BlockedPairView, input.id, 'id')
  await ctx.permit(BlockedPairView, id, 'unblockPair')
  const [ended] = await ctx.run<{ volunteer_id: string }>(sql`update blocked_pair set until_on = ${ctx.today}::date - 1
    where id = ${id} and (until_on is null or until_on >= ${ctx.today}::date) returning volunteer_id`)
  if (ended) ctx.record('pair.unblocked', id, { volunteerId: ended.volunteer_id })
  return { kind: 'PairUnblocked', pairId: id } as const
}
