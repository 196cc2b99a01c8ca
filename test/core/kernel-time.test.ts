import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMinutes,
  addMonths,
  atLocal,
  atLocalMinute,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  instant,
  instantFromDate,
  instantFromIso,
  isLocalDate,
  isLocalTime,
  isLocalWindow,
  joinSpans,
  localDateOf,
  localOf,
  minutesBetween,
  minutesOfTime,
  startOfIsoWeek,
  timeOfMinutes,
  toDate,
  toIso,
  weekdayOf,
  windowOn,
  type Instant,
} from '../../api/kernel/index.ts'

fc.configureGlobal({ seed: 20260329 })

const iso = (text: string): Instant => {
  const at = instantFromIso(text)
  if (at === undefined) throw new Error(text)
  return at
}
const days = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2060-12-31') }).map(dateOfDayNumber)
const minutes = fc.integer({ min: 0, max: 1439 })

describe('instants', () => {
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2026-03-29T00:59Z', 29579099],
    ['2026-03-29T01:59:00+01:00', 29579099],
    ['2026-03-28T19:59:59.999-05:00', 29579099],
    ['1969-12-31T23:59:30Z', -1],
  ])('%s is minute %i', (text, minute) => expect(instantFromIso(text)).toBe(minute))

  test.each([
    '',
    '2026-03-29',
    '2026-03-29T01:00',
    '2026-02-30T01:00Z',
    '2026-13-01T01:00Z',
    '2026-01-01T24:00Z',
    'now',
  ])('%j is no instant', (text) => expect(instantFromIso(text)).toBeUndefined())

  test('a text, a Date and an Instant are one moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: -15_000_000, max: 60_000_000 }), fc.integer({ min: 0, max: 59_999 }), (m, ms) => {
        const at = instant(m)
        expect(instantFromIso(toIso(at))).toBe(m)
        expect(instantFromDate(new Date(toDate(at).getTime() + ms))).toBe(m)
      }),
    )
  })

  test('half minutes, NaN and year 10,000 are refused', () => {
    for (const n of [0.5, NaN, Infinity, Date.UTC(10000, 0, 1) / 60_000]) expect(() => instant(n)).toThrow(RangeError)
    expect(() => instantFromDate(new Date(NaN))).toThrow(RangeError)
  })
})

describe('the clock changes', () => {
  test.each([
    // spring 2026: 01:00 GMT becomes 02:00 BST
    ['2026-03-29', '00:59', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '01:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29', '10:00', '2026-03-29T09:00:00.000Z'],
    ['2026-03-28', '10:00', '2026-03-28T10:00:00.000Z'],
    // autumn 2026: 02:00 BST becomes 01:00 GMT; 01:30 comes twice, the first is BST
    ['2026-10-25', '00:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
    ['2026-10-25', '10:00', '2026-10-25T10:00:00.000Z'],
    ['2026-10-24', '10:00', '2026-10-24T09:00:00.000Z'],
    // spring 2027
    ['2027-03-28', '01:15', '2027-03-28T01:15:00.000Z'],
    ['2027-03-28', '10:00', '2027-03-28T09:00:00.000Z'],
  ])('%s %s is %s', (date, time, expected) => expect(toIso(atLocal(date, time))).toBe(expected))

  test('a skipped 01:30 is shown as 02:30', () => {
    expect(localOf(atLocal('2026-03-29', '01:30'))).toEqual({
      date: '2026-03-29',
      time: '02:30',
      minutes: 150,
      weekday: 7,
    })
    expect(localOf(atLocal('2027-03-28', '01:00')).time).toBe('02:00')
  })

  test('both 01:30s of autumn are shown as 01:30', () => {
    expect(localOf(iso('2026-10-25T00:30Z'))).toMatchObject({ date: '2026-10-25', time: '01:30' })
    expect(localOf(iso('2026-10-25T01:30Z'))).toMatchObject({ date: '2026-10-25', time: '01:30' })
  })

  test('days are 23, 24 and 25 hours', () => {
    const hours = (date: string) => minutesBetween(atLocalMinute(date, 0), atLocalMinute(date, 1440)) / 60
    expect(['2026-03-29', '2026-10-25', '2027-03-28', '2026-06-01'].map(hours)).toEqual([23, 25, 23, 24])
  })

  test('every time that exists comes back as it went in, as the platform’s own time-zone data says', () => {
    const shown = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    })
    fc.assert(
      fc.property(days, minutes, (date, minute) => {
        const at = atLocalMinute(date, minute)
        const back = localOf(at)
        expect(shown.format(toDate(at)).replace(',', '')).toBe(`${back.date} ${back.time}`)
        // Only in the one skipped hour of a year may it differ, and then by that hour.
        if (back.minutes !== minute)
          expect([back.minutes - minute, back.date, Math.floor(minute / 60)]).toEqual([60, date, 1])
        expect(localDateOf(at)).toBe(date)
        // The first of two: an hour earlier the clocks never show the same.
        expect(localOf(addMinutes(at, -60)).minutes).not.toBe(back.minutes)
      }),
      { numRuns: 500 },
    )
  })
})

describe('dates', () => {
  test.each(['2026-02-30', '2025-02-29', '26-01-01', '2026-1-1', '2026-01-01T00:00', '0026-01-01', '', '2026-00-10'])(
    '%j is no date',
    (text) => {
      expect(isLocalDate(text)).toBe(false)
      expect(() => dayNumber(text)).toThrow(RangeError)
    },
  )

  test('weeks begin on Monday', () => {
    expect(weekdayOf('2026-11-23')).toBe(1)
    expect(weekdayOf('2026-11-29')).toBe(7)
    expect(startOfIsoWeek('2026-11-29')).toBe('2026-11-23')
    expect(startOfIsoWeek('2027-01-01')).toBe('2026-12-28')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-02-29', 36)).toBe('2027-02-28')
  })

  test('adding days and counting them are one thing; a week start is a Monday at most six days back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (date, n) => {
        expect(daysBetween(date, addDays(date, n))).toBe(n)
        const monday = startOfIsoWeek(date)
        expect(weekdayOf(monday)).toBe(1)
        expect(daysBetween(monday, date)).toBe(weekdayOf(date) - 1)
        expect(weekdayOf(date) % 7).toBe(new Date(`${date}T12:00Z`).getUTCDay())
      }),
    )
  })

  test('times of day', () => {
    expect(minutesOfTime('23:59')).toBe(1439)
    expect(timeOfMinutes(65)).toBe('01:05')
    for (const text of ['24:00', '9:00', '09:60', '', '09:00:00']) expect(isLocalTime(text)).toBe(false)
    expect(() => atLocal('2026-01-01', '24:00')).toThrow(RangeError)
  })
})

describe('windows', () => {
  test('hours of a weekday become a stretch of that day', () => {
    const tuesday = { weekday: 2, from: 540, to: 720 } as const
    expect(windowOn('2026-11-24', tuesday)).toEqual({ from: iso('2026-11-24T09:00Z'), to: iso('2026-11-24T12:00Z') })
    expect(windowOn('2026-11-25', tuesday)).toBeUndefined()
    expect(windowOn('2026-11-24', { weekday: 2, from: 0, to: 1440 })?.to).toBe(iso('2026-11-25T00:00Z'))
  })

  test('hours that spring swallows: what is left of them', () => {
    expect(windowOn('2026-03-29', { weekday: 7, from: 90, to: 120 })).toBeUndefined()
    expect(windowOn('2026-03-29', { weekday: 7, from: 0, to: 180 })).toEqual({
      from: iso('2026-03-29T00:00Z'),
      to: iso('2026-03-29T02:00Z'),
    })
  })

  test('a window has whole minutes in order', () => {
    expect(isLocalWindow({ weekday: 1, from: 0, to: 1440 })).toBe(true)
    expect(isLocalWindow({ weekday: 1, from: 60, to: 60 })).toBe(false)
    expect(isLocalWindow({ weekday: 1, from: 60, to: 1441 })).toBe(false)
    expect(isLocalWindow({ weekday: 8 as 7, from: 60, to: 90 })).toBe(false)
  })

  test('joined spans cover the same minutes, are apart and in order', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
      .map(([from, length]) => ({ from: instant(from), to: instant(from + length) }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const joined = joinSpans(spans)
        for (let m = 0; m < 85; m++) {
          const within = (s: { from: number; to: number }) => s.from <= m && m < s.to
          expect(joined.filter(within)).toHaveLength(spans.some(within) ? 1 : 0)
        }
        joined.slice(1).forEach((s, i) => expect(s.from).toBeGreaterThan(joined[i]?.to ?? Infinity))
      }),
    )
  })
})
