import { compatible, overTargetCost, type Problem } from './problem.ts'

/** The best week one volunteer could have at given prices, and a number it cannot exceed. */
export interface BestSchedule {
  /** No schedule of this volunteer is worth more. */
  readonly bound: number
  /** The best schedule found, pinned arcs included; worth `bound` unless the looking was cut short. */
  readonly arcs: readonly number[]
}

const MOST_GRID = 1024
const MOST_CELLS = 4_000_000

/**
 * Finds the best schedule of one volunteer when each arc has a profit and each person visited a cost: a knapsack with
 * clocks. First a table, f(i, m, k): the most that arcs i and later can bring with m minutes and k visits left. It is
 * never too low: only neighbours in time are kept apart (by the least travel there is), only neighbours are kept from
 * being one task, and persons cost a share. Then a depth-first search through the arcs in the order of their starts, cut
 * off by f, which knows all of it. After `nodes` steps what is left counts by f: the bound stays a bound.
 */
export class Scheduler {
  private readonly p: Problem
  private readonly pinsOf = new Map<number, number[]>()
  /** By arc: 1 / the greatest number of this person's tasks the volunteer could do, so that shares never exceed a cost. */
  private readonly share: Float64Array
  /** By arc: when the next visit could begin at the earliest. */
  private readonly freeAt: Int32Array
  // The table: the most, the task it begins with, and the most that begins with another one.
  private f = new Float64Array(1 << 14)
  private first = new Int32Array(1 << 14)
  private other = new Float64Array(1 << 14)
  private readonly items: number[] = []
  private readonly profit: number[] = []
  private readonly net: number[] = []
  private readonly size: number[] = []
  private readonly after: number[] = []
  private chosen: number[] = []
  private best: number[] = []
  private bestWorth = 0
  private cutAt = -Infinity
  private nodes = 0
  private v = 0
  private grid = 1
  private visitsCounted = false
  private minutesCounted = false
  private M = 0
  private K = 0
  private faceCost: Float64Array = new Float64Array(0)

  constructor(p: Problem) {
    this.p = p
    for (const a of p.pinned) {
      const v = p.arcVolunteer[a] as number
      this.pinsOf.set(v, [...(this.pinsOf.get(v) ?? []), a])
    }
    this.share = sharesOf(p)
    this.freeAt = freeTimes(p)
  }

  /** `profits` by arc, `faceCost` by person (0 or more). */
  solve(v: number, profits: Float64Array, faceCost: Float64Array, nodes: number): BestSchedule {
    const { p, items } = this
    this.v = v
    this.faceCost = faceCost
    const pins = this.pinsOf.get(v) ?? []
    items.length = 0
    let total = 0
    let grid = 0
    for (let i = p.volunteerFrom[v] as number; i < (p.volunteerFrom[v + 1] as number); i++) {
      const a = p.volunteerArcs[i] as number
      const profit = profits[a] as number
      if (profit <= 0) continue
      const pair = p.arcPair[a] as number
      const isMet = pair < 0 || pins.some((b) => p.arcPair[b] === pair)
      const cost = isMet ? 0 : (faceCost[p.pairPerson[pair] as number] as number) * (this.share[a] as number)
      // Not worth its share, it may still be worth it beside another visit to the same person, who then costs no more.
      if (profit - cost <= 0 && (isMet || this.share[a] === 1)) continue
      if (pins.length > 0 && (p.isPinned[p.arcTask[a] as number] === 1 || !pins.every((b) => compatible(p, a, b))))
        continue
      const n = items.length
      items.push(a)
      this.profit[n] = profit
      this.net[n] = profit - cost
      total += p.arcMinutes[a] as number
      grid = gcd(grid, p.arcMinutes[a] as number)
    }
    this.chosen = []
    let minutes = 0
    let worth = 0
    for (const a of pins) {
      minutes += p.arcMinutes[a] as number
      worth += (profits[a] as number) - this.costOfFace(a)
      this.chosen.push(a)
    }
    this.best = [...pins]
    this.bestWorth = worth - overTargetCost(p, v, minutes)
    if (items.length === 0) return { bound: this.bestWorth, arcs: this.best }
    this.setUp(minutes, pins.length, total, grid)
    this.fill()
    this.cutAt = -Infinity
    this.nodes = nodes
    this.visit(0, -1, this.M, this.K, minutes, worth, worth)
    return { bound: Math.max(this.bestWorth, this.cutAt), arcs: this.best }
  }

  /** What the person of arc `a` costs, were it added to the chosen arcs. */
  private costOfFace(a: number): number {
    const { p, chosen } = this
    const pair = p.arcPair[a] as number
    if (pair < 0) return 0
    for (let i = 0; i < chosen.length; i++) if (p.arcPair[chosen[i] as number] === pair) return 0
    return this.faceCost[p.pairPerson[pair] as number] as number
  }

  private setUp(minutes: number, visits: number, total: number, gcdOfAll: number): void {
    const { p, v, items, size, after, freeAt } = this
    const n = items.length
    const left = Math.min(p.maxMinutes[v] as number, minutes + total) - minutes
    this.minutesCounted = (p.target[v] as number) >= 0 || left < total
    let grid = Math.max(1, gcdOfAll)
    this.M = this.minutesCounted ? Math.floor(left / grid) : 0
    const room = Math.min(n, (p.maxVisits[v] as number) - visits)
    let smallest = Infinity
    for (let i = 0; i < n; i++) smallest = Math.min(smallest, p.arcMinutes[items[i] as number] as number)
    this.visitsCounted = room < n && !(this.minutesCounted && smallest > 0 && left / smallest < room + 1)
    this.K = this.visitsCounted ? Math.max(0, room) : 0
    const most = Math.min(MOST_GRID, Math.max(16, Math.floor(MOST_CELLS / ((n + 1) * (this.K + 1)))))
    if (this.M > most) {
      // A coarser grid: lengths are rounded down and room up, so that the table is never too low.
      grid = Math.ceil(left / most)
      this.M = Math.floor(left / grid)
    }
    this.grid = grid
    for (let i = n - 1; i >= 0; i--) {
      const a = items[i] as number
      size[i] = this.minutesCounted ? Math.floor((p.arcMinutes[a] as number) / grid) : 0
      let low = i + 1
      if ((p.arcStart[a] as number) >= 0) {
        const end = freeAt[a] as number
        let high = n
        while (low < high) {
          const middle = (low + high) >> 1
          if ((p.arcStart[items[middle] as number] as number) >= end) high = middle
          else low = middle + 1
        }
      }
      after[i] = low
    }
  }

  private fill(): void {
    const { p, items, M, K, net, size, after } = this
    const n = items.length
    const stride = K + 1
    const width = (M + 1) * stride
    if (this.f.length < (n + 1) * width) {
      this.f = new Float64Array((n + 1) * width * 2)
      this.other = new Float64Array((n + 1) * width * 2)
      this.first = new Int32Array((n + 1) * width * 2)
    }
    const { f, first, other } = this
    f.fill(0, n * width, (n + 1) * width)
    other.fill(0, n * width, (n + 1) * width)
    first.fill(-1, n * width, (n + 1) * width)
    const visits = this.visitsCounted ? 1 : 0
    for (let i = n - 1; i >= 0; i--) {
      const here = i * width
      f.copyWithin(here, here + width, here + 2 * width)
      other.copyWithin(here, here + width, here + 2 * width)
      first.copyWithin(here, here + width, here + 2 * width)
      const take = (after[i] as number) * width
      const gain = net[i] as number
      const t = p.arcTask[items[i] as number] as number
      const s = size[i] as number
      const back = take - s * stride - visits
      for (let m = s; m <= M; m++)
        for (let k = visits; k <= K; k++) {
          const x = m * stride + k
          const from = back + x
          const value = gain + (first[from] === t ? (other[from] as number) : (f[from] as number))
          const at = here + x
          if (value > (f[at] as number)) {
            if (first[at] !== t) {
              other[at] = f[at] as number
              first[at] = t
            }
            f[at] = value
          } else if (first[at] !== t && value > (other[at] as number)) other[at] = value
        }
    }
  }

  /** The most that can come of items from `i` on when the last task was `last`, hours over target counted. */
  private most(i: number, last: number, m: number, k: number, minutes: number, worth: number): number {
    const { p, v, f, first, other, K, M, grid } = this
    const stride = K + 1
    const row = i * (M + 1) * stride + k
    const here = row + m * stride
    if (!this.minutesCounted || overTargetCost(p, v, minutes + (m + 1) * grid) === 0)
      return worth + (first[here] === last ? (other[here] as number) : (f[here] as number))
    let best = -Infinity
    for (let used = 0; used <= m; used++) {
      const x = row + used * stride
      const most = first[x] === last ? (other[x] as number) : (f[x] as number)
      const at = worth + most - overTargetCost(p, v, minutes + used * grid)
      if (at > best) best = at
    }
    return best
  }

  /** `worth` is what the chosen arcs bring; `loose` the same with persons charged by shares, as the table does. */
  private visit(from: number, last: number, m: number, k: number, minutes: number, worth: number, loose: number): void {
    const { p, v, items, chosen, size } = this
    const here = worth - overTargetCost(p, v, minutes)
    if (here > this.bestWorth + 1e-9) {
      this.bestWorth = here
      this.best = chosen.slice()
    }
    const nextK = this.visitsCounted ? k - 1 : k
    if (chosen.length >= (p.maxVisits[v] as number)) return
    for (let i = from; i < items.length; i++) {
      const most = this.most(i, last, m, k, minutes, loose)
      if (most <= this.bestWorth + 1e-9) return
      if (this.nodes <= 0) {
        if (most > this.cutAt) this.cutAt = most
        return
      }
      const a = items[i] as number
      const t = p.arcTask[a] as number
      const length = minutes + (p.arcMinutes[a] as number)
      if (length > (p.maxMinutes[v] as number)) continue
      const nextLoose = loose + (this.net[i] as number)
      const nextM = Math.max(0, m - (size[i] as number))
      if (this.most(this.after[i] as number, t, nextM, nextK, length, nextLoose) <= this.bestWorth + 1e-9) continue
      let fits = true
      for (let c = 0; c < chosen.length && fits; c++) {
        const before = chosen[c] as number
        fits = p.arcTask[before] !== t && compatible(p, a, before)
      }
      if (!fits) continue
      this.nodes--
      const next = worth + (this.profit[i] as number) - this.costOfFace(a)
      chosen.push(a)
      this.visit(this.after[i] as number, t, nextM, nextK, length, next, nextLoose)
      chosen.pop()
    }
  }
}

const gcd = (a: number, b: number): number => {
  while (b > 0) [a, b] = [b, a % b]
  return a
}

function sharesOf(p: Problem): Float64Array {
  const tasksOfPair = new Int32Array(p.pairs)
  const lastTask = new Int32Array(p.pairs).fill(-1)
  // Arcs stand by task, so a pair's arcs of one task come one after another.
  for (let a = 0; a < p.arcs; a++) {
    const pair = p.arcPair[a] as number
    if (pair < 0 || lastTask[pair] === p.arcTask[a]) continue
    lastTask[pair] = p.arcTask[a] as number
    tasksOfPair[pair] = (tasksOfPair[pair] as number) + 1
  }
  return Float64Array.from({ length: p.arcs }, (_, a) => {
    const pair = p.arcPair[a] as number
    if (pair < 0) return 0
    return 1 / Math.max(1, Math.min(tasksOfPair[pair] as number, p.maxVisits[p.arcVolunteer[a] as number] as number))
  })
}

/** The end of each arc and the least travel from its place to another, or to itself where there is more to do there. */
function freeTimes(p: Problem): Int32Array {
  const free = new Int32Array(p.arcs)
  const taskAt = new Map<number, number>()
  for (let v = 0; v < p.volunteers; v++) {
    taskAt.clear()
    const from = p.volunteerFrom[v] as number
    const to = p.volunteerFrom[v + 1] as number
    for (let i = from; i < to; i++) {
      const a = p.volunteerArcs[i] as number
      const at = p.arcAt[a] as number
      const t = p.arcTask[a] as number
      const known = taskAt.get(at)
      // −1: several tasks there.
      if (known === undefined) taskAt.set(at, t)
      else if (known !== t) taskAt.set(at, -1)
    }
    for (let i = from; i < to; i++) {
      const a = p.volunteerArcs[i] as number
      const at = p.arcAt[a] as number
      let least = p.travel.leastFrom[at] ?? 0
      if (taskAt.get(at) === -1) least = Math.min(least, p.travel.minutes(v, at, at))
      free[a] = (p.arcStart[a] as number) + (p.arcMinutes[a] as number) + least
    }
  }
  return free
}
