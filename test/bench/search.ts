import { writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceSearch } from '../../web/gql/graphql.ts'
import { runCommand } from './command.ts'
import { outwardOf, structuredFeed } from './generate/structured-feed.ts'
import type { Benchmark } from './main.ts'
import { median, spread } from './measure.ts'
import { portalOperation } from './portal-operations.ts'
import { processorTime } from './processor-time.ts'
import { startProduct } from './product.ts'
import { post } from './served.ts'
import { inTemporaryFolder } from './temporary.ts'

const FIND_HELP = portalOperation('FindHelp')
const SERVICES = 5000
const PER_SECOND = 20
const SECONDS = 40
/** As many as a page of the portal shows. */
const FIRST = 20

/** Twenty searches as people make them: words plain, inflected and misspelt; places; days; all of it together. */
const SEARCHES: readonly ServiceSearch[] = [
  { words: 'dementia' },
  { words: 'befriending' },
  { words: 'lifts to hospital' },
  { words: 'gardners' },
  { words: 'bereavment support' },
  { words: 'café' },
  { words: 'somebody to talk to' },
  { words: 'Netherby lunch club' },
  { near: `${outwardOf(3)} 4AB`, withinKm: 5 },
  { near: outwardOf(7), withinKm: 16.1, order: 'DISTANCE' },
  { near: 'Bramley Cross', withinKm: 8, order: 'DISTANCE' },
  { weekday: 2 },
  { weekday: 4, at: '10:30' },
  { free: true },
  { language: 'pl' },
  { words: 'carers', weekday: 4, at: '14:30' },
  { words: 'memory', near: outwardOf(11), withinKm: 16.1 },
  { words: 'debt advice', free: true, near: 'Ravensdale', withinKm: 25 },
  { words: 'walking', language: 'cy', order: 'FIT' },
  { words: 'exercise class', weekday: 1, near: outwardOf(0), withinKm: 40, order: 'DISTANCE' },
]

/**
 * The directory's search as the public page makes it, over HTTP against the running product, in whose directory 5,000
 * generated services were imported by its own command. Requests arrive 20 a second whether or not the earlier ones have
 * been answered, and are timed from the moment they were due, so that a slow answer cannot hide those behind it.
 * Bars: median 15 ms, p99 60 ms.
 */
export const search: Benchmark = async (say) =>
  await inTemporaryFolder(async (folder) => {
    const feed = join(folder, 'services.json')
    writeFileSync(feed, structuredFeed(SERVICES))
    const data = join(folder, 'data')
    say('starting the product')
    const product = await startProduct(data, { NODE_ENV: 'production' })
    const agent = new Agent({ keepAlive: true })
    try {
      say(`importing ${SERVICES} services`)
      await runCommand(data, ['import', 'oruk', feed])

      const ask = async (search: ServiceSearch): Promise<number> => {
        const body = { query: FIND_HELP, variables: { search, first: FIRST, after: null } }
        const answer = JSON.parse(await post(`${product.url}/graphql`, body, { agent })) as Answer
        if (answer.errors || !answer.data)
          throw new Error(`A search was refused: ${JSON.stringify(answer).slice(0, 500)}`)
        return answer.data.services.nodes.length
      }
      say('each search three times, not counted')
      const found = new Map<ServiceSearch, number>()
      for (let round = 0; round < 3; round++) for (const each of SEARCHES) found.set(each, await ask(each))

      say(`${PER_SECOND} a second for ${SECONDS} s`)
      const times = new Map<ServiceSearch, number[]>(SEARCHES.map((each) => [each, []]))
      const worked = processorTime(product.pid)
      const started = performance.now()
      const waiting: Promise<void>[] = []
      for (let i = 0; i < PER_SECOND * SECONDS; i++) {
        const due = started + (i * 1000) / PER_SECOND
        await sleep(Math.max(0, due - performance.now()))
        const each = SEARCHES[i % SEARCHES.length] as ServiceSearch
        waiting.push(ask(each).then(() => void times.get(each)?.push(performance.now() - due)))
      }
      await Promise.all(waiting)
      const each = ((processorTime(product.pid) ?? NaN) - (worked ?? NaN)) / waiting.length

      const slowest = [...times].map(([each, list]) => ({ each, at: median(list) })).toSorted((a, b) => b.at - a.at)
      const none = SEARCHES.filter((each) => found.get(each) === 0)
      return [
        {
          title: `Directory search: ${SERVICES} services, ${SEARCHES.length} searches, ${PER_SECOND} a second`,
          figures: [
            ...spread('round trip', [...times.values()].flat(), { p50: 15, p99: 60 }),
            ...(Number.isNaN(each)
              ? []
              : [{ what: 'processor time a search', value: each, unit: 'ms' as const, note: 'server and PostgreSQL' }]),
            ...slowest.slice(0, 3).map(({ each, at }, i) => ({
              what: `slowest search ${i + 1}, median`,
              value: at,
              unit: 'ms' as const,
              note: JSON.stringify(each),
            })),
            {
              what: 'searches that found nothing',
              value: String(none.length),
              note: none.map((each) => JSON.stringify(each)).join(' '),
            },
          ],
        },
      ]
    } finally {
      agent.destroy()
      await product.stop()
    }
  })

interface Answer {
  readonly data?: { readonly services: { readonly nodes: readonly unknown[] } }
  readonly errors?: unknown
}
