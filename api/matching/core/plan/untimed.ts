import type { Rng } from '../../../kernel/index.ts'
import { isAssignment, searchAssignment } from './assignment.ts'
import { capacityPrices } from './capacity.ts'
import { exponential, geometric } from './chance.ts'
import { overTargetCost, type Problem } from './problem.ts'
import type { Found, SearchOptions } from './search.ts'
import type { State } from './state.ts'

const MOST_CELLS = 20_000_000
const STEPS = 200
/** Ways of each task that moves are drawn from: those that lose least at the prices of minutes. */
const WAYS = 16

/** Whether the moves of this file do: nothing has a time, and every task one place (generalised assignment). */
export const isForUntimed = (p: Problem): boolean =>
  p.arcs > 0 && p.allUntimed && !p.hasTeams && p.volunteers * p.tasks <= MOST_CELLS

/**
 * Search for untimed files: annealing by shifts and short ejection chains (a task moves in, another moves on), swaps among
 * them, over plans that may pass a limit at a price. The price rises as the temperature falls (compressed annealing,
 * Ohlmann, Bean and Henderson 2004), and at the end until the limits hold. Ways are drawn by what they lose at
 * Lagrangian prices of the minutes.
 * The best plan within all limits is returned; `start` where none is better.
 */
export function searchUntimed(p: Problem, start: State, options: SearchOptions & { readonly rng: Rng }): Found {
  if (isAssignment(p)) return searchAssignment(p, start, options)
  const search = new Untimed(p, start, options.rng)
  const moves = search.run(options)
  return { arcs: search.bestArcs(), iterations: options.iterations ?? moves }
}

class Untimed {
  private readonly p: Problem
  private readonly rng: Rng
  /** The arc of each task, −1: not covered. */
  private readonly held: Int32Array
  private readonly best: Int32Array
  private bestCost = Infinity
  private readonly minutes: Float64Array
  private readonly visits: Int32Array
  private readonly pairCount: Int32Array
  private readonly faces: Int32Array
  private readonly lists: number[][]
  private readonly listAt: Int32Array
  /** Best ways first, WAYS a task at most: ways[waysFrom[t]] and on. */
  private readonly ways: Int32Array
  private readonly waysFrom: Int32Array
  private readonly arcAt: Int32Array
  private readonly movable: number[] = []
  private readonly required: number
  private readonly unit: number
  /** What a minute and a visit beyond a limit cost now. */
  private price: number
  private overMinutes = 0
  private overVisits = 0
  private cost = 0

  constructor(p: Problem, start: State, rng: Rng) {
    this.p = p
    this.rng = rng
    this.held = new Int32Array(p.tasks).fill(-1)
    this.minutes = new Float64Array(p.volunteers)
    this.visits = new Int32Array(p.volunteers)
    this.pairCount = new Int32Array(p.pairs)
    this.faces = new Int32Array(p.persons)
    this.lists = Array.from({ length: p.volunteers }, () => [])
    this.listAt = new Int32Array(p.tasks)
    const { price } = capacityPrices(p, true, 250)
    this.arcAt = new Int32Array(p.volunteers * p.tasks).fill(-1)
    for (let a = 0; a < p.arcs; a++)
      this.arcAt[(p.arcTask[a] as number) * p.volunteers + (p.arcVolunteer[a] as number)] = a
    const { ways, from, unit, most } = bestWays(p, price)
    this.ways = ways
    this.waysFrom = from
    this.unit = unit
    this.required = 10 * (most + 1)
    for (let t = 0; t < p.tasks; t++) if (p.isPinned[t] === 0 && from[t] !== from[t + 1]) this.movable.push(t)
    const rates = price.filter((x) => x > 0).sort()
    this.price = Math.max(1e-6, (rates[rates.length >> 1] ?? 0) * 1.5, unit / 20)
    for (let t = 0; t < p.tasks; t++)
      if (p.taskFrom[t] !== p.taskFrom[t + 1])
        this.cost += this.shift(t, start.held[start.heldFrom[t] as number] as number)
    this.cost = 0
    this.best = this.held.slice()
    for (let t = 0; t < p.tasks; t++)
      if (p.taskFrom[t] !== p.taskFrom[t + 1] && (this.held[t] as number) < 0) this.cost += this.openCost(t)
    for (const a of this.held) if (a >= 0) this.cost -= p.arcGuide[a] as number
    for (let v = 0; v < p.volunteers; v++) this.cost += overTargetCost(p, v, this.minutes[v] as number)
    for (const n of this.faces) this.cost += Math.max(0, n - 1) * p.facePenalty
    this.bestCost = this.cost
    // Required tasks that found no place by greedy are put somewhere, limits or not: the search then makes room.
    for (const t of this.movable)
      if ((this.held[t] as number) < 0 && p.required[t] === 1)
        this.cost += this.shift(t, this.ways[this.waysFrom[t] as number] as number)
  }

  bestArcs(): number[] {
    return Array.from(this.best)
      .filter((a) => a >= 0)
      .sort((a, b) => a - b)
  }

  private openCost(t: number): number {
    return (this.p.value[t] as number) + (this.p.required[t] === 1 ? this.required : 0)
  }

  /** Moves task t to arc `to` (−1: out of the plan) and returns what that costs, limits aside. */
  private shift(t: number, to: number): number {
    const { p, held } = this
    const from = held[t] as number
    if (from === to) return 0
    let delta = 0
    if (from < 0) delta -= this.openCost(t)
    else delta += (p.arcGuide[from] as number) + this.load(p.arcVolunteer[from] as number, from, -1, t)
    if (to < 0) delta += this.openCost(t)
    else delta += this.load(p.arcVolunteer[to] as number, to, 1, t) - (p.arcGuide[to] as number)
    held[t] = to
    return delta
  }

  /** Adds an arc to a volunteer's week, or takes it away; returns the change in hours over target and faces. */
  private load(v: number, a: number, sign: 1 | -1, t: number): number {
    const { p, minutes, visits, pairCount, faces } = this
    const before = minutes[v] as number
    const after = before + sign * (p.arcMinutes[a] as number)
    minutes[v] = after
    const limit = p.maxMinutes[v] as number
    this.overMinutes += Math.max(0, after - limit) - Math.max(0, before - limit)
    const n = visits[v] as number
    visits[v] = n + sign
    const most = p.maxVisits[v] as number
    if (most !== Infinity) this.overVisits += Math.max(0, n + sign - most) - Math.max(0, n - most)
    const list = this.lists[v] as number[]
    if (sign > 0) {
      this.listAt[t] = list.length
      list.push(t)
    } else {
      const last = list.pop() as number
      const at = this.listAt[t] as number
      if (last !== t) {
        list[at] = last
        this.listAt[last] = at
      }
    }
    let delta = 0
    if ((p.target[v] as number) >= 0) delta = overTargetCost(p, v, after) - overTargetCost(p, v, before)
    const pair = p.arcPair[a] as number
    if (pair >= 0) {
      const count = pairCount[pair] as number
      pairCount[pair] = count + sign
      const person = p.pairPerson[pair] as number
      if (sign > 0 && count === 0) {
        if ((faces[person] as number) > 0) delta += p.facePenalty
        faces[person] = (faces[person] as number) + 1
      } else if (sign < 0 && count === 1) {
        faces[person] = (faces[person] as number) - 1
        if ((faces[person] as number) > 0) delta -= p.facePenalty
      }
    }
    return delta
  }

  run(options: SearchOptions): number {
    const { p, rng, movable, ways, waysFrom } = this
    if (movable.length === 0) return 0
    const temperatures = geometric(this.unit * 0.15, this.unit * 0.01, STEPS)
    const { progress, iterations = 0, isCancelled } = options
    // At first a limit may be passed for less than it is worth, at last for no price; in between the plan is squeezed in.
    const squeeze = geometric(this.price * 0.6, this.price * 2, STEPS)
    let moves = 0
    const visitMinutes = averageMinutes(p)
    for (;;) {
      const done = progress ? progress() : moves / Math.max(1, iterations)
      if (done >= 1 || isCancelled?.() === true) return moves
      const temperature = temperatures[Math.floor(done * STEPS)] as number
      for (let i = 0; i < 256; i++) {
        moves++
        const t = movable[Math.floor(rng.next() * movable.length)] as number
        const from = this.held[t] as number
        const to = this.draw(t, waysFrom[t] as number, ways)
        if (to === from) continue
        const over = this.overMinutes + this.overVisits * visitMinutes
        let delta = this.shift(t, to)
        let second = -1
        let secondFrom = -1
        if (to >= 0 && rng.next() < 0.65) {
          const list = this.lists[p.arcVolunteer[to] as number] as number[]
          const other = list[Math.floor(rng.next() * list.length)] as number
          if (other !== t && p.isPinned[other] === 0) {
            const back = from < 0 ? -1 : (this.arcAt[other * p.volunteers + (p.arcVolunteer[from] as number)] as number)
            second = other
            secondFrom = this.held[other] as number
            const on = back >= 0 && rng.next() < 0.5 ? back : this.draw(other, waysFrom[other] as number, ways)
            delta += this.shift(other, on)
          }
        }
        const overNow = this.overMinutes + this.overVisits * visitMinutes
        const worse = delta + this.price * (overNow - over)
        if (worse > 0 && worse >= temperature * exponential(rng)) {
          if (second >= 0) this.shift(second, secondFrom)
          this.shift(t, from)
          continue
        }
        this.cost += delta
        if (overNow <= 1e-9 && this.cost < this.bestCost - 1e-9) {
          this.bestCost = this.cost
          this.best.set(this.held)
        }
      }
      if (done <= 0.9) this.price = squeeze[Math.floor((done / 0.9) * STEPS)] as number
      else this.price *= this.overMinutes + this.overVisits > 1e-9 ? 1.02 : 0.98
    }
  }

  /** A way for a task: the better ones more often; now and then out of the plan, where it may be. */
  private draw(t: number, from: number, ways: Int32Array): number {
    const { p, rng } = this
    const count = (this.waysFrom[t + 1] as number) - from
    const u = rng.next()
    if (p.required[t] === 0 && u < 0.04) return -1
    const w = rng.next()
    return ways[from + Math.floor(count * w * w)] as number
  }
}

function averageMinutes(p: Problem): number {
  let sum = 0
  for (const m of p.arcMinutes) sum += m
  return Math.max(1, sum / Math.max(1, p.arcs))
}

/** The ways of each task that lose least at these prices; `unit` is what the third best commonly loses. */
function bestWays(p: Problem, price: Float64Array) {
  const from = new Int32Array(p.tasks + 1)
  const ways: number[] = []
  const losses: number[] = []
  let most = 0
  for (let t = 0; t < p.tasks; t++) {
    from[t] = ways.length
    const arcs: number[] = []
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) arcs.push(a)
    const loss = (a: number) =>
      (price[p.arcVolunteer[a] as number] as number) * (p.arcMinutes[a] as number) - (p.arcGuide[a] as number)
    arcs.sort((a, b) => loss(a) - loss(b) || a - b)
    ways.push(...arcs.slice(0, WAYS))
    for (const a of arcs) most = Math.max(most, Math.abs(p.arcGuide[a] as number))
    most = Math.max(most, Math.abs(p.value[t] as number))
    const third = arcs[Math.min(3, arcs.length - 1)]
    if (third !== undefined && arcs.length > 1) losses.push(loss(third) - loss(arcs[0] as number))
  }
  from[p.tasks] = ways.length
  losses.sort((a, b) => a - b)
  return {
    ways: Int32Array.from(ways),
    from,
    unit: Math.max(1e-3, losses[losses.length >> 1] ?? 1, p.facePenalty / 4),
    most: most + p.facePenalty,
  }
}
