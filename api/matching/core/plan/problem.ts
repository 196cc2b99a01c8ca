import type { OverTarget } from '../arcs/format.ts'
import { numberOptions, numberPairs, ranges, usefulArcs } from './problem-rows.ts'

/** Minutes between two places for a volunteer, and the most that any of them come to: gaps above it need no look. */
export interface Travel {
  minutes(volunteer: number, from: number, to: number): number
  readonly most: number
  /** By place: no volunteer is at any other place sooner. */
  readonly leastFrom: Float64Array
}
export const NO_TRAVEL: Travel = { minutes: () => 0, most: 0, leastFrom: new Float64Array(0) }

/** What a problem is made from. Volunteers and tasks stand in the order of their ids; arcs in any order. */
export interface ProblemParts {
  readonly volunteerIds: readonly string[]
  readonly taskIds: readonly string[]
  /** By volunteer; Infinity: no limit, and -1: no target. */
  readonly maxMinutes: Float64Array
  readonly maxVisits: Float64Array
  readonly target: Float64Array
  /** By task; person -1: none. Persons are numbered from 0. */
  readonly value: Float64Array
  readonly places: Int32Array
  readonly required: Uint8Array
  readonly person: Int32Array
  /** By arc; start -1: untimed. */
  readonly arcs: ArcColumns
  readonly travel: Travel
  readonly facePenalty: number
  readonly overTarget?: OverTarget
  /** Rows of `arcs` that must be in the plan, and those of the plan before. */
  readonly pins: readonly number[]
  readonly previous: readonly number[]
  readonly keepBonus: number
}

export interface ArcColumns {
  readonly length: number
  readonly volunteer: Int32Array
  readonly task: Int32Array
  readonly start: Int32Array
  readonly minutes: Int32Array
  readonly points: Float64Array
  readonly at: Int32Array
}

/**
 * A week as the search sees it: numbers in rows. Arcs are sorted by task, then by points (with the bonus for keeping),
 * greatest first, then by volunteer and start, so that the order of the input is forgotten. Arcs that no plan can hold
 * are left out.
 */
export interface Problem {
  readonly volunteers: number
  readonly tasks: number
  readonly arcs: number
  readonly volunteerIds: readonly string[]
  readonly taskIds: readonly string[]
  readonly maxMinutes: Float64Array
  readonly maxVisits: Float64Array
  readonly target: Float64Array
  readonly value: Float64Array
  readonly places: Int32Array
  readonly required: Uint8Array
  readonly person: Int32Array
  readonly persons: number
  /** Arcs of task t: taskFrom[t] to taskFrom[t + 1]. */
  readonly taskFrom: Int32Array
  readonly arcVolunteer: Int32Array
  readonly arcTask: Int32Array
  readonly arcStart: Int32Array
  readonly arcMinutes: Int32Array
  /** What the plan is worth by it, and the same with the bonus for keeping: what the search goes by. */
  readonly arcPoints: Float64Array
  readonly arcGuide: Float64Array
  readonly arcAt: Int32Array
  /** The number of (task, start) of the arc, and of (volunteer, person), -1 where new faces do not count. */
  readonly arcOption: Int32Array
  readonly options: number
  readonly arcPair: Int32Array
  readonly pairs: number
  readonly pairPerson: Int32Array
  /** Arcs of volunteer v by start, untimed ones first: volunteerArcs[volunteerFrom[v]] and on. */
  readonly volunteerFrom: Int32Array
  readonly volunteerArcs: Int32Array
  readonly travel: Travel
  readonly facePenalty: number
  readonly overTarget: OverTarget
  /** Arcs that are pinned, and 1 for the tasks they are of. */
  readonly pinned: readonly number[]
  readonly isPinned: Uint8Array
  readonly previous: readonly number[]
  readonly allUntimed: boolean
  /** Tasks with more than one place exist. */
  readonly hasTeams: boolean
}

/** Whether one volunteer may hold both arcs, as far as the diary goes. */
export function compatible(p: Problem, a: number, b: number): boolean {
  const sa = p.arcStart[a] as number
  const sb = p.arcStart[b] as number
  if (sa < 0 || sb < 0) return true
  const v = p.arcVolunteer[a] as number
  const after = sb - sa - (p.arcMinutes[a] as number)
  if (
    after >= 0 &&
    (after >= p.travel.most || after >= p.travel.minutes(v, p.arcAt[a] as number, p.arcAt[b] as number))
  )
    return true
  const before = sa - sb - (p.arcMinutes[b] as number)
  return (
    before >= 0 &&
    (before >= p.travel.most || before >= p.travel.minutes(v, p.arcAt[b] as number, p.arcAt[a] as number))
  )
}

/** What a week of so many minutes costs volunteer v for being over target; 0 or more. */
export function overTargetCost(p: Problem, v: number, minutes: number): number {
  const target = p.target[v] as number
  if (target < 0 || minutes <= target) return 0
  const { pointsPerHour, beyond, pointsPerHourBeyond } = p.overTarget
  const from = target * beyond
  return minutes <= from
    ? ((minutes - target) * pointsPerHour) / 60
    : ((from - target) * pointsPerHour + (minutes - from) * pointsPerHourBeyond) / 60
}

const NO_OVER_TARGET: OverTarget = { pointsPerHour: 0, beyond: 1, pointsPerHourBeyond: 0 }

/** Makes the search's rows out of a file's or a week's. Pins are taken as checked (`checkPins`). */
export function makeProblem(parts: ProblemParts): Problem {
  const { volunteerIds, taskIds, arcs, places, person } = parts
  const V = volunteerIds.length
  const T = taskIds.length
  const bonus = new Set(parts.previous)
  const pinnedRows = new Set(parts.pins)
  const isPinned = new Uint8Array(T)
  for (const row of parts.pins) isPinned[arcs.task[row] as number] = 1

  const keep = usefulArcs(parts, pinnedRows, isPinned)
  const { task, volunteer, start } = arcs
  const guides = arcs.points.slice(0, arcs.length)
  for (const row of bonus) guides[row] = (guides[row] as number) + parts.keepBonus
  // First by task, by counting; then each task's arcs among themselves: a third of the time of one great sort.
  const rowsFrom = ranges(task, T, keep)
  const at = rowsFrom.slice(0, T)
  const sorted = new Int32Array(keep.length)
  for (const row of keep) {
    const t = task[row] as number
    const place = at[t] as number
    at[t] = place + 1
    sorted[place] = row
  }
  for (let t = 0; t < T; t++)
    sorted
      .subarray(rowsFrom[t], rowsFrom[t + 1])
      .sort(
        (a, b) =>
          (guides[b] as number) - (guides[a] as number) ||
          (volunteer[a] as number) - (volunteer[b] as number) ||
          (start[a] as number) - (start[b] as number),
      )
  keep.set(sorted)
  const A = keep.length
  // Plain loops: `from` with a function takes ten times as long, and there are millions of arcs.
  const takeInto = <Column extends Int32Array | Float64Array>(from: Column, to: Column): Column => {
    for (let a = 0; a < A; a++) to[a] = from[keep[a] as number] as number
    return to
  }
  const take = (column: Int32Array) => takeInto(column, new Int32Array(A))
  const arcVolunteer = take(volunteer)
  const arcTask = take(task)
  const arcStart = take(start)
  const taskFrom = ranges(arcTask, T)
  const { arcOption, options } = numberOptions(taskFrom, arcStart)
  const { arcPair, pairs, pairPerson } = numberPairs(arcTask, arcVolunteer, taskFrom, person, places, V)

  const volunteerFrom = ranges(arcVolunteer, V)
  const next = volunteerFrom.slice(0, V)
  const volunteerArcs = new Int32Array(A)
  for (let a = 0; a < A; a++) {
    const v = arcVolunteer[a] as number
    const at = next[v] as number
    next[v] = at + 1
    volunteerArcs[at] = a
  }
  for (let v = 0; v < V; v++)
    volunteerArcs
      .subarray(volunteerFrom[v], volunteerFrom[v + 1])
      .sort((a, b) => (arcStart[a] as number) - (arcStart[b] as number) || a - b)

  const indexOf = new Map<number, number>()
  for (let a = 0; a < A; a++) {
    const row = keep[a] as number
    if (pinnedRows.has(row) || bonus.has(row)) indexOf.set(row, a)
  }
  const found = (rows: readonly number[]) =>
    rows
      .map((row) => indexOf.get(row))
      .filter((a) => a !== undefined)
      .sort((a, b) => a - b)
  return {
    volunteers: V,
    tasks: T,
    arcs: A,
    volunteerIds,
    taskIds,
    maxMinutes: parts.maxMinutes,
    maxVisits: parts.maxVisits,
    target: parts.target,
    value: parts.value,
    places,
    required: parts.required,
    person,
    persons: 1 + person.reduce((most, each) => Math.max(most, each), -1),
    taskFrom,
    arcVolunteer,
    arcTask,
    arcStart,
    arcMinutes: take(arcs.minutes),
    arcPoints: takeInto(arcs.points, new Float64Array(A)),
    arcGuide: takeInto(guides, new Float64Array(A)),
    arcAt: take(arcs.at),
    arcOption,
    options,
    arcPair,
    pairs,
    pairPerson,
    volunteerFrom,
    volunteerArcs,
    travel: parts.travel,
    facePenalty: parts.facePenalty,
    overTarget: parts.overTarget ?? NO_OVER_TARGET,
    pinned: found(parts.pins),
    isPinned,
    previous: found(parts.previous),
    allUntimed: arcStart.every((s) => s < 0),
    hasTeams: places.some((n) => n > 1),
  }
}
