import type { Instant } from '../kernel/index.ts'

export type OfferStatus = 'SENT' | 'WILLING' | 'ACCEPTED' | 'DECLINED' | 'LAPSED' | 'TAKEN' | 'WITHDRAWN'
export type Choosing = 'FIRST_TO_ACCEPT' | 'CO_ORDINATOR_CHOOSES'

/** What of an offer decides. Times in milliseconds since the epoch: ten seconds are told apart. */
export interface OfferStanding {
  readonly status: OfferStatus
  readonly choosing: Choosing
  readonly sentAt: number
  readonly lapsesAt: number
  readonly answeredAt: number | null
}

/** How long sending and declining can be taken back. */
export const UNDO_MS = 10_000
/** How long an offer is good for, unless said. */
export const USUAL_HOURS = 48
/** Shorter than this nobody can answer. */
export const SHORTEST_MINUTES = 5

export type Answer =
  | { readonly kind: 'TAKE' }
  | { readonly kind: 'SAY_WILLING' }
  | { readonly kind: 'ALREADY_ACCEPTED' }
  | { readonly kind: 'ALREADY_WILLING' }
  | { readonly kind: 'OfferTaken' }
  | { readonly kind: 'OfferLapsed'; readonly at: number }

/** What comes of "I can do this". Whether a place is left the database says, not this. */
export function accepting(offer: OfferStanding, now: number): Answer {
  switch (offer.status) {
    case 'ACCEPTED':
      return { kind: 'ALREADY_ACCEPTED' }
    case 'WILLING':
      return { kind: 'ALREADY_WILLING' }
    case 'TAKEN':
      return { kind: 'OfferTaken' }
    case 'SENT':
      if (now >= offer.lapsesAt) return { kind: 'OfferLapsed', at: offer.lapsesAt }
      return { kind: offer.choosing === 'FIRST_TO_ACCEPT' ? 'TAKE' : 'SAY_WILLING' }
    case 'LAPSED':
      return { kind: 'OfferLapsed', at: offer.lapsesAt }
    case 'DECLINED':
    case 'WITHDRAWN':
      return { kind: 'OfferLapsed', at: offer.answeredAt ?? offer.lapsesAt }
  }
}

export type Declining =
  { readonly kind: 'DECLINE' | 'ALREADY_DECLINED' } | { readonly kind: 'OfferLapsed'; readonly at: number }

/** What comes of "Sorry, I cannot". Somebody willing may think better of it; who has accepted ends the assignment. */
export function declining(offer: OfferStanding, now: number): Declining {
  if (offer.status === 'DECLINED') return { kind: 'ALREADY_DECLINED' }
  if (offer.status === 'WILLING' || (offer.status === 'SENT' && now < offer.lapsesAt)) return { kind: 'DECLINE' }
  return { kind: 'OfferLapsed', at: offer.status === 'SENT' ? offer.lapsesAt : (offer.answeredAt ?? offer.lapsesAt) }
}

export type Undoing =
  | { readonly kind: 'TAKE_BACK_SENDING' | 'TAKE_BACK_DECLINING' | 'ALREADY_UNDONE' }
  | { readonly kind: 'TooLate'; readonly at: number }

/** What may be taken back: sending before anybody answered, and a no, for ten seconds each. */
export function undoing(offer: OfferStanding, now: number): Undoing {
  if (offer.status === 'WITHDRAWN') return { kind: 'ALREADY_UNDONE' }
  if (offer.status === 'SENT' && now < offer.sentAt + UNDO_MS) return { kind: 'TAKE_BACK_SENDING' }
  if (offer.status === 'DECLINED' && now < (offer.answeredAt ?? 0) + UNDO_MS) return { kind: 'TAKE_BACK_DECLINING' }
  return {
    kind: 'TooLate',
    at: (offer.status === 'SENT' ? offer.sentAt : (offer.answeredAt ?? offer.sentAt)) + UNDO_MS,
  }
}

/**
 * When an offer lapses: as said, else after 48 hours, and never after the visit can still be begun.
 * @returns the minute, or what is wrong with what was said
 */
export function lapsing(
  said: Instant | null,
  now: Instant,
  lastStart: Instant,
): { readonly at: Instant } | { readonly problem: 'TOO_SOON' | 'AFTER_THE_VISIT' } {
  if (said !== null && said < now + SHORTEST_MINUTES) return { problem: 'TOO_SOON' }
  if (said !== null && said > lastStart) return { problem: 'AFTER_THE_VISIT' }
  const usual = (now + USUAL_HOURS * 60) as Instant
  return { at: said ?? (usual < lastStart ? usual : lastStart) }
}
