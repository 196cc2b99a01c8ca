import type { Problem } from './problem.ts'

/** Prices of a volunteer's minutes, and the bound that they prove. */
export interface CapacityPrices {
  readonly bound: number
  /** Points a minute, by volunteer. */
  readonly price: Float64Array
}

/**
 * Prices of minutes by Lagrangian relaxation of the limits on them: each task then takes what is best for it alone. Any
 * prices prove a bound, for limits on visits, diaries, faces and hours over target are left out, which only makes it
 * higher. Tight where there are many small tasks a volunteer (generalised assignment). `mustCover`: every task that has an
 * arc counts as covered where it is required; to be used only for a plan that covers them all.
 */
export function capacityPrices(p: Problem, mustCover: boolean, rounds: number): CapacityPrices {
  const { volunteers: V, arcVolunteer, arcMinutes, arcPoints } = p
  const price = new Float64Array(V)
  const best = new Float64Array(V)
  const load = new Float64Array(V)
  let bound = Infinity
  let agility = 1
  let since = 0
  const spread = new Float64Array(V)
  for (let round = 0; round < rounds; round++) {
    load.fill(0)
    let sum = 0
    for (let t = 0; t < p.tasks; t++) {
      const to = p.taskFrom[t + 1] as number
      let most = -Infinity
      let at = -1
      for (let a = p.taskFrom[t] as number; a < to; a++) {
        const worth =
          (arcPoints[a] as number) - (price[arcVolunteer[a] as number] as number) * (arcMinutes[a] as number)
        if (worth > most) {
          most = worth
          at = a
        }
      }
      if (at < 0) continue
      const worth = (p.value[t] as number) + most * (p.places[t] as number)
      if (worth <= 0 && !(p.isPinned[t] === 1 || (mustCover && p.required[t] === 1))) continue
      sum += worth
      const v = arcVolunteer[at] as number
      load[v] = (load[v] as number) + (arcMinutes[at] as number) * (p.places[t] as number)
    }
    let norm = 0
    for (let v = 0; v < V; v++) {
      const limit = p.maxMinutes[v] as number
      if (limit === Infinity) continue
      sum += (price[v] as number) * limit
      const g = (load[v] as number) - limit
      // What is not used costs nothing, and its price cannot fall below 0.
      spread[v] = g > 0 || (price[v] as number) > 0 ? g : 0
      norm += (spread[v] as number) ** 2
    }
    if (sum < bound) {
      if (sum < bound - 1e-6 * Math.abs(sum)) since = 0
      bound = sum
      best.set(price)
    } else since++
    if (norm === 0) break
    if (since > 10) {
      agility *= 0.6
      since = 0
      price.set(best)
    }
    // No plan is known yet: the step aims at a little less than the best bound.
    const step = (agility * 0.02 * Math.max(1, Math.abs(bound))) / norm
    for (let v = 0; v < V; v++) price[v] = Math.max(0, (price[v] as number) + step * (spread[v] as number))
  }
  return { bound: bound + 1e-9 * Math.max(1, Math.abs(bound)), price: best }
}
