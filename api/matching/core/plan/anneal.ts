import type { Rng } from '../../../kernel/index.ts'
import { exponential, geometric } from './chance.ts'
import { bestInsertion, bestTeam, requiredBonus } from './insert.ts'
import { compatible, type Problem } from './problem.ts'
import type { State } from './state.ts'

/** How far a search has come, 0 to 1: by iterations, or by whatever clock the caller has. 1 or more ends it. */
export type Progress = () => number

/** The best plan seen, kept by the tasks that differ from it. */
export class Best {
  readonly state: State
  readonly held: Int32Array
  worth: number
  requiredCovered: number
  private readonly changed: number[] = []
  private readonly isChanged: Uint8Array

  constructor(state: State) {
    this.state = state
    this.held = state.held.slice()
    this.worth = state.worth
    this.requiredCovered = state.requiredCovered
    this.isChanged = new Uint8Array(state.p.tasks)
  }

  /** To be called after each accepted step, before the next mark. */
  see(): void {
    const { state, isChanged, changed } = this
    state.touched((t) => {
      if (isChanged[t] === 1) return
      isChanged[t] = 1
      changed.push(t)
    })
    if (
      state.requiredCovered < this.requiredCovered ||
      (state.requiredCovered === this.requiredCovered && state.worth <= this.worth + 1e-9)
    )
      return
    this.worth = state.worth
    this.requiredCovered = state.requiredCovered
    for (const t of changed) {
      isChanged[t] = 0
      for (let s = state.heldFrom[t] as number; s < (state.heldFrom[t + 1] as number); s++)
        this.held[s] = state.held[s] as number
    }
    changed.length = 0
  }

  /** Makes the state the best plan again. */
  restore(): void {
    const { state, isChanged, changed } = this
    state.mark()
    for (const t of changed) if (state.isCovered(t)) state.uncover(t)
    for (const t of changed) {
      isChanged[t] = 0
      const from = state.heldFrom[t] as number
      const arcs = Array.from(this.held.subarray(from, state.heldFrom[t + 1]))
      if ((arcs[0] as number) >= 0) state.cover(arcs)
    }
    changed.length = 0
    state.worth = this.worth
    state.mark()
  }
}

export interface AnnealOptions {
  readonly rng: Rng
  readonly progress: Progress
  /** First and last temperature, in points. */
  readonly hot: number
  readonly cold: number
}

const STEPS = 200
/** Tasks pushed out by one move, at most. */
const MOST_EJECTED = 4

/**
 * Simulated annealing. A move puts a task on one of its arcs whoever is there, pushes out what clashes, and gives each of
 * those its best free place; the whole is taken or undone by what it adds (Metropolis).
 * Returns the number of moves. The best plan seen is in `best`.
 */
export function anneal(state: State, best: Best, options: AnnealOptions): number {
  const { rng, progress } = options
  const { p } = state
  const movable = movableTasks(p)
  if (movable.length === 0) return 0
  const temperatures = geometric(options.hot, options.cold, STEPS)
  const bonus = requiredBonus(p)
  const move = new Move(state, rng, movable)
  let moves = 0
  for (;;) {
    const done = progress()
    if (done >= 1) return moves
    const temperature = temperatures[Math.floor(done * STEPS)] as number
    for (let i = 0; i < 256; i++) {
      moves++
      state.mark()
      const before = state.worth
      const requiredBefore = state.requiredCovered
      if (!move.tryOne()) {
        state.back()
        state.worth = before
        continue
      }
      const worse = before - state.worth + (requiredBefore - state.requiredCovered) * bonus
      if (worse <= 0 || worse < temperature * exponential(rng)) best.see()
      else {
        state.back()
        state.worth = before
      }
    }
  }
}

/** Tasks with a choice: those that are not pinned and have an arc. */
export function movableTasks(p: Problem): number[] {
  const tasks: number[] = []
  for (let t = 0; t < p.tasks; t++) if (p.isPinned[t] === 0 && p.taskFrom[t] !== p.taskFrom[t + 1]) tasks.push(t)
  return tasks
}

class Move {
  private readonly state: State
  private readonly rng: Rng
  private readonly movable: readonly number[]
  private readonly ejected: number[] = []

  constructor(state: State, rng: Rng, movable: readonly number[]) {
    this.state = state
    this.rng = rng
    this.movable = movable
  }

  /** Makes one move; false where it came to nothing (the caller undoes what there is of it). */
  tryOne(): boolean {
    const { state, rng, movable } = this
    const { p } = state
    const { open } = state
    const fromOpen = open.length > 0 && rng.next() < 0.4
    const t = fromOpen
      ? (open[Math.floor(rng.next() * open.length)] as number)
      : (movable[Math.floor(rng.next() * movable.length)] as number)
    if (p.isPinned[t] === 1) return false
    const from = p.taskFrom[t] as number
    const count = (p.taskFrom[t + 1] as number) - from
    // Half of the choices lean towards the arcs with the most points, which stand first.
    const u = rng.next()
    const a = from + Math.floor(count * (rng.next() < 0.5 ? u : u * u))
    if (state.isCovered(t)) {
      if (this.holds(t, a)) return false
      state.uncover(t)
    }
    this.ejected.length = 0
    if (!this.makeRoom(a)) return false
    if ((p.places[t] as number) > 1) {
      const team = bestTeam(state, t, [a])
      if (!team) return false
      state.cover(team.arcs)
    } else state.coverBy(a)
    for (const e of this.ejected) {
      const insertion = bestInsertion(state, e)
      if (insertion && (insertion.gain + (p.value[e] as number) > 0 || p.required[e] === 1)) state.cover(insertion.arcs)
    }
    return true
  }

  private holds(t: number, a: number): boolean {
    const { state } = this
    for (let s = state.heldFrom[t] as number; s < (state.heldFrom[t + 1] as number); s++)
      if (state.held[s] === a) return true
    return false
  }

  /** Pushes out what clashes with arc `a`, then as much as the limits ask for; false where that may not be. */
  private makeRoom(a: number): boolean {
    const { state, rng } = this
    const { p } = state
    const v = p.arcVolunteer[a] as number
    const diary = state.diary[v] as number[]
    if ((p.arcStart[a] as number) >= 0)
      for (let i = diary.length - 1; i >= 0; i--) {
        // Pushing out a task with several places may take more than one out of a diary, never of the same one.
        const other = diary[i] as number
        if (!compatible(p, a, other) && !this.eject(p.arcTask[other] as number)) return false
      }
    const minutes = p.arcMinutes[a] as number
    while (
      (state.minutes[v] as number) + minutes > (p.maxMinutes[v] as number) ||
      diary.length >= (p.maxVisits[v] as number)
    ) {
      if (diary.length === 0) return false
      const other = diary[Math.floor(rng.next() * diary.length)] as number
      if (!this.eject(p.arcTask[other] as number)) return false
    }
    return true
  }

  private eject(t: number): boolean {
    if (this.state.p.isPinned[t] === 1 || this.ejected.length === MOST_EJECTED) return false
    this.state.uncover(t)
    this.ejected.push(t)
    return true
  }
}
