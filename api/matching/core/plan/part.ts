import type { Problem } from './problem.ts'

/** A problem with some of another's arcs; `arcs[i]` is what arc i is called in the other. */
export interface Part {
  readonly problem: Problem
  readonly arcs: Int32Array
  /** What these arcs of the other are called in the problem; they must be in it. */
  calledOf(arcs: readonly number[]): number[]
}

/** The problem that is left when only these arcs are kept (by arc: 1), with what is pinned and what was there before. */
export function partOf(p: Problem, keep: Uint8Array): Part {
  const isKept = keep.slice()
  for (const a of p.pinned) isKept[a] = 1
  for (const a of p.previous) isKept[a] = 1
  let n = 0
  for (const k of isKept) n += k
  const arcs = new Int32Array(n)
  const called = new Int32Array(p.arcs).fill(-1)
  const taskFrom = new Int32Array(p.tasks + 1)
  n = 0
  for (let t = 0; t < p.tasks; t++) {
    taskFrom[t] = n
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++)
      if (isKept[a] === 1) {
        called[a] = n
        arcs[n++] = a
      }
  }
  taskFrom[p.tasks] = n
  const volunteerFrom = new Int32Array(p.volunteers + 1)
  const volunteerArcs = new Int32Array(n)
  let at = 0
  for (let v = 0; v < p.volunteers; v++) {
    volunteerFrom[v] = at
    for (let i = p.volunteerFrom[v] as number; i < (p.volunteerFrom[v + 1] as number); i++) {
      const a = called[p.volunteerArcs[i] as number] as number
      if (a >= 0) volunteerArcs[at++] = a
    }
  }
  volunteerFrom[p.volunteers] = at
  const ints = (column: Int32Array) => Int32Array.from(arcs, (a) => column[a] as number)
  const problem: Problem = {
    ...p,
    arcs: n,
    taskFrom,
    arcVolunteer: ints(p.arcVolunteer),
    arcTask: ints(p.arcTask),
    arcStart: ints(p.arcStart),
    arcMinutes: ints(p.arcMinutes),
    arcPoints: Float64Array.from(arcs, (a) => p.arcPoints[a] as number),
    arcGuide: Float64Array.from(arcs, (a) => p.arcGuide[a] as number),
    arcAt: ints(p.arcAt),
    arcOption: ints(p.arcOption),
    arcPair: ints(p.arcPair),
    volunteerFrom,
    volunteerArcs,
    pinned: p.pinned.map((a) => called[a] as number),
    previous: p.previous.map((a) => called[a] as number),
  }
  return { problem, arcs, calledOf: (list) => list.map((a) => called[a] as number) }
}
