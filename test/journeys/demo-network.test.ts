import { beforeAll, describe, expect, test } from 'vitest'
import { loadDemo } from '../../api/app/demo.ts'
import { addDays, instantFromDate, localDateOf, startOfIsoWeek } from '../../api/kernel/index.ts'
import { loadNetwork, type SignIn } from '../../seeds/index.ts'
import { house, type House } from '../harness.ts'

let at: House
let signIns: readonly SignIn[]
let lines: string[]
const now = new Date()

beforeAll(async () => {
  at = await house({ now })
  lines = []
  signIns = await loadNetwork('midhurst', at, { onProgress: (line) => lines.push(line) })
})

const accountOf = async (role: string) => {
  const email = signIns.find((one) => one.role === role)?.email
  return (await at.sql<{ id: string }>(`select id from account where email = $1`, [email]))[0]?.id ?? ''
}

describe('the demo network', () => {
  test('loads, and says how far it is', () => {
    expect(lines).toEqual([
      '  25 volunteers',
      '  20 patients and 12 carers',
      '  tasks, visits and offers',
      '  12 services in the directory',
    ])
  })

  test('has one sign-in for each role, and each works', async () => {
    expect(signIns.map((one) => one.role).toSorted()).toEqual([
      'ADMINISTRATOR',
      'CARE_CO_ORDINATOR',
      'GROUP_MANAGER',
      'VOLUNTEER',
      'VOLUNTEER_CO_ORDINATOR',
    ])
    for (const { role, email, password } of signIns) {
      const { data } = await at.ask(
        null,
        `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { viewer { roles } } } }`,
        { input: { email, password } },
      )
      expect(data.signIn.viewer).toEqual({ roles: [role] })
    }
  })

  test('holds nobody real: test NHS numbers, drama phones, example addresses', async () => {
    expect(await at.sql(`select 1 from person where nhs_number !~ '^999'`)).toEqual([])
    expect(await at.sql(`select 1 from person, unnest(phones) phone where phone !~ '^\\+441632960'`)).toEqual([])
    expect(await at.sql(`select 1 from person where postcode is not null and postcode !~ '^GU2[789] [0-9]Z'`)).toEqual(
      [],
    )
    expect(
      await at.sql(
        `select 1 from person where email !~ '\\.example$' union select 1 from account where email !~ '\\.example$'`,
      ),
    ).toEqual([])
  })

  test('gives the co-ordinator something to do in every column of Today', async () => {
    const sally = await accountOf('VOLUNTEER_CO_ORDINATOR')
    const today = localDateOf(instantFromDate(now))
    const { data, errors } = await at.ask(
      sally,
      `query ($today: LocalDate!, $ago: LocalDate!) {
        toMatch: tasks(first: 50, filter: { needsSomeone: true, offered: false }) { totalCount }
        offered: tasks(first: 50, filter: { offered: true }) { totalCount }
        today: visits(first: 50, filter: { from: $today, to: $today }) { nodes { status assignments { volunteer { name } } task { patient { name } } } }
        toCheck: visits(first: 50, filter: { from: $ago, to: $today, toCheck: true }) { nodes { status report { worry } } }
      }`,
      { today, ago: addDays(today, -14) },
    )
    expect(errors).toBeUndefined()
    expect(data.toMatch.totalCount).toBeGreaterThanOrEqual(7)
    expect(data.offered.totalCount).toBe(3)
    const withSomeone = data.today.nodes.filter((visit: { assignments: unknown[] }) => visit.assignments.length > 0)
    expect(withSomeone).toHaveLength(3)
    // Today's visits that are over by now wait to be reported, too.
    const toCheck = data.toCheck.nodes.map((visit: { status: string }) => visit.status)
    expect(toCheck).toEqual(expect.arrayContaining(['ENDED', 'MISSED']))
  })

  test('has somebody to suggest for each of its open tasks but the odd one', async () => {
    const sally = await accountOf('VOLUNTEER_CO_ORDINATOR')
    const { data } = await at.ask(
      sally,
      `{ tasks(first: 50, filter: { needsSomeone: true, offered: false }) { nodes { id kind { code } } } }`,
    )
    const found: Record<string, number> = {}
    for (const { id, kind } of data.tasks.nodes) {
      const answer = await at.ask(
        sally,
        `query ($id: ID!) { suggestVolunteers(task: $id, first: 20) { considered ranked { nodes { volunteer { name } } } } }`,
        { id },
      )
      expect(answer.errors).toBeUndefined()
      expect(answer.data.suggestVolunteers.considered).toBe(23)
      found[kind.code] = answer.data.suggestVolunteers.ranked.nodes.length
    }
    for (const kind of ['RESPITE_SITTING', 'TRANSPORT_HEALTH', 'GARDENING'])
      expect(found[kind]).toBeGreaterThanOrEqual(1)
    // She has not agreed that a volunteer learns who she is.
    expect(found['FORM_FILLING']).toBe(0)
  })

  test('has an offer waiting and a week of visits for the volunteer, and a caseload for the nurse', async () => {
    const peter = await accountOf('VOLUNTEER')
    const today = localDateOf(instantFromDate(now))
    const mine = await at.ask(
      peter,
      `query ($from: LocalDate!, $to: LocalDate!) { offers(first: 10, filter: { mine: true, status: [SENT] }) { nodes { status } }
        visits(first: 50, filter: { mine: true, from: $from, to: $to }) { nodes { occursOn } } }`,
      { from: today, to: addDays(today, 7) },
    )
    expect(mine.errors).toBeUndefined()
    expect(mine.data.offers.nodes).toHaveLength(2)
    expect(mine.data.visits.nodes.length).toBeGreaterThanOrEqual(4)
    const grace = await accountOf('CARE_CO_ORDINATOR')
    const hers = await at.ask(grace, `{ patients(first: 1, filter: { mine: true }) { totalCount } }`)
    expect(hers.data.patients.totalCount).toBe(10)
    const margaret = await accountOf('GROUP_MANAGER')
    const group = await at.ask(margaret, `{ volunteers(first: 1) { totalCount } }`)
    expect(group.data.volunteers.totalCount).toBe(5)
    const sally = await accountOf('VOLUNTEER_CO_ORDINATOR')
    const all = await at.ask(
      sally,
      `{ volunteers(first: 1) { totalCount } patients(first: 1) { totalCount } carers(first: 1) { totalCount } }`,
    )
    expect(all.data).toEqual({
      volunteers: { totalCount: 23 },
      patients: { totalCount: 20 },
      carers: { totalCount: 11 },
    })
  })

  test('has local support to find: near her, open on Thursday, for a carer of someone with dementia', async () => {
    const { data, errors } = await at.ask(
      null,
      `{ services(first: 5, search: { words: "carer dementia", weekday: 4 }) { nodes { name costs { isFree } schedules { weekdays opensAt } } } }`,
    )
    expect(errors).toBeUndefined()
    expect(data.services.nodes[0]).toEqual({
      name: 'Carers’ circle',
      costs: [{ isFree: true }],
      schedules: [{ weekdays: [4], opensAt: '10:00' }],
    })
  })

  test('is the same network every time, on a Sunday afternoon too', async () => {
    const sunday = addDays(startOfIsoWeek(localDateOf(instantFromDate(now))), -1)
    const again = await house({ now: new Date(`${sunday}T16:20:00Z`) })
    // As `npm start` does it: all of it or nothing, and once.
    expect(await loadDemo(again.parts, () => undefined)).toEqual(signIns)
    expect(await loadDemo(again.parts, () => undefined)).toEqual(signIns)
    const people = `select given_name, family_name, phones, postcode, latitude, nhs_number from person order by family_name, given_name`
    expect(await again.sql(people)).toEqual(await at.sql(people))
  })
})
