import { checkPins } from '../plan/pins.ts'
import {
  makeProblem,
  NO_TRAVEL,
  type ArcColumns,
  type Problem,
  type ProblemParts,
  type Travel,
} from '../plan/problem.ts'
import { FileRefused, type ArcsFile, type Assignment } from './format.ts'

/**
 * The search's problem of a file that `readArcs` has read.
 *
 * @throws FileRefused where pins name no arc or contradict each other
 */
export function problemOfArcs(file: ArcsFile): Problem {
  // By code units, so that no language's way of sorting matters.
  const volunteers = file.volunteers.toSorted(byId)
  const tasks = file.tasks.toSorted(byId)
  const volunteerAt = new Map(volunteers.map((v, i) => [v.id, i]))
  const taskAt = new Map(tasks.map((t, i) => [t.id, i]))
  const persons = [...new Set(tasks.flatMap((t) => t.person ?? []))].sort()
  const personAt = new Map(persons.map((p, i) => [p, i]))

  const n = file.arcs.length
  const arcs: ArcColumns = {
    length: n,
    volunteer: new Int32Array(n),
    task: new Int32Array(n),
    start: new Int32Array(n),
    minutes: new Int32Array(n),
    points: new Float64Array(n),
    at: new Int32Array(n),
  }
  for (const [row, a] of file.arcs.entries()) {
    arcs.volunteer[row] = volunteerAt.get(a.volunteer) ?? -1
    arcs.task[row] = taskAt.get(a.task) ?? -1
    arcs.start[row] = a.start ?? -1
    arcs.minutes[row] = a.minutes
    arcs.points[row] = a.points
    arcs.at[row] = a.at ?? 0
  }
  const travel = travelOf(file)
  const pins = file.pins ?? []
  const rows = findRows(file, [...pins, ...(file.previous ?? [])])
  const pinned = pins.map((pin, i) => {
    const row = rows.get(keyOf(pin))
    if (row === undefined) throw new FileRefused(`pins[${i}]`, `names no arc: ${said(pin)}`)
    return row
  })
  const parts: ProblemParts = {
    volunteerIds: volunteers.map((v) => v.id),
    taskIds: tasks.map((t) => t.id),
    maxMinutes: Float64Array.from(volunteers, (v) => v.maxMinutes ?? Infinity),
    maxVisits: Float64Array.from(volunteers, (v) => v.maxVisits ?? Infinity),
    target: Float64Array.from(volunteers, (v) => v.targetMinutes ?? -1),
    value: Float64Array.from(tasks, (t) => t.value),
    places: Int32Array.from(tasks, (t) => t.places ?? 1),
    required: Uint8Array.from(tasks, (t) => (t.required === true ? 1 : 0)),
    person: Int32Array.from(tasks, (t) => (t.person == null ? -1 : (personAt.get(t.person) ?? -1))),
    arcs,
    travel,
    facePenalty: file.facePenalty ?? 0,
    ...(file.overTarget && { overTarget: file.overTarget }),
    pins: [...new Set(pinned)],
    // A plan before this one may name people and tasks that are gone: there is nothing left to keep.
    previous: [...new Set((file.previous ?? []).flatMap((each) => rows.get(keyOf(each)) ?? []))],
    keepBonus: file.keepBonus ?? 0,
  }
  checkPins(parts, pinned)
  return makeProblem(parts)
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const keyOf = (a: Assignment) => JSON.stringify([a.task, a.volunteer, a.start])
const said = (a: Assignment) =>
  `volunteer ${JSON.stringify(a.volunteer)}, task ${JSON.stringify(a.task)}, start ${a.start}`

/** The rows of the arcs that these name, by key. */
function findRows(file: ArcsFile, wanted: readonly Assignment[]): Map<string, number> {
  const rows = new Map<string, number>()
  if (wanted.length === 0) return rows
  const keys = new Set(wanted.map(keyOf))
  for (const [row, a] of file.arcs.entries()) {
    const key = keyOf(a)
    if (keys.has(key)) rows.set(key, row)
  }
  return rows
}

function travelOf(file: ArcsFile): Travel {
  const rows = file.travelMinutes
  if (!rows || rows.length === 0) return NO_TRAVEL
  const n = rows.length
  const table = new Int32Array(n * n)
  let most = 0
  for (const [i, row] of rows.entries())
    for (const [j, minutes] of row.entries()) {
      table[i * n + j] = minutes
      if (minutes > most) most = minutes
    }
  const leastFrom = Float64Array.from(rows, (row, i) =>
    row.reduce((least, minutes, j) => (j === i ? least : Math.min(least, minutes)), most),
  )
  return { minutes: (_, from, to) => table[from * n + to] as number, most, leastFrom }
}
