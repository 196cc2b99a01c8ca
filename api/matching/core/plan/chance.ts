import type { Rng } from '../../../kernel/index.ts'

/**
 * Numbers of the exponential distribution with mean 1, from a table of 4,096 of its quantiles. The logarithms are made of
 * + − × ÷ alone, which IEEE 754 rounds alike everywhere: the same seed gives the same plan on every machine, whatever its
 * Math.log does.
 */
const QUANTILES = Float64Array.from({ length: 4096 }, (_, i) => -ln((i + 0.5) / 4096))

/** −ln of a uniform number: a worsening of d is accepted at temperature T when d < T × this (Metropolis). */
export const exponential = (rng: Rng): number => QUANTILES[Math.floor(rng.next() * 4096)] as number

/** The same of a number in [0, 1) that has been drawn already. */
export const exponentialAt = (u: number): number => QUANTILES[(u * 4096) | 0] as number

/** Natural logarithm of a positive number. */
export function ln(x: number): number {
  let halvings = 0
  let m = x
  for (; m < 0.75; halvings++) m *= 2
  for (; m > 1.5; halvings--) m /= 2
  // ln m = 2 artanh((m − 1)/(m + 1)); |z| ≤ 1/5, so fourteen terms are below 2⁻⁶⁰.
  const z = (m - 1) / (m + 1)
  let power = z
  let sum = 0
  for (let k = 1; k < 30; k += 2) {
    sum += power / k
    power *= z * z
  }
  return 2 * sum - halvings * 0.6931471805599453
}

/** `from` to `to` by equal ratios: `steps` + 1 numbers (a root by bisection, for the same reason as above). */
export function geometric(from: number, to: number, steps: number): Float64Array {
  let low = Math.min(1, to / from)
  let high = Math.max(1, to / from)
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    let power = 1
    for (let s = 0; s < steps; s++) power *= middle
    if (power < to / from) low = middle
    else high = middle
  }
  const out = new Float64Array(steps + 1)
  out[0] = from
  for (let s = 1; s <= steps; s++) out[s] = (out[s - 1] as number) * low
  return out
}
