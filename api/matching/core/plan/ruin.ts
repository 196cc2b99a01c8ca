import type { Rng } from '../../../kernel/index.ts'
import { movableTasks, type AnnealOptions, type Best } from './anneal.ts'
import { exponential, geometric } from './chance.ts'
import { bestInsertion, requiredBonus } from './insert.ts'
import type { State } from './state.ts'

const STEPS = 200
/** Volunteers whose visits are taken out in one round, at most, and visits of each. */
const MOST_VOLUNTEERS = 5
/** One arc in so many is passed over when a task is put back, so that rounds differ. */
const BLINK = 0.02

/**
 * Large-neighbourhood search by ruin and recreate (Schrimpf et al. 2000; the small related ruins and the blinks are
 * Christiaens and Vanden Berghe's, 2020): around one task, a few volunteers who could do it lose some visits of that time;
 * those, the task and the open tasks these volunteers could take are put back one by one, each in its best place, in an
 * order drawn anew. Taken or undone as in annealing. Returns the number of rounds.
 */
export function ruinAndRecreate(state: State, best: Best, options: AnnealOptions): number {
  const { rng, progress } = options
  const { p } = state
  const movable = movableTasks(p)
  if (movable.length === 0) return 0
  const temperatures = geometric(options.hot, options.cold, STEPS)
  const bonus = requiredBonus(p)
  const round = new Round(state, rng, movable)
  let rounds = 0
  for (;;) {
    const done = progress()
    if (done >= 1) return rounds
    const temperature = temperatures[Math.floor(done * STEPS)] as number
    for (let i = 0; i < 8; i++) {
      rounds++
      state.mark()
      const before = state.worth
      const requiredBefore = state.requiredCovered
      round.run()
      const worse = before - state.worth + (requiredBefore - state.requiredCovered) * bonus
      if (worse <= 0 || worse < temperature * exponential(rng)) best.see()
      else {
        state.back()
        state.worth = before
      }
    }
  }
}

class Round {
  private readonly state: State
  private readonly rng: Rng
  private readonly movable: readonly number[]
  private readonly list: number[] = []
  private readonly key: Float64Array
  /** The round in which a task was last put on the list. */
  private readonly listed: Int32Array
  private readonly volunteers: number[] = []
  private number = 0

  constructor(state: State, rng: Rng, movable: readonly number[]) {
    this.state = state
    this.rng = rng
    this.movable = movable
    this.key = new Float64Array(state.p.tasks)
    this.listed = new Int32Array(state.p.tasks)
  }

  run(): void {
    const { state, rng, list, volunteers } = this
    const { p } = state
    this.number++
    list.length = 0
    volunteers.length = 0
    const { open } = state
    const seed =
      open.length > 0 && rng.next() < 0.3
        ? (open[Math.floor(rng.next() * open.length)] as number)
        : (this.movable[Math.floor(rng.next() * this.movable.length)] as number)
    if (p.isPinned[seed] === 1) return
    this.take(seed)
    const from = p.taskFrom[seed] as number
    const count = (p.taskFrom[seed + 1] as number) - from
    const most = 1 + Math.floor(rng.next() * MOST_VOLUNTEERS)
    for (let i = 0; i < most; i++) {
      const u = rng.next()
      const a = from + Math.floor(count * u * u)
      const v = p.arcVolunteer[a] as number
      if (volunteers.includes(v)) continue
      volunteers.push(v)
      this.thin(v, a)
    }
    for (const v of volunteers) this.listOpen(v)
    this.order()
    for (const t of list) {
      const insertion = this.blinkingInsertion(t)
      if (insertion >= 0) state.coverBy(insertion)
      else if ((p.places[t] as number) > 1) {
        const team = bestInsertion(state, t)
        if (team && (team.gain + (p.value[t] as number) > 0 || p.required[t] === 1)) state.cover(team.arcs)
      }
    }
  }

  private take(t: number): void {
    if (this.listed[t] === this.number || this.state.p.isPinned[t] === 1) return
    this.listed[t] = this.number
    if (this.state.isCovered(t)) this.state.uncover(t)
    this.list.push(t)
  }

  /** Takes out of a diary what stands around the time of arc `a`, mostly one to three visits. */
  private thin(v: number, a: number): void {
    const { state, rng } = this
    const { p } = state
    const start = p.arcStart[a] as number
    const span = start < 0 || rng.next() < 0.15 ? 1e9 : 60 + Math.floor(rng.next() * 600)
    const diary = state.diary[v] as number[]
    for (let i = diary.length - 1; i >= 0; i--) {
      const other = diary[i]
      if (other === undefined) continue
      const at = p.arcStart[other] as number
      if (at < 0 ? rng.next() < 0.3 : Math.abs(at - start) <= span) this.take(p.arcTask[other] as number)
    }
  }

  private listOpen(v: number): void {
    const { state, number, listed } = this
    const { p } = state
    const to = p.volunteerFrom[v + 1] as number
    for (let i = p.volunteerFrom[v] as number; i < to; i++) {
      const t = p.arcTask[p.volunteerArcs[i] as number] as number
      if ((state.openAt[t] as number) < 0 || listed[t] === number || this.list.length > 60) continue
      listed[t] = number
      this.list.push(t)
    }
  }

  private order(): void {
    const { rng, key, list } = this
    const { p } = this.state
    const way = rng.next()
    for (const t of list) {
      const chance = rng.next()
      // By chance, by worth, by how few ways there are, by length: each finds what the others miss.
      if (way < 0.4) key[t] = chance
      else if (way < 0.7)
        key[t] = -((p.value[t] as number) + (p.arcGuide[p.taskFrom[t] as number] as number)) * (0.8 + 0.4 * chance)
      else key[t] = ((p.taskFrom[t + 1] as number) - (p.taskFrom[t] as number)) * (0.7 + 0.6 * chance)
    }
    list.sort((a, b) => (key[a] as number) - (key[b] as number) || a - b)
  }

  private blinkingInsertion(t: number): number {
    const { state, rng } = this
    const { p } = state
    if ((p.places[t] as number) > 1) return -1
    let best = -1
    let gain = p.required[t] === 1 ? -Infinity : -(p.value[t] as number)
    const to = p.taskFrom[t + 1] as number
    for (let a = p.taskFrom[t] as number; a < to; a++) {
      if ((p.arcGuide[a] as number) <= gain) break
      if (!state.fits(a)) continue
      const g = state.gain(a)
      if (g > gain && rng.next() >= BLINK) {
        gain = g
        best = a
      }
    }
    return best
  }
}
