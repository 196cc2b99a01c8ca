import pg from 'pg'
import { observeDeadlines } from './deadline.ts'

/** Times in milliseconds; 0 means no limit. */
export interface PoolOptions {
  /** Connections at most, default 10. */
  readonly max?: number
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string
  /** Default 5 s. Migrations and imports give 0. */
  readonly statementTimeout?: number
  /** Default 3 s. */
  readonly lockTimeout?: number
  /** Default 10 s. */
  readonly idleInTransactionTimeout?: number
}

/**
 * A pool whose connections have our limits and live in Europe/London: PostgreSQL then writes a timestamptz, also inside
 * JSON, as RFC 3339 with the offset that London has at that moment.
 *
 * A connection that breaks, in use or idle, makes its query fail and is thrown away; it never ends the process. When no
 * connection is free or to be had for 3 s, `connect` and `query` reject.
 */
export function makePool(url: string, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(url, options), max: options.max ?? 10, idleTimeoutMillis: 30_000 })
  pool.on('error', ignore)
  // pg-pool listens to a client only while it is idle; one in use would end the process with "unhandled 'error' event"
  pool.on('connect', (client) => client.on('error', ignore))
  observeDeadlines(pool)
  return pool
}

/** Statements prepared on one connection at most; then it forgets them all and begins anew. */
const MOST_PREPARED = 300
const preparedOn = new WeakMap<pg.PoolClient, Set<string>>()

/**
 * One statement on a connection of the pool. With a `name`, which must mean this text and no other, it is parsed and
 * planned once a connection; a connection keeps a bounded number of them.
 */
export async function runStatement(
  pool: pg.Pool,
  text: string,
  values: unknown[],
  name?: string,
): Promise<pg.QueryResult<Record<string, unknown>>> {
  if (name === undefined) return pool.query(text, values)
  const client = await pool.connect()
  let broken = true
  try {
    const prepared = preparedOn.get(client) ?? new Set<string>()
    preparedOn.set(client, prepared)
    if (!prepared.has(name) && prepared.size >= MOST_PREPARED) {
      await client.query('deallocate all')
      // The driver's own list of what it has prepared on this connection.
      const { connection } = client as unknown as { connection: { parsedStatements: Record<string, string> } }
      for (const each of prepared) delete connection.parsedStatements[each]
      prepared.clear()
    }
    const result = await client.query<Record<string, unknown>>({ name, text, values })
    prepared.add(name)
    broken = false
    return result
  } catch (error) {
    // What the database answered leaves the connection as good as it was.
    broken = !(error instanceof pg.DatabaseError)
    throw error
  } finally {
    client.release(broken)
  }
}

/** One connection with the same settings, connected; the caller ends it. Rejects when it cannot connect within 3 s. */
export async function connect(url: string, options: PoolOptions): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(url, options))
  client.on('error', ignore)
  try {
    await client.connect()
  } catch (error) {
    client.end().catch(ignore)
    throw error
  }
  return client
}

/** Did the connection break under the statement, so that the same on another connection may well work? */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return /^(57P0[12]|ECONNRESET|EPIPE)$/.test(code) || error.message.startsWith('Connection terminated unexpectedly')
}

/** Is the failure that of a database which is away or going (starting, stopping, cut off), so that trying again helps? */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (/^(08...|57P0[1-5]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/.test(code)) return true
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired)/.test(
    error.message,
  )
}

function clientConfig(url: string, options: PoolOptions): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: options.applicationName,
    connectionTimeoutMillis: 3000,
    keepAlive: true,
    statement_timeout: options.statementTimeout ?? 5000,
    lock_timeout: options.lockTimeout ?? 3000,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeout ?? 10_000,
    options: '-c TimeZone=Europe/London',
  }
}

const ignore = () => undefined
