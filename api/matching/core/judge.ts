import type { Instant, LocalDate, Span } from '../../kernel/index.ts'
import { lookInDiary } from './diary.ts'
import type { Ask, BlockedBy, Candidate, Gender, TravelMode, VolunteerStatus } from './model.ts'
import { prepareAsk, type PreparedAsk } from './prepared.ts'
import { isKnown, tripBetween, USUAL_MODES, type Modes, type Trip } from './travel.ts'

/** Why a volunteer may not be put to an ask: a code, and the facts a sentence about it needs. */
export type Failure =
  | { readonly code: 'NOT_ACTIVE'; readonly status: VolunteerStatus }
  | { readonly code: 'ALREADY_ON_IT' }
  | { readonly code: 'RULE_MISSING'; readonly kind: string }
  | { readonly code: 'BLOCKED'; readonly by: BlockedBy }
  | { readonly code: 'SAID_NO' }
  | { readonly code: 'CONSENT_MISSING'; readonly purpose: 'SHARE_WITH_VOLUNTEER' | 'SHARE_WITH_GROUP' }
  | { readonly code: 'GENDER_NEEDED'; readonly needed: Gender }
  | { readonly code: 'LANGUAGE_NEEDED'; readonly needed: string }
  | { readonly code: 'BOUNDARY'; readonly avoids: 'PETS' | 'SMOKING' | 'STAIRS' }
  | { readonly code: 'CHECK_MISSING'; readonly needed: string; readonly has?: string }
  | { readonly code: 'CHECK_WAITING'; readonly needed: string; readonly level: string }
  | { readonly code: 'CHECK_EXPIRED'; readonly needed: string; readonly level: string; readonly until: LocalDate }
  | { readonly code: 'TRAINING_MISSING'; readonly course: string }
  | { readonly code: 'TRAINING_EXPIRED'; readonly course: string; readonly until: LocalDate }
  | { readonly code: 'SKILL_MISSING'; readonly skill: string }
  | { readonly code: 'ABSENT'; readonly firstOn: LocalDate; readonly lastOn: LocalDate }
  | { readonly code: 'NOT_AVAILABLE'; readonly hours: readonly Span[] }
  | { readonly code: 'CLASH'; readonly visitId: string; readonly gapMinutes: number; readonly travelMinutes: number }
  | { readonly code: 'TOO_FAR'; readonly km: number; readonly limitKm: number; readonly mode: TravelMode }
  | { readonly code: 'OVER_HOURS'; readonly booked: number; readonly minutes: number; readonly limit: number }
  | { readonly code: 'OVER_VISITS'; readonly booked: number; readonly limit: number }
export type FailureCode = Failure['code']

/** What could not be held against a rule for want of a fact; it never bars, and is always said. */
export type Doubt =
  | { readonly code: 'POSITION_UNKNOWN'; readonly of: 'VOLUNTEER' | 'PLACE' }
  | { readonly code: 'POSITION_UNKNOWN'; readonly of: 'VISIT'; readonly visitId: string }
  /** There is a postcode, and nobody has told where it lies. */
  | { readonly code: 'POSTCODE_UNPLACED'; readonly of: 'VOLUNTEER' | 'PLACE' }
  | { readonly code: 'TRAVEL_NOT_STATED' }

export interface Judgement {
  /** Everything that stands against the pair, in the order of FAILURE_CODES; empty: it may be. */
  readonly failures: readonly Failure[]
  readonly doubts: readonly Doubt[]
  /** From home to the place; absent by phone and where a position is unknown. */
  readonly trip?: Trip
  /** The earliest start that suits and the free time around it; absent for ANY_TIME or where none does. */
  readonly start?: Instant
  readonly free?: Span
}

/** All codes, the least that could be done about it first: a volunteer with several is counted under the first. */
export const FAILURE_CODES = [
  'NOT_ACTIVE',
  'ALREADY_ON_IT',
  'RULE_MISSING',
  'BLOCKED',
  'SAID_NO',
  'CONSENT_MISSING',
  'GENDER_NEEDED',
  'LANGUAGE_NEEDED',
  'BOUNDARY',
  'ABSENT',
  'NOT_AVAILABLE',
  'CHECK_MISSING',
  'CHECK_WAITING',
  'CHECK_EXPIRED',
  'SKILL_MISSING',
  'TRAINING_MISSING',
  'TRAINING_EXPIRED',
  'TOO_FAR',
  'CLASH',
  'OVER_HOURS',
  'OVER_VISITS',
] as const satisfies readonly FailureCode[]

const RANK = new Map<FailureCode, number>(FAILURE_CODES.map((code, i) => [code, i]))
/** The place of a failure in FAILURE_CODES. */
export const failureRank = (failure: Failure): number => RANK.get(failure.code) ?? FAILURE_CODES.length

/**
 * Holds one volunteer against one ask: every hard rule, and all that fail, not the first (docs: README.md of this
 * room). Same pair, same answer; nothing is looked up. Throws RangeError for an ask that makes no sense.
 */
export const judge = (ask: Ask, volunteer: Candidate, modes: Modes = USUAL_MODES): Judgement =>
  judgePrepared(prepareAsk(ask), volunteer, modes)

/** As `judge`, with what concerns the ask alone worked out before. */
export function judgePrepared(prepared: PreparedAsk, volunteer: Candidate, modes: Modes): Judgement {
  const { ask } = prepared
  const failures: Failure[] = []
  const doubts: Doubt[] = []

  if (volunteer.status !== 'ACTIVE') failures.push({ code: 'NOT_ACTIVE', status: volunteer.status })
  if (ask.heldBy.includes(volunteer.id)) failures.push({ code: 'ALREADY_ON_IT' })
  pairRules(ask, volunteer, failures)
  if (!ask.byPhone) boundaries(ask, volunteer, failures)
  clearance(ask, volunteer, failures)

  const diary = lookInDiary(prepared, volunteer, modes)
  if (diary.absence) failures.push({ code: 'ABSENT', firstOn: diary.absence.firstOn, lastOn: diary.absence.lastOn })
  if (!diary.inUsualHours) failures.push({ code: 'NOT_AVAILABLE', hours: diary.usual })
  for (const clash of diary.clashes) failures.push({ code: 'CLASH', ...clash })
  for (const visitId of diary.unknownPlaces) doubts.push({ code: 'POSITION_UNKNOWN', of: 'VISIT', visitId })

  const trip = ask.byPhone ? undefined : tripBetween(volunteer, volunteer.home, ask.place, modes)
  if (!ask.byPhone) {
    if (!trip) {
      const unknown = (hasPostcode?: boolean) => (hasPostcode === true ? 'POSTCODE_UNPLACED' : 'POSITION_UNKNOWN')
      if (!isKnown(volunteer.home)) doubts.push({ code: unknown(volunteer.homeHasPostcode), of: 'VOLUNTEER' })
      if (!isKnown(ask.place)) doubts.push({ code: unknown(ask.placeHasPostcode), of: 'PLACE' })
    } else if (!trip.withinLimit && trip.limitKm !== undefined)
      failures.push({ code: 'TOO_FAR', km: trip.km, limitKm: trip.limitKm, mode: trip.mode })
    if (volunteer.travel.length === 0) doubts.push({ code: 'TRAVEL_NOT_STATED' })
  }
  limits(prepared, volunteer, failures)

  if (failures.length > 1) failures.sort((a, b) => failureRank(a) - failureRank(b))
  return {
    failures,
    doubts,
    ...(trip && { trip }),
    ...(diary.start !== undefined && { start: diary.start }),
    ...(diary.free && { free: diary.free }),
  }
}

const BY: readonly BlockedBy[] = ['PERSON', 'VOLUNTEER', 'CO_ORDINATOR']

function pairRules(ask: Ask, volunteer: Candidate, failures: Failure[]): void {
  for (const by of BY)
    if (volunteer.blocked.some((b) => b.personId === ask.personId && b.by === by))
      failures.push({ code: 'BLOCKED', by })
  if (volunteer.saidNoTo.includes(ask.taskId)) failures.push({ code: 'SAID_NO' })
  if (!ask.consents.shareWithVolunteer) failures.push({ code: 'CONSENT_MISSING', purpose: 'SHARE_WITH_VOLUNTEER' })
  if (volunteer.organisationId !== ask.organisationId && !ask.consents.shareWithGroup)
    failures.push({ code: 'CONSENT_MISSING', purpose: 'SHARE_WITH_GROUP' })
  if (ask.needs.gender !== undefined && volunteer.gender !== ask.needs.gender)
    failures.push({ code: 'GENDER_NEEDED', needed: ask.needs.gender })
  if (ask.needs.language !== undefined && !volunteer.languages.includes(ask.needs.language))
    failures.push({ code: 'LANGUAGE_NEEDED', needed: ask.needs.language })
}

function boundaries(ask: Ask, volunteer: Candidate, failures: Failure[]): void {
  if (ask.has.pets && volunteer.avoids.pets) failures.push({ code: 'BOUNDARY', avoids: 'PETS' })
  if (ask.has.smoking && volunteer.avoids.smoking) failures.push({ code: 'BOUNDARY', avoids: 'SMOKING' })
  if (ask.has.stairs && volunteer.avoids.stairs) failures.push({ code: 'BOUNDARY', avoids: 'STAIRS' })
}

function clearance({ kind, needs, on }: Ask, volunteer: Candidate, failures: Failure[]): void {
  if (needs.unruled === true) failures.push({ code: 'RULE_MISSING', kind })
  for (const skill of needs.skills)
    if (!volunteer.skills.includes(skill)) failures.push({ code: 'SKILL_MISSING', skill })
  for (const course of needs.trainings) {
    let done = false
    let ended: LocalDate | undefined
    for (const t of volunteer.trainings) {
      if (t.course !== course || t.revoked || t.completedOn > on) continue
      if (t.until === undefined || t.until >= on) done = true
      else if (ended === undefined || t.until > ended) ended = t.until
    }
    if (done) continue
    failures.push(
      ended === undefined ? { code: 'TRAINING_MISSING', course } : { code: 'TRAINING_EXPIRED', course, until: ended },
    )
  }
  const failure = needs.check && checkFailure(needs.check, on, volunteer)
  if (failure) failures.push(failure)
}

/** The check in force on that day that is good for longest, among those that will do; undefined where there is none. */
export function checkInForce(accepted: readonly string[], on: LocalDate, volunteer: Candidate) {
  let best: Candidate['checks'][number] | undefined
  for (const c of volunteer.checks) {
    if (c.revoked || c.decision !== 'ACCEPTED' || c.issuedOn > on || c.until < on || !accepted.includes(c.level))
      continue
    if (!best || c.until > best.until || (c.until === best.until && c.level < best.level)) best = c
  }
  return best
}

function checkFailure(
  { needed, accepted }: { needed: string; accepted: readonly string[] },
  on: LocalDate,
  volunteer: Candidate,
): Failure | undefined {
  if (needed === 'NONE' || checkInForce(accepted, on, volunteer)) return undefined
  const good = volunteer.checks.filter((c) => !c.revoked && accepted.includes(c.level))
  const waiting = good
    .filter((c) => c.decision === 'WAITING' || (c.decision === 'ACCEPTED' && c.issuedOn > on))
    .toSorted((a, b) => (a.level < b.level ? -1 : 1))[0]
  if (waiting) return { code: 'CHECK_WAITING', needed, level: waiting.level }
  const ended = good
    .filter((c) => c.decision === 'ACCEPTED')
    .toSorted((a, b) => (a.until > b.until || (a.until === b.until && a.level < b.level) ? -1 : 1))[0]
  if (ended) return { code: 'CHECK_EXPIRED', needed, level: ended.level, until: ended.until }
  const has = volunteer.checks
    .filter((c) => !c.revoked && c.decision === 'ACCEPTED' && c.issuedOn <= on && on <= c.until)
    .map((c) => c.level)
    .toSorted()[0]
  return { code: 'CHECK_MISSING', needed, ...(has !== undefined && { has }) }
}

function limits({ ask, monday, starts }: PreparedAsk, volunteer: Candidate, failures: Failure[]): void {
  const booked = volunteer.weeks[monday] ?? { minutes: 0, visits: 0 }
  const minutes = starts?.minutes ?? ask.minutes
  const { maxMinutesAWeek, maxVisitsAWeek } = volunteer
  if (maxMinutesAWeek !== undefined && booked.minutes + minutes > maxMinutesAWeek)
    failures.push({ code: 'OVER_HOURS', booked: booked.minutes, minutes, limit: maxMinutesAWeek })
  if (maxVisitsAWeek !== undefined && booked.visits + 1 > maxVisitsAWeek)
    failures.push({ code: 'OVER_VISITS', booked: booked.visits, limit: maxVisitsAWeek })
}
