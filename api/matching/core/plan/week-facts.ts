import type { Problem } from './problem.ts'

/** By pair: how many of the person's tasks the volunteer has arcs of. */
export function countTasks(p: Problem): Int32Array {
  const count = new Int32Array(p.pairs)
  const lastTask = new Int32Array(p.pairs).fill(-1)
  // Arcs stand by task, so a pair's arcs of one task come one after another.
  for (let a = 0; a < p.arcs; a++) {
    const pair = p.arcPair[a] as number
    if (pair < 0 || lastTask[pair] === p.arcTask[a]) continue
    lastTask[pair] = p.arcTask[a] as number
    count[pair] = (count[pair] as number) + 1
  }
  return count
}

export function sharesOf(p: Problem, tasksOfPair: Int32Array): Float64Array {
  const shares = new Float64Array(p.arcs)
  for (let a = 0; a < p.arcs; a++) {
    const pair = p.arcPair[a] as number
    if (pair < 0) continue
    const most = p.maxVisits[p.arcVolunteer[a] as number] as number
    shares[a] = 1 / Math.max(1, Math.min(tasksOfPair[pair] as number, most))
  }
  return shares
}

/** By arc, when the next visit could begin: the end of each arc and the least travel from its place to another, or to itself where there is more to do there. */
export function freeTimes(p: Problem): Int32Array {
  const free = new Int32Array(p.arcs)
  let places = 1
  for (let a = 0; a < p.arcs; a++) places = Math.max(places, (p.arcAt[a] as number) + 1)
  const volunteerAt = new Int32Array(places).fill(-1)
  // −1: several tasks there.
  const taskAt = new Int32Array(places)
  for (let v = 0; v < p.volunteers; v++) {
    const from = p.volunteerFrom[v] as number
    const to = p.volunteerFrom[v + 1] as number
    for (let i = from; i < to; i++) {
      const a = p.volunteerArcs[i] as number
      const at = p.arcAt[a] as number
      const t = p.arcTask[a] as number
      if (volunteerAt[at] !== v) {
        volunteerAt[at] = v
        taskAt[at] = t
      } else if (taskAt[at] !== t) taskAt[at] = -1
    }
    for (let i = from; i < to; i++) {
      const a = p.volunteerArcs[i] as number
      const at = p.arcAt[a] as number
      let least = p.travel.leastFrom[at] ?? 0
      if (taskAt[at] === -1) least = Math.min(least, p.travel.minutes(v, at, at))
      free[a] = (p.arcStart[a] as number) + (p.arcMinutes[a] as number) + least
    }
  }
  return free
}

export const gcd = (a: number, b: number): number => {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
