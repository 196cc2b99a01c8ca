import { LockMode } from '@mikro-orm/core'
import type { Context } from '../reads/index.ts'
import { homeOf, localityFor } from './home.ts'
import { careCoOrdinatorOf, whoHasNumber } from './known-people.ts'
import { changePerson, checkPerson, makePerson } from './keep-person.ts'
import { CarerEntity, PatientEntity } from './patient.entity.ts'
import { isOdsCode, orNull, type NamedFacts } from './people.rules.ts'
import { CarerView, PatientView } from './people.views.ts'
import { PersonEntity, type Person } from './person.entity.ts'

export interface CarerFacts extends NamedFacts {
  /** An opaque AccountName id. */
  readonly careCoOrdinator?: string | null
  readonly registeredOn?: string | null
  readonly registeredAtPractice?: string | null
  readonly whatToKnow?: string | null
}

export interface RegisterCarerInput extends CarerFacts {
  readonly givenName: string
  readonly familyName: string
  readonly organisation?: string | null
  readonly locality: string
  /** An opaque Patient id: they are known as a patient and now are a carer too. */
  readonly samePersonAs?: string | null
}
export interface EditCarerInput extends CarerFacts {
  readonly id: string
  readonly version: number
  /** An opaque Locality id. */
  readonly locality?: string | null
}

const keepers = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] as const

/** Makes a carer (unpaid, family or friend) of the viewer's organisation, under the same rules as a patient. */
export async function registerCarer(ctx: Context, input: RegisterCarerInput) {
  checkPerson(ctx, input, true)
  checkCarer(ctx, input)
  const home = await homeOf(ctx, input, keepers)
  const careCoOrdinatorId = await careCoOrdinatorOf(ctx, input.careCoOrdinator, home.organisationId, true)
  const same = await samePerson(ctx, input.samePersonAs, home.organisationId)
  if (input.nhsNumber) {
    const known = await whoHasNumber(ctx, home.organisationId, input.nhsNumber, same?.id)
    if (known) return { kind: 'AlreadyKnown', ...known } as const
  }
  const made = await ctx.attempt(async () => {
    const person = same ?? (await makePerson(ctx, input))
    if (same) await changePerson(ctx, same, input)
    const carer = ctx.em.create(CarerEntity, {
      id: ctx.newId(),
      personId: person.id,
      ...home,
      ...carerColumns(input),
      registeredOn: input.registeredOn ?? ctx.today,
      careCoOrdinatorId: careCoOrdinatorId ?? null,
      createdAt: ctx.now,
    })
    await ctx.em.flush()
    return carer.id
  })
  if (!made.ok) {
    ctx.em.clear()
    if (made.code !== '23505') throw new Error(`a carer refused by ${made.constraint}`)
    const known = input.nhsNumber ? await whoHasNumber(ctx, home.organisationId, input.nhsNumber, same?.id) : undefined
    return { kind: 'AlreadyKnown', patientIds: [], carerIds: [], ...known } as const
  }
  ctx.record('carer.registered', made.value)
  return { kind: 'CarerRegistered', carerId: made.value } as const
}

/** Changes what was said of a carer and leaves the rest. */
export async function editCarer(ctx: Context, input: EditCarerInput) {
  const id = ctx.idOf(CarerView, input.id, 'id')
  await ctx.permit(CarerView, id, 'editCarer')
  checkPerson(ctx, input, false)
  checkCarer(ctx, input)
  const carer = await ctx.em.findOneOrFail(CarerEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (carer.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  const person = await ctx.em.findOneOrFail(
    PersonEntity,
    { id: carer.personId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  if (input.nhsNumber) {
    const known = await whoHasNumber(ctx, carer.organisationId, input.nhsNumber, person.id)
    if (known) return { kind: 'AlreadyKnown', ...known } as const
  }
  const careCoOrdinatorId = await careCoOrdinatorOf(ctx, input.careCoOrdinator, carer.organisationId, false)
  const localityId = input.locality ? await localityFor(ctx, input.locality, carer, keepers) : carer.localityId
  const relocated = localityId !== carer.localityId
  const changed = await ctx.attempt(async () => {
    const moved = await changePerson(ctx, person, input)
    Object.assign(
      carer,
      { localityId },
      carerColumns(input),
      careCoOrdinatorId === undefined ? {} : { careCoOrdinatorId },
    )
    carer.version += 1
    person.version += 1
    await ctx.em.flush()
    return moved
  })
  if (!changed.ok) {
    ctx.em.clear()
    if (changed.constraint !== 'nhs_number_once') throw new Error(`a carer's change refused by ${changed.constraint}`)
    const known = await whoHasNumber(ctx, carer.organisationId, input.nhsNumber ?? '', person.id)
    return { kind: 'AlreadyKnown', patientIds: [], carerIds: [], ...known } as const
  }
  ctx.record('carer.edited', id, { moved: changed.value, relocated })
  return { kind: 'CarerEdited', carerId: id } as const
}

/** The person of a patient whom the viewer may edit, of the same organisation. */
async function samePerson(
  ctx: Context,
  patient: string | null | undefined,
  organisationId: string,
): Promise<Person | undefined> {
  if (!patient) return undefined
  const id = ctx.idOf(PatientView, patient, 'samePersonAs')
  await ctx.permit(PatientView, id, 'editPatient')
  const row = await ctx.em.findOneOrFail(PatientEntity, { id })
  if (row.organisationId !== organisationId) ctx.refuseInput({ field: 'samePersonAs', code: 'OF_ANOTHER_ORGANISATION' })
  return ctx.em.findOneOrFail(PersonEntity, { id: row.personId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
}

function checkCarer(ctx: Context, input: CarerFacts): void {
  if (input.registeredOn && input.registeredOn > ctx.today)
    ctx.refuseInput({ field: 'registeredOn', code: 'IN_THE_FUTURE' })
  if (input.registeredAtPractice && !isOdsCode(input.registeredAtPractice))
    ctx.refuseInput({ field: 'registeredAtPractice', code: 'NOT_AN_ODS_CODE' })
}

const carerColumns = (input: CarerFacts) => ({
  ...(input.registeredOn !== undefined ? { registeredOn: input.registeredOn } : {}),
  ...(input.registeredAtPractice !== undefined ? { registeredAtPractice: orNull(input.registeredAtPractice) } : {}),
  ...(input.whatToKnow !== undefined ? { whatToKnow: orNull(input.whatToKnow) } : {}),
})
