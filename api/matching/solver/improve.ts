import { lagrangianBound, overTargetCost, valueOfArcs, type Problem } from '../core/plan/index.ts'
import { ProgrammeBuilder, solve } from './highs.ts'

export interface ImproveOptions {
  /** Seconds for all of it: schedules by the bound's prices first, then the solver. */
  readonly seconds: number
  readonly signal?: AbortSignal
}

/** More schedules than this are not handed to the solver: those that lose least at the last prices are. */
const MOST_SCHEDULES = 5_000
/** The part of the time that goes to finding schedules. */
const FINDING = 0.35

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/**
 * Makes a plan better by choosing one whole week a volunteer out of many (set packing): the weeks of the plan itself and
 * those that the prices of the bound called best. HiGHS starts from the plan, so the answer is never worse. Meant for a
 * neighbourhood; a large problem gains little.
 */
export async function improveByHighs(
  p: Problem,
  arcs: readonly number[],
  { seconds, signal }: ImproveOptions,
): Promise<readonly number[]> {
  if (p.arcs === 0) return arcs
  const schedules = findSchedules(p, arcs, seconds * FINDING)
  const { programme, start, arcsOf } = master(p, schedules, arcs)
  const solved = await solve(programme, seconds * (1 - FINDING), start, signal)
  return solved.x ? arcsOf(solved.x) : arcs
}

interface Schedule {
  readonly volunteer: number
  readonly arcs: readonly number[]
  readonly isOfPlan: boolean
}

function findSchedules(p: Problem, arcs: readonly number[], seconds: number): Schedule[] {
  const found = new Map<string, Schedule>()
  const pinned = new Set(p.pinned)
  const add = (volunteer: number, list: readonly number[], isOfPlan: boolean) => {
    const sorted = list.toSorted((a, b) => a - b)
    const key = `${volunteer} ${sorted.join(' ')}`
    const known = found.get(key)
    if (!known || isOfPlan) found.set(key, { volunteer, arcs: sorted, isOfPlan })
  }
  const began = cpuSeconds()
  const progress = () => (cpuSeconds() - began) / seconds
  const value = valueOfArcs(p, arcs)
  const covered = new Set(arcs.map((a) => p.arcTask[a] as number))
  const requiredCovered = [...covered].filter((t) => p.required[t] === 1).length
  const priced = lagrangianBound(p, {
    value,
    requiredCovered,
    progress,
    nodes: 20_000,
    onSchedule: (volunteer, list) => {
      if (progress() < 0.5 || list.length === 0) return
      add(volunteer, list, false)
      // With one visit less it often fits beside a neighbour's.
      if (list.length > 1)
        for (const left of list)
          if (!pinned.has(left))
            add(
              volunteer,
              list.filter((a) => a !== left),
              false,
            )
    },
  })
  const best = [...found.values()]
    .map((schedule) => ({ schedule, loss: priced.lossOf(schedule.volunteer, schedule.arcs) }))
    .toSorted((a, b) => a.loss - b.loss)
    .slice(0, MOST_SCHEDULES)
  found.clear()
  for (const { schedule } of best) add(schedule.volunteer, schedule.arcs, false)
  for (const [v, list] of Map.groupBy(arcs, (a) => p.arcVolunteer[a] as number)) add(v, list, true)
  return [...found.values()]
}

/** The set-packing programme: one schedule a volunteer, each task once, teams complete, the first face of a person free. */
function master(p: Problem, schedules: readonly Schedule[], plan: readonly number[]) {
  const builder = new ProgrammeBuilder()
  const ofVolunteer = new Map<number, [number, number][]>()
  const ofTask = new Map<number, [number, number][]>()
  const ofOption = new Map<number, [number, number][]>()
  const ofPerson = new Map<number, [number, number][]>()
  const required: [number, number][] = []
  const start: number[] = []
  const put = (map: Map<number, [number, number][]>, key: number, entry: [number, number]) => {
    const list = map.get(key)
    if (list) list.push(entry)
    else map.set(key, [entry])
  }
  for (const { volunteer, arcs, isOfPlan } of schedules) {
    let cost = 0
    let minutes = 0
    const pairs = new Set<number>()
    for (const a of arcs) {
      const t = p.arcTask[a] as number
      cost += p.arcPoints[a] as number
      if (p.places[t] === 1) cost += p.value[t] as number
      minutes += p.arcMinutes[a] as number
      if ((p.arcPair[a] as number) >= 0) pairs.add(p.arcPair[a] as number)
    }
    const y = builder.column(cost - overTargetCost(p, volunteer, minutes) - pairs.size * p.facePenalty, true)
    start.push(isOfPlan ? 1 : 0)
    put(ofVolunteer, volunteer, [y, 1])
    for (const a of arcs) {
      const t = p.arcTask[a] as number
      if (p.places[t] === 1) {
        put(ofTask, t, [y, 1])
        if (p.required[t] === 1) required.push([y, 1])
      } else put(ofOption, p.arcOption[a] as number, [y, 1])
    }
    for (const pair of pairs) put(ofPerson, p.pairPerson[pair] as number, [y, -1])
  }
  const inPlan = new Set(plan.map((a) => p.arcOption[a] as number))
  const taskOfOption = new Map<number, number>()
  for (let a = 0; a < p.arcs; a++) taskOfOption.set(p.arcOption[a] as number, p.arcTask[a] as number)
  for (const [option, entries] of ofOption) {
    const t = taskOfOption.get(option) as number
    const z = builder.column(p.value[t] as number, true)
    start.push(inPlan.has(option) ? 1 : 0)
    builder.row(0, 0, [...entries, [z, -(p.places[t] as number)]])
    put(ofTask, t, [z, 1])
    if (p.required[t] === 1) required.push([z, 1])
  }
  const met = new Set(
    plan.flatMap((a) => ((p.arcPair[a] as number) >= 0 ? [p.pairPerson[p.arcPair[a] as number]] : [])),
  )
  for (const [person, entries] of ofPerson) {
    const w = builder.column(p.facePenalty, false)
    start.push(met.has(person) ? 1 : 0)
    builder.row(-Infinity, 0, [...entries, [w, 1]])
  }
  const pinnedVolunteers = new Set(p.pinned.map((a) => p.arcVolunteer[a]))
  for (const [v, entries] of ofVolunteer) builder.row(pinnedVolunteers.has(v) ? 1 : 0, 1, entries)
  for (const entries of ofTask.values()) builder.row(0, 1, entries)
  if (required.length > 0) {
    const covered = new Set(plan.map((a) => p.arcTask[a] as number).filter((t) => p.required[t] === 1)).size
    builder.row(covered, Infinity, required)
  }
  return {
    programme: builder.done(),
    start: Float64Array.from(start),
    arcsOf: (x: Float64Array): number[] =>
      schedules.flatMap(({ arcs }, i) => ((x[i] as number) > 0.5 ? arcs : [])).toSorted((a, b) => a - b),
  }
}
