import type { Instant, LocalDate, LocalWindow, Position } from '../../kernel/index.ts'
import type { TravelMode } from '../../volunteers/core/travel.rules.ts'
import type { CheckLevel } from './checks.ts'

export type { TravelMode }

/** How soon help is needed; it multiplies what covering the visit is worth. */
export type Priority = 'URGENT' | 'SOON' | 'ROUTINE'
export type Gender = 'FEMALE' | 'MALE' | 'OTHER'
export type VolunteerStatus = 'ENQUIRY' | 'APPLIED' | 'CHECKS' | 'INDUCTION' | 'ACTIVE' | 'PAUSED' | 'LEFT'
/** Who asked that two people not be put together. */
export type BlockedBy = 'PERSON' | 'VOLUNTEER' | 'CO_ORDINATOR'

/**
 * When the help is wanted. AT: exactly then. WITHIN: for `Ask.minutes` somewhere between the two.
 * ANY_TIME: some time in the week of `Ask.on`, by arrangement; it takes hours of the week and no place in the diary.
 */
export type When =
  { readonly kind: 'AT' | 'WITHIN'; readonly from: Instant; readonly to: Instant } | { readonly kind: 'ANY_TIME' }

/** What is asked: one place on a task, or on one visit of it. */
export interface Ask {
  readonly taskId: string
  readonly visitId?: string
  /** A code such as RESPITE_SITTING. */
  readonly kind: string
  /** The patient or carer row that the help is for. */
  readonly personId: string
  readonly organisationId: string
  /** The day that checks, training and the week's hours are judged at. */
  readonly on: LocalDate
  readonly when: When
  readonly minutes: number
  /** Where it happens; absent where nobody knows the coordinates. */
  readonly place?: Position
  /** There is a postcode, if not its position: nobody has told where that postcode lies. */
  readonly placeHasPostcode?: boolean
  readonly byPhone: boolean
  readonly priority: Priority
  readonly volunteersNeeded: number
  /** Volunteers who hold a place on it already. */
  readonly heldBy: readonly string[]
  /** How many volunteers this person knows from earlier visits; 0 where everybody would be new. */
  readonly facesKnown: number
  readonly needs: {
    readonly skills: readonly string[]
    readonly trainings: readonly string[]
    /** Nobody has said what this kind of task asks of a volunteer: nobody may be sent. */
    readonly unruled?: boolean
    /** The level the rule table asks for, and every level that satisfies it; absent: none is needed. */
    readonly check?: { readonly needed: CheckLevel; readonly accepted: readonly string[] }
    readonly language?: string
    readonly gender?: Gender
  }
  readonly prefers: { readonly language?: string; readonly gender?: Gender }
  /** What is met at the place. */
  readonly has: { readonly pets: boolean; readonly smoking: boolean; readonly stairs: boolean }
  /** Whether the person agreed that a volunteer, and one of another organisation, learns who they are. */
  readonly consents: { readonly shareWithVolunteer: boolean; readonly shareWithGroup: boolean }
}

export interface HeldCheck {
  /** A CheckLevel, or another country's or organisation's kind (PVG, ACCESS_NI…). */
  readonly level: string
  readonly issuedOn: LocalDate
  /** The last day it is good for. */
  readonly until: LocalDate
  readonly decision: 'ACCEPTED' | 'WAITING' | 'REFUSED'
  readonly revoked: boolean
}

export interface HeldTraining {
  readonly course: string
  readonly completedOn: LocalDate
  /** The last day it is good for; absent where it does not run out. */
  readonly until?: LocalDate
  readonly revoked: boolean
}

/** A time the volunteer is already taken, half-open. */
export interface Booking {
  readonly visitId: string
  readonly from: Instant
  readonly to: Instant
  readonly place?: Position
  readonly byPhone: boolean
}

/** A volunteer, as far as choosing is concerned. */
export interface Candidate {
  readonly id: string
  readonly organisationId: string
  readonly status: VolunteerStatus
  readonly skills: readonly string[]
  readonly trainings: readonly HeldTraining[]
  readonly checks: readonly HeldCheck[]
  readonly availability: readonly LocalWindow[]
  /** Days away, both ends included. */
  readonly absences: readonly { readonly firstOn: LocalDate; readonly lastOn: LocalDate }[]
  /** How they travel and how far at most by road; empty where nobody asked. */
  readonly travel: readonly { readonly mode: TravelMode; readonly maxKm: number }[]
  readonly home?: Position
  /** There is a postcode, if not its position. */
  readonly homeHasPostcode?: boolean
  readonly maxMinutesAWeek?: number
  readonly maxVisitsAWeek?: number
  readonly targetMinutesAWeek?: number
  /** What is promised already, by the Monday of the week, untimed visits included. Weeks without any are left out. */
  readonly weeks: Readonly<Record<LocalDate, { readonly minutes: number; readonly visits: number }>>
  readonly bookings: readonly Booking[]
  readonly languages: readonly string[]
  readonly gender?: Gender
  readonly avoids: { readonly pets: boolean; readonly smoking: boolean; readonly stairs: boolean }
  readonly preferredKinds: readonly string[]
  /** Kinds of task they have done at least once. */
  readonly kindsDone: readonly string[]
  /** Visits they made, by the patient or carer row; nobody else is listed. */
  readonly visitsWith: Readonly<Record<string, number>>
  /** Pairs that must not be, in force now. */
  readonly blocked: readonly { readonly personId: string; readonly by: BlockedBy }[]
  /** Tasks they have said no to. */
  readonly saidNoTo: readonly string[]
  readonly lastAskedAt?: Instant
}
