import { LockMode } from '@mikro-orm/core'
import type { Context } from '../reads/index.ts'
import { homeOf } from './home.ts'
import { careCoOrdinatorOf, perhapsKnown, whoHasNumber } from './known-people.ts'
import { changePerson, checkPerson, makePerson } from './keep-person.ts'
import { CarerEntity, PatientEntity } from './patient.entity.ts'
import { isOdsCode, orNull, placesOfDeath, type NamedFacts, type PlaceOfDeathWord } from './people.rules.ts'
import { CarerView } from './people.views.ts'
import { PersonEntity, type Person } from './person.entity.ts'

export interface PatientFacts extends NamedFacts {
  readonly gpPracticeCode?: string | null
  /** An opaque AccountName id. */
  readonly careCoOrdinator?: string | null
  readonly conditions?: string | null
  readonly whatToKnow?: string | null
  readonly status?: string | null
  readonly preferredPlaceOfDeath?: PlaceOfDeathWord | null
}

export interface RegisterPatientInput extends PatientFacts {
  readonly givenName: string
  readonly familyName: string
  /** An opaque Organisation id; needed only where the viewer works for several in this locality. */
  readonly organisation?: string | null
  /** An opaque Locality id. */
  readonly locality: string
  /** Register although somebody much like them is known. Never overrides an NHS number. */
  readonly evenSo?: boolean | null
  /** An opaque Carer id: they are known as a carer and now are a patient too. */
  readonly samePersonAs?: string | null
}

/**
 * Makes a patient of the viewer's organisation. An NHS number that the organisation has already is never taken a
 * second time; somebody much alike only with `evenSo`.
 */
export async function registerPatient(ctx: Context, input: RegisterPatientInput) {
  checkPerson(ctx, input, true)
  checkPatient(ctx, input)
  const home = await homeOf(ctx, input, ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'])
  const careCoOrdinatorId = await careCoOrdinatorOf(ctx, input.careCoOrdinator, home.organisationId, true)
  const same = await samePerson(ctx, input.samePersonAs, home.organisationId)
  if (input.nhsNumber) {
    const known = await whoHasNumber(ctx, home.organisationId, input.nhsNumber, same?.id)
    if (known) return { kind: 'AlreadyKnown', ...known } as const
  }
  if (!same && !input.evenSo) {
    const patientIds = await perhapsKnown(ctx, home.organisationId, input)
    if (patientIds.length > 0) return { kind: 'AlreadyKnown', patientIds, carerIds: [] } as const
  }
  // The database has the last word on the number: somebody may be registering them at this very moment.
  const made = await ctx.attempt(async () => {
    const person = same ?? (await makePerson(ctx, input))
    if (same) await changePerson(ctx, same, input)
    const patient = ctx.em.create(PatientEntity, {
      id: ctx.newId(),
      personId: person.id,
      ...home,
      ...patientColumns(input),
      careCoOrdinatorId: careCoOrdinatorId ?? null,
      status: input.status ?? 'GREEN',
      createdAt: ctx.now,
    })
    await ctx.em.flush()
    return patient.id
  })
  if (!made.ok) {
    ctx.em.clear()
    if (made.code !== '23505') throw new Error(`a patient refused by ${made.constraint}`)
    const known = input.nhsNumber ? await whoHasNumber(ctx, home.organisationId, input.nhsNumber, same?.id) : undefined
    return { kind: 'AlreadyKnown', patientIds: [], carerIds: [], ...known } as const
  }
  ctx.record('patient.registered', made.value)
  return { kind: 'PatientRegistered', patientId: made.value } as const
}

/** The person of a carer whom the viewer may edit, of the same organisation. */
async function samePerson(
  ctx: Context,
  carer: string | null | undefined,
  organisationId: string,
): Promise<Person | undefined> {
  if (!carer) return undefined
  const id = ctx.idOf(CarerView, carer, 'samePersonAs')
  await ctx.permit(CarerView, id, 'editCarer')
  const row = await ctx.em.findOneOrFail(CarerEntity, { id })
  if (row.organisationId !== organisationId) ctx.refuseInput({ field: 'samePersonAs', code: 'OF_ANOTHER_ORGANISATION' })
  return ctx.em.findOneOrFail(PersonEntity, { id: row.personId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
}

/** Refuses what cannot be said of a patient. */
export function checkPatient(ctx: Context, input: PatientFacts): void {
  if (input.gpPracticeCode && !isOdsCode(input.gpPracticeCode))
    ctx.refuseInput({ field: 'gpPracticeCode', code: 'NOT_AN_ODS_CODE' })
}

/** The columns of a patient that were said. */
export const patientColumns = (input: PatientFacts) => ({
  ...(input.gpPracticeCode !== undefined ? { gpPracticeCode: orNull(input.gpPracticeCode) } : {}),
  ...(input.conditions !== undefined ? { conditions: orNull(input.conditions) } : {}),
  ...(input.whatToKnow !== undefined ? { whatToKnow: orNull(input.whatToKnow) } : {}),
  ...(input.status ? { status: input.status } : {}),
  ...(input.preferredPlaceOfDeath !== undefined
    ? {
        preferredPlaceOfDeath: input.preferredPlaceOfDeath === null ? null : placesOfDeath[input.preferredPlaceOfDeath],
      }
    : {}),
})
