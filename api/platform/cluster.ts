import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorText } from './plain-error.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { clusterFolder, prepareCluster } from './postgres-cluster.ts'
import { PostgresDidNotStart, runPostgres, type PostgresProcess } from './postgres-process.ts'
import { choosePostgresUser, type PostgresUser } from './postgres-user.ts'
import { isGone, isPostgresOf, readPostmaster, signal } from './postmaster.ts'
import { makeDataFolder } from './private-files.ts'
import { rmSync } from 'node:fs'

/** For two cores and a few gigabytes. No Unix socket: its path may hold 107 bytes at most, and folders are longer. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_wal_senders: '0',
  // the log must not hold personal data: no statements, and of errors not the text, which quotes values
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}

const NOT_DURABLE: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
}

/** How a cluster is started. */
export interface ClusterOptions {
  /** Default true. False for tests: nothing is flushed to disk, which makes it quick; a crash loses the last commits. */
  readonly durable?: boolean
  /** More settings, as `postgres -c name=value` takes them. */
  readonly settings?: Readonly<Record<string, string>>
  /** Called with a short sentence when a step takes long ("Making the database…"). */
  readonly onProgress?: (text: string) => void
  /** Called when the server has died unasked and again when it is back. */
  readonly onEvent?: (event: 'lost' | 'back' | 'still down', detail: string) => void
}

/** A running cluster with its database `alongside`. */
export interface Cluster {
  /** As role `alongside`, which owns the database (CREATEDB, CREATEROLE, no superuser): migrations. */
  readonly adminUrl: string
  /** As the superuser `postgres`: backups, and tests that make databases or walk past row-level security. */
  readonly superUrl: string
  /** A password for the role `app`, which `ensureAppRole` creates. */
  readonly appPassword: string
  readonly port: number
  readonly binaries: PostgresBinaries
  /** Stops it (SIGINT, "fast") and waits until it is gone. May be called twice. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on a data folder (making the cluster on the first start) and keeps it running until `stop`. It also
 * stops by itself when this process ends, however that happens. It takes no lock: `openDatabase` does; a caller of its
 * own (a test run) must give each call a folder of its own.
 *
 *     const cluster = await startCluster(mkdtempSync(join(tmpdir(), 'alongside-')), { durable: false })
 *
 * @param folder the data folder; created if missing. The cluster is its subfolder `postgres`
 * @throws PlainError when it cannot start, with the reason in words
 */
export async function startCluster(folder: string, options: ClusterOptions = {}): Promise<Cluster> {
  makeDataFolder(folder)
  const cluster = clusterFolder(folder)
  const user = choosePostgresUser(cluster)
  const binaries = findPostgresBinaries(user, folder)
  await clearThePlace(cluster, options)
  const passwords = prepareCluster(folder, binaries, user, options)

  const start = (port: number) => startOnce({ cluster, user, binaries, port, folder, options })
  let running = await start(0)
  const { port } = running
  let stopping = false
  let stopped: Promise<void> | undefined
  void keepRunning()

  const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/alongside`
  return {
    adminUrl: url('alongside', passwords.owner),
    superUrl: url('postgres', passwords.superuser),
    appPassword: passwords.app,
    port,
    binaries,
    stop: () => (stopped ??= stop()),
  }

  async function stop(): Promise<void> {
    stopping = true
    await running.stop()
  }

  /** When it dies unasked it is started again on the same port, so that every pool finds it again by itself. */
  async function keepRunning(): Promise<void> {
    for (;;) {
      await running.ended
      if (stopping) return
      options.onEvent?.('lost', 'the database server ended unexpectedly')
      for (let pause = 100; !stopping; pause = Math.min(pause * 2, 5000)) {
        try {
          await clearThePlace(cluster, options)
          const next = await start(port)
          running = next
          if (stopping) return await next.stop()
          options.onEvent?.('back', 'the database server is running again')
          break
        } catch (error) {
          options.onEvent?.('still down', errorText(error))
          await sleep(pause)
        }
      }
      if (stopping) return
    }
  }
}

/** Starts the process, trying again while an earlier server is still letting go of the folder or a port was taken. */
async function startOnce(how: {
  cluster: string
  folder: string
  user: PostgresUser
  binaries: PostgresBinaries
  port: number
  options: ClusterOptions
}): Promise<PostgresProcess> {
  const settings = { ...SETTINGS, ...(how.options.durable === false ? NOT_DURABLE : {}), ...how.options.settings }
  const until = performance.now() + 20_000
  for (;;) {
    try {
      return await runPostgres({
        binary: how.binaries.postgres,
        cluster: how.cluster,
        user: how.user,
        port: how.port,
        settings,
        logFile: join(how.folder, 'postgres.log'),
        onRecovery: () => how.options.onProgress?.('The database is recovering from an abrupt end…'),
      })
    } catch (error) {
      if (!(error instanceof PostgresDidNotStart) || error.retry === 'no' || performance.now() > until) throw error
      await sleep(100)
    }
  }
}

/**
 * Before a start: a postgres that an abruptly ended process left behind is stopping by itself, so we wait for it and
 * help after a while; a `postmaster.pid` whose number now belongs to another program is taken away.
 */
async function clearThePlace(cluster: string, options: ClusterOptions): Promise<void> {
  const left = readPostmaster(cluster)
  if (!left) return
  const found = isPostgresOf(cluster, left.pid)
  if (found === 'no') {
    rmSync(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  if (found === 'unknown') return // not ours to look at: postgres itself will say so
  if (await isGone(left.pid, 1000)) return
  options.onProgress?.('Waiting for an earlier database server to stop…')
  if (await isGone(left.pid, 2000)) return
  signal(left.pid, 'SIGINT')
  if (await isGone(left.pid, 10_000)) return
  signal(left.pid, 'SIGQUIT')
  await isGone(left.pid, 5000)
}
