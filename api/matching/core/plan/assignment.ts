import type { Rng } from '../../../kernel/index.ts'
import { capacityPrices } from './capacity.ts'
import { chainSearch } from './assignment-chains.ts'
import { exponentialAt, geometric } from './chance.ts'
import type { Problem } from './problem.ts'
import type { Found, SearchOptions } from './search.ts'
import type { State } from './state.ts'

/** Tables of volunteer × task are kept whole up to so many cells. */
const MOST_CELLS = 4_000_000
/** Ways of each task that annealing draws from: those that lose least at the prices of minutes. */
const WAYS = 16
const STEPS = 200
/** The parts of a round that annealing has, and chains while limits may still be passed. */
const ANNEALING = 0.3
const SOFT = 0.85

/** Whether only limits on minutes bind tasks together: generalised assignment, some tasks maybe optional. */
export const isAssignment = (p: Problem): boolean =>
  p.arcs > 0 &&
  p.allUntimed &&
  !p.hasTeams &&
  (p.pairs === 0 || p.facePenalty === 0) &&
  p.maxVisits.every((n) => n === Infinity) &&
  (p.target.every((x) => x < 0) || (p.overTarget.pointsPerHour === 0 && p.overTarget.pointsPerHourBeyond === 0)) &&
  (p.volunteers + 1) * p.tasks <= MOST_CELLS

/**
 * Rows of the assignment: tasks that may move by agents, the last of whom is nobody (no limit, and what leaving the task
 * open costs). All is cost, to be made small.
 */
export interface Cells {
  readonly agents: number
  readonly tasks: number
  /** By task × agents + agent; Infinity: not possible. */
  readonly cost: Float64Array
  readonly use: Int32Array
  /** Cost at the prices of minutes, less the least of the task: what is lost by it. */
  readonly loss: Float64Array
  readonly limit: Float64Array
  readonly price: Float64Array
  /** The middle one of the prices above 0, or 1. */
  readonly usualPrice: number
}

/** A plan in the making: who has each task, what is left of each limit (below 0: passed), and the sum of what is passed. */
export interface Standing {
  readonly at: Int32Array
  readonly slack: Float64Array
  cost: number
  over: number
}

/** The best within all limits that has been seen. */
export interface BestSeen {
  cost: number
  readonly at: Int32Array
}

/** A fast generator for millions of draws (xorshift, Marsaglia 2003), its state from the seed's own. */
export function fastDraws(rng: Rng): () => number {
  let s = rng.int(0xffff_ffff) + 1
  return () => {
    s ^= s << 13
    s ^= s >>> 17
    s ^= s << 5
    return (s >>> 0) / 0x1_0000_0000
  }
}

/**
 * Search for generalised assignment, in rounds: annealing by shifts and chains of two over plans that may pass a limit at
 * a price, then chains that fill a hole exactly (`assignment-chains.ts`). Small files have several rounds, each from
 * greedy's plan anew; the best plan of all is returned, and `start` where none is better. One iteration is one move of
 * annealing; a step of a chain counts as four.
 */
export function searchAssignment(p: Problem, start: State, options: SearchOptions & { readonly rng: Rng }): Found {
  const { price } = capacityPrices(p, true, 1000)
  const { cells, moving, arcOf } = cellsOf(p, price)
  const fixed = p.pinned.slice()
  const best: BestSeen = { cost: 0, at: new Int32Array(moving.length) }
  for (const [j, t] of moving.entries()) {
    const a = start.held[start.heldFrom[t] as number] as number
    const agent = a < 0 ? cells.agents - 1 : (p.arcVolunteer[a] as number)
    best.at[j] = agent
    best.cost += cells.cost[j * cells.agents + agent] as number
  }
  const { progress, iterations = 0, isCancelled } = options
  let moves = 0
  const done = () => {
    if (isCancelled?.() === true) return 1
    return progress ? progress() : moves / Math.max(1, iterations)
  }
  const rounds = Math.max(1, Math.min(8, Math.round(800 / Math.max(1, moving.length))))
  const draw = fastDraws(options.rng)
  // Prices and tables have had some of the time: the temperatures begin where the search does.
  const begun = Math.min(0.99, done())
  for (let round = 0; round < rounds && moving.length > 0; round++) {
    const part = () => Math.min(1, Math.max(0, ((done() - begun) / (1 - begun)) * rounds - round))
    const mine: BestSeen = { cost: Infinity, at: best.at.slice() }
    const standing = annealed(
      cells,
      mine,
      draw,
      () => part() / ANNEALING,
      (n) => (moves += n),
    )
    if (mine.cost === Infinity) mine.cost = best.cost
    chainSearch(cells, standing, mine, draw, {
      soft: () => (part() - ANNEALING) / (SOFT - ANNEALING),
      hard: () => (part() - SOFT) / (1 - SOFT),
      count: (n) => (moves += 4 * n),
    })
    if (mine.cost < best.cost - 1e-9) {
      best.cost = mine.cost
      best.at.set(mine.at)
    }
  }
  const arcs = Array.from(best.at, (agent, j) => arcOf[j * cells.agents + agent] as number).filter((a) => a >= 0)
  return { arcs: [...fixed, ...arcs].sort((a, b) => a - b), iterations: options.iterations ?? moves }
}

function cellsOf(p: Problem, price: Float64Array) {
  const moving: number[] = []
  const limit = Float64Array.from({ length: p.volunteers + 1 }, (_, v) => p.maxMinutes[v] ?? Infinity)
  for (const a of p.pinned) limit[p.arcVolunteer[a] as number]! -= p.arcMinutes[a] as number
  let most = 0
  for (let t = 0; t < p.tasks; t++) {
    if (p.isPinned[t] === 1 || p.taskFrom[t] === p.taskFrom[t + 1]) continue
    moving.push(t)
    most = Math.max(most, Math.abs(p.value[t] as number))
  }
  for (const guide of p.arcGuide) most = Math.max(most, Math.abs(guide))
  const agents = p.volunteers + 1
  const nobody = p.volunteers
  const size = moving.length * agents
  const cost = new Float64Array(size).fill(Infinity)
  const loss = new Float64Array(size).fill(Infinity)
  const use = new Int32Array(size)
  const arcOf = new Int32Array(size).fill(-1)
  let all = 1
  for (const [j, t] of moving.entries()) {
    const row = j * agents
    const open = p.required[t] === 1 ? 20 * (most + 1) : 0
    cost[row + nobody] = open
    loss[row + nobody] = open
    let least = open
    for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
      const v = p.arcVolunteer[a] as number
      const minutes = p.arcMinutes[a] as number
      all += minutes
      cost[row + v] = -(p.value[t] as number) - (p.arcGuide[a] as number)
      use[row + v] = minutes
      arcOf[row + v] = a
      loss[row + v] = (cost[row + v] as number) + (price[v] as number) * minutes
      least = Math.min(least, loss[row + v] as number)
    }
    for (let v = 0; v < agents; v++) loss[row + v] = (loss[row + v] as number) - least
  }
  // No limit is one that all tasks together stay below: slack stays a number.
  for (let v = 0; v < agents; v++) limit[v] = Math.min(limit[v] as number, all)
  const prices = new Float64Array(agents)
  prices.set(price)
  const above = price.filter((x) => x > 0).sort()
  const usualPrice = above[above.length >> 1] ?? 1
  const cells: Cells = { agents, tasks: moving.length, cost, use, loss, limit, price: prices, usualPrice }
  return { cells, moving, arcOf }
}

/** The cheapest ways of each task: `ways[from[j]]` and on; nobody is the last of them. */
function bestWays({ agents, tasks, loss, usualPrice }: Cells, draw: () => number) {
  // Many ways lose the same: which of them stand first must not be the same agents' for all tasks.
  const tie = new Float64Array(agents)
  const from = new Int32Array(tasks + 1)
  const ways: number[] = []
  let thirds = 0
  let counted = 0
  for (let j = 0; j < tasks; j++) {
    const row = j * agents
    const list: number[] = []
    for (let v = 0; v + 1 < agents; v++) {
      tie[v] = (loss[row + v] as number) + draw() * 1e-3 * usualPrice
      if ((loss[row + v] as number) < Infinity) list.push(v)
    }
    list.sort((v, w) => (tie[v] as number) - (tie[w] as number) || v - w)
    ways.push(...list.slice(0, WAYS), agents - 1)
    from[j + 1] = ways.length
    if (list.length < 2) continue
    thirds += loss[row + (list[Math.min(3, list.length - 1)] as number)] as number
    counted++
  }
  return { ways: Int32Array.from(ways), from, usualLoss: thirds / Math.max(1, counted) }
}

/**
 * Annealing from each task's cheapest way, limits or not. Passing a limit costs more and more; what is found within all
 * limits is noted in `best`. Returns where it stands at the end.
 */
function annealed(
  cells: Cells,
  best: BestSeen,
  draw: () => number,
  progress: () => number,
  count: (moves: number) => void,
): Standing {
  const { agents, tasks, cost, use, limit, price, usualPrice } = cells
  const { ways, from, usualLoss } = bestWays(cells, draw)
  const at = new Int32Array(tasks)
  const slack = limit.slice()
  const lists = new Int32Array(agents * tasks)
  const length = new Int32Array(agents)
  const position = new Int32Array(tasks)
  let sum = 0
  for (let j = 0; j < tasks; j++) {
    const v = ways[from[j] as number] as number
    at[j] = v
    slack[v] = (slack[v] as number) - (use[j * agents + v] as number)
    position[j] = length[v] as number
    lists[v * tasks + (length[v] as number)] = j
    length[v] = (length[v] as number) + 1
    sum += cost[j * agents + v] as number
  }
  let over = 0
  for (const s of slack) over += Math.max(0, -s)
  if (over === 0 && sum < best.cost) {
    best.cost = sum
    best.at.set(at)
  }
  const unit = Math.max(usualLoss, usualPrice * 1e-3, 1e-6)
  const temperatures = geometric(unit * 0.3, unit * 0.03, STEPS)
  const squeeze = geometric(0.95, 10, STEPS)
  const fine = new Float64Array(agents)
  let factor = 1
  const put = (j: number, to: number) => {
    const v = at[j] as number
    const rest = (length[v] as number) - 1
    length[v] = rest
    const last = lists[v * tasks + rest] as number
    lists[v * tasks + (position[j] as number)] = last
    position[last] = position[j] as number
    position[j] = length[to] as number
    lists[to * tasks + (length[to] as number)] = j
    length[to] = (length[to] as number) + 1
    at[j] = to
    slack[v] = (slack[v] as number) + (use[j * agents + v] as number)
    slack[to] = (slack[to] as number) - (use[j * agents + to] as number)
    sum += (cost[j * agents + to] as number) - (cost[j * agents + v] as number)
  }
  for (;;) {
    const done = progress()
    if (done >= 1) return { at, slack, cost: sum, over }
    const temperature = temperatures[Math.floor(done * STEPS)] as number
    // At first a limit may be passed for about what it is worth, then for ever more, at last so that the limits hold.
    if (done <= 0.9) factor = squeeze[Math.floor((done / 0.9) * STEPS)] as number
    else factor = Math.max(1, factor * (over > 0 ? 1.02 : 0.98))
    for (let v = 0; v < agents; v++) fine[v] = factor * Math.max(price[v] as number, usualPrice * 0.1)
    count(2048)
    for (let i = 0; i < 2048; i++) {
      const j = (draw() * tasks) | 0
      const first = from[j] as number
      const w = draw()
      const to = ways[first + ((((from[j + 1] as number) - first) * w * w) | 0)] as number
      const v = at[j] as number
      if (to === v) continue
      const row = j * agents
      const slackV = slack[v] as number
      const slackTo = slack[to] as number
      const leftV = slackV + (use[row + v] as number)
      let leftTo = slackTo - (use[row + to] as number)
      let other = -1
      let on = -1
      if (draw() < 0.65 && (length[to] as number) > 0) {
        other = lists[to * tasks + ((draw() * (length[to] as number)) | 0)] as number
        if (draw() < 0.5) on = v
        else {
          const begin = from[other] as number
          const x = draw()
          on = ways[begin + ((((from[other + 1] as number) - begin) * x * x) | 0)] as number
        }
        if (on === to) other = -1
      }
      let delta = (cost[row + to] as number) - (cost[row + v] as number)
      let change: number
      if (other < 0) {
        const ofV = passed(leftV) - passed(slackV)
        const ofTo = passed(leftTo) - passed(slackTo)
        delta += (fine[v] as number) * ofV + (fine[to] as number) * ofTo
        change = ofV + ofTo
      } else {
        const its = other * agents
        leftTo += use[its + to] as number
        delta += (cost[its + on] as number) - (cost[its + to] as number)
        const ofTo = passed(leftTo) - passed(slackTo)
        delta += (fine[to] as number) * ofTo
        change = ofTo
        const used = use[its + on] as number
        if (on === v) {
          const ofV = passed(leftV - used) - passed(slackV)
          delta += (fine[v] as number) * ofV
          change += ofV
        } else {
          const slackOn = slack[on] as number
          const ofV = passed(leftV) - passed(slackV)
          const ofOn = passed(slackOn - used) - passed(slackOn)
          delta += (fine[v] as number) * ofV + (fine[on] as number) * ofOn
          change += ofV + ofOn
        }
      }
      if (delta > 0 && delta >= temperature * exponentialAt(draw())) continue
      put(j, to)
      if (other >= 0) put(other, on)
      over += change
      if (over < 1e-9 && sum < best.cost - 1e-9) {
        best.cost = sum
        best.at.set(at)
      }
    }
  }
}

const passed = (slack: number): number => (slack < 0 ? -slack : 0)
