import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  localOf,
  startOfIsoWeek,
  toIso,
  weekdayOf,
} from '../../api/kernel/index.ts'
import {
  MOST_OCCURRENCES,
  occurrenceDates,
  occurrences,
  parseRecurrence,
  recurrenceProblem,
} from '../../api/tasks/recurrence.ts'

fc.configureGlobal({ seed: 20261025 })

const starts = (over: Partial<Parameters<typeof occurrences>[0]>) =>
  occurrences({
    rrule: 'FREQ=WEEKLY;BYDAY=TU',
    firstOn: '2026-03-03',
    startTime: '10:00',
    minutes: 60,
    from: '2026-03-01',
    to: '2027-01-01',
    ...over,
  })

describe('a visit at ten stays at ten', () => {
  test('over the spring change of 2026', () => {
    const sundays = starts({ rrule: 'FREQ=WEEKLY;BYDAY=SU', firstOn: '2026-03-15', to: '2026-04-12' })
    expect(sundays.map(({ on, startsAt, endsAt }) => [on, toIso(startsAt), toIso(endsAt)])).toEqual([
      ['2026-03-15', '2026-03-15T10:00:00.000Z', '2026-03-15T11:00:00.000Z'],
      ['2026-03-22', '2026-03-22T10:00:00.000Z', '2026-03-22T11:00:00.000Z'],
      ['2026-03-29', '2026-03-29T09:00:00.000Z', '2026-03-29T10:00:00.000Z'],
      ['2026-04-05', '2026-04-05T09:00:00.000Z', '2026-04-05T10:00:00.000Z'],
    ])
  })

  test('over the autumn change of 2026 and the spring change of 2027', () => {
    const autumn = starts({ rrule: 'FREQ=WEEKLY;BYDAY=SU', firstOn: '2026-10-18', to: '2026-11-02' })
    expect(autumn.map((o) => toIso(o.startsAt))).toEqual([
      '2026-10-18T09:00:00.000Z',
      '2026-10-25T10:00:00.000Z',
      '2026-11-01T10:00:00.000Z',
    ])
    const spring = starts({
      rrule: 'FREQ=WEEKLY;BYDAY=SA,MO',
      firstOn: '2027-03-27',
      from: '2027-03-27',
      to: '2027-03-30',
    })
    expect(spring.map((o) => toIso(o.startsAt))).toEqual(['2027-03-27T10:00:00.000Z', '2027-03-29T09:00:00.000Z'])
  })

  test('a skipped time moves on by the gap and no visit is lost; of a doubled one the first is taken', () => {
    const night = { rrule: 'FREQ=WEEKLY;BYDAY=SU', startTime: '01:30', firstOn: '2026-03-22' }
    expect(starts({ ...night, to: '2026-04-06' }).map((o) => [o.on, toIso(o.startsAt)])).toEqual([
      ['2026-03-22', '2026-03-22T01:30:00.000Z'],
      ['2026-03-29', '2026-03-29T01:30:00.000Z'],
      ['2026-04-05', '2026-04-05T00:30:00.000Z'],
    ])
    expect(starts({ ...night, from: '2026-10-25', to: '2026-10-26' }).map((o) => toIso(o.startsAt))).toEqual([
      '2026-10-25T00:30:00.000Z',
    ])
  })

  test('two hours across the change are two hours', () => {
    const [visit] = starts({
      rrule: 'FREQ=WEEKLY',
      firstOn: '2026-10-25',
      startTime: '00:30',
      minutes: 120,
      from: '2026-10-25',
      to: '2026-10-26',
    })
    expect(visit && [toIso(visit.startsAt), toIso(visit.endsAt)]).toEqual([
      '2026-10-24T23:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ])
  })
})

describe('what a rule means', () => {
  const dates = (rrule: string, firstOn: string, to: string, from = firstOn) =>
    occurrenceDates({ rrule, firstOn, from, to })

  test.each([
    [
      'every other Tuesday and Thursday',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH',
      '2026-11-05',
      '2026-12-04',
      ['2026-11-05', '2026-11-17', '2026-11-19', '2026-12-01', '2026-12-03'],
    ],
    ['the weekday it began on', 'FREQ=WEEKLY', '2026-11-04', '2026-11-19', ['2026-11-04', '2026-11-11', '2026-11-18']],
    [
      'the second Tuesday',
      'FREQ=MONTHLY;BYDAY=2TU',
      '2026-11-01',
      '2027-02-01',
      ['2026-11-10', '2026-12-08', '2027-01-12'],
    ],
    [
      'the last Friday',
      'FREQ=MONTHLY;BYDAY=-1FR',
      '2026-11-01',
      '2027-02-01',
      ['2026-11-27', '2026-12-25', '2027-01-29'],
    ],
    [
      'the 31st, where there is one',
      'FREQ=MONTHLY',
      '2026-10-31',
      '2027-04-01',
      ['2026-10-31', '2026-12-31', '2027-01-31', '2027-03-31'],
    ],
    [
      'the last day',
      'FREQ=MONTHLY;BYMONTHDAY=-1',
      '2026-11-01',
      '2027-03-01',
      ['2026-11-30', '2026-12-31', '2027-01-31', '2027-02-28'],
    ],
    ['a fifth Monday', 'FREQ=MONTHLY;BYDAY=5MO', '2026-11-01', '2027-04-01', ['2026-11-30', '2027-03-29']],
    [
      'until a day, inclusive',
      'FREQ=WEEKLY;UNTIL=20261117',
      '2026-11-03',
      '2027-01-01',
      ['2026-11-03', '2026-11-10', '2026-11-17'],
    ],
    ['so many times', 'RRULE:freq=weekly;count=2;', '2026-11-03', '2027-01-01', ['2026-11-03', '2026-11-10']],
  ])('%s', (_, rrule, firstOn, to, expected) => expect(dates(rrule, firstOn, to)).toEqual(expected))

  test('times are counted from the first, not from where one looks', () => {
    expect(dates('FREQ=WEEKLY;COUNT=3', '2026-11-03', '2027-01-01', '2026-11-11')).toEqual(['2026-11-17'])
  })

  test('an until with a time is the last moment it may begin', () => {
    const rule = 'FREQ=WEEKLY;UNTIL=20260630T090000Z'
    expect(starts({ rrule: rule, firstOn: '2026-06-16' }).map((o) => o.on)).toEqual([
      '2026-06-16',
      '2026-06-23',
      '2026-06-30',
    ])
    expect(starts({ rrule: rule.replace('0900', '0859'), firstOn: '2026-06-16' })).toHaveLength(2)
    expect(starts({ rrule: 'FREQ=WEEKLY;UNTIL=20260630T100000', firstOn: '2026-06-16' })).toHaveLength(3)
  })

  test('the end of the stretch is not in it; an empty one is empty', () => {
    expect(dates('FREQ=WEEKLY', '2026-11-03', '2026-11-10')).toEqual(['2026-11-03'])
    expect(dates('FREQ=WEEKLY', '2026-11-03', '2026-11-03')).toEqual([])
    expect(dates('FREQ=WEEKLY;UNTIL=20261101', '2026-11-03', '2027-11-03')).toEqual([])
    expect(dates('FREQ=WEEKLY', '2026-11-03', '2026-11-11', '2020-01-01')).toEqual(['2026-11-03', '2026-11-10'])
  })

  test('a series forty years old goes on', () => {
    expect(dates('FREQ=WEEKLY;INTERVAL=2', '1986-01-07', '2026-12-01', '2026-11-10')).toEqual(['2026-11-17'])
    expect(dates('FREQ=MONTHLY;BYDAY=1MO', '1986-01-01', '2026-12-01', '2026-11-01')).toEqual(['2026-11-02'])
  })
})

describe('what is refused, by name', () => {
  test.each([
    ['', 'EMPTY', undefined],
    ['x'.repeat(301), 'TOO_LONG', undefined],
    ['weekly', 'NOT_A_RULE', undefined],
    ['FREQ=WEEKLY;;', 'NOT_A_RULE', undefined],
    ['FREQ=WEEKLY;BYDAY=', 'NOT_A_RULE', undefined],
    ['FREQ=WEEKLY\nEXDATE:20260101', 'FREQ_NOT_SUPPORTED', 'FREQ'],
    ['FREQ=SECONDLY', 'FREQ_NOT_SUPPORTED', 'FREQ'],
    ['INTERVAL=2', 'FREQ_NOT_SUPPORTED', 'FREQ'],
    ['FREQ=WEEKLY;BYHOUR=10', 'PART_NOT_SUPPORTED', 'BYHOUR'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'PART_NOT_SUPPORTED', 'BYSETPOS'],
    ['FREQ=WEEKLY;FREQ=WEEKLY', 'PART_TWICE', 'FREQ'],
    ['FREQ=WEEKLY;INTERVAL=0', 'BAD_INTERVAL', 'INTERVAL'],
    ['FREQ=WEEKLY;INTERVAL=1e3', 'BAD_INTERVAL', 'INTERVAL'],
    ['FREQ=WEEKLY;COUNT=9999', 'BAD_COUNT', 'COUNT'],
    ['FREQ=WEEKLY;BYDAY=2TU', 'BAD_BYDAY', 'BYDAY'],
    ['FREQ=MONTHLY;BYDAY=6TU', 'BAD_BYDAY', 'BYDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BAD_BYMONTHDAY', 'BYMONTHDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'BAD_BYMONTHDAY', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'BYDAY_AND_BYMONTHDAY', 'BYDAY'],
    ['FREQ=WEEKLY;COUNT=2;UNTIL=20270101', 'UNTIL_AND_COUNT', 'UNTIL'],
    ['FREQ=WEEKLY;UNTIL=20270230', 'BAD_UNTIL', 'UNTIL'],
    ['FREQ=WEEKLY;UNTIL=20270201T250000Z', 'BAD_UNTIL', 'UNTIL'],
    ['FREQ=WEEKLY;UNTIL=20270201T250000', 'BAD_UNTIL', 'UNTIL'],
    ['FREQ=WEEKLY;WKST=SU', 'WEEK_STARTS_ON_MONDAY', 'WKST'],
  ])('%j: %s %s', (rrule, problem, part) =>
    expect(recurrenceProblem(rrule)).toEqual(part === undefined ? { problem } : { problem, part }),
  )

  test('more than anybody could mean is an error, not a silent cut', () => {
    const every = { rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', firstOn: '2026-01-01', from: '2026-01-01' }
    expect(() => occurrenceDates({ ...every, to: addDays('2026-01-01', MOST_OCCURRENCES + 1) })).toThrow('TOO_MANY')
    expect(() => occurrenceDates({ ...every, to: '9999-01-01' })).toThrow('TOO_MANY')
    expect(occurrenceDates({ ...every, to: addDays('2026-01-01', MOST_OCCURRENCES) })).toHaveLength(MOST_OCCURRENCES)
  })

  test('dates that do not exist and no minutes at all', () => {
    expect(() => starts({ firstOn: '2026-02-30' })).toThrow(RangeError)
    expect(() => starts({ startTime: '25:00' })).toThrow(RangeError)
    expect(() => starts({ minutes: 0 })).toThrow(RangeError)
  })

  test('any text at all is read or refused by name', () => {
    fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => void recurrenceProblem(text)))
  })
})

// The same rules, worked out by looking at every day in turn: none of the library's code, nor of ours.
const NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
function byLooking(rrule: string, firstOn: string, to: string): string[] {
  const rule = parseRecurrence(rrule)
  const found: string[] = []
  for (let day = dayNumber(firstOn); day < dayNumber(to); day++) {
    const date = dateOfDayNumber(day)
    const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
    const lastOfMonth = new Date(Date.UTC(year, month, 0)).getUTCDate()
    const name = NAMES[weekdayOf(date) - 1] ?? ''
    const steps =
      rule.freq === 'WEEKLY'
        ? (dayNumber(startOfIsoWeek(date)) - dayNumber(startOfIsoWeek(firstOn))) / 7
        : (year - Number(firstOn.slice(0, 4))) * 12 + month - Number(firstOn.slice(5, 7))
    if (steps % rule.interval !== 0) continue
    const matches = rule.byDay
      ? rule.byDay.some((token) => {
          if (!token.endsWith(name)) return false
          const nth = Number(token.slice(0, -2) || 0)
          if (nth === 0) return true
          return nth > 0 ? Math.ceil(dayOfMonth / 7) === nth : Math.ceil((lastOfMonth - dayOfMonth + 1) / 7) === -nth
        })
      : rule.byMonthDay
        ? rule.byMonthDay.some((n) => (n > 0 ? n : lastOfMonth + n + 1) === dayOfMonth)
        : rule.freq === 'WEEKLY'
          ? weekdayOf(date) === weekdayOf(firstOn)
          : dayOfMonth === Number(firstOn.slice(8))
    if (matches) found.push(date)
  }
  return rule.count === undefined ? found : found.slice(0, rule.count)
}

test('every rule agrees with looking at every day in turn, and every start shows the asked time in London', () => {
  const day = fc.constantFrom(...NAMES)
  const weekly = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.uniqueArray(day, { maxLength: 4 }))
    .map(([n, days]) => `FREQ=WEEKLY;INTERVAL=${n}${days.length ? `;BYDAY=${days.join(',')}` : ''}`)
  const nth = fc.tuple(fc.constantFrom('', '1', '2', '3', '4', '5', '-1', '-2'), day).map(([n, d]) => n + d)
  const monthly = fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.oneof(
        fc.constant(''),
        fc.uniqueArray(nth, { minLength: 1, maxLength: 3 }).map((days) => `;BYDAY=${days.join(',')}`),
        fc
          .uniqueArray(fc.constantFrom(1, 13, 29, 30, 31, -1, -2, -31), { minLength: 1, maxLength: 3 })
          .map((days) => `;BYMONTHDAY=${days.join(',')}`),
      ),
    )
    .map(([n, by]) => `FREQ=MONTHLY;INTERVAL=${n}${by}`)
  const end = fc.oneof(
    fc.constant(''),
    fc.integer({ min: 1, max: 30 }).map((n) => `;COUNT=${n}`),
  )
  const first = fc.integer({ min: dayNumber('2025-09-01'), max: dayNumber('2027-06-01') }).map(dateOfDayNumber)
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' })
  fc.assert(
    fc.property(
      fc.oneof(weekly, monthly),
      end,
      first,
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 120, max: 1439 }),
      (rule, tail, firstOn, later, minute) => {
        const rrule = rule + tail
        const from = addDays(firstOn, Math.floor(later / 2))
        const to = addDays(firstOn, later)
        const startTime = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const got = occurrences({ rrule, firstOn, startTime, minutes: 30, from, to })
        expect(got.map((o) => o.on)).toEqual(byLooking(rrule, firstOn, to).filter((date) => date >= from))
        for (const { on, startsAt } of got) {
          expect(shown.format(startsAt * 60_000)).toBe(startTime)
          expect(localOf(startsAt).date).toBe(on)
        }
      },
    ),
    { numRuns: 400 },
  )
})
