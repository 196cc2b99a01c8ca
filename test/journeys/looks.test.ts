import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor, Made } from '../../seeds/builder/index.ts'
import type { Answer } from '../harness.ts'
import { neighbourhood, type Neighbourhood } from './neighbourhood.ts'

let here: Neighbourhood
let tom: Made & { actor: Actor }
let stranger: Actor

const person = async (table: string, id: string) =>
  (await here.at.plant(`select person_id from ${table} where id = $1`, [id]))[0]?.['person_id'] as string
/** As a read writes it down, so many minutes ago. */
const looked = (at: number, by: string, about: string, as: string | null, operation = 'PersonPage') =>
  here.at.plant(
    `insert into audit_read (asked_at, request_id, account_id, about_id, about_as, role, because, operation)
     values (now() - make_interval(mins => $1), 'r' || $1, $2, $3, $4, 'CARE_CO_ORDINATOR', 'their care co-ordinator', $5)`,
    [at, by, about, as, operation],
  )

const page = `looks(first: $first, after: $after) {
  nodes { at by role because operation } pageInfo { hasNextPage endCursor } }`
const mine = `query MyLooks($first: Int!, $after: String) { viewer { volunteer { ${page} } } }`
const theirs = `query LooksAt($id: ID!, $first: Int!, $after: String) {
  node(id: $id) { ... on Patient { ${page} } ... on Volunteer { ${page} } } }`

beforeAll(async () => {
  here = await neighbourhood()
  tom = await here.volunteer('Tom')
  const elsewhere = await here.make.place('Petworth', { latitude: 50.98, longitude: -0.61, outward: 'GU28' })
  const others = await here.make.organisation('Petworth Friends', 'CHARITY')
  stranger = await here.make.account({
    name: 'Stranger',
    email: 'stranger@petworth.example',
    role: 'VOLUNTEER_CO_ORDINATOR',
    organisation: others,
    places: [elsewhere],
  })
  const ofMair = await person('patient', here.mair.id)
  const ofTom = await person('volunteer', tom.id)
  for (let i = 1; i <= 25; i++) await looked(i, here.nia.account, ofMair, 'Patient')
  await looked(30, here.sioned.account, ofTom, 'Volunteer', 'VolunteerRecord')
  // The same man is a patient too, which those who keep him as a volunteer are not to learn.
  await looked(31, here.nia.account, ofTom, 'Patient', 'PatientsFound')
})

describe('who looked at a record', () => {
  test('a volunteer sees who looked at their own', async () => {
    const { data } = await here.at.ask(tom.actor.account, mine, { first: 10 })
    expect(data.viewer.volunteer.looks.nodes).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        by: 'Sioned',
        role: 'CARE_CO_ORDINATOR',
        because: 'their care co-ordinator',
        operation: 'volunteer record',
      },
    ])
  })

  test('the co-ordinator who keeps the record sees them, newest first, page by page', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const answer: Answer<any> = await here.at.ask(here.sioned.account, theirs, {
        id: here.mair.nodeId,
        first: 10,
        after,
      })
      const { nodes, pageInfo } = answer.data.node.looks
      seen.push(...nodes.map(({ at }: { at: string }) => at))
      expect(nodes.every(({ by }: { by: string }) => by === 'Nia')).toBe(true)
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after)
    expect(seen).toHaveLength(25)
    expect(seen.map((at) => Date.parse(at))).toEqual(seen.map((at) => Date.parse(at)).toSorted((a, b) => b - a))
  })

  test('as the record they keep, and as no other of the same person', async () => {
    const { data } = await here.at.ask(here.sioned.account, theirs, { id: tom.nodeId, first: 10 })
    expect(data.node.looks.nodes.map(({ operation }: { operation: string }) => operation)).toEqual(['volunteer record'])
  })

  test('nobody else does', async () => {
    const care = await here.at.ask(here.nia.account, theirs, { id: here.mair.nodeId, first: 10 })
    expect(care.data.node?.looks?.nodes ?? []).toEqual([])
    const foreign = await here.at.ask(stranger.account, theirs, { id: here.mair.nodeId, first: 10 })
    expect(foreign.data.node).toBeNull()
  })

  test('the database says the same by itself', async () => {
    const rowsFor = async (viewer: string) =>
      (
        await here.at.sql(
          `with viewer as materialized (select set_config('app.viewer', $1, true) as told)
           select case when told is not null then (select count(*)::int from audit_read where operation in ('PersonPage', 'VolunteerRecord', 'PatientsFound')) end as n,
             case when told is not null then audit_looker($2, 'Patient', $3) end as name from viewer`,
          [viewer, await person('patient', here.mair.id), here.nia.account],
        )
      )[0]
    expect(await rowsFor(here.sioned.account)).toEqual({ n: 26, name: 'Nia' })
    expect(await rowsFor(tom.actor.account)).toEqual({ n: 1, name: null })
    for (const other of [here.nia.account, stranger.account, 'public', 'nonsense', ''])
      expect(await rowsFor(other)).toEqual({ n: 0, name: null })
  })
})
