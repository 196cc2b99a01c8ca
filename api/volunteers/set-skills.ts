import { sql, type Context } from '../reads/index.ts'
import { checkCodes, lockedVolunteer } from './keep-volunteer.ts'
import { travelProblems } from './volunteer.rules.ts'

export interface SetVolunteerSkillsInput {
  readonly volunteer: string
  readonly version: number
  readonly skills: readonly string[]
}

/** What a volunteer can do: replaces the list there was. */
export async function setVolunteerSkills(ctx: Context, input: SetVolunteerSkillsInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'setVolunteerSkills')
  await checkCodes(ctx, 'skill', input.skills, 'skills')
  if (volunteer.version !== input.version) return { kind: 'Stale', currentId: input.volunteer } as const
  volunteer.version += 1
  await ctx.run(
    sql`delete from volunteer_skill where volunteer_id = ${volunteer.id} and not skill = any(${input.skills}::text[])`,
  )
  await ctx.run(sql`insert into volunteer_skill (volunteer_id, skill)
    select distinct ${volunteer.id}::uuid, s from unnest(${input.skills}::text[]) s on conflict do nothing`)
  ctx.record('skills.set', volunteer.id)
  return { kind: 'VolunteerSkillsSet', volunteerId: volunteer.id } as const
}

export interface SetTravelInput {
  readonly volunteer: string
  readonly version: number
  readonly travels: readonly { readonly mode: string; readonly maxKm: number }[]
}

/** How a volunteer gets about, and how far they are ready to go by each, in kilometres one way: replaces the list. */
export async function setTravel(ctx: Context, input: SetTravelInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'setTravel')
  const problems = travelProblems(input.travels)
  if (problems.length > 0) ctx.refuseInput(...problems)
  if (volunteer.version !== input.version) return { kind: 'Stale', currentId: input.volunteer } as const
  volunteer.version += 1
  await ctx.run(sql`delete from volunteer_travel where volunteer_id = ${volunteer.id}`)
  for (const { mode, maxKm } of input.travels)
    await ctx.run(
      sql`insert into volunteer_travel (volunteer_id, mode, max_km) values (${volunteer.id}, ${mode}, greatest(0.1, ${maxKm}::numeric))`,
    )
  ctx.record('travel.set', volunteer.id)
  return { kind: 'TravelSet', volunteerId: volunteer.id } as const
}
