import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Are we root? Then PostgreSQL must run as somebody else (initdb and postgres refuse root). */
export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * Makes a folder of ours and its missing parents. The folder is closed to others; for root it stays passable (0711),
 * because postgres runs as another user inside it. Missing parents get the usual 0755: with `mode` and `recursive`
 * together Node gives them the mode too, and 0700 parents would lock that user out.
 */
export function makeDataFolder(folder: string): void {
  mkdirSync(dirname(folder), { recursive: true })
  const mode = isRoot() ? 0o711 : 0o700
  mkdirSync(folder, { recursive: true, mode })
  if (isRoot() && (statSync(folder).mode & 0o001) === 0) chmodSync(folder, statSync(folder).mode | 0o011)
}

/** Writes a file that only its owner may read, whole or not at all (a reader sees the old text or the new). */
export function writePrivateFile(file: string, text: string): void {
  const beside = `${file}.${process.pid}.new`
  writeFileSync(beside, text, { mode: 0o600 })
  renameSync(beside, file)
}
