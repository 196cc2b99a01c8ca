import type { Instant, LocalDate, Position } from '../../../kernel/index.ts'
import type { UnfilledCode } from '../arcs/format.ts'
import type { Caution, Reason } from '../explain.ts'
import type { Ask, Candidate } from '../model.ts'

/** A visit with places that nobody holds. Whoever takes one must suit every ask: each place has a rule of its own. */
export interface OpenVisit {
  readonly id: string
  /** How many of its places are to be filled. */
  readonly places: number
  readonly asks: readonly Ask[]
}

/** A place that somebody holds, or is asked for and has not answered: it stays as it is. */
export interface HeldPlace {
  readonly visitId: string
  readonly volunteerId: string
  readonly personId: string
  /** Whether the person knew anybody before. */
  readonly facesKnown: number
  readonly place?: Position
  readonly byPhone: boolean
}

/** What a co-ordinator may lean on, 0 (not at all) to 4 (much); 2 is as the points are. */
export interface Sliders {
  readonly continuity: number
  readonly travel: number
  readonly fairness: number
  readonly keepPlan: number
}
export const USUAL_SLIDERS: Sliders = { continuity: 2, travel: 2, fairness: 2, keepPlan: 2 }

/** A locality's week: what is open, who there is (their diaries hold all that is promised), what was planned before. */
export interface ProposalInput {
  readonly monday: LocalDate
  readonly visits: readonly OpenVisit[]
  readonly held: readonly HeldPlace[]
  readonly volunteers: readonly Candidate[]
  /** The plan before this one, to be kept where nothing speaks against it. */
  readonly previous: readonly { readonly visitId: string; readonly volunteerId: string }[]
  /** Visits somebody holds whatever the rules say by now, and will not go to (repair). Their limits do not count. */
  readonly leaves?: readonly { readonly visitId: string; readonly volunteerId: string; readonly startsAt: Instant }[]
}

/** A volunteer proposed for a visit, and why. */
export interface Proposed {
  readonly visitId: string
  readonly volunteerId: string
  /** Null: at any time of the week. */
  readonly startsAt: Instant | null
  readonly reasons: readonly Reason[]
  readonly cautions: readonly Caution[]
}

/** A week in the units that people speak in. */
export interface Plain {
  /** Of places filled for people who know somebody: how many in a hundred by somebody they know. Null: there are none. */
  readonly continuity: number | null
  /** Visits with a place that nobody is on. */
  readonly unfilled: number
  /** Minutes from home to the visit furthest off; null where no way is known. */
  readonly longestTrip: number | null
}

export interface Proposal {
  readonly proposed: readonly Proposed[]
  readonly unfilled: readonly { readonly visitId: string; readonly why: readonly UnfilledCode[] }[]
  readonly value: number
  readonly bound: number | null
  readonly gap: number | null
  readonly seed: number
  readonly iterations: number
  readonly before: Plain
  readonly after: Plain
  /** Pairs of the plan before that are in this one. */
  readonly kept: number
}
