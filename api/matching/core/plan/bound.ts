import { seededRng, type Rng } from '../../../kernel/index.ts'
import type { Progress } from './anneal.ts'
import { capacityPrices } from './capacity.ts'
import { geometric } from './chance.ts'
import type { Problem } from './problem.ts'
import { scaleOf } from './scale.ts'
import { Weeks } from './weeks.ts'

export interface Bound {
  /** No plan that covers as many required tasks is worth more. */
  readonly bound: number
  readonly rounds: number
  /** What a place of each option is worth to a volunteer, at the best bound. */
  readonly prices: Float64Array
}

export interface BoundOptions {
  /** The worth of a known plan (without the bonus for keeping) and how many required tasks it covers. */
  readonly value: number
  readonly requiredCovered: number
  readonly progress: Progress
  /** Steps that are spent on one volunteer's schedule, at most. */
  readonly nodes?: number
  /** Schedules as they are found: good columns for a solver. */
  readonly onSchedule?: (volunteer: number, arcs: readonly number[]) => void
  /** What is only looked up, and may be no week at all: arcs that are good beside others. */
  readonly onGuess?: (volunteer: number, arcs: readonly number[]) => void
}

// Steps as parts of what a task is worth, at first and at last; weeks are searched, not only looked up, from here on.
const FIRST_STEP = 0.2
const FIRST_STEP_UNTIMED = 0.03
const LAST_STEP = 0.0005
const EXACT_FROM = 0.4
const LENGTHS = 200
// The same where all that is asked for is who might do what.
const LAST_WANTED_STEP = 0.01
const WANTED_FROM = 0.08
/** How much of the prices of each pass goes into their average. */
const FRESH = 0.3

/**
 * A bound over all arcs by Lagrangian relaxation (Held and Karp 1970; Fisher 1981): places are bought from volunteers at
 * prices instead of having to be filled. Any prices give a bound; README.md of this room has the proof. Prices are
 * improved by incremental subgradients (Nedic and Bertsekas 2001): one volunteer after the other sells their best week
 * and the prices of what they sold fall at once, between them tasks that nobody sells grow dearer; the steps shrink.
 * A bound is then taken at the prices' moving average, which lies nearer to the best than they do.
 */
export function lagrangianBound(p: Problem, options: BoundOptions): Bound {
  const { value, progress } = options
  const most = options.nodes ?? 20_000
  const slots = numberSlots(p)
  const weeks = new Weeks(p, slots.ofArc, p.arcPoints)
  const market = new Market(p, slots, requiredRule(p, options.requiredCovered))
  const scale = scaleOf(p)
  const steps = geometric((p.allUntimed ? FIRST_STEP_UNTIMED : FIRST_STEP) * scale, LAST_STEP * scale, LENGTHS)
  const rng = seededRng('prices')
  const sellers = Array.from({ length: p.volunteers }, (_, v) => v)
  const report = (v: number, isWeek: boolean) => {
    const tell = isWeek ? options.onSchedule : options.onGuess
    tell?.(
      v,
      weeks.chosen.map((i) => p.volunteerArcs[i] as number),
    )
  }

  let best = Infinity
  const bestPrices = new Float64Array(slots.count)
  const evaluate = (nodes: number) => {
    market.useAverage()
    let bound = market.fixed()
    for (let v = 0; v < p.volunteers; v++) {
      bound += weeks.solve(v, market.price, market.face, nodes)
      report(v, nodes > 0)
    }
    market.useOwn()
    if (bound >= best) return
    best = bound
    bestPrices.set(market.average.price)
  }
  const isProven = () => best - value < 1e-7 * Math.max(1, Math.abs(value))
  let rounds = 0
  let nextAt = 0.5
  for (let done = progress(); done < 1; done = progress()) {
    rounds++
    const nodes = done < EXACT_FROM ? 0 : most
    const step = steps[Math.floor(Math.max(0, done) * LENGTHS)] as number
    market.open(rng)
    const order = rng.shuffle(sellers)
    for (const [n, v] of order.entries()) {
      weeks.solve(v, market.price, market.face, nodes)
      report(v, nodes > 0)
      market.sell(weeks, step)
      market.buy((n + 1) / order.length, step)
    }
    market.close(step)
    if (done < nextAt) continue
    // Now and then, and once at the end: a bound costs as much as a pass.
    nextAt = done + 0.1
    evaluate(nodes)
    if (isProven()) break
  }
  if (!isProven()) evaluate(most)
  // Sums of a million terms are off by less than this; a bound must not be.
  return { bound: best + 1e-9 * Math.max(1, Math.abs(best)), rounds, prices: bestPrices }
}

/**
 * The arcs that some volunteer's best week held, by the table alone, while prices settled (by arc: 1): one in some dozens
 * of a large file, and nearly all that a good plan is made of. By `arcGuide`, so that what is to be kept counts.
 */
export function wantedArcs(p: Problem, progress: Progress): Uint8Array {
  const slots = numberSlots(p)
  const weeks = new Weeks(p, slots.ofArc, p.arcGuide)
  const market = new Market(p, slots, requiredRule(p, Infinity))
  const scale = scaleOf(p)
  const steps = geometric(FIRST_STEP * scale, LAST_WANTED_STEP * scale, LENGTHS)
  const rng = seededRng('wanted')
  const sellers = Array.from({ length: p.volunteers }, (_, v) => v)
  const isWanted = new Uint8Array(p.arcs)
  for (let done = progress(); done < 1; done = progress()) {
    const step = steps[Math.floor(Math.max(0, done) * LENGTHS)] as number
    market.open(rng)
    const order = rng.shuffle(sellers)
    for (const [n, v] of order.entries()) {
      weeks.solve(v, market.price, market.face, 0)
      if (done > WANTED_FROM) for (const i of weeks.chosen) isWanted[p.volunteerArcs[i] as number] = 1
      market.sell(weeks, step)
      market.buy((n + 1) / order.length, step)
    }
    market.close(step)
  }
  return isWanted
}

/** The prices of slots, of faces and of required tasks, and how they move. */
class Market {
  private readonly p: Problem
  private readonly slots: Slots
  private readonly required: RequiredRule
  private readonly persons: readonly number[]
  private readonly tasks: number[] = []
  private order: readonly number[] = []
  private bought = 0
  private counted = 0
  private theta = 0
  price: Float64Array
  face: Float64Array
  readonly average: { readonly price: Float64Array; readonly face: Float64Array; theta: number }
  private readonly own: { readonly price: Float64Array; readonly face: Float64Array; theta: number }

  constructor(p: Problem, slots: Slots, required: RequiredRule) {
    this.p = p
    this.slots = slots
    this.required = required
    this.persons = personsWithPairs(p)
    for (let t = 0; t < p.tasks; t++) if (slots.from[t] !== slots.from[t + 1]) this.tasks.push(t)
    const price = new Float64Array(slots.count)
    startPrices(p, slots, price, required.must.includes(1))
    const face = new Float64Array(p.persons)
    for (const q of this.persons) face[q] = p.facePenalty
    this.own = { price, face, theta: 0 }
    this.average = { price: price.slice(), face: face.slice(), theta: 0 }
    this.price = price
    this.face = face
  }

  useAverage(): void {
    this.own.theta = this.theta
    this.price = this.average.price
    this.face = this.average.face
    this.theta = this.average.theta
  }
  useOwn(): void {
    this.price = this.own.price
    this.face = this.own.face
    this.theta = this.own.theta
  }

  /** A pass begins. */
  open(rng: Rng): void {
    this.order = rng.shuffle(this.tasks)
    this.bought = 0
    this.counted = 0
  }

  /** What the week just found contains falls in price. */
  sell(weeks: Weeks, step: number): void {
    const { price, face } = this
    const { slot } = weeks.layouts
    for (const [n, i] of weeks.chosen.entries()) {
      const s = slot[i] as number
      price[s] = (price[s] as number) - step
      const paid = weeks.paid[n] as number
      const q = paid > 0 ? weeks.personAt(i) : -1
      if (q >= 0) face[q] = Math.min(this.p.facePenalty, (face[q] as number) + step * paid)
    }
  }

  /** So much of the tasks have had their turn: those that are worth more than they cost offer more. */
  buy(part: number, step: number): void {
    const { price, order, required, p } = this
    const to = Math.floor(order.length * part)
    for (; this.bought < to; this.bought++) {
      const t = order[this.bought] as number
      const s = this.cheapest(t)
      const places = p.places[t] as number
      const most = this.worth(t) / places
      const now = price[s] as number
      if (now >= most && required.must[t] === 0) continue
      if (required.isCounted && required.some[t] === 1) this.counted++
      price[s] = required.must[t] === 1 ? now + step * places : Math.min(most, now + step * places)
    }
  }

  /** A pass ends: first faces are given back, too few required tasks are made dearer, and the average moves. */
  close(step: number): void {
    const { price, face, average, required } = this
    for (const q of this.persons) face[q] = Math.max(0, (face[q] as number) - step)
    if (required.isCounted) this.theta = Math.max(0, this.theta + step * (required.least - this.counted))
    for (let s = 0; s < price.length; s++)
      average.price[s] = (average.price[s] as number) + FRESH * ((price[s] as number) - (average.price[s] as number))
    for (const q of this.persons)
      average.face[q] = (average.face[q] as number) + FRESH * ((face[q] as number) - (average.face[q] as number))
    average.theta += FRESH * (this.theta - average.theta)
  }

  /** What the bound has beside the volunteers' weeks. */
  fixed(): number {
    const { price, required, p } = this
    let sum = required.isCounted ? -this.theta * required.least : 0
    for (const q of this.persons) sum += this.face[q] as number
    for (const t of this.tasks) {
      const margin = this.worth(t) - (p.places[t] as number) * (price[this.cheapest(t)] as number)
      if (margin > 0 || required.must[t] === 1) sum += margin
    }
    return sum
  }

  private worth(t: number): number {
    const { required } = this
    return (this.p.value[t] as number) + (required.isCounted && required.some[t] === 1 ? this.theta : 0)
  }

  private cheapest(t: number): number {
    const { slots, price } = this
    let cheapest = slots.from[t] as number
    for (let s = cheapest + 1; s < (slots.from[t + 1] as number); s++)
      if ((price[s] as number) < (price[cheapest] as number)) cheapest = s
    return cheapest
  }
}

interface Slots {
  readonly count: number
  readonly ofArc: Int32Array
  /** Slots of task t: from[t] to from[t + 1]. One for all starts of a task with one place, else one a start. */
  readonly from: Int32Array
}

function numberSlots(p: Problem): Slots {
  const ofArc = new Int32Array(p.arcs)
  const from = new Int32Array(p.tasks + 1)
  let count = 0
  for (let t = 0; t < p.tasks; t++) {
    from[t] = count
    const first = p.taskFrom[t] as number
    const to = p.taskFrom[t + 1] as number
    if (first === to) continue
    let least = Infinity
    let most = -1
    for (let a = first; a < to; a++) {
      least = Math.min(least, p.arcOption[a] as number)
      most = Math.max(most, p.arcOption[a] as number)
    }
    const single = p.places[t] === 1
    for (let a = first; a < to; a++) ofArc[a] = count + (single ? 0 : (p.arcOption[a] as number) - least)
    count += single ? 1 : most - least + 1
  }
  from[p.tasks] = count
  return { count, ofArc, from }
}

interface RequiredRule {
  /** 1: the task is covered in every plan that counts. */
  readonly must: Uint8Array
  /** 1: required, but not all of them can be taken as covered: together at least `least`. */
  readonly some: Uint8Array
  readonly isCounted: boolean
  readonly least: number
}

function requiredRule(p: Problem, covered: number): RequiredRule {
  const must = p.isPinned.slice()
  const some = new Uint8Array(p.tasks)
  const coverable: number[] = []
  for (let t = 0; t < p.tasks; t++) if (p.required[t] === 1 && p.taskFrom[t] !== p.taskFrom[t + 1]) coverable.push(t)
  const all = covered >= coverable.length
  for (const t of coverable)
    if (all) must[t] = 1
    else some[t] = 1
  return { must, some, isCounted: !all && covered > 0, least: covered }
}

function personsWithPairs(p: Problem): number[] {
  return [...new Set(p.pairPerson)].sort((a, b) => a - b)
}

/**
 * To begin with a place costs half of what it is worth, or what the cheapest arc asks for. Where nothing has a time, what
 * the prices of minutes say: the least that a volunteer would do it for.
 */
function startPrices(p: Problem, slots: Slots, x: Float64Array, isAllRequired: boolean): void {
  const minute = p.allUntimed ? capacityPrices(p, isAllRequired, 300).price : undefined
  for (let t = 0; t < p.tasks; t++) {
    const first = p.taskFrom[t] as number
    const to = p.taskFrom[t + 1] as number
    if (first === to) continue
    const worth = (p.value[t] as number) / (p.places[t] as number)
    let most = -(p.arcPoints[first] as number)
    if (minute) {
      most = Infinity
      for (let a = first; a < to; a++) {
        const cost = (minute[p.arcVolunteer[a] as number] as number) * (p.arcMinutes[a] as number)
        most = Math.min(most, cost - (p.arcPoints[a] as number))
      }
    } else most = Math.max(most, worth - Math.max(0, worth - most) * 0.5)
    for (let s = slots.from[t] as number; s < (slots.from[t + 1] as number); s++) x[s] = most
  }
}
