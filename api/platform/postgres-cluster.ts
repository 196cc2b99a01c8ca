import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newPasswords, readPasswords, type DatabasePasswords } from './passwords.ts'
import { PlainError } from './plain-error.ts'
import { placeOf, type Place } from './postgres-process.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import type { PostgresUser } from './postgres-user.ts'
import { scramVerifier } from './scram.ts'

/** The cluster's folder (PGDATA) inside a data folder. */
export const clusterFolder = (dataFolder: string): string => join(dataFolder, 'postgres')

/** Only this machine, only with a password. */
const HBA = 'host all all 127.0.0.1/32 scram-sha-256\n'

/**
 * Text is sorted as British English sorts it (ICU, the same on every machine). LC_CTYPE must be a UTF-8 one, or
 * full-text search takes "ŵ" for no letter; which of them exists differs by system, so we ask in turn.
 */
const LOCALES = ['C.UTF-8', 'en_GB.UTF-8', 'en_US.UTF-8', 'C']

/**
 * Makes sure that the data folder holds a cluster and that we have its passwords. A new cluster is made beside and
 * moved into place when whole, so that an interrupted first start leaves nothing half made. Lost passwords are replaced
 * (single-user mode needs none). Call only while holding the folder's lock and with no postgres running on it.
 *
 * @param durable false for tests: files are not flushed to disk
 */
export function prepareCluster(
  dataFolder: string,
  binaries: PostgresBinaries,
  user: PostgresUser,
  { durable = true }: { durable?: boolean } = {},
): DatabasePasswords {
  const cluster = clusterFolder(dataFolder)
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    checkMajorVersion(cluster, binaries)
    return readPasswords(dataFolder) ?? setPasswords(dataFolder, cluster, binaries, user)
  }
  if (existsSync(cluster) && readdirSync(cluster).length > 0)
    throw new PlainError(`${cluster} holds something that is no PostgreSQL database. Move it away and start again.`)

  const aside = readdirSync(dataFolder).find((name) => name.startsWith('postgres.before-restore-'))
  if (aside)
    throw new PlainError(
      `A restore was interrupted: there is no database in ${cluster}, but the earlier one is in ${aside} beside it. ` +
        `Restore again, or rename that folder to "postgres" and start.`,
    )
  removeUnfinished(dataFolder)
  const made = `${cluster}.new-${process.pid}`
  mkdirSync(made, { mode: 0o700 })
  if (user.uid !== undefined && user.gid !== undefined) chownSync(made, user.uid, user.gid)
  const place = placeOf(user, made)
  initialise(place, binaries, durable)
  writeFileSync(join(made, 'pg_hba.conf'), HBA)
  const passwords = newPasswords(dataFolder)
  singleUser(place, binaries, 'postgres', [
    `ALTER ROLE postgres PASSWORD '${scramVerifier(passwords.superuser)}'`,
    `CREATE ROLE alongside LOGIN NOSUPERUSER NOBYPASSRLS CREATEROLE CREATEDB PASSWORD '${scramVerifier(passwords.owner)}'`,
    `CREATE DATABASE alongside OWNER alongside`,
  ])
  rmSync(cluster, { recursive: true, force: true })
  renameSync(made, cluster)
  return passwords
}

/** What an interrupted first start left. Its initdb may still be dying, so the name is new each time and this may fail. */
function removeUnfinished(dataFolder: string): void {
  for (const name of readdirSync(dataFolder))
    if (/^postgres\.new-\d+$/.test(name))
      try {
        rmSync(join(dataFolder, name), { recursive: true, force: true })
      } catch {
        // next time
      }
}

/** Gives the cluster's roles new passwords, in single-user mode: no server may run on it. */
export function setPasswords(
  dataFolder: string,
  cluster: string,
  binaries: PostgresBinaries,
  user: PostgresUser,
): DatabasePasswords {
  const passwords = newPasswords(dataFolder)
  writeFileSync(join(cluster, 'pg_hba.conf'), HBA)
  // asked first, as single-user mode ends at the first error, even one that is caught; `app` may not be there yet
  const quiet = (role: string, password: string) =>
    `DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN ` +
    `ALTER ROLE ${role} PASSWORD '${scramVerifier(password)}'; END IF; END $$`
  singleUser(placeOf(user, cluster), binaries, 'postgres', [
    quiet('postgres', passwords.superuser),
    quiet('alongside', passwords.owner),
    quiet('app', passwords.app),
  ])
  return passwords
}

function initialise(place: Place, binaries: PostgresBinaries, durable: boolean): void {
  let trouble = ''
  for (const locale of LOCALES) {
    // "trust" never takes effect: HBA replaces pg_hba.conf before any server runs on it
    const how = ['-D', place.pgdata, '-U', 'postgres', '-E', 'UTF8', '--data-checksums', '--auth=trust']
    how.push('--locale-provider=icu', '--icu-locale=en-GB', `--locale=${locale}`)
    how.push('--set=log_timezone=UTC', '--set=timezone=UTC')
    if (!durable) how.push('--no-sync')
    const run = spawnSync(binaries.initdb, how, {
      ...place.user,
      cwd: place.cwd,
      encoding: 'utf8',
      env: cleanEnvironment(),
    })
    if (run.status === 0) return
    trouble = (run.error?.message ?? run.stderr).trim().split('\n').slice(-2).join(' ')
    if (!/invalid locale|locale name/.test(run.stderr ?? '')) break
  }
  throw new PlainError(`The database could not be made: ${trouble}`)
}

/** Runs statements, one a line, in PostgreSQL's single-user mode, which asks nobody for a password. */
function singleUser(place: Place, binaries: PostgresBinaries, database: string, statements: readonly string[]): void {
  const run = spawnSync(
    binaries.postgres,
    ['--single', '-D', place.pgdata, '-c', 'exit_on_error=on', '-c', 'log_min_messages=error', database],
    {
      ...place.user,
      cwd: place.cwd,
      encoding: 'utf8',
      env: cleanEnvironment(),
      input: statements.map((statement) => statement + '\n').join(''),
    },
  )
  const wrong = /(ERROR|FATAL|PANIC): *(.*)/.exec(run.stderr ?? '')
  if (run.status !== 0 || wrong)
    throw new PlainError(`The database could not be prepared: ${wrong?.[2] ?? run.error?.message ?? run.status}`)
}

function checkMajorVersion(cluster: string, binaries: PostgresBinaries): void {
  const theirs = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = binaries.version.split('.')[0]
  if (theirs !== ours)
    throw new PlainError(
      `The database in ${cluster} was made by PostgreSQL ${theirs}; this version of Alongside brings ${ours}. ` +
        `Start it with the version of Alongside that made it, and take a copy from there.`,
    )
}

const cleanEnvironment = () => ({ PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' })
