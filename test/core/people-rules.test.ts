import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOdsCode, listed, numberStatus, personProblems } from '../../api/people/people.rules.ts'
import {
  isJustAName,
  joinWindows,
  limitProblems,
  moves,
  movesFrom,
  type Window,
} from '../../api/volunteers/volunteer.rules.ts'
import { minutesOfTime, timeOfMinutes } from '../../api/kernel/index.ts'

describe('a person', () => {
  test('needs both names when new, and may not lose one', () => {
    expect(personProblems({}, '2026-11-02', true)).toEqual([
      { field: 'givenName', code: 'EMPTY' },
      { field: 'familyName', code: 'EMPTY' },
    ])
    expect(personProblems({}, '2026-11-02', false)).toEqual([])
    expect(personProblems({ familyName: null }, '2026-11-02', false)).toEqual([{ field: 'familyName', code: 'EMPTY' }])
  })
  test('has no endless lists', () => {
    const phones = Array.from({ length: 7 }, (_, i) => `+44163296000${i}`)
    expect(personProblems({ phones }, '2026-11-02', false)).toEqual([
      { field: 'phones', code: 'TOO_MANY', facts: { atMost: 6 } },
    ])
  })
  test('keeps no empty lines, and each phone once', () => {
    expect(listed(['a', '', 'b', 'a'])).toEqual(['a', 'b', 'a'])
    expect(listed(['a', '', 'b', 'a'], true)).toEqual(['a', 'b'])
    expect(listed(null)).toEqual([])
  })
  test('has the number’s status of the data dictionary', () => {
    expect([numberStatus('9990000018'), numberStatus(null)]).toEqual(['02', '07'])
    expect([isOdsCode('H82034'), isOdsCode('h82034'), isOdsCode('H8 2034')]).toEqual([true, false, false])
  })
})

describe('a volunteer', () => {
  test('moves only along the table, and every status leads somewhere', () => {
    expect(movesFrom('ACTIVE')).toEqual(['PAUSED', 'LEFT'])
    for (const next of Object.values(moves)) {
      expect(next.length).toBeGreaterThanOrEqual(1)
      for (const status of next) expect(Object.keys(moves)).toContain(status)
    }
  })
  test('has limits within a week', () => {
    expect(
      limitProblems({ minutesAWeek: 10_081, visitsAWeek: 1.5, targetMinutesAWeek: 0 }).map((problem) => problem.field),
    ).toEqual(['minutesAWeek', 'visitsAWeek'])
  })
  test('a check is seen by a name, and nothing else fits', () => {
    for (const name of ['Sioned Price', 'D’Arcy-Ó Briain', 'Dr. Ann Lee', 'Łukasz Żak'])
      expect(isJustAName(name)).toBe(true)
    for (const text of ['', 'caution 1994', 'see notes: theft', 'A\nB', '"x"', 'a'.repeat(81)])
      expect(isJustAName(text)).toBe(false)
  })
})

describe('hours of a week', () => {
  const window = fc
    .record({
      weekday: fc.integer({ min: 1, max: 7 }),
      from: fc.integer({ min: 0, max: 1438 }),
      long: fc.integer({ min: 1, max: 600 }),
    })
    .map(({ weekday, from, long }) => ({
      weekday,
      startsAt: timeOfMinutes(from),
      endsAt: timeOfMinutes(Math.min(1439, from + long)),
    }))
  const minutes = (windows: readonly Window[]) => {
    const all = new Set<number>()
    for (const { weekday, startsAt, endsAt } of windows)
      for (let m = minutesOfTime(startsAt); m < minutesOfTime(endsAt); m++) all.add(weekday * 1440 + m)
    return all
  }
  test('that overlap or touch become one', () => {
    expect(
      joinWindows([
        { weekday: 2, startsAt: '13:00', endsAt: '15:00' },
        { weekday: 1, startsAt: '10:00', endsAt: '12:00' },
        { weekday: 1, startsAt: '09:00', endsAt: '10:00' },
        { weekday: 1, startsAt: '09:30', endsAt: '09:45' },
      ]),
    ).toEqual([
      { weekday: 1, startsAt: '09:00', endsAt: '12:00' },
      { weekday: 2, startsAt: '13:00', endsAt: '15:00' },
    ])
  })
  test('are the same minutes joined, in order, apart from each other', () => {
    fc.assert(
      fc.property(fc.array(window, { maxLength: 12 }), (windows) => {
        const joined = joinWindows(windows)
        expect(minutes(joined)).toEqual(minutes(windows))
        joined.forEach((one, i) => {
          const next = joined[i + 1]
          if (next?.weekday === one.weekday) expect(one.endsAt < next.startsAt).toBe(true)
        })
      }),
      { numRuns: 100 },
    )
  })
})
