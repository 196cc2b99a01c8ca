import { CarerView, PatientView } from '../people/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { positionIn } from './place-tasks.ts'
import { daysProblems } from './task-days.ts'
import { TaskEntity } from './task.entity.ts'
import { areaOf, otherProblems, timesOf, type Problem, type Timing } from './task.rules.ts'

/** What is said of a task. Absent: the usual, or as it was; null: none. */
export interface TaskFacts {
  kind?: string | null
  inTheirWords?: string | null
  askedWhere?: string | null
  address?: string | null
  latitude?: number | null
  longitude?: number | null
  timing?: Timing | null
  firstOn?: string | null
  startsAt?: string | null
  endsAt?: string | null
  minutes?: number | null
  recurrence?: string | null
  volunteersNeeded?: number | null
  needsLanguage?: string | null
  prefersLanguage?: string | null
  needsGender?: string | null
  prefersGender?: string | null
  hasPets?: boolean | null
  hasSmoking?: boolean | null
  hasStairs?: boolean | null
  skills?: readonly string[] | null
  whatToKnow?: string | null
  priority?: string | null
  targetOn?: string | null
}

export interface RequestTaskInput extends TaskFacts {
  /** Opaque ids: exactly one of the two. */
  patient?: string | null
  carer?: string | null
  kind: string
  inTheirWords: string
  timing: Timing
  firstOn: string
}

/**
 * Writes down that help is wanted. Whoever answers for the person answers for the task. The visits of the next eight
 * weeks are made by `visits`, which listens for 'task.requested'.
 */
export async function requestTask(ctx: Context, input: RequestTaskInput) {
  const person = await personOf(ctx, input)
  const usualMinutes = await usualMinutesOf(ctx, input.kind)
  const times = timesOf({ ...input, usualMinutes: usualMinutes ?? 60 })
  const problems: Problem[] = [
    ...(usualMinutes === undefined ? [{ field: 'kind', code: 'UNKNOWN' }] : []),
    ...(input.inTheirWords === '' ? [{ field: 'inTheirWords', code: 'EMPTY' }] : []),
    ...('timing' in times ? [] : times),
    ...daysProblems({ ...input, today: ctx.today }),
    ...otherProblems(input),
    ...(await skillProblems(ctx, input.skills)),
  ]
  if (problems.length > 0 || !('timing' in times)) return ctx.refuseInput(...problems)
  const task = ctx.em.create(TaskEntity, {
    id: ctx.newId(),
    organisationId: person.organisation_id,
    localityId: person.locality_id,
    patientId: person.patient_id,
    carerId: person.carer_id,
    askedById: ctx.viewer.account,
    askedWhere: input.askedWhere ?? 'PHONE',
    kind: input.kind,
    inTheirWords: input.inTheirWords,
    ...(await placeOf(ctx, person, input)),
    ...times,
    firstOn: input.firstOn,
    recurrence: input.recurrence || null,
    volunteersNeeded: input.volunteersNeeded ?? 1,
    needsLanguage: input.needsLanguage === undefined ? person.needs_language : input.needsLanguage || null,
    prefersLanguage: input.prefersLanguage === undefined ? person.prefers_language : input.prefersLanguage || null,
    needsGender: input.needsGender ?? null,
    prefersGender: input.prefersGender ?? null,
    hasPets: input.hasPets ?? false,
    hasSmoking: input.hasSmoking ?? false,
    hasStairs: input.hasStairs ?? false,
    skills: [...new Set(input.skills ?? [])],
    whatToKnow: input.whatToKnow || null,
    priority: input.priority ?? 'ROUTINE',
    targetOn: input.targetOn ?? null,
    status: 'OPEN',
    createdAt: ctx.now,
  })
  await ctx.em.flush()
  ctx.record('task.requested', task.id)
  return { kind: 'TaskRequested', taskId: task.id } as const
}

interface AskedFor {
  patient_id: string | null
  carer_id: string | null
  organisation_id: string
  locality_id: string
  locality: string
  town: string | null
  postcode: string | null
  latitude: number | null
  longitude: number | null
  needs_language: string | null
  prefers_language: string | null
  is_closed: boolean
}

/** For whom, if the viewer may ask for them. A person who has died or left is asked for no more. */
async function personOf(ctx: Context, input: RequestTaskInput): Promise<AskedFor> {
  if ((input.patient == null) === (input.carer == null))
    return ctx.refuseInput({ field: input.patient == null ? 'patient' : 'carer', code: 'ONE_OF_PATIENT_AND_CARER' })
  const isPatient = input.patient != null
  const view = isPatient ? PatientView : CarerView
  const id = ctx.idOf(view, (input.patient ?? input.carer) as string, isPatient ? 'patient' : 'carer')
  await ctx.permit(view, id, 'requestTask')
  // FOR SHARE, so that a closing or a recorded death waits for us, or we for it.
  const [person] = isPatient
    ? await ctx.run<AskedFor>(sql`select r.id as patient_id, null as carer_id, r.organisation_id, r.locality_id, l.name as locality,
        p.town, p.postcode, p.latitude, p.longitude, p.needs_language, p.prefers_language,
        (r.status = 'CLOSED' or p.date_of_death is not null) as is_closed
        from patient r join person p on p.id = r.person_id join locality l on l.id = r.locality_id
        where r.id = ${id}::uuid for share of r, p`)
    : await ctx.run<AskedFor>(sql`select null as patient_id, r.id as carer_id, r.organisation_id, r.locality_id, l.name as locality,
        p.town, p.postcode, p.latitude, p.longitude, p.needs_language, p.prefers_language,
        p.date_of_death is not null as is_closed
        from carer r join person p on p.id = r.person_id join locality l on l.id = r.locality_id
        where r.id = ${id}::uuid for share of r, p`)
  if (!person) return ctx.notFound(isPatient ? 'patient' : 'carer')
  if (person.is_closed) return ctx.refuseInput({ field: isPatient ? 'patient' : 'carer', code: 'CLOSED' })
  return person
}

/** Where it is: as given; else by the postcode of an address elsewhere; else at the person's. */
async function placeOf(ctx: Context, person: AskedFor, input: TaskFacts) {
  const at = input.latitude != null ? input : input.address ? await positionIn(ctx, input.address) : person
  return {
    address: input.address || null,
    latitude: at?.latitude ?? null,
    longitude: at?.longitude ?? null,
    area: areaOf({
      address: input.address,
      town: person.town,
      postcode: person.postcode,
      localityName: person.locality,
    }),
  }
}

/** The usual length of a kind of task in minutes; undefined for a kind there is not. */
export async function usualMinutesOf(ctx: Context, kind: string): Promise<number | undefined> {
  const [known] = await ctx.run<{ usual_minutes: number }>(
    sql`select usual_minutes from task_kind where code = ${kind}`,
  )
  return known?.usual_minutes
}

/** Skills that are not in the list of skills. */
export async function skillProblems(ctx: Context, skills: readonly string[] | null | undefined): Promise<Problem[]> {
  if (!skills?.length) return []
  const unknown = await ctx.run(
    sql`select 1 from unnest(${skills}::text[]) s where not exists (select 1 from skill k where k.code = s)`,
  )
  return unknown.length > 0 ? [{ field: 'skills', code: 'UNKNOWN' }] : []
}
