import type { Assignment } from '../arcs/format.ts'
import { Ejection, moveBack } from './eject.ts'
import { assignmentsOf, compatible, State, type Problem } from '../plan/index.ts'

/** A volunteer who is away for a part of the week: minutes since it began, half-open. */
export interface Away {
  readonly volunteer: string
  readonly from: number
  readonly to: number
}

/** Somebody else's visit that changes hands or time so that a lost one can be kept. */
export interface Moved {
  readonly task: string
  readonly from: readonly Assignment[]
  readonly to: readonly Assignment[]
}

export interface RepairOption {
  /** Tasks the volunteer can no longer do, and those of them that somebody else takes. */
  readonly lost: readonly string[]
  readonly refilled: readonly Assignment[]
  readonly moved: readonly Moved[]
  /** The plan's value less what it was before anybody was away. */
  readonly change: number
  readonly arcs: readonly number[]
}

/** Arcs looked at for one option, at most: some tens of milliseconds. */
const MOST_LOOKED_AT = 400_000
/** The same for the last option, which moves as many as it takes. */
const MOST_LOOKED_AT_LAST = 250_000

/**
 * Two or three ways to refill what is lost when a volunteer is away: moving nobody, moving one for each, moving as many as
 * it takes.
 * A way that refills no more than the one before it is left out. Same plan, same answer. Pins that name the volunteer's
 * lost visits must have been taken out of the problem; other pinned visits are not moved. Lost visits that count most are
 * refilled first.
 *
 * @throws RangeError for a volunteer that is not of the problem, a stretch that ends before it begins, or arcs that clash
 */
export function repairOptions(p: Problem, arcs: readonly number[], away: Away): RepairOption[] {
  const v = p.volunteerIds.indexOf(away.volunteer)
  if (v < 0) throw new RangeError('volunteer: not of this problem')
  if (!(away.from < away.to)) throw new RangeError('from, to: ends before it begins')
  const isBarred = (a: number) =>
    p.arcVolunteer[a] === v &&
    (p.arcStart[a] as number) >= 0 &&
    (p.arcStart[a] as number) < away.to &&
    (p.arcStart[a] as number) + (p.arcMinutes[a] as number) > away.from
  const lost = [...new Set(arcs.filter(isBarred).map((a) => p.arcTask[a] as number))]
  if (lost.length === 0) return []
  // What counts most first, then what has fewest ways.
  const ways = (t: number) => (p.taskFrom[t + 1] as number) - (p.taskFrom[t] as number)
  lost.sort(
    (a, b) =>
      (p.required[b] as number) - (p.required[a] as number) ||
      (p.value[b] as number) - (p.value[a] as number) ||
      ways(a) - ways(b) ||
      a - b,
  )
  const options: RepairOption[] = []
  const state = stateWith(p, arcs)
  const before = { held: state.held.slice(), worth: state.worth }
  for (const t of lost) state.uncover(t)
  const offer = () => {
    const refilled = lost.reduce((n, t) => n + (state.isCovered(t) ? (p.places[t] as number) : 0), 0)
    if (refilled > (options.at(-1)?.refilled.length ?? -1)) options.push(describe(state, lost, before))
  }
  const refill = new Refill(state, isBarred)
  let open = lost
  // The shortest chains first: a visit that needs nobody moved does not wait for one that does.
  for (const links of [0, 1]) {
    open = open.filter((t) => !refill.place(t, links))
    offer()
    if (open.length === 0) return options
  }
  const ejection = new Ejection(state, isBarred)
  // Each in turn, twice: what would not go in may go in once another is in.
  for (let turn = 0; turn < 2 && open.length > 0; turn++) {
    const each = (MOST_LOOKED_AT_LAST - ejection.looked) / open.length / (2 - turn)
    open = open.filter((t) => !ejection.place(t, each))
  }
  moveBack(state, before.held, new Set(lost))
  offer()
  return options
}

/** Chains: a task takes a place, the visit that was in the way takes another, and so on. */
class Refill {
  private readonly state: State
  private readonly isBarred: (arc: number) => boolean
  private readonly tried = new Set<number>()
  private left = MOST_LOOKED_AT

  constructor(state: State, isBarred: (arc: number) => boolean) {
    this.state = state
    this.isBarred = isBarred
  }

  place(t: number, links: number): boolean {
    this.tried.clear()
    return this.chain(t, links)
  }

  private chain(t: number, links: number): boolean {
    const { state } = this
    const { p } = state
    this.tried.add(t)
    if ((p.places[t] as number) > 1) return this.placeTeam(t)
    const from = p.taskFrom[t] as number
    const to = p.taskFrom[t + 1] as number
    let best = -1
    let gain = -Infinity
    for (let a = from; a < to && (p.arcGuide[a] as number) > gain; a++) {
      this.left--
      if (this.isBarred(a) || !state.fits(a)) continue
      const g = state.gain(a)
      if (g > gain) {
        gain = g
        best = a
      }
    }
    if (best >= 0) {
      state.coverBy(best)
      return true
    }
    if (links === 0) return false
    for (let a = from; a < to && this.left > 0; a++) {
      this.left--
      if (this.isBarred(a)) continue
      for (const e of this.inTheWay(a)) {
        if (this.tried.has(e) || p.isPinned[e] === 1) continue
        const was = this.holds(e)
        state.uncover(e)
        if (state.fits(a)) {
          state.coverBy(a)
          if (this.chain(e, links - 1)) return true
          state.uncover(t)
        }
        state.cover(was)
      }
    }
    return false
  }

  /** Tasks any one of which, gone, might let arc `a` in. */
  private inTheWay(a: number): number[] {
    const { p, diary } = this.state
    const mine = diary[p.arcVolunteer[a] as number] as number[]
    const clashes = mine.filter((other) => !compatible(p, a, other))
    // Two clashes cannot be solved by moving one; without any it is the hours or the number of visits.
    if (clashes.length > 1) return []
    return (clashes.length === 1 ? clashes : mine).map((other) => p.arcTask[other] as number)
  }

  private holds(t: number): number[] {
    const { held, heldFrom } = this.state
    return Array.from(held.subarray(heldFrom[t], heldFrom[t + 1]))
  }

  private placeTeam(t: number): boolean {
    const { state } = this
    const { p } = state
    const byOption = new Map<number, number[]>()
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
      this.left--
      if (this.isBarred(a) || !state.fits(a)) continue
      const list = byOption.get(p.arcOption[a] as number) ?? []
      byOption.set(p.arcOption[a] as number, [...list, a])
    }
    const places = p.places[t] as number
    // Arcs stand with the greatest points first.
    const team = [...byOption.values()].find((list) => list.length >= places)?.slice(0, places)
    if (!team) return false
    state.cover(team)
    return true
  }
}

/** The plan before anybody was away: arcs by slot of the state, and their worth. */
interface Before {
  readonly held: Int32Array
  readonly worth: number
}

function describe(state: State, lost: readonly number[], before: Before): RepairOption {
  const { p, held, heldFrom } = state
  const isLost = new Set(lost)
  const moved: Moved[] = []
  // Worth is by the guide of arcs, with the bonus for keeping, which is no part of a plan's value.
  let change = state.worth - before.worth
  const bonus = (a: number) => (a < 0 ? 0 : (p.arcGuide[a] as number) - (p.arcPoints[a] as number))
  for (let t = 0; t < p.tasks; t++) {
    const from = heldFrom[t] as number
    const to = heldFrom[t + 1] as number
    let isSame = true
    for (let slot = from; slot < to; slot++) {
      if (held[slot] === before.held[slot]) continue
      isSame = false
      change += bonus(before.held[slot] as number) - bonus(held[slot] as number)
    }
    if (isSame || isLost.has(t)) continue
    const old = Array.from(before.held.subarray(from, to))
    const now = Array.from(held.subarray(from, to))
    // The same people in other slots have not moved.
    if (old.every((a) => now.includes(a))) continue
    moved.push({ task: p.taskIds[t] as string, from: assignmentsOf(p, old), to: assignmentsOf(p, now) })
  }
  const refilled = lost.flatMap((t) => Array.from(held.subarray(heldFrom[t], heldFrom[t + 1])).filter((a) => a >= 0))
  return {
    lost: lost.map((t) => p.taskIds[t] as string),
    refilled: assignmentsOf(p, refilled),
    moved,
    change,
    arcs: state.arcs(),
  }
}

/** A state that holds these arcs. */
function stateWith(p: Problem, arcs: readonly number[]): State {
  const state = new State(p)
  const byTask = arcs.toSorted((a, b) => (p.arcTask[a] as number) - (p.arcTask[b] as number) || a - b)
  for (let i = 0; i < byTask.length;) {
    const t = p.arcTask[byTask[i] as number] as number
    const its = byTask.slice(i, i + (p.places[t] as number))
    i += its.length
    for (const a of its) {
      if (p.arcTask[a] !== t || !state.fits(a)) throw new RangeError('arcs: they are no plan of this problem')
    }
    state.cover(its)
  }
  state.mark()
  return state
}
