import { sql, type Context } from '../reads/index.ts'
import { skillProblems, usualMinutesOf, type TaskFacts } from './request-task.ts'
import { positionIn } from './place-tasks.ts'
import { daysProblems } from './task-days.ts'
import { TaskEntity, type Task } from './task.entity.ts'
import { areaOf, isWanted, otherProblems, timesOf, type Problem, type TaskStatus, type Timing } from './task.rules.ts'
import { TaskView } from './task.views.ts'

export interface EditTaskInput extends TaskFacts {
  id: string
  version: number
}

const times = ['timing', 'firstOn', 'startsAt', 'endsAt', 'minutes', 'recurrence'] as const
const compulsory = ['kind', 'inTheirWords', 'timing', 'firstOn', 'askedWhere', 'priority'] as const
const plain = [
  'askedWhere',
  'inTheirWords',
  'needsLanguage',
  'prefersLanguage',
  'needsGender',
  'prefersGender',
  'whatToKnow',
  'priority',
  'targetOn',
] as const
const flags = ['hasPets', 'hasSmoking', 'hasStairs'] as const

/**
 * Changes what is wanted. Fields that are absent stay as they are. What a volunteer has agreed to (times, kind, skills,
 * fewer people) changes only while nobody is on it: NotPossible SOMEBODY_IS_ON_IT says to end their assignments first.
 */
export async function editTask(ctx: Context, input: EditTaskInput) {
  const id = ctx.idOf(TaskView, input.id, 'id')
  await ctx.permit(TaskView, id, 'editTask')
  await ctx.run(sql`select 1 from task where id = ${id}::uuid for update`)
  const task = await ctx.em.findOneOrFail(TaskEntity, { id })
  if (task.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  const status = task.status as TaskStatus
  if (!isWanted(status)) return { kind: 'NotPossible', because: 'IT_IS_OVER', status } as const

  const { next, ...changed } = await decide(ctx, task, input)
  if (status !== 'OPEN' && (changed.times || changed.agreed))
    return { kind: 'NotPossible', because: 'SOMEBODY_IS_ON_IT', status } as const
  Object.assign(task, next, { version: task.version + 1 })
  await ctx.em.flush()
  ctx.record('task.edited', id, { timesChanged: changed.times, placesChanged: changed.places })
  return { kind: 'TaskEdited', taskId: id } as const
}

/** The task as it would be, and what of the change weighs: the times, what a volunteer was told, how many are needed.
 *  The row is left alone: any statement of a command writes what was changed before it. */
async function decide(ctx: Context, task: Task, input: EditTaskInput) {
  const now = timesNow(task)
  const kind = input.kind ?? task.kind
  const usualMinutes = await usualMinutesOf(ctx, kind)
  const said = { ...now, ...definedOf(input) }
  const touchesTimes = times.some((field) => input[field] !== undefined)
  // A new start of a fixed visit moves its end along, and a new end its length, unless that was said too.
  if (said.timing === 'FIXED' && touchesTimes) {
    if (input.endsAt === undefined) said.endsAt = null
    else if (input.minutes === undefined) said.minutes = null
  }
  if (said.timing === 'UNTIMED') Object.assign(said, { startsAt: input.startsAt ?? null, endsAt: input.endsAt ?? null })
  const made = timesOf({ ...said, usualMinutes: usualMinutes ?? 60 })
  const problems: Problem[] = [
    ...compulsory
      .filter((field) => input[field] === null || input[field] === '')
      .map((field) => ({ field, code: 'EMPTY' })),
    ...(usualMinutes === undefined ? [{ field: 'kind', code: 'UNKNOWN' }] : []),
    ...('timing' in made ? [] : made),
    // A first day long past is no mistake of this edit, unless it is what was edited.
    ...(touchesTimes
      ? daysProblems({ ...said, today: ctx.today }).filter(
          (p) => p.code !== 'TOO_LONG_AGO' || input.firstOn !== undefined,
        )
      : []),
    ...otherProblems(input),
    ...(await skillProblems(ctx, input.skills)),
  ]
  if (problems.length > 0 || !('timing' in made)) return ctx.refuseInput(...problems)

  const next: Partial<Task> = { ...made, kind, firstOn: said.firstOn, recurrence: said.recurrence || null }
  for (const field of plain)
    if (input[field] !== undefined) Object.assign(next, { [field]: input[field] === '' ? null : input[field] })
  for (const flag of flags) if (input[flag] != null) next[flag] = input[flag]
  if (input.skills !== undefined) next.skills = [...new Set(input.skills ?? [])]
  if (input.volunteersNeeded != null) next.volunteersNeeded = input.volunteersNeeded
  Object.assign(next, await placeNow(ctx, task, input))
  const needed = next.volunteersNeeded ?? task.volunteersNeeded
  return {
    next,
    times:
      JSON.stringify({ ...now, ...made, firstOn: next.firstOn, recurrence: next.recurrence }) !== JSON.stringify(now),
    agreed:
      kind !== task.kind ||
      listOf(next.skills ?? task.skills) !== listOf(task.skills) ||
      needed < task.volunteersNeeded,
    places: needed !== task.volunteersNeeded,
  }
}

const listOf = (codes: readonly string[]) => codes.toSorted().join()

const timesNow = (task: Task) => ({
  timing: task.timing as Timing,
  firstOn: task.firstOn,
  startsAt: task.startsAt?.slice(0, 5) ?? null,
  endsAt: task.endsAt?.slice(0, 5) ?? null,
  minutes: task.minutes as number | null,
  recurrence: task.recurrence ?? null,
})

/** The times that were said: null clears an hour or the rule, and means "as usual" for the minutes. */
function definedOf(input: EditTaskInput) {
  const said: Partial<ReturnType<typeof timesNow>> = {}
  for (const field of times) if (input[field] !== undefined) Object.assign(said, { [field]: input[field] })
  return said
}

/** Where it is, if that was said: by the postcode of an address elsewhere; without an address at the person's again. */
async function placeNow(ctx: Context, task: Task, input: EditTaskInput): Promise<Partial<Task>> {
  const given = input.latitude === undefined ? {} : { latitude: input.latitude, longitude: input.longitude ?? null }
  if (input.address === undefined) return given
  const [home] = await ctx.run<{
    town: string | null
    postcode: string | null
    latitude: number | null
    longitude: number | null
    locality: string
  }>(
    sql`select p.town, p.postcode, p.latitude, p.longitude, l.name as locality
      from person p join locality l on l.id = ${task.localityId}::uuid
      where p.id = coalesce((select person_id from patient where id = ${task.patientId}::uuid),
        (select person_id from carer where id = ${task.carerId}::uuid))`,
  )
  if (!home) return given
  const address = input.address || null
  const at = address ? await positionIn(ctx, address) : home
  return {
    address,
    area: areaOf({ address, town: home.town, postcode: home.postcode, localityName: home.locality }),
    latitude: at?.latitude ?? null,
    longitude: at?.longitude ?? null,
    ...given,
  }
}
