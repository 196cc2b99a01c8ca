import { beforeAll, expect, test } from 'vitest'
import { addDays, thePublic } from '../../api/kernel/index.ts'
import { missUnfilledVisits } from '../../api/visits/index.ts'
import { accepts, neighbourhood, offered, requested, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let bob: Awaited<ReturnType<Neighbourhood['volunteer']>>
let cerys: Awaited<ReturnType<Neighbourhood['volunteer']>>

beforeAll(async () => {
  of = await neighbourhood()
  bob = await of.volunteer('Bob')
  cerys = await of.volunteer('Cerys')
})

let day = 0
/** A visit that Bob goes to, on a day of its own. */
async function bobsVisit(more: Record<string, unknown> = {}): Promise<{ task: string; visit: string; startsAt: Date }> {
  const made = await requested(of, { firstOn: addDays(of.monday, day++), ...more })
  const answer = await accepts(of, bob.actor, (await offered(of, made.id, [bob])).offers[0]!)
  return { task: made.id, visit: answer.visits[0].id, startsAt: new Date(answer.visits[0].startsAt) }
}
/** It is then so many minutes after that moment, for the commands and for the database's rows alike. */
async function after(at: Date, minutes: number) {
  of.at.clock.set(new Date(at.getTime() + minutes * 60_000))
}
/** Moves a visit into the past, as the database's own clock cannot be set. */
const past = (hours: number) =>
  of.at.plant(
    `update visit set occurs_on = current_date - 1, starts_at = now() - make_interval(hours => $1 + 2), ends_at = now() - make_interval(hours => $1) where status <> 'CANCELLED' and id = (select visit_id from assignment order by created_at desc limit 1)`,
    [hours],
  )

const does = async (who: string | null, name: string, input: object, fields = '') => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`
  const { data, errors } = await of.at.ask(
    who,
    `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${name === 'checkVisit' ? '' : '... on NotPossible { because status }'} ${fields} } }`,
    { input },
  )
  return errors ? errors[0]!.extensions['code'] : data[name]
}
const visit = async (id: string) =>
  (
    await of.at.ask(
      of.sioned.account,
      `query ($id: ID!) { node(id: $id) { ... on Visit { status startedAt endedAt clearanceLostAt cancelledBy cancelledBecause placesOpen report { reportedMinutes went worry worrySeenAt } task { status } } } }`,
      { id },
    )
  ).data['node']
const toCheck = async () =>
  (await of.at.ask(of.sioned.account, `{ visits(filter: { toCheck: true }, first: 20) { nodes { id } } }`)).data[
    'visits'
  ].nodes.map((node: { id: string }) => node.id)

test('a visit is begun on its day, and reported when it is over', async () => {
  const { visit: id, startsAt } = await bobsVisit()
  expect(await does(bob.actor.account, 'startVisit', { visit: id })).toEqual({
    __typename: 'NotPossible',
    because: 'NOT_YET',
    status: 'CONFIRMED',
  })
  expect(await does(bob.actor.account, 'reportVisit', { visit: id, happened: true })).toEqual({
    __typename: 'NotPossible',
    because: 'NOT_YET',
    status: 'CONFIRMED',
  })
  expect(await does(cerys.actor.account, 'startVisit', { visit: id })).toBe('NOT_FOUND')
  expect(await does(null, 'startVisit', { visit: id })).toBe('UNAUTHENTICATED')
  await after(startsAt, 1)
  expect(await does(bob.actor.account, 'startVisit', { visit: id })).toMatchObject({ __typename: 'VisitStarted' })
  expect(await visit(id)).toMatchObject({ status: 'STARTED', task: { status: 'ACTIVE' }, report: null })
  await after(startsAt, 130)
  expect(await does(bob.actor.account, 'reportVisit', { visit: id, happened: true, minutes: 1500 })).toBe(
    'BAD_USER_INPUT',
  )
  expect(await does(bob.actor.account, 'reportVisit', { visit: id, happened: true, minutes: 125 })).toMatchObject({
    __typename: 'VisitReported',
  })
  expect(await visit(id)).toMatchObject({
    status: 'ENDED',
    report: { reportedMinutes: 125, went: 'FINE', worry: null },
    task: { status: 'DONE' },
  })
  expect(await toCheck()).toEqual([])
  of.at.clock.set(new Date())
})

test('a worry stays on the list until the co-ordinator has seen it', async () => {
  const { visit: id, startsAt } = await bobsVisit()
  await after(startsAt, 200)
  await does(bob.actor.account, 'reportVisit', { visit: id, happened: true, worry: 'She did not know me today.' })
  expect(await visit(id)).toMatchObject({
    report: { went: 'WORRY', worry: 'She did not know me today.', worrySeenAt: null },
  })
  expect(await toCheck()).toEqual([id])
  expect(await does(bob.actor.account, 'checkVisit', { visit: id })).toBe('FORBIDDEN')
  expect(await does(of.sioned.account, 'checkVisit', { visit: id })).toMatchObject({ __typename: 'VisitChecked' })
  expect(await toCheck()).toEqual([])
  // A correction that says more is unseen again; the same said twice is not.
  await does(bob.actor.account, 'reportVisit', { visit: id, happened: true, worry: 'She did not know me today.' })
  expect(await toCheck()).toEqual([])
  await does(of.sioned.account, 'reportVisit', { visit: id, happened: true, went: 'URGENT', worry: 'She has fallen.' })
  expect(await toCheck()).toEqual([id])
  await does(of.sioned.account, 'checkVisit', { visit: id })
  of.at.clock.set(new Date())
})

test('a visit that did not happen is missed, frees the hour, and is looked at', async () => {
  const { visit: id, startsAt, task } = await bobsVisit()
  await after(startsAt, 60)
  await does(of.sioned.account, 'reportVisit', { visit: id, happened: false })
  expect(await visit(id)).toMatchObject({ status: 'MISSED', report: { reportedMinutes: null, went: null } })
  expect(
    await of.at.sql(
      `select count(*)::int as n from booking b join visit v on v.id = b.visit_id where v.status = 'MISSED'`,
    ),
  ).toEqual([{ n: 0 }])
  expect(await toCheck()).toEqual([id])
  await does(of.sioned.account, 'checkVisit', { visit: id })
  expect(await toCheck()).toEqual([])
  expect(task).toBeTruthy()
  of.at.clock.set(new Date())
})

test('a visit nobody has reported two hours after its end is looked at', async () => {
  const { visit: id } = await bobsVisit()
  await past(1)
  expect(await toCheck()).toEqual([])
  await past(3)
  expect(await toCheck()).toEqual([id])
  await does(of.sioned.account, 'reportVisit', { visit: id, happened: true })
  expect(await toCheck()).toEqual([])
})

test('a visit called off frees the volunteer, who sees it as called off and the address no more', async () => {
  const { visit: id, task } = await bobsVisit()
  expect(await does(bob.actor.account, 'cancelVisit', { visit: id, by: 'VOLUNTEER', because: 'Cold' })).toBe(
    'FORBIDDEN',
  )
  expect(
    await does(of.sioned.account, 'cancelVisit', { visit: id, by: 'PERSON', because: 'In hospital' }),
  ).toMatchObject({ __typename: 'VisitCancelled' })
  expect(await does(of.sioned.account, 'cancelVisit', { visit: id, by: 'PERSON', because: 'In hospital' })).toEqual({
    __typename: 'NotPossible',
    because: 'IT_IS_OVER',
    status: 'CANCELLED',
  })
  const seen = await of.at.ask(
    bob.actor.account,
    `query ($visit: ID!, $task: ID!) { visit: node(id: $visit) { ... on Visit { status cancelledBecause task { id details { address } patient { name } } } } task: node(id: $task) { id } }`,
    { visit: id, task },
  )
  expect(seen.data['visit']).toEqual({
    status: 'CANCELLED',
    cancelledBecause: 'In hospital',
    task: { id: task, details: null, patient: expect.anything() },
  })
  // The hour is free for something else.
  const [row] = await of.at.sql<{ occurs_on: string }>(`select occurs_on::text from visit where status = 'CANCELLED'`)
  const other = await requested(of, { firstOn: row!.occurs_on })
  expect(await accepts(of, bob.actor, (await offered(of, other.id, [bob])).offers[0]!)).toMatchObject({
    __typename: 'OfferAccepted',
  })
  day++
})

test('when a check is taken away, the visits ahead are marked, cannot be begun, and go back', async () => {
  const { visit: id, startsAt } = await bobsVisit()
  await of.at.plant('update volunteer_check set revoked_at = now() where volunteer_id = $1', [bob.id])
  expect(await visit(id)).toMatchObject({ clearanceLostAt: expect.any(String) })
  expect(await toCheck()).toContain(id)
  await after(startsAt, 1)
  expect(await does(bob.actor.account, 'startVisit', { visit: id })).toMatchObject({ because: 'CLEARANCE_LOST' })
  of.at.clock.set(new Date())
  // Given back: looked at again, it is as it was.
  await of.at.plant('update volunteer_check set revoked_at = null where volunteer_id = $1', [bob.id])
  await does(of.sioned.account, 'checkVisit', { visit: id })
  expect(await visit(id)).toMatchObject({ status: 'CONFIRMED', clearanceLostAt: null })
})

test('being paused, a skill taken away and a stricter rule mark the visits ahead, and unmark them when all is well', async () => {
  const sioned = (operation: string, input: object) =>
    of.at.ask(of.sioned.account, operation, { input }).then(({ data, errors }) => {
      expect(errors).toBeUndefined()
      return data
    })
  const lost = async (id: string) => (await visit(id)).clearanceLostAt !== null
  const version = async () =>
    (await of.at.ask(of.sioned.account, `{ node(id: "${bob.nodeId}") { ... on Volunteer { version } } }`)).data['node']
      .version
  const skills = async (codes: string[]) =>
    sioned(
      `mutation ($input: SetVolunteerSkillsInput!) { setVolunteerSkills(input: $input) { ... on VolunteerSkillsSet { volunteer { id } } } }`,
      { volunteer: bob.nodeId, version: await version(), skills: codes },
    )
  await skills(['DOGS'])
  const plain = await bobsVisit()
  const withDog = await bobsVisit({ skills: ['DOGS'] })

  await skills([])
  expect([await lost(plain.visit), await lost(withDog.visit)]).toEqual([false, true])
  expect(await toCheck()).toContain(withDog.visit)
  await skills(['DOGS'])
  expect(await lost(withDog.visit)).toBe(false)

  const status = async (to: string) =>
    sioned(
      `mutation ($input: EditVolunteerInput!) { editVolunteer(input: $input) { ... on VolunteerEdited { volunteer { status } } } }`,
      { id: bob.nodeId, version: await version(), status: to },
    )
  await status('PAUSED')
  expect([await lost(plain.visit), await lost(withDog.visit)]).toEqual([true, true])
  const { data: why } = await of.at.ask(
    of.sioned.account,
    `{ node(id: "${withDog.visit}") { ... on Visit { assignments { lacks } } } }`,
  )
  expect(why['node'].assignments).toEqual([{ lacks: ['NOT_ACTIVE'] }])
  await status('ACTIVE')
  expect([await lost(plain.visit), await lost(withDog.visit)]).toEqual([false, false])

  const ada = await of.make.account({ name: 'Ada', role: 'ADMINISTRATOR', email: 'ada@rother.example' })
  const { data } = await of.at.ask(
    ada.account,
    `{ taskRules { id version role kind { code } checkLevel skills trainings } }`,
  )
  const rule = data['taskRules'].find(
    (one: { role: string; kind: { code: string } }) => one.role === 'LEAD' && one.kind.code === 'RESPITE_SITTING',
  )
  const confirm = async (trainings: string[], at: number) => {
    const answer = await of.at.ask(
      ada.account,
      `mutation ($input: ConfirmTaskRuleInput!) { confirmTaskRule(input: $input) { __typename } }`,
      {
        input: {
          id: rule.id,
          version: at,
          checkLevel: rule.checkLevel,
          skills: rule.skills,
          trainings,
          confirmedBy: 'Ann Lead',
        },
      },
    )
    expect(answer.data['confirmTaskRule'].__typename).toBe('TaskRuleConfirmed')
  }
  await confirm([...rule.trainings, 'DEMENTIA'], rule.version)
  expect([await lost(plain.visit), await lost(withDog.visit)]).toEqual([true, true])
  await confirm(rule.trainings, rule.version + 1)
  expect([await lost(plain.visit), await lost(withDog.visit)]).toEqual([false, false])
  // Another visit of his is not begun on what he lacks, and says so on the day.
  await of.at.plant('delete from volunteer_check where volunteer_id = $1', [bob.id])
  await after(plain.startsAt, 1)
  expect(await does(bob.actor.account, 'startVisit', { visit: plain.visit })).toMatchObject({
    because: 'CLEARANCE_LOST',
  })
  of.at.clock.set(new Date())
  await of.at.plant(
    `insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on)
     values (gen_random_uuid(), $1, 'ENHANCED_BOTH', current_date - 100, 'Ann', current_date + 700)`,
    [bob.id],
  )
  expect(await lost(plain.visit)).toBe(false)
})

test('what a volunteer agreed to is not changed under them', async () => {
  const { task } = await bobsVisit()
  const [{ version }] = (await of.at.sql<{ version: number }>(
    'select version from task order by created_at desc limit 1',
  )) as [{ version: number }]
  const edit = (more: object) => does(of.sioned.account, 'editTask', { id: task, version, ...more })
  expect(await edit({ startsAt: '10:00' })).toEqual({
    __typename: 'NotPossible',
    because: 'SOMEBODY_IS_ON_IT',
    status: 'MATCHED',
  })
  expect(await edit({ kind: 'SHOPPING' })).toMatchObject({ because: 'SOMEBODY_IS_ON_IT' })
  expect(await edit({ recurrence: 'FREQ=DAILY' })).toBe('BAD_USER_INPUT')
  expect(await edit({ whatToKnow: 'Ring twice.' })).toMatchObject({ __typename: 'TaskEdited' })
})

test('a repeated task moved to another day: free days move along, told-of days stay as called off', async () => {
  const made = await requested(of, {
    firstOn: addDays(of.monday, 1),
    recurrence: 'FREQ=WEEKLY;BYDAY=TU',
    startsAt: '08:00',
    minutes: 30,
  })
  await offered(of, made.id, [cerys], { visit: made.nextVisit.id })
  expect(
    await does(
      of.sioned.account,
      'editTask',
      { id: made.id, version: made.version, firstOn: addDays(of.monday, 2), recurrence: 'FREQ=WEEKLY;BYDAY=WE' },
      '... on TaskEdited { task { visits(first: 50) { nodes { occursOn status cancelledBecause } } } }',
    ),
  ).toMatchObject({
    task: {
      visits: {
        nodes: [
          { occursOn: addDays(of.monday, 1), status: 'CANCELLED', cancelledBecause: 'TASK_CHANGED' },
          ...Array.from({ length: 8 }, (_, i) => ({
            occursOn: addDays(of.monday, 2 + 7 * i),
            status: 'PLANNED',
            cancelledBecause: null,
          })),
        ],
      },
    },
  })
})

test('the care co-ordinator sees what became of what she asked for, and no one else’s', async () => {
  const ann = await of.make.patient(of.sioned, {
    place: of.town,
    givenName: 'Ann',
    familyName: 'Pugh',
    consents: ['SHARE_WITH_VOLUNTEER'],
  })
  await of.at.plant('update patient set care_co_ordinator_id = $1 where id = $2', [of.nia.account, ann.id])
  const made = await requested(
    of,
    { patient: ann.nodeId, firstOn: addDays(of.monday, day++), kind: 'BEFRIENDING_VISIT' },
    of.nia,
  )
  await accepts(of, cerys.actor, (await offered(of, made.id, [cerys])).offers[0]!)
  const seen = await of.at.ask(
    of.nia.account,
    `{ tasks(first: 50) { totalCount nodes { id status inTheirWords nextVisit { assignments { volunteer { name checks { level } } } } } } visits(first: 50) { totalCount } }`,
  )
  expect(seen.data['tasks']).toEqual({
    totalCount: 1,
    nodes: [
      {
        id: made.id,
        status: 'MATCHED',
        inTheirWords: 'An afternoon to myself.',
        nextVisit: { assignments: [{ volunteer: { name: 'Cerys Hughes', checks: [] } }] },
      },
    ],
  })
  expect(seen.data['visits']).toEqual({ totalCount: 1 })
  expect((await of.at.ask(of.nia.account, `{ offers(first: 5) { totalCount } }`)).errors?.[0]?.extensions['code']).toBe(
    'FORBIDDEN',
  )
})

test('a day that went by with nobody on it was missed, is seen once, and does not keep the task from its end', async () => {
  const made = await requested(of, {
    firstOn: addDays(of.monday, 1),
    recurrence: 'FREQ=WEEKLY;COUNT=2',
    startsAt: '07:00',
    minutes: 30,
  })
  const [first, second] = made.visits.nodes as { id: string }[]
  const { offers } = await offered(of, made.id, [cerys], { visit: second!.id })
  await accepts(of, cerys.actor, offers[0]!)
  of.at.clock.set(new Date(`${addDays(of.monday, 20)}T12:00:00Z`))
  const miss = () => of.at.run(thePublic, missUnfilledVisits)
  await Promise.all([miss(), miss()])
  expect(await visit(first!.id)).toMatchObject({ status: 'MISSED', placesOpen: 0 })
  expect(await toCheck()).toContain(first!.id)
  await does(of.sioned.account, 'checkVisit', { visit: first!.id })
  expect(await toCheck()).not.toContain(first!.id)
  await does(cerys.actor.account, 'reportVisit', { visit: second!.id, happened: true })
  expect(await visit(second!.id)).toMatchObject({ status: 'ENDED', task: { status: 'DONE' } })
  of.at.clock.set(new Date())
})
