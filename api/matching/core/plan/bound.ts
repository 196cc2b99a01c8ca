import { seededRng } from '../../../kernel/index.ts'
import type { Progress } from './anneal.ts'
import { geometric } from './chance.ts'
import { FIRST_STEP, LENGTHS, Market, numberSlots, requiredRule } from './market.ts'
import { overTargetCost, type Problem } from './problem.ts'
import { scaleOf } from './scale.ts'
import { Weeks } from './weeks.ts'

export interface Bound {
  /** No plan that covers as many required tasks is worth more. */
  readonly bound: number
  readonly rounds: number
  /** What a place of each option is worth to a volunteer, at the best bound. */
  readonly prices: Float64Array
  /** How much less a volunteer's week is worth at these prices than the best they could have; 0 or more. */
  lossOf(volunteer: number, arcs: readonly number[]): number
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

// Steps as parts of what a task is worth, at first and at last; weeks are searched, not only looked up, from here on.
const FIRST_STEP_UNTIMED = 0.03
const LAST_STEP = 0.0005
const EXACT_FROM = 0.4

/**
 * A bound over all arcs by Lagrangian relaxation (Held and Karp 1970; Fisher 1981): places are bought from volunteers at
 * prices instead of having to be filled. Any prices give a bound; README.md of this room has the proof. Prices are
 * improved by incremental subgradients (Nedic and Bertsekas 2001): one volunteer after the other sells their best week
 * and the prices of what they sold fall at once, between them tasks that nobody sells grow dearer; the steps shrink.
 * A bound is then taken at the prices' moving average, which lies nearer to the best than they do.
 */
export function lagrangianBound(p: Problem, options: BoundOptions): Bound {
  const { value, progress } = options
  const most = options.nodes ?? 20_000
  const slots = numberSlots(p)
  const weeks = new Weeks(p, slots.ofArc, p.arcPoints)
  const market = new Market(p, slots, requiredRule(p, options.requiredCovered))
  const scale = scaleOf(p)
  const steps = geometric((p.allUntimed ? FIRST_STEP_UNTIMED : FIRST_STEP) * scale, LAST_STEP * scale, LENGTHS)
  const rng = seededRng('prices')
  const sellers = Array.from({ length: p.volunteers }, (_, v) => v)
  const report = (v: number, isWeek: boolean) => {
    // What is only looked up may be no week at all.
    if (isWeek)
      options.onSchedule?.(
        v,
        weeks.chosen.map((i) => p.volunteerArcs[i] as number),
      )
  }

  let best = Infinity
  const bestPrices = new Float64Array(slots.count)
  const bestFaces = new Float64Array(p.persons)
  const worthOf = new Float64Array(p.volunteers)
  const bestOf = new Float64Array(p.volunteers)
  const evaluate = (nodes: number) => {
    market.useAverage()
    let bound = market.fixed()
    for (let v = 0; v < p.volunteers; v++) {
      const worth = weeks.solve(v, market.price, market.face, nodes)
      worthOf[v] = worth
      bound += worth
      report(v, nodes > 0)
    }
    market.useOwn()
    if (bound >= best) return
    best = bound
    bestPrices.set(market.average.price)
    bestFaces.set(market.average.face)
    bestOf.set(worthOf)
  }
  const isProven = () => best - value < 1e-7 * Math.max(1, Math.abs(value))
  let rounds = 0
  let nextAt = 0.5
  for (let done = progress(); done < 1; done = progress()) {
    rounds++
    const nodes = done < EXACT_FROM ? 0 : most
    const step = steps[Math.floor(Math.max(0, done) * LENGTHS)] as number
    market.open(rng)
    const order = rng.shuffle(sellers)
    for (const [n, v] of order.entries()) {
      weeks.solve(v, market.price, market.face, nodes)
      report(v, nodes > 0)
      market.sell(weeks, step)
      market.buy((n + 1) / order.length, step)
    }
    market.close(step)
    if (done < nextAt) continue
    // Now and then, and once at the end: a bound costs as much as a pass.
    nextAt = done + 0.1
    evaluate(nodes)
    if (isProven()) break
  }
  if (!isProven()) evaluate(most)
  const lossOf = (volunteer: number, arcs: readonly number[]) => {
    let worth = 0
    let minutes = 0
    const pairs = new Set<number>()
    for (const a of arcs) {
      worth += (p.arcPoints[a] as number) + (bestPrices[slots.ofArc[a] as number] as number)
      minutes += p.arcMinutes[a] as number
      const pair = p.arcPair[a] as number
      if (pair >= 0 && !pairs.has(pair)) worth -= bestFaces[p.pairPerson[pair] as number] as number
      pairs.add(pair)
    }
    return Math.max(0, (bestOf[volunteer] as number) - worth + overTargetCost(p, volunteer, minutes))
  }
  // Sums of a million terms are off by less than this; a bound must not be.
  return { bound: best + 1e-9 * Math.max(1, Math.abs(best)), rounds, prices: bestPrices, lossOf }
}
