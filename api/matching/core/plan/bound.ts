import type { Progress } from './anneal.ts'
import type { Problem } from './problem.ts'
import { Scheduler } from './schedule.ts'

export interface Bound {
  /** No plan that covers as many required tasks is worth more. */
  readonly bound: number
  readonly rounds: number
  /** What a place of each option is worth to a volunteer, at the best bound. */
  readonly prices: Float64Array
}

export interface BoundOptions {
  /** The worth of a known plan (without the bonus for keeping) and how many required tasks it covers. */
  readonly value: number
  readonly requiredCovered: number
  readonly progress: Progress
  /** Steps that are spent on one volunteer's schedule, at most. */
  readonly nodes?: number
  /** Schedules as they are found: good columns for a solver. */
  readonly onSchedule?: (volunteer: number, arcs: readonly number[]) => void
}

/**
 * A bound over all arcs by Lagrangian relaxation (Held and Karp 1970; Fisher 1981): places are bought from volunteers at
 * prices instead of having to be filled. Any prices give a bound; README.md of this room has the proof. Prices are
 * improved by subgradients with Polyak's step, deflected (Camerini, Fratta and Maffioli 1975).
 */
export function lagrangianBound(p: Problem, options: BoundOptions): Bound {
  const { value, progress } = options
  const scheduler = new Scheduler(p)
  const slots = numberSlots(p)
  const S = slots.count
  const required = requiredRule(p, options.requiredCovered)
  const sharedPersons = personsWithPairs(p)

  // All multipliers in one row: prices of slots, then σ of persons, then θ for required tasks.
  const N = S + p.persons + 1
  const x = new Float64Array(N)
  startPrices(p, slots, x)
  const bestX = x.slice()
  const gradient = new Float64Array(N)
  const direction = new Float64Array(N)
  const profits = new Float64Array(p.arcs)
  const faceCost = new Float64Array(p.persons)

  let best = Infinity
  let agility = 1
  let since = 0
  let rounds = 0
  let nodes = options.nodes ?? 400
  const mostNodes = nodes * 100
  while (rounds === 0 || progress() < 1) {
    rounds++
    gradient.fill(0)
    const theta = x[N - 1] as number
    let bound = required.isCounted ? -theta * required.least : 0
    for (let a = 0; a < p.arcs; a++) profits[a] = (p.arcPoints[a] as number) + (x[slots.ofArc[a] as number] as number)
    for (const person of sharedPersons) {
      const cost = p.facePenalty - (x[S + person] as number)
      faceCost[person] = cost
      bound += cost
      if (cost > 0) gradient[S + person] = -1
    }
    bound += coverTasks(p, slots, required, x, theta, gradient, N)
    for (let v = 0; v < p.volunteers; v++) {
      if (p.volunteerFrom[v] === p.volunteerFrom[v + 1]) continue
      const { bound: most, arcs } = scheduler.solve(v, profits, faceCost, nodes)
      bound += most
      for (let i = 0; i < arcs.length; i++) {
        const a = arcs[i] as number
        const slot = slots.ofArc[a] as number
        gradient[slot] = (gradient[slot] as number) + 1
        const pair = p.arcPair[a] as number
        if (pair >= 0 && firstOfPair(p, arcs, i)) {
          const at = S + (p.pairPerson[pair] as number)
          gradient[at] = (gradient[at] as number) + 1
        }
      }
      options.onSchedule?.(v, arcs)
    }
    if (bound < best - 1e-9) {
      // A hair is no progress: without this the step would never shrink.
      if (bound < best - (best - value) * 1e-3) since = 0
      best = bound
      bestX.set(x)
    } else since++
    if (since >= 12) {
      // Where prices no longer get better, schedules are looked at longer: that is what is loose now.
      agility *= 0.7
      nodes = Math.min(mostNodes, nodes * 2)
      since = 0
      x.set(bestX)
      direction.fill(0)
      if (agility < 1e-4) break
      continue
    }
    let norm = 0
    for (let i = 0; i < N; i++) {
      const d = (gradient[i] as number) + 0.5 * (direction[i] as number)
      direction[i] = d
      norm += d * d
    }
    if (norm < 1e-9 || best - value < 1e-7 * Math.max(1, Math.abs(value))) break
    const step = (agility * Math.max(bound - value, 1e-3 * Math.abs(best - value))) / norm
    for (let i = 0; i < N; i++) x[i] = (x[i] as number) - step * (direction[i] as number)
    for (let person = 0; person < p.persons; person++)
      x[S + person] = Math.min(p.facePenalty, Math.max(0, x[S + person] as number))
    x[N - 1] = Math.max(0, x[N - 1] as number)
  }
  // Sums of a million terms are off by less than this; a bound must not be.
  return { bound: best + 1e-9 * Math.max(1, Math.abs(best)), rounds, prices: bestX.subarray(0, S) }
}

interface Slots {
  readonly count: number
  readonly ofArc: Int32Array
  /** Slots of task t: from[t] to from[t + 1]. One for all starts of a task with one place, else one a start. */
  readonly from: Int32Array
}

function numberSlots(p: Problem): Slots {
  const ofArc = new Int32Array(p.arcs)
  const from = new Int32Array(p.tasks + 1)
  let count = 0
  for (let t = 0; t < p.tasks; t++) {
    from[t] = count
    const first = p.taskFrom[t] as number
    const to = p.taskFrom[t + 1] as number
    if (first === to) continue
    let least = Infinity
    let most = -1
    for (let a = first; a < to; a++) {
      least = Math.min(least, p.arcOption[a] as number)
      most = Math.max(most, p.arcOption[a] as number)
    }
    const single = p.places[t] === 1
    for (let a = first; a < to; a++) ofArc[a] = count + (single ? 0 : (p.arcOption[a] as number) - least)
    count += single ? 1 : most - least + 1
  }
  from[p.tasks] = count
  return { count, ofArc, from }
}

interface RequiredRule {
  /** 1: the task is covered in every plan that counts. */
  readonly must: Uint8Array
  /** 1: required, but not all of them can be taken as covered: together at least `least`. */
  readonly some: Uint8Array
  readonly isCounted: boolean
  readonly least: number
}

function requiredRule(p: Problem, covered: number): RequiredRule {
  const must = p.isPinned.slice()
  const some = new Uint8Array(p.tasks)
  const coverable: number[] = []
  for (let t = 0; t < p.tasks; t++) if (p.required[t] === 1 && p.taskFrom[t] !== p.taskFrom[t + 1]) coverable.push(t)
  const all = covered >= coverable.length
  for (const t of coverable)
    if (all) must[t] = 1
    else some[t] = 1
  return { must, some, isCounted: !all && covered > 0, least: covered }
}

/** The tasks' side of the bound: each is bought at its best start, or left; marks what is bought in the gradient. */
function coverTasks(
  p: Problem,
  slots: Slots,
  required: RequiredRule,
  x: Float64Array,
  theta: number,
  gradient: Float64Array,
  N: number,
): number {
  let sum = 0
  if (required.isCounted) gradient[N - 1] = -required.least
  for (let t = 0; t < p.tasks; t++) {
    const from = slots.from[t] as number
    const to = slots.from[t + 1] as number
    if (from === to) continue
    const places = p.places[t] as number
    let cheapest = from
    for (let s = from + 1; s < to; s++) if ((x[s] as number) < (x[cheapest] as number)) cheapest = s
    const counted = required.isCounted && required.some[t] === 1
    const margin = (p.value[t] as number) + (counted ? theta : 0) - places * (x[cheapest] as number)
    if (margin <= 0 && required.must[t] === 0) continue
    sum += margin
    gradient[cheapest] = -places
    if (counted) gradient[N - 1] = (gradient[N - 1] as number) + 1
  }
  return sum
}

function firstOfPair(p: Problem, arcs: readonly number[], i: number): boolean {
  const pair = p.arcPair[arcs[i] as number]
  for (let j = 0; j < i; j++) if (p.arcPair[arcs[j] as number] === pair) return false
  return true
}

function personsWithPairs(p: Problem): number[] {
  return [...new Set(p.pairPerson)].sort((a, b) => a - b)
}

/** To begin with a place costs half of what it is worth, or what the cheapest arc asks for. */
function startPrices(p: Problem, slots: Slots, x: Float64Array): void {
  for (let t = 0; t < p.tasks; t++) {
    const first = p.taskFrom[t] as number
    if (first === p.taskFrom[t + 1]) continue
    const worth = (p.value[t] as number) / (p.places[t] as number)
    const best = p.arcPoints[first] as number
    for (let s = slots.from[t] as number; s < (slots.from[t + 1] as number); s++)
      x[s] = Math.max(-best, worth - Math.max(0, worth + best) * 0.5)
  }
}
