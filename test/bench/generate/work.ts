import {
  addDays,
  startOfIsoWeek,
  timeOfMinutes,
  toIso,
  type Instant,
  type LocalDate,
} from '../../../api/kernel/index.ts'
import { horizonOf, plannedBetween, type TaskTimes } from '../../../api/visits/planned-visits.ts'
import type { Home, Making, Patient } from './network.ts'
import { insertRows, type Row } from './rows.ts'
import type { Volunteer } from './volunteers.ts'

export interface Work {
  readonly openTaskIds: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

interface Rule {
  kind: string
  usual_minutes: number
  accepted: string[] | null
  skills: string[]
  trainings: string[]
}

const WEEKS_BACK = 12

/** Writes weekly tasks with who is on them and their visits, past and to come, and tasks that nobody is on. */
export async function giveWork(
  making: Making,
  home: Home,
  given: {
    readonly people: readonly Patient[]
    readonly volunteers: readonly Volunteer[]
    readonly coOrdinatorId: string
    readonly series: number
    readonly openTasks: number
  },
): Promise<Work> {
  const { client, rng, newId, today } = making
  // What each kind of task asks for is the product's own table.
  const { rows: rules } = await client.query<Rule>(`
    select r.kind, k.usual_minutes, r.skills, r.trainings,
      (select array_agg(c.has) from check_covers c where c.needs = r.check_level) as accepted
    from task_rule r join task_kind k on k.code = r.kind where r.role = 'LEAD' and k.code <> 'OTHER' order by 1`)
  const out = { tasks: [] as Row[], visits: [] as Row[], assignments: [] as Row[], offers: [] as Row[] }
  const shared = { organisation_id: home.organisationId, version: 1 }

  const addTask = (person: Patient, rule: Rule, times: TaskTimes, more: Row = {}) => {
    const id = newId()
    out.tasks.push({
      id,
      ...shared,
      locality_id: person.localityId,
      patient_id: person.id,
      kind: rule.kind,
      in_their_words: 'Somebody to give me a hand and have a cup of tea with.',
      asked_by_id: given.coOrdinatorId,
      asked_where: 'PHONE',
      area: 'Eastmarsh, ZE3',
      latitude: person.lat,
      longitude: person.lon,
      timing: times.timing,
      first_on: times.firstOn,
      starts_at: times.startsAt,
      ends_at: times.endsAt,
      minutes: times.minutes,
      recurrence: times.recurrence,
      volunteers_needed: 1,
      has_pets: rng.next() < 0.25,
      has_smoking: rng.next() < 0.15,
      has_stairs: rng.next() < 0.2,
      skills: [],
      priority: rng.pick(['ROUTINE', 'ROUTINE', 'SOON', 'URGENT']),
      status: 'OPEN',
      planned_until: horizonOf(times, today),
      created_at: `${addDays(today, -100)}T09:00:00Z`,
      needs_language: null,
      prefers_language: null,
      needs_gender: null,
      prefers_gender: null,
      ...more,
    })
    return id
  }
  const addVisits = (taskId: string, person: Patient, times: TaskTimes, isHeld: boolean): string[] =>
    plannedBetween(times, times.firstOn, horizonOf(times, today)).map(({ on, at, window }) => {
      const isOver = on < today
      const id = newId()
      out.visits.push({
        id,
        task_id: taskId,
        ...shared,
        locality_id: person.localityId,
        occurs_on: on,
        starts_at: iso(at?.from),
        ends_at: iso(at?.to),
        window_starts_at: iso(window?.from),
        window_ends_at: iso(window?.to),
        minutes: times.minutes,
        status: isOver ? 'ENDED' : isHeld ? 'CONFIRMED' : 'PLANNED',
        reported_minutes: isOver ? times.minutes : null,
        went: isOver ? 'FINE' : null,
      })
      return id
    })

  // Series that somebody is on: in their usual hours, at most two a window, none where they are away.
  const able = given.volunteers.filter((volunteer) => volunteer.isActive)
  const slots = rng.shuffle(
    able.flatMap((volunteer) =>
      volunteer.windows.flatMap(({ weekday, from }) =>
        [0, 130].map((later) => ({ volunteer, weekday, from: from + later })),
      ),
    ),
  )
  let series = 0
  for (const { volunteer, weekday, from } of slots) {
    if (series === given.series) break
    if (volunteer.away) continue
    const rule = rng.pick(rules)
    if (!isCleared(volunteer, rule)) continue
    const minutes = Math.min(rule.usual_minutes, 120)
    const firstOn = addDays(startOfIsoWeek(today), -7 * WEEKS_BACK + weekday - 1)
    const times: TaskTimes = {
      timing: 'FIXED',
      firstOn,
      startsAt: timeOfMinutes(from),
      endsAt: timeOfMinutes(from + minutes),
      minutes,
      recurrence: 'FREQ=WEEKLY',
    }
    const person = rng.pick(given.people)
    const taskId = addTask(person, rule, times, { status: 'ACTIVE' })
    const held = { task_id: taskId, place: 1, volunteer_id: volunteer.id, ...shared, locality_id: person.localityId }
    const seriesId = newId()
    out.assignments.push({ id: seriesId, visit_id: null, series_id: null, ...held })
    for (const visitId of addVisits(taskId, person, times, true))
      out.assignments.push({ id: newId(), visit_id: visitId, series_id: seriesId, ...held })
    series++
  }

  // Tasks that nobody is on, of every kind and timing, some asked for already and declined.
  const openTaskIds: string[] = []
  const strangers = given.people.slice(-given.openTasks)
  for (let i = 0; i < given.openTasks; i++) {
    // Half are of people who know somebody from another task.
    const person = i % 2 === 0 ? rng.pick(given.people) : (strangers[i] ?? rng.pick(given.people))
    const rule = rules[i % rules.length] as Rule
    const times = wanted(making, rule, i)
    const taskId = addTask(person, rule, times, {
      needs_language: rng.next() < 0.05 ? 'cy' : null,
      prefers_language: rng.next() < 0.1 ? 'cy' : null,
      needs_gender: rng.next() < 0.08 ? 'FEMALE' : null,
      prefers_gender: rng.next() < 0.15 ? rng.pick(['FEMALE', 'MALE']) : null,
      volunteers_needed: i % 12 === 5 ? 2 : 1,
    })
    const [visitId] = addVisits(taskId, person, times, false)
    openTaskIds.push(taskId)
    for (const volunteer of rng.shuffle(able).slice(0, rng.int(4)))
      out.offers.push({
        id: newId(),
        round_id: newId(),
        task_id: taskId,
        visit_id: times.recurrence === null ? (visitId ?? null) : null,
        volunteer_id: volunteer.id,
        ...shared,
        locality_id: person.localityId,
        choosing: 'FIRST_TO_ACCEPT',
        status: 'DECLINED',
        sent_by_id: given.coOrdinatorId,
        sent_at: `${addDays(today, -3)}T09:00:00Z`,
        lapses_at: `${addDays(today, -1)}T09:00:00Z`,
        answered_at: `${addDays(today, -2)}T09:00:00Z`,
      })
  }
  const created = { created_at: `${addDays(today, -7 * WEEKS_BACK)}T08:00:00Z` }
  await write('task', out.tasks)
  await write('visit', out.visits)
  await write(
    'assignment',
    out.assignments.map((row) => ({ ...row, ...created })),
  )
  await write('offer', out.offers)
  const counts = { tasks: out.tasks.length, visits: out.visits.length, assignments: out.assignments.length }
  return { openTaskIds, counts }

  async function write(table: string, rows: readonly Row[]) {
    await insertRows(client, table, Object.keys(rows[0] ?? {}), rows)
  }
}

const iso = (at: Instant | undefined): string | null => (at === undefined ? null : toIso(at))

/** As the trigger on assignments has it, for every day of the weeks that are written. */
const isCleared = (volunteer: Volunteer, rule: Rule): boolean =>
  (rule.accepted === null || (volunteer.check !== null && rule.accepted.includes(volunteer.check))) &&
  rule.trainings.every((course) => volunteer.trainings.has(course)) &&
  rule.skills.every((skill) => volunteer.skills.has(skill))

/** When an open task is wanted: weekly or once, at a time, within some hours or at any time of the week. */
function wanted({ rng, today }: Making, rule: Rule, i: number): TaskTimes {
  const timing = (['FIXED', 'FIXED', 'WINDOW', 'UNTIMED'] as const)[i % 4] ?? 'FIXED'
  const firstOn: LocalDate = addDays(today, 2 + rng.int(10))
  const from = 540 + 30 * rng.int(14)
  const minutes = rule.usual_minutes
  const isTimed = timing !== 'UNTIMED'
  return {
    timing,
    firstOn,
    startsAt: isTimed ? timeOfMinutes(from) : null,
    endsAt: isTimed ? timeOfMinutes(from + (timing === 'WINDOW' ? minutes + 120 : minutes)) : null,
    minutes,
    recurrence: i % 3 === 0 ? null : 'FREQ=WEEKLY',
  }
}
