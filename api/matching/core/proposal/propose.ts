import { instant } from '../../../kernel/index.ts'
import { planProblem, usualIterations } from '../plan/index.ts'
import { tripBetween, USUAL_MODES } from '../travel.ts'
import { certify, type Pairing } from './certify.ts'
import { compile, isBooked } from './compile.ts'
import type { Plain, Proposal, ProposalInput, Sliders } from './model.ts'

export interface ProposeOptions {
  readonly seed: number
  /** Moves of the search: with the same number the same week has the same plan on any machine. */
  readonly iterations?: number
  readonly isCancelled?: () => boolean
  /** How much of the time for the bound is gone, 0 to 1, by whatever clock the caller has; by rounds where absent. */
  readonly boundProgress?: () => number
  /** Now and then: how much is done, 0 to 1, never less than before. */
  readonly onProgress?: (done: number) => void
}

/** Thrown where the search's plan breaks a rule or is not worth what it says: it is not shown to anybody. */
export class NotCertified extends Error {}

/** Moves where nobody says how many, at most: a neighbourhood's plan in seconds. */
const MOST_MOVES = 1_000_000
/** The part of the work that searching is; the rest is the bound. */
const SEARCHING = 0.9

/**
 * The week's plan: who could take every visit that is open, near the best there is and shown to be. Held against every
 * rule once more by `certify` before it is given.
 *
 * @throws NotCertified
 */
export async function propose(input: ProposalInput, sliders: Sliders, options: ProposeOptions): Promise<Proposal> {
  const { problem, begin } = compile(input, sliders)
  const iterations = options.iterations ?? Math.min(MOST_MOVES, usualIterations(problem))
  // The search asks whether to go on every so many moves; how often in all it only roughly tells.
  const expected = Math.max(1, iterations / 72)
  let asked = 0
  const { plan } = await planProblem(problem, {
    seed: options.seed,
    iterations,
    ...(options.boundProgress && { boundProgress: options.boundProgress }),
    isCancelled: () => {
      if (asked++ % 256 === 0) options.onProgress?.(SEARCHING * Math.min(1, asked / expected))
      return options.isCancelled?.() ?? false
    },
  })
  const pairings: Pairing[] = plan.assignments
    .filter(({ task }) => !isBooked(task))
    .map(({ task, volunteer, start }) => ({
      visitId: task,
      volunteerId: volunteer,
      startsAt: start === null ? null : instant(begin + start),
    }))
  const { proposed, value, violations } = certify(input, pairings, sliders)
  if (violations.length > 0 || Math.abs(value - plan.value) > 0.01)
    throw new NotCertified(`${violations.length} rules broken; worth ${value}, said to be ${plan.value}`)
  options.onProgress?.(1)
  const isPlanned = new Set(pairings.map(({ visitId, volunteerId }) => `${visitId} ${volunteerId}`))
  return {
    proposed,
    unfilled: plan.unfilled.flatMap(({ task, why }) => (isBooked(task) ? [] : [{ visitId: task, why }])),
    value: plan.value,
    bound: plan.bound,
    gap: plan.gap,
    seed: plan.seed,
    iterations: plan.iterations,
    before: plainOf(input, []),
    after: plainOf(input, pairings),
    kept: input.previous.filter(({ visitId, volunteerId }) => isPlanned.has(`${visitId} ${volunteerId}`)).length,
  }
}

/** The week with these visits given, in plain units. */
export function plainOf(input: ProposalInput, plan: readonly Pairing[]): Plain {
  const volunteers = new Map(input.volunteers.map((volunteer) => [volunteer.id, volunteer]))
  const visits = new Map(input.visits.map((visit) => [visit.id, visit]))
  let known = 0
  let familiar = 0
  let longestTrip: number | null = null
  const filled = [
    ...input.held,
    ...plan.flatMap(({ visitId, volunteerId }) => {
      const ask = visits.get(visitId)?.asks[0]
      return ask ? [{ ...ask, volunteerId }] : []
    }),
  ]
  for (const { volunteerId, personId, facesKnown, place, byPhone } of filled) {
    const volunteer = volunteers.get(volunteerId)
    if (!volunteer) continue
    if (facesKnown > 0) {
      known++
      if ((volunteer.visitsWith[personId] ?? 0) > 0) familiar++
    }
    const trip = byPhone ? undefined : tripBetween(volunteer, volunteer.home, place, USUAL_MODES)
    if (trip && (longestTrip === null || trip.minutes > longestTrip)) longestTrip = trip.minutes
  }
  const covered = new Set(plan.map(({ visitId }) => visitId))
  return {
    continuity: known === 0 ? null : Math.round((familiar / known) * 100),
    unfilled: input.visits.filter(({ id }) => !covered.has(id)).length,
    longestTrip,
  }
}
