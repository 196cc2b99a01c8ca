import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { addDays } from '../../api/kernel/index.ts'
import { accepts, neighbourhood, offered, requested, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>
let cerys: Awaited<ReturnType<Neighbourhood['volunteer']>>

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
  cerys = await of.volunteer('Cerys')
})

const held = (task: string) =>
  of.at.sql<{ n: number }>(
    `select count(*)::int as n from assignment a where a.ended_at is null and a.task_id = (select id from task where
      translate(encode('\\x0006'::bytea || uuid_send(id), 'base64'), '+/', '-_') = $1)`,
    [task],
  )

test('two say yes at the same moment: one has it, the other is told that it is taken, fifty times over', async () => {
  const answers: string[][] = []
  for (let round = 0; round < 50; round++) {
    const task = await requested(of, { firstOn: addDays(of.monday, round) })
    const { offers } = await offered(of, task.id, [bob, cerys])
    const both = await Promise.all([accepts(of, bob.actor, offers[0]!), accepts(of, cerys.actor, offers[1]!)])
    answers.push(both.map((answer) => answer.__typename).sort())
    expect(await held(task.id)).toEqual([{ n: 1 }])
  }
  expect(answers).toEqual(Array(50).fill(['OfferAccepted', 'OfferTaken']))
  expect(await of.at.sql(`select status, count(*)::int as n from offer group by 1 order by 1`)).toEqual([
    { status: 'ACCEPTED', n: 50 },
    { status: 'TAKEN', n: 50 },
  ])
}, 120_000)

test('the same yes sent again and again with one key is one yes, with one answer', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 60) })
  const { offers } = await offered(of, task.id, [bob])
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 8 }, () => accepts(of, bob.actor, offers[0]!, key)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ __typename: 'OfferAccepted', visits: [{ status: 'CONFIRMED' }] })
  expect(await held(task.id)).toEqual([{ n: 1 }])
  // Without a key, and later: still the same yes.
  expect(await accepts(of, bob.actor, offers[0]!)).toEqual(answers[0])
  expect(await held(task.id)).toEqual([{ n: 1 }])
})

test('a volunteer who says yes to two visits at one time has one of them; back-to-back he has both', async () => {
  const on = addDays(of.monday, 70)
  const tasks = [
    await requested(of, { firstOn: on, startsAt: '10:00', minutes: 60 }),
    await requested(of, { firstOn: on, startsAt: '10:30', minutes: 60 }),
    await requested(of, { firstOn: on, startsAt: '11:00', minutes: 30 }),
  ]
  const offers = await Promise.all(tasks.map(async (task) => (await offered(of, task.id, [bob])).offers[0]!))
  const [first, second] = await Promise.all([accepts(of, bob.actor, offers[0]!), accepts(of, bob.actor, offers[1]!)])
  expect([first.__typename, second.__typename].sort()).toEqual(['DoubleBooked', 'OfferAccepted'])
  const clash = first.__typename === 'DoubleBooked' ? first : second
  const winner = first.__typename === 'OfferAccepted' ? first : second
  expect(clash).toMatchObject({
    visit: { id: winner.visits[0].id },
    startsAt: winner.visits[0].startsAt,
    endsAt: winner.visits[0].endsAt,
  })
  const third = await accepts(of, bob.actor, offers[2]!)
  // 11:00 begins the minute that 10:00 to 11:00 ends, and lies within 10:30 to 11:30.
  expect(third.__typename).toBe(winner.visits[0].startsAt.includes('T10:00') ? 'OfferAccepted' : 'DoubleBooked')
  expect(
    await of.at.sql(
      `select 1 from booking a join booking b on a.volunteer_id = b.volunteer_id and a.assignment_id < b.assignment_id and a.during && b.during`,
    ),
  ).toEqual([])
})

test('two co-ordinators with the same task open: the second is told it has changed', async () => {
  const task = await requested(of, { firstOn: addDays(of.monday, 80) })
  const edit = (inTheirWords: string) =>
    of.at.ask(
      of.sioned.account,
      `mutation ($input: EditTaskInput!) { editTask(input: $input) { __typename ... on Stale { current { id } } ... on TaskEdited { task { version inTheirWords } } } }`,
      {
        input: { id: task.id, version: task.version, inTheirWords },
      },
    )
  const kinds = (await Promise.all([edit('One'), edit('Two')])).map(({ data }) => data['editTask'].__typename)
  expect(kinds.sort()).toEqual(['Stale', 'TaskEdited'])
  expect((await edit('Three')).data['editTask']).toEqual({ __typename: 'Stale', current: { id: task.id } })
})

test('plain SQL cannot do it either: an uncleared volunteer, a second holder, the same hours twice', async () => {
  const unready = await of.volunteer('Dai', { checks: [] })
  const on = addDays(of.monday, 90)
  const one = await requested(of, { firstOn: on, startsAt: '10:00', minutes: 60 })
  const other = await requested(of, { firstOn: on, startsAt: '10:59', minutes: 60 })
  const after = await requested(of, { firstOn: on, startsAt: '11:59', minutes: 60 })
  const insert = (visit: string, volunteer: string) =>
    of.at.sql(
      `insert into assignment (id, task_id, visit_id, place, volunteer_id, organisation_id, locality_id)
       select gen_random_uuid(), task_id, id, 1, $2::uuid, organisation_id, locality_id from visit
       where translate(encode('\\x0007'::bytea || uuid_send(id), 'base64'), '+/', '-_') = $1`,
      [visit, volunteer],
    )
  await expect(insert(one.nextVisit.id, unready.id)).rejects.toMatchObject({
    code: '23514',
    constraint: 'assignment_is_cleared',
    detail: 'CHECK:ENHANCED',
  })
  await insert(one.nextVisit.id, bob.id)
  await expect(insert(one.nextVisit.id, cerys.id)).rejects.toMatchObject({
    code: '23505',
    constraint: 'assignment_place_of_visit',
  })
  await expect(insert(other.nextVisit.id, bob.id)).rejects.toMatchObject({
    code: '23P01',
    constraint: 'booking_one_place_at_a_time',
  })
  await insert(after.nextVisit.id, bob.id)
})

test('a check taken away at the very moment of the yes: refused, or marked, never unnoticed', async () => {
  const outcomes = new Set<string>()
  for (let round = 0; round < 25; round++) {
    const task = await requested(of, { firstOn: addDays(of.monday, 100 + round), startsAt: '18:00' })
    const { offers } = await offered(of, task.id, [cerys])
    const [answer] = await Promise.all([
      accepts(of, cerys.actor, offers[0]!),
      of.at.sql(`update volunteer_check set revoked_at = now() where volunteer_id = $1`, [cerys.id]),
    ])
    const [row] = await of.at.sql<{ held: number; lost: boolean }>(
      `select count(a.id)::int as held, bool_or(v.clearance_lost_at is not null) as lost from visit v left join assignment a on a.visit_id = v.id and a.ended_at is null
       where translate(encode('\\x0007'::bytea || uuid_send(v.id), 'base64'), '+/', '-_') = $1`,
      [task.nextVisit.id],
    )
    if (answer.__typename === 'OfferAccepted') expect(row).toEqual({ held: 1, lost: true })
    else {
      expect(answer).toEqual({
        __typename: 'NotCleared',
        missing: [{ code: 'CHECK_MISSING', facts: [{ name: 'needed', value: 'ENHANCED' }] }],
      })
      expect(row).toEqual({ held: 0, lost: false })
    }
    outcomes.add(answer.__typename)
    await of.at.sql(`update volunteer_check set revoked_at = null where volunteer_id = $1`, [cerys.id])
  }
  expect([...outcomes].every((kind) => kind === 'OfferAccepted' || kind === 'NotCleared')).toBe(true)
})
