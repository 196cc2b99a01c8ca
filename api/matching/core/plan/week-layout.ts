import { compatible, overTargetCost, type Problem } from './problem.ts'
import { countTasks, freeTimes, gcd, sharesOf } from './week-facts.ts'

const MOST_GRID = 1024
const MOST_CELLS = 400_000

/** Groups that are none: in no week beside the pins; no time of its own that a table could tell. */
export const NEVER = -1
export const LOOSE = -2

/** What does not change from price to price in the weeks of one volunteer. */
export interface Layout {
  /** Minutes by the step of the table; the table's steps of minutes, and visits, beside the pins. */
  readonly grid: number
  readonly M: number
  readonly K: number
  readonly minutesCounted: boolean
  readonly visitsCounted: boolean
  /** By steps used: the cost of hours over target. */
  readonly over: Float64Array
  readonly pins: readonly number[]
  readonly pinnedMinutes: number
  /** Nothing stands in the way of an untimed arc but its length: the worst may be left out. */
  readonly isPlain: boolean
  /** Positions of arcs with no time of their own, by classes of one length: where each begins, its steps, how many fit. */
  readonly loose: Int32Array
  readonly looseFrom: Int32Array
  readonly looseSize: Int32Array
  readonly looseRoom: Float64Array
  /** How many starts; groups of start j: groupFrom[j] to groupFrom[j + 1]. */
  readonly starts: number
  readonly groupFrom: Int32Array
  /** By group: where its arcs begin in `byGroup`, its length in steps, and the first start after it. */
  readonly groupAt: Int32Array
  readonly size: Int32Array
  readonly after: Int32Array
}

/**
 * All volunteers' arcs as their weeks are looked for: by position in `p.volunteerArcs`, so that a volunteer's lie together.
 * Arcs with the same start, length and next possible start are one group.
 */
export class Layouts {
  readonly p: Problem
  readonly points: Float64Array
  readonly slot: Int32Array
  readonly task: Int32Array
  /** −1: no face to pay, here or because a pin has paid it. */
  readonly person: Int32Array
  /** The part of a face that the arc pays in the table: over the tasks of a pair that one week can hold, at most 1. */
  readonly share: Float64Array
  /** The group of a timed arc, counted from the volunteer's first; or NEVER, or LOOSE. */
  readonly group: Int32Array
  readonly byGroup: Int32Array
  /** The next arc of the same volunteer and person, round and round; −1 where its share is fixed. */
  readonly nextOfPair: Int32Array
  readonly of: (Layout | undefined)[] = []
  readonly mostArcs: number
  private readonly looseOf: Int32Array
  private readonly lastOfPair: Int32Array
  private readonly tasksOfPair: Int32Array

  constructor(p: Problem, slotOfArc: Int32Array, points: Float64Array) {
    this.p = p
    const n = p.arcs
    this.points = new Float64Array(n)
    this.slot = new Int32Array(n)
    this.task = new Int32Array(n)
    for (let i = 0; i < n; i++) {
      const a = p.volunteerArcs[i] as number
      this.points[i] = points[a] as number
      this.slot[i] = slotOfArc[a] as number
      this.task[i] = p.arcTask[a] as number
    }
    this.looseOf = new Int32Array(p.tasks).fill(-1)
    this.lastOfPair = new Int32Array(p.pairs)
    this.person = new Int32Array(n)
    this.share = new Float64Array(n)
    this.group = new Int32Array(n)
    this.byGroup = new Int32Array(n)
    this.nextOfPair = new Int32Array(n).fill(-1)
    const tasksOfPair = countTasks(p)
    const share = sharesOf(p, tasksOfPair)
    this.tasksOfPair = tasksOfPair
    const freeAt = freeTimes(p)
    const pinsOf = Map.groupBy(p.pinned, (a) => p.arcVolunteer[a] as number)
    let most = 0
    for (let v = 0; v < p.volunteers; v++) {
      this.of.push(this.layOut(v, pinsOf.get(v) ?? [], freeAt, share))
      most = Math.max(most, (p.volunteerFrom[v + 1] as number) - (p.volunteerFrom[v] as number))
    }
    this.mostArcs = most
  }

  private layOut(v: number, pins: readonly number[], freeAt: Int32Array, shareOf: Float64Array): Layout | undefined {
    const { p, person, share, group, task } = this
    const from = p.volunteerFrom[v] as number
    const to = p.volunteerFrom[v + 1] as number
    if (from === to) return undefined
    const pinnedTasks = pins.map((b) => p.arcTask[b])
    let grid = 0
    let total = 0
    let usable = 0
    let smallest = Infinity
    const starts: number[] = []
    for (let i = from; i < to; i++) {
      const a = p.volunteerArcs[i] as number
      const start = p.arcStart[a] as number
      const pair = p.arcPair[a] as number
      const isMet = pair < 0 || pins.some((b) => p.arcPair[b] === pair)
      person[i] = isMet ? -1 : (p.pairPerson[pair] as number)
      share[i] = isMet ? 0 : (shareOf[a] as number)
      const isNever = pins.length > 0 && (pinnedTasks.includes(p.arcTask[a]) || !pins.every((b) => compatible(p, a, b)))
      group[i] = isNever ? NEVER : start < 0 ? LOOSE : 0
      if (isNever) continue
      const minutes = p.arcMinutes[a] as number
      grid = gcd(grid, minutes)
      total += minutes
      usable++
      smallest = Math.min(smallest, minutes)
      if (start >= 0 && starts.at(-1) !== start) starts.push(start)
    }
    this.linkPairs(v)
    const pinnedMinutes = pins.reduce((sum, b) => sum + (p.arcMinutes[b] as number), 0)
    const left = Math.min(p.maxMinutes[v] as number, pinnedMinutes + total) - pinnedMinutes
    const room = Math.min(usable, (p.maxVisits[v] as number) - pins.length)
    const minutesCounted = (p.target[v] as number) >= 0 || left < total
    const visitsCounted = room < usable && !(minutesCounted && smallest > 0 && left / smallest < room + 1)
    const K = visitsCounted ? Math.max(0, room) : 0
    grid = Math.max(1, grid)
    let M = minutesCounted ? Math.floor(left / grid) : 0
    const most = Math.min(MOST_GRID, Math.max(16, Math.floor(MOST_CELLS / ((starts.length + 2) * (K + 1)))))
    if (M > most) {
      // A coarser grid: lengths are rounded down and room up, so that the table is never too low.
      grid = Math.ceil(left / most)
      M = Math.floor(left / grid)
    }
    const groups = this.groupArcs(v, starts, freeAt, minutesCounted ? grid : 0)
    const { looseOf } = this
    let isPlain = true
    for (let i = from; i < to; i++) {
      if (group[i] !== LOOSE) continue
      const t = task[i] as number
      if (looseOf[t] === v || (p.arcStart[p.volunteerArcs[i] as number] as number) >= 0) isPlain = false
      looseOf[t] = v
    }
    for (let i = from; i < to; i++) if ((group[i] as number) >= 0 && looseOf[task[i] as number] === v) isPlain = false
    return {
      grid,
      M,
      K,
      minutesCounted,
      visitsCounted,
      over: Float64Array.from({ length: M + 1 }, (_, m) =>
        minutesCounted ? overTargetCost(p, v, pinnedMinutes + m * grid) : 0,
      ),
      pins: pins.map((b) => p.volunteerArcs.indexOf(b, from)),
      pinnedMinutes,
      isPlain,
      ...groups,
      ...this.classLoose(v, grid, M, K, minutesCounted, visitsCounted),
    }
  }

  /** Arcs of one person and several tasks in a ring, where their shares may be moved about. */
  private linkPairs(v: number): void {
    const { p, share, person, nextOfPair, group, lastOfPair, tasksOfPair } = this
    const from = p.volunteerFrom[v] as number
    const to = p.volunteerFrom[v + 1] as number
    // 0: none yet; else the position of the last one and 1. Twice round closes the rings.
    for (let lap = 0; lap < 2; lap++)
      for (let i = from; i < to; i++) {
        if ((person[i] as number) < 0 || share[i] === 1 || group[i] === NEVER) continue
        const pair = p.arcPair[p.volunteerArcs[i] as number] as number
        // More tasks than visits a week: each pays for as many as there can be, and their sum is no matter.
        if ((tasksOfPair[pair] as number) * (share[i] as number) > 1 + 1e-9) continue
        const last = lastOfPair[pair] as number
        lastOfPair[pair] = i + 1
        if (last > 0 && (lap === 0 || nextOfPair[last - 1] === -1)) nextOfPair[last - 1] = i
      }
  }

  private classLoose(v: number, grid: number, M: number, K: number, minutesCounted: boolean, visitsCounted: boolean) {
    const { p, group } = this
    const bySize = new Map<number, number[]>()
    for (let i = p.volunteerFrom[v] as number; i < (p.volunteerFrom[v + 1] as number); i++) {
      if (group[i] !== LOOSE) continue
      const minutes = p.arcMinutes[p.volunteerArcs[i] as number] as number
      const size = minutesCounted ? Math.floor(minutes / grid) : 0
      const list = bySize.get(size)
      if (list) list.push(i)
      else bySize.set(size, [i])
    }
    const sizes = [...bySize.keys()].sort((a, b) => a - b)
    const lists = sizes.map((size) => bySize.get(size) ?? [])
    const looseFrom = new Int32Array(sizes.length + 1)
    for (const [c, list] of lists.entries()) looseFrom[c + 1] = (looseFrom[c] as number) + list.length
    const roomOf = (size: number) =>
      Math.min(visitsCounted ? K : Infinity, minutesCounted && size > 0 ? Math.floor(M / size) : Infinity)
    return {
      loose: Int32Array.from(lists.flat()),
      looseFrom,
      looseSize: Int32Array.from(sizes),
      looseRoom: Float64Array.from(sizes, roomOf),
    }
  }

  private groupArcs(v: number, starts: readonly number[], freeAt: Int32Array, grid: number) {
    const { p, group, byGroup } = this
    const from = p.volunteerFrom[v] as number
    const to = p.volunteerFrom[v + 1] as number
    const groupFrom = new Int32Array(starts.length + 1)
    const size: number[] = []
    const after: number[] = []
    let j = -1
    for (let i = from; i < to; i++) {
      if ((group[i] as number) < 0) continue
      const a = p.volunteerArcs[i] as number
      while (j < 0 || starts[j] !== p.arcStart[a]) groupFrom[++j] = size.length
      const free = freeAt[a] as number
      let low = j
      let high = starts.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((starts[middle] as number) >= free) high = middle
        else low = middle + 1
      }
      // What takes no time at all clashes with nothing that the table could tell: it goes with the untimed.
      if (low === j) {
        group[i] = LOOSE
        continue
      }
      const length = grid > 0 ? Math.floor((p.arcMinutes[a] as number) / grid) : 0
      let g = groupFrom[j] as number
      while (g < size.length && (size[g] !== length || after[g] !== low)) g++
      if (g === size.length) {
        size.push(length)
        after.push(low)
      }
      group[i] = g
    }
    while (j < starts.length) groupFrom[++j] = size.length
    const groupAt = new Int32Array(size.length + 1)
    for (let i = from; i < to; i++) {
      const g = group[i] as number
      if (g >= 0) groupAt[g + 1] = (groupAt[g + 1] as number) + 1
    }
    groupAt[0] = from
    for (let g = 0; g < size.length; g++) groupAt[g + 1] = (groupAt[g + 1] as number) + (groupAt[g] as number)
    const next = groupAt.slice()
    for (let i = from; i < to; i++) {
      const g = group[i] as number
      if (g < 0) continue
      const at = next[g] as number
      next[g] = at + 1
      byGroup[at] = i
    }
    return { starts: starts.length, groupFrom, groupAt, size: Int32Array.from(size), after: Int32Array.from(after) }
  }
}
