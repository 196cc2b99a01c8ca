import { beforeAll, describe, expect, test } from 'vitest'
import { testNhsNumber } from '../../api/kernel/index.ts'
import { LocalityView, OrganisationView } from '../../api/organisations/index.ts'
import { Builder, idOf, type Actor, type Made, type Organisation, type Place } from '../../seeds/builder/index.ts'
import { house, monday, type House } from '../harness.ts'

let at: House
let build: Builder
let network: Organisation
let hospice: Organisation
let midhurst: Place
let petworth: Place
/** Volunteer co-ordinators of the network (one a locality) and of the hospice, care co-ordinators, and the others. */
let sally: Actor
let pat: Actor
let olive: Actor
let grace: Actor
let tom: Actor
let margaret: Actor
let ada: Actor

beforeAll(async () => {
  at = await house({ now: monday })
  build = new Builder(at, 'people')
  midhurst = await build.place('Midhurst', { latitude: 50.986, longitude: -0.737, outward: 'GU29' })
  petworth = await build.place('Petworth', { latitude: 50.987, longitude: -0.611, outward: 'GU28' })
  network = await build.organisation('Home Care Network', 'CHARITY')
  hospice = await build.organisation('Hospice at Home', 'CHARITY')
  const account = (
    name: string,
    role: Parameters<Builder['account']>[0]['role'],
    organisation: Organisation,
    ...places: Place[]
  ) => build.account({ name, role, organisation, places, email: `${name.toLowerCase()}@example.org` })
  sally = await account('Sally', 'VOLUNTEER_CO_ORDINATOR', network, midhurst)
  pat = await account('Pat', 'VOLUNTEER_CO_ORDINATOR', network, petworth)
  olive = await account('Olive', 'VOLUNTEER_CO_ORDINATOR', hospice, midhurst, petworth)
  grace = await account('Grace', 'CARE_CO_ORDINATOR', network, midhurst, petworth)
  tom = await account('Tom', 'CARE_CO_ORDINATOR', network, midhurst, petworth)
  margaret = await account('Margaret', 'GROUP_MANAGER', network)
  ada = await build.account({ name: 'Ada', role: 'ADMINISTRATOR', email: 'ada@example.org' })
})

const ask = (who: Actor, operation: string, variables?: Record<string, unknown>) =>
  at.ask(who.viewer, operation, variables)
const register = `mutation ($input: PatientInput!) { registerPatient(input: $input) { __typename
  ... on PatientRegistered { patient { id name status version nhsNumber languages locality { name } organisation { name } careCoOrdinator { name }
    contact { addressLines town postcode phones email contactPreference } } }
  ... on AlreadyKnown { patients { id name } carers { id name } } } }`
const registerCarer = `mutation ($input: CarerInput!) { registerCarer(input: $input) { __typename
  ... on CarerRegistered { carer { id name registeredOn } } ... on AlreadyKnown { patients { id } carers { id } } } }`
const edit = `mutation ($input: EditPatientInput!) { editPatient(input: $input) { __typename
  ... on PatientEdited { patient { name version conditions preferredPlaceOfDeath contact { town postcode phones } } }
  ... on Stale { current { id } } ... on AlreadyKnown { patients { id } } } }`
const onePatient = `query ($id: ID!) { node(id: $id) { ... on Patient { name contact { phones } consents { purpose } } } }`
const names = async (who: Actor, filter: Record<string, unknown> = {}, field = 'patients') => {
  const { data, errors } = await ask(
    who,
    `query ($filter: PersonFilter) { ${field}(first: 100, filter: $filter) { totalCount nodes { name } } }`,
    { filter },
  )
  expect(errors).toBeUndefined()
  expect(data[field].totalCount).toBe(data[field].nodes.length)
  return data[field].nodes.map((node: { name: string }) => node.name)
}
const locality = (place: Place) => idOf(LocalityView, place.id)
const organisation = (one: Organisation) => idOf(OrganisationView, one.id)
const count = async (table: string) => (await at.sql<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n

describe('registering', () => {
  test('a care co-ordinator registers a patient, who is on her caseload', async () => {
    const { data, errors } = await ask(grace, register, {
      input: {
        givenName: 'Mair',
        familyName: 'Evans',
        locality: locality(midhurst),
        nhsNumber: testNhsNumber(1),
        addressLines: ['1 Rowan Lane', ''],
        town: 'Midhurst',
        postcode: 'gu299zb',
        phones: ['01632 960001'],
        languages: ['cy', 'en'],
      },
    })
    expect(errors).toBeUndefined()
    expect(data.registerPatient).toEqual({
      __typename: 'PatientRegistered',
      patient: {
        id: expect.any(String),
        name: 'Mair Evans',
        status: 'GREEN',
        version: 1,
        nhsNumber: testNhsNumber(1),
        languages: ['cy', 'en'],
        locality: { name: 'Midhurst' },
        organisation: { name: 'Home Care Network' },
        careCoOrdinator: { name: 'Grace' },
        contact: {
          addressLines: ['1 Rowan Lane'],
          town: 'Midhurst',
          postcode: 'GU29 9ZB',
          phones: ['+441632960001'],
          email: null,
          contactPreference: 'PHONE',
        },
      },
    })
    expect(await names(grace, { mine: true })).toEqual(['Mair Evans'])
    expect(await names(tom)).toEqual([])
  })

  test('the postcode’s position is taken where it is known', async () => {
    await at.plant(
      `insert into postcode_position (postcode, latitude, longitude, source) values ('GU28 0ZD', 50.98, -0.61, 'TEST')`,
    )
    const input = { givenName: 'Known', familyName: 'Place', locality: locality(petworth), postcode: 'GU28 0ZD' }
    expect((await ask(pat, register, { input })).data.registerPatient.__typename).toBe('PatientRegistered')
    expect(await at.sql(`select latitude, longitude from person where family_name = 'Place'`)).toEqual([
      { latitude: 50.98, longitude: -0.61 },
    ])
  })

  test('an NHS number is never taken twice in an organisation, even so', async () => {
    const people = await count('person')
    const input = {
      givenName: 'Someone',
      familyName: 'Else',
      locality: locality(midhurst),
      nhsNumber: testNhsNumber(1),
      evenSo: true,
    }
    const { data } = await ask(sally, register, { input })
    expect(data.registerPatient).toEqual({
      __typename: 'AlreadyKnown',
      patients: [{ id: expect.any(String), name: 'Mair Evans' }],
      carers: [],
    })
    // In a locality where her record cannot be read, the answer says so and shows nothing.
    const elsewhere = await ask(pat, register, { input: { ...input, locality: locality(petworth) } })
    expect(elsewhere.data.registerPatient).toEqual({ __typename: 'AlreadyKnown', patients: [], carers: [] })
    const asCarer = await ask(sally, registerCarer, {
      input: { givenName: 'Someone', familyName: 'Else', locality: locality(midhurst), nhsNumber: testNhsNumber(1) },
    })
    expect(asCarer.data.registerCarer.__typename).toBe('AlreadyKnown')
    expect(await count('person')).toBe(people)
  })

  test('another organisation learns nothing from the same number', async () => {
    const input = { givenName: 'Mair', familyName: 'Evans', locality: locality(midhurst), nhsNumber: testNhsNumber(1) }
    const { data } = await ask(olive, register, { input })
    expect(data.registerPatient).toMatchObject({
      __typename: 'PatientRegistered',
      patient: { organisation: { name: 'Hospice at Home' } },
    })
    await at.plant(`update patient set status = 'CLOSED' where organisation_id = $1`, [hospice.id])
  })

  test('two who register one person at the same moment make one record', async () => {
    const input = {
      givenName: 'Race',
      familyName: 'Runner',
      locality: locality(midhurst),
      nhsNumber: testNhsNumber(2),
      evenSo: true,
    }
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(sally, register, { input })))
    expect(answers.map((answer) => answer.data.registerPatient.__typename).toSorted()).toEqual([
      'AlreadyKnown',
      'AlreadyKnown',
      'AlreadyKnown',
      'PatientRegistered',
    ])
    expect(await at.sql(`select count(*)::int as n from person where family_name = 'Runner'`)).toEqual([{ n: 1 }])
  })

  test('the same thing sent twice with one key is done once', async () => {
    const input = {
      givenName: 'Once',
      familyName: 'Only',
      locality: locality(midhurst),
      clientMutationId: '0190a000-0000-7000-8000-000000000001',
    }
    const first = await ask(sally, register, { input })
    expect(await ask(sally, register, { input })).toEqual(first)
    expect(first.data.registerPatient.__typename).toBe('PatientRegistered')
    const other = await ask(sally, register, { input: { ...input, givenName: 'Twice' } })
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  })

  test('somebody much alike is shown first, and registered even so', async () => {
    const input = { givenName: 'Mair', familyName: 'Évans', locality: locality(midhurst) }
    const like = await ask(sally, register, { input })
    expect(like.data.registerPatient).toMatchObject({ __typename: 'AlreadyKnown', patients: [{ name: 'Mair Evans' }] })
    const search = `query { peopleLike(givenName: "Mair", familyName: "Evans") { name } }`
    expect((await ask(sally, search)).data.peopleLike).toEqual([{ name: 'Mair Evans' }])
    expect((await ask(tom, search)).data.peopleLike).toEqual([])
    const even = await ask(sally, register, { input: { ...input, evenSo: true } })
    expect(even.data.registerPatient.patient.name).toBe('Mair Évans')
  })

  test('a co-ordinator registers only where their membership reaches', async () => {
    const elsewhere = await ask(sally, register, {
      input: { givenName: 'Not', familyName: 'Here', locality: locality(petworth) },
    })
    expect(elsewhere.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [{ field: 'locality', code: 'NOT_YOURS' }],
    })
    const foreign = await ask(sally, register, {
      input: {
        givenName: 'Not',
        familyName: 'Here',
        locality: locality(midhurst),
        organisation: organisation(hospice),
      },
    })
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'organisation', code: 'NOT_YOURS' }] })
    for (const who of [margaret, ada]) {
      const none = await ask(who, register, {
        input: { givenName: 'Not', familyName: 'Here', locality: locality(midhurst) },
      })
      expect(none.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(await at.sql(`select 1 from person where family_name = 'Here'`)).toEqual([])
  })

  test('everything wrong is said at once, by field', async () => {
    const input = {
      givenName: '',
      familyName: 'X',
      locality: locality(midhurst),
      dateOfBirth: '2030-01-01',
      uprn: '12x',
      languages: ['Welsh'],
      needsLanguage: 'cymraeg',
    }
    const { errors } = await ask(sally, register, { input })
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      problems: [
        { field: 'givenName', code: 'EMPTY' },
        { field: 'dateOfBirth', code: 'IN_THE_FUTURE' },
        { field: 'uprn', code: 'NOT_A_UPRN' },
        { field: 'languages', code: 'NOT_A_LANGUAGE' },
        { field: 'needsLanguage', code: 'NOT_A_LANGUAGE' },
      ],
    })
    const badNumber = await ask(sally, register, {
      input: { givenName: 'A', familyName: 'B', locality: locality(midhurst), nhsNumber: '9990000000' },
    })
    expect(badNumber.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })
})

describe('who sees whom', () => {
  let edna: Made
  beforeAll(async () => {
    edna = await build.patient(pat, {
      place: petworth,
      givenName: 'Edna',
      familyName: 'Marden',
      careCoOrdinator: undefined,
    })
  })

  test('co-ordinators their localities, care co-ordinators their caseload, the rest nothing', async () => {
    expect(await names(pat, { search: 'Edna' })).toEqual(['Edna Marden'])
    expect(await names(sally, { search: 'Edna' })).toEqual([])
    expect(await names(olive, { search: 'Edna' })).toEqual([])
    expect(await names(grace, { search: 'Edna' })).toEqual([])
    for (const who of [margaret, ada]) {
      const { errors } = await ask(who, `query { patients(first: 5) { nodes { name } } }`)
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    }
    expect(
      (await at.ask(null, `query { patients(first: 5) { nodes { name } } }`)).errors?.[0]?.extensions,
    ).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('what one may not read does not exist: by id, and for a command', async () => {
    expect((await ask(pat, onePatient, { id: edna.nodeId })).data.node.name).toBe('Edna Marden')
    for (const who of [sally, olive, grace, margaret, ada])
      expect((await ask(who, onePatient, { id: edna.nodeId })).data.node).toBeNull()
    const refused = await ask(sally, edit, { input: { id: edna.nodeId, version: 1, conditions: 'mine now' } })
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' })
    expect(await at.sql(`select conditions, version from patient where id = $1`, [edna.id])).toEqual([
      { conditions: null, version: 1 },
    ])
  })
})

describe('editing', () => {
  let joan: Made
  beforeAll(async () => {
    joan = await build.patient(sally, {
      place: midhurst,
      givenName: 'Joan',
      familyName: 'Bepton',
      phones: ['+441632960777'],
      nhsNumber: testNhsNumber(3),
    })
  })

  test('changes what is said and leaves the rest; a stale version is refused', async () => {
    const first = await ask(sally, edit, {
      input: {
        id: joan.nodeId,
        version: 1,
        conditions: 'Heart failure',
        preferredPlaceOfDeath: 'OWN_HOME',
        town: 'Stedham',
        postcode: null,
      },
    })
    expect(first.data.editPatient).toEqual({
      __typename: 'PatientEdited',
      patient: {
        name: 'Joan Bepton',
        version: 2,
        conditions: 'Heart failure',
        preferredPlaceOfDeath: 'OWN_HOME',
        contact: { town: 'Stedham', postcode: null, phones: ['+441632960777'] },
      },
    })
    const stale = await ask(sally, edit, { input: { id: joan.nodeId, version: 1, conditions: 'Nothing' } })
    expect(stale.data.editPatient).toEqual({ __typename: 'Stale', current: { id: joan.nodeId } })
    expect(
      await at.sql(
        `select p.conditions, p.preferred_place_of_death, h.latitude from patient p join person h on h.id = p.person_id where p.id = $1`,
        [joan.id],
      ),
    ).toEqual([{ conditions: 'Heart failure', preferred_place_of_death: '21', latitude: null }])
  })

  test('one of two at once with the same version is stale', async () => {
    const answers = await Promise.all(
      ['Grey', 'Green'].map((town) => ask(sally, edit, { input: { id: joan.nodeId, version: 2, town } })),
    )
    expect(answers.map((answer) => answer.data.editPatient.__typename).toSorted()).toEqual(['PatientEdited', 'Stale'])
  })

  test('cannot take another’s NHS number, nor lose its own name', async () => {
    const taken = await ask(sally, edit, { input: { id: joan.nodeId, version: 3, nhsNumber: testNhsNumber(1) } })
    expect(taken.data.editPatient).toMatchObject({ __typename: 'AlreadyKnown' })
    const nameless = await ask(sally, edit, { input: { id: joan.nodeId, version: 3, familyName: null } })
    expect(nameless.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'familyName', code: 'EMPTY' }] })
    const freed = await ask(sally, edit, { input: { id: joan.nodeId, version: 3, nhsNumber: null } })
    expect(freed.data.editPatient.__typename).toBe('PatientEdited')
    const input = {
      givenName: 'Other',
      familyName: 'Holder',
      locality: locality(midhurst),
      nhsNumber: testNhsNumber(3),
    }
    expect((await ask(sally, register, { input })).data.registerPatient.__typename).toBe('PatientRegistered')
  })

  test('a care co-ordinator is named only if they are one', async () => {
    const asked = await ask(sally, `query { node(id: "${joan.nodeId}") { ... on Patient { version } } }`)
    const version = asked.data.node.version
    const tomsId = (await ask(tom, `query { viewer { account { id } } }`)).data.viewer.account.id
    const patsId = (await ask(pat, `query { viewer { account { id } } }`)).data.viewer.account.id
    const refused = await ask(sally, edit, { input: { id: joan.nodeId, version, careCoOrdinator: patsId } })
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      problems: [{ field: 'careCoOrdinator', code: 'NOT_A_CARE_CO_ORDINATOR' }],
    })
    expect(
      (await ask(sally, edit, { input: { id: joan.nodeId, version, careCoOrdinator: tomsId } })).data.editPatient
        .__typename,
    ).toBe('PatientEdited')
    expect(await names(tom)).toEqual(['Joan Bepton'])
    await ask(sally, edit, { input: { id: joan.nodeId, version: version + 1, careCoOrdinator: null } })
    expect(await names(tom)).toEqual([])
  })

  test('who may be named is told by name: those of the organisation who are care co-ordinators and may sign in', async () => {
    const elsewhere = await build.account({
      name: 'Zoe',
      role: 'CARE_CO_ORDINATOR',
      organisation: hospice,
      places: [midhurst],
      email: 'zoe@example.org',
    })
    const query = `query ($organisation: ID) { careCoOrdinators(organisation: $organisation) { id name } }`
    const listed = async (who: Actor, variables = {}) => {
      const { data, errors } = await ask(who, query, variables)
      expect(errors).toBeUndefined()
      return data.careCoOrdinators.map((one: { name: string }) => one.name)
    }
    expect(await listed(sally)).toEqual(['Grace', 'Tom'])
    expect(await listed(grace, { organisation: organisation(network) })).toEqual(['Grace', 'Tom'])
    expect(await listed(olive)).toEqual(['Zoe'])
    // Nobody lists another organisation's people, nor a role that has no say in it.
    expect(await listed(sally, { organisation: organisation(hospice) })).toEqual([])
    expect((await ask(margaret, query)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN')
    expect((await ask(sally, query, { organisation: joan.nodeId })).errors?.[0]?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      field: 'organisation',
    })

    const { data } = await ask(sally, query)
    const toms = data.careCoOrdinators.find((one: { name: string }) => one.name === 'Tom').id
    await at.plant(`update account set suspended_at = now() where id = any($1)`, [[tom.account, elsewhere.account]])
    expect(await listed(sally)).toEqual(['Grace'])
    const asked = await ask(sally, `query { node(id: "${joan.nodeId}") { ... on Patient { version } } }`)
    const { version } = asked.data.node
    const refused = await ask(sally, edit, { input: { id: joan.nodeId, version, careCoOrdinator: toms } })
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      problems: [{ field: 'careCoOrdinator', code: 'NOT_A_CARE_CO_ORDINATOR' }],
    })
    await at.plant(`update account set suspended_at = null`)
  })
})

describe('search', () => {
  beforeAll(async () => {
    const line = { place: midhurst, consents: [] }
    await build.patient(sally, {
      ...line,
      givenName: 'Siân',
      familyName: 'Llewelyn',
      preferredName: 'Shan',
      nhsNumber: testNhsNumber(50),
    })
    await build.patient(sally, { ...line, givenName: 'Zbigniew', familyName: 'Kowalski' })
    await build.patient(sally, { ...line, givenName: 'Bridget', familyName: "O'Brien" })
  })

  test.each([
    ['sian llewelyn', 'Siân Llewelyn'],
    ['Llewellyn', 'Siân Llewelyn'],
    ['shan', 'Siân Llewelyn'],
    ['kowalsky', 'Zbigniew Kowalski'],
    ['obrien', "Bridget O'Brien"],
    ['brid', "Bridget O'Brien"],
    [testNhsNumber(50), 'Siân Llewelyn'],
  ])('%s finds %s first', async (search, name) => {
    expect((await names(sally, { search }))[0]).toBe(name)
  })

  test('nothing like it finds nothing, and no text breaks it', async () => {
    for (const search of ['qqqq', `%`, `_`, `'; drop table person; --`, '\\', '(((', '🌳'])
      expect(await names(sally, { search: `xyzzy ${search}` })).toEqual([])
  })

  test('pages go through all of them, each once', async () => {
    const page = (after: string | null) =>
      ask(
        sally,
        `query ($after: String) { patients(first: 2, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
    const seen: string[] = []
    for (let after: string | null = null; ;) {
      const { data } = await page(after)
      seen.push(...data.patients.nodes.map((node: { name: string }) => node.name))
      if (!data.patients.pageInfo.hasNextPage) break
      after = data.patients.pageInfo.endCursor
    }
    expect(seen).toEqual(await names(sally))
    expect(new Set(seen).size).toBe(seen.length)
    expect(at.statements()).toHaveLength(1)
  })
})

describe('carers', () => {
  let stan: Made
  let rita: Made
  const relate = `mutation ($input: RelateCarerInput!) { relateCarer(input: $input) { __typename
    ... on CarerRelated { relationship { id version hoursAWeek carer { name } patient { name } } } ... on AlreadyRelated { relationship { id } } } }`
  const end = `mutation ($input: EndCareRelationshipInput!) { endCareRelationship(input: $input) { __typename
    ... on CareRelationshipEnded { relationship { untilOn version } } ... on Stale { current { id } } } }`

  beforeAll(async () => {
    stan = await build.patient(grace, { place: petworth, givenName: 'Stan', familyName: 'Selham' })
    rita = await build.carer(pat, { place: petworth, givenName: 'Rita', familyName: 'Selham' })
  })

  test('a carer is related once, seen from both ends, and kept as history', async () => {
    // Rita is no one's caseload: Grace cannot see her until she cares for Stan.
    expect(await names(grace, {}, 'carers')).toEqual([])
    const input = { carer: rita.nodeId, patient: stan.nodeId, relationship: 'wife', hoursAWeek: 60.5, willing: true }
    const related = await ask(pat, relate, { input })
    expect(related.data.relateCarer).toMatchObject({
      __typename: 'CarerRelated',
      relationship: { hoursAWeek: 60.5, carer: { name: 'Rita Selham' }, patient: { name: 'Stan Selham' } },
    })
    expect((await ask(pat, relate, { input })).data.relateCarer).toEqual({
      __typename: 'AlreadyRelated',
      relationship: { id: related.data.relateCarer.relationship.id },
    })
    expect(await names(grace, {}, 'carers')).toEqual(['Rita Selham'])
    const seen = await ask(
      grace,
      `query { node(id: "${stan.nodeId}") { ... on Patient { carers { relationship carer { name contact { phones } caresFor { patient { name } } } } } } }`,
    )
    expect(seen.data.node.carers).toEqual([
      {
        relationship: 'wife',
        carer: {
          name: 'Rita Selham',
          contact: { phones: [expect.any(String)] },
          caresFor: [{ patient: { name: 'Stan Selham' } }],
        },
      },
    ])
    const { id } = related.data.relateCarer.relationship
    expect((await ask(pat, end, { input: { id, version: 9 } })).data.endCareRelationship.__typename).toBe('Stale')
    expect(
      (await ask(pat, end, { input: { id, version: 1, untilOn: '2026-11-01' } })).data.endCareRelationship,
    ).toEqual({
      __typename: 'CareRelationshipEnded',
      relationship: { untilOn: '2026-11-01', version: 2 },
    })
    expect((await ask(pat, relate, { input })).data.relateCarer.__typename).toBe('CarerRelated')
  })

  test('a person has two roles, and one record of themselves', async () => {
    const both = await ask(pat, registerCarer, {
      input: { givenName: 'Stan', familyName: 'Selham', locality: locality(petworth), samePersonAs: stan.nodeId },
    })
    expect(both.data.registerCarer.__typename).toBe('CarerRegistered')
    expect(
      await at.sql(`select count(*)::int as n from person where given_name = 'Stan' and family_name = 'Selham'`),
    ).toEqual([{ n: 1 }])
    const self = await ask(pat, relate, {
      input: { carer: both.data.registerCarer.carer.id, patient: stan.nodeId, relationship: 'self' },
    })
    expect(self.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'carer', code: 'SAME_PERSON' }] })
    // Grace is his care co-ordinator as a patient, and learns nothing of the carer.
    expect(await names(grace, { search: 'Stan' }, 'carers')).toEqual([])
    const again = await ask(pat, registerCarer, {
      input: { givenName: 'Stan', familyName: 'Selham', locality: locality(petworth), samePersonAs: stan.nodeId },
    })
    expect(again.data.registerCarer.__typename).toBe('AlreadyKnown')
  })
})

describe('consent and sharing', () => {
  let vera: Made
  const give = `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { __typename
    ... on ConsentGiven { consent { id purpose givenOn withdrawnAt } } ... on AlreadyGiven { consent { id } } } }`
  const withdraw = `mutation ($input: IdInput!) { withdrawConsent(input: $input) { consent { withdrawnAt } } }`
  const share = `mutation ($input: ShareRecordInput!) { shareRecord(input: $input) { __typename
    ... on RecordShared { share { id isOpen fromOn toOn patient { name } toOrganisation { name } } } ... on NoConsent { purpose } } }`
  const endShare = `mutation ($input: IdInput!) { endShare(input: $input) { share { isOpen } } }`

  beforeAll(async () => {
    vera = await build.patient(sally, { place: midhurst, givenName: 'Vera', familyName: 'Harting' })
    // The database's own clock decides whether a share is open; it stands apart from the commands' clock.
    at.clock.set(new Date())
  })

  test('a record crosses only with consent, is read and not changed, and is gone with the consent', async () => {
    const to = { patient: vera.nodeId, with: organisation(hospice), purpose: 'night sitting' }
    expect((await ask(sally, share, { input: to })).data.shareRecord).toEqual({
      __typename: 'NoConsent',
      purpose: 'SHARE_WITH_GROUP',
    })
    const given = await ask(sally, give, {
      input: { patient: vera.nodeId, purpose: 'SHARE_WITH_GROUP', givenBy: 'Vera herself' },
    })
    expect(given.data.giveConsent).toMatchObject({
      __typename: 'ConsentGiven',
      consent: { purpose: 'SHARE_WITH_GROUP', withdrawnAt: null },
    })
    const consent = given.data.giveConsent.consent.id
    expect(
      (await ask(sally, give, { input: { patient: vera.nodeId, purpose: 'SHARE_WITH_GROUP', givenBy: 'Vera' } })).data
        .giveConsent,
    ).toEqual({
      __typename: 'AlreadyGiven',
      consent: { id: consent },
    })
    expect(await names(olive, { search: 'Vera' })).toEqual([])
    const shared = await ask(sally, share, { input: to })
    expect(shared.data.shareRecord).toMatchObject({
      __typename: 'RecordShared',
      share: { isOpen: true, patient: { name: 'Vera Harting' }, toOrganisation: { name: 'Hospice at Home' } },
    })

    expect(await names(olive, { search: 'Vera' })).toEqual(['Vera Harting'])
    const changed = await ask(olive, edit, { input: { id: vera.nodeId, version: 1, conditions: 'ours' } })
    expect(changed.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' })
    expect(
      (await ask(olive, share, { input: { ...to, with: organisation(network) } })).errors?.[0]?.extensions,
    ).toMatchObject({ code: 'FORBIDDEN' })

    expect((await ask(olive, withdraw, { input: { id: consent } })).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await ask(sally, withdraw, { input: { id: consent } })).data.withdrawConsent.consent.withdrawnAt).toEqual(
      expect.any(String),
    )
    expect(await names(olive, { search: 'Vera' })).toEqual([])
    expect((await ask(olive, onePatient, { id: vera.nodeId })).data.node).toBeNull()
  })

  test('a share ends when it is ended, and is over after its last day', async () => {
    await ask(sally, give, { input: { patient: vera.nodeId, purpose: 'SHARE_WITH_GROUP', givenBy: 'Vera' } })
    const to = { patient: vera.nodeId, with: organisation(hospice), purpose: 'night sitting' }
    const shared = await ask(sally, share, { input: to })
    expect(await names(olive, { search: 'Vera' })).toEqual(['Vera Harting'])
    await ask(sally, endShare, { input: { id: shared.data.shareRecord.share.id } })
    expect(await names(olive, { search: 'Vera' })).toEqual([])
    await ask(sally, share, { input: { ...to, fromOn: '2020-01-01', toOn: '2020-02-01' } })
    expect(await names(olive, { search: 'Vera' })).toEqual([])
    const own = await ask(sally, share, { input: { ...to, with: organisation(network) } })
    expect(own.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'with', code: 'YOUR_OWN' }] })
    const both = await ask(sally, share, { input: { ...to, carer: vera.nodeId } })
    expect(both.errors?.[0]?.extensions).toMatchObject({ problems: [{ field: 'patient', code: 'ONE_OF' }] })
  })

  test('what was done is in the record of changes', async () => {
    const rows = await at.plant(`select distinct action from audit_event order by action`)
    for (const action of ['patient.registered', 'patient.edited', 'consent.withdrawn', 'record.shared', 'share.ended'])
      expect(rows.map((row) => row.action)).toContain(action)
  })
})
