import type { PlanFile } from '../arcs/format.ts'
import type { Progress } from './anneal.ts'
import { isAssignment } from './assignment.ts'
import { boundOf } from './bound-of.ts'
import type { Problem } from './problem.ts'
import { assignmentsOf, gapOf, unfilledOf, valueOfArcs } from './result.ts'
import { searchPlan } from './search.ts'

export interface PlanRequest {
  readonly seed: number
  /** Moves of the search; with them the plan is the same on any machine. */
  readonly iterations?: number
  /** Instead: how much of the search's budget is gone, and of the bound's. */
  readonly progress?: Progress
  readonly boundProgress?: Progress
  readonly isCancelled?: () => boolean
  /** Makes a plan better by other means; only a better one is taken. Must return arcs that break no rule. */
  readonly improve?: (arcs: readonly number[]) => Promise<readonly number[]>
}

export interface Planned {
  readonly plan: PlanFile
  readonly arcs: readonly number[]
}

/** Moves where nobody says how many: enough for a good plan in some seconds. */
export const usualIterations = (p: Problem): number =>
  // Moves of an assignment are six times as quick.
  isAssignment(p) ? 60_000_000 : Math.min(8_000_000, Math.max(200_000, p.tasks * 4000))

/** Plans a problem, proves a bound, and writes both down. */
export async function planProblem(p: Problem, request: PlanRequest): Promise<Planned> {
  const { seed, improve, isCancelled } = request
  const iterations = request.progress ? undefined : (request.iterations ?? usualIterations(p))
  const found = searchPlan(p, {
    seed,
    ...(iterations === undefined ? {} : { iterations }),
    ...(request.progress && { progress: request.progress }),
    ...(isCancelled && { isCancelled }),
  })
  let { arcs } = found
  if (improve) {
    const better = await improve(arcs)
    const required = (list: readonly number[]) =>
      new Set(list.map((a) => p.arcTask[a] as number).filter((t) => p.required[t] === 1)).size
    const more = required(better) - required(arcs)
    if (more > 0 || (more === 0 && valueOfArcs(p, better) > valueOfArcs(p, arcs))) arcs = better
  }
  const value = valueOfArcs(p, arcs)
  const bound = boundOf(p, {
    value,
    arcs,
    rounds: p.arcs > 300_000 ? 60 : 500,
    ...(request.boundProgress && { progress: request.boundProgress }),
  })
  return {
    arcs,
    plan: {
      format: 'alongside-plan/1',
      value,
      bound,
      gap: gapOf(bound, value),
      seed,
      iterations: found.iterations,
      assignments: assignmentsOf(p, arcs),
      unfilled: unfilledOf(p, arcs),
    },
  }
}
