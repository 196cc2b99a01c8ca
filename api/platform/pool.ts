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
  /** Prepared statements are planned once a connection, for any values (`plan_cache_mode`), instead of each time for the
   *  values that it then has. For long statements whose plan is the same for everybody: planning them takes longer than
   *  running them. */
  readonly plansForAnyValues?: boolean
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
  pool.on('acquire', forgetWhatIsTooMuch)
  pool.on('connect', prepareWhatComesAgain())
  observeDeadlines(pool)
  return pool
}

/** Statements prepared on one connection at most; then it forgets them all and begins anew. */
const MOST_PREPARED = 300

/** From this run on a statement is prepared on the connections that run it. */
const PREPARE_FROM = 3
/** Texts whose runs are counted; then counting begins anew. */
const MOST_COUNTED = 1000

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => unknown

/**
 * The unit of work and the commands send the same few texts again and again, without names; parsing and planning one takes
 * longer than running it. So a text with values that comes again is prepared under a name of its own, as other drivers do
 * (JDBC's `prepareThreshold`). PostgreSQL still plans it for its values for as long as that looks better.
 */
function prepareWhatComesAgain(): (client: pg.PoolClient) => void {
  const runs = new Map<string, number>()
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined) return known
    const times = (runs.get(text) ?? 0) + 1
    if (times >= PREPARE_FROM && names.size < MOST_PREPARED) {
      runs.delete(text)
      const name = `again ${names.size}`
      names.set(text, name)
      return name
    }
    if (runs.size >= MOST_COUNTED) runs.clear()
    runs.set(text, times)
    return undefined
  }
  return (client) => {
    const query = client.query.bind(client) as Query
    const named: Query = (text, values, ...rest) => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined
      return name === undefined ? query(text, values, ...rest) : query({ name, text, values }, ...rest)
    }
    client.query = named as typeof client.query
  }
}

/** Whoever borrows a connection of a pool may prepare statements under names (`pool.query({ name, text, values })`), a
 *  name for each text; they are counted here, in the driver's own list, so that no connection holds ever more. */
function forgetWhatIsTooMuch(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: { parsedStatements: Record<string, string> } }
  if (Object.keys(connection.parsedStatements).length < MOST_PREPARED) return
  connection.parsedStatements = {}
  // Sent before whatever the borrower sends. Should it fail, so will that.
  client.query('deallocate all').catch(ignore)
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
    options: `-c TimeZone=Europe/London${options.plansForAnyValues ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
  }
}

const ignore = () => undefined
