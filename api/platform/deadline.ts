import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { connect as connectSocket } from 'node:net'
import type { Client, Pool, PoolClient } from 'pg'

const current = new AsyncLocalStorage<Deadline>()

/** The work took longer than it may. Its code is PostgreSQL's for a statement that was cancelled. */
export class DeadlineOver extends Error {
  readonly code = '57014'
  constructor() {
    super('the deadline is over')
  }
}

/**
 * The time somebody's work may take. What of it reaches the database by a pool of `makePool` while the work runs is known
 * here, so that at the end the statements under way are cancelled and no further ones begin. A connection whose statement
 * was cancelled is thrown away, so that a cancellation that comes late meets nobody else's.
 */
export class Deadline {
  readonly #clients = new Set<PoolClient>()
  #over = false

  get isOver(): boolean {
    return this.#over
  }

  /** Runs `work`, and all that it awaits, within this deadline. */
  run<T>(work: () => T): T {
    return current.run(this, work)
  }

  /** It is over: cancels what is under way. */
  end(): void {
    this.#over = true
    for (const client of this.#clients) cancel(client as unknown as Client)
  }

  /** @internal The pool lent a connection to this work. */
  lent(client: PoolClient): void {
    if (this.#over) {
      client.release()
      throw new DeadlineOver()
    }
    const release = client.release.bind(client)
    this.#clients.add(client)
    client.release = (error) => {
      this.#clients.delete(client)
      release(error ?? (this.#over ? new DeadlineOver() : undefined))
    }
  }
}

type Lent = (error: Error | undefined, client?: PoolClient, release?: PoolClient['release']) => void

/** Makes a pool's connections known to the deadline within which they are asked for. */
export function observeDeadlines(pool: Pool): void {
  const connect = pool.connect.bind(pool) as {
    (): Promise<PoolClient>
    (lent: Lent): void
  }
  const observed = (lent?: Lent): Promise<PoolClient> | void => {
    const deadline = current.getStore()
    if (!deadline) return lent ? connect(lent) : connect()
    if (lent)
      return connect(
        AsyncResource.bind<(...given: Parameters<Lent>) => void, undefined>((error, client) => {
          if (error || !client) return lent(error)
          try {
            deadline.lent(client)
          } catch (over) {
            return lent(over as Error)
          }
          lent(undefined, client, (broken) => client.release(broken))
        }),
      )
    return connect().then((client) => {
      deadline.lent(client)
      return client
    })
  }
  pool.connect = observed as Pool['connect']
}

/** PostgreSQL's cancel request: a connection of its own, sixteen bytes, no answer. */
function cancel(client: Client): void {
  const { host, port, processID, secretKey } = client as unknown as {
    host: string
    port: number
    processID: number | null
    secretKey: number | null
  }
  if (processID === null || secretKey === null) return
  const request = Buffer.alloc(16)
  request.writeInt32BE(16, 0)
  request.writeInt32BE(80_877_102, 4)
  request.writeInt32BE(processID, 8)
  request.writeInt32BE(secretKey, 12)
  const socket = host.startsWith('/') ? connectSocket(`${host}/.s.PGSQL.${port}`) : connectSocket(port, host)
  socket.on('error', () => undefined)
  socket.end(request)
}
