import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Measured } from '../main.ts'
import { portalOperations } from '../portal-operations.ts'
import type { QueryCase } from './asked.ts'
import { startContestants } from './contestants.ts'
import { drive, requestOf } from './load.ts'
import type { LargeNetwork } from './network.ts'
import type { Options } from './options.ts'
import { columns } from './report.ts'
import { CONNECTIONS } from './rounds.ts'

const TOP = 15

/** Where the Node time of the product goes under each question: Node's own sampling profiler, by function and by package. */
export async function profileOf(
  network: LargeNetwork,
  cases: readonly QueryCase[],
  { seconds }: Options,
  say: (line: string) => void,
): Promise<Measured[]> {
  const measured: Measured[] = []
  for (const { name, operation, askings } of cases) {
    say(`profiling ${name}`)
    const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'))
    const { raw } = await startContestants(network, ['raw'], { node: ['--cpu-prof', '--cpu-prof-dir', folder] })
    try {
      const query = portalOperations().get(operation)
      const requests = askings.map(({ variables, cookie }) =>
        requestOf(raw.port, '/graphql', { operationName: operation, query, variables }, cookie),
      )
      let i = 0
      const next = () => requests[i++ % requests.length]
      const until = { milliseconds: Math.max(4, seconds) * 1000 }
      const { requests: count, elapsed } = await drive(raw.port, CONNECTIONS, until, next, { text: '{"data":' })
      await raw.stop()
      const file = readdirSync(folder).find((each) => each.endsWith('.cpuprofile'))
      if (file === undefined) throw new Error('Node left no profile.')
      const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile
      measured.push({
        title: `Where Node's time goes: ${name}, ${((count / elapsed) * 1000).toFixed(0)} requests/s while profiled`,
        figures: [],
        text: `${columns(shares(profile, byPackage))}\n\n${columns(shares(profile, byFunction))}`,
      })
    } finally {
      await raw.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return measured
}

/** As V8 writes it: which function was running at each sample, and how long after the one before. */
interface Profile {
  readonly nodes: readonly Node[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
  readonly startTime: number
  readonly endTime: number
}
interface Node {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

const IDLE = new Set(['(idle)', '(root)', '(program)'])

const byFunction = ({ callFrame: { functionName, url, lineNumber } }: Node): string =>
  `${functionName || '(anonymous)'}  ${url === '' ? '' : `${basename(url)}:${lineNumber + 1}`}`
const byPackage = ({ callFrame: { functionName, url } }: Node): string => {
  if (url.startsWith('node:')) return `Node itself (${url.slice(5).split('/')[0]})`
  const found = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (found !== undefined) return found
  return url === '' ? `V8 ${functionName}` : 'the product'
}

/** Shares of the time that was not idle, the largest first. The second half of the time only: starting is not asked. */
function shares({ nodes, samples, timeDeltas, startTime, endTime }: Profile, name: (node: Node) => string): string[][] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const spent = new Map<string, number>()
  let at = startTime
  let busy = 0
  for (const [i, id] of samples.entries()) {
    const delta = timeDeltas[i] ?? 0
    at += delta
    const node = byId.get(id)
    if (!node || at < startTime + (endTime - startTime) / 2 || IDLE.has(node.callFrame.functionName)) continue
    busy += delta
    const key = name(node)
    spent.set(key, (spent.get(key) ?? 0) + delta)
  }
  return [...spent]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, TOP)
    .map(([key, time]) => [((100 * time) / busy).toFixed(1), '%', key])
}
