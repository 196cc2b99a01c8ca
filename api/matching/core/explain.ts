import { addDays, type LocalDate, type Span } from '../../kernel/index.ts'
import { checkInForce, type Doubt, type Judgement } from './judge.ts'
import type { Candidate, Gender, TravelMode } from './model.ts'
import { overTargetPoints, scarcestTiedUp, type Scarcity } from './points.ts'
import type { PreparedAsk } from './prepared.ts'

/** What speaks for a volunteer who may be asked. Words are the portal's, in both languages. */
export type Reason =
  | { readonly code: 'SAT_WITH_BEFORE'; readonly times: number }
  | { readonly code: 'FREE'; readonly from: Span['from']; readonly to: Span['to'] }
  | { readonly code: 'NEAR'; readonly km: number; readonly minutes: number; readonly mode: TravelMode }
  | { readonly code: 'CHECK_UNTIL'; readonly level: string; readonly until: LocalDate }
  | { readonly code: 'SPEAKS'; readonly language: string }
  | { readonly code: 'GENDER_AS_ASKED'; readonly gender: Gender }
  | { readonly code: 'LIKES_THIS_KIND'; readonly kind: string }
  | { readonly code: 'DONE_THIS_KIND_BEFORE'; readonly kind: string }

/** What speaks against them, or should be known before asking. None of it bars. */
export type Caution =
  | Doubt
  | { readonly code: 'NEW_FACE'; readonly facesKnown: number }
  | { readonly code: 'OVER_TARGET'; readonly visits: number; readonly minutes: number; readonly target: number }
  | { readonly code: 'WEEK_NEARLY_FULL'; readonly visits: number; readonly limit: number }
  | { readonly code: 'NOT_DONE_THIS_KIND_BEFORE'; readonly kind: string }
  | { readonly code: 'CHECK_ENDS_SOON'; readonly level: string; readonly until: LocalDate }
  | { readonly code: 'SCARCE_SKILL'; readonly skill: string; readonly holders: number }

/** Reminders about a check begin sixty days before its end (domain.md); from then on it is worth saying here too. */
const SOON_DAYS = 60

// A skill that a quarter of the volunteers have is not what keeps anybody from asking; the points weigh it all the same.
const FEW = 0.6

/** What speaks for and against a pair that may be, the weightiest first. */
export function explain(
  prepared: PreparedAsk,
  volunteer: Candidate,
  judgement: Judgement,
  scarcity: Scarcity,
): { reasons: Reason[]; cautions: Caution[] } {
  const { ask, monday, starts } = prepared
  const reasons: Reason[] = []
  const cautions: Caution[] = []

  const times = volunteer.visitsWith[ask.personId] ?? 0
  if (times > 0) reasons.push({ code: 'SAT_WITH_BEFORE', times })
  else if (ask.facesKnown > 0) cautions.push({ code: 'NEW_FACE', facesKnown: ask.facesKnown })
  if (judgement.free) reasons.push({ code: 'FREE', from: judgement.free.from, to: judgement.free.to })
  const { trip } = judgement
  if (trip) reasons.push({ code: 'NEAR', km: trip.km, minutes: trip.minutes, mode: trip.mode })

  const asked = [ask.needs.language, ask.prefers.language].filter((l) => l !== undefined)
  for (const language of new Set(asked))
    if (volunteer.languages.includes(language)) reasons.push({ code: 'SPEAKS', language })
  if (volunteer.gender !== undefined && [ask.needs.gender, ask.prefers.gender].includes(volunteer.gender))
    reasons.push({ code: 'GENDER_AS_ASKED', gender: volunteer.gender })
  if (volunteer.preferredKinds.includes(ask.kind)) reasons.push({ code: 'LIKES_THIS_KIND', kind: ask.kind })
  if (!volunteer.kindsDone.includes(ask.kind)) cautions.push({ code: 'NOT_DONE_THIS_KIND_BEFORE', kind: ask.kind })
  else if (times === 0) reasons.push({ code: 'DONE_THIS_KIND_BEFORE', kind: ask.kind })

  const check = ask.needs.check && checkInForce(ask.needs.check.accepted, ask.on, volunteer)
  if (check) {
    reasons.push({ code: 'CHECK_UNTIL', level: check.level, until: check.until })
    if (check.until <= addDays(ask.on, SOON_DAYS))
      cautions.push({ code: 'CHECK_ENDS_SOON', level: check.level, until: check.until })
  }

  const booked = volunteer.weeks[monday] ?? { minutes: 0, visits: 0 }
  const minutes = booked.minutes + (starts?.minutes ?? ask.minutes)
  const target = volunteer.targetMinutesAWeek
  if (target !== undefined && overTargetPoints(minutes, target) < 0)
    cautions.push({ code: 'OVER_TARGET', visits: booked.visits, minutes, target })
  const limit = volunteer.maxVisitsAWeek
  if (limit !== undefined && booked.visits > 0 && booked.visits + 1 >= limit)
    cautions.push({ code: 'WEEK_NEARLY_FULL', visits: booked.visits, limit })
  const scarce = scarcestTiedUp(ask, volunteer, scarcity)
  if (scarce && scarce.scarcity >= FEW)
    cautions.push({ code: 'SCARCE_SKILL', skill: scarce.skill, holders: scarce.holders })
  cautions.push(...judgement.doubts)
  return { reasons, cautions }
}
