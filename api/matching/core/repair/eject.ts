import { seededRng, type Rng } from '../../../kernel/index.ts'
import { compatible, type State } from '../plan/index.ts'

/** No way in that pushes out more than this is looked at. */
const MOST_PUSHED_OUT = 3
/** Tasks placed in the first walk; each further one has half as many again. */
const SHORTEST_WALK = 8
/** Then it begins anew: a longer walk finds no more, and moves many. */
const LONGEST_WALK = 50

/**
 * Makes room for one more task in a full week, every other task kept: it is put where it pushes out the tasks that were
 * least often hard to place, those are put somewhere in the same way, and so on until nothing is left over (Nagata and
 * Bräysy 2009, who so save a vehicle). All chance is from a fixed seed: same plan, same answer.
 */
export class Ejection {
  private readonly state: State
  private readonly isBarred: (arc: number) => boolean
  private readonly hardness: Uint32Array
  private readonly rng: Rng = seededRng('ejection')
  /** Arcs that have been looked at. */
  looked = 0

  constructor(state: State, isBarred: (arc: number) => boolean) {
    this.state = state
    this.isBarred = isBarred
    this.hardness = new Uint32Array(state.p.tasks).fill(1)
  }

  /**
   * Whether task t now has its place; if not within `most` arcs looked at, the plan is as it was. Short walks come first,
   * each from the plan as it was but with what the ones before taught of what is hard to place: they move fewest.
   */
  place(t: number, most: number): boolean {
    const until = this.looked + most
    for (
      let steps = SHORTEST_WALK;
      this.looked < until;
      steps = steps > LONGEST_WALK ? SHORTEST_WALK : (steps * 3) >> 1
    )
      if (this.walk(t, steps, until)) return true
    return false
  }

  private walk(t: number, steps: number, until: number): boolean {
    const { state } = this
    const waiting = [t]
    state.mark()
    for (let step = 0; waiting.length > 0; step++) {
      const next = waiting.pop() as number
      const way = step < steps && this.looked <= until ? this.bestWay(next) : undefined
      if (!way) {
        state.back()
        return false
      }
      if (way.out.length > 0) this.hardness[next] = (this.hardness[next] as number) + 1
      for (const other of way.out) state.uncover(other)
      state.cover(way.arcs)
      waiting.push(...way.out)
    }
    return true
  }

  /** The way in that pushes out what is least hard to place; of several the one that brings most, or any. */
  private bestWay(t: number): Way | undefined {
    const { state, rng } = this
    const { p } = state
    const from = p.taskFrom[t] as number
    const to = p.taskFrom[t + 1] as number
    if ((p.places[t] as number) > 1) return this.bestTeam(t)
    let best: Way | undefined
    let cost = Infinity
    let gain = -Infinity
    let alike = 1
    for (let a = from; a < to; a++) {
      // Arcs stand with the greatest points first: no later one brings more to where there is room.
      if (cost === 0 && (p.arcGuide[a] as number) <= gain) break
      this.looked++
      if (this.isBarred(a)) continue
      const way = this.wayOf(a, cost)
      if (!way || way.cost > cost) continue
      if (way.cost === 0) {
        const g = state.gain(a)
        if (cost === 0 && g <= gain) continue
        gain = g
      } else if (way.cost === cost && rng.next() * ++alike >= 1) continue
      if (way.cost < cost) alike = 1
      cost = way.cost
      best = { arcs: [a], out: way.out }
    }
    return best
  }

  private bestTeam(t: number): Way | undefined {
    const { p } = this.state
    const byOption = new Map<number, { arc: number; cost: number; out: readonly number[] }[]>()
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
      this.looked++
      if (this.isBarred(a)) continue
      const way = this.wayOf(a, Infinity)
      if (!way) continue
      const list = byOption.get(p.arcOption[a] as number)
      if (list) list.push({ arc: a, ...way })
      else byOption.set(p.arcOption[a] as number, [{ arc: a, ...way }])
    }
    let best: Way | undefined
    let least = Infinity
    for (const list of byOption.values()) {
      const team = list.sort((x, y) => x.cost - y.cost || x.arc - y.arc).slice(0, p.places[t])
      const cost = team.reduce((sum, each) => sum + each.cost, 0)
      if (team.length < (p.places[t] as number) || cost >= least) continue
      least = cost
      best = { arcs: team.map((each) => each.arc), out: [...new Set(team.flatMap((each) => each.out))] }
    }
    return best
  }

  /** What must go so that arc `a` fits, and how hard that is to place; undefined above `most`, or where pins stand. */
  private wayOf(a: number, most: number): { cost: number; out: readonly number[] } | undefined {
    const { state, hardness } = this
    const { p } = state
    const v = p.arcVolunteer[a] as number
    const diary = state.diary[v] as number[]
    let cost = 0
    let minutes = (state.minutes[v] as number) + (p.arcMinutes[a] as number) - (p.maxMinutes[v] as number)
    let visits = diary.length + 1 - (p.maxVisits[v] as number)
    let out: number[] = NOBODY
    for (const other of diary) {
      if (compatible(p, a, other)) continue
      const u = p.arcTask[other] as number
      if (p.isPinned[u] === 1) return undefined
      cost += hardness[u] as number
      if (cost > most || out.length === MOST_PUSHED_OUT) return undefined
      out = out === NOBODY ? [u] : [...out, u]
      minutes -= p.arcMinutes[other] as number
      visits--
    }
    // Still too much: one or two more go, those least hard to place of the ones that are enough.
    while (minutes > 0 || visits > 0) {
      let choice = -1
      let least = Infinity
      let isEnough = false
      for (const other of diary) {
        const u = p.arcTask[other] as number
        if (p.isPinned[u] === 1 || out.includes(u)) continue
        const enough = minutes <= (p.arcMinutes[other] as number) && visits <= 1
        const h = hardness[u] as number
        if (enough === isEnough ? h >= least : isEnough) continue
        least = h
        choice = other
        isEnough = enough
      }
      if (choice < 0 || out.length === MOST_PUSHED_OUT) return undefined
      const u = p.arcTask[choice] as number
      cost += hardness[u] as number
      if (cost > most) return undefined
      out = [...out, u]
      minutes -= p.arcMinutes[choice] as number
      visits--
    }
    return { cost, out }
  }
}

interface Way {
  readonly arcs: readonly number[]
  /** Tasks pushed out. */
  readonly out: readonly number[]
}

const NOBODY: number[] = []

/** Puts tasks that were moved back where they were, as far as there is room again: nobody is moved for nothing. */
export function moveBack(state: State, before: Int32Array, lost: ReadonlySet<number>): void {
  const { p, held, heldFrom } = state
  const moved: { t: number; old: readonly number[] }[] = []
  for (let t = 0; t < p.tasks; t++) {
    const from = heldFrom[t] as number
    const old = before.subarray(from, heldFrom[t + 1])
    if (!lost.has(t) && old.some((a, i) => held[from + i] !== a)) moved.push({ t, old: Array.from(old) })
  }
  for (let isChanged = true; isChanged;) {
    isChanged = false
    for (const { t, old } of moved) {
      const now = Array.from(held.subarray(heldFrom[t], heldFrom[t + 1]))
      if (old.every((a) => now.includes(a))) continue
      state.uncover(t)
      const fits = old.every((a) => state.fits(a))
      state.cover(fits ? old : now)
      isChanged ||= fits
    }
  }
}
