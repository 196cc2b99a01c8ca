import { createHash, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { transact } from '../../api/app/commands.ts'
import { Outbox } from '../../api/app/outbox.ts'
import { jobHandlers } from '../../api/app/slices.ts'
import { addDays, decodeNodeId, thePublic } from '../../api/kernel/index.ts'
import { lapseOffers } from '../../api/matching/index.ts'
import { LocalityView } from '../../api/organisations/index.ts'
import { makeLog, type Mail } from '../../api/platform/index.ts'
import { idOf } from '../../seeds/builder/index.ts'
import { ACCEPT, accepts, neighbourhood, offered, requested, SEND, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>
let cerys: Awaited<ReturnType<Neighbourhood['volunteer']>>
let day = 0

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
  cerys = await of.volunteer('Cerys')
})

/** A task on a day of its own. */
const task = (more: Record<string, unknown> = {}) => requested(of, { firstOn: addDays(of.monday, day++), ...more })
const LINK = /* GraphQL */ `
  query ($token: String!) {
    offerByToken(token: $token) {
      status choosing area occursOn startsAt kind { code } organisationName volunteerPreferredName language isSeries isCancelled
      person { name addressLines phones inTheirWords whatToKnow }
    }
  }
`.replace('String!', 'Secret!')
const link = async (token: string) => {
  const { data, errors } = await of.at.ask(null, LINK, { token })
  expect(errors).toBeUndefined()
  return data['offerByToken']
}
const UNDO = `mutation ($input: UndoInput!) { undo(input: $input) { __typename ... on Undone { offer { status } } } }`
const DECLINE = `mutation ($input: AnswerOfferInput!) { declineOffer(input: $input) { __typename ... on OfferDeclined { offer { status mayUndoUntil } } } }`
const at = async (who: string | null, operation: string, input: object) => {
  const { data, errors } = await of.at.ask(who, operation, { input })
  return errors ? errors[0]!.extensions['code'] : Object.values(data as object)[0]
}

test('a link shows the offer without signing in, and the person only once it is accepted', async () => {
  const made = await task()
  const { offers, tokens } = await offered(of, made.id, [bob])
  expect(tokens[0]).toMatch(/^[\w-]{43}$/)
  expect(await of.at.sql('select encode(token_hash, $1) as hash from offer', ['hex'])).toEqual([
    { hash: createHash('sha256').update(tokens[0]!).digest('hex') },
  ])
  expect(await link(tokens[0]!)).toMatchObject({
    status: 'SENT',
    choosing: 'FIRST_TO_ACCEPT',
    area: 'Midhurst',
    kind: { code: 'RESPITE_SITTING' },
    organisationName: 'Rother Valley Volunteers',
    volunteerPreferredName: 'Bob',
    language: 'en',
    isSeries: false,
    isCancelled: false,
    person: null,
  })
  expect(await link('A'.repeat(43))).toBeNull()
  expect(await at(null, ACCEPT, { token: 'A'.repeat(43) })).toEqual({ __typename: 'OfferLinkEnded' })
  expect(await at(null, ACCEPT, { offer: offers[0] })).toBe('NOT_FOUND')
  expect(await at(null, ACCEPT, {})).toBe('BAD_USER_INPUT')
  // The public cannot read offers and visits, and is told by the link itself.
  expect(await at(null, ACCEPT, { token: tokens[0] })).toEqual({
    __typename: 'OfferAccepted',
    offer: null,
    visits: [],
    stillNeedsSomeone: [],
  })
  expect(await link(tokens[0]!)).toMatchObject({
    status: 'ACCEPTED',
    person: {
      name: 'Mair Evans',
      inTheirWords: 'An afternoon to myself.',
      whatToKnow: 'The key safe is behind the gate.',
    },
  })
  expect((await link(tokens[0]!)).person.phones).toHaveLength(1)
  expect(await at(null, ACCEPT, { token: tokens[0] })).toMatchObject({ __typename: 'OfferAccepted' })
  await of.at.plant('update consent set withdrawn_at = now()')
  expect((await link(tokens[0]!)).person).toBeNull()
  await of.at.plant('update consent set withdrawn_at = null')
  await of.at.plant('update assignment set ended_at = now()')
  expect(await link(tokens[0]!)).toBeNull()
})

test('asked again while asked already: one offer, a new link, and the old one ends', async () => {
  const made = await task()
  const first = await offered(of, made.id, [bob])
  const second = await offered(of, made.id, [bob])
  expect(second.offers).toEqual(first.offers)
  expect(await link(first.tokens[0]!)).toBeNull()
  expect(await link(second.tokens[0]!)).toMatchObject({ status: 'SENT' })
})

test('a command repeated with its key gives the same offers, and its secrets never again', async () => {
  const made = await task()
  const input = { task: made.id, volunteers: [bob.nodeId], clientMutationId: randomUUID() }
  const first = await of.at.ask(of.sioned.account, SEND, { input })
  const again = await of.at.ask(of.sioned.account, SEND, { input })
  expect(first.data['sendOffers'].links).toHaveLength(1)
  expect(again.data['sendOffers']).toEqual({ ...first.data['sendOffers'], links: [] })
  const token = first.data['sendOffers'].links[0].url.slice('/v/offers/'.length)
  expect(JSON.stringify(await of.at.sql('select result from idempotency'))).not.toContain(token)
  const other = await of.at.ask(of.sioned.account, SEND, { input: { ...input, volunteers: [cerys.nodeId] } })
  expect(other.errors?.[0]?.extensions['code']).toBe('IDEMPOTENCY_MISMATCH')
})

test('the co-ordinator chooses among those who are willing', async () => {
  const made = await task()
  const { offers } = await offered(of, made.id, [bob, cerys], { choosing: 'CO_ORDINATOR_CHOOSES' })
  expect(await accepts(of, bob.actor, offers[0]!)).toEqual({ __typename: 'OfferWilling' })
  expect(await accepts(of, cerys.actor, offers[1]!)).toEqual({ __typename: 'OfferWilling' })
  const CONFIRM = `mutation ($input: ConfirmAssignmentInput!) { confirmAssignment(input: $input) { __typename ... on AssignmentConfirmed { assignment { place volunteer { name } visit { status } } } } }`
  expect(await at(bob.actor.account, CONFIRM, { offer: offers[0] })).toBe('FORBIDDEN')
  expect(await at(of.sioned.account, CONFIRM, { offer: offers[1] })).toEqual({
    __typename: 'AssignmentConfirmed',
    assignment: { place: 1, volunteer: { name: 'Cerys Hughes' }, visit: { status: 'CONFIRMED' } },
  })
  expect(await at(of.sioned.account, CONFIRM, { offer: offers[0] })).toEqual({ __typename: 'OfferTaken' })
})

test('sending and declining can be taken back for ten seconds', async () => {
  const made = await task()
  const now = new Date()
  of.at.clock.set(now)
  const { offers, tokens } = await offered(of, made.id, [bob, cerys])
  expect(await at(bob.actor.account, UNDO, { offer: offers[0] })).toBe('FORBIDDEN')
  expect(await at(of.sioned.account, UNDO, { offer: offers[0] })).toEqual({
    __typename: 'Undone',
    offer: { status: 'WITHDRAWN' },
  })
  expect(
    await of.at.sql(
      `select distinct o.status from offer o where round_id = (select round_id from offer order by sent_at desc limit 1)`,
    ),
  ).toEqual([{ status: 'WITHDRAWN' }])
  expect(await link(tokens[1]!)).toBeNull()
  const late = (await offered(of, made.id, [bob])).offers[0]!
  of.at.clock.set(new Date(now.getTime() + 10_000))
  expect(await at(of.sioned.account, UNDO, { offer: late })).toEqual({ __typename: 'TooLate' })
  expect(await at(bob.actor.account, DECLINE, { offer: late })).toMatchObject({
    __typename: 'OfferDeclined',
    offer: { status: 'DECLINED' },
  })
  expect(await at(bob.actor.account, UNDO, { offer: late })).toEqual({
    __typename: 'Undone',
    offer: { status: 'SENT' },
  })
  await at(bob.actor.account, DECLINE, { offer: late })
  of.at.clock.set(new Date(now.getTime() + 20_000))
  expect(await at(bob.actor.account, UNDO, { offer: late })).toEqual({ __typename: 'TooLate' })
  expect(await accepts(of, bob.actor, late)).toMatchObject({ __typename: 'OfferLapsed' })
  of.at.clock.set(new Date())
})

test('an offer lapses by itself, and never after the visit has begun', async () => {
  const made = await task()
  const { offers } = await offered(of, made.id, [bob])
  const { data } = await of.at.ask(
    of.sioned.account,
    `query ($id: ID!) { node(id: $id) { ... on Offer { sentAt lapsesAt visit { startsAt } } } }`,
    { id: offers[0] },
  )
  expect(Date.parse(data['node'].lapsesAt)).toBeLessThanOrEqual(
    Math.min(Date.parse(data['node'].sentAt) + 48 * 3_600_000, Date.parse(data['node'].visit.startsAt)),
  )
  expect(
    await at(of.sioned.account, SEND, { task: made.id, volunteers: [cerys.nodeId], lapsesAt: '2020-01-01T00:00:00Z' }),
  ).toBe('BAD_USER_INPUT')
  of.at.clock.set(new Date(Date.now() + 49 * 3_600_000))
  expect(await accepts(of, bob.actor, offers[0]!)).toMatchObject({
    __typename: 'OfferLapsed',
    at: data['node'].lapsesAt,
  })
  const lapse = () => transact({ ...of.at.parts, viewer: thePublic, house: true }, lapseOffers)
  const counts = await Promise.all([lapse(), lapse()])
  expect(counts[0]! + counts[1]!).toBeGreaterThanOrEqual(1)
  of.at.clock.set(new Date())
  expect(await at(bob.actor.account, DECLINE, { offer: offers[0] })).toEqual({ __typename: 'OfferLapsed' })
  // Asked anew, it is a new offer.
  expect((await offered(of, made.id, [bob])).offers).not.toEqual(offers)
})

test('no consent, nobody is asked; a person’s wish not to be matched is no volunteer’s to know', async () => {
  const mair = of.mair
  const noConsent = await of.make.patient(of.sioned, { place: of.town, givenName: 'Joan', familyName: 'Wood' })
  const hers = await task({ patient: noConsent.nodeId })
  expect(await at(of.sioned.account, SEND, { task: hers.id, volunteers: [bob.nodeId] })).toMatchObject({
    __typename: 'NotCleared',
    missing: [{ code: 'CONSENT_MISSING', facts: [{ name: 'purpose', value: 'SHARE_WITH_VOLUNTEER' }] }],
  })
  const made = await task()
  const { offers } = await offered(of, made.id, [cerys])
  const blocked = await at(
    of.sioned.account,
    `mutation ($input: BlockPairInput!) { blockPair(input: $input) { __typename } }`,
    { volunteer: bob.nodeId, patient: mair.nodeId, askedBy: 'PERSON' },
  )
  expect(blocked).toMatchObject({ __typename: 'PairBlocked' })
  expect(await at(of.sioned.account, SEND, { task: made.id, volunteers: [bob.nodeId] })).toMatchObject({
    __typename: 'NotCleared',
    missing: [{ code: 'BLOCKED', facts: [{ name: 'by', value: 'PERSON' }] }],
  })
  // A block ends the offers that are still out; if one slips through, it is simply taken.
  await of.at.plant(
    `insert into blocked_pair (id, volunteer_id, patient_id, asked_by, since_on) values (gen_random_uuid(), $1, $2, 'PERSON', current_date)`,
    [cerys.id, mair.id],
  )
  expect(await accepts(of, cerys.actor, offers[0]!)).toEqual({ __typename: 'OfferTaken' })
  await of.at.plant('delete from blocked_pair')
})

test('put on by hand after a phone call: the offer is theirs, the others are thanked', async () => {
  const made = await task()
  const { offers } = await offered(of, made.id, [bob, cerys])
  const ASSIGN = `mutation ($input: AssignVisitInput!) { assignVisit(input: $input) { __typename ... on AssignmentConfirmed { assignment { id volunteer { name } } } } }`
  const first = await at(of.sioned.account, ASSIGN, { visit: made.nextVisit.id, volunteer: bob.nodeId })
  expect(first).toMatchObject({ assignment: { volunteer: { name: 'Bob Hughes' } } })
  expect(await at(of.sioned.account, ASSIGN, { visit: made.nextVisit.id, volunteer: bob.nodeId })).toEqual(first)
  expect(await at(of.sioned.account, ASSIGN, { visit: made.nextVisit.id, volunteer: cerys.nodeId })).toEqual({
    __typename: 'OfferTaken',
  })
  expect(await at(bob.actor.account, ASSIGN, { visit: made.nextVisit.id, volunteer: bob.nodeId })).toBe('FORBIDDEN')
  const states = await of.at.ask(
    of.sioned.account,
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Offer { status } } }`,
    { ids: offers },
  )
  expect(states.data['nodes']).toEqual([{ status: 'ACCEPTED' }, { status: 'TAKEN' }])
})

test('a task withdrawn or moved takes its offers along', async () => {
  const made = await task()
  const { offers } = await offered(of, made.id, [bob])
  const edited = await at(
    of.sioned.account,
    `mutation ($input: EditTaskInput!) { editTask(input: $input) { __typename ... on TaskEdited { task { version nextVisit { startsAt endsAt } } } } }`,
    { id: made.id, version: made.version, startsAt: '11:00' },
  )
  expect(edited).toMatchObject({
    __typename: 'TaskEdited',
    task: { nextVisit: { startsAt: expect.stringContaining('T11:00'), endsAt: expect.stringContaining('T13:00') } },
  })
  expect(await accepts(of, bob.actor, offers[0]!)).toMatchObject({ __typename: 'OfferLapsed' })
  const again = await offered(of, made.id, [bob])
  expect(
    await at(
      of.sioned.account,
      `mutation ($input: WithdrawTaskInput!) { withdrawTask(input: $input) { __typename ... on TaskWithdrawn { task { status } } } }`,
      { id: made.id },
    ),
  ).toEqual({ __typename: 'TaskWithdrawn', task: { status: 'WITHDRAWN' } })
  expect(await accepts(of, bob.actor, again.offers[0]!)).toMatchObject({ __typename: 'OfferLapsed' })
})

test('volunteers are written to once, after the ten seconds, without a name of the person', async () => {
  await of.at.plant(`delete from jobs.job`)
  const now = new Date()
  of.at.clock.set(now)
  const later = (seconds: number) => of.at.clock.set(new Date(now.getTime() + seconds * 1000))
  const made = await task()
  const first = await offered(of, made.id, [bob])
  await offered(of, made.id, [bob])
  const sent: Mail[] = []
  const keys: (string | undefined)[] = []
  let fails = true
  const mailer = {
    async send(mail: Mail, { key }: { key?: string } = {}) {
      keys.push(key)
      if (fails) throw new Error('no server')
      sent.push(mail)
      return { kind: 'sent' as const }
    },
  }
  const outbox = () =>
    new Outbox({
      ...of.at.parts,
      viewer: thePublic,
      handlers: jobHandlers,
      outside: { mailer, publicUrl: 'https://alongside.example' },
      log: makeLog(() => undefined),
    })
  expect(await outbox().round()).toBe(0)
  later(11)
  expect(await outbox().round()).toBe(1)
  fails = false
  expect(await outbox().round()).toBe(0)
  later(11 + 12)
  expect((await Promise.all([outbox().round(), outbox().round()])).toSorted()).toEqual([0, 1])
  later(3600)
  expect(await outbox().round()).toBe(0)
  expect(keys).toEqual([keys[0], keys[0]])
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  const offerId = decodeNodeId(first.offers[0]!)!.uuid
  expect(await of.at.plant(`select 1 from offer where id = $1 and mailed_at is not null`, [offerId])).toHaveLength(1)
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ to: 'bob@rother.example', subject: 'Can you help? Respite sitting, Midhurst' })
  expect(sent[0]!.text).toContain('https://alongside.example/v')
  expect(sent[0]!.text).toMatch(/\d+ \w+, 14:00 to 16:00/)
  expect(JSON.stringify(sent)).not.toMatch(/Mair|Evans|afternoon/)
  of.at.clock.set(new Date())
})

test('somebody’s area changes: the help they still want goes along, visits and offers too, and only to an area of one’s own', async () => {
  const petworth = await of.make.place('Petworth', { latitude: 50.987, longitude: -0.611, outward: 'GU28' })
  const both = await of.make.account({
    name: 'Carys',
    email: 'carys@rother.example',
    role: 'VOLUNTEER_CO_ORDINATOR',
    organisation: of.organisation,
    places: [of.town, petworth],
  })
  const olwen = await of.make.patient(of.sioned, {
    place: of.town,
    givenName: 'Olwen',
    familyName: 'Rees',
    consents: ['SHARE_WITH_VOLUNTEER'],
  })
  const mine = (more: Record<string, unknown> = {}) => task({ patient: olwen.nodeId, ...more })
  const over = await mine()
  await at(of.sioned.account, `mutation ($input: WithdrawTaskInput!) { withdrawTask(input: $input) { __typename } }`, {
    id: over.id,
  })
  const wanted = await mine()
  const { offers } = await offered(of, wanted.id, [bob, cerys])
  expect(await accepts(of, bob.actor, offers[0]!)).toMatchObject({ __typename: 'OfferAccepted' })

  const EDIT = `mutation ($input: EditPatientInput!) { editPatient(input: $input) { __typename ... on PatientEdited { patient { locality { name } } } } }`
  const locality = idOf(LocalityView, petworth.id)
  const refused = await of.at.ask(of.sioned.account, EDIT, { input: { id: olwen.nodeId, version: 1, locality } })
  expect(refused.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'locality', code: 'NOT_YOURS' }] })
  expect(await at(both.account, EDIT, { id: olwen.nodeId, version: 1, locality })).toEqual({
    __typename: 'PatientEdited',
    patient: { locality: { name: 'Petworth' } },
  })

  const taskId = decodeNodeId(wanted.id)!.uuid
  for (const table of ['visit', 'offer', 'assignment'])
    expect({
      table,
      at: await of.at.sql(`select distinct locality_id::text as id from ${table} where task_id = $1`, [taskId]),
    }).toEqual({ table, at: [{ id: petworth.id }] })
  const reads = async (who: string, id: string) =>
    (await of.at.ask(who, `query ($id: ID!) { node(id: $id) { ... on Task { status } } }`, { id })).data['node']
  expect(await reads(both.account, wanted.id)).toEqual({ status: 'MATCHED' })
  expect(await reads(of.sioned.account, wanted.id)).toBeNull()
  // What is over stays where it was.
  expect(await reads(of.sioned.account, over.id)).toEqual({ status: 'WITHDRAWN' })
})
