import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../api/kernel/index.ts'
import type { Actor, Made, Organisation } from '../../seeds/builder/index.ts'
import { accepts, neighbourhood, offered, ready, requested, SEND, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let church: Organisation
let network: { account: string }
let rowan: Actor
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
  church = await of.make.organisation('St Mary’s Friends', 'FAITH_GROUP')
  rowan = await of.make.account({
    name: 'Rowan',
    email: 'rowan@st-marys.example',
    role: 'VOLUNTEER_CO_ORDINATOR',
    organisation: church,
    places: [of.town],
  })
  network = of.sioned
})

const see = async (who: Actor) => {
  const { data, errors } = await of.at.ask(
    who.account,
    `{ tasks(first: 10) { totalCount nodes { id inTheirWords patient { name } } } visits(first: 10) { totalCount } offers(first: 10) { totalCount } }`,
  )
  expect(errors).toBeUndefined()
  return data
}

test('a task of one organisation is nobody’s business in another, until its person is shared, with consent', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 1) })
  expect(await see(rowan)).toEqual({
    tasks: { totalCount: 0, nodes: [] },
    visits: { totalCount: 0 },
    offers: { totalCount: 0 },
  })
  await of.at.plant(
    `insert into consent (id, patient_id, purpose, given_by, given_on) values (gen_random_uuid(), $1, 'SHARE_WITH_GROUP', 'Mair', current_date)`,
    [of.mair.id],
  )
  await of.make.share(of.sioned, { patient: of.mair }, church, 'Company on Sundays')
  expect(await see(rowan)).toEqual({
    tasks: {
      totalCount: 1,
      nodes: [{ id: task.id, inTheirWords: 'An afternoon to myself.', patient: { name: 'Mair Evans' } }],
    },
    visits: { totalCount: 1 },
    offers: { totalCount: 0 },
  })
  // To see is not to change.
  const { errors } = await of.at.ask(rowan.account, SEND, { input: { task: task.id, volunteers: [bob.nodeId] } })
  expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN')
  await of.at.plant(`update consent set withdrawn_at = now() where purpose = 'SHARE_WITH_GROUP'`)
  expect(await see(rowan)).toMatchObject({ tasks: { totalCount: 0 }, visits: { totalCount: 0 } })
  await of.at.plant(`update consent set withdrawn_at = null`)
})

test('a volunteer whom another group shares is suggested and asked, if the person agreed to groups', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 2) })
  const una: Made = await of.make.volunteer(rowan, { place: of.town, givenName: 'Una', familyName: 'Price', ...ready })
  const asUna = await of.make.account({
    name: 'Una',
    email: 'una@st-marys.example',
    role: 'VOLUNTEER',
    organisation: church,
    volunteer: una,
  })
  const suggested = async () =>
    (
      await of.at.ask(
        network.account,
        `query ($task: ID!) { suggestVolunteers(task: $task, first: 5) { considered ranked { nodes { volunteer { name } } } ruledOut(first: 5) { nodes { volunteer { name } missing { code } } } } }`,
        { task: task.id },
      )
    ).data['suggestVolunteers']
  expect((await suggested()).considered).toBe(1)
  await of.make.share(rowan, { volunteer: una }, of.organisation, 'Helping the network')
  expect(
    (await suggested()).ranked.nodes.map((node: { volunteer: { name: string } }) => node.volunteer.name).toSorted(),
  ).toEqual(['Bob Hughes', 'Una Price'])
  await of.at.plant(`update consent set withdrawn_at = now() where purpose = 'SHARE_WITH_GROUP'`)
  expect((await suggested()).ruledOut.nodes).toEqual([
    { volunteer: { name: 'Una Price' }, missing: [{ code: 'CONSENT_MISSING' }] },
  ])
  await of.at.plant(`update consent set withdrawn_at = null`)
  const { offers } = await offered(of, task.id, [una])
  expect(await accepts(of, asUna, offers[0]!)).toMatchObject({ __typename: 'OfferAccepted' })
})
