import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { atLocal, instant, type Instant, type Span } from '../../api/kernel/index.ts'
import { lastStartOf, mayReport, mayStart, startWithin, statusFrom } from '../../api/visits/visit.rules.ts'
import { goesOn, horizonOf, plannedBetween, plannedOn, type TaskTimes } from '../../api/visits/planned-visits.ts'

const at = (minutes: number) => instant(29_000_000 + minutes)
const span = (from: number, to: number): Span => ({ from: at(from), to: at(to) })

describe('the start of a visit within a window', () => {
  test('the earliest in their usual hours, else the earliest at all', () => {
    expect(startWithin(span(0, 240), 60, [], [])).toBe(at(0))
    expect(startWithin(span(0, 240), 60, [], [span(90, 300)])).toBe(at(90))
    expect(startWithin(span(0, 240), 60, [span(80, 130)], [span(90, 300)])).toBe(at(130))
    // Back-to-back is no clash.
    expect(startWithin(span(0, 60), 60, [span(-60, 0), span(60, 90)], [])).toBe(at(0))
    // Hours of theirs that cannot hold it are no reason not to go.
    expect(startWithin(span(0, 240), 60, [], [span(200, 220)])).toBe(at(0))
    expect(startWithin(span(0, 90), 60, [span(20, 70)], [])).toBeUndefined()
  })

  const spans = fc.array(
    fc
      .tuple(fc.integer({ min: -60, max: 300 }), fc.integer({ min: 1, max: 120 }))
      .map(([from, long]) => span(from, from + long)),
    { maxLength: 5 },
  )
  test('it lies in the window, clashes with nothing, and no earlier minute would do as well', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 120 }), spans, spans, (minutes, taken, usual) => {
        const window = span(0, 240)
        const good = (start: number) =>
          start >= window.from &&
          start + minutes <= window.to &&
          !taken.some((t) => start < t.to && t.from < start + minutes)
        const inHours = (start: number) => usual.some((u) => u.from <= start && start + minutes <= u.to)
        const every = Array.from({ length: 241 }, (_, i) => window.from + i).filter(good)
        return startWithin(window, minutes, taken, usual) === ((every.find(inHours) ?? every[0]) as Instant | undefined)
      }),
    )
  })
})

const task: TaskTimes = {
  timing: 'FIXED',
  firstOn: '2026-11-24',
  startsAt: '10:00',
  endsAt: '11:00',
  minutes: 60,
  recurrence: null,
}

test('what is planned of each timing', () => {
  const ten = atLocal('2026-11-24', '10:00')
  expect(plannedOn(task, '2026-11-24')).toEqual({ on: '2026-11-24', at: { from: ten, to: ten + 60 } })
  expect(plannedOn({ ...task, timing: 'WINDOW', endsAt: '13:00' }, '2026-11-24')).toEqual({
    on: '2026-11-24',
    window: { from: ten, to: ten + 180 },
  })
  expect(plannedOn({ ...task, timing: 'UNTIMED', startsAt: null, endsAt: null }, '2026-11-24')).toEqual({
    on: '2026-11-24',
  })
  // The night the clocks go forward leaves nothing of 01:00 to 02:00; the help still takes its hour.
  const night = plannedOn({ ...task, timing: 'WINDOW', startsAt: '01:00', endsAt: '02:00' }, '2027-03-28')
  expect(night.window && night.window.to - night.window.from).toBe(60)
})

test('a task that happens once has its one visit, whatever the horizon; a repeated one those within it', () => {
  expect(plannedBetween(task, '2030-01-01', '2030-02-01').map(({ on }) => on)).toEqual(['2026-11-24'])
  const weekly = { ...task, recurrence: 'FREQ=WEEKLY;COUNT=3' }
  expect(plannedBetween(weekly, '2026-11-25', horizonOf(weekly, '2026-11-20')).map(({ on }) => on)).toEqual([
    '2026-12-01',
    '2026-12-08',
  ])
  expect(horizonOf(weekly, '2026-11-20')).toBe('2027-01-19')
  expect(horizonOf(weekly, '2026-12-20')).toBe('2027-02-14')
  expect(goesOn(weekly, '2026-12-08')).toBe(true)
  expect(goesOn(weekly, '2026-12-09')).toBe(false)
  expect(goesOn(task, '2026-11-01')).toBe(false)
})

test('the state of a task follows from its visits', () => {
  const standing = { toCome: true, held: false, begun: false, happened: false }
  expect(statusFrom(standing)).toBe('OPEN')
  expect(statusFrom({ ...standing, held: true })).toBe('MATCHED')
  expect(statusFrom({ ...standing, held: true, begun: true })).toBe('ACTIVE')
  expect(statusFrom({ ...standing, begun: true, happened: true })).toBe('OPEN')
  expect(statusFrom({ ...standing, toCome: false, happened: true })).toBe('DONE')
  // The only visit was missed or called off: somebody must see to it.
  expect(statusFrom({ ...standing, toCome: false })).toBe('OPEN')
})

test('when a visit may begin and be reported, and when it no longer can', () => {
  const timed = { status: 'CONFIRMED' as const, occursOn: '2026-11-24', isTimed: true }
  expect(mayStart(timed, '2026-11-23')).toBe('NOT_YET')
  expect(mayStart(timed, '2026-11-24')).toBe('YES')
  expect(mayStart({ ...timed, isTimed: false }, '2026-11-23')).toBe('YES')
  expect(mayStart({ ...timed, isTimed: false }, '2026-11-22')).toBe('NOT_YET')
  expect(mayStart({ ...timed, status: 'ENDED' }, '2026-11-24')).toBe('IT_IS_OVER')
  const ten = atLocal('2026-11-24', '10:00')
  const visit = { status: 'CONFIRMED' as const, occursOn: '2026-11-24', startsAt: ten, windowStartsAt: null }
  expect(mayReport(visit, instant(ten - 1))).toBe('NOT_YET')
  expect(mayReport(visit, ten)).toBe('YES')
  expect(mayReport({ ...visit, status: 'MISSED' }, ten)).toBe('YES')
  expect(mayReport({ ...visit, status: 'CANCELLED' }, ten)).toBe('IT_IS_OVER')
  const facts = { occursOn: '2026-11-24', startsAt: null, windowEndsAt: null, minutes: 60 }
  expect(lastStartOf({ ...facts, startsAt: ten })).toBe(ten)
  expect(lastStartOf({ ...facts, windowEndsAt: instant(ten + 180) })).toBe(ten + 120)
  expect(lastStartOf(facts)).toBe(atLocal('2026-11-30', '00:00'))
})
