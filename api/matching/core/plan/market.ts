import type { Rng } from '../../../kernel/index.ts'
import { capacityPrices } from './capacity.ts'
import type { Problem } from './problem.ts'
import type { Weeks } from './weeks.ts'

/** The first step of prices, as a part of what a task is worth, and how many lengths of step there are till the last. */
export const FIRST_STEP = 0.2
export const LENGTHS = 200
/** How much of the prices of each pass goes into their average. */
const FRESH = 0.3

/** The prices of slots, of faces and of required tasks, and how they move. */
export class Market {
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

export interface Slots {
  readonly count: number
  readonly ofArc: Int32Array
  /** Slots of task t: from[t] to from[t + 1]. One for all starts of a task with one place, else one a start. */
  readonly from: Int32Array
}

export function numberSlots(p: Problem): Slots {
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

export interface RequiredRule {
  /** 1: the task is covered in every plan that counts. */
  readonly must: Uint8Array
  /** 1: required, but not all of them can be taken as covered: together at least `least`. */
  readonly some: Uint8Array
  readonly isCounted: boolean
  readonly least: number
}

export function requiredRule(p: Problem, covered: number): RequiredRule {
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
