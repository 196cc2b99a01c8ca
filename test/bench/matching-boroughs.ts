import { parentPort, workerData } from 'node:worker_threads'
import { searchPlan, valueOfArcs } from '../../api/matching/core/plan/index.ts'
import { problemOfWeek } from '../../api/matching/core/week/index.ts'
import { settingOf, violations } from './matching-common.ts'
import { generatedWeek, SIZES } from './matching-weeks.ts'

/** What a thread of the umbrella is given: boroughs, one after the other, and CPU seconds for each. */
export interface Boroughs {
  readonly thread: number
  readonly seeds: readonly number[]
  readonly seconds: number
}

export interface BoroughPlanned {
  readonly thread: number
  readonly seed: number
  readonly value: number
  /** From the week to its plan, by the thread's processor time and by the clock. */
  readonly cpu: number
  readonly wall: number
  readonly broken: number
}

const { thread, seeds, seconds } = workerData as Boroughs
const cpuOfThread = () => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

parentPort?.postMessage(
  seeds.map((seed): BoroughPlanned => {
    const week = generatedWeek({ ...SIZES.borough, setting: settingOf(seed) }, seed)
    const began = cpuOfThread()
    const beganAt = performance.now()
    const p = problemOfWeek(week)
    const { arcs } = searchPlan(p, { seed, progress: () => (cpuOfThread() - began) / seconds })
    const cpu = cpuOfThread() - began
    const wall = (performance.now() - beganAt) / 1000
    return { thread, seed, value: valueOfArcs(p, arcs), cpu, wall, broken: violations(week, p, arcs) }
  }),
)
