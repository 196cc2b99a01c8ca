import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../api/kernel/index.ts'
import { transact } from '../../api/app/commands.ts'
import { thePublic } from '../../api/kernel/index.ts'
import { extendVisits } from '../../api/visits/index.ts'
import { accepts, neighbourhood, offered, requested, SEND, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>
let cerys: Awaited<ReturnType<Neighbourhood['volunteer']>>

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
  cerys = await of.volunteer('Cerys')
})

const TASK = /* GraphQL */ `
  query ($id: ID!) {
    node(id: $id) {
      ... on Task {
        status
        visitsNeedingSomeone
        nextVisitNeedingSomeone {
          occursOn
        }
        seriesAssignments {
          place
          volunteer {
            name
          }
        }
        visits(first: 100) {
          totalCount
          nodes {
            id
            occursOn
            status
            placesOpen
            openOffers
            assignments {
              id
              place
              volunteer {
                name
              }
            }
          }
        }
        offers(first: 10) {
          nodes {
            status
          }
        }
      }
    }
  }
`
const taskNow = async (id: string) => (await of.at.ask(of.sioned.account, TASK, { id })).data['node']
const weekly = (day: string, startsAt: string) => ({ recurrence: `FREQ=WEEKLY;BYDAY=${day}`, startsAt, minutes: 60 })

test('a series takes every week that is possible, and lists those that are not', async () => {
  // Week three Bob is elsewhere at that hour, in week five he is away.
  const elsewhere = await requested(of, { firstOn: addDays(of.monday, 15), startsAt: '10:30', minutes: 60 })
  await accepts(of, bob.actor, (await offered(of, elsewhere.id, [bob])).offers[0]!)
  await of.at.plant(
    `insert into absence (id, volunteer_id, first_on, last_on) values (gen_random_uuid(), $1, $2, $3)`,
    [bob.id, addDays(of.monday, 28), addDays(of.monday, 30)],
  )
  const task = await requested(of, { firstOn: addDays(of.monday, 1), ...weekly('TU', '10:00') })
  expect(task.visits.totalCount).toBe(8)
  const { offers } = await offered(of, task.id, [bob, cerys])
  const answer = await accepts(of, bob.actor, offers[0]!)
  expect(answer).toMatchObject({
    __typename: 'OfferAccepted',
    stillNeedsSomeone: [addDays(of.monday, 15), addDays(of.monday, 29)],
  })
  expect(answer.visits).toHaveLength(6)
  expect(await accepts(of, cerys.actor, offers[1]!)).toEqual({ __typename: 'OfferTaken' })
  expect(await taskNow(task.id)).toMatchObject({
    status: 'MATCHED',
    visitsNeedingSomeone: 2,
    nextVisitNeedingSomeone: { occursOn: addDays(of.monday, 15) },
    seriesAssignments: [{ place: 1, volunteer: { name: 'Bob Hughes' } }],
  })
  const states = (await taskNow(task.id)).offers.nodes.map((offer: { status: string }) => offer.status)
  expect(states.toSorted()).toEqual(['ACCEPTED', 'TAKEN'])

  // The gaps go to Cerys, one by one; she never was on the series.
  const now = await taskNow(task.id)
  const gaps = now.visits.nodes.filter((visit: { placesOpen: number }) => visit.placesOpen > 0)
  const cover = await offered(of, task.id, [cerys], { visit: gaps[0].id })
  expect(await accepts(of, cerys.actor, cover.offers[0]!)).toMatchObject({
    __typename: 'OfferAccepted',
    visits: [{ occursOn: addDays(of.monday, 15) }],
  })
  expect(await taskNow(task.id)).toMatchObject({ visitsNeedingSomeone: 1 })
})

test('the daily job gives new weeks to whoever holds the series', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 2), ...weekly('WE', '10:00') })
  await accepts(of, cerys.actor, (await offered(of, task.id, [cerys])).offers[0]!)
  of.at.clock.set(new Date(Date.now() + 35 * 86_400_000))
  await transact({ ...of.at.parts, viewer: thePublic, house: true }, extendVisits)
  of.at.clock.set(new Date())
  const now = await taskNow(task.id)
  expect(now.visits.totalCount).toBeGreaterThan(8)
  expect(now).toMatchObject({ visitsNeedingSomeone: 0, status: 'MATCHED' })
  expect(
    new Set(
      now.visits.nodes.map(
        (visit: { assignments: { volunteer: { name: string } }[] }) => visit.assignments[0]?.volunteer.name,
      ),
    ),
  ).toEqual(new Set(['Cerys Hughes']))
})

test('when the first week clashes, nothing is taken', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 1), ...weekly('TU', '09:30') })
  const { offers } = await offered(of, task.id, [bob])
  const answer = await accepts(of, bob.actor, offers[0]!)
  expect(answer).toMatchObject({ __typename: 'DoubleBooked', startsAt: expect.stringContaining('T10:00') })
  expect(await taskNow(task.id)).toMatchObject({
    status: 'OPEN',
    visitsNeedingSomeone: 8,
    seriesAssignments: [],
    offers: { nodes: [{ status: 'SENT' }] },
  })
  expect(
    await of.at.sql(
      `select count(*)::int as n from assignment a join offer o on o.id = a.offer_id where o.status = 'SENT'`,
    ),
  ).toEqual([{ n: 0 }])
})

test('one week of a series ends alone; the series ends with every week ahead', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 3), ...weekly('TH', '10:00') })
  await accepts(of, cerys.actor, (await offered(of, task.id, [cerys])).offers[0]!)
  const before = await taskNow(task.id)
  const end = (assignment: string, series: boolean) =>
    of.at.ask(
      of.sioned.account,
      `mutation ($input: EndAssignmentInput!) { endAssignment(input: $input) { __typename ... on AssignmentEnded { assignment { endedAt endReason } } } }`,
      { input: { assignment, reason: 'CANNOT_COME', series } },
    )
  expect((await end(before.visits.nodes[1].assignments[0].id, false)).data['endAssignment']).toMatchObject({
    assignment: { endReason: 'CANNOT_COME' },
  })
  expect(await taskNow(task.id)).toMatchObject({ status: 'MATCHED', visitsNeedingSomeone: 1 })
  await end(before.visits.nodes[0].assignments[0].id, true)
  expect(await taskNow(task.id)).toMatchObject({ status: 'OPEN', visitsNeedingSomeone: 8, seriesAssignments: [] })
})

test('a visit that takes two goes to two, lead first, and to no third', async () => {
  const dai = await of.volunteer('Dai')
  const task = await requested(of, {
    firstOn: addDays(of.monday, 4),
    startsAt: '15:00',
    minutes: 60,
    volunteersNeeded: 2,
  })
  const { offers } = await offered(of, task.id, [bob, cerys, dai])
  const answers = await Promise.all([
    accepts(of, bob.actor, offers[0]!),
    accepts(of, cerys.actor, offers[1]!),
    accepts(of, dai.actor, offers[2]!),
  ])
  expect(answers.map((answer) => answer.__typename).sort()).toEqual(['OfferAccepted', 'OfferAccepted', 'OfferTaken'])
  const now = await taskNow(task.id)
  expect(now.visits.nodes[0]).toMatchObject({ status: 'CONFIRMED', placesOpen: 0, openOffers: 0 })
  expect(now.visits.nodes[0].assignments.map((a: { place: number }) => a.place)).toEqual([1, 2])
})

test('a visit within a window begins at the earliest hour that suits, and is loose again when given back', async () => {
  const eluned = await of.volunteer('Eluned', { week: 'Fri 11:00-17:00' })
  const friday = addDays(of.monday, 11)
  const fixed = await requested(of, { firstOn: friday, startsAt: '11:00', minutes: 60 })
  await accepts(of, eluned.actor, (await offered(of, fixed.id, [eluned])).offers[0]!)
  const task = await requested(of, {
    firstOn: friday,
    timing: 'WINDOW',
    startsAt: '09:00',
    endsAt: '13:30',
    minutes: 60,
  })
  expect(task.nextVisit).toMatchObject({
    startsAt: null,
    windowStartsAt: expect.stringContaining('T09:00'),
    windowEndsAt: expect.stringContaining('T13:30'),
  })
  const answer = await accepts(of, eluned.actor, (await offered(of, task.id, [eluned])).offers[0]!)
  expect(answer.visits).toMatchObject([
    { startsAt: expect.stringContaining('T12:00'), endsAt: expect.stringContaining('T13:00'), status: 'CONFIRMED' },
  ])
  const [held] = (await taskNow(task.id)).visits.nodes[0].assignments
  await of.at.ask(
    of.sioned.account,
    `mutation ($input: EndAssignmentInput!) { endAssignment(input: $input) { __typename } }`,
    { input: { assignment: held.id, reason: 'CANNOT_COME' } },
  )
  expect(await of.at.sql(`select v.starts_at, v.status from visit v where v.window_starts_at is not null`)).toEqual([
    { starts_at: null, status: 'PLANNED' },
  ])
})

test('an untimed visit takes no place in the diary', async () => {
  const task = await requested(of, {
    firstOn: addDays(of.monday, 1),
    timing: 'UNTIMED',
    startsAt: null,
    minutes: 60,
    kind: 'BEFRIENDING_CALL',
  })
  expect(task.nextVisit).toMatchObject({ startsAt: null, windowStartsAt: null })
  const before = await of.at.sql('select count(*)::int as n from booking')
  expect(await accepts(of, bob.actor, (await offered(of, task.id, [bob])).offers[0]!)).toMatchObject({
    __typename: 'OfferAccepted',
  })
  expect(await of.at.sql('select count(*)::int as n from booking')).toEqual(before)
})

test('there is nothing to offer of a series that is held', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 5), ...weekly('SA', '10:00') })
  await accepts(of, cerys.actor, (await offered(of, task.id, [cerys])).offers[0]!)
  const answer = await of.at.ask(of.sioned.account, SEND, { input: { task: task.id, volunteers: [bob.nodeId] } })
  expect(answer.data['sendOffers']).toEqual({ __typename: 'NothingOpen' })
})
