import { emailKey } from '../kernel/index.ts'
import { checkPerson, homeOf, listed, makePerson, readable, type NamedFacts } from '../people/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { checkCodes } from './keep-volunteer.ts'
import { VolunteerEntity } from './volunteer.entity.ts'
import { limitProblems, type VolunteerLimits } from './volunteer.rules.ts'
import { VolunteerView } from './volunteer.views.ts'

/** What may be said of a volunteer. Absent: left as it is. */
export interface VolunteerFacts extends NamedFacts, VolunteerLimits {
  readonly gender?: string | null
  readonly joinedOn?: string | null
  readonly noPets?: boolean | null
  readonly noSmoking?: boolean | null
  readonly noStairs?: boolean | null
  readonly preferredKinds?: readonly string[] | null
}
export interface AddVolunteerInput extends VolunteerFacts {
  readonly givenName: string
  readonly familyName: string
  readonly locality: string
  readonly organisation?: string | null
  readonly status?: string | null
  /** Although somebody like them is known: couples share an e-mail address. */
  readonly evenSo?: boolean | null
  /** Which import they came with, so that it can be undone. Not part of the GraphQL input. */
  readonly source?: string | null
}

/** Adds a volunteer to the viewer's organisation. The same e-mail, or phone and surname, is somebody known already. */
export async function addVolunteer(ctx: Context, input: AddVolunteerInput) {
  checkPerson(ctx, input, true)
  await checkVolunteer(ctx, input)
  const home = await homeOf(ctx, input, ['VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER'])
  // One at a time for each organisation: two who add the same person at once would not see one another.
  await ctx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`volunteers of ${home.organisationId}`}, 0))`)
  if (!input.evenSo) {
    const known = await knownVolunteers(ctx, { ...input, organisationId: home.organisationId })
    if (known.length > 0)
      return { kind: 'VolunteerKnown', volunteerIds: await readable(ctx, VolunteerView, known) } as const
  }
  const person = await makePerson(ctx, input)
  const volunteer = ctx.em.create(VolunteerEntity, {
    id: ctx.newId(),
    personId: person.id,
    ...home,
    status: input.status ?? 'APPLIED',
    preferredKinds: [],
    ...volunteerColumns(input),
    source: input.source ?? null,
    createdAt: ctx.now,
  })
  await ctx.em.flush()
  ctx.record('volunteer.added', volunteer.id)
  return { kind: 'VolunteerAdded', volunteerId: volunteer.id } as const
}

/**
 * Volunteers of an organisation who are this person: the same e-mail address, else a phone number and the surname.
 * @returns UUIDs; several mean that nobody can tell
 */
export async function knownVolunteers(
  ctx: Context,
  someone: { organisationId: string; email?: string | null; phones?: readonly string[] | null; familyName: string },
): Promise<string[]> {
  if (someone.email) {
    const found = await ctx.run<{ id: string }>(sql`select v.id from volunteer v join person p on p.id = v.person_id
      where v.organisation_id = ${someone.organisationId} and lower(p.email) = ${emailKey(someone.email)} order by v.id`)
    if (found.length > 0) return found.map((row) => row.id)
  }
  const phones = listed(someone.phones)
  if (phones.length === 0) return []
  const found = await ctx.run<{ id: string }>(sql`select v.id from volunteer v join person p on p.id = v.person_id
    where v.organisation_id = ${someone.organisationId} and p.phones && ${phones}::text[]
      and plain_name(p.family_name) = plain_name(${someone.familyName}) order by v.id`)
  return found.map((row) => row.id)
}

/** Refuses what cannot be said of a volunteer. */
export async function checkVolunteer(ctx: Context, input: VolunteerFacts): Promise<void> {
  const problems = limitProblems(input)
  if (problems.length > 0) ctx.refuseInput(...problems)
  if (input.joinedOn && input.joinedOn > ctx.today) ctx.refuseInput({ field: 'joinedOn', code: 'IN_THE_FUTURE' })
  await checkCodes(ctx, 'task_kind', input.preferredKinds ?? [], 'preferredKinds')
}

/** The columns of a volunteer that were said. */
export const volunteerColumns = (input: VolunteerFacts) => ({
  ...(input.gender !== undefined ? { gender: input.gender } : {}),
  ...(input.joinedOn !== undefined ? { joinedOn: input.joinedOn } : {}),
  ...(input.minutesAWeek !== undefined ? { minutesAWeek: input.minutesAWeek } : {}),
  ...(input.visitsAWeek !== undefined ? { visitsAWeek: input.visitsAWeek } : {}),
  ...(input.targetMinutesAWeek !== undefined ? { targetMinutesAWeek: input.targetMinutesAWeek } : {}),
  ...(input.noPets != null ? { noPets: input.noPets } : {}),
  ...(input.noSmoking != null ? { noSmoking: input.noSmoking } : {}),
  ...(input.noStairs != null ? { noStairs: input.noStairs } : {}),
  ...(input.preferredKinds !== undefined ? { preferredKinds: listed(input.preferredKinds, true) } : {}),
})
