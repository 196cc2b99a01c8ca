import { expect, test } from 'vitest'
import { callsOf, ringOnce } from '../../web/co-ordinator/today-calls.ts'
import { byConcern, checkOf, inOrder, isLate, shows } from '../../web/co-ordinator/today.rules.ts'
import { endsOfWeek, rowsOf } from '../../web/co-ordinator/week.rules.ts'
import type { TodayBoardQuery } from '../../web/gql/graphql.ts'
import { searchFor } from '../../web/shell/navigation.ts'
import { safeReturn } from '../../web/sign-in/sign-in.page.tsx'

type Task = TodayBoardQuery['toMatch']['nodes'][number]
const task = (id: string, over: Partial<Task> = {}): Task =>
  ({ id, priority: 'ROUTINE', createdAt: '2026-11-01T09:00:00+00:00', nextVisitNeedingSomeone: null, ...over }) as Task
const on = (occursOn: string, startsAt: string | null = null) =>
  ({
    id: occursOn,
    occursOn,
    startsAt,
    endsAt: startsAt,
    windowStartsAt: null,
    windowEndsAt: null,
    minutes: 60,
  }) as NonNullable<Task['nextVisitNeedingSomeone']>

test('the board begins with what is urgent, then the least time left, then who has waited longest', () => {
  const order = inOrder([
    task('later', { nextVisitNeedingSomeone: on('2026-11-27') }),
    task('new', { nextVisitNeedingSomeone: on('2026-11-26'), createdAt: '2026-11-20T09:00:00+00:00' }),
    task('old', { nextVisitNeedingSomeone: on('2026-11-26'), createdAt: '2026-11-10T09:00:00+00:00' }),
    task('urgent', { priority: 'URGENT', nextVisitNeedingSomeone: on('2026-12-24') }),
  ])
  expect(order.map(({ id }) => id)).toEqual(['urgent', 'old', 'new', 'later'])
})

test('narrowing never hides what is urgent', () => {
  const urgent = task('urgent', { priority: 'URGENT', nextVisitNeedingSomeone: on('2026-12-24') })
  const tomorrow = task('tomorrow', { nextVisitNeedingSomeone: on('2026-11-23') })
  const late = task('late', { targetOn: '2026-11-21', nextVisitNeedingSomeone: on('2026-11-23') })
  const shown = (narrowing: 'all' | 'today' | 'late') =>
    [urgent, tomorrow, late].filter((each) => shows(each, narrowing, '2026-11-22')).map(({ id }) => id)
  expect(shown('all')).toEqual(['urgent', 'tomorrow', 'late'])
  expect(shown('today')).toEqual(['urgent'])
  expect(shown('late')).toEqual(['urgent', 'late'])
  expect(isLate({ targetOn: '2026-11-22' }, '2026-11-22')).toBe(false)
})

test('a visit for two stands in two rows until both places are held; someone who left keeps what they hold', () => {
  const dewi = {
    id: 'd',
    name: 'Dewi Morgan',
    visitsAWeek: 4,
    absences: [{ firstOn: '2026-11-24', lastOn: '2026-11-25' }],
  }
  const two = {
    id: 'v1',
    occursOn: '2026-11-23',
    status: 'PLANNED',
    placesOpen: 1,
    assignments: [{ volunteer: { id: 'd', name: 'Dewi Morgan' } }],
  }
  const over = { ...two, id: 'v2', occursOn: '2026-11-24', status: 'CANCELLED', assignments: [] }
  const byPast = {
    ...two,
    id: 'v3',
    placesOpen: 0,
    status: 'CONFIRMED',
    assignments: [{ volunteer: { id: 'x', name: 'Ann Ash' } }],
  }
  const plan = rowsOf('2026-11-23', [two, over, byPast], [dewi, { id: 'e', name: 'Elin', absences: [] }], {
    onlyWithVisits: true,
  })
  expect(plan.open.visits).toBe(1)
  expect(plan.people.map(({ name, visits, most }) => [name, visits, most])).toEqual([
    ['Ann Ash', 1, undefined],
    ['Dewi Morgan', 1, 4],
  ])
  expect(plan.people[1]?.days.map(({ away }) => away)).toEqual([false, true, true, false, false, false, false])
  expect(rowsOf('2026-11-23', [], [dewi], { onlyWithVisits: false }).people).toHaveLength(1)
})

test('a visit somebody is suggested for stands in their row, and no longer where no one is', () => {
  const visit = (id: string, more: object = {}) => ({
    ...on('2026-11-23'),
    id,
    status: 'PLANNED',
    placesOpen: 1,
    assignments: [],
    ...more,
  })
  const [elin, huw] = [
    { id: 'e', name: 'Elin' },
    { id: 'h', name: 'Huw' },
  ]
  const suggestions = [
    { id: '1', visit: { id: 'one' }, volunteer: elin },
    { id: '2', visit: { id: 'two' }, volunteer: huw },
  ]
  const plan = rowsOf('2026-11-23', [visit('one'), visit('two', { placesOpen: 2 }), visit('three')], [], {
    onlyWithVisits: true,
    suggestions,
  })
  // The second place of the second is still nobody's.
  expect(plan.open.days[0]?.visits.map((each) => each.visit.id)).toEqual(['two', 'three'])
  expect(plan.open.visits).toBe(2)
  expect(plan.people.map(({ name, visits, days }) => [name, visits, days[0]?.visits[0]?.suggestion])).toEqual([
    ['Elin', 0, suggestions[0]],
    ['Huw', 0, suggestions[1]],
  ])
})

test('the call list rings about worries first, and rings each once', () => {
  const person = (name: string) => ({ id: name, name, contact: { phones: ['+441632960001'] } })
  const visit = (id: string, over: object) => ({
    ...on('2026-11-22'),
    id,
    status: 'CONFIRMED',
    placesOpen: 0,
    clearanceLostAt: null,
    report: null,
    task: { id, patient: person(id), carer: null },
    assignments: [{ id, place: 1, volunteer: person(`volunteer of ${id}`) }],
    ...over,
  })
  const data = {
    toMatch: { nodes: [] },
    offered: {
      nodes: [
        {
          ...task('offered', { patient: person('offered') }),
          offers: {
            nodes: [
              { id: 'o', status: 'SENT', lapsesAt: '', volunteer: person('asked') },
              { id: 'p', status: 'DECLINED', lapsesAt: '', volunteer: person('said no') },
            ],
          },
        },
      ],
    },
    visits: { nodes: [visit('empty', { status: 'PLANNED', placesOpen: 1, assignments: [] }), visit('fine', {})] },
    toCheck: {
      nodes: [
        visit('silent', {}),
        visit('missed', { status: 'MISSED' }),
        visit('worry', { status: 'ENDED', report: { went: 'WORRY', worry: 'He seemed low', worrySeenAt: null } }),
        visit('lost', { clearanceLostAt: '2026-11-22T09:00:00+00:00' }),
      ],
    },
  } as unknown as TodayBoardQuery
  expect(callsOf(data, 'someone', () => 'today').map(({ why, name, about }) => [why, name, about])).toEqual([
    ['worry', 'worry', 'He seemed low'],
    ['missed', 'missed', 'today'],
    ['nobody', 'empty', 'today'],
    ['lost', 'lost', 'today'],
    ['noReport', 'volunteer of silent', 'silent, today'],
    ['offer', 'asked', 'offered'],
  ])
})

test('who is to be rung about several things is rung once, where the weightiest stands', () => {
  const call = (name: string, about: string, phones = ['+441632960001']) => ({
    why: 'offer' as const,
    name,
    about,
    phones,
  })
  const rings = ringOnce([call('Ann', 'one'), call('Bob', 'two'), call('Ann', 'three'), call('Ann', 'four', [])])
  expect(rings.map(({ name, about }) => [name, about.map((each) => each.about)])).toEqual([
    ['Ann', ['one', 'three']],
    ['Bob', ['two']],
    // The same name with another number is somebody else until proven otherwise.
    ['Ann', ['four']],
  ])
})

test('what is to be checked begins with urgent words and ends with reports that are merely missing', () => {
  const visit = (status: string, went?: 'FINE' | 'WORRY' | 'URGENT', clearanceLostAt: string | null = null) => ({
    status,
    clearanceLostAt,
    report: went ? { went } : null,
  })
  const sorted = byConcern([
    visit('CONFIRMED'),
    visit('CONFIRMED', undefined, '2026-11-22T09:00:00Z'),
    visit('MISSED'),
    visit('ENDED', 'WORRY'),
    visit('MISSED', 'URGENT'),
  ])
  expect(sorted.map(checkOf)).toEqual(['urgent', 'worry', 'missed', 'lost', 'noReport'])
})

test('a week is said with its month and year once where both ends share them', () => {
  expect(endsOfWeek('en', '2026-11-23')).toEqual(['23', '29 November 2026'])
  expect(endsOfWeek('en', '2026-11-30')).toEqual(['30 November', '6 December 2026'])
  expect(endsOfWeek('cy', '2026-12-28')).toEqual(['28 Rhagfyr 2026', '3 Ionawr 2027'])
})

test('the search in the header looks where its user may read, and is not there for who may read nobody', () => {
  expect(searchFor(['VOLUNTEER_CO_ORDINATOR'])).toBe('/people')
  expect(searchFor(['GROUP_MANAGER'])).toBe('/volunteers')
  expect(searchFor(['ADMINISTRATOR'])).toBeUndefined()
  expect(searchFor(['VOLUNTEER'])).toBeUndefined()
})

test('signing in returns to a page of ours and to no other site', () => {
  expect(safeReturn('/tasks/x/match?visit=y')).toBe('/tasks/x/match?visit=y')
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/sign-in?then=/',
    '',
    null,
  ])
    expect(safeReturn(bad)).toBe(undefined)
})
