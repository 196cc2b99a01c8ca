import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { connect } from './pool.ts'

/** A subscription to a NOTIFY channel. */
export interface Listener {
  /** Resolves when listening for the first time. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/**
 * Listens to a channel on a connection of its own, which is made again (after 0.1 s, then slower, at most 5 s) whenever
 * it breaks. PostgreSQL keeps nothing for those who are away, so after each new connection `onReconnect` is called: what
 * was shown must be read again. Payloads are ids, 8,000 bytes at most.
 *
 * A handler that throws does not end the listening; say what it failed at in its own log.
 */
export function listen(
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  onReconnect: () => void = () => undefined,
): Listener {
  let closed = false
  let client: Client | undefined
  const pause = new AbortController()
  let isReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => (isReady = resolve))
  const running = run()
  return {
    ready,
    async close() {
      closed = true
      pause.abort()
      await client?.end().catch(() => undefined)
      await running
    },
  }

  async function run(): Promise<void> {
    let wait = 100
    for (let first = true; !closed;) {
      try {
        client = await connect(url, { applicationName: `alongside listen ${channel}`, statementTimeout: 20_000 })
        const lost = new Promise<void>((resolve) => client?.once('end', () => resolve()))
        client.on('notification', ({ payload }) => safely(() => onPayload(payload ?? '')))
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`)
        wait = 100
        isReady()
        if (!first) safely(onReconnect)
        first = false
        if (closed) await client.end()
        const beat = setInterval(() => void askWhetherAlive(client), 30_000).unref()
        await lost
        clearInterval(beat)
      } catch {
        await client?.end().catch(() => undefined)
      }
      if (closed) return
      await sleep(wait, undefined, { signal: pause.signal }).catch(() => undefined)
      wait = Math.min(wait * 2, 5000)
    }
  }
}

/** A peer that vanished without a word (a cable, a firewall) is found by asking; a failed answer ends the connection. */
async function askWhetherAlive(client: Client | undefined): Promise<void> {
  await client?.query('select 1').catch(() => client.end().catch(() => undefined))
}

function safely(handler: () => void): void {
  try {
    handler()
  } catch {
    // see the docstring of listen
  }
}
