import { addDays, encodeNodeId, thePublic, weekdayOf } from '../../api/kernel/index.ts'
import { acceptOffer, assignVisit, OfferView, sendOffers, type OfferLink } from '../../api/matching/index.ts'
import { sql } from '../../api/reads/index.ts'
import { requestTask, TaskView, type RequestTaskInput } from '../../api/tasks/index.ts'
import { reportVisit, VisitView } from '../../api/visits/index.ts'
import { idOf, must, type Actor, type Builder, type Made, type Runner } from '../builder/index.ts'
import type { People } from './people.ts'
import type { Staff } from './staff.ts'

/** What is asked for; `day` is counted from today. */
interface Ask extends Omit<RequestTaskInput, 'patient' | 'carer' | 'firstOn' | 'timing' | 'recurrence'> {
  readonly for: string
  readonly by: 'sally' | 'grace' | 'tom'
  readonly day: number
  /** Weekly on that weekday, fortnightly, or once. */
  readonly every?: 'WEEK' | 'FORTNIGHT'
  readonly timing?: 'WINDOW' | 'UNTIMED'
}

/** Nobody is on these yet. */
const toMatch: readonly Ask[] = [
  {
    for: 'Gwen Evans',
    by: 'grace',
    kind: 'RESPITE_SITTING',
    inTheirWords: 'An afternoon to myself, so that I can go to choir again.',
    day: 1,
    every: 'WEEK',
    startsAt: '14:00',
    minutes: 120,
    prefersLanguage: 'cy',
    skills: ['DEMENTIA'],
    priority: 'URGENT',
    whatToKnow: 'Sit with Mair. Side door; the radio may stay on.',
    targetOn: null,
  },
  {
    for: 'Omar Siddiq',
    by: 'tom',
    kind: 'TRANSPORT_HEALTH',
    inTheirWords: 'A lift to dialysis and home again.',
    day: 2,
    every: 'WEEK',
    startsAt: '09:15',
    minutes: 90,
    priority: 'SOON',
  },
  {
    for: 'Wanda Zielinska',
    by: 'grace',
    kind: 'BEFRIENDING_VISIT',
    inTheirWords: 'Somebody to talk to, best in Polish.',
    day: 3,
    every: 'WEEK',
    startsAt: '17:00',
    minutes: 60,
    hasStairs: true,
  },
  {
    for: 'Edna Quell',
    by: 'tom',
    kind: 'GARDENING',
    inTheirWords: 'The hedge is over the path and the post cannot get through.',
    day: 4,
    timing: 'UNTIMED',
    minutes: 120,
    hasPets: true,
  },
  {
    for: 'Alan Hindle',
    by: 'tom',
    kind: 'ESCORT',
    inTheirWords: 'Two strong people to get me to the clinic in my chair.',
    day: 5,
    startsAt: '10:00',
    minutes: 150,
    volunteersNeeded: 2,
    skills: ['MOVING'],
    priority: 'SOON',
  },
  {
    for: 'Vera Bignor',
    by: 'grace',
    kind: 'FORM_FILLING',
    inTheirWords: 'The attendance allowance form. I cannot see the boxes.',
    day: 6,
    timing: 'WINDOW',
    startsAt: '09:00',
    endsAt: '17:00',
    minutes: 60,
  },
  {
    for: 'Ivor Pritchard',
    by: 'grace',
    kind: 'BEFRIENDING_VISIT',
    inTheirWords: 'Rhywun i siarad Cymraeg â fi.',
    day: 2,
    every: 'WEEK',
    startsAt: '10:30',
    minutes: 60,
    needsLanguage: 'cy',
  },
]

/** Somebody has been asked. `willing` has answered that they could. */
const offered: readonly (Ask & {
  readonly to: readonly string[]
  readonly willing?: string
  readonly hours?: number
})[] = [
  {
    for: 'Dorothy Weald',
    by: 'grace',
    kind: 'PRESCRIPTION_COLLECTION',
    inTheirWords: 'My tablets from the chemist.',
    day: 2,
    startsAt: '11:00',
    minutes: 30,
    to: ['Peter Hale', 'Jean Aldworth'],
    hours: 20,
  },
  {
    for: 'Jean Camelot',
    by: 'grace',
    kind: 'BEFRIENDING_CALL',
    inTheirWords: 'A voice in the evening. The house is so quiet.',
    day: 2,
    every: 'WEEK',
    startsAt: '18:00',
    minutes: 30,
    to: ['Joyce Linch', 'Christine Grays'],
    willing: 'Joyce Linch',
  },
  {
    for: 'Gordon Bish',
    by: 'tom',
    kind: 'TRANSPORT_SOCIAL',
    inTheirWords: 'To see my brother in Pulborough while I still can.',
    day: 4,
    startsAt: '10:00',
    minutes: 180,
    to: ['Geoff Tillot', 'Peter Hale', 'Wendy Upperton'],
    priority: 'SOON',
  },
]

/** Going on every week, with the same volunteer. `day` 0 is today's weekday. */
const running: readonly (Ask & {
  readonly with: string
  readonly lastWeek?: { readonly went: 'FINE' | 'WORRY' | 'URGENT'; readonly worry?: string } | 'MISSED'
})[] = [
  {
    for: 'Brian Cole',
    by: 'grace',
    kind: 'RESPITE_SITTING',
    inTheirWords: 'So that Pamela can sleep.',
    day: 0,
    every: 'WEEK',
    startsAt: '10:00',
    minutes: 120,
    with: 'Peter Hale',
    lastWeek: { went: 'FINE' },
    whatToKnow: 'Oxygen in the house: no flames.',
  },
  {
    for: 'Beryl Strood',
    by: 'grace',
    kind: 'SHOPPING',
    inTheirWords: 'The heavy things from the shop.',
    day: 0,
    every: 'WEEK',
    startsAt: '11:00',
    minutes: 60,
    with: 'Wendy Upperton',
    lastWeek: { went: 'FINE' },
  },
  {
    for: 'Maud Blackdown',
    by: 'tom',
    kind: 'BEFRIENDING_VISIT',
    inTheirWords: 'Cards, and a cup of tea.',
    day: 0,
    every: 'WEEK',
    startsAt: '15:00',
    minutes: 60,
    hasPets: true,
    with: 'Peter Hale',
    lastWeek: { went: 'FINE' },
  },
  {
    for: 'Stanley Frith',
    by: 'tom',
    kind: 'WALKING_COMPANION',
    inTheirWords: 'As far as the church, if my legs let me.',
    day: -1,
    every: 'WEEK',
    startsAt: '14:00',
    minutes: 60,
    with: 'Peter Hale',
    lastWeek: {
      went: 'WORRY',
      worry: 'He seemed low, and had not had his lunch. He said there was no point in cooking for one.',
    },
  },
  {
    for: 'Derek Gorse',
    by: 'grace',
    kind: 'RESPITE_SITTING',
    inTheirWords: 'Two hours to see to the allotment.',
    day: -2,
    every: 'WEEK',
    startsAt: '13:30',
    minutes: 120,
    with: 'Wendy Upperton',
    lastWeek: { went: 'FINE' },
  },
  {
    for: 'Leslie Pook',
    by: 'tom',
    kind: 'PEER_SUPPORT',
    inTheirWords: 'Someone who has been through it.',
    day: -3,
    every: 'WEEK',
    startsAt: '10:30',
    minutes: 60,
    with: 'Jean Aldworth',
    lastWeek: 'MISSED',
  },
  {
    for: 'Hilda Marlow',
    by: 'grace',
    kind: 'HOME_FROM_HOSPITAL',
    inTheirWords: 'Getting straight again after the ward.',
    day: -4,
    every: 'WEEK',
    startsAt: '09:30',
    minutes: 90,
    with: 'Colin Marden',
    lastWeek: { went: 'FINE' },
  },
  {
    for: 'Ron Lodsworth',
    by: 'tom',
    kind: 'DOG_WALKING',
    inTheirWords: 'Bramble needs her walk until my hip is right.',
    day: 1,
    every: 'WEEK',
    startsAt: '08:30',
    minutes: 45,
    hasPets: true,
    with: 'Arthur Selham',
  },
]

/** Yesterday, and not reported yet: whatever the hour, somebody has a visit to tell of. */
const notReported: readonly (Ask & { readonly with: string })[] = [
  {
    for: 'Phyllis Gorse',
    by: 'grace',
    kind: 'BEFRIENDING_VISIT',
    inTheirWords: 'The old songs.',
    day: -1,
    startsAt: '10:00',
    minutes: 30,
    with: 'Peter Hale',
  },
]

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** The help that is wanted, and what has become of it so far. */
export async function makeTasks(
  build: Builder,
  runner: Runner,
  staff: Staff,
  people: People,
  volunteers: ReadonlyMap<string, Made>,
): Promise<void> {
  const today = await build.as(staff.sally, (ctx) => Promise.resolve(ctx.today))
  const { sally } = staff
  const volunteer = (name: string): string => volunteers.get(name)?.nodeId ?? fail(name)

  /** @returns the task's UUID */
  const ask = async (line: Ask): Promise<string> => {
    const { for: whom, by, day, every, timing = 'FIXED', ...facts } = line
    const patient = people.patients.get(whom)
    const carer = people.carers.get(whom)
    const firstOn = addDays(today, day)
    const recurrence = every
      ? `FREQ=WEEKLY${every === 'FORTNIGHT' ? ';INTERVAL=2' : ''};BYDAY=${weekdays[weekdayOf(firstOn) - 1]}`
      : null
    const input: RequestTaskInput = {
      ...facts,
      timing,
      firstOn,
      recurrence,
      patient: patient?.nodeId ?? null,
      carer: patient ? null : (carer?.nodeId ?? fail(whom)),
    }
    return must(await build.as(staff[by], (ctx) => requestTask(ctx, input)), 'TaskRequested').taskId
  }
  const visitOn = async (taskId: string, on: string): Promise<string> => {
    const [visit] = await build.as(sally, (ctx) =>
      ctx.run<{ id: string }>(sql`select id from visit where task_id = ${taskId} and occurs_on = ${on}`),
    )
    return visit ? idOf(VisitView, visit.id) : fail(`a visit on ${on}`)
  }
  const put = async (visit: string, name: string) =>
    must(await build.as(sally, (ctx) => assignVisit(ctx, { visit, volunteer: volunteer(name) })), 'AssignmentConfirmed')
  /** Asks volunteers; the first tokens by volunteer. */
  const send = async (
    by: Actor,
    taskId: string,
    to: readonly string[],
    more: { hours?: number; choosing?: 'CO_ORDINATOR_CHOOSES' } = {},
  ) =>
    build.as(by, async (ctx) => {
      const lapsesAt = more.hours ? new Date(ctx.now.getTime() + more.hours * 3_600_000) : null
      const sent = must(
        await sendOffers(ctx, {
          task: idOf(TaskView, taskId),
          volunteers: to.map(volunteer),
          lapsesAt,
          choosing: more.choosing ?? null,
        }),
        'OffersSent',
      )
      // Not in the type: the links are secrets, and no part of what is stored of the command.
      const { links } = sent as unknown as { links: readonly OfferLink[] }
      return to.map((_, i) => {
        const offer = encodeNodeId(OfferView.code ?? 0, sent.offerIds[i] ?? '')
        return (
          links
            .find((link) => link.offer === offer)
            ?.url.split('/')
            .at(-1) ?? fail('a link')
        )
      })
    })
  /** By the offer's own link, as a volunteer would. */
  const accept = (token: string) => runner.run(thePublic, (ctx) => acceptOffer(ctx, { token }))

  for (const line of toMatch) await ask(line)

  for (const { to, willing, hours, ...line } of offered) {
    const taskId = await ask(line)
    const tokens = await send(sally, taskId, to, {
      ...(hours ? { hours } : {}),
      ...(willing ? { choosing: 'CO_ORDINATOR_CHOOSES' } : {}),
    })
    if (willing) must(await accept(tokens[to.indexOf(willing)] ?? ''), 'OfferWilling')
  }

  for (const { with: name, lastWeek, ...line } of running) {
    // Those of today began a week ago; the others at most a week ago, so that their first visit is over.
    const begins = line.day === 0 ? -7 : line.day
    const taskId = await ask({ ...line, day: begins })
    if (lastWeek) {
      const visit = await visitOn(taskId, addDays(today, begins))
      await put(visit, name)
      const report =
        lastWeek === 'MISSED' ? { happened: false } : { happened: true, minutes: line.minutes ?? null, ...lastWeek }
      must(await build.as(sally, (ctx) => reportVisit(ctx, { visit, ...report })), 'VisitReported')
    }
    // Today's by hand: it may have begun already when the demo is loaded.
    if (line.day === 0) await put(await visitOn(taskId, today), name)
    const [token] = await send(sally, taskId, [name])
    must(await accept(token ?? ''), 'OfferAccepted')
  }

  for (const { with: name, ...line } of notReported)
    await put(await visitOn(await ask(line), addDays(today, line.day)), name)
}

const fail = (what: string): never => {
  throw new Error(`the demo has no ${what}`)
}
