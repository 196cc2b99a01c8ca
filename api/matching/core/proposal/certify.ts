import { instant } from '../../../kernel/index.ts'
import { explain } from '../explain.ts'
import { judge } from '../judge.ts'
import type { Booking, Candidate } from '../model.ts'
import { pointsOf, scarcityAmong, valueOf } from '../points.ts'
import { prepareAsk } from '../prepared.ts'
import { askAt, weightsOf } from './compile.ts'
import type { OpenVisit, ProposalInput, Proposed, Sliders } from './model.ts'

export type Pairing = Pick<Proposed, 'visitId' | 'volunteerId' | 'startsAt'>

export interface Certified {
  readonly proposed: readonly Proposed[]
  /** What the plan is worth, summed anew. */
  readonly value: number
  /** Hard rules that it breaks: `visit volunteer CODE`. */
  readonly violations: readonly string[]
}

/** A volunteer's diary with these visits in it beside what is promised. */
export function withVisits(
  volunteer: Candidate,
  monday: string,
  visits: readonly { readonly visit: OpenVisit; readonly startsAt: number | null }[],
): Candidate {
  const booked = volunteer.weeks[monday] ?? { minutes: 0, visits: 0 }
  return {
    ...volunteer,
    bookings: [
      ...volunteer.bookings,
      ...visits.flatMap(({ visit, startsAt }): Booking[] => {
        const ask = visit.asks[0]
        if (startsAt === null || !ask) return []
        return [
          {
            visitId: visit.id,
            from: instant(startsAt),
            to: instant(startsAt + lengthOf(visit)),
            ...(ask.place && { place: ask.place }),
            byPhone: ask.byPhone,
          },
        ]
      }),
    ],
    weeks: {
      ...volunteer.weeks,
      [monday]: {
        minutes: booked.minutes + visits.reduce((sum, { visit }) => sum + lengthOf(visit), 0),
        visits: booked.visits + visits.length,
      },
    },
  }
}

function lengthOf(visit: OpenVisit): number {
  const ask = visit.asks[0]
  return ask ? (ask.when.kind === 'AT' ? ask.when.to - ask.when.from : ask.minutes) : 0
}

/**
 * Holds a whole proposal against every hard rule, each visit by `judge` with the volunteer's other visits in the diary, and
 * sums its value anew: no arc and no sum of the search's is used. Says of each pair what speaks for it and against.
 */
export function certify(input: ProposalInput, plan: readonly Pairing[], sliders: Sliders): Certified {
  const weights = weightsOf(sliders)
  const visits = new Map(input.visits.map((visit) => [visit.id, visit]))
  const volunteers = new Map(input.volunteers.map((volunteer) => [volunteer.id, volunteer]))
  const scarcity = scarcityAmong(input.volunteers)
  const byVolunteer = Map.groupBy(plan, ({ volunteerId }) => volunteerId)
  const violations: string[] = []
  const proposed: Proposed[] = []
  let value = 0
  for (const pairing of plan) {
    const { visitId, volunteerId, startsAt } = pairing
    const visit = visits.get(visitId)
    const volunteer = volunteers.get(volunteerId)
    const [first] = visit?.asks ?? []
    if (!visit || !volunteer || !first) {
      violations.push(`${visitId} ${volunteerId} UNKNOWN`)
      continue
    }
    const others = (byVolunteer.get(volunteerId) ?? []).flatMap((other) => {
      const theirs = visits.get(other.visitId)
      return other === pairing || !theirs ? [] : [{ visit: theirs, startsAt: other.startsAt }]
    })
    const busy = withVisits(volunteer, input.monday, others)
    if (!isWithin(visit, startsAt)) violations.push(`${visitId} ${volunteerId} OUTSIDE_WINDOW`)
    for (const ask of visit.asks)
      for (const { code } of judge(askAt(ask, startsAt), busy).failures)
        violations.push(`${visitId} ${volunteerId} ${code}`)
    const prepared = prepareAsk(askAt(first, startsAt))
    const judgement = judge(prepared.ask, busy)
    value += valueOf(first)
    value += weights.pair(pointsOf(prepareAsk(first), volunteer, judge(first, volunteer), scarcity))
    const { reasons, cautions } = explain(prepared, busy, judgement, scarcity)
    proposed.push({ visitId, volunteerId, startsAt, reasons, cautions })
  }
  for (const [visitId, its] of Map.groupBy(plan, (pairing) => pairing.visitId)) {
    const people = new Set(its.map(({ volunteerId }) => volunteerId)).size
    const starts = new Set(its.map(({ startsAt }) => startsAt)).size
    if (people !== its.length || its.length !== visits.get(visitId)?.places || starts > 1)
      violations.push(`${visitId} PLACES`)
  }
  for (const [, its] of Map.groupBy(plan, ({ visitId }) => visits.get(visitId)?.asks[0]?.personId))
    value -= (new Set(its.map(({ volunteerId }) => volunteerId)).size - 1) * weights.facePenalty
  const { pointsPerHour, beyond, pointsPerHourBeyond } = weights.overTarget
  for (const volunteer of input.volunteers) {
    const target = volunteer.targetMinutesAWeek
    if (target === undefined) continue
    const booked = volunteer.weeks[input.monday]?.minutes ?? 0
    const minutes = (byVolunteer.get(volunteer.id) ?? []).reduce((sum, { visitId }) => {
      const visit = visits.get(visitId)
      return sum + (visit ? lengthOf(visit) : 0)
    }, booked)
    const high = Math.max(0, minutes - target * beyond)
    value -= ((Math.max(0, minutes - target) - high) * pointsPerHour + high * pointsPerHourBeyond) / 60
  }
  return { proposed, value, violations }
}

function isWithin({ asks }: OpenVisit, startsAt: number | null): boolean {
  const when = asks[0]?.when
  if (!when || when.kind === 'ANY_TIME') return startsAt === null
  if (startsAt === null) return false
  const minutes = when.kind === 'AT' ? when.to - when.from : (asks[0]?.minutes ?? 0)
  return when.from <= startsAt && startsAt + minutes <= when.to
}
