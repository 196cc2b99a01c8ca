import { seededRng } from '../../../kernel/index.ts'
import type { Progress } from './anneal.ts'
import { geometric } from './chance.ts'
import { FIRST_STEP, LENGTHS, Market, numberSlots, requiredRule } from './market.ts'
import type { Problem } from './problem.ts'
import { scaleOf } from './scale.ts'
import { Weeks } from './weeks.ts'

/** The last step, as a part of what a task is worth; and from when on arcs are taken down. */
const LAST_STEP = 0.01
const FROM = 0.08

/**
 * The arcs that some volunteer's best week held, by the table alone, while prices settled (by arc: 1): one in some dozens
 * of a large file, and nearly all that a good plan is made of. By `arcGuide`, so that what is to be kept counts.
 */
export function wantedArcs(p: Problem, progress: Progress): Uint8Array {
  const slots = numberSlots(p)
  const weeks = new Weeks(p, slots.ofArc, p.arcGuide)
  const market = new Market(p, slots, requiredRule(p, Infinity))
  const scale = scaleOf(p)
  const steps = geometric(FIRST_STEP * scale, LAST_STEP * scale, LENGTHS)
  const rng = seededRng('wanted')
  const sellers = Array.from({ length: p.volunteers }, (_, v) => v)
  const isWanted = new Uint8Array(p.arcs)
  for (let done = progress(); done < 1; done = progress()) {
    const step = steps[Math.floor(Math.max(0, done) * LENGTHS)] as number
    market.open(rng)
    const order = rng.shuffle(sellers)
    for (const [n, v] of order.entries()) {
      weeks.solve(v, market.price, market.face, 0)
      if (done > FROM) for (const i of weeks.chosen) isWanted[p.volunteerArcs[i] as number] = 1
      market.sell(weeks, step)
      market.buy((n + 1) / order.length, step)
    }
    market.close(step)
  }
  return isWanted
}
