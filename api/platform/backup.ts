import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Client } from 'pg'
import { errorCode, PlainError } from './plain-error.ts'
import { connect } from './pool.ts'
import { clusterFolder } from './postgres-cluster.ts'
import { END_OF_TAR, padding, tarHeader } from './tar.ts'
import { backupTrailer, type Manifest } from './backup-format.ts'

/** Not part of a base copy: what belongs to the running server, what it rebuilds, and the WAL, which is added after. */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|pg_(wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\/.*|(.*\/)?pgsql_tmp.*|(.*\/)?pg_internal\.init.*|backup_label.*|tablespace_map.*|backup_manifest)$/

/** What a copy holds. */
export interface BackupReport {
  readonly file: string
  readonly files: number
  /** Before compression. */
  readonly bytes: number
}

/**
 * Copies the running embedded database into one file, while others read and write it: a base copy between
 * `pg_backup_start` and `pg_backup_stop`, with the WAL that makes it whole (kept meanwhile by a temporary replication
 * slot). The copy holds every transaction that was committed before the call returned.
 *
 * @param to a file that does not exist yet, or a folder, in which it gets a name with the date
 * @throws PlainError if the target exists or cannot be written
 */
export async function backUp(
  { superUrl, dataFolder }: { superUrl: string; dataFolder: string },
  to: string,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<BackupReport> {
  const file = targetFile(to)
  const unfinished = `${file}.unfinished-${process.pid}`
  const client = await connect(superUrl, {
    applicationName: 'alongside backup',
    statementTimeout: 0,
    lockTimeout: 0,
    idleInTransactionTimeout: 0,
  })
  try {
    const digest = createHash('sha256')
    const counted: Manifest['files'] = []
    await pipeline(
      Readable.from(archive(client, clusterFolder(dataFolder), counted, onProgress), { objectMode: false }),
      createGzip({ level: 3 }),
      tap(digest),
      createWriteStream(unfinished, { flags: 'wx', mode: 0o600 }),
    )
    await appendDurably(unfinished, backupTrailer(digest.digest('hex')))
    renameSync(unfinished, file)
    return { file, files: counted.length, bytes: counted.reduce((sum, { size }) => sum + size, 0) }
  } catch (error) {
    rmSync(unfinished, { force: true })
    const code = errorCode(error)
    if (code === 'ENOSPC') throw new PlainError(`No space is left for the copy ${file}.`, 1, { cause: error })
    if (code === 'EACCES' || code === 'EROFS')
      throw new PlainError(`The copy ${file} cannot be written, or the database's files cannot be read (${code}).`, 1, {
        cause: error,
      })
    throw error
  } finally {
    await client.end()
  }
}

function targetFile(to: string): string {
  const path = resolve(to)
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() || /[\\/]$/.test(to)
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const file = isFolder ? join(path, `alongside-${stamp}Z.tar.gz`) : path
  if (existsSync(file)) throw new PlainError(`${file} exists already; a copy never replaces another file.`)
  mkdirSync(dirname(file), { recursive: true })
  return file
}

/** The archive's bytes: files, then `backup_label` and WAL, then `manifest.json`, which knows all before it. */
async function* archive(
  client: Client,
  cluster: string,
  files: Manifest['files'],
  onProgress: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  await client.query(`select pg_create_physical_replication_slot('alongside_backup_' || pg_backend_pid(), true, true)`)
  await client.query(`select pg_backup_start('alongside', true)`)
  for await (const entry of walk(cluster, '')) {
    if (entry.kind === 'folder')
      yield tarHeader({ path: `postgres/${entry.path}`, kind: 'folder', size: 0, modified: 0 })
    else yield* fileEntry(cluster, entry.path, files, onProgress)
  }
  const { rows } = await client.query<{ label: string; map: string; first: string; last: string; version: string }>(`
    select stopped.labelfile as label, stopped.spcmapfile as map, pg_walfile_name(stopped.lsn) as last,
           substring(stopped.labelfile from 'file ([0-9A-F]{24})') as first, current_setting('server_version') as version
      from pg_backup_stop(false) as stopped`)
  const { label, map, first, last, version } = rows[0]!
  if (map.trim() !== '') throw new PlainError('The database uses tablespaces, which a copy of ours cannot hold.')
  yield* textEntry('postgres/backup_label', label, files)
  const wal = (await readdir(join(cluster, 'pg_wal'))).filter((name) => /^[0-9A-F]{24}$/.test(name))
  // the first 8 digits are the timeline; within ours, names sort by position
  const needed = wal.filter((name) => name >= first && name <= last).sort()
  if (needed[0] !== first || needed.at(-1) !== last) throw new Error('the WAL of the copy is not complete')
  for (const name of needed) yield* fileEntry(cluster, `pg_wal/${name}`, files, onProgress)

  const manifest: Manifest = {
    format: 'alongside-backup/1',
    postgres: version,
    takenAt: new Date().toISOString(),
    files,
  }
  const text = Buffer.from(JSON.stringify(manifest) + '\n')
  yield tarHeader({ path: 'manifest.json', kind: 'file', size: text.length, modified: Date.now() / 1000 })
  yield text
  yield Buffer.alloc(padding(text.length))
  yield END_OF_TAR
}

/** Every file and folder that belongs to a copy. What vanishes while we look (a dropped table) is not missed: the WAL knows. */
async function* walk(cluster: string, path: string): AsyncGenerator<{ path: string; kind: 'file' | 'folder' }> {
  const names = await readdir(join(cluster, path), { withFileTypes: true }).catch(unlessGone([]))
  for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`
    if (LEFT_OUT.test(inner)) continue
    if (entry.isDirectory()) {
      yield { path: inner, kind: 'folder' }
      yield* walk(cluster, inner)
    } else if (entry.isFile()) yield { path: inner, kind: 'file' }
  }
}

/**
 * One file as it is now. It may change while we read: its size is settled at the start, a part cut off meanwhile becomes
 * zeros and a page half written is repaired by the WAL at restore.
 */
async function* fileEntry(
  cluster: string,
  path: string,
  files: Manifest['files'],
  onProgress: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const handle = await open(join(cluster, path)).catch(unlessGone(undefined))
  if (!handle) return
  try {
    const { size, mtimeMs } = await handle.stat()
    yield tarHeader({ path: `postgres/${path}`, kind: 'file', size, modified: mtimeMs / 1000 })
    const digest = createHash('sha256')
    for (let left = size; left > 0;) {
      const want = Math.min(left, 1 << 18)
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(want), 0, want)
      const part = bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead)
      digest.update(part)
      left -= part.length
      onProgress(part.length)
      yield part
    }
    yield Buffer.alloc(padding(size))
    files.push({ path: `postgres/${path}`, size, sha256: digest.digest('hex') })
  } finally {
    await handle.close()
  }
}

function* textEntry(path: string, text: string, files: Manifest['files']): Generator<Buffer> {
  const bytes = Buffer.from(text)
  yield tarHeader({ path, kind: 'file', size: bytes.length, modified: Date.now() / 1000 })
  yield bytes
  yield Buffer.alloc(padding(bytes.length))
  files.push({ path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
}

const unlessGone =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (errorCode(error) === 'ENOENT') return instead
    throw error
  }

/** Lets bytes through and hashes them. */
function tap(digest: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk)
      done(null, chunk)
    },
  })
}

async function appendDurably(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'a')
  try {
    await handle.write(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
