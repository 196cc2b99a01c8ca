import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaOf, isWanted, mayMove, otherProblems, timesOf, type TaskStatus } from '../../api/tasks/task.rules.ts'
import { daysProblems } from '../../api/tasks/task-days.ts'

const said = { timing: 'FIXED' as const, startsAt: '14:00', usualMinutes: 60 }

describe('the times of a task', () => {
  test.each([
    ['a fixed task ends after its minutes', { minutes: 90 }, { startsAt: '14:00', endsAt: '15:30', minutes: 90 }],
    [
      'or takes as long as lies between its hours',
      { endsAt: '14:45' },
      { startsAt: '14:00', endsAt: '14:45', minutes: 45 },
    ],
    ['or as long as usual', {}, { startsAt: '14:00', endsAt: '15:00', minutes: 60 }],
    [
      'a window holds its minutes',
      { timing: 'WINDOW' as const, endsAt: '17:00', minutes: 30 },
      { startsAt: '14:00', endsAt: '17:00', minutes: 30 },
    ],
    [
      'an untimed one has no hours',
      { timing: 'UNTIMED' as const, startsAt: null },
      { startsAt: null, endsAt: null, minutes: 60 },
    ],
  ])('%s', (_, more, times) => expect(timesOf({ ...said, ...more })).toMatchObject(times))

  test.each([
    ['no start', { startsAt: null }, 'startsAt', 'MISSING'],
    ['ends before it begins', { endsAt: '14:00' }, 'endsAt', 'BEFORE_START'],
    ['minutes and hours that disagree', { endsAt: '15:00', minutes: 30 }, 'minutes', 'DOES_NOT_FIT'],
    ['over midnight', { startsAt: '23:30' }, 'minutes', 'AFTER_MIDNIGHT'],
    ['a window without an end', { timing: 'WINDOW' as const }, 'endsAt', 'MISSING'],
    ['a window too short for it', { timing: 'WINDOW' as const, endsAt: '14:30' }, 'minutes', 'LONGER_THAN_WINDOW'],
    ['hours for an untimed one', { timing: 'UNTIMED' as const }, 'startsAt', 'UNTIMED_HAS_NO_TIME'],
    ['four minutes', { minutes: 4 }, 'minutes', 'OUT_OF_RANGE'],
  ])('refused: %s', (_, more, field, code) => expect(timesOf({ ...said, ...more })).toMatchObject([{ field, code }]))
})

test('days too long ago, too far ahead, and rules that are none or never come true', () => {
  const today = '2026-11-22'
  const codes = (firstOn: string, recurrence?: string) =>
    daysProblems({ firstOn, today, recurrence: recurrence ?? null }).map(({ code }) => code)
  expect(codes('2026-11-15')).toEqual([])
  expect(codes('2026-11-14')).toEqual(['TOO_LONG_AGO'])
  expect(codes('2028-11-22')).toEqual([])
  expect(codes('2028-11-24')).toEqual(['TOO_FAR_AHEAD'])
  expect(codes('2026-11-24', 'FREQ=WEEKLY;BYDAY=TU')).toEqual([])
  expect(codes('2026-11-24', 'FREQ=DAILY')).toEqual(['FREQ_NOT_SUPPORTED'])
  expect(codes('2026-11-24', 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20261101')).toEqual(['NEVER_HAPPENS'])
})

test('how many, which language, where', () => {
  expect(otherProblems({ volunteersNeeded: 3, needsLanguage: 'Welsh', latitude: 91, longitude: 0 })).toEqual([
    { field: 'volunteersNeeded', code: 'OUT_OF_RANGE', facts: { from: 1, to: 2 } },
    { field: 'needsLanguage', code: 'NOT_A_LANGUAGE' },
    { field: 'latitude', code: 'OUT_OF_RANGE', facts: { from: -90, to: 90 } },
  ])
  expect(otherProblems({ longitude: 3 })).toEqual([{ field: 'latitude', code: 'MISSING' }])
  expect(otherProblems({ volunteersNeeded: 2, needsLanguage: 'cy', latitude: 51, longitude: -1 })).toEqual([])
})

test('the area never holds an address', () => {
  const home = { town: 'Midhurst', postcode: 'GU29 9NB', localityName: 'Rother' }
  expect(areaOf(home)).toBe('Midhurst')
  expect(areaOf({ ...home, town: null })).toBe('GU29')
  expect(areaOf({ localityName: 'Rother' })).toBe('Rother')
  expect(areaOf({ ...home, address: '3 Market Square, Petworth GU28 0AH' })).toBe('GU28')
  fc.assert(
    fc.property(fc.string(), (address) => {
      const area = areaOf({ ...home, address })
      return area === 'Midhurst' || /^[A-Z]{1,2}\d[A-Z\d]?$|^GIR$/.test(area)
    }),
  )
})

test('an end is an end', () => {
  const states: TaskStatus[] = [
    'REQUESTED',
    'OPEN',
    'MATCHED',
    'ACTIVE',
    'DONE',
    'UNMET',
    'WITHDRAWN',
    'DIED',
    'TRANSFERRED',
  ]
  expect(states.filter(isWanted)).toEqual(['OPEN', 'MATCHED', 'ACTIVE'])
  expect(states.filter((from) => states.some((to) => mayMove(from, to)))).toEqual([
    'REQUESTED',
    'OPEN',
    'MATCHED',
    'ACTIVE',
    'DONE',
  ])
  expect(states.every((state) => !mayMove(state, state))).toBe(true)
  expect(states.filter((from) => mayMove(from, 'UNMET'))).toEqual(['OPEN'])
})
