import { LockMode } from '@mikro-orm/core'
import { sql, type Context } from '../reads/index.ts'
import { VolunteerEntity, type Volunteer } from './volunteer.entity.ts'
import { VolunteerView } from './volunteer.views.ts'

/**
 * The volunteer of an input, held to a grant and locked, so that nobody is assigned to a visit on what is about to
 * change (the clearance trigger waits for this lock).
 * @param id an opaque Volunteer id, in the input's field `volunteer` unless said
 */
export async function lockedVolunteer(
  ctx: Context,
  id: string,
  action: string,
  field = 'volunteer',
): Promise<Volunteer> {
  const uuid = ctx.idOf(VolunteerView, id, field)
  await ctx.permit(VolunteerView, uuid, action)
  return ctx.em.findOneOrFail(VolunteerEntity, { id: uuid }, { lockMode: LockMode.PESSIMISTIC_WRITE })
}

/** Refuses codes that the word list does not have. */
export async function checkCodes(
  ctx: Context,
  list: 'skill' | 'training_course' | 'task_kind',
  codes: readonly string[],
  field: string,
): Promise<void> {
  if (codes.length === 0) return
  const known =
    list === 'skill'
      ? sql`select code from skill where code = any(${codes})`
      : list === 'training_course'
        ? sql`select code from training_course where code = any(${codes})`
        : sql`select code from task_kind where code = any(${codes})`
  const found = new Set((await ctx.run<{ code: string }>(known)).map((row) => row.code))
  if (!codes.every((code) => found.has(code))) ctx.refuseInput({ field, code: 'NOT_IN_LIST' })
}
