import { compatible, type Problem } from '../../api/matching/core/plan/index.ts'
import { ProgrammeBuilder, solve } from '../../api/matching/solver/highs.ts'

export interface Refillable {
  /** Visits of those lost that HiGHS found a way to keep, everybody else's visits kept too. */
  readonly found: number
  /** What it proved that no way exceeds; only where the whole week was in the model. */
  readonly most: number
}

/**
 * The most of the lost visits that can be kept, by HiGHS: every other visit of the plan stays covered, by anybody at any of
 * its starts. `reach` limits who may move to visits so many steps away from the lost ones (a step: a visit's volunteers,
 * and what they hold); without it the whole week may, and the bound is a proof.
 */
export async function mostRefillable(
  p: Problem,
  arcs: readonly number[],
  lost: ReadonlySet<number>,
  isBarred: (arc: number) => boolean,
  { seconds, reach = Infinity }: { readonly seconds: number; readonly reach?: number },
): Promise<Refillable> {
  const kept = arcs.filter((a) => !lost.has(p.arcTask[a] as number))
  const held = Map.groupBy(kept, (a) => p.arcVolunteer[a] as number)
  const movable = reachable(p, held, lost, isBarred, reach)
  const isPlan = new Set(kept)
  const b = new ProgrammeBuilder()
  const start: number[] = []
  const add = (cost: number, value: number) => {
    start.push(value)
    return b.column(cost, true)
  }
  const columnOf = new Map<number, number>()
  const byVolunteer = new Map<number, number[]>()
  const use = (a: number) => {
    columnOf.set(a, add(0, isPlan.has(a) ? 1 : 0))
    const v = p.arcVolunteer[a] as number
    byVolunteer.set(v, [...(byVolunteer.get(v) ?? []), a])
  }
  const column = (a: number) => columnOf.get(a) as number
  const covered: [number, number][] = []
  for (const t of [...lost, ...movable]) {
    const mine: number[] = []
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
      if (isBarred(a) || (p.isPinned[t] === 1 && !isPlan.has(a))) continue
      use(a)
      mine.push(a)
    }
    // One column says that the task is covered at this start; every place then has its volunteer.
    const starts: [number, number][] = []
    for (const [, its] of Map.groupBy(mine, (a) => p.arcOption[a] as number)) {
      const z = add(lost.has(t) ? 1 : 0, its.some((a) => isPlan.has(a)) ? 1 : 0)
      starts.push([z, 1])
      b.row(0, 0, [...its.map((a): [number, number] => [column(a), 1]), [z, -(p.places[t] as number)]])
    }
    if (lost.has(t)) {
      b.row(0, 1, starts)
      covered.push(...starts)
    } else b.row(1, 1, starts)
  }
  for (const [v, mine] of byVolunteer) {
    // Visits that stay where they are take their hours, and bar what clashes with them.
    const still = (held.get(v) ?? []).filter((a) => !columnOf.has(a))
    const minutes = (p.maxMinutes[v] as number) - still.reduce((sum, a) => sum + (p.arcMinutes[a] as number), 0)
    if (minutes < Infinity)
      b.row(
        -Infinity,
        minutes,
        mine.map((a) => [column(a), p.arcMinutes[a] as number]),
      )
    if (p.maxVisits[v] !== Infinity)
      b.row(
        -Infinity,
        (p.maxVisits[v] as number) - still.length,
        mine.map((a) => [column(a), 1]),
      )
    for (const a of mine) if (still.some((s) => !compatible(p, a, s))) b.row(0, 0, [[column(a), 1]])
    clashes(p, b, mine, column)
  }
  if (covered.length === 0) return { found: 0, most: 0 }
  const programme = b.done()
  const solved = await solve(programme, seconds, Float64Array.from(start))
  return {
    found: solved.x ? Math.round(solved.objective) : 0,
    most: Number.isFinite(solved.bound) ? Math.floor(solved.bound + 1e-6) : lost.size,
  }
}

/** The visits of the plan that may move, `reach` steps from the lost ones. */
function reachable(
  p: Problem,
  held: ReadonlyMap<number, readonly number[]>,
  lost: ReadonlySet<number>,
  isBarred: (arc: number) => boolean,
  reach: number,
): Set<number> {
  const movable = new Set<number>()
  const asked = new Set<number>()
  let last = [...lost]
  for (let step = 0; step < reach && last.length > 0; step++) {
    const next: number[] = []
    for (const t of last)
      for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
        const v = p.arcVolunteer[a] as number
        if (isBarred(a) || asked.has(v)) continue
        asked.add(v)
        for (const other of held.get(v) ?? []) {
          const u = p.arcTask[other] as number
          if (movable.has(u)) continue
          movable.add(u)
          next.push(u)
        }
      }
    last = next
  }
  return movable
}

/** Of every two arcs that clash not both, as rows of many where they clash among themselves. */
function clashes(p: Problem, b: ProgrammeBuilder, arcs: readonly number[], column: (a: number) => number): void {
  const timed = arcs
    .filter((a) => (p.arcStart[a] as number) >= 0)
    .sort((a, c) => (p.arcStart[a] as number) - (p.arcStart[c] as number))
  const done = new Set<number>()
  const key = (i: number, k: number) => i * timed.length + k
  for (let i = 0; i < timed.length; i++)
    for (let k = i + 1; k < timed.length; k++) {
      if (done.has(key(i, k)) || compatible(p, timed[i] as number, timed[k] as number)) continue
      const clique = [i, k]
      for (let m = k + 1; m < timed.length; m++)
        if (clique.every((c) => !compatible(p, timed[c] as number, timed[m] as number))) clique.push(m)
      for (const x of clique) for (const y of clique) done.add(key(x, y))
      b.row(
        -Infinity,
        1,
        clique.map((c) => [column(timed[c] as number), 1]),
      )
    }
}
