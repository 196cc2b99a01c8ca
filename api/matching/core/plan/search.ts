import { seededRng } from '../../../kernel/index.ts'
import { wantedArcs } from './wanted.ts'
import { anneal, Best, movableTasks, type Progress } from './anneal.ts'
import { naiveGreedy, placePins, regretGreedy } from './greedy.ts'
import type { Problem } from './problem.ts'
import { partOf } from './part.ts'
import { stateOf } from './result.ts'
import { ruinAndRecreate } from './ruin.ts'
import { scaleOf } from './scale.ts'
import { State } from './state.ts'
import { isForUntimed, searchUntimed } from './untimed.ts'

export interface SearchOptions {
  readonly seed: number
  /** How many moves; the same problem, seed and number give the same plan on any machine. */
  readonly iterations?: number
  /** Instead of iterations: how much of the budget is gone, 0 to 1, by whatever clock the caller has. */
  readonly progress?: Progress
  /** Files of more arcs than this are searched among wanted arcs first (README.md, "Search"). */
  readonly guidedFrom?: number
  /** Whether to stop now; what has been found is returned. */
  readonly isCancelled?: () => boolean
}

export interface Found {
  /** Arcs of the plan. */
  readonly arcs: readonly number[]
  /** Moves made, in the measure of `iterations`. */
  readonly iterations: number
}

/** The part of the budget that annealing has; ruin and recreate has the rest. */
const ANNEALING = 0.7
/** In files of more arcs than this the first part goes to finding who might do what, and annealing keeps to that. */
const GUIDED_FROM = 40_000
const GUIDE = 0.4
const GUIDED_ANNEALING = 0.93
/** What is left to try is good already: not as hot. */
const GUIDED_HOT = 0.15
/** A pass over so many arcs takes about as long as one move. */
const ARCS_A_MOVE = 30
const FEWEST_PASSES = 10
/** One round of ruin and recreate takes about as long as so many moves of annealing. */
const MOVES_A_ROUND = 30
// Temperatures as parts of what a task is worth. Tried on generated weeks; half or double changes little.
const HOT = 0.25
const COLD = 0.008
/** From a plan that is to be kept, a cooler start: what is good stays where it is. */
const WARM = 0.06

/**
 * The search: greedy, then annealing, then ruin and recreate; untimed files have moves of their own. Never returns a plan
 * worse than greedy, nor one that breaks a hard rule.
 *
 * @throws PinsCannotBe where the places of pinned tasks cannot all be filled
 */
export function searchPlan(p: Problem, options: SearchOptions): Found {
  // The clock of whoever has one begins here.
  options.progress?.()
  const rng = seededRng(options.seed)
  const start = firstPlan(p)
  const stopped: Progress = () => (options.isCancelled?.() === true ? 1 : 0)
  if (isForUntimed(p)) return searchUntimed(p, start, { ...options, rng })

  const scale = scaleOf(p)
  const passes = options.progress ? Infinity : (GUIDE * (options.iterations ?? 0) * ARCS_A_MOVE) / p.arcs
  const isGuided = p.arcs > (options.guidedFrom ?? GUIDED_FROM) && passes >= FEWEST_PASSES
  const hot = (p.previous.length > 0 ? WARM : isGuided ? GUIDED_HOT : HOT) * scale
  const cold = COLD * scale
  // Calls of a part that makes `count` steps a call, each as dear as `a` moves.
  const part = (from: number, to: number, a: number, count: number): Progress => {
    let calls = 0
    const { progress, iterations = 0 } = options
    if (progress) return () => Math.max(stopped(), (progress() - from) / (to - from))
    const all = Math.max(1, Math.round(((to - from) * iterations) / a))
    return () => Math.max(stopped(), (count * calls++) / all)
  }
  let state = start
  let best: Best
  let moves = 0
  if (isGuided) {
    const isWanted = wantedArcs(p, part(0, GUIDE, p.arcs / ARCS_A_MOVE, 1))
    for (const a of start.arcs()) isWanted[a] = 1
    const wanted = partOf(p, isWanted)
    const few = stateOf(wanted.problem, wanted.calledOf(start.arcs()))
    const bestOfFew = new Best(few)
    moves += anneal(few, bestOfFew, { rng, progress: part(GUIDE, GUIDED_ANNEALING, 1, 256), hot, cold })
    bestOfFew.restore()
    state = stateOf(
      p,
      few.arcs().map((a) => wanted.arcs[a] as number),
    )
    best = new Best(state)
  } else {
    best = new Best(state)
    moves += anneal(state, best, { rng, progress: part(0, ANNEALING, 1, 256), hot, cold })
    best.restore()
  }
  const rounds = ruinAndRecreate(state, best, {
    rng,
    progress: part(isGuided ? GUIDED_ANNEALING : ANNEALING, 1, MOVES_A_ROUND, 8),
    hot: isGuided ? cold : Math.min(hot, 0.04 * scale),
    cold: cold / 4,
  })
  best.restore()
  return { arcs: state.arcs(), iterations: options.iterations ?? moves + rounds * MOVES_A_ROUND }
}

/** Thrown where pins can be held one by one, but the places of the tasks they are of cannot all be filled. */
export class PinsCannotBe extends Error {}

/** The better of two greedy plans, or the plan before it with what is new put in. */
export function firstPlan(p: Problem): State {
  const movable = movableTasks(p)
  const begin = () => {
    const state = new State(p)
    if (!placePins(state)) throw new PinsCannotBe('pins: the other places of the pinned tasks cannot all be filled')
    return state
  }
  const byRegret = begin()
  if (p.previous.length > 0) placePrevious(byRegret)
  regretGreedy(byRegret, movable)
  const naive = begin()
  naiveGreedy(naive)
  const isBetter =
    naive.requiredCovered === byRegret.requiredCovered
      ? naive.worth > byRegret.worth
      : naive.requiredCovered > byRegret.requiredCovered
  return isBetter && p.previous.length === 0 ? naive : byRegret
}

/** Puts back what was planned before, as far as it still fits. */
function placePrevious(state: State): void {
  const { p } = state
  for (const [t, arcs] of Map.groupBy(p.previous, (a) => p.arcTask[a] as number)) {
    if (state.isCovered(t) || arcs.length !== p.places[t]) continue
    const one = new Set(arcs.map((a) => p.arcOption[a])).size === 1
    const different = new Set(arcs.map((a) => p.arcVolunteer[a])).size === arcs.length
    if (one && different && arcs.every((a) => state.fits(a))) state.cover(arcs)
  }
}
