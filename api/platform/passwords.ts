import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomToken } from './ids.ts'
import { writePrivateFile } from './private-files.ts'

/** Passwords of the embedded database's roles, made at random on this machine and kept in a 0600 file. */
export interface DatabasePasswords {
  /** Role `postgres`, the cluster's superuser: backups and tests only. */
  readonly superuser: string
  /** Role `alongside`, owner of the database: migrations. */
  readonly owner: string
  /** Role `app`: serves, owns nothing, bypasses nothing. */
  readonly app: string
}

const fileIn = (dataFolder: string) => join(dataFolder, 'passwords.json')

/** The passwords of a data folder, or undefined when the file is missing or not ours to understand. */
export function readPasswords(dataFolder: string): DatabasePasswords | undefined {
  if (!existsSync(fileIn(dataFolder))) return undefined
  const read = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8')) as Partial<DatabasePasswords>
  return read.superuser && read.owner && read.app ? (read as DatabasePasswords) : undefined
}

/** Makes new passwords and stores them. The cluster must be told (they are set in single-user mode). */
export function newPasswords(dataFolder: string): DatabasePasswords {
  const made = { superuser: randomToken(24), owner: randomToken(24), app: randomToken(24) }
  writePrivateFile(fileIn(dataFolder), JSON.stringify(made, null, 2) + '\n')
  return made
}
