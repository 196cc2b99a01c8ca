import { compatible, overTargetCost, type Problem } from './problem.ts'
import type { Layout } from './week-layout.ts'
import type { WeekTable } from './week-table.ts'

/** The depth-first search for a volunteer's best week, cut off by the table of `WeekTable`. */
export class WeekSearch {
  private readonly weeks: WeekTable
  private readonly p: Problem
  private readonly layout: Layout
  private readonly v: number
  private readonly from: number
  private readonly price: Float64Array
  private readonly faceCost: Float64Array
  private nodes: number
  private cutAt = -Infinity
  private readonly path: number[] = []
  private readonly stride: number
  private readonly width: number
  private readonly base: number
  private readonly visits: number
  /** Positions of the best week found beside the pins, and what it is worth. */
  best: number[] = []
  worth: number

  constructor(weeks: WeekTable, layout: Layout, v: number, price: Float64Array, faceCost: Float64Array, nodes: number) {
    this.weeks = weeks
    this.p = weeks.p
    this.layout = layout
    this.v = v
    this.from = this.p.volunteerFrom[v] as number
    this.price = price
    this.faceCost = faceCost
    this.nodes = nodes
    this.stride = layout.K + 1
    this.width = (layout.M + 1) * this.stride
    this.base = weeks.items.length * this.width
    this.visits = layout.visitsCounted ? 1 : 0
    this.worth = -overTargetCost(this.p, v, layout.pinnedMinutes)
  }

  /** Takes of these arcs what fits together, in their order, if that is the best week so far. */
  offer(arcs: readonly number[]): void {
    const { path, p } = this
    let minutes = this.layout.pinnedMinutes
    let worth = 0
    for (const i of arcs) {
      const longer = minutes + (p.arcMinutes[p.volunteerArcs[i] as number] as number)
      if (!this.fits(i, longer)) continue
      const profit = this.profit(i)
      if (profit <= 0) continue
      path.push(i)
      minutes = longer
      worth += profit
    }
    this.see(minutes, worth)
    path.length = 0
  }

  /** `most` is what the table says. Returns what no week exceeds. */
  run(most: number): number {
    if (most > this.worth + 1e-9) this.timed(0, 0, this.layout.K, this.layout.pinnedMinutes, 0, 0, -1)
    return Math.max(this.worth, this.cutAt)
  }

  private see(minutes: number, worth: number): void {
    const here = worth - overTargetCost(this.p, this.v, minutes)
    if (here <= this.worth) return
    this.worth = here
    this.best = this.path.slice()
  }

  /** What an arc adds to the path, its person's face paid if nothing on the path has. */
  private profit(i: number): number {
    const { points, slot, person } = this.weeks.layouts
    const profit = (points[i] as number) + (this.price[slot[i] as number] as number)
    const q = person[i] as number
    if (q < 0) return profit
    for (const c of this.path) if (person[c] === q) return profit
    return profit - (this.faceCost[q] as number)
  }

  private fits(i: number, minutes: number): boolean {
    const { p, path, layout } = this
    if (minutes > (p.maxMinutes[this.v] as number)) return false
    if (path.length + layout.pins.length >= (p.maxVisits[this.v] as number)) return false
    const { task } = this.weeks.layouts
    const a = p.volunteerArcs[i] as number
    for (const c of path) if (task[c] === task[i] || !compatible(p, a, p.volunteerArcs[c] as number)) return false
    return true
  }

  /** `worth` is what the path brings; `loose` the same with persons charged by shares, as the table does. */
  private timed(j: number, m: number, k: number, minutes: number, worth: number, loose: number, last: number): void {
    const { weeks, layout, p, base, stride, width, visits, from, path } = this
    const { net, best } = weeks
    const { starts, groupFrom, groupAt, size, after, M } = layout
    const { byGroup, task } = weeks.layouts
    this.see(minutes, worth)
    if (k < visits) return
    const cell = m * stride + k
    for (let at = j; at < starts; at++) {
      const most = loose + weeks.read(base + (starts - at) * width + cell, last)
      if (most <= this.worth + 1e-9) return
      if (this.nodes <= 0) {
        if (most > this.cutAt) this.cutAt = most
        return
      }
      for (let g = groupFrom[at] as number; g < (groupFrom[at + 1] as number); g++) {
        const s = size[g] as number
        if (m + s > M) continue
        const next = base + (starts - (after[g] as number)) * width + (m + s) * stride + k - visits
        if (loose + (best[g * 3] as number) + (weeks.f[next] as number) <= this.worth + 1e-9) continue
        for (let n = groupAt[g] as number; n < (groupAt[g + 1] as number); n++) {
          const i = byGroup[n] as number
          const gain = net[i - from] as number
          if (gain === 0) continue
          const t = task[i] as number
          if (loose + gain + weeks.read(next, t) <= this.worth + 1e-9) continue
          const longer = minutes + (p.arcMinutes[p.volunteerArcs[i] as number] as number)
          if (!this.fits(i, longer)) continue
          if (this.nodes-- <= 0) {
            if (most > this.cutAt) this.cutAt = most
            return
          }
          const more = worth + this.profit(i)
          path.push(i)
          this.timed(after[g] as number, m + s, k - visits, longer, more, loose + gain, t)
          path.pop()
        }
      }
    }
    this.untimed(weeks.items.length, m, k, minutes, worth, loose)
  }

  private untimed(n: number, m: number, k: number, minutes: number, worth: number, loose: number): void {
    const { weeks, layout, p, stride, width, visits, from, path } = this
    if (k < visits) return
    const { f, items, sizes, net } = weeks
    const cell = m * stride + k
    for (let at = n; at > 0; at--) {
      const most = loose + (f[at * width + cell] as number)
      if (most <= this.worth + 1e-9) return
      if (this.nodes <= 0) {
        if (most > this.cutAt) this.cutAt = most
        return
      }
      const s = sizes[at - 1] as number
      if (m + s > layout.M) continue
      const i = items[at - 1] as number
      const gain = net[i - from] as number
      const next = (at - 1) * width + (m + s) * stride + k - visits
      if (loose + gain + (f[next] as number) <= this.worth + 1e-9) continue
      const longer = minutes + (p.arcMinutes[p.volunteerArcs[i] as number] as number)
      if (!this.fits(i, longer)) continue
      this.nodes--
      const more = worth + this.profit(i)
      path.push(i)
      this.see(longer, more)
      this.untimed(at - 1, m + s, k - visits, longer, more, loose + gain)
      path.pop()
    }
  }
}
