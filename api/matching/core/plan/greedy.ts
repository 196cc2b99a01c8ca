import { bestInsertion, type Insertion } from './insert.ts'
import type { Problem } from './problem.ts'
import type { State } from './state.ts'

/**
 * Regret greedy: at each step the task that would lose most by waiting (its best way less its second best) takes its best
 * way. A task's ways are looked up again only when somebody it was counting on has changed.
 * `tasks` are those to place; required ones go first.
 */
export function regretGreedy(state: State, tasks: readonly number[]): void {
  const { p } = state
  const queue = new Queue()
  const push = (t: number): void => {
    const insertion = bestInsertion(state, t)
    if (!insertion || !isWorthIt(p, t, insertion)) return
    queue.push(t, insertion, priority(state, t, insertion))
  }
  for (const t of tasks) if (!state.isCovered(t)) push(t)
  for (;;) {
    const next = queue.pop()
    if (!next) return
    const { task, insertion } = next
    if (insertion.arcs.every((a) => state.fits(a)) && sameGain(state, insertion)) {
      state.cover(insertion.arcs)
    } else push(task)
  }
}

export const isWorthIt = (p: Problem, t: number, { gain }: Insertion): boolean =>
  p.required[t] === 1 || gain + (p.value[t] as number) > 0

function sameGain(state: State, insertion: Insertion): boolean {
  if (insertion.arcs.length > 1) return true
  return state.gain(insertion.arcs[0] as number) === insertion.gain
}

/** Worth by place, plus what waiting may cost: the best arc less the best of any other volunteer. */
function priority(state: State, t: number, insertion: Insertion): number {
  const { p } = state
  const places = p.places[t] as number
  const value = ((p.value[t] as number) + insertion.gain) / places
  const required = p.required[t] === 1 ? 1e15 : 0
  if (places > 1) return required + value
  const mine = p.arcVolunteer[insertion.arcs[0] as number]
  let second = -(p.value[t] as number)
  let others = 0
  for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
    if ((p.arcGuide[a] as number) <= second || others > 40) break
    if (p.arcVolunteer[a] === mine) continue
    others++
    if (state.fits(a)) second = Math.max(second, state.gain(a))
  }
  return required + value + (insertion.gain - second)
}

/** Greatest priority first; of equals the lower task. A binary heap. */
class Queue {
  private readonly heap: { task: number; insertion: Insertion; priority: number }[] = []

  push(task: number, insertion: Insertion, at: number): void {
    const { heap } = this
    heap.push({ task, insertion, priority: at })
    let i = heap.length - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.before(i, parent)) break
      this.swap(i, parent)
      i = parent
    }
  }

  pop() {
    const { heap } = this
    if (heap.length === 0) return undefined
    this.swap(0, heap.length - 1)
    const top = heap.pop()
    let i = 0
    for (;;) {
      const left = 2 * i + 1
      let first = i
      if (left < heap.length && this.before(left, first)) first = left
      if (left + 1 < heap.length && this.before(left + 1, first)) first = left + 1
      if (first === i) return top
      this.swap(i, first)
      i = first
    }
  }

  private before(i: number, j: number): boolean {
    const a = this.heap[i]
    const b = this.heap[j]
    if (!a || !b) return false
    return a.priority === b.priority ? a.task < b.task : a.priority > b.priority
  }

  private swap(i: number, j: number): void {
    const { heap } = this
    const a = heap[i]
    const b = heap[j]
    if (a && b) {
      heap[i] = b
      heap[j] = a
    }
  }
}

/**
 * Naive greedy, what everything is measured against: pins (which the caller has put in), then required tasks, then tasks by value per place; each takes
 * the way that adds most at its turn, and nothing is moved after.
 */
export function naiveGreedy(state: State): void {
  const { p } = state

  const order = Array.from({ length: p.tasks }, (_, t) => t).sort(
    (a, b) =>
      (p.required[b] as number) - (p.required[a] as number) ||
      (p.value[b] as number) / (p.places[b] as number) - (p.value[a] as number) / (p.places[a] as number) ||
      a - b,
  )
  for (const t of order) {
    if (state.isCovered(t)) continue
    const insertion = bestInsertion(state, t)
    if (insertion && isWorthIt(p, t, insertion)) state.cover(insertion.arcs)
  }
}

/** Steps of the search for volunteers beside the pinned ones, at most. */
const MOST_TRIES = 200_000

/**
 * Puts the pinned arcs in, and volunteers to the other places of tasks that are pinned in part (depth first, so that they
 * are found where there are any). False where there are none, or not within the steps: then nobody else is put in.
 */
export function placePins(state: State): boolean {
  const { p } = state
  state.cover(p.pinned)
  const places: number[] = []
  for (const [t, arcs] of Map.groupBy(p.pinned, (a) => p.arcTask[a] as number))
    for (let i = arcs.length; i < (p.places[t] as number); i++) places.push(t)
  let tries = MOST_TRIES
  const fill = (i: number): boolean => {
    const t = places[i]
    if (t === undefined) return true
    const held = Array.from(state.held.subarray(state.heldFrom[t], state.heldFrom[t + 1]))
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number) && tries > 0; a++) {
      const isTaken = held.some((other) => other >= 0 && p.arcVolunteer[other] === p.arcVolunteer[a])
      if (isTaken || !state.fits(a)) continue
      tries--
      state.mark()
      state.coverBy(a)
      if (fill(i + 1)) return true
      state.uncoverBy(a)
    }
    return false
  }
  return fill(0)
}
