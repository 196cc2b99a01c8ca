import { join, resolve } from 'node:path'
import { backUp } from './backup.ts'
import { openDatabase } from './open-database.ts'
import { PlainError } from './plain-error.ts'
import { restore } from './restore.ts'
import { onShutdown } from './shutdown.ts'
import type { Config } from './config.ts'

const MB = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/**
 * `npm run backup [-- FILE|FOLDER]`: a copy of the embedded database, whether or not the server is running. Without an
 * argument it goes into `backups/` of the data folder.
 *
 * @returns the exit code
 * @throws PlainError
 */
export async function backupCommand(args: readonly string[], config: Config): Promise<number> {
  if (args.length > 1 || args[0]?.startsWith('-')) throw new PlainError('Usage: npm run backup [-- FILE|FOLDER]', 2)
  onlyEmbedded(config)
  const database = await openDatabase(config, { purpose: 'command', command: 'npm run backup', onProgress: say })
  const forget = onShutdown('database', () => database.stop(), { always: true })
  try {
    const to = args[0] ?? join(config.dataFolder, 'backups') + '/'
    const superUrl = database.superUrl ?? ''
    const report = await backUp({ superUrl, dataFolder: config.dataFolder }, to)
    console.log(`Copied ${report.files} files, ${MB(report.bytes)}, to ${report.file}`)
    console.log('The copy holds personal data and is not encrypted: keep it where only those may read it who must.')
  } finally {
    await database.stop()
    forget()
  }
  return 0
}

/**
 * `npm run restore -- FILE`: puts a copy in the place of the embedded database; the server must not be running.
 *
 * @returns the exit code
 * @throws PlainError
 */
export async function restoreCommand(args: readonly string[], config: Config): Promise<number> {
  const [file] = args
  if (args.length !== 1 || !file || file.startsWith('-')) throw new PlainError('Usage: npm run restore -- FILE', 2)
  onlyEmbedded(config)
  const report = await restore(config.dataFolder, resolve(file), say)
  console.log(`Restored the copy of ${report.takenAt}: ${report.tables} tables, ${report.rows} rows.`)
  if (report.keptAside) {
    console.log(`The database that was there before is kept in ${report.keptAside}`)
    console.log('If the copy is older than that one, say so to the audit: npm run verify-audit -- --restored')
  }
  return 0
}

function onlyEmbedded(config: Config): void {
  if (config.databaseUrl)
    throw new PlainError(
      'DATABASE_URL is set: this command copies the embedded database only. Use pg_dump or pg_basebackup for yours.',
    )
}

const say = (text: string) => console.error(text)
