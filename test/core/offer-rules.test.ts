import { describe, expect, test } from 'vitest'
import { instant } from '../../api/kernel/index.ts'
import {
  accepting,
  declining,
  lapsing,
  undoing,
  type OfferStanding,
  type OfferStatus,
} from '../../api/matching/offer.rules.ts'

const sent: OfferStanding = {
  status: 'SENT',
  choosing: 'FIRST_TO_ACCEPT',
  sentAt: 1_000_000,
  lapsesAt: 9_000_000,
  answeredAt: null,
}
const as = (status: OfferStatus, answeredAt: number | null = 2_000_000): OfferStanding => ({
  ...sent,
  status,
  answeredAt,
})

test('a yes', () => {
  expect(accepting(sent, 8_999_999)).toEqual({ kind: 'TAKE' })
  expect(accepting(sent, 9_000_000)).toEqual({ kind: 'OfferLapsed', at: 9_000_000 })
  expect(accepting({ ...sent, choosing: 'CO_ORDINATOR_CHOOSES' }, 2_000_000)).toEqual({ kind: 'SAY_WILLING' })
  expect(accepting(as('ACCEPTED'), 99_000_000)).toEqual({ kind: 'ALREADY_ACCEPTED' })
  expect(accepting(as('WILLING'), 99_000_000)).toEqual({ kind: 'ALREADY_WILLING' })
  expect(accepting(as('TAKEN'), 3_000_000)).toEqual({ kind: 'OfferTaken' })
  expect(accepting(as('WITHDRAWN'), 3_000_000)).toEqual({ kind: 'OfferLapsed', at: 2_000_000 })
  expect(accepting(as('DECLINED'), 3_000_000)).toEqual({ kind: 'OfferLapsed', at: 2_000_000 })
})

test('a no', () => {
  expect(declining(sent, 2_000_000)).toEqual({ kind: 'DECLINE' })
  expect(declining(as('WILLING'), 99_000_000)).toEqual({ kind: 'DECLINE' })
  expect(declining(as('DECLINED'), 3_000_000)).toEqual({ kind: 'ALREADY_DECLINED' })
  expect(declining(sent, 9_000_000)).toEqual({ kind: 'OfferLapsed', at: 9_000_000 })
  expect(declining(as('ACCEPTED'), 3_000_000)).toEqual({ kind: 'OfferLapsed', at: 2_000_000 })
})

test('ten seconds to take it back', () => {
  expect(undoing(sent, 1_009_999)).toEqual({ kind: 'TAKE_BACK_SENDING' })
  expect(undoing(sent, 1_010_000)).toEqual({ kind: 'TooLate', at: 1_010_000 })
  expect(undoing(as('DECLINED'), 2_009_999)).toEqual({ kind: 'TAKE_BACK_DECLINING' })
  expect(undoing(as('DECLINED'), 2_010_000)).toEqual({ kind: 'TooLate', at: 2_010_000 })
  expect(undoing(as('WITHDRAWN'), 99_000_000)).toEqual({ kind: 'ALREADY_UNDONE' })
  expect(undoing(as('ACCEPTED', 1_000_500), 1_001_000).kind).toBe('TooLate')
})

describe('when an offer lapses', () => {
  const now = instant(29_000_000)
  const hours = (n: number) => instant(29_000_000 + n * 60)
  test('as said, else after 48 hours, never after the last start', () => {
    expect(lapsing(hours(3), now, hours(100))).toEqual({ at: hours(3) })
    expect(lapsing(null, now, hours(100))).toEqual({ at: hours(48) })
    expect(lapsing(null, now, hours(2))).toEqual({ at: hours(2) })
    expect(lapsing(instant(now + 4), now, hours(100))).toEqual({ problem: 'TOO_SOON' })
    expect(lapsing(hours(101), now, hours(100))).toEqual({ problem: 'AFTER_THE_VISIT' })
  })
})
