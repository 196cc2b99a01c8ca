import { expect, test } from 'vitest'
import { transact } from '../../api/app/commands.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { extendVisits } from '../../api/visits/index.ts'
import { neighbourhood, requested } from './neighbourhood.ts'

const hours = (visits: readonly { startsAt: string; endsAt: string }[]) => [
  ...new Set(visits.map((visit) => `${visit.startsAt.slice(11, 16)}-${visit.endsAt.slice(11, 16)}`)),
]
const offsets = (visits: readonly { startsAt: string }[]) => [
  ...new Set(visits.map((visit) => visit.startsAt.slice(19))),
]

test('ten o’clock stays ten o’clock when the clocks go back', async () => {
  const of = await neighbourhood({ now: new Date('2026-10-05T08:00:00Z') })
  const { visits } = await requested(of, {
    firstOn: '2026-10-06',
    startsAt: '10:00',
    minutes: 90,
    recurrence: 'FREQ=WEEKLY;BYDAY=TU',
  })
  expect(visits.totalCount).toBe(8)
  expect(visits.nodes.map((visit: { occursOn: string }) => visit.occursOn)).toEqual([
    '2026-10-06',
    '2026-10-13',
    '2026-10-20',
    '2026-10-27',
    '2026-11-03',
    '2026-11-10',
    '2026-11-17',
    '2026-11-24',
  ])
  expect(hours(visits.nodes)).toEqual(['10:00-11:30'])
  expect(offsets(visits.nodes)).toEqual(['+01:00', '+00:00'])
})

test('and when they go forward; a visit at a missing hour moves on by the gap and stays as long', async () => {
  const of = await neighbourhood({ now: new Date('2027-03-15T08:00:00Z') })
  const weekly = { firstOn: '2027-03-21', recurrence: 'FREQ=WEEKLY;BYDAY=SU', minutes: 60, startsAt: '10:00' }
  const morning = await requested(of, weekly)
  expect(hours(morning.visits.nodes)).toEqual(['10:00-11:00'])
  expect(offsets(morning.visits.nodes)).toEqual(['+00:00', '+01:00'])
  const night = await requested(of, { ...weekly, startsAt: '01:30' })
  expect(
    night.visits.nodes.slice(0, 3).map((visit: { startsAt: string; endsAt: string }) => [visit.startsAt, visit.endsAt]),
  ).toEqual([
    ['2027-03-21T01:30:00+00:00', '2027-03-21T02:30:00+00:00'],
    ['2027-03-28T02:30:00+01:00', '2027-03-28T03:30:00+01:00'],
    ['2027-04-04T01:30:00+01:00', '2027-04-04T02:30:00+01:00'],
  ])
})

test('the daily job keeps eight weeks ahead, across the change, however often and at once it runs', async () => {
  const of = await neighbourhood({ now: new Date('2026-08-31T08:00:00Z') })
  const { id, visits } = await requested(of, {
    firstOn: '2026-09-01',
    startsAt: '10:00',
    recurrence: 'FREQ=WEEKLY;BYDAY=TU',
  })
  expect(visits.totalCount).toBe(8)
  of.at.clock.set(new Date('2026-09-21T04:00:00Z'))
  const extend = () => transact({ ...of.at.parts, viewer: thePublic, house: true }, extendVisits)
  await Promise.all([extend(), extend(), extend()])
  await extend()
  const { data } = await of.at.ask(
    of.sioned.account,
    `query ($id: ID!) { node(id: $id) { ... on Task { visits(first: 100) { totalCount nodes { occursOn startsAt endsAt } } } } }`,
    { id },
  )
  expect(data['node'].visits.totalCount).toBe(11)
  expect(data['node'].visits.nodes.at(-1)).toEqual({
    occursOn: '2026-11-10',
    startsAt: '2026-11-10T10:00:00+00:00',
    endsAt: '2026-11-10T12:00:00+00:00',
  })
  expect(hours(data['node'].visits.nodes)).toEqual(['10:00-12:00'])
})
