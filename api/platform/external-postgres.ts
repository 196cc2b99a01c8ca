import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureAppRole } from './app-role.ts'
import { randomToken } from './ids.ts'
import { errorCode, errorText, PlainError } from './plain-error.ts'
import { connect, isDatabaseAway } from './pool.ts'
import { makeDataFolder, writePrivateFile } from './private-files.ts'
import type { Config } from './config.ts'

/** The oldest PostgreSQL we use. */
const OLDEST = 15

/**
 * Checks the PostgreSQL of `DATABASE_URL` (there, reachable, not too old) and gives the two addresses to use: that one
 * for migrations, and `DATABASE_APP_URL` or a role `app` of our making for serving. A server that is not up yet is
 * waited for.
 *
 * @throws PlainError in words, never with the address's password
 */
export async function openExternal(
  config: Config & { readonly databaseUrl: string },
  { waitSeconds, onProgress }: { waitSeconds: number; onProgress: (text: string) => void },
): Promise<{ adminUrl: string; appUrl: string }> {
  const adminUrl = config.databaseUrl
  await checkServer('DATABASE_URL', adminUrl, waitSeconds, onProgress)
  if (config.databaseAppUrl) {
    await checkServer('DATABASE_APP_URL', config.databaseAppUrl, waitSeconds, onProgress)
    return { adminUrl, appUrl: config.databaseAppUrl }
  }
  try {
    return { adminUrl, appUrl: await ensureAppRole(adminUrl, appPassword(config)) }
  } catch (error) {
    if (errorCode(error) !== '42501') throw error
    throw new PlainError(
      `The role of DATABASE_URL may not create the role "app" (${errorText(error)}). ` +
        `Give it CREATEROLE, or set DATABASE_APP_URL to a role that owns nothing.`,
    )
  }
}

async function checkServer(
  variable: string,
  url: string,
  waitSeconds: number,
  onProgress: (text: string) => void,
): Promise<void> {
  const until = performance.now() + waitSeconds * 1000
  for (let told = false; ;) {
    try {
      const client = await connect(url, { applicationName: 'alongside start' })
      const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
        `select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version`,
      )
      await client.end()
      if (Number(rows[0]?.server_version_num) < OLDEST * 10_000)
        throw new PlainError(
          `${variable} is PostgreSQL ${rows[0]?.server_version}; Alongside needs ${OLDEST} or newer.`,
        )
      return
    } catch (error) {
      if (error instanceof PlainError) throw error
      if (!isDatabaseAway(error) || performance.now() > until)
        throw new PlainError(`The database of ${variable} cannot be used: ${errorText(error)}.`, 1, { cause: error })
      if (!told) onProgress(`Waiting for the database of ${variable}…`)
      told = true
      await sleep(500)
    }
  }
}

/**
 * The password of role `app`. Derived from the owner's where `DATABASE_URL` has one, so that several instances, each
 * with a data folder of its own, agree without speaking to each other (and nobody can work back to the owner's);
 * otherwise random, in a 0600 file of the data folder.
 */
function appPassword(config: Config & { readonly databaseUrl: string }): string {
  const owner = new URL(config.databaseUrl).password
  if (owner) return createHmac('sha256', decodeURIComponent(owner)).update('alongside: role app').digest('base64url')
  const file = join(config.dataFolder, 'app-password')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  makeDataFolder(config.dataFolder)
  const made = randomToken(24)
  writePrivateFile(file, made + '\n')
  return made
}
