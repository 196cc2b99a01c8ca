import { beforeAll, expect, test } from 'vitest'
import { importPostcodes } from '../../api/interop/index.ts'
import { addDays, decodeNodeId, thePublic } from '../../api/kernel/index.ts'
import { tripBetween, USUAL_MODES } from '../../api/matching/core/index.ts'
import { accepts, neighbourhood, offered, requested, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
})

const SUGGEST = /* GraphQL */ `
  query ($task: ID!, $visit: ID) {
    suggestVolunteers(task: $task, visit: $visit, first: 10) {
      standing
      visit {
        id
      }
      ranked {
        nodes {
          volunteer {
            name
          }
          reasonsFor {
            code
          }
          reasonsAgainst {
            code
            facts {
              name
              value
            }
          }
        }
      }
    }
  }
`
const suggested = async (task: string, visit: string | null = null) => {
  const { data, errors } = await of.at.ask(of.sioned.account, SUGGEST, { task, visit })
  expect(errors).toBeUndefined()
  return data['suggestVolunteers']
}
const standing = async (task: string, visit?: string) => (await suggested(task, visit)).standing
const does = async (name: string, input: object) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const { data, errors } = await of.at.ask(
    of.sioned.account,
    `mutation ($input: ${type}!) { ${name}(input: $input) { __typename } }`,
    { input },
  )
  expect(errors).toBeUndefined()
  return data[name].__typename
}
/** Moves a visit to yesterday, as the database's own clock cannot be set. */
const past = (visit: string) =>
  of.at.plant(
    `update visit set occurs_on = current_date - 1, starts_at = now() - interval '27 hours', ends_at = now() - interval '25 hours' where id = $1`,
    [decodeNodeId(visit)?.uuid],
  )
let day = 0
const asked = (more: Record<string, unknown> = {}) => requested(of, { firstOn: addDays(of.monday, day++), ...more })

test('a task that is filled, called off, over or done is said to be so, and not that no one fits', async () => {
  const task = await asked()
  expect(await standing(task.id)).toBe('NEEDS_SOMEONE')
  await accepts(of, bob.actor, (await offered(of, task.id, [bob])).offers[0]!)
  expect(await standing(task.id)).toBe('FILLED')
  expect(await standing(task.id, task.nextVisit.id)).toBe('FILLED')

  await past(task.nextVisit.id)
  await does('reportVisit', { visit: task.nextVisit.id, happened: true })
  expect(await standing(task.id)).toBe('DONE')
  expect(await standing(task.id, task.nextVisit.id)).toBe('DONE')

  const withdrawn = await asked()
  await does('withdrawTask', { id: withdrawn.id })
  expect(await standing(withdrawn.id)).toBe('CALLED_OFF')
  const off = await asked()
  await does('cancelVisit', { visit: off.nextVisit.id, by: 'PERSON', because: 'In hospital' })
  expect(await standing(off.id, off.nextVisit.id)).toBe('CALLED_OFF')

  const missed = await asked()
  await past(missed.nextVisit.id)
  expect(await standing(missed.id)).toBe('OVER')
  expect(await standing(missed.id, missed.nextVisit.id)).toBe('OVER')
})

test('a place for two is filled by two; a series by whoever takes it', async () => {
  const cerys = await of.volunteer('Cerys')
  const two = await asked({ volunteersNeeded: 2 })
  await accepts(of, bob.actor, (await offered(of, two.id, [bob])).offers[0]!)
  expect(await standing(two.id)).toBe('NEEDS_SOMEONE')
  await accepts(of, cerys.actor, (await offered(of, two.id, [cerys])).offers[0]!)
  expect(await standing(two.id)).toBe('FILLED')
  const weekly = await asked({ recurrence: 'FREQ=WEEKLY;COUNT=3', startsAt: '18:00' })
  await accepts(of, bob.actor, (await offered(of, weekly.id, [bob])).offers[0]!)
  expect(await standing(weekly.id)).toBe('FILLED')
})

test('that nobody knows where a postcode lies is told apart from knowing no address at all, until postcodes are imported', async () => {
  const dan = await of.volunteer('Dan')
  const task = await asked()
  await of.at.plant(
    `update person set postcode = 'GU29 9ZZ', latitude = null, longitude = null where id in (select person_id from volunteer where id = $1)`,
    [dan.id],
  )
  const against = async () =>
    (await suggested(task.id)).ranked.nodes
      .find((one: { volunteer: { name: string } }) => one.volunteer.name === 'Dan Hughes')
      .reasonsAgainst.filter((reason: { code: string }) => /POSITION|POSTCODE/.test(reason.code))
  expect(await against()).toEqual([{ code: 'POSTCODE_UNPLACED', facts: [{ name: 'of', value: 'VOLUNTEER' }] }])
  await of.at.plant(`update person set postcode = null where id in (select person_id from volunteer where id = $1)`, [
    dan.id,
  ])
  expect(await against()).toEqual([{ code: 'POSITION_UNKNOWN', facts: [{ name: 'of', value: 'VOLUNTEER' }] }])
  await of.at.plant(
    `update person set postcode = 'GU29 9ZZ' where id in (select person_id from volunteer where id = $1)`,
    [dan.id],
  )

  // Somewhere else, by an address that only has a postcode.
  const elsewhere = await asked({ address: 'The Hall, North Street, GU29 9ZY' })
  const ada = await of.make.account({ name: 'Ada', role: 'ADMINISTRATOR', email: 'ada@rother.example' })
  const postcodes = `{ postcodesKnown { known imported volunteersUnplaced peopleUnplaced } }`
  const before = (await of.at.ask(ada.account, postcodes)).data['postcodesKnown']
  expect(before).toMatchObject({ imported: false, volunteersUnplaced: 1 })
  expect((await of.at.ask(of.sioned.account, postcodes)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN')

  const report = await of.at.run(thePublic, (ctx) =>
    importPostcodes(
      ctx,
      (async function* () {
        yield 'pcds,lat,long\nGU29 9ZZ,50.99,-0.74\nGU29 9ZY,50.98,-0.73\n'
      })(),
      'TEST',
    ),
  )
  expect(report).toMatchObject({ new: 2, peoplePlaced: 1, tasksPlaced: 1 })
  expect(await against()).toEqual([])
  expect((await of.at.ask(ada.account, postcodes)).data['postcodesKnown']).toMatchObject({
    imported: true,
    known: before.known + 2,
    volunteersUnplaced: 0,
  })
  const near = (await suggested(elsewhere.id)).ranked.nodes.map((one: { reasonsFor: { code: string }[] }) =>
    one.reasonsFor.some((reason) => reason.code === 'NEAR'),
  )
  expect(near).not.toContain(false)
})

test('help at somebody’s home moves with them', async () => {
  const task = await asked()
  const away = await asked({ address: 'The Hall, Petworth' })
  const where = (id: string) =>
    of.at
      .sql<{ area: string; latitude: number }>(`select area, latitude from task where id = $1`, [
        decodeNodeId(id)?.uuid,
      ])
      .then((rows) => rows[0])
  const before = await where(away.id)
  const { data } = await of.at.ask(
    of.sioned.account,
    `{ node(id: "${of.mair.nodeId}") { ... on Patient { version } } }`,
  )
  await does('editPatient', {
    id: of.mair.nodeId,
    version: data['node'].version,
    town: 'Stedham',
    postcode: 'GU29 9ZZ',
  })
  expect(await where(task.id)).toMatchObject({ area: 'Stedham', latitude: 50.99 })
  expect(await where(away.id)).toEqual(before)
})

test('a visit within a window begins when the volunteer can be there from the one before, as they were told', async () => {
  const eve = await of.volunteer('Eve', { travel: { WALK: 10 } })
  const elsewhere = { latitude: 50.95, longitude: -0.737 }
  const here = { latitude: 50.986, longitude: -0.737 }
  const position = (at: typeof here) => ({ lat: at.latitude, lon: at.longitude })
  const way = tripBetween(
    { travel: [{ mode: 'WALK', maxKm: 10 }] },
    position(elsewhere),
    position(here),
    USUAL_MODES,
  )?.minutes
  expect(way).toBeGreaterThan(30)
  const firstOn = addDays(of.monday, 60)
  const before = await asked({ firstOn, startsAt: '14:00', minutes: 60, address: 'Away', ...elsewhere })
  await accepts(of, eve.actor, (await offered(of, before.id, [eve])).offers[0]!)
  const window = {
    firstOn,
    timing: 'WINDOW',
    startsAt: '15:00',
    endsAt: '18:00',
    minutes: 60,
    address: 'Here',
    ...here,
  }
  const after = await asked(window)
  const taken = await accepts(of, eve.actor, (await offered(of, after.id, [eve])).offers[0]!)
  const minutesPastThree =
    (new Date(taken.visits[0].startsAt).getTime() - new Date(before.nextVisit.endsAt).getTime()) / 60_000
  expect(minutesPastThree).toBe(way)
  // Nobody can be in time for this one. They said yes all the same, and are not elsewhere: so be it.
  const tight = await asked({ ...window, startsAt: '13:00', endsAt: '14:00' })
  const yes = await accepts(of, eve.actor, (await offered(of, tight.id, [eve])).offers[0]!)
  expect(yes).toMatchObject({ __typename: 'OfferAccepted' })
})
