import { setTimeout as sleep } from 'node:timers/promises'
import { ensureAppRole } from './app-role.ts'
import { startCluster, type ClusterOptions } from './cluster.ts'
import { openExternal } from './external-postgres.ts'
import { lockFolder, readHolder, type FolderLock, type Holder } from './folder-lock.ts'
import { readPasswords, type DatabasePasswords } from './passwords.ts'
import { errorCode, PlainError } from './plain-error.ts'
import { connect } from './pool.ts'
import { clusterFolder } from './postgres-cluster.ts'
import { readPostmaster } from './postmaster.ts'
import { makeDataFolder } from './private-files.ts'
import type { Config } from './config.ts'

/** A database that is up, and how to reach it. */
export interface Database {
  /** As the owner: migrations. */
  readonly adminUrl: string
  /** As role `app`: everything else. */
  readonly appUrl: string
  /** As superuser; the embedded database only. */
  readonly superUrl?: string
  readonly embedded: boolean
  /** True when another process (the server) keeps the database and we only use it. */
  readonly attached: boolean
  /** Tells others where the server answers, once it does: "already running at …". */
  announce(url: string): void
  /** Lets go of the database; stops it if this process started it. May be called twice. */
  stop(): Promise<void>
}

/** How to open the database. */
export interface OpenOptions {
  /** `serve` keeps it for itself and lets commands share it; `command` shares the server's, or runs it meanwhile. */
  readonly purpose: 'serve' | 'command'
  /** What others are told is running, as people type it. Default `npm start` for serve, `a command` otherwise. */
  readonly command?: string
  /** How long to wait for a command that has the database (default 60). */
  readonly waitSeconds?: number
  readonly onProgress?: (text: string) => void
  readonly onEvent?: ClusterOptions['onEvent']
}

/**
 * Opens the database the configuration asks for: the external one of `DATABASE_URL`, or the embedded one in the data
 * folder, started here unless the running server shares its own.
 *
 * @throws PlainError in words: already running, busy, cannot start, too old, no rights
 */
export async function openDatabase(config: Config, options: OpenOptions): Promise<Database> {
  const { waitSeconds = 60, onProgress = () => undefined } = options
  if (config.databaseUrl) {
    const urls = await openExternal({ ...config, databaseUrl: config.databaseUrl }, { waitSeconds, onProgress })
    return { ...urls, embedded: false, attached: false, announce: () => undefined, stop: async () => undefined }
  }
  return inWords(config, () => openEmbedded(config, { ...options, waitSeconds, onProgress }))
}

async function openEmbedded(
  config: Config,
  options: OpenOptions & { waitSeconds: number; onProgress: (text: string) => void },
): Promise<Database> {
  makeDataFolder(config.dataFolder)
  const { purpose, onProgress } = options
  const command = options.command ?? (purpose === 'serve' ? 'npm start' : 'a command')
  const until = performance.now() + options.waitSeconds * 1000
  const refuseAfter = performance.now() + 400 // a process that was just killed still holds its lock for a moment
  let told = ''
  for (;;) {
    const lock = await lockFolder(config.dataFolder, { purpose, command })
    if (lock) return await startHere(config, lock, options)

    const holder = readHolder(config.dataFolder)
    if (holder?.purpose === 'serve' && !holder.stopping) {
      if (purpose === 'command') {
        const shared = await attach(config)
        if (shared) return shared
      } else if (performance.now() > refuseAfter) throw new PlainError(alreadyRunning(holder, config))
    }
    if (performance.now() > until) throw new PlainError(`${busy(holder, config)} Try again when it has ended.`)
    const words = holder && holder.purpose !== 'serve' && `${busy(holder, config)} Waiting…`
    if (words && words !== told) onProgress((told = words))
    await sleep(100)
  }
}

async function startHere(config: Config, lock: FolderLock, options: OpenOptions): Promise<Database> {
  try {
    const cluster = await startCluster(config.dataFolder, options)
    const stop = async () => {
      lock.describe({ stopping: true })
      await cluster.stop()
      await lock.release()
    }
    try {
      const appUrl = await ensureAppRole(cluster.adminUrl, cluster.appPassword)
      let stopped: Promise<void> | undefined
      return {
        adminUrl: cluster.adminUrl,
        appUrl,
        superUrl: cluster.superUrl,
        embedded: true,
        attached: false,
        announce: (url) => lock.describe({ url }),
        stop: () => (stopped ??= stop()),
      }
    } catch (error) {
      await cluster.stop()
      throw error
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/**
 * Shares the server's database. The server is that of this very folder only if it reads us the same `postmaster.pid`:
 * a port or a process number alone may by now belong to another one.
 *
 * @returns undefined while it is not ready for it
 */
async function attach(config: Config): Promise<Database | undefined> {
  const running = readPostmaster(clusterFolder(config.dataFolder))
  const passwords = readPasswords(config.dataFolder)
  if (!running?.ready || !passwords) return undefined
  const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${running.port}/alongside`
  const superUrl = url('postgres', passwords.superuser)
  if (!(await isServerOf(superUrl, running.text))) return undefined
  return {
    ...(await sharedUrls(url('alongside', passwords.owner), passwords)),
    superUrl,
    embedded: true,
    attached: true,
    announce: () => undefined,
    stop: async () => undefined,
  }
}

async function sharedUrls(adminUrl: string, passwords: DatabasePasswords) {
  return { adminUrl, appUrl: await ensureAppRole(adminUrl, passwords.app) }
}

async function isServerOf(superUrl: string, pidFile: string): Promise<boolean> {
  try {
    const client = await connect(superUrl, { applicationName: 'alongside attach' })
    const { rows } = await client.query<{ text: string }>(`select pg_read_file('postmaster.pid') as text`)
    await client.end()
    return rows[0]?.text === pidFile
  } catch {
    return false
  }
}

function alreadyRunning(holder: Holder, config: Config): string {
  const where = holder.url ? `at ${holder.url} ` : '(it is still starting) '
  return (
    `Alongside is already running ${where}on ${config.dataFolder}: ${holder.command}, process ${holder.pid}. ` +
    `Stop that one first, or give this one a folder of its own with ALONGSIDE_DATA.`
  )
}

function busy(holder: Holder | undefined, config: Config): string {
  const who = holder ? `${holder.command} (process ${holder.pid})` : 'Another process of Alongside'
  return `${who} is using the database in ${config.dataFolder}.`
}

/** Folders of another user are the likeliest trouble here, and "EACCES" tells nobody what to do. */
async function inWords(config: Config, work: () => Promise<Database>): Promise<Database> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error)
    if (
      error instanceof PlainError ||
      !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(code ?? '')
    )
      throw error
    throw new PlainError(
      code === 'ENOSPC'
        ? `No space is left for the data folder ${config.dataFolder}.`
        : `The data folder ${config.dataFolder} cannot be used by this user (${code}). Start as the user it belongs to, ` +
            `or choose another folder with ALONGSIDE_DATA.`,
      1,
      { cause: error },
    )
  }
}
