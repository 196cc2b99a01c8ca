import { LockMode } from '@mikro-orm/core'
import { sql, type Context } from '../reads/index.ts'
import { CareRelationshipEntity } from './patient.entity.ts'
import { orNull } from './people.rules.ts'
import { CareRelationshipView, CarerView, PatientView } from './people.views.ts'

export interface RelateCarerInput {
  readonly carer: string
  readonly patient: string
  /** What the carer is to the patient, in their words: daughter, neighbour. */
  readonly relationship: string
  readonly hoursAWeek?: number | null
  readonly willing?: boolean | null
  readonly able?: boolean | null
  readonly emergencyPlan?: string | null
  readonly sinceOn?: string | null
}

/** Says that a carer cares for a patient. At most one such relation of the two at a time. */
export async function relateCarer(ctx: Context, input: RelateCarerInput) {
  const carerId = ctx.idOf(CarerView, input.carer, 'carer')
  const patientId = ctx.idOf(PatientView, input.patient, 'patient')
  await ctx.permit(PatientView, patientId, 'relateCarer')
  await ctx.permit(CarerView, carerId, 'READ')
  if (input.relationship === '') ctx.refuseInput({ field: 'relationship', code: 'EMPTY' })
  const hours = input.hoursAWeek ?? null
  if (hours !== null && !(hours >= 0 && hours <= 168))
    ctx.refuseInput({ field: 'hoursAWeek', code: 'OUT_OF_RANGE', facts: { from: 0, to: 168 } })
  if (input.sinceOn && input.sinceOn > ctx.today) ctx.refuseInput({ field: 'sinceOn', code: 'IN_THE_FUTURE' })
  const [one] = await ctx.run(
    sql`select 1 from carer c join patient p on p.person_id = c.person_id where c.id = ${carerId} and p.id = ${patientId}`,
  )
  if (one) ctx.refuseInput({ field: 'carer', code: 'SAME_PERSON' })
  const id = ctx.newId()
  const added = await ctx.attempt(() =>
    ctx.run(sql`insert into care_relationship (id, carer_id, patient_id, relationship, hours_a_week, willing, able, emergency_plan, since_on)
      values (${id}, ${carerId}, ${patientId}, ${input.relationship}, ${hours}, ${input.willing ?? null}, ${input.able ?? null},
        ${orNull(input.emergencyPlan)}, ${input.sinceOn ?? null})`),
  )
  if (!added.ok) {
    if (added.constraint !== 'care_relationship_once')
      throw new Error(`a care relationship refused by ${added.constraint}`)
    const [known] = await ctx.run<{ id: string }>(
      sql`select id from care_relationship where carer_id = ${carerId} and patient_id = ${patientId} and until_on is null`,
    )
    return { kind: 'AlreadyRelated', relationshipId: known?.id ?? null } as const
  }
  ctx.record('care-relationship.begun', id, { patientId, carerId })
  return { kind: 'CarerRelated', relationshipId: id } as const
}

export interface EndCareRelationshipInput {
  readonly id: string
  readonly version: number
  /** The last day; today unless said. */
  readonly untilOn?: string | null
}

/** Ends a care relationship and keeps it as history. */
export async function endCareRelationship(ctx: Context, input: EndCareRelationshipInput) {
  const id = ctx.idOf(CareRelationshipView, input.id, 'id')
  await ctx.permit(CareRelationshipView, id, 'endCareRelationship')
  const relationship = await ctx.em.findOneOrFail(
    CareRelationshipEntity,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  if (relationship.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  const untilOn = input.untilOn ?? ctx.today
  if (untilOn > ctx.today) ctx.refuseInput({ field: 'untilOn', code: 'IN_THE_FUTURE' })
  if (relationship.sinceOn && untilOn < relationship.sinceOn)
    ctx.refuseInput({ field: 'untilOn', code: 'BEFORE_START' })
  relationship.untilOn = untilOn
  relationship.version += 1
  ctx.record('care-relationship.ended', id, { patientId: relationship.patientId, carerId: relationship.carerId })
  return { kind: 'CareRelationshipEnded', relationshipId: id } as const
}
