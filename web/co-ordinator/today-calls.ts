import type { TodayBoardQuery } from '../gql/graphql.ts'
import { nameOf, personOf, type ForSomeone } from './person-of.ts'

/** One call to make: why, whom, what about, and their numbers. */
export interface Call {
  why: 'worry' | 'missed' | 'nobody' | 'lost' | 'noReport' | 'offer'
  name: string
  about: string
  phones: readonly string[]
}

type Reachable = { name: string; contact?: { phones: readonly string[] } | null }

/** The numbers of the person a task is for, where the viewer may have them. */
export const phonesOf = (task: ForSomeone | null | undefined): readonly string[] =>
  (personOf(task) as Reachable | undefined)?.contact?.phones ?? []

/** One person to ring, and everything to be said to them. */
export interface Ring {
  name: string
  phones: readonly string[]
  about: readonly Pick<Call, 'why' | 'about'>[]
}

/** Calls to the same person at the same numbers become one, where the first of them stands: each is rung once. */
export const ringOnce = (calls: readonly Call[]): Ring[] => {
  const rings = new Map<string, { name: string; phones: readonly string[]; about: Pick<Call, 'why' | 'about'>[] }>()
  for (const { name, phones, why, about } of calls) {
    const key = [name, ...phones].join('\n')
    const known = rings.get(key)
    if (known) known.about.push({ why, about })
    else rings.set(key, { name, phones, about: [{ why, about }] })
  }
  return [...rings.values()]
}

/** Who must be rung today, what cannot wait first: worries, visits that nobody came to, today's visits without anyone,
 *  visits with someone who may not go any more, then volunteers who owe a report or an answer. `someone` stands for a name that the
 *  viewer may not have; `say` puts a visit in words. */
export const callsOf = (
  data: TodayBoardQuery,
  someone: string,
  say: (visit: TodayBoardQuery['toCheck']['nodes'][number]) => string,
): Call[] => {
  const person = (why: Call['why'], visit: TodayBoardQuery['toCheck']['nodes'][number], about: string): Call => ({
    why,
    name: nameOf(visit.task, someone),
    about,
    phones: phonesOf(visit.task),
  })
  const reported = data.toCheck.nodes.filter((visit) => visit.report?.went != null && visit.report.went !== 'FINE')
  const missed = data.toCheck.nodes.filter((visit) => visit.status === 'MISSED')
  const lost = data.toCheck.nodes.filter((visit) => visit.status !== 'MISSED' && visit.clearanceLostAt != null)
  const silent = data.toCheck.nodes.filter((visit) => ![...reported, ...missed, ...lost].includes(visit))
  const ahead = data.visits.nodes.filter((visit) => ['PLANNED', 'CONFIRMED'].includes(visit.status))
  return [
    ...reported.map((visit) => person('worry', visit, visit.report?.worry ?? say(visit))),
    ...missed.filter((visit) => !reported.includes(visit)).map((visit) => person('missed', visit, say(visit))),
    ...ahead.filter((visit) => visit.placesOpen > 0).map((visit) => person('nobody', visit, say(visit))),
    ...lost.filter((visit) => !reported.includes(visit)).map((visit) => person('lost', visit, say(visit))),
    ...silent.flatMap((visit) =>
      visit.assignments.map(({ volunteer }) => ({
        why: 'noReport' as const,
        name: volunteer?.name ?? someone,
        about: `${nameOf(visit.task, someone)}, ${say(visit)}`,
        phones: volunteer?.contact?.phones ?? [],
      })),
    ),
    ...data.offered.nodes.flatMap((task) =>
      task.offers.nodes
        .filter((offer) => offer.status === 'SENT')
        .map((offer) => ({
          why: 'offer' as const,
          name: offer.volunteer?.name ?? someone,
          about: nameOf(task, someone),
          phones: offer.volunteer?.contact?.phones ?? [],
        })),
    ),
  ]
}
