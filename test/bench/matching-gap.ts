import { seededRng } from '../../api/kernel/index.ts'
import type { ArcsFile } from '../../api/matching/core/arcs/format.ts'

export type GapType = 'C' | 'D' | 'E'

/**
 * A generalised-assignment instance of the types C, D and E of the literature (Beasley; Chu and Beasley 1997; Laguna,
 * Kelly, González-Velarde and Glover 1995), as untimed arcs: agents are volunteers, resource is minutes, and points are
 * costs below nothing. Every task is required.
 */
export function gapInstance(type: GapType, agents: number, tasks: number, seed: number): ArcsFile {
  const rng = seededRng(`gap ${type} ${agents} ${tasks} ${seed}`)
  const between = (low: number, high: number) => low + rng.int(high - low + 1)
  const arcs: ArcsFile['arcs'][number][] = []
  const sum = new Float64Array(agents)
  for (let i = 0; i < agents; i++)
    for (let j = 0; j < tasks; j++) {
      let use = between(5, 25)
      let cost = between(10, 50)
      if (type === 'D') {
        use = between(1, 100)
        cost = 111 - use + between(-10, 10)
      }
      if (type === 'E') {
        use = Math.ceil(1 - 10 * Math.log(1 - rng.next()))
        cost = Math.ceil(1000 / use - 10 * rng.next())
      }
      sum[i] = (sum[i] ?? 0) + use
      arcs.push({ volunteer: `agent${i}`, task: `job${j}`, start: null, minutes: use, points: -cost })
    }
  return {
    format: 'alongside-arcs/1',
    volunteers: Array.from(sum, (total, i) => ({ id: `agent${i}`, maxMinutes: Math.floor((0.8 * total) / agents) })),
    tasks: Array.from({ length: tasks }, (_, j) => ({ id: `job${j}`, value: 0, required: true })),
    arcs,
  }
}
