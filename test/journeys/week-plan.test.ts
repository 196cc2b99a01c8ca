import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { Outbox } from '../../api/app/outbox.ts'
import { runJobs } from '../../api/app/scheduler.ts'
import { addDays, encodeNodeId, thePublic } from '../../api/kernel/index.ts'
import { planWeek } from '../../api/matching/index.ts'
import { makeLog } from '../../api/platform/index.ts'
import type { Made } from '../../seeds/builder/index.ts'
import { accepts, neighbourhood, offered, requested, type Neighbourhood } from './neighbourhood.ts'

let of: Neighbourhood
let locality: string
const people: Record<string, Awaited<ReturnType<Neighbourhood['volunteer']>>> = {}
/** One visit a day of the planned week, Monday to Friday, at two. */
const visits: { id: string; task: string; on: string }[] = []

beforeAll(async () => {
  of = await neighbourhood()
  locality = encodeNodeId(1, of.town.id)
  // Ann may go on two days a week, Bob on three; Cai on none of these days; Dai has no check.
  people['ann'] = await of.volunteer('Ann', { week: 'Mon-Tue 12:00-18:00' })
  people['bob'] = await of.volunteer('Bob', { week: 'Tue-Thu 12:00-18:00' })
  people['cai'] = await of.volunteer('Cai', { week: 'Sat 12:00-18:00' })
  people['dai'] = await of.volunteer('Dai', { checks: [] })
  for (let day = 0; day < 5; day++) {
    const on = addDays(of.monday, day)
    const task = await requested(of, { firstOn: on })
    visits.push({ id: task.nextVisit.id, task: task.id, on })
  }
})
beforeEach(async () => {
  await of.at.plant(`delete from plan_suggestion`)
  await of.at.plant(`delete from plan_run`)
  await of.at.plant(`update assignment set offer_id = null`)
  await of.at.plant(`delete from offer`)
  await of.at.plant(`delete from jobs.job`)
})

const silent = makeLog(() => undefined)
const outbox = () =>
  new Outbox({ ...of.at.parts, viewer: thePublic, handlers: [planWeek], outside: {}, log: silent, lookEvery: 20 })

async function does(name: string, input: object, show: string, who = of.sioned.account): Promise<any> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`
  const answer = await of.at.ask(who, `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${show} } }`, {
    input,
  })
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data[name as never]
}
async function asks(query: string, variables: object = {}, who = of.sioned.account): Promise<any> {
  const { data, errors } = await of.at.ask(who, query, { ...variables })
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

const RUN = `id status progress monday suggested unfilledBefore unfilledAfter continuity value bound gap seed iterations engine isWarm kept plannedBefore`
const SUGGESTION = `id status visit { id occursOn } volunteer { name } reasonsFor { code } reasonsAgainst { code facts { name value } } because { code }`
const propose = (more: object = {}) =>
  does(
    'proposeWeek',
    { locality, week: of.monday, iterations: 20_000, ...more },
    `... on WeekProposed { run { ${RUN} } } ... on PlanAlreadyRunning { run { id } }`,
  )
const run = async (id: string) => (await asks(`query ($id: ID!) { planRun(id: $id) { ${RUN} } }`, { id })).planRun
const suggestions = async (of_: { run?: string } = {}) =>
  (
    await asks(
      `query ($locality: ID!, $week: LocalDate!, $run: ID) { planSuggestions(locality: $locality, week: $week, run: $run, first: 100) { totalCount nodes { ${SUGGESTION} } } }`,
      { locality, week: of.monday, ...of_ },
    )
  ).planSuggestions.nodes
const planned = async (more: object = {}) => {
  const { run: asked } = await propose(more)
  await outbox().round()
  return run(asked.id)
}
const apply = (id: string, some?: string[]) =>
  does(
    'applyPlan',
    { run: id, ...(some && { suggestions: some }) },
    `... on PlanApplied { chosen { ${SUGGESTION} } changed { ${SUGGESTION} } } ... on NotPossible { because status }`,
  )
const offers = async () => Number((await of.at.plant('select count(*) as n from offer'))[0]?.['n'])

test('a week is proposed, worked out, and shown with its bound; nothing is in the week, nothing is sent', async () => {
  const { __typename, run: asked } = await propose()
  expect(__typename).toBe('WeekProposed')
  expect(asked).toMatchObject({ status: 'WAITING', progress: 0, monday: of.monday, seed: 1, iterations: 20_000 })
  expect(await propose()).toMatchObject({ __typename: 'PlanAlreadyRunning', run: { id: asked.id } })
  await outbox().round()
  const done = await run(asked.id)
  // Monday Ann; Tuesday either; Wednesday and Thursday Bob; nobody on Friday.
  expect(done).toMatchObject({
    status: 'DONE',
    progress: 100,
    suggested: 4,
    unfilledBefore: 5,
    unfilledAfter: 1,
    isWarm: false,
  })
  expect(done.bound).toBeGreaterThanOrEqual(done.value - 0.01)
  expect(done.gap).toBeLessThan(0.05)
  const proposed = await suggestions({ run: asked.id })
  expect(proposed.map((each: any) => each.visit.occursOn)).toEqual(visits.slice(0, 4).map(({ on }) => on))
  expect(proposed.map((each: any) => each.volunteer.name.split(' ')[0])).toEqual([
    'Ann',
    expect.stringMatching(/Ann|Bob/),
    'Bob',
    'Bob',
  ])
  expect(proposed.every((each: any) => each.reasonsFor.some(({ code }: any) => code === 'FREE'))).toBe(true)
  expect(await suggestions()).toEqual([])
  expect(await offers()).toBe(0)
  expect(await of.at.plant(`select 1 from assignment where ended_at is null`)).toEqual([])

  // The same week, seed and iterations: the same plan.
  const again = await planned()
  expect([again.value, again.bound]).toEqual([done.value, done.bound])
})

test('sliders are kept for the locality, and a plan says by which it was made', async () => {
  const SLIDERS = `{ continuity travel fairness keepPlan }`
  const kept = async () =>
    (await asks(`query ($locality: ID!) { planSliders(locality: $locality) ${SLIDERS} }`, { locality })).planSliders
  await does('setPlanSliders', { locality, continuity: 4 }, `sliders ${SLIDERS}`)
  expect(await kept()).toEqual({ continuity: 4, travel: 2, fairness: 2, keepPlan: 2 })
  const { run: asked } = await propose({ travel: 0 })
  expect(asked.continuity).toBe(4)
  expect(await kept()).toEqual({ continuity: 4, travel: 0, fairness: 2, keepPlan: 2 })
  const wrong = await of.at.ask(
    of.sioned.account,
    `mutation ($input: SetPlanSlidersInput!) { setPlanSliders(input: $input) { sliders { travel } } }`,
    { input: { locality, travel: 5 } },
  )
  expect(wrong.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    problems: [{ field: 'travel', code: 'OUT_OF_RANGE' }],
  })
})

test('cancelled while it is worked out: it stops, and leaves nothing', async () => {
  const { run: asked } = await propose({ iterations: 20_000_000 })
  const working = outbox().round()
  await expect.poll(async () => (await run(asked.id)).status, { timeout: 20_000 }).toBe('RUNNING')
  expect(await does('cancelPlanRun', { run: asked.id }, `... on PlanRunCancelled { run { status } }`)).toMatchObject({
    run: { status: 'CANCELLED' },
  })
  await working
  expect((await run(asked.id)).status).toBe('CANCELLED')
  expect(await of.at.plant('select 1 from plan_suggestion')).toEqual([])
  expect(await does('cancelPlanRun', { run: asked.id }, '')).toMatchObject({ __typename: 'PlanRunCancelled' })
  expect(await apply(asked.id)).toMatchObject({ __typename: 'NotPossible', because: 'NOT_YET', status: 'CANCELLED' })
})

test('killed when all was worked out and nothing stored: another does it, once and whole', async () => {
  const { run: asked } = await propose()
  const [job] = await of.at.plant(`select id, facts from jobs.job where task = 'plan.week'`)
  // A process that dies after the work and before its end has run exactly this far.
  const rest = await planWeek.run(
    { id: job?.['id'], task: 'plan.week', facts: job?.['facts'], attempt: 1 },
    { inTransaction: (work) => of.at.run(null, work), signal: new AbortController().signal },
  )
  expect(rest).toBeTypeOf('function')
  expect(await run(asked.id)).toMatchObject({ status: 'RUNNING', suggested: null })
  expect(await of.at.plant('select 1 from plan_suggestion')).toEqual([])
  await outbox().round()
  expect(await run(asked.id)).toMatchObject({ status: 'DONE', suggested: 4 })
  // The first one was only slow: what it brings changes nothing any more.
  if (typeof rest === 'function') await of.at.run(null, async (ctx) => void (await rest(ctx)))
  expect(await of.at.plant('select 1 from plan_suggestion')).toHaveLength(4)
})

test('a run of which nobody has heard for long has failed', async () => {
  const { run: asked } = await propose()
  await of.at.plant(`update plan_run set told_at = now() - interval '16 minutes'`)
  of.at.clock.set(new Date())
  await runJobs({ ...of.at.parts, viewer: thePublic }, silent)
  expect((await run(asked.id)).status).toBe('FAILED')
  await outbox().round()
  expect((await run(asked.id)).status).toBe('FAILED')
})

test('some are applied, then all; what changed meanwhile is told and not overwritten; nothing is sent before it is sent', async () => {
  const done = await planned()
  const proposed = await suggestions({ run: done.id })
  const some = await apply(done.id, [proposed[0].id])
  expect(some).toMatchObject({ chosen: [{ id: proposed[0].id, status: 'CHOSEN' }], changed: [] })
  expect((await suggestions()).map((each: any) => each.id)).toEqual([proposed[0].id])

  // Meanwhile Wednesday is taken by hand, and Bob goes away on Thursday.
  const dai = people['dai'] as Made
  await of.at.plant(
    `insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on) values ($1, $2, 'ENHANCED_BOTH', current_date - 9, 'Sioned', current_date + 700)`,
    [randomUUID(), dai.id],
  )
  expect((await does('assignVisit', { visit: visits[2]?.id, volunteer: dai.nodeId }, '')).__typename).toBe(
    'AssignmentConfirmed',
  )
  await of.at.plant(`insert into absence (id, volunteer_id, first_on, last_on) values ($1, $2, $3, $3)`, [
    randomUUID(),
    people['bob']?.id,
    visits[3]?.on,
  ])
  const key = randomUUID()
  const all = await does(
    'applyPlan',
    { run: done.id, clientMutationId: key },
    `... on PlanApplied { chosen { id } changed { visit { occursOn } because { code } } }`,
  )
  expect(all.chosen.map((each: any) => each.id).sort()).toEqual([proposed[0].id, proposed[1].id].sort())
  expect(all.changed).toHaveLength(2)
  expect(all.changed).toEqual(
    expect.arrayContaining([
      { visit: { occursOn: visits[2]?.on }, because: [{ code: 'PLACE_TAKEN' }] },
      { visit: { occursOn: visits[3]?.on }, because: [{ code: 'ABSENT' }] },
    ]),
  )
  expect(
    await does('applyPlan', { run: done.id, clientMutationId: key }, `... on PlanApplied { changed { id } }`),
  ).toMatchObject({ changed: [{}, {}] })
  expect(await offers()).toBe(0)
  expect(await of.at.plant(`select 1 from jobs.job where task = 'offer.mail'`)).toEqual([])

  // Sent: one offer for each draft, its link once; a draft whose visit was taken by then is told of.
  const drafts = await suggestions()
  expect(drafts).toHaveLength(2)
  await does('assignVisit', { visit: drafts[1].visit.id, volunteer: dai.nodeId }, '')
  const SENT = `... on SuggestionsSent { offers { id volunteer { name } } notSent { id because { code } } links { url } }`
  const sending = { suggestions: drafts.map((each: any) => each.id), clientMutationId: randomUUID() }
  const sent = await does('sendSuggestions', sending, SENT)
  expect(sent.offers).toHaveLength(1)
  expect(sent.links).toHaveLength(1)
  expect(sent.notSent).toEqual([{ id: drafts[1].id, because: [{ code: 'PLACE_TAKEN' }] }])
  expect(await offers()).toBe(1)
  expect(await does('sendSuggestions', sending, SENT)).toEqual({ ...sent, links: [] })
  expect(await offers()).toBe(1)
  expect(await suggestions()).toEqual([])
  await of.at.plant(`delete from absence where volunteer_id = $1`, [people['bob']?.id])
  await of.at.plant(`update assignment set ended_at = now()`)
  await of.at.plant(`update visit set status = 'PLANNED'`)
  await of.at.plant(`update volunteer_check set revoked_at = now() where volunteer_id = $1`, [dai.id])
})

test('by hand: a draft stays in the next plan, another takes its place, and it can be taken out', async () => {
  const [, tuesday] = visits
  const suggest = (volunteer: Made, visit = tuesday?.id) =>
    does(
      'suggestVisit',
      { visit, volunteer: volunteer.nodeId },
      `... on VisitSuggested { suggestion { ${SUGGESTION} } } ... on NotCleared { missing { code } }`,
    )
  expect(await suggest(people['dai'] as Made)).toMatchObject({
    __typename: 'NotCleared',
    missing: [{ code: 'CHECK_MISSING' }],
  })
  // Cai's usual hours are others: no bar, and said.
  const cai = await suggest(people['cai'] as Made)
  expect(cai.suggestion.reasonsAgainst.map(({ code }: any) => code)).toContain('NOT_AVAILABLE')
  const first = await planned()
  expect(first).toMatchObject({ suggested: 3, unfilledBefore: 4, unfilledAfter: 1 })
  const ann = await suggest(people['ann'] as Made)
  expect((await suggestions()).map((each: any) => each.id)).toEqual([ann.suggestion.id])
  expect(
    await does(
      'dropSuggestion',
      { suggestion: ann.suggestion.id },
      `... on SuggestionDropped { suggestion { status } }`,
    ),
  ).toMatchObject({ suggestion: { status: 'DROPPED' } })
  expect(await suggestions()).toEqual([])
})

test('a plan applied is kept by the next one, and who is asked already is not asked again', async () => {
  const first = await planned()
  await apply(first.id)
  const second = await planned({ seed: 99 })
  expect(second).toMatchObject({ isWarm: true, plannedBefore: 4, kept: 4 })
  await apply(second.id)
  expect(await suggestions()).toHaveLength(4)
  const [monday] = await suggestions()
  const asked = await offered(of, visits[0]?.task as string, [people['ann'] as Made])
  const third = await planned()
  expect(third).toMatchObject({ suggested: 3, unfilledBefore: 4 })
  expect(await accepts(of, people['ann']!.actor, asked.offers[0] as string)).toMatchObject({
    __typename: 'OfferAccepted',
  })
  expect((await suggestions()).map((each: any) => each.id)).not.toContain(monday.id)
  await of.at.plant(`update assignment set ended_at = now()`)
  await of.at.plant(`update visit set status = 'PLANNED'`)
})

test('another organisation’s co-ordinator finds no such locality, run or suggestion', async () => {
  const done = await planned()
  const [one] = await suggestions({ run: done.id })
  const elsewhere = await of.make.organisation('Elsewhere', 'CHARITY')
  const other = await of.make.place('Petworth', { latitude: 50.98, longitude: -0.6, outward: 'GU28' })
  const eve = await of.make.account({
    name: 'Eve',
    email: 'eve@elsewhere.example',
    role: 'VOLUNTEER_CO_ORDINATOR',
    organisation: elsewhere,
    places: [other],
  })
  const code = async (name: string, input: object) =>
    (
      await of.at.ask(
        eve.account,
        `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
        { input },
      )
    ).errors?.[0]?.extensions['code']
  expect(await code('proposeWeek', { locality, week: of.monday })).toBe('NOT_FOUND')
  expect(await code('setPlanSliders', { locality, travel: 1 })).toBe('NOT_FOUND')
  expect(await code('applyPlan', { run: done.id })).toBe('NOT_FOUND')
  expect(await code('cancelPlanRun', { run: done.id })).toBe('NOT_FOUND')
  expect(await code('sendSuggestions', { suggestions: [one.id] })).toBe('NOT_FOUND')
  expect(await code('dropSuggestion', { suggestion: one.id })).toBe('NOT_FOUND')
  expect(await code('suggestVisit', { visit: visits[0]?.id, volunteer: people['ann']?.nodeId })).toBe('NOT_FOUND')
  expect((await asks(`query ($id: ID!) { planRun(id: $id) { id } }`, { id: done.id }, eve.account)).planRun).toBeNull()
  expect(
    (await of.at.ask(people['ann']!.actor.account, `query ($id: ID!) { planRun(id: $id) { id } }`, { id: done.id }))
      .errors?.[0]?.extensions['code'],
  ).toBe('FORBIDDEN')
})

test('why her, why not her, why nobody, and where people are too few', async () => {
  const REASON = `code facts { name value }`
  const EXPLAIN = `query ($task: ID!, $volunteer: ID!) { explainMatch(task: $task, volunteer: $volunteer) { may volunteer { name } missing { ${REASON} } reasonsFor { code } points parts { part points } } }`
  const [monday, tuesday, , , friday] = visits
  const ann = await asks(EXPLAIN, { task: monday?.task, volunteer: people['ann']?.nodeId })
  expect(ann.explainMatch).toMatchObject({ may: true, missing: [], volunteer: { name: 'Ann Hughes' } })
  const sum = ann.explainMatch.parts.reduce((all: number, { points }: any) => all + points, 0)
  expect(ann.explainMatch.points).toBeCloseTo(sum, 5)
  const cai = await asks(EXPLAIN, { task: monday?.task, volunteer: people['cai']?.nodeId })
  expect(cai.explainMatch).toMatchObject({ may: false, missing: [{ code: 'NOT_AVAILABLE' }] })

  const WHY_NOT = `query ($visit: ID!, $volunteer: ID!) { whyNot(visit: $visit, volunteer: $volunteer) { may missing { code } displaced { id } net } }`
  const whyNot = async (visit: string | undefined, who: string) =>
    (await asks(WHY_NOT, { visit, volunteer: people[who]?.nodeId })).whyNot
  expect(await whyNot(monday?.id, 'ann')).toEqual({ may: true, missing: [], displaced: [], net: null })
  expect(await whyNot(monday?.id, 'dai')).toMatchObject({ may: false, missing: [{ code: 'CHECK_MISSING' }], net: null })
  // Ann is at another visit then: she could, but that one would go unfilled.
  const other = await requested(of, { firstOn: tuesday?.on, startsAt: '15:00' })
  await does('assignVisit', { visit: other.nextVisit.id, volunteer: people['ann']?.nodeId }, '')
  const displaces = await whyNot(tuesday?.id, 'ann')
  expect(displaces).toMatchObject({ may: false, missing: [{ code: 'CLASH' }], displaced: [{ id: other.nextVisit.id }] })
  expect(Math.abs(displaces.net)).toBeLessThan(50)
  await does('withdrawTask', { id: other.id }, '')

  const UNFILLED = `query ($task: ID!) { whyUnfilled(task: $task) { considered able because { code count } smallestChange { volunteer { name } missing { code } } } }`
  const { whyUnfilled } = await asks(UNFILLED, { task: friday?.task })
  expect(whyUnfilled).toMatchObject({
    considered: 4,
    able: 0,
    smallestChange: { missing: { code: expect.any(String) } },
  })
  expect(whyUnfilled.because.reduce((all: number, { count }: any) => all + count, 0)).toBe(4)

  const { run: asked } = await propose()
  await outbox().round()
  await apply(asked.id)
  const SHORT = `query ($locality: ID!, $week: LocalDate!) { shortages(locality: $locality, week: $week) { kind kindName weekday visits { id } asked eligible roomFor volunteersNeeded because { code count } } }`
  const { shortages } = await asks(SHORT, { locality, week: of.monday })
  expect(shortages).toEqual([
    expect.objectContaining({
      kind: 'RESPITE_SITTING',
      weekday: 5,
      visits: [{ id: friday?.id }],
      asked: 1,
      eligible: 0,
      roomFor: 0,
      volunteersNeeded: 1,
    }),
  ])
})

test('a volunteer who cannot come is covered in one of two ways; nobody loses a visit before the other is asked', async () => {
  const [monday, tuesday] = visits
  // Ann holds Monday, Fay Tuesday. Eva can do Tuesdays only.
  await of.volunteer('Eva', { week: 'Tue 12:00-18:00' })
  const fay = await of.volunteer('Fay', { week: 'Mon-Tue 12:00-18:00', visitsAWeek: 1 })
  const assign = (visit: string | undefined, who: Made) => does('assignVisit', { visit, volunteer: who.nodeId }, '')
  expect(await assign(monday?.id, people['ann'] as Made)).toMatchObject({ __typename: 'AssignmentConfirmed' })
  expect(await assign(tuesday?.id, fay)).toMatchObject({ __typename: 'AssignmentConfirmed' })
  const CHANGE = `visit { id } from { name } to { name }`
  const OPTIONS = `query ($volunteer: ID!, $from: LocalDate!, $to: LocalDate!) { repairOptions(volunteer: $volunteer, from: $from, to: $to) { key lost refilled { ${CHANGE} } moved { ${CHANGE} } unfilled { id } } }`
  const days = { from: of.monday, to: of.monday }
  const options = async () => (await asks(OPTIONS, { volunteer: people['ann']?.nodeId, ...days })).repairOptions
  // Fay is the only other one for Monday, and has her one visit of the week: hers goes to somebody else.
  const found = await options()
  expect(found).toHaveLength(2)
  expect(found[0]).toMatchObject({ lost: 1, refilled: [], moved: [], unfilled: [{ id: monday?.id }] })
  expect(found[1]).toMatchObject({
    refilled: [{ visit: { id: monday?.id }, from: { name: 'Ann Hughes' }, to: { name: 'Fay Hughes' } }],
    moved: [{ visit: { id: tuesday?.id }, from: { name: 'Fay Hughes' } }],
    unfilled: [],
  })
  const input = { volunteer: people['ann']?.nodeId, ...days }
  const APPLIED = `... on RepairApplied { chosen { id volunteer { name } insteadOf { volunteer { name } } } unfilled { id } }`
  expect(await does('applyRepair', { ...input, option: 'another' }, '')).toMatchObject({ __typename: 'RepairChanged' })
  const applied = await does('applyRepair', { ...input, option: found[1].key }, APPLIED)
  expect(applied.chosen).toHaveLength(2)
  expect(applied.chosen[0]).toMatchObject({ insteadOf: { volunteer: { name: 'Fay Hughes' } } })
  expect(await offers()).toBe(0)
  const holders = () =>
    of.at
      .plant(`select v.occurs_on::text as on, p.given_name as name from assignment a join visit v on v.id = a.visit_id
      join volunteer w on w.id = a.volunteer_id join person p on p.id = w.person_id where a.ended_at is null and v.status <> 'CANCELLED' order by 1`)
  expect(await holders()).toEqual([{ on: tuesday?.on, name: 'Fay' }])
  expect(await of.at.plant(`select 1 from absence where volunteer_id = $1`, [people['ann']?.id])).toHaveLength(1)
  expect(await options()).toEqual([])

  const drafts = await suggestions()
  expect(drafts).toHaveLength(2)
  const sent = await does(
    'sendSuggestions',
    { suggestions: drafts.map((each: any) => each.id) },
    `... on SuggestionsSent { offers { id volunteer { name } } notSent { because { code } } }`,
  )
  expect(sent.notSent).toEqual([])
  expect(sent.offers).toHaveLength(2)
  expect(await holders()).toEqual([])
  const offer = sent.offers.find((each: any) => each.volunteer.name === 'Fay Hughes')
  expect(await accepts(of, fay.actor, offer.id)).toMatchObject({ __typename: 'OfferAccepted' })
  expect(await holders()).toEqual([{ on: monday?.on, name: 'Fay' }])
})
