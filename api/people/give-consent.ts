import { sql, type Context } from '../reads/index.ts'
import { orNull } from './people.rules.ts'
import { CarerView, ConsentView, PatientView } from './people.views.ts'

/** Whose it is: exactly one of the two, an opaque id. */
export interface AboutOne {
  readonly patient?: string | null
  readonly carer?: string | null
}
export interface GiveConsentInput extends AboutOne {
  readonly purpose: string
  readonly givenBy: string
  readonly capacityNote?: string | null
  readonly givenOn?: string | null
}

/** The patient or carer an input is about, held to a grant. Refuses none and both. */
export async function subjectOf(
  ctx: Context,
  input: AboutOne,
  action: string,
): Promise<{ patientId: string | null; carerId: string | null }> {
  if (!input.patient === !input.carer)
    ctx.refuseInput({ field: 'patient', code: 'ONE_OF', facts: { fields: ['patient', 'carer'] } })
  if (input.patient) {
    const patientId = ctx.idOf(PatientView, input.patient, 'patient')
    await ctx.permit(PatientView, patientId, action)
    return { patientId, carerId: null }
  }
  const carerId = ctx.idOf(CarerView, input.carer ?? '', 'carer')
  await ctx.permit(CarerView, carerId, action)
  return { patientId: null, carerId }
}

/** Writes down that a person agreed to something: at most one consent in force for a purpose. */
export async function giveConsent(ctx: Context, input: GiveConsentInput) {
  const { patientId, carerId } = await subjectOf(ctx, input, 'giveConsent')
  if (input.givenBy === '') ctx.refuseInput({ field: 'givenBy', code: 'EMPTY' })
  const givenOn = input.givenOn ?? ctx.today
  if (givenOn > ctx.today) ctx.refuseInput({ field: 'givenOn', code: 'IN_THE_FUTURE' })
  const id = ctx.newId()
  const [given] =
    await ctx.run(sql`insert into consent (id, patient_id, carer_id, purpose, given_by, capacity_note, given_on)
    values (${id}, ${patientId}, ${carerId}, ${input.purpose}, ${input.givenBy}, ${orNull(input.capacityNote)}, ${givenOn})
    on conflict do nothing returning id`)
  if (!given) {
    const [before] = await ctx.run<{
      id: string
    }>(sql`select id from consent where purpose = ${input.purpose} and withdrawn_at is null
      and patient_id is not distinct from ${patientId}::uuid and carer_id is not distinct from ${carerId}::uuid`)
    return { kind: 'AlreadyGiven', consentId: before?.id ?? null } as const
  }
  ctx.record('consent.given', id, { patientId, carerId, purpose: input.purpose })
  return { kind: 'ConsentGiven', consentId: id } as const
}

/** Withdraws a consent. What rested on it ends at once; listeners hear `consent.withdrawn`. Doing it twice changes nothing. */
export async function withdrawConsent(ctx: Context, input: { readonly id: string }) {
  const id = ctx.idOf(ConsentView, input.id, 'id')
  await ctx.permit(ConsentView, id, 'withdrawConsent')
  const [withdrawn] = await ctx.run<{ patient_id: string | null; carer_id: string | null; purpose: string }>(
    sql`update consent set withdrawn_at = ${ctx.now} where id = ${id} and withdrawn_at is null returning patient_id, carer_id, purpose`,
  )
  if (withdrawn)
    ctx.record('consent.withdrawn', id, {
      patientId: withdrawn.patient_id,
      carerId: withdrawn.carer_id,
      purpose: withdrawn.purpose,
    })
  return { kind: 'ConsentWithdrawn', consentId: id } as const
}
