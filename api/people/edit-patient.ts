import { LockMode } from '@mikro-orm/core'
import type { Context } from '../reads/index.ts'
import { localityFor } from './home.ts'
import { careCoOrdinatorOf, whoHasNumber } from './known-people.ts'
import { changePerson, checkPerson } from './keep-person.ts'
import { PatientEntity } from './patient.entity.ts'
import { PatientView } from './people.views.ts'
import { PersonEntity } from './person.entity.ts'
import { checkPatient, patientColumns, type PatientFacts } from './register-patient.ts'

export interface EditPatientInput extends PatientFacts {
  readonly id: string
  readonly version: number
  /** An opaque Locality id. */
  readonly locality?: string | null
}

const keepers = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] as const

/** Changes what was said of a patient and leaves the rest. Stale when somebody else changed it since that version. */
export async function editPatient(ctx: Context, input: EditPatientInput) {
  const id = ctx.idOf(PatientView, input.id, 'id')
  await ctx.permit(PatientView, id, 'editPatient')
  checkPerson(ctx, input, false)
  checkPatient(ctx, input)
  const patient = await ctx.em.findOneOrFail(PatientEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (patient.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  const person = await ctx.em.findOneOrFail(
    PersonEntity,
    { id: patient.personId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  if (input.nhsNumber) {
    const known = await whoHasNumber(ctx, patient.organisationId, input.nhsNumber, person.id)
    if (known) return { kind: 'AlreadyKnown', ...known } as const
  }
  const careCoOrdinatorId = await careCoOrdinatorOf(ctx, input.careCoOrdinator, patient.organisationId, false)
  const localityId = input.locality ? await localityFor(ctx, input.locality, patient, keepers) : patient.localityId
  const relocated = localityId !== patient.localityId
  const changed = await ctx.attempt(async () => {
    const moved = await changePerson(ctx, person, input)
    Object.assign(
      patient,
      { localityId },
      patientColumns(input),
      careCoOrdinatorId === undefined ? {} : { careCoOrdinatorId },
    )
    patient.version += 1
    person.version += 1
    await ctx.em.flush()
    return moved
  })
  if (!changed.ok) {
    ctx.em.clear()
    if (changed.constraint !== 'nhs_number_once') throw new Error(`a patient's change refused by ${changed.constraint}`)
    const known = await whoHasNumber(ctx, patient.organisationId, input.nhsNumber ?? '', person.id)
    return { kind: 'AlreadyKnown', patientIds: [], carerIds: [], ...known } as const
  }
  ctx.record('patient.edited', id, { moved: changed.value, relocated })
  return { kind: 'PatientEdited', patientId: id } as const
}
