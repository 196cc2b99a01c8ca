import { FileRefused, type Assignment } from '../arcs/format.ts'
import { checkPins } from '../plan/pins.ts'
import { makeProblem, type Problem, type ProblemParts } from '../plan/problem.ts'
import { POINTS, URGENCY } from '../points.ts'
import { arcsOfWeek } from './arcs.ts'
import type { WeekFile } from './format.ts'

/** What being over target costs where a file says nothing else. */
const USUAL_OVER_TARGET = {
  pointsPerHour: -POINTS.overTargetAnHour,
  beyond: POINTS.beyond,
  pointsPerHourBeyond: -POINTS.overTargetAnHourBeyond,
}

/** The search's problem of a week that `readWeek` has read. Throws FileRefused where a pin cannot be. */
export function problemOfWeek(week: WeekFile): Problem {
  const { volunteers, tasks, arcs, travel } = arcsOfWeek(week)
  const persons = [...new Set(tasks.map((t) => t.person))].sort()
  const personAt = new Map(persons.map((p, i) => [p, i]))
  const volunteerAt = new Map(volunteers.map((v, i) => [v.id, i]))
  const taskAt = new Map(tasks.map((t, i) => [t.id, i]))
  const key = (t: number, v: number, start: number) => `${t} ${v} ${start}`
  const keyOf = (a: Assignment) =>
    key(taskAt.get(a.task) ?? -1, volunteerAt.get(a.volunteer) ?? -1, a.start === null ? -1 : a.start)
  const rows = new Map<string, number>()
  const wanted = new Set([...(week.pins ?? []), ...(week.previous ?? [])].map(keyOf))
  if (wanted.size > 0)
    for (let row = 0; row < arcs.length; row++) {
      const k = key(arcs.task[row] as number, arcs.volunteer[row] as number, arcs.start[row] as number)
      if (wanted.has(k)) rows.set(k, row)
    }
  const pins = (week.pins ?? []).map((pin, i) => {
    const row = rows.get(keyOf(pin))
    if (row === undefined)
      throw new FileRefused(`pins[${i}]`, 'this volunteer may not do this task at this start, by the hard rules')
    return row
  })
  const parts: ProblemParts = {
    volunteerIds: volunteers.map((v) => v.id),
    taskIds: tasks.map((t) => t.id),
    maxMinutes: Float64Array.from(volunteers, (v) => v.maxMinutes ?? Infinity),
    maxVisits: Float64Array.from(volunteers, (v) => v.maxVisits ?? Infinity),
    target: Float64Array.from(volunteers, (v) => v.targetMinutes ?? -1),
    value: Float64Array.from(tasks, (t) => POINTS.visit * URGENCY[t.priority ?? 'ROUTINE'] * (t.places ?? 1)),
    places: Int32Array.from(tasks, (t) => t.places ?? 1),
    required: Uint8Array.from(tasks, (t) => (t.required ? 1 : 0)),
    person: Int32Array.from(tasks, (t) => personAt.get(t.person) ?? -1),
    arcs,
    travel,
    facePenalty: week.facePenalty ?? -POINTS.newFace,
    overTarget: week.overTarget ?? USUAL_OVER_TARGET,
    pins: [...new Set(pins)],
    previous: [...new Set((week.previous ?? []).flatMap((each) => rows.get(keyOf(each)) ?? []))],
    keepBonus: week.keepBonus ?? 25,
  }
  checkPins(parts, pins)
  return makeProblem(parts)
}
