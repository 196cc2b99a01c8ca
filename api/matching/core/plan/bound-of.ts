import { lagrangianBound } from './bound.ts'
import { capacityPrices } from './capacity.ts'
import type { Progress } from './anneal.ts'
import type { Problem } from './problem.ts'

export interface BoundRequest {
  /** What a plan is worth that is known, without the bonus for keeping, and its arcs. */
  readonly value: number
  readonly arcs: readonly number[]
  /** Rounds of the subgradient; the same number gives the same bound on any machine. */
  readonly rounds?: number
  /** Instead of rounds: how much of the budget is gone. */
  readonly progress?: Progress
}

/** The best bound we know how to prove for plans that cover as many required tasks as this one (README.md, "Bounds"). */
export function boundOf(p: Problem, request: BoundRequest): number {
  if (p.arcs === 0) return 0
  const covered = new Set(request.arcs.map((a) => p.arcTask[a] as number))
  let required = 0
  let coverable = 0
  for (let t = 0; t < p.tasks; t++) {
    if (p.required[t] === 0 || p.taskFrom[t] === p.taskFrom[t + 1]) continue
    coverable++
    if (covered.has(t)) required++
  }
  let best = Infinity
  // Prices of minutes are tight where tasks are many and have no time, and quick enough to be tried there first.
  if (p.allUntimed) best = capacityPrices(p, required === coverable, 600).bound
  let round = 0
  const { rounds = 200 } = request
  const progress = request.progress ?? (() => round++ / rounds)
  const nodes = p.arcs > 300_000 ? 3000 : 20_000
  // Tables of many tasks a volunteer are slow, and there the prices of minutes have it all.
  if (!p.allUntimed || p.arcs < 20_000)
    best = Math.min(
      best,
      lagrangianBound(p, { value: request.value, requiredCovered: required, progress, nodes }).bound,
    )
  return Math.max(best, request.value)
}
