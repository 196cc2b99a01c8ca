import { percentile, median } from '../measure.ts'
import { processorTime } from '../processor-time.ts'
import { drive, type Until } from './load.ts'
import type { Server } from './server.ts'

/** One server's share of one round. Times in milliseconds. */
export interface Slot {
  /** Requests a second. */
  readonly rate: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Processor time of the server's own process, each request. */
  readonly node: number
  /** Processor time of all of PostgreSQL, each request; NaN where there is no `/proc`. */
  readonly postgres: number
  /** Statements each request, the session's own, begin and commit among them. */
  readonly statements: number
  /** Requests that were not answered as they must be, over all rounds, and the first such answer. They do not count as
   *  requests a second. */
  readonly failures: number
  readonly failure: string | undefined
}

/** A server, and the requests it is sent in turn. */
export interface Contestant {
  readonly server: Server
  readonly next: () => Buffer | undefined
  readonly mustHold?: { readonly text: string; readonly anywhere?: boolean }
}

/** As many requests under way at once as a busy office makes, and fewer than there are connections to PostgreSQL. */
export const CONNECTIONS = 8

const ANY_DATA = { text: '{"data":' }

/** Drives a server for a while uncounted, so that its connections have met the statements again, and then measures. */
export async function measureSlot(
  { server, next, mustHold = ANY_DATA }: Contestant,
  { warm, until, postgresPid }: { warm: Until; until: Until; postgresPid: number },
): Promise<Slot> {
  // Counted while nobody looks at the clock.
  const first = await server.used({ count: true })
  const warmed = await drive(server.port, CONNECTIONS, warm, next, mustHold)
  const { statements } = await server.used()
  const before = { ...(await server.used()), postgres: processorTime(postgresPid) ?? NaN }
  const { requests, elapsed, times, failures, failure } = await drive(server.port, CONNECTIONS, until, next, mustHold)
  const after = { ...(await server.used()), postgres: processorTime(postgresPid) ?? NaN }
  return {
    rate: ((requests - failures) / elapsed) * 1000,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    node: (after.processor - before.processor) / requests,
    postgres: (after.postgres - before.postgres) / requests,
    statements: (statements - first.statements) / warmed.requests,
    failures,
    failure,
  }
}

/**
 * Every contestant once in every round, in another order each time, so that what else goes on on the machine meets all
 * alike. @returns the medians over the rounds, by contestant
 */
export async function inRounds<K extends string>(
  rounds: number,
  contestants: Readonly<Record<K, Contestant>>,
  how: { warm: Until; until: Until; postgresPid: number },
): Promise<Record<K, Slot>> {
  const names = Object.keys(contestants) as K[]
  const slots = Object.fromEntries(names.map((name) => [name, [] as Slot[]])) as Record<K, Slot[]>
  for (let round = 0; round < rounds; round++)
    for (let i = 0; i < names.length; i++) {
      const name = names[(i + round) % names.length] as K
      slots[name].push(await measureSlot(contestants[name], how))
    }
  const of = (list: Slot[], pick: (slot: Slot) => number) => median(list.map(pick))
  return Object.fromEntries(
    names.map((name) => {
      const list = slots[name]
      const middle: Slot = {
        rate: of(list, (slot) => slot.rate),
        p50: of(list, (slot) => slot.p50),
        p95: of(list, (slot) => slot.p95),
        p99: of(list, (slot) => slot.p99),
        node: of(list, (slot) => slot.node),
        postgres: of(list, (slot) => slot.postgres),
        statements: of(list, (slot) => slot.statements),
        failures: list.reduce((sum, slot) => sum + slot.failures, 0),
        failure: list.find((slot) => slot.failure !== undefined)?.failure,
      }
      return [name, middle]
    }),
  ) as Record<K, Slot>
}
