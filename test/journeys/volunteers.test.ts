import { beforeAll, describe, expect, test } from 'vitest'
import { LocalityView, OrganisationView } from '../../api/organisations/index.ts'
import { Builder, idOf, type Actor, type Made, type Organisation, type Place } from '../../seeds/builder/index.ts'
import { house, monday, type House } from '../harness.ts'

let at: House
let build: Builder
let network: Organisation
let neighbours: Organisation
let midhurst: Place
let petworth: Place
let sally: Actor
let pat: Actor
let margaret: Actor
let grace: Actor
let ada: Actor
/** The network's volunteer, who signs in, and the group's. */
let dewi: Made
let dewiSignedIn: Actor
let nora: Made

const trainings = ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING']

beforeAll(async () => {
  at = await house({ now: monday })
  build = new Builder(at, 'volunteers')
  midhurst = await build.place('Midhurst', { latitude: 50.986, longitude: -0.737, outward: 'GU29' })
  petworth = await build.place('Petworth', { latitude: 50.987, longitude: -0.611, outward: 'GU28' })
  network = await build.organisation('Home Care Network', 'CHARITY')
  neighbours = await build.organisation('Good Neighbours', 'UNINCORPORATED')
  const account = (
    name: string,
    role: Parameters<Builder['account']>[0]['role'],
    organisation: Organisation | undefined,
    places: Place[],
    volunteer?: Made,
  ) =>
    build.account({
      name,
      role,
      places,
      email: `${name.toLowerCase().replace(' ', '.')}@example.org`,
      ...(organisation ? { organisation } : {}),
      ...(volunteer ? { volunteer } : {}),
    })
  sally = await account('Sally Brook', 'VOLUNTEER_CO_ORDINATOR', network, [midhurst])
  pat = await account('Pat', 'VOLUNTEER_CO_ORDINATOR', network, [petworth])
  margaret = await account('Margaret', 'GROUP_MANAGER', neighbours, [])
  grace = await account('Grace', 'CARE_CO_ORDINATOR', network, [midhurst, petworth])
  ada = await account('Ada', 'ADMINISTRATOR', undefined, [])
  dewi = await build.volunteer(sally, {
    place: midhurst,
    givenName: 'Dewi',
    familyName: 'Morgan',
    gender: 'MALE',
    languages: ['en', 'cy'],
    week: 'Mon Wed 09:00-12:00, Mon 12:00-17:00, Thu 13:00-17:00',
    skills: ['LISTENING', 'DEMENTIA'],
    travel: { DRIVE: 25, WALK: 2.5 },
    trainings,
    checks: [
      { level: 'BASIC', issued: -900, due: 10 },
      { level: 'ENHANCED', issued: -300, due: 400 },
    ],
    away: [10, 20],
  })
  dewiSignedIn = await account('Dewi', 'VOLUNTEER', network, [], dewi)
  nora = await build.volunteer(margaret, {
    place: petworth,
    givenName: 'Nora',
    familyName: 'Elsted',
    email: 'nora@example.org',
    phones: ['+441632960555'],
  })
})

const ask = (who: Actor, operation: string, variables?: Record<string, unknown>) =>
  at.ask(who.viewer, operation, variables)
const locality = (place: Place) => idOf(LocalityView, place.id)
const names = async (who: Actor, filter: Record<string, unknown> = {}) => {
  const { data, errors } = await ask(
    who,
    `query ($filter: VolunteerFilter) { volunteers(first: 100, filter: $filter) { nodes { name } } }`,
    { filter },
  )
  expect(errors).toBeUndefined()
  return data.volunteers.nodes.map((node: { name: string }) => node.name)
}
const versionOf = async (who: Made) =>
  (await at.sql<{ version: number }>(`select version from volunteer where id = $1`, [who.id]))[0]?.version

const full = `query ($id: ID!) { node(id: $id) { ... on Volunteer { name status gender languages nextCheckDueOn noPets
  skills { code name } trainings { course { code } completedOn untilOn revokedAt } checks { level issuedOn reviewDueOn seenBy decision }
  travels { mode maxKm } availability { weekday startsAt endsAt } absences { firstOn lastOn } contact { town phones }
  organisation { name } locality { name } blockedPairs { askedBy } } } }`

describe('a volunteer', () => {
  test('is shown with all that belongs to them, in one statement', async () => {
    const { data, errors } = await ask(sally, full, { id: dewi.nodeId })
    expect(errors).toBeUndefined()
    expect(at.statements()).toHaveLength(1)
    expect(data.node).toEqual({
      name: 'Dewi Morgan',
      status: 'ACTIVE',
      gender: 'MALE',
      languages: ['en', 'cy'],
      // The basic check is due in ten days, but the enhanced one stands in for it.
      nextCheckDueOn: '2027-12-07',
      noPets: false,
      skills: [
        { code: 'DEMENTIA', name: 'Dementia awareness' },
        { code: 'LISTENING', name: 'Listening' },
      ],
      trainings: expect.arrayContaining([
        { course: { code: 'INDUCTION' }, completedOn: '2026-07-25', untilOn: null, revokedAt: null },
        { course: { code: 'LONE_VISITING' }, completedOn: '2026-07-25', untilOn: '2029-07-25', revokedAt: null },
      ]),
      checks: [
        {
          level: 'ENHANCED',
          issuedOn: '2026-01-06',
          reviewDueOn: '2027-12-07',
          seenBy: 'Sally Brook',
          decision: 'ACCEPTED',
        },
        {
          level: 'BASIC',
          issuedOn: '2024-05-16',
          reviewDueOn: '2026-11-12',
          seenBy: 'Sally Brook',
          decision: 'ACCEPTED',
        },
      ],
      travels: [
        { mode: 'DRIVE', maxKm: 25 },
        { mode: 'WALK', maxKm: 2.5 },
      ],
      availability: [
        { weekday: 1, startsAt: '09:00', endsAt: '17:00' },
        { weekday: 3, startsAt: '09:00', endsAt: '12:00' },
        { weekday: 4, startsAt: '13:00', endsAt: '17:00' },
      ],
      absences: expect.any(Array),
      contact: { town: 'Midhurst', phones: [expect.stringMatching(/^\+441632960/)] },
      organisation: { name: 'Home Care Network' },
      locality: { name: 'Midhurst' },
      blockedPairs: [],
    })
  })

  test('is seen by their co-ordinator, their group’s manager and themselves', async () => {
    expect(await names(sally)).toEqual(['Dewi Morgan'])
    expect(await names(pat)).toEqual([])
    expect(await names(margaret)).toEqual(['Nora Elsted'])
    expect(await names(dewiSignedIn)).toEqual(['Dewi Morgan'])
    for (const who of [grace, ada])
      expect((await ask(who, `{ volunteers(first: 3) { nodes { name } } }`)).errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
      })
    for (const who of [pat, margaret, grace, ada])
      expect((await ask(who, full, { id: dewi.nodeId })).data.node).toBeNull()
    const me = await ask(dewiSignedIn, `{ viewer { volunteer { name checks { level } contact { phones } } } }`)
    expect(me.data.viewer.volunteer).toMatchObject({
      name: 'Dewi Morgan',
      checks: [{ level: 'ENHANCED' }, { level: 'BASIC' }],
    })
    expect((await ask(sally, `{ viewer { volunteer { name } } }`)).data.viewer.volunteer).toBeNull()
  })

  test('is found by name, status and a check that is due', async () => {
    expect(await names(sally, { search: 'morgen' })).toEqual(['Dewi Morgan'])
    expect(await names(sally, { status: ['PAUSED', 'LEFT'] })).toEqual([])
    expect(await names(sally, { checkDueBefore: '2027-12-07' })).toEqual([])
    expect(await names(sally, { checkDueBefore: '2027-12-08', locality: locality(midhurst) })).toEqual(['Dewi Morgan'])
    expect(await names(sally, { locality: locality(petworth) })).toEqual([])
  })

  test('shared by their group, is seen by the network’s co-ordinator and changed by nobody there', async () => {
    at.clock.set(new Date())
    const share = `mutation ($input: ShareVolunteerInput!) { shareVolunteer(input: $input) { share { id volunteer { name } isOpen } } }`
    const input = { volunteer: nora.nodeId, with: idOf(OrganisationView, network.id), purpose: 'sitting' }
    expect((await ask(sally, share, { input })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    const shared = await ask(margaret, share, { input })
    expect(shared.data.shareVolunteer.share).toMatchObject({ volunteer: { name: 'Nora Elsted' }, isOpen: true })
    expect(await names(sally)).toEqual(['Nora Elsted', 'Dewi Morgan'])
    const edit = `mutation ($input: EditVolunteerInput!) { editVolunteer(input: $input) { __typename } }`
    const refused = await ask(sally, edit, { input: { id: nora.nodeId, version: 1, status: 'LEFT' } })
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    const end = `mutation ($input: IdInput!) { endShare(input: $input) { share { isOpen } } }`
    await ask(margaret, end, { input: { id: shared.data.shareVolunteer.share.id } })
    expect(await names(sally)).toEqual(['Dewi Morgan'])
  })
})

describe('joining', () => {
  const add = `mutation ($input: VolunteerInput!) { addVolunteer(input: $input) { __typename
    ... on VolunteerAdded { volunteer { id name status version } } ... on VolunteerKnown { volunteers { name } } } }`
  const edit = `mutation ($input: EditVolunteerInput!) { editVolunteer(input: $input) { __typename
    ... on VolunteerEdited { volunteer { status version minutesAWeek name } } ... on StatusNotPossible { from to possible } ... on Stale { current { id } } } }`

  test('the same e-mail, or phone and surname, is somebody known; even so a couple may share one', async () => {
    const by = { givenName: 'Norah', familyName: 'Elsted', locality: locality(petworth) }
    for (const input of [
      { ...by, email: 'NORA@example.org' },
      { ...by, phones: ['01632 960555'] },
    ])
      expect((await ask(margaret, add, { input })).data.addVolunteer).toEqual({
        __typename: 'VolunteerKnown',
        volunteers: [{ name: 'Nora Elsted' }],
      })
    const partner = {
      givenName: 'Ned',
      familyName: 'Elsted',
      locality: locality(petworth),
      email: 'nora@example.org',
      evenSo: true,
    }
    expect((await ask(margaret, add, { input: partner })).data.addVolunteer.__typename).toBe('VolunteerAdded')
    // Another organisation's co-ordinator learns nothing of them.
    expect((await ask(pat, add, { input: { ...by, email: 'nora@example.org' } })).data.addVolunteer.__typename).toBe(
      'VolunteerAdded',
    )
  })

  test('of several who add one person at once, one does', async () => {
    const input = { givenName: 'Rush', familyName: 'Hour', locality: locality(midhurst), email: 'rush@example.org' }
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(sally, add, { input })))
    expect(answers.filter((answer) => answer.data.addVolunteer.__typename === 'VolunteerAdded')).toHaveLength(1)
  })

  test('goes step by step, from enquiry to active, and back from a pause', async () => {
    const added = await ask(sally, add, {
      input: { givenName: 'Step', familyName: 'Wise', locality: locality(midhurst), status: 'ENQUIRY' },
    })
    const { id } = added.data.addVolunteer.volunteer
    const to = async (status: string, version: number) =>
      (await ask(sally, edit, { input: { id, version, status } })).data.editVolunteer
    expect(await to('ACTIVE', 1)).toEqual({
      __typename: 'StatusNotPossible',
      from: 'ENQUIRY',
      to: 'ACTIVE',
      possible: ['APPLIED', 'LEFT'],
    })
    let version = 1
    for (const status of ['APPLIED', 'CHECKS', 'INDUCTION', 'ACTIVE', 'PAUSED', 'ACTIVE', 'LEFT', 'APPLIED'])
      expect(await to(status, version++)).toMatchObject({
        __typename: 'VolunteerEdited',
        volunteer: { status, version },
      })
    expect((await to('CHECKS', 3)).__typename).toBe('Stale')
    const limits = await ask(sally, edit, {
      input: { id, version, minutesAWeek: 20_000, visitsAWeek: -1, preferredKinds: [] },
    })
    expect(limits.errors?.[0]?.extensions).toMatchObject({
      problems: [
        { field: 'minutesAWeek', code: 'OUT_OF_RANGE' },
        { field: 'visitsAWeek', code: 'OUT_OF_RANGE' },
      ],
    })
    const kinds = await ask(sally, edit, { input: { id, version, preferredKinds: ['ROCKETRY'] } })
    expect(kinds.errors?.[0]?.extensions).toMatchObject({
      problems: [{ field: 'preferredKinds', code: 'NOT_IN_LIST' }],
    })
    const moved = await ask(sally, edit, { input: { id, version, locality: locality(petworth) } })
    expect(moved.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'locality', code: 'NOT_YOURS' }] })
  })
})

describe('what a volunteer keeps themselves', () => {
  const setHours = `mutation ($input: SetAvailabilityInput!) { setAvailability(input: $input) { __typename
    ... on AvailabilitySet { volunteer { version availability { weekday startsAt endsAt } } } } }`
  const contact = `mutation ($input: EditVolunteerContactInput!) { editVolunteerContact(input: $input) { __typename
    ... on VolunteerEdited { volunteer { preferredName contact { phones } } } } }`
  const away = `mutation ($input: AddAbsenceInput!) { addAbsence(input: $input) { absence { id firstOn lastOn } } }`
  const back = `mutation ($input: IdInput!) { removeAbsence(input: $input) { volunteer { name } } }`

  test('their hours, absences and contact, and nothing else', async () => {
    const version = await versionOf(dewi)
    const windows = [{ weekday: 2, startsAt: '10:00', endsAt: '12:00' }]
    expect(
      (await ask(dewiSignedIn, setHours, { input: { volunteer: dewi.nodeId, version, windows } })).data.setAvailability
        .volunteer.availability,
    ).toEqual(windows)
    expect(
      (await ask(dewiSignedIn, setHours, { input: { volunteer: dewi.nodeId, version, windows: [] } })).data
        .setAvailability.__typename,
    ).toBe('Stale')
    const changed = await ask(dewiSignedIn, contact, {
      input: { volunteer: dewi.nodeId, version: (version ?? 0) + 1, preferredName: 'Dew', phones: ['01632 960111'] },
    })
    expect(changed.data.editVolunteerContact.volunteer).toEqual({
      preferredName: 'Dew',
      contact: { phones: ['+441632960111'] },
    })
    const added = await ask(dewiSignedIn, away, {
      input: { volunteer: dewi.nodeId, firstOn: '2199-01-01', lastOn: '2199-01-02' },
    })
    expect(
      (await ask(dewiSignedIn, back, { input: { id: added.data.addAbsence.absence.id } })).data.removeAbsence.volunteer
        .name,
    ).toBe('Dewi Morgan')

    const other = await ask(dewiSignedIn, away, {
      input: { volunteer: nora.nodeId, firstOn: '2199-01-01', lastOn: '2199-01-02' },
    })
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    const check = `mutation ($input: RecordCheckInput!) { recordCheck(input: $input) { check { id } } }`
    const own = await ask(dewiSignedIn, check, {
      input: { volunteer: dewi.nodeId, level: 'ENHANCED_BOTH', issuedOn: '2026-01-01', reviewDueOn: '2030-01-01' },
    })
    expect(own.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
  })

  test('hours that make no sense are named', async () => {
    const windows = [
      { weekday: 8, startsAt: '10:00', endsAt: '12:00' },
      { weekday: 1, startsAt: '12:00', endsAt: '12:00' },
    ]
    const { errors } = await ask(sally, setHours, { input: { volunteer: dewi.nodeId, version: 1, windows } })
    expect(errors?.[0]?.extensions).toMatchObject({
      problems: [
        { field: 'windows.0.weekday', code: 'OUT_OF_RANGE' },
        { field: 'windows.1.endsAt', code: 'BEFORE_START' },
      ],
    })
  })
})

describe('checks, training, skills, travel', () => {
  const record = `mutation ($input: RecordCheckInput!) { recordCheck(input: $input) { check { id level seenBy } volunteer { nextCheckDueOn } } }`
  const revoke = `mutation ($input: IdInput!) { revokeCheck(input: $input) { check { revokedAt } } }`
  const train = `mutation ($input: RecordTrainingInput!) { recordTraining(input: $input) { training { id untilOn course { name } } } }`
  let hazel: Made
  beforeAll(async () => {
    hazel = await build.volunteer(sally, { place: midhurst, givenName: 'Hazel', familyName: 'Yarrow' })
  })

  test('a check is recorded by whoever saw it, and no words fit beside it', async () => {
    const facts = { volunteer: hazel.nodeId, level: 'ENHANCED', issuedOn: '2020-01-10', reviewDueOn: '2029-01-10' }
    const done = await ask(sally, record, { input: facts })
    expect(done.data.recordCheck).toMatchObject({
      check: { level: 'ENHANCED', seenBy: 'Sally Brook' },
      volunteer: { nextCheckDueOn: '2029-01-10' },
    })
    for (const [changes, field, code] of [
      [{ seenBy: 'caution 1994, theft' }, 'seenBy', 'JUST_A_NAME'],
      [{ issuedOn: '2190-01-01', reviewDueOn: '2191-01-01' }, 'issuedOn', 'IN_THE_FUTURE'],
      [{ reviewDueOn: '2020-01-10' }, 'reviewDueOn', 'BEFORE_START'],
    ] as const) {
      const { errors } = await ask(sally, record, { input: { ...facts, ...changes } })
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', problems: [{ field, code }] })
    }
    const { id } = done.data.recordCheck.check
    expect((await ask(pat, revoke, { input: { id } })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    const gone = await ask(sally, revoke, { input: { id } })
    expect(gone.data.revokeCheck.check.revokedAt).toEqual(expect.any(String))
    // A second time changes nothing, not even when.
    expect((await ask(sally, revoke, { input: { id } })).data).toEqual(gone.data)
  })

  test('a training counts as long as its course says', async () => {
    const input = { volunteer: hazel.nodeId, course: 'MOVING', completedOn: '2024-02-29' }
    const done = await ask(sally, train, { input })
    expect(done.data.recordTraining.training).toMatchObject({
      untilOn: '2025-02-28',
      course: { name: 'Moving and handling' },
    })
    expect(
      (await ask(sally, train, { input: { ...input, course: 'JUGGLING' } })).errors?.[0]?.extensions,
    ).toMatchObject({ problems: [{ field: 'course', code: 'NOT_IN_LIST' }] })
  })

  test('skills and travel are replaced as a whole', async () => {
    const skills = `mutation ($input: SetVolunteerSkillsInput!) { setVolunteerSkills(input: $input) { ... on VolunteerSkillsSet { volunteer { version skills { code } } } } }`
    const travel = `mutation ($input: SetTravelInput!) { setTravel(input: $input) { ... on TravelSet { volunteer { travels { mode maxKm } } } } }`
    const set = async (codes: string[]) => {
      const { data } = await ask(sally, skills, {
        input: { volunteer: hazel.nodeId, version: await versionOf(hazel), skills: codes },
      })
      return data.setVolunteerSkills.volunteer.skills.map((skill: { code: string }) => skill.code)
    }
    expect(await set(['DOGS', 'DIY', 'DOGS'])).toEqual(['DOGS', 'DIY'])
    expect(await set(['DIY', 'FORMS'])).toEqual(['FORMS', 'DIY'])
    expect(await set([])).toEqual([])
    const version = await versionOf(hazel)
    const twice = await ask(sally, travel, {
      input: {
        volunteer: hazel.nodeId,
        version,
        travels: [
          { mode: 'BUS', maxKm: 5 },
          { mode: 'BUS', maxKm: 500 },
        ],
      },
    })
    expect(twice.errors?.[0]?.extensions).toMatchObject({
      problems: [
        { field: 'travels.1.maxKm', code: 'OUT_OF_RANGE' },
        { field: 'travels.1.mode', code: 'TWICE' },
      ],
    })
    expect(
      (
        await ask(sally, travel, {
          input: { volunteer: hazel.nodeId, version, travels: [{ mode: 'BUS', maxKm: 5.5 }] },
        })
      ).data.setTravel.volunteer.travels,
    ).toEqual([{ mode: 'BUS', maxKm: 5.5 }])
  })
})

describe('who is not matched with whom', () => {
  test('co-ordinators know, the volunteer and the group never do', async () => {
    const mair = await build.patient(sally, { place: midhurst, givenName: 'Mair', familyName: 'Evans' })
    const block = `mutation ($input: BlockPairInput!) { blockPair(input: $input) { pair { id askedBy patient { name } volunteer { name } } } }`
    const unblock = `mutation ($input: IdInput!) { unblockPair(input: $input) { pair { id } } }`
    const input = { volunteer: dewi.nodeId, patient: mair.nodeId, askedBy: 'PERSON' }
    const blocked = await ask(sally, block, { input })
    expect(blocked.data.blockPair.pair).toMatchObject({
      askedBy: 'PERSON',
      patient: { name: 'Mair Evans' },
      volunteer: { name: 'Dewi Morgan' },
    })
    expect((await ask(sally, block, { input })).data.blockPair.pair.id).toBe(blocked.data.blockPair.pair.id)
    const seen = `query ($id: ID!) { node(id: $id) { ... on Volunteer { name blockedPairs { askedBy } } } }`
    expect((await ask(sally, seen, { id: dewi.nodeId })).data.node.blockedPairs).toEqual([{ askedBy: 'PERSON' }])
    expect((await ask(dewiSignedIn, seen, { id: dewi.nodeId })).data.node).toEqual({
      name: 'Dewi Morgan',
      blockedPairs: [],
    })
    expect(
      (await ask(dewiSignedIn, unblock, { input: { id: blocked.data.blockPair.pair.id } })).errors?.[0]?.extensions,
    ).toMatchObject({ code: 'FORBIDDEN' })
    await ask(sally, unblock, { input: { id: blocked.data.blockPair.pair.id } })
    expect((await ask(sally, seen, { id: dewi.nodeId })).data.node.blockedPairs).toEqual([])
  })
})

describe('rules and word lists', () => {
  test('anybody reads the word lists; the rules are for those who go by them', async () => {
    const { data } = await at.ask(
      null,
      `{ taskKinds { code name nameCy byPhone } skills { code } trainingCourses { code renewMonths } }`,
    )
    expect(data.taskKinds).toHaveLength(18)
    expect(data.skills).toHaveLength(12)
    expect(data.trainingCourses).toContainEqual({ code: 'MOVING', renewMonths: 12 })
    expect((await ask(margaret, `{ taskRules { id } }`)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    const rules = await ask(
      sally,
      `{ taskRules { role checkLevel kind { code } trainings skills citation confirmedBy } }`,
    )
    expect(rules.data.taskRules).toHaveLength(36)
    expect(rules.data.taskRules).toContainEqual({
      role: 'LEAD',
      checkLevel: 'BASIC',
      kind: { code: 'GARDENING' },
      trainings: ['INDUCTION'],
      skills: ['GARDENING'],
      citation: 'No entitlement above a basic check; the organisation’s own policy',
      confirmedBy: null,
    })
  })

  test('an administrator says what a kind asks for, and who said so', async () => {
    const confirm = `mutation ($input: ConfirmTaskRuleInput!) { confirmTaskRule(input: $input) { __typename
      ... on TaskRuleConfirmed { rule { checkLevel skills trainings confirmedBy confirmedOn version } } } }`
    const { data } = await ask(ada, `{ taskRules { id version kind { code } role } }`)
    const rule = data.taskRules.find(
      (one: { kind: { code: string }; role: string }) => one.kind.code === 'DOG_WALKING' && one.role === 'LEAD',
    )
    const input = {
      id: rule.id,
      version: rule.version,
      checkLevel: 'STANDARD',
      skills: ['DOGS'],
      trainings: ['INDUCTION'],
      confirmedBy: 'Ines Fittle',
    }
    expect((await ask(sally, confirm, { input })).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    expect((await ask(ada, confirm, { input })).data.confirmTaskRule).toMatchObject({
      __typename: 'TaskRuleConfirmed',
      rule: {
        checkLevel: 'STANDARD',
        skills: ['DOGS'],
        trainings: ['INDUCTION'],
        confirmedBy: 'Ines Fittle',
        version: 2,
      },
    })
    expect((await ask(ada, confirm, { input })).data.confirmTaskRule.__typename).toBe('Stale')
    const odd = await ask(ada, confirm, { input: { ...input, version: 2, checkLevel: 'REFERENCES' } })
    expect(odd.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'checkLevel', code: 'NOT_IN_LIST' }] })
  })
})
