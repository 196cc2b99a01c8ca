import { sha256 } from '../platform/index.ts'
import { sql } from '../reads/index.ts'

/** What a link shows. Times are RFC 3339 in London, as the database writes them. */
export interface OfferByLink {
  readonly status: string
  readonly choosing: string
  readonly kindCode: string
  readonly area: string
  readonly timing: string
  readonly occursOn: string | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly windowStartsAt: string | null
  readonly windowEndsAt: string | null
  readonly minutes: number
  readonly recurrence: string | null
  readonly volunteersNeeded: number
  readonly isSeries: boolean
  readonly isCancelled: boolean
  readonly organisationName: string
  readonly officePhone: string | null
  readonly volunteerPreferredName: string
  readonly language: string
  readonly lapsesAt: string
  readonly person: {
    readonly name: string
    readonly preferredName: string | null
    readonly addressLines: readonly string[]
    readonly town: string | null
    readonly postcode: string | null
    readonly phones: readonly string[]
    readonly inTheirWords: string
    readonly whatToKnow: string | null
  } | null
}

/** What is behind a link, as JSON: `OfferByLink`, or null. The database answers it without regard to who asks (`wall`). */
export const offerByToken = (token: string) => sql`wall.offer_by_link(${sha256(token)})`
