import { sql, type Context } from '../reads/index.ts'
import { lockedVolunteer } from './keep-volunteer.ts'
import { joinWindows, windowProblems, type Window } from './volunteer.rules.ts'
import { AbsenceView } from './volunteer.views.ts'

export interface SetAvailabilityInput {
  readonly volunteer: string
  readonly version: number
  readonly windows: readonly Window[]
}

/** When a volunteer can help in an ordinary week, in Europe/London wall clock: replaces all windows there were. */
export async function setAvailability(ctx: Context, input: SetAvailabilityInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'setAvailability')
  const problems = windowProblems(input.windows)
  if (problems.length > 0) ctx.refuseInput(...problems)
  if (volunteer.version !== input.version) return { kind: 'Stale', currentId: input.volunteer } as const
  volunteer.version += 1
  await ctx.run(sql`delete from availability where volunteer_id = ${volunteer.id}`)
  for (const { weekday, startsAt, endsAt } of joinWindows(input.windows))
    await ctx.run(sql`insert into availability (id, volunteer_id, weekday, starts_at, ends_at)
      values (${ctx.newId()}, ${volunteer.id}, ${weekday}, ${startsAt}, ${endsAt})`)
  ctx.record('availability.set', volunteer.id)
  return { kind: 'AvailabilitySet', volunteerId: volunteer.id } as const
}

export interface AddAbsenceInput {
  readonly volunteer: string
  readonly firstOn: string
  readonly lastOn: string
}

/** Days on which a volunteer cannot help, both ends included. Visits they hold then are for `matching` to hear of. */
export async function addAbsence(ctx: Context, input: AddAbsenceInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'addAbsence')
  if (input.lastOn < input.firstOn) ctx.refuseInput({ field: 'lastOn', code: 'BEFORE_START' })
  if (input.lastOn < ctx.today) ctx.refuseInput({ field: 'lastOn', code: 'IN_THE_PAST' })
  const id = ctx.newId()
  await ctx.run(
    sql`insert into absence (id, volunteer_id, first_on, last_on) values (${id}, ${volunteer.id}, ${input.firstOn}, ${input.lastOn})`,
  )
  ctx.record('absence.added', id, { volunteerId: volunteer.id, firstOn: input.firstOn, lastOn: input.lastOn })
  return { kind: 'AbsenceAdded', absenceId: id, volunteerId: volunteer.id } as const
}

/** Takes an absence away again. */
export async function removeAbsence(ctx: Context, input: { readonly id: string }) {
  const id = ctx.idOf(AbsenceView, input.id, 'id')
  await ctx.permit(AbsenceView, id, 'removeAbsence')
  const [removed] = await ctx.run<{ volunteer_id: string }>(
    sql`delete from absence where id = ${id} returning volunteer_id`,
  )
  if (!removed) return ctx.notFound('id')
  ctx.record('absence.removed', id, { volunteerId: removed.volunteer_id })
  return { kind: 'AbsenceRemoved', volunteerId: removed.volunteer_id } as const
}
