import { WeekSearch } from './week-search.ts'
import { WeekTable } from './week-table.ts'

/** How far the shares of a face go over to the visits that are wanted, each time. */
const SHIFT = 0.3

/**
 * For each volunteer a number that their best week at given prices cannot exceed: by the table, and where asked to, by a
 * depth-first search cut off by the table, which knows all of it.
 */
export class Weeks extends WeekTable {
  /** The best week of each volunteer when last searched for: commonly still a good one. */
  private readonly lastBest: (readonly number[] | undefined)[] = []

  /** The person that the arc at a position is a pair with, or −1. */
  personAt(i: number): number {
    const pair = this.pairAt(i)
    return pair < 0 ? -1 : (this.p.pairPerson[pair] as number)
  }
  private pairAt(i: number): number {
    return this.p.arcPair[this.p.volunteerArcs[i] as number] as number
  }

  /**
   * A number that no week of this volunteer exceeds at these prices of slots and faces (0 or more). With `nodes` it is
   * searched for so many steps at most, and `chosen` is a week; without, `chosen` is what the table thinks is one.
   */
  solve(v: number, price: Float64Array, faceCost: Float64Array, nodes: number): number {
    const { lastBest } = this
    const { points, slot } = this.layouts
    const layout = this.layouts.of[v]
    const chosen: number[] = []
    const paid: number[] = []
    this.chosen = chosen
    this.paid = paid
    if (!layout) return 0
    let worth = 0
    for (const i of layout.pins) {
      worth += (points[i] as number) + (price[slot[i] as number] as number)
      const isFirst = this.isFirstOfPair(i)
      if (isFirst) worth -= faceCost[this.personAt(i)] as number
      chosen.push(i)
      paid.push(isFirst ? 1 : 0)
    }
    const pins = chosen.length
    this.gather(v, layout, price, faceCost, nodes > 0)
    this.fillUntimed(layout)
    this.fillTimed(layout)
    const most = this.f[(this.items.length + layout.starts) * (layout.M + 1) * (layout.K + 1) + layout.K] as number
    this.trace(layout)
    if (nodes === 0) {
      this.moveShares(pins)
      return worth + most
    }
    const search = new WeekSearch(this, layout, v, price, faceCost, nodes)
    search.offer(chosen.slice(pins))
    search.offer(lastBest[v] ?? [])
    const bound = search.run(most)
    lastBest[v] = search.best
    this.moveShares(pins)
    chosen.length = pins
    paid.length = pins
    for (const i of search.best) {
      const isFirst = this.layouts.person[i] !== -1 && this.isFirstOfPair(i)
      chosen.push(i)
      paid.push(isFirst ? 1 : 0)
    }
    return worth + bound
  }

  private isFirstOfPair(i: number): boolean {
    const pair = this.pairAt(i)
    return pair >= 0 && !this.chosen.some((c) => this.pairAt(c) === pair)
  }

  /**
   * Any shares that sum to no more than 1 over the tasks of a pair make a bound; the best ones are paid where the visits
   * are. They go a part of the way each time.
   */
  private moveShares(from: number): void {
    const { chosen } = this
    const { share, nextOfPair, task } = this.layouts
    for (let n = from; n < chosen.length; n++) {
      const i = chosen[n] as number
      if ((nextOfPair[i] as number) < 0) continue
      const pair = this.pairAt(i)
      const tasks: number[] = []
      let paid = 0
      let isFirst = true
      for (let m = from; m < chosen.length; m++) {
        const c = chosen[m] as number
        if (this.pairAt(c) !== pair) continue
        if (m < n) isFirst = false
        if (tasks.includes(task[c] as number)) continue
        tasks.push(task[c] as number)
        paid += share[c] as number
      }
      if (!isFirst || paid >= 1 - 1e-6) continue
      const more = (SHIFT * (1 - paid)) / tasks.length
      let at = i
      do {
        share[at] = tasks.includes(task[at] as number)
          ? (share[at] as number) + more
          : (share[at] as number) * (1 - SHIFT)
        at = nextOfPair[at] as number
      } while (at !== i)
    }
  }
}
