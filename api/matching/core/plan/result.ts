import { UNFILLED_CODES, type Assignment, type PlanFile, type UnfilledCode } from '../arcs/format.ts'
import { placePins } from './greedy.ts'
import { compatible, overTargetCost, type Problem } from './problem.ts'
import { State } from './state.ts'

/** The arcs as a plan writes them, in the order of tasks and volunteers. */
export const assignmentsOf = (p: Problem, arcs: readonly number[]): Assignment[] =>
  arcs
    .toSorted(
      (a, b) =>
        (p.arcTask[a] as number) - (p.arcTask[b] as number) ||
        (p.arcVolunteer[a] as number) - (p.arcVolunteer[b] as number),
    )
    .map((a) => ({
      task: p.taskIds[p.arcTask[a] as number] as string,
      volunteer: p.volunteerIds[p.arcVolunteer[a] as number] as string,
      start: (p.arcStart[a] as number) < 0 ? null : (p.arcStart[a] as number),
    }))

/** A state that holds these arcs. Throws where they are not a plan. */
export function stateOf(p: Problem, arcs: readonly number[]): State {
  const state = new State(p)
  if (p.pinned.every((a) => arcs.includes(a))) {
    for (const [, its] of Map.groupBy(arcs, (a) => p.arcTask[a] as number)) {
      if (!its.every((a) => state.fits(a))) throw new Error('stateOf: the arcs clash')
      state.cover(its)
    }
  } else placePins(state)
  state.mark()
  return state
}

/** What a plan is worth, without the bonus for keeping. */
export function valueOfArcs(p: Problem, arcs: readonly number[]): number {
  let value = 0
  const minutes = new Float64Array(p.volunteers)
  const covered = new Set<number>()
  const pairs = new Set<number>()
  const met = new Set<number>()
  let faces = 0
  for (const a of arcs) {
    const v = p.arcVolunteer[a] as number
    value += p.arcPoints[a] as number
    minutes[v] = (minutes[v] as number) + (p.arcMinutes[a] as number)
    covered.add(p.arcTask[a] as number)
    const pair = p.arcPair[a] as number
    if (pair < 0 || pairs.has(pair)) continue
    pairs.add(pair)
    const person = p.pairPerson[pair] as number
    if (met.has(person)) faces++
    met.add(person)
  }
  for (const t of covered) value += p.value[t] as number
  for (let v = 0; v < p.volunteers; v++) value -= overTargetCost(p, v, minutes[v] as number)
  return value - faces * p.facePenalty
}

/** (bound − value) / max(1, |bound|); null without a bound. */
export const gapOf = (bound: number | null, value: number): number | null =>
  bound === null ? null : Math.max(0, bound - value) / Math.max(1, Math.abs(bound))

/** Every task that is not covered, with all that stands in the way of its arcs, in the order of UNFILLED_CODES. */
export function unfilledOf(p: Problem, arcs: readonly number[]): PlanFile['unfilled'] {
  const state = stateOf(p, arcs)
  const out: { task: string; why: UnfilledCode[] }[] = []
  for (let t = 0; t < p.tasks; t++) {
    if (state.isCovered(t)) continue
    const why = reasons(state, t)
    out.push({ task: p.taskIds[t] as string, why: UNFILLED_CODES.filter((code) => why.has(code)) })
  }
  return out
}

function reasons(state: State, t: number): Set<UnfilledCode> {
  const { p } = state
  const why = new Set<UnfilledCode>()
  const from = p.taskFrom[t] as number
  const to = p.taskFrom[t + 1] as number
  if (from === to) return why.add('NO_ARC')
  const fitting = new Map<number, number>()
  for (let a = from; a < to; a++) {
    const v = p.arcVolunteer[a] as number
    const diary = state.diary[v] as number[]
    const option = p.arcOption[a] as number
    let fits = true
    if (diary.some((b) => !compatible(p, a, b))) {
      why.add('TIMES_TAKEN')
      fits = false
    }
    if ((state.minutes[v] as number) + (p.arcMinutes[a] as number) > (p.maxMinutes[v] as number)) {
      why.add('HOURS_USED')
      fits = false
    }
    if (diary.length >= (p.maxVisits[v] as number)) {
      why.add('VISITS_USED')
      fits = false
    }
    if (fits) fitting.set(option, (fitting.get(option) ?? 0) + 1)
  }
  const places = p.places[t] as number
  const most = [...fitting.values()].reduce((x, y) => Math.max(x, y), 0)
  // Where a place could be filled and it was left, filling it would cost more than it brings.
  if (most >= places) why.add('COSTS_MORE_THAN_IT_IS_WORTH')
  else if (places > 1) why.add('TOO_FEW_VOLUNTEERS')
  return why
}
