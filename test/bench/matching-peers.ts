import type { Rng } from '../../api/kernel/index.ts'
import { compatible, firstPlan, type Problem } from '../../api/matching/core/plan/index.ts'
import { Best } from '../../api/matching/core/plan/anneal.ts'
import { ProgrammeBuilder, solve, type Programme, type Solved } from '../../api/matching/solver/highs.ts'

/** As long a memory as Timefold's default. */
const MEMORY = 400

/**
 * Late acceptance (Burke and Bykov 2017), the default of Timefold: changes, swaps and unassignments over the same state,
 * from the same start, accepted when no worse than the plan was 400 moves ago. Half the changes push out what clashes,
 * or it would stop early. Returns the arcs of the best plan.
 */
export function lateAcceptance(p: Problem, rng: Rng, progress: () => number): number[] {
  const state = firstPlan(p)
  const best = new Best(state)
  const late = new Float64Array(MEMORY).fill(state.worth)
  const tasks = Array.from({ length: p.tasks }, (_, t) => t).filter(
    (t) => p.taskFrom[t] !== p.taskFrom[t + 1] && p.isPinned[t] === 0 && p.places[t] === 1,
  )
  const anyArc = (t: number) => {
    const from = p.taskFrom[t] as number
    return from + Math.floor(rng.next() * ((p.taskFrom[t + 1] as number) - from))
  }
  const change = (): boolean => {
    const t = rng.pick(tasks)
    const a = anyArc(t)
    if (state.held[state.heldFrom[t] as number] === a) return false
    if (state.isCovered(t)) state.uncover(t)
    if (!state.fits(a)) {
      if (rng.next() < 0.5) return false
      for (const other of (state.diary[p.arcVolunteer[a] as number] as number[]).slice())
        if (!compatible(p, a, other)) state.uncover(p.arcTask[other] as number)
      if (!state.fits(a)) return false
    }
    state.coverBy(a)
    return true
  }
  const swap = (): boolean => {
    const t = rng.pick(tasks)
    const u = rng.pick(tasks)
    if (t === u || !state.isCovered(t) || !state.isCovered(u)) return false
    const a = state.held[state.heldFrom[t] as number] as number
    const b = state.held[state.heldFrom[u] as number] as number
    const find = (task: number, v: number) => {
      for (let c = p.taskFrom[task] as number; c < (p.taskFrom[task + 1] as number); c++)
        if (p.arcVolunteer[c] === v && state.fits(c)) return c
      return -1
    }
    state.uncover(t)
    state.uncover(u)
    const c = find(t, p.arcVolunteer[b] as number)
    if (c < 0) return false
    state.coverBy(c)
    const d = find(u, p.arcVolunteer[a] as number)
    if (d < 0) return false
    state.coverBy(d)
    return true
  }
  const unassign = (): boolean => {
    const t = rng.pick(tasks)
    if (!state.isCovered(t)) return false
    state.uncover(t)
    return true
  }
  if (tasks.length === 0) return state.arcs()
  for (let i = 0; ; i++) {
    if (i % 64 === 0 && progress() >= 1) break
    const before = state.worth
    state.mark()
    const u = rng.next()
    const done = u < 0.6 ? change() : u < 0.98 ? swap() : unassign()
    if (done && (state.worth >= (late[i % MEMORY] as number) || state.worth >= before)) best.see()
    else {
      state.back()
      state.worth = before
    }
    late[i % MEMORY] = state.worth
  }
  best.restore()
  return state.arcs()
}

/**
 * HiGHS on the whole model: a column an arc; a volunteer's clashes as cliques of one moment (and the pairs that travel
 * alone keeps apart), limits, hours over target, teams and faces as rows.
 */
export async function wholeModel(p: Problem, seconds: number, start?: readonly number[]): Promise<Solved> {
  const { programme, startOf } = arcProgramme(p)
  return await solve(programme, seconds, start && startOf(start))
}

function arcProgramme(p: Problem): { programme: Programme; startOf: (arcs: readonly number[]) => Float64Array } {
  const b = new ProgrammeBuilder()
  for (let a = 0; a < p.arcs; a++) {
    const t = p.arcTask[a] as number
    b.column((p.arcPoints[a] as number) + (p.places[t] === 1 ? (p.value[t] as number) : 0), true)
  }
  const teams = new Map<number, number>()
  for (let t = 0; t < p.tasks; t++) {
    const arcs = range(p.taskFrom[t] as number, p.taskFrom[t + 1] as number)
    if (p.places[t] === 1)
      b.row(
        0,
        1,
        arcs.map((a) => [a, 1]),
      )
    else {
      const byOption = Map.groupBy(arcs, (a) => p.arcOption[a] as number)
      const mine: [number, number][] = []
      for (const [option, its] of byOption) {
        const z = b.column(p.value[t] as number, true)
        teams.set(option, z)
        mine.push([z, 1])
        b.row(0, 0, [...its.map((a): [number, number] => [a, 1]), [z, -(p.places[t] as number)]])
      }
      b.row(0, 1, mine)
    }
  }
  const over: { v: number; low: number; high: number }[] = []
  for (let v = 0; v < p.volunteers; v++) {
    const arcs = Array.from(p.volunteerArcs.subarray(p.volunteerFrom[v], p.volunteerFrom[v + 1]))
    cliques(p, b, arcs)
    const minutes = arcs.map((a): [number, number] => [a, p.arcMinutes[a] as number])
    if (p.maxMinutes[v] !== Infinity) b.row(-Infinity, p.maxMinutes[v] as number, minutes)
    if (p.maxVisits[v] !== Infinity)
      b.row(
        -Infinity,
        p.maxVisits[v] as number,
        arcs.map((a) => [a, 1]),
      )
    const target = p.target[v] as number
    if (target < 0) continue
    const { pointsPerHour, pointsPerHourBeyond, beyond } = p.overTarget
    const low = b.column(-pointsPerHour / 60, false, target * (beyond - 1))
    const high = b.column(-pointsPerHourBeyond / 60, false, 1e6)
    b.row(-Infinity, target, [...minutes, [low, -1], [high, -1]])
    over.push({ v, low, high })
  }
  const pairs = Map.groupBy(
    range(0, p.arcs).filter((a) => (p.arcPair[a] as number) >= 0),
    (a) => p.arcPair[a] as number,
  )
  const faces = new Map<number, [number, number][]>()
  const pairColumn = new Map<number, number>()
  for (const [pair, arcs] of pairs) {
    const y = b.column(-p.facePenalty, false)
    pairColumn.set(pair, y)
    for (const [, its] of Map.groupBy(arcs, (a) => p.arcTask[a] as number))
      b.row(-Infinity, 0, [...its.map((a): [number, number] => [a, 1]), [y, -1]])
    const person = p.pairPerson[pair] as number
    faces.set(person, [...(faces.get(person) ?? []), [y, -1]])
  }
  const personColumn = new Map<number, number>()
  for (const [person, entries] of faces) {
    const w = b.column(p.facePenalty, false)
    personColumn.set(person, w)
    b.row(-Infinity, 0, [...entries, [w, 1]])
  }
  const programme = b.done()
  const startOf = (arcs: readonly number[]) => {
    const x = new Float64Array(programme.cols)
    const minutes = new Float64Array(p.volunteers)
    for (const a of arcs) {
      x[a] = 1
      minutes[p.arcVolunteer[a] as number]! += p.arcMinutes[a] as number
      const z = teams.get(p.arcOption[a] as number)
      if (z !== undefined) x[z] = 1
      const pair = p.arcPair[a] as number
      if (pair < 0) continue
      x[pairColumn.get(pair) as number] = 1
      x[personColumn.get(p.pairPerson[pair] as number) as number] = 1
    }
    for (const { v, low, high } of over) {
      const excess = Math.max(0, (minutes[v] as number) - (p.target[v] as number))
      x[low] = Math.min(excess, programme.colUpper[low] as number)
      x[high] = excess - (x[low] as number)
    }
    return x
  }
  return { programme, startOf }
}

function cliques(p: Problem, b: ProgrammeBuilder, arcs: readonly number[]): void {
  const timed = arcs.filter((a) => (p.arcStart[a] as number) >= 0)
  const start = (a: number) => p.arcStart[a] as number
  const end = (a: number) => start(a) + (p.arcMinutes[a] as number)
  for (const moment of new Set(timed.map(start))) {
    const active = timed.filter((a) => start(a) <= moment && moment < end(a))
    if (active.length > 1)
      b.row(
        -Infinity,
        1,
        active.map((a) => [a, 1]),
      )
  }
  for (const a of timed) {
    // All that begins after `a` ends and cannot be reached in time, by the place it is at: those clash among themselves too
    // where they overlap, so that one row a place and moment does.
    const late = timed.filter((c) => start(c) >= end(a) && !compatible(p, a, c))
    const rest = new Set(late)
    for (const c of late) {
      if (!rest.has(c)) continue
      const together = late.filter((d) => rest.has(d) && start(d) <= start(c) && start(c) < end(d))
      const row = [a, ...(together.length > 0 ? together : [c])]
      for (const d of row) rest.delete(d)
      b.row(
        -Infinity,
        1,
        row.map((d) => [d, 1]),
      )
    }
  }
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
