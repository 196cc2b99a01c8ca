import type { Problem } from './problem.ts'
import { Layouts, LOOSE, NEVER, type Layout } from './week-layout.ts'

/**
 * What one volunteer's week can bring at most: a table over the distinct starts of their arcs, the minutes used and the
 * visits left; of a group of arcs only the best three can matter. It lets pass what no week may have: neighbours in time
 * nearer than their travel (only the least travel is kept), a task done again later, and persons who cost a share only.
 * So it is never too low.
 */
export class WeekTable {
  readonly p: Problem
  readonly layouts: Layouts
  // The table: the most, the task it begins with, and the most that begins with another one. First the rows of untimed
  // arcs, then those of the starts, the last start first. A row's cells: steps of minutes used, then visits left.
  f = new Float64Array(1 << 12)
  first = new Int32Array(1 << 12)
  other = new Float64Array(1 << 12)
  /** The best three of each group: what they bring, and their positions. */
  best = new Float64Array(64)
  private where = new Int32Array(64)
  /** What each arc of the volunteer at hand brings, its share of a face paid; 0: not to be taken. */
  readonly net: Float64Array
  /** Untimed arcs in the table, by rows from the first, and their lengths in steps. */
  readonly items: number[] = []
  readonly sizes: number[] = []
  private readonly strict: Float64Array
  /** Positions of the arcs of the week found by the last call, pins included; `paid`: the part of a face each pays. */
  chosen: number[] = []
  paid: number[] = []

  /** `points` by arc: with the bonus for keeping, or without. */
  constructor(p: Problem, slotOfArc: Int32Array, points: Float64Array) {
    this.p = p
    this.layouts = new Layouts(p, slotOfArc, points)
    this.net = new Float64Array(this.layouts.mostArcs)
    this.strict = new Float64Array(this.layouts.mostArcs)
  }

  /** What an arc brings, and the best three of each group; untimed ones into `items`. */
  protected gather(v: number, layout: Layout, price: Float64Array, faceCost: Float64Array, isExact: boolean): void {
    const { p, net, strict } = this
    const { points, slot, person, share, group } = this.layouts
    const groups = layout.size.length
    if (this.best.length < groups * 3) {
      this.best = new Float64Array(groups * 6)
      this.where = new Int32Array(groups * 6)
    }
    const { best, where } = this
    best.fill(0, 0, groups * 3)
    where.fill(-1, 0, groups * 3)
    const from = p.volunteerFrom[v] as number
    const to = p.volunteerFrom[v + 1] as number
    for (let i = from; i < to; i++) {
      const profit = (points[i] as number) + (price[slot[i] as number] as number)
      net[i - from] = 0
      if (profit <= 0) continue
      const g = group[i] as number
      if (g === NEVER) continue
      const q = person[i] as number
      const worth = q < 0 ? profit : profit - (faceCost[q] as number) * (share[i] as number)
      // Not worth its share, it may still be worth it beside another visit to the same person, who then costs no more.
      if (worth <= 0 && (!isExact || share[i] === 1)) continue
      net[i - from] = worth === 0 ? -1e-300 : worth
      if (g === LOOSE) {
        if (isExact) strict[i - from] = q < 0 ? profit : profit - (faceCost[q] as number)
        continue
      }
      const b = g * 3
      if (worth <= (best[b + 2] as number)) continue
      if (worth > (best[b + 1] as number)) {
        best[b + 2] = best[b + 1] as number
        where[b + 2] = where[b + 1] as number
        if (worth > (best[b] as number)) {
          best[b + 1] = best[b] as number
          where[b + 1] = where[b] as number
          best[b] = worth
          where[b] = i
        } else {
          best[b + 1] = worth
          where[b + 1] = i
        }
      } else {
        best[b + 2] = worth
        where[b + 2] = i
      }
    }
    this.pickUntimed(layout, from, isExact, faceCost)
  }

  /** Of one length no more are of use than there is room for: those that bring less than as many surely do are left out. */
  private pickUntimed(layout: Layout, from: number, isExact: boolean, faceCost: Float64Array): void {
    const { net, strict, layouts, items, sizes } = this
    const { loose, looseFrom, looseSize, looseRoom } = layout
    items.length = 0
    sizes.length = 0
    for (let c = 0; c < looseSize.length; c++) {
      const room = looseRoom[c] as number
      const size = looseSize[c] as number
      const to = looseFrom[c + 1] as number
      if (room === 0) continue
      const isAll = to - (looseFrom[c] as number) <= room || (isExact && !layout.isPlain)
      const bar = isAll ? -Infinity : atRank(isExact ? strict : net, layout, c, from, net)
      for (let n = looseFrom[c] as number; n < to; n++) {
        const i = loose[n] as number
        let most = net[i - from] as number
        if (most === 0) continue
        // At best another visit has paid for the face.
        if (isExact && layouts.share[i] !== 1 && (layouts.person[i] as number) >= 0)
          most += faceCost[layouts.person[i] as number] as number
        if (most < bar) continue
        items.push(i)
        sizes.push(size)
      }
    }
  }

  /** Rows 0 to n of the table: what the first untimed can bring. */
  protected fillUntimed(layout: Layout): void {
    const { items, net, sizes, p } = this
    const { M, K, starts, over, visitsCounted } = layout
    const stride = K + 1
    const width = (M + 1) * stride
    const n = items.length
    const cells = (n + starts + 1) * width
    if (this.f.length < cells) {
      this.f = new Float64Array(cells * 2)
      this.other = new Float64Array(cells * 2)
      this.first = new Int32Array(cells * 2)
    }
    const { f } = this
    for (let m = 0; m <= M; m++) f.fill(-(over[m] as number), m * stride, (m + 1) * stride)
    const visits = visitsCounted ? 1 : 0
    for (let i = 0; i < n; i++) {
      const here = i * width
      const next = here + width
      const s = sizes[i] as number
      const item = items[i] as number
      const gain = net[
        item - (p.volunteerFrom[p.arcVolunteer[p.volunteerArcs[item] as number] as number] as number)
      ] as number
      f.copyWithin(next, here, next)
      const ahead = here + s * stride - visits
      for (let m = 0; m + s <= M; m++)
        for (let x = m * stride + visits, end = m * stride + K; x <= end; x++) {
          const value = gain + (f[ahead + x] as number)
          if (value > (f[next + x] as number)) f[next + x] = value
        }
    }
  }

  /** Rows above them: from the last start to the first. */
  protected fillTimed(layout: Layout): void {
    const { f, first, other, best, where } = this
    const { task } = this.layouts
    const { M, K, starts, groupFrom, size, after } = layout
    const stride = K + 1
    const width = (M + 1) * stride
    const base = this.items.length * width
    first.fill(-1, base, base + width)
    for (let x = base; x < base + width; x++) other[x] = f[x] as number
    const visits = layout.visitsCounted ? 1 : 0
    for (let j = starts - 1; j >= 0; j--) {
      const here = base + (starts - j) * width
      f.copyWithin(here, here - width, here)
      other.copyWithin(here, here - width, here)
      first.copyWithin(here, here - width, here)
      for (let g = groupFrom[j] as number; g < (groupFrom[j + 1] as number); g++) {
        const s = size[g] as number
        const ahead = base + (starts - (after[g] as number)) * width + s * stride - visits
        const bar = this.barOf(layout, j, g)
        for (let r = g * 3; r < g * 3 + 3; r++) {
          const i = where[r] as number
          const gain = best[r] as number
          if (i < 0 || gain <= bar) break
          const t = task[i] as number
          for (let m = 0; m + s <= M; m++)
            for (let x = m * stride + visits, end = m * stride + K; x <= end; x++) {
              const to = ahead + x
              const at = here + x
              const value = gain + (first[to] === t ? (other[to] as number) : (f[to] as number))
              if (value <= (other[at] as number)) continue
              if (first[at] === t) {
                if (value > (f[at] as number)) f[at] = value
              } else if (value > (f[at] as number)) {
                other[at] = f[at] as number
                f[at] = value
                first[at] = t
              } else other[at] = value
            }
        }
      }
    }
  }

  /** What three tasks bring that take no longer than group g and end no later: what brings less is of no use. */
  private barOf(layout: Layout, j: number, g: number): number {
    const { groupFrom, size, after } = layout
    const { best } = this
    let bar = 0
    for (let h = groupFrom[j] as number; h < (groupFrom[j + 1] as number); h++)
      if (h !== g && (size[h] as number) <= (size[g] as number) && (after[h] as number) <= (after[g] as number))
        bar = Math.max(bar, best[h * 3 + 2] as number)
    return bar
  }

  /** What can come of a row's cell when the task before was `last`. */
  read(at: number, last: number): number {
    return (last >= 0 && this.first[at] === last ? this.other[at] : this.f[at]) as number
  }

  /** The arcs behind the number of the last row. */
  protected trace(layout: Layout): void {
    const { f, best, where, chosen, paid, items, sizes } = this
    const { task, share } = this.layouts
    const { M, K, starts, groupFrom, size, after } = layout
    const stride = K + 1
    const width = (M + 1) * stride
    const base = items.length * width
    const visits = layout.visitsCounted ? 1 : 0
    let m = 0
    let k = K
    let last = -1
    let j = 0
    next: while (j < starts) {
      const here = base + (starts - j) * width + m * stride + k
      const value = this.read(here, last)
      if (value !== this.read(here - width, last) && k >= visits)
        for (let g = groupFrom[j] as number; g < (groupFrom[j + 1] as number); g++) {
          const s = size[g] as number
          if (m + s > M) continue
          const to = base + (starts - (after[g] as number)) * width + (m + s) * stride + k - visits
          for (let r = g * 3; r < g * 3 + 3; r++) {
            const i = where[r] as number
            if (i < 0) break
            const t = task[i] as number
            if (t === last || value !== (best[r] as number) + this.read(to, t)) continue
            chosen.push(i)
            paid.push(share[i] as number)
            m += s
            k -= visits
            last = t
            j = after[g] as number
            continue next
          }
        }
      j++
    }
    for (let n = items.length; n > 0; n--) {
      const at = n * width + m * stride + k
      if (f[at] === f[at - width]) continue
      const i = items[n - 1] as number
      chosen.push(i)
      paid.push(share[i] as number)
      m += sizes[n - 1] as number
      k -= visits
    }
  }
}

/** The worth that as many arcs of a class reach as there is room for; −Infinity where fewer are worth anything. */
function atRank(worth: Float64Array, layout: Layout, c: number, from: number, net: Float64Array): number {
  const room = layout.looseRoom[c] as number
  const top: number[] = []
  let bar = -Infinity
  for (let n = layout.looseFrom[c] as number; n < (layout.looseFrom[c + 1] as number); n++) {
    const i = (layout.loose[n] as number) - from
    const value = worth[i] as number
    if (net[i] === 0 || value <= bar) continue
    let at = top.length
    if (at === room) at--
    else top.push(value)
    for (; at > 0 && (top[at - 1] as number) < value; at--) top[at] = top[at - 1] as number
    top[at] = value
    if (top.length === room) bar = top[room - 1] as number
  }
  return bar
}
