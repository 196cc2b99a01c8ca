import pg from 'pg'
import { encodeNodeId, instantFromDate, localDateOf, seededRng } from '../../api/kernel/index.ts'
import { TaskView } from '../../api/tasks/index.ts'
import { writeNetwork, type Network } from './generate/network.ts'
import type { Benchmark } from './main.ts'
import { median, spread } from './measure.ts'
import { portalOperation } from './portal-operations.ts'
import { serveHere, type Asked } from './served.ts'
import { withDatabase } from './temporary.ts'
import { takeCoreTime } from './timed-core.ts'

const MATCH_TASK = portalOperation('MatchTask')
const SIZE = { volunteers: 500, openTasks: 60, series: 900, foreignVolunteers: 250 }
/** Each round asks about every open task once, in another order. */
const ROUNDS = 10
/** As many as the match page asks for at first. */
const FIRST = 10

/**
 * `suggestVolunteers` over GraphQL and HTTP, in the words of the portal's match page, one request after the other, as a
 * co-ordinator who has signed in, on PostgreSQL with the product's own settings (commits reach the disk).
 * Bar: the portal's "server 300 ms" at the 95th percentile for 500 volunteers and 60 open tasks.
 */
export const suggestions: Benchmark = async (say) =>
  await withDatabase(async ({ superUrl, appUrl }) => {
    say('writing the network')
    const network = await writtenTo(superUrl)
    const served = await serveHere(appUrl)
    try {
      const cookie = await served.signIn(network.coOrdinatorId)
      const tasks = network.openTaskIds.map((id) => encodeNodeId(TaskView.code ?? 0, id))
      const rng = seededRng('suggestions')
      const asked: (Asked & { core: number })[] = []
      for (let round = 0; round <= ROUNDS; round++) {
        say(round === 0 ? 'a first round, not counted' : `round ${round} of ${ROUNDS}`)
        for (const task of rng.shuffle(tasks)) {
          takeCoreTime()
          const one = await served.ask(MATCH_TASK, { task, visit: null, first: FIRST }, cookie)
          const core = takeCoreTime()
          if (core.calls === 0) throw new Error('The core was not asked: the stopwatch is in the wrong place.')
          if (round > 0) asked.push({ ...one, core: core.milliseconds })
        }
      }
      const all = (pick: (one: Asked & { core: number }) => number) => asked.map(pick)
      const last = asked.at(-1)?.data.suggestVolunteers
      const { volunteers, ...others } = network.counts
      const beside = Object.entries(others).map(([what, count]) => `${count} ${what}`)
      return [
        {
          title: `Suggestions: ${volunteers} volunteers × ${tasks.length} open tasks (beside them ${beside.join(', ')})`,
          figures: [
            ...spread(
              'server time',
              all((one) => one.server),
              { p95: 300 },
            ),
            {
              what: 'of it SQL, median',
              value: median(all((one) => one.sql)),
              unit: 'ms',
              note: `${asked.at(-1)?.statements} statements, the session's included`,
            },
            { what: 'of it the pure core, median', value: median(all((one) => one.core)), unit: 'ms' },
            {
              what: 'of it the rest, median',
              value: median(all((one) => one.server - one.sql - one.core)),
              unit: 'ms',
            },
            ...spread(
              'round trip',
              all((one) => one.roundTrip),
            ),
            { what: 'answer, median', value: median(all((one) => one.bytes)) / 1000, unit: 'kB' },
            {
              what: 'who may be asked, median',
              value: String(
                median(all((one) => one.data.suggestVolunteers.considered - one.data.suggestVolunteers.ruledOutCount)),
              ),
              note: `of ${last?.considered} looked at`,
            },
          ],
        },
      ]
    } finally {
      await served.close()
    }
  })

async function writtenTo(superUrl: string): Promise<Network> {
  const client = new pg.Client({ connectionString: superUrl })
  await client.connect()
  try {
    return await writeNetwork(client, SIZE, localDateOf(instantFromDate(new Date())))
  } finally {
    await client.end()
  }
}
