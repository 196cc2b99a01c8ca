import type { Instant } from '../../kernel/index.ts'
import { explain, type Caution, type Reason } from './explain.ts'
import { FAILURE_CODES, judgePrepared, type Failure, type FailureCode, type Judgement } from './judge.ts'
import type { Ask, Candidate } from './model.ts'
import { takePage, type Page, type PageRequest } from './page.ts'
import { POINTS, pointsOf, scarcityAmong, scoreOf, valueOf, type PairPoints, type Scarcity } from './points.ts'
import { prepareAsk } from './prepared.ts'
import { USUAL_MODES, type Modes } from './travel.ts'

/** How well somebody suits, in three words; a higher score never has a lower one. */
export type Fit = 'BEST' | 'GOOD' | 'POSSIBLE'
/** From here on more speaks for a volunteer than being able to and having no skill that is scarce (8 points). */
const GOOD_FROM = 9
/** So close to the first that the order between them says little. */
const AS_GOOD_AS_FIRST = 3

export interface Suggestion {
  readonly volunteerId: string
  /** 1 for the first, over all pages. */
  readonly rank: number
  readonly fit: Fit
  readonly score: number
  readonly points: PairPoints
  readonly reasons: readonly Reason[]
  readonly cautions: readonly Caution[]
  /** The earliest start that suits; absent for ANY_TIME. */
  readonly startsAt?: Instant
  /** What this leaves of the week's limits once it is taken; absent where the volunteer set none. */
  readonly left: { readonly minutes?: number; readonly visits?: number }
}

export interface RuledOut {
  readonly volunteerId: string
  readonly failures: readonly Failure[]
}

/** Somebody for whom one thing would have to change, and it is a thing that can. */
export interface Close {
  readonly volunteerId: string
  readonly failure: Failure
  readonly score: number
}

export interface Suggestions {
  /** What covering the ask is worth, urgency included. */
  readonly value: number
  readonly ranked: Page<Suggestion>
  readonly ruledOut: Page<RuledOut>
  /** Volunteers by what rules them out, each counted under every reason they have. */
  readonly byReason: Partial<Record<FailureCode, number>>
  /** The same, each counted once, under the first of their reasons: sums to `ruledOut.total`. */
  readonly byMainReason: Partial<Record<FailureCode, number>>
  /** At most ten, who would suit best first. */
  readonly close: readonly Close[]
  /** Places that cannot be filled even if everybody who may be asked says yes. */
  readonly placesShort: number
}

export interface SuggestOptions extends PageRequest {
  readonly ruledOut?: PageRequest
  /** Where the caller knows better than the list at hand, and how long ways take. */
  readonly scarcity?: Scarcity
  readonly modes?: Modes
}

interface Weighed {
  readonly volunteer: Candidate
  readonly judgement: Judgement
  readonly points: PairPoints
  readonly score: number
}

const MOST_CLOSE = 10
const CAN_CHANGE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'NOT_AVAILABLE',
  'CLASH',
  'TOO_FAR',
  'CHECK_MISSING',
  'CHECK_WAITING',
  'CHECK_EXPIRED',
  'TRAINING_MISSING',
  'TRAINING_EXPIRED',
  'SKILL_MISSING',
  'OVER_HOURS',
  'OVER_VISITS',
  'CONSENT_MISSING',
])
/** Whether a co-ordinator could do something about it by asking. Nobody is asked to give up a boundary or a no. */
export const canChange = (failure: Failure): boolean => CAN_CHANGE.has(failure.code)

/**
 * Orders the volunteers who may take an ask, best first, and says all that rules out the others. A better score is never
 * below a worse; ties fall to the least recently asked (never asked first), then to the lower id, so the order in which
 * volunteers are given changes nothing. Throws RangeError for an ask that makes no sense, an id given twice, or a
 * cursor that is none of ours.
 */
export function suggest(ask: Ask, volunteers: readonly Candidate[], options: SuggestOptions): Suggestions {
  const prepared = prepareAsk(ask)
  const modes = options.modes ?? USUAL_MODES
  const scarcity = options.scarcity ?? scarcityAmong(volunteers)
  const able: Weighed[] = []
  const out: Weighed[] = []
  const ids = new Set<string>()
  for (const volunteer of volunteers) {
    if (ids.size === ids.add(volunteer.id).size) throw new RangeError('volunteers: an id given twice')
    const judgement = judgePrepared(prepared, volunteer, modes)
    const points = pointsOf(prepared, volunteer, judgement, scarcity)
    const weighed = { volunteer, judgement, points, score: scoreOf(points) }
    ;(judgement.failures.length === 0 ? able : out).push(weighed)
  }
  able.sort(betterFirst)
  out.sort((a, b) => a.judgement.failures.length - b.judgement.failures.length || byId(a, b))

  const top = able[0]?.score ?? 0
  // Where the person knows somebody, being new is the ordinary case and not yet a poor fit.
  const goodFrom = GOOD_FROM + (ask.facesKnown > 0 ? POINTS.newFace : 0)
  const ranked = takePage(able, options, keyOfRanked).map((weighed, index): Suggestion => {
    const { volunteer, judgement, points, score } = weighed
    return {
      volunteerId: volunteer.id,
      rank: index + 1,
      fit: fitOf(score, top, goodFrom),
      score,
      points,
      ...explain(prepared, volunteer, judgement, scarcity),
      ...(judgement.start !== undefined && { startsAt: judgement.start }),
      left: leftOf(volunteer, prepared.monday, prepared.starts?.minutes ?? ask.minutes),
    }
  })
  const ruledOut = takePage(out, options.ruledOut ?? { first: 0 }, keyOfRuledOut).map(
    ({ volunteer, judgement }): RuledOut => ({ volunteerId: volunteer.id, failures: judgement.failures }),
  )
  return {
    value: valueOf(ask),
    ranked,
    ruledOut,
    ...countReasons(out),
    close: closeOnes(out),
    placesShort: Math.max(0, ask.volunteersNeeded - ask.heldBy.length - able.length),
  }
}

function fitOf(score: number, top: number, goodFrom: number): Fit {
  if (score < goodFrom) return 'POSSIBLE'
  return score >= top - AS_GOOD_AS_FIRST ? 'BEST' : 'GOOD'
}

const byId = (a: Weighed, b: Weighed) => (a.volunteer.id < b.volunteer.id ? -1 : 1)
const asked = (w: Weighed) => w.volunteer.lastAskedAt ?? -Infinity

function betterFirst(a: Weighed, b: Weighed): number {
  if (a.score !== b.score) return b.score - a.score
  return asked(a) === asked(b) ? byId(a, b) : asked(a) < asked(b) ? -1 : 1
}

// A cursor holds what the order goes by, so that a page goes on at the right place though somebody has left the list.
const keyOfRanked = (w: Weighed) => [-w.score, w.volunteer.lastAskedAt ?? '', w.volunteer.id] as const
const keyOfRuledOut = (w: Weighed) => [w.judgement.failures.length, '', w.volunteer.id] as const

function leftOf(volunteer: Candidate, monday: string, minutes: number): Suggestion['left'] {
  const booked = volunteer.weeks[monday] ?? { minutes: 0, visits: 0 }
  const { maxMinutesAWeek, maxVisitsAWeek } = volunteer
  return {
    ...(maxMinutesAWeek !== undefined && { minutes: maxMinutesAWeek - booked.minutes - minutes }),
    ...(maxVisitsAWeek !== undefined && { visits: maxVisitsAWeek - booked.visits - 1 }),
  }
}

function countReasons(out: readonly Weighed[]): Pick<Suggestions, 'byReason' | 'byMainReason'> {
  const all = new Map<FailureCode, number>()
  const main = new Map<FailureCode, number>()
  for (const { judgement } of out) {
    let before: FailureCode | undefined
    for (const { code } of judgement.failures) {
      // Failures of one code stand together.
      if (code === before) continue
      all.set(code, (all.get(code) ?? 0) + 1)
      if (before === undefined) main.set(code, (main.get(code) ?? 0) + 1)
      before = code
    }
  }
  const inOrder = (counts: Map<FailureCode, number>) =>
    Object.fromEntries(FAILURE_CODES.filter((c) => counts.has(c)).map((c) => [c, counts.get(c) ?? 0]))
  return { byReason: inOrder(all), byMainReason: inOrder(main) }
}

function closeOnes(out: readonly Weighed[]): Close[] {
  return out
    .filter(
      ({ judgement: { failures } }) => failures.length === 1 && failures[0] !== undefined && canChange(failures[0]),
    )
    .sort(betterFirst)
    .slice(0, MOST_CLOSE)
    .flatMap(({ volunteer, score, judgement }) =>
      judgement.failures.map((failure) => ({ volunteerId: volunteer.id, failure, score })),
    )
}
