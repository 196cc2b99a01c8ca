import { createHash } from 'node:crypto'
import { chownSync, createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { digestOfTrailer, TRAILER_LENGTH, type Manifest } from './backup-format.ts'
import { startCluster } from './cluster.ts'
import { lockFolder, readHolder } from './folder-lock.ts'
import { errorCode, errorText, PlainError } from './plain-error.ts'
import { connect } from './pool.ts'
import { clusterFolder } from './postgres-cluster.ts'
import { choosePostgresUser, type PostgresUser } from './postgres-user.ts'
import { makeDataFolder } from './private-files.ts'
import { BLOCK, padding, readTarHeader, type TarEntry } from './tar.ts'

/** What was restored. */
export interface RestoreReport {
  readonly takenAt: string
  /** Tables and rows that the restored database answered with when it was tried. */
  readonly tables: number
  readonly rows: number
  /** Where the database that was there before lies now. */
  readonly keptAside?: string
}

/**
 * Puts a copy in the place of the embedded database. The copy is checked whole, unpacked into a folder of its own and
 * started there to prove it; only then do the folders change places, and the old one is kept.
 *
 * @throws PlainError if the server runs, or the copy is damaged, of another version, or does not start: then nothing has
 * been changed
 */
export async function restore(
  dataFolder: string,
  file: string,
  onProgress: (text: string) => void = () => undefined,
): Promise<RestoreReport> {
  const copy = resolve(file)
  makeDataFolder(dataFolder)
  const lock = await lockFolder(dataFolder, { purpose: 'restore', command: 'npm run restore' })
  if (!lock) {
    const holder = readHolder(dataFolder)
    const who = holder ? `${holder.command} (process ${holder.pid})` : 'another process of Alongside'
    throw new PlainError(`The database is in use by ${who}. Stop it first: a copy is restored while nothing else runs.`)
  }
  const trial = join(dataFolder, `restoring-${process.pid}`)
  try {
    onProgress('Checking the copy…')
    await checkDigest(copy)
    onProgress('Unpacking…')
    rmSync(trial, { recursive: true, force: true })
    makeDataFolder(trial)
    const manifest = await unpack(copy, trial, choosePostgresUser(clusterFolder(dataFolder)))
    onProgress('Starting the restored database to prove it…')
    const proved = await prove(trial)
    const keptAside = changePlaces(dataFolder, trial)
    return { takenAt: manifest.takenAt, ...proved, keptAside }
  } finally {
    rmSync(trial, { recursive: true, force: true })
    await lock.release()
  }
}

const damaged = (why: string) =>
  new PlainError(`The copy is damaged and was not used: ${why}. Nothing has been changed; take another copy.`)

/** The copy's last bytes state the digest of all the others. */
async function checkDigest(file: string): Promise<void> {
  const size = await stat(file)
    .then((found) => (found.isFile() ? found.size : Promise.reject(new Error('it is no file'))))
    .catch((error: unknown) => {
      throw new PlainError(`${file} cannot be read (${errorCode(error) ?? errorText(error)}).`)
    })
  if (size <= TRAILER_LENGTH) throw damaged('it is too short')
  const handle = await open(file)
  const trailer = Buffer.alloc(TRAILER_LENGTH)
  await handle.read(trailer, 0, TRAILER_LENGTH, size - TRAILER_LENGTH)
  await handle.close()
  const stated = digestOfTrailer(trailer)
  if (!stated) throw damaged('its end is missing or it is no copy made by "npm run backup"')
  const digest = createHash('sha256')
  await pipeline(createReadStream(file, { end: size - TRAILER_LENGTH - 1 }), digest)
  if (digest.digest('hex') !== stated) throw damaged('its checksum does not fit its content')
}

/** Unpacks into `trial/postgres`, hashing every file, and holds what came out against the manifest. */
async function unpack(file: string, trial: string, user: PostgresUser): Promise<Manifest> {
  const found = new Map<string, { size: number; sha256: string }>()
  const own = (path: string) => {
    if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
  }
  mkdirSync(clusterFolder(trial), { mode: 0o700 })
  own(clusterFolder(trial))
  const bytes = new ByteReader(createReadStream(file).pipe(createGunzip()))
  try {
    for (;;) {
      const entry = readTarHeader(await bytes.take(BLOCK))
      if (!entry) break
      const path = join(trial, ...entry.path.split('/'))
      mkdirSync(entry.kind === 'folder' ? path : dirname(path), { recursive: true, mode: 0o700 })
      if (entry.kind === 'file') found.set(entry.path, await writeEntry(bytes, entry, path))
      own(path)
    }
  } catch (error) {
    if (errorCode(error) === 'ENOSPC') throw new PlainError('No space is left to unpack the copy.', 1, { cause: error })
    if (error instanceof RangeError || errorCode(error)?.startsWith('Z_')) throw damaged(errorText(error))
    throw error
  }
  const text = existsSync(join(trial, 'manifest.json')) ? readFileSync(join(trial, 'manifest.json'), 'utf8') : ''
  const manifest = parseManifest(text)
  const wrong = manifest.files.find(({ path, sha256 }) => found.get(path)?.sha256 !== sha256)
  if (wrong) throw damaged(`${wrong.path} is not as it was`)
  if (found.size !== manifest.files.length + 1) throw damaged('it holds files that its list does not name')
  return manifest
}

function parseManifest(text: string): Manifest {
  let manifest: Partial<Manifest>
  try {
    manifest = JSON.parse(text) as Partial<Manifest>
  } catch {
    throw damaged('its list of files cannot be read')
  }
  if (manifest.format !== 'alongside-backup/1' || !Array.isArray(manifest.files))
    throw new PlainError('This copy was made by another version of Alongside, whose copies this one cannot read.')
  return manifest as Manifest
}

async function writeEntry(bytes: ByteReader, entry: TarEntry, path: string) {
  const digest = createHash('sha256')
  const handle = await open(path, 'wx', 0o600)
  try {
    for (let left = entry.size; left > 0;) {
      const part = await bytes.takeUpTo(left)
      digest.update(part)
      await handle.write(part)
      left -= part.length
    }
  } finally {
    await handle.close()
  }
  await bytes.take(padding(entry.size))
  return { size: entry.size, sha256: digest.digest('hex') }
}

/** Starts the unpacked cluster where it lies (it replays its WAL and gets new passwords), counts its rows, and stops it. */
async function prove(trial: string): Promise<{ tables: number; rows: number }> {
  const cluster = await startCluster(trial)
  try {
    const client = await connect(cluster.superUrl, { applicationName: 'alongside restore', statementTimeout: 0 })
    const { rows } = await client.query<{ tables: number; rows: string }>(`
      select count(*)::int as tables,
             coalesce(sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', schemaname, tablename),
                                                               false, true, '')))[1]::text::bigint), 0) as rows
        from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`)
    await client.end()
    return { tables: rows[0]?.tables ?? 0, rows: Number(rows[0]?.rows ?? 0) }
  } finally {
    await cluster.stop()
  }
}

/**
 * The old cluster steps aside, the new one takes its place. Passwords go first: should we die between these steps, the
 * next start makes new ones, and it refuses to make an empty database beside one that stands aside.
 */
function changePlaces(dataFolder: string, trial: string): string | undefined {
  const here = clusterFolder(dataFolder)
  const aside = `${here}.before-restore-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`
  const isThere = statSync(here, { throwIfNoEntry: false }) !== undefined
  rmSync(join(dataFolder, 'passwords.json'), { force: true })
  if (isThere) renameSync(here, aside)
  renameSync(clusterFolder(trial), here)
  renameSync(join(trial, 'passwords.json'), join(dataFolder, 'passwords.json'))
  return isThere ? aside : undefined
}

/** Reads a stream in portions of the size one needs. */
class ByteReader {
  private readonly source: AsyncIterator<Buffer>
  private held = Buffer.alloc(0)
  constructor(stream: AsyncIterable<Buffer>) {
    this.source = stream[Symbol.asyncIterator]()
  }
  /** Between 1 and `most` bytes. @throws RangeError at the end */
  async takeUpTo(most: number): Promise<Buffer> {
    while (this.held.length === 0) {
      const next = await this.source.next()
      if (next.done) throw new RangeError('it ends too early')
      this.held = next.value as Buffer<ArrayBuffer>
    }
    const part = this.held.subarray(0, most)
    this.held = this.held.subarray(part.length)
    return part
  }
  /** Exactly so many bytes. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = []
    for (let left = count; left > 0;) {
      const part = await this.takeUpTo(left)
      parts.push(part)
      left -= part.length
    }
    return Buffer.concat(parts)
  }
}
