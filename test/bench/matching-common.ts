import {
  assignmentsOf,
  naiveGreedy,
  placePins,
  State,
  valueOfArcs,
  type Problem,
} from '../../api/matching/core/plan/index.ts'
import { evaluateWeek, type WeekFile } from '../../api/matching/core/week/index.ts'

/** Processor seconds of this process so far, all threads. */
export const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Progress of so many processor seconds from its first call. */
export const clock = (seconds: number) => {
  let began: number | undefined
  return () => (cpuSeconds() - (began ??= cpuSeconds())) / seconds
}

export const settingOf = (seed: number) => (seed % 2 === 1 ? 'urban' : 'rural')

export function greedyValue(p: Problem): number {
  const state = new State(p)
  placePins(state)
  naiveGreedy(state)
  return valueOfArcs(p, state.arcs())
}

/** The number of rules a plan of a week breaks, and whether it is worth what it says, by the evaluator. */
export function violations(week: WeekFile, p: Problem, arcs: readonly number[]): number {
  const found = evaluateWeek(week, assignmentsOf(p, arcs))
  return found.violations.length + (Math.abs(found.value - valueOfArcs(p, arcs)) > 0.01 ? 1 : 0)
}
