import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openSession } from '../../../api/access/index.ts'
import { seededRng } from '../../../api/kernel/index.ts'
import { projectRoot } from '../../../api/platform/index.ts'
import { coOrdinatorNumber, idOf } from '../generate/large-network.ts'
import type { Benchmark } from '../main.ts'
import { median } from '../measure.ts'
import { drive, requestOf } from './load.ts'
import { asSuperuser, withLargeNetwork } from './network.ts'
import { documentMaker } from './random-documents.ts'
import { columns } from './report.ts'
import { CONNECTIONS } from './rounds.ts'
import { startServer } from './server.ts'

const REQUESTS = 200_000
const QUICK = 20_000
const SAMPLES = 40

/**
 * What the server holds while it is asked something new every time: documents by chance, so that everything it keeps by
 * document (parsed, planned, prepared) is filled over and over. Garbage is collected before each look. In development,
 * since production runs nothing of a browser's but the portal's own operations.
 * Bars: what is held in the last quarter is no more than a tenth above that of the second quarter.
 */
export const memory: Benchmark = async (say, args = []) => {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, requests: { type: 'string' } },
  })
  const requests = Number(values.requests ?? (values.quick ? QUICK : REQUESTS))
  return await withLargeNetwork({ fresh: false, say }, async (network) => {
    const cookies = await asSuperuser(network.superUrl, async (client) => {
      const query = (text: string, given: unknown[]) => client.query(text, given)
      const all: (string | undefined)[] = [undefined]
      for (let i = 1; i <= 6; i++)
        all.push(`sid=${(await openSession(query, idOf('account', coOrdinatorNumber(1 + (i % 3), i)), false)).token}`)
      return all
    })
    const server = await startServer('the product', 'api/run.mjs', {
      args: ['serve'],
      env: { DATABASE_URL: network.adminUrl, DATABASE_APP_URL: network.appUrl },
      node: ['--expose-gc'],
    })
    try {
      const rng = seededRng('memory')
      const make = documentMaker(readFileSync(join(projectRoot(), 'schema.graphql'), 'utf8'), rng)
      const next = () => requestOf(server.port, '/graphql', { query: make() }, rng.pick(cookies))
      const samples: Sample[] = []
      let failures = 0
      let failure = ''
      const started = performance.now()
      for (let i = 0; i < SAMPLES; i++) {
        const count = Math.ceil(requests / SAMPLES)
        const driven = await drive(server.port, CONNECTIONS, { requests: count }, next, {
          text: '"data":',
          anywhere: true,
        })
        failures += driven.failures
        failure ||= driven.failure ?? ''
        const { memory: held } = await server.used({ collect: true })
        samples.push({
          requests: (i + 1) * count,
          heap: held.heapUsed / 1e6,
          external: held.external / 1e6,
          rss: held.rss / 1e6,
          postgres: privateMemory(network.postgresPid),
        })
        say(
          `${(i + 1) * count} requests, heap ${(held.heapUsed / 1e6).toFixed(1)} MB, RSS ${(held.rss / 1e6).toFixed(0)} MB`,
        )
      }
      const elapsed = (performance.now() - started) / 1000
      const quarter = (n: number) => samples.slice((n * SAMPLES) / 4, ((n + 1) * SAMPLES) / 4)
      const growth = (of: (sample: Sample) => number) => median(quarter(3).map(of)) / median(quarter(1).map(of))
      return [
        {
          title: `Memory: ${requests} operations by chance, ${(requests / elapsed).toFixed(0)} a second, ${cookies.length} viewers in turn`,
          text: columns([
            ['requests', 'heap MB', 'external MB', 'RSS MB', 'PostgreSQL’s own MB'],
            ...samples
              .filter((_, i) => i % 4 === 3)
              .map((sample) => [
                String(sample.requests),
                sample.heap.toFixed(1),
                sample.external.toFixed(1),
                sample.rss.toFixed(0),
                sample.postgres.toFixed(0),
              ]),
          ]),
          figures: [
            { what: 'heap, last quarter to second', value: growth(({ heap }) => heap), unit: '×', atMost: 1.1 },
            { what: 'RSS, last quarter to second', value: growth(({ rss }) => rss), unit: '×', atMost: 1.1 },
            { what: 'PostgreSQL’s own, the same', value: growth(({ postgres }) => postgres), unit: '×', atMost: 1.1 },
            {
              what: 'operations not answered with data',
              value: failures / requests,
              atMost: 0.05,
              note: failure.slice(0, 200),
            },
          ],
        },
      ]
    } finally {
      await server.stop()
    }
  })
}

/** What was held after so many requests; MB of 1,000,000 bytes. */
interface Sample {
  readonly requests: number
  readonly heap: number
  readonly external: number
  readonly rss: number
  readonly postgres: number
}

/** MB that PostgreSQL's processes hold for themselves, prepared statements among them; NaN where that cannot be read. */
function privateMemory(postmaster: number): number {
  let kB = NaN
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each)))
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== postmaster) continue
      const rollup = readFileSync(`/proc/${name}/smaps_rollup`, 'utf8')
      kB = (Number.isNaN(kB) ? 0 : kB) + Number(/^Private_Dirty:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
    } catch {
      continue // it has just ended, or is not ours to look at
    }
  return (kB * 1024) / 1e6
}
