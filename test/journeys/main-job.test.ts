import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../api/kernel/index.ts'
import { accepts, neighbourhood, offered, REQUEST, requested, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>
let cerys: Awaited<ReturnType<Neighbourhood['volunteer']>>
let task: { id: string; nextVisit: { id: string } }
let offers: string[]

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
  cerys = await of.volunteer('Cerys', { checks: [] })
})

const WHAT_BOB_SEES = /* GraphQL */ `
  query ($task: ID!) {
    node(id: $task) {
      ... on Task {
        id
        area
        timing
        startsAt
        kind {
          code
        }
        inTheirWords
        details {
          inTheirWords
          address
          whatToKnow
        }
        patient {
          name
          status
          nhsNumber
          conditions
          dateOfBirth
          contact {
            addressLines
            phones
          }
        }
        nextVisit {
          startsAt
          placesOpen
          assignments {
            place
          }
        }
      }
    }
  }
`

test('a care co-ordinator asks only for her own caseload', async () => {
  await expect(requested(of, {}, of.nia)).rejects.toThrow('NOT_FOUND')
})

test('a request that cannot be is refused, field by field', async () => {
  const ask = async (input: object) => {
    const { errors } = await of.at.ask(of.sioned.account, REQUEST, { input })
    return errors?.[0]?.extensions['problems']
  }
  const request = {
    patient: of.mair.nodeId,
    kind: 'RESPITE_SITTING',
    inTheirWords: 'Company',
    timing: 'FIXED',
    firstOn: of.monday,
    startsAt: '10:00',
  }
  expect(await ask({ ...request, patient: null })).toEqual([{ field: 'patient', code: 'ONE_OF_PATIENT_AND_CARER' }])
  expect(
    await ask({
      ...request,
      kind: 'JUGGLING',
      inTheirWords: '',
      endsAt: '09:00',
      firstOn: '2020-01-01',
      recurrence: 'FREQ=HOURLY',
      skills: ['MAGIC'],
    }),
  ).toMatchObject([
    { field: 'kind', code: 'UNKNOWN' },
    { field: 'inTheirWords', code: 'EMPTY' },
    { field: 'endsAt', code: 'BEFORE_START' },
    { field: 'firstOn', code: 'TOO_LONG_AGO' },
    { field: 'recurrence', code: 'FREQ_NOT_SUPPORTED', facts: { part: 'FREQ' } },
    { field: 'skills', code: 'UNKNOWN' },
  ])
  expect(await of.at.sql('select 1 from task')).toEqual([])
})

test('the co-ordinator writes down what Mair asked for, and the visit is there', async () => {
  const made = await requested(of)
  task = made
  expect(made).toMatchObject({ area: 'Midhurst', status: 'OPEN', visits: { totalCount: 1 } })
  const on = addDays(of.monday, 1)
  expect(made.nextVisit).toMatchObject({ occursOn: on, status: 'PLANNED', placesOpen: 1 })
  expect(made.nextVisit.startsAt).toMatch(`${on}T14:00:00+0`)
  expect(made.nextVisit.endsAt).toMatch(`${on}T16:00:00+0`)
})

test('who could do it, and why the other cannot', async () => {
  const { data, errors } = await of.at.ask(
    of.sioned.account,
    /* GraphQL */ `
      query ($task: ID!) {
        suggestVolunteers(task: $task, first: 10) {
          task {
            id
          }
          visit {
            id
          }
          considered
          ruledOutCount
          ruledOutBecause {
            code
            count
          }
          mine: ranked {
            people: nodes {
              rank
              fit
              volunteer {
                name
              }
              reasonsFor {
                code
                facts {
                  name
                  value
                }
              }
              reasonsAgainst {
                code
              }
              weekLoad
            }
            edges {
              cursor
            }
            pageInfo {
              more: hasNextPage
              endCursor
            }
          }
          ruledOut(first: 5) {
            nodes {
              volunteer {
                name
              }
              missing {
                code
                facts {
                  name
                  value
                }
              }
            }
          }
          close {
            volunteer {
              name
            }
            fit
            missing {
              code
            }
          }
        }
      }
    `,
    { task: task.id },
  )
  expect(errors).toBeUndefined()
  const found = data['suggestVolunteers']
  expect(found).toMatchObject({
    task: { id: task.id },
    visit: { id: task.nextVisit.id },
    considered: 2,
    ruledOutCount: 1,
    ruledOutBecause: [{ code: 'CHECK_MISSING', count: 1 }],
    ruledOut: {
      nodes: [
        {
          volunteer: { name: 'Cerys Hughes' },
          missing: [{ code: 'CHECK_MISSING', facts: [{ name: 'needed', value: 'ENHANCED' }] }],
        },
      ],
    },
    close: [{ volunteer: { name: 'Cerys Hughes' }, fit: 'CLOSE', missing: [{ code: 'CHECK_MISSING' }] }],
  })
  expect(found.mine.people).toHaveLength(1)
  expect(found.mine.people[0]).toMatchObject({
    rank: 1,
    volunteer: { name: 'Bob Hughes' },
    weekLoad: [0, 0, 0, 0, 0, 0, 0],
  })
  expect(found.mine.people[0].reasonsFor.map((reason: { code: string }) => reason.code)).toEqual([
    'FREE',
    'NEAR',
    'CHECK_UNTIL',
  ])
  expect(found.mine.pageInfo).toEqual({ more: false, endCursor: found.mine.edges[0].cursor })
  // The inputs, and one statement for each list of objects under the facts: volunteers thrice, the task, the visit.
  expect(of.at.statements()).toHaveLength(6)
})

test('somebody without the check is not asked, and nobody else is then', async () => {
  const { data } = await of.at.ask(
    of.sioned.account,
    /* GraphQL */ `
      mutation ($input: SendOffersInput!) {
        sendOffers(input: $input) {
          __typename
          ... on NotCleared {
            volunteer {
              name
            }
            missing {
              code
              facts {
                name
                value
              }
            }
          }
        }
      }
    `,
    { input: { task: task.id, volunteers: [bob.nodeId, cerys.nodeId] } },
  )
  expect(data['sendOffers']).toEqual({
    __typename: 'NotCleared',
    volunteer: { name: 'Cerys Hughes' },
    missing: [{ code: 'CHECK_MISSING', facts: [{ name: 'needed', value: 'ENHANCED' }] }],
  })
  expect(await of.at.sql('select count(*)::int as n from offer')).toEqual([{ n: 0 }])
})

test('Bob is asked, and is told the kind, the area and the time, and nothing else', async () => {
  expect((await of.at.ask(bob.actor.account, WHAT_BOB_SEES, { task: task.id })).data).toEqual({ node: null })
  offers = (await offered(of, task.id, [bob])).offers
  const { data, errors } = await of.at.ask(bob.actor.account, WHAT_BOB_SEES, { task: task.id })
  expect(errors).toBeUndefined()
  expect(data['node']).toMatchObject({
    area: 'Midhurst',
    kind: { code: 'RESPITE_SITTING' },
    startsAt: '14:00',
    inTheirWords: null,
    details: null,
    patient: null,
    nextVisit: { placesOpen: 1, assignments: [] },
  })
  const mine = await of.at.ask(
    bob.actor.account,
    `{ offers(filter: { mine: true, status: [SENT] }, first: 5) { totalCount nodes { id task { id } visit { id } volunteer { name } } } }`,
  )
  expect(mine.data['offers']).toMatchObject({
    totalCount: 1,
    nodes: [
      { id: offers[0], task: { id: task.id }, visit: { id: task.nextVisit.id }, volunteer: { name: 'Bob Hughes' } },
    ],
  })
})

test('he can do it; now he knows where to go, but never her record', async () => {
  expect(await accepts(of, bob.actor, offers[0]!)).toMatchObject({
    __typename: 'OfferAccepted',
    offer: { id: offers[0], status: 'ACCEPTED' },
    visits: [{ id: task.nextVisit.id, status: 'CONFIRMED' }],
    stillNeedsSomeone: [],
  })
  const { data } = await of.at.ask(bob.actor.account, WHAT_BOB_SEES, { task: task.id })
  expect(data['node']).toMatchObject({
    inTheirWords: 'An afternoon to myself.',
    details: { inTheirWords: 'An afternoon to myself.', address: null },
    patient: { name: 'Mair Evans', status: null, nhsNumber: null, conditions: null, dateOfBirth: null },
    nextVisit: { placesOpen: 0, assignments: [{ place: 1 }] },
  })
  expect(data['node'].patient.contact.phones).toHaveLength(1)
  expect((await of.at.ask(of.sioned.account, WHAT_BOB_SEES, { task: task.id })).data['node'].patient).toMatchObject({
    status: 'GREEN',
    conditions: 'Motor neurone disease',
  })
  const board = await of.at.ask(
    of.sioned.account,
    `{ tasks(filter: { status: [MATCHED], needsSomeone: false }, first: 5) { totalCount nodes { id offers(first: 3) { nodes { status } } } } }`,
  )
  expect(board.data['tasks']).toEqual({
    totalCount: 1,
    nodes: [{ id: task.id, offers: { nodes: [{ status: 'ACCEPTED' }] } }],
  })
})

test('when Mair takes back her consent, her name and address are gone at once', async () => {
  await of.at.plant(`update consent set withdrawn_at = now()`)
  const { data } = await of.at.ask(bob.actor.account, WHAT_BOB_SEES, { task: task.id })
  expect(data['node'].patient).toBeNull()
  await of.at.plant(`update consent set withdrawn_at = null`)
})

test('when Bob cannot come after all, the visit needs someone, and he no longer sees her', async () => {
  const [held] = await of.at.sql<{ id: string }>('select id from assignment where ended_at is null')
  const mine = await of.at.ask(
    bob.actor.account,
    `{ visits(filter: { mine: true }, first: 5) { nodes { id assignments { id } } } }`,
  )
  expect(held).toBeDefined()
  const ended = await of.at.ask(
    bob.actor.account,
    `mutation ($input: EndAssignmentInput!) { endAssignment(input: $input) { __typename } }`,
    { input: { assignment: mine.data['visits'].nodes[0].assignments[0].id, reason: 'CANNOT_COME' } },
  )
  expect(ended.data).toEqual({ endAssignment: { __typename: 'AssignmentEnded' } })
  expect((await of.at.ask(bob.actor.account, WHAT_BOB_SEES, { task: task.id })).data).toEqual({ node: null })
  expect(await of.at.sql('select count(*)::int as n from booking')).toEqual([{ n: 0 }])
  const open = await of.at.ask(
    of.sioned.account,
    `{ visits(filter: { needsSomeone: true }, first: 5) { nodes { id status placesOpen task { status } } } }`,
  )
  expect(open.data['visits'].nodes).toEqual([
    { id: task.nextVisit.id, status: 'PLANNED', placesOpen: 1, task: { status: 'OPEN' } },
  ])
})
