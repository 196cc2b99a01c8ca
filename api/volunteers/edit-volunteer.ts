import { LockMode } from '@mikro-orm/core'
import { changePerson, checkPerson, localityFor, PersonEntity, type NamedFacts } from '../people/index.ts'
import type { Context } from '../reads/index.ts'
import { checkVolunteer, volunteerColumns, type VolunteerFacts } from './add-volunteer.ts'
import { lockedVolunteer } from './keep-volunteer.ts'
import { movesFrom, type VolunteerStatusWord } from './volunteer.rules.ts'

export interface EditVolunteerInput extends VolunteerFacts {
  readonly id: string
  readonly version: number
  readonly status?: VolunteerStatusWord | null
  readonly locality?: string | null
}

/** Changes what was said of a volunteer and leaves the rest; a status moves only where the table of moves leads. */
export async function editVolunteer(ctx: Context, input: EditVolunteerInput) {
  const volunteer = await lockedVolunteer(ctx, input.id, 'editVolunteer', 'id')
  checkPerson(ctx, input, false)
  await checkVolunteer(ctx, input)
  if (volunteer.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  const from = volunteer.status as VolunteerStatusWord
  const to = input.status ?? from
  if (to !== from && !movesFrom(from).includes(to))
    return { kind: 'StatusNotPossible', from, to, possible: [...movesFrom(from)] } as const
  if (input.locality)
    volunteer.localityId = await localityFor(ctx, input.locality, volunteer, [
      'VOLUNTEER_CO_ORDINATOR',
      'GROUP_MANAGER',
    ])
  await changeTheirPerson(ctx, volunteer.personId, input)
  Object.assign(volunteer, volunteerColumns(input), { status: to })
  volunteer.version += 1
  ctx.record('volunteer.edited', volunteer.id)
  if (to !== from) ctx.record('volunteer.moved', volunteer.id, { from, to })
  return { kind: 'VolunteerEdited', volunteerId: volunteer.id } as const
}

export interface EditVolunteerContactInput extends Pick<
  NamedFacts,
  'preferredName' | 'addressLines' | 'town' | 'postcode' | 'phones' | 'email' | 'contactPreference'
> {
  readonly volunteer: string
  readonly version: number
}

/** Changes how a volunteer is reached; they may do this themselves. */
export async function editVolunteerContact(ctx: Context, input: EditVolunteerContactInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'editVolunteerContact')
  const { preferredName, addressLines, town, postcode, phones, email, contactPreference } = input
  const contact = { preferredName, addressLines, town, postcode, phones, email, contactPreference }
  checkPerson(ctx, contact, false)
  if (volunteer.version !== input.version) return { kind: 'Stale', currentId: input.volunteer } as const
  await changeTheirPerson(ctx, volunteer.personId, contact)
  volunteer.version += 1
  ctx.record('volunteer.edited', volunteer.id)
  return { kind: 'VolunteerEdited', volunteerId: volunteer.id } as const
}

async function changeTheirPerson(ctx: Context, personId: string, facts: NamedFacts): Promise<void> {
  const person = await ctx.em.findOneOrFail(PersonEntity, { id: personId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  await changePerson(ctx, person, facts)
  person.version += 1
}
