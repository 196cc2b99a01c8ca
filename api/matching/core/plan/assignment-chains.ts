import type { BestSeen, Cells, Standing } from './assignment.ts'
import { exponentialAt, geometric } from './chance.ts'

const STEPS = 200
/** Tasks that move in one chain, and fillers looked at for one hole. */
const LINKS = 6
const TRIES = 4
/** So many tasks an agent, on average of all tasks, are looked at as fillers: those that lose least. */
const FILLERS = 5

export interface ChainOptions {
  /** How far the part in which limits may be passed has come, and then the part in which they may not; 1: done. */
  readonly soft: () => number
  readonly hard: () => number
  readonly count: (steps: number) => void
}

/**
 * Chains that fill a hole exactly. A task is taken out; its agent has a hole. A task of about that size moves in from
 * elsewhere and leaves a hole there, and so on, until the first task fits the last hole. At the prices of minutes a plan
 * costs the bound + what each task loses + (price × what is unused, or a fine × what is passed) of each agent, and no
 * part is below 0: so a chain can stop as soon as what it has lost is more than there was to win, and the sizes that can
 * be worth a look are a short stretch of a list sorted by size.
 *
 * Annealing over such chains, from where `standing` is, with fines that rise; then once more, from the best, within all
 * limits. Changes `standing` and `best`.
 */
export function chainSearch(
  cells: Cells,
  standing: Standing,
  best: BestSeen,
  draw: () => number,
  { soft, hard, count }: ChainOptions,
): void {
  const { agents, tasks, cost, use, loss, price, usualPrice, limit } = cells
  const nobody = agents - 1
  const { from, fillers, size } = fillersOf(cells)
  const { at, slack } = standing
  const fine = new Float64Array(agents)
  const link = new Int32Array(LINKS)
  const linkTo = new Int32Array(LINKS)
  /** No price is so low that a hole is filled by just anything. */
  const least = usualPrice * 0.02
  const weigh = (v: number, s: number): number =>
    s >= 0 ? s * (price[v] as number) : v === nobody ? 0 : -s * (fine[v] as number)

  const goTo = (j: number, to: number) => {
    const v = at[j] as number
    shiftSlack(v, use[j * agents + v] as number)
    shiftSlack(to, -(use[j * agents + to] as number))
    standing.cost += (cost[j * agents + to] as number) - (cost[j * agents + v] as number)
    at[j] = to
  }
  const shiftSlack = (v: number, by: number) => {
    const before = slack[v] as number
    const after = before + by
    slack[v] = after
    standing.over += (after < 0 ? -after : 0) - (before < 0 ? -before : 0)
  }
  const restart = () => {
    at.set(best.at)
    slack.set(limit)
    standing.cost = 0
    for (let j = 0; j < tasks; j++) {
      const v = at[j] as number
      slack[v] = (slack[v] as number) - (use[j * agents + v] as number)
      standing.cost += cost[j * agents + v] as number
    }
    standing.over = 0
  }

  /** One chain; true where the plan has changed. `threshold`: so much worse the plan may be. */
  const chain = (threshold: number): boolean => {
    const j = (draw() * tasks) | 0
    const origin = at[j] as number
    if (origin === nobody) return false
    let budget = threshold + (loss[j * agents + origin] as number) + weigh(origin, slack[origin] as number)
    let hole = origin
    let room = (slack[origin] as number) + (use[j * agents + origin] as number)
    for (let links = 0; links < LINKS;) {
      if (hole === nobody) return false
      steps++
      const low = room - budget / Math.max(price[hole] as number, least)
      const high = room + budget / (fine[hole] as number)
      const end = from[hole + 1] as number
      const first = lowest(size, from[hole] as number, end, low)
      const last = lowest(size, first, end, high + 1e-9)
      let filler = -1
      let left = 0
      for (let i = 0; i < TRIES && last > first; i++) {
        const x = first + ((draw() * (last - first)) | 0)
        const y = fillers[x] as number
        const g = at[y] as number
        // An agent is passed through once, so that what is known of its slack stays true.
        if (y === j || g === hole || g === origin) continue
        let isUsed = false
        for (let k = 0; k < links; k++) if (linkTo[k] === g) isUsed = true
        if (isUsed) continue
        const rest =
          budget -
          (loss[y * agents + hole] as number) -
          weigh(hole, room - (size[x] as number)) +
          (loss[y * agents + g] as number) +
          weigh(g, slack[g] as number)
        if (rest > left) {
          left = rest
          filler = y
        }
      }
      if (filler < 0) return false
      link[links] = filler
      linkTo[links] = hole
      links++
      budget = left
      hole = at[filler] as number
      room = (slack[hole] as number) + (use[filler * agents + hole] as number)
      const row = j * agents + hole
      if (budget - (loss[row] as number) - weigh(hole, room - (use[row] as number)) <= 0) continue
      for (let k = 0; k < links; k++) goTo(link[k] as number, linkTo[k] as number)
      goTo(j, hole)
      return true
    }
    return false
  }

  let steps = 0
  const run = (progress: () => number, fineAt: (done: number) => number, temperatures: Float64Array) => {
    for (;;) {
      const done = progress()
      if (done >= 1) return
      const factor = fineAt(Math.max(0, done))
      for (let v = 0; v < agents; v++) fine[v] = factor * Math.max(price[v] as number, usualPrice * 0.1)
      const temperature = temperatures[Math.floor(Math.max(0, done) * STEPS)] as number
      steps = 0
      for (let i = 0; i < 512; i++)
        if (chain(temperature * exponentialAt(draw())) && standing.over < 1e-9 && standing.cost < best.cost - 1e-9) {
          best.cost = standing.cost
          best.at.set(at)
        }
      count(steps + 512)
    }
  }

  // What is commonly lost by a task in the best plan so far: the scale of what there is to win.
  const between = (c: number, x: number) => Math.max(1e-9, Math.min(c, x))
  restart()
  let lost = 0
  for (let j = 0; j < tasks; j++) lost += between(usualPrice * 100, loss[j * agents + (at[j] as number)] as number)
  for (let v = 0; v < nobody; v++) lost += (slack[v] as number) * (price[v] as number)
  const unit = lost / Math.max(1, tasks)
  const fines = geometric(0.5, 30, STEPS)
  run(soft, (done) => fines[Math.floor(done * STEPS)] as number, geometric(unit * 3, unit * 0.1, STEPS))
  restart()
  run(hard, () => 1e9, geometric(unit * 1.5, unit * 0.1, STEPS))
}

/** By agent, tasks that lose little there, in the order of their size: `fillers[from[v]]` and on. */
function fillersOf({ agents, tasks, use, loss }: Cells) {
  const nobody = agents - 1
  const all = loss.filter((x, i) => x < Infinity && i % agents !== nobody).sort()
  const most = all[Math.min(all.length - 1, tasks * FILLERS)] ?? 0
  const from = new Int32Array(agents + 1)
  const fillers: number[] = []
  for (let v = 0; v < nobody; v++) {
    const mine: number[] = []
    for (let j = 0; j < tasks; j++) if ((loss[j * agents + v] as number) <= most) mine.push(j)
    mine.sort((i, j) => (use[i * agents + v] as number) - (use[j * agents + v] as number) || i - j)
    fillers.push(...mine)
    from[v + 1] = fillers.length
  }
  from[agents] = fillers.length
  const size = new Int32Array(fillers.length)
  for (let v = 0; v < nobody; v++)
    for (let x = from[v] as number; x < (from[v + 1] as number); x++)
      size[x] = use[(fillers[x] as number) * agents + v] as number
  return { from, fillers: Int32Array.from(fillers), size }
}

/** The first of a stretch of a sorted row that is not below x. */
function lowest(row: Int32Array, from: number, to: number, x: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((row[middle] as number) < x) low = middle + 1
    else high = middle
  }
  return low
}
