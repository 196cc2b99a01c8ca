import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { isRoot } from './private-files.ts'
import { PlainError } from './plain-error.ts'

/** Who postgres runs as. Both undefined: as ourselves. */
export interface PostgresUser {
  readonly uid?: number
  readonly gid?: number
}

/**
 * Chooses the user for postgres, which refuses to be root. Not root: ourselves. Root: the owner of the cluster if there
 * is one already, else the machine's `postgres`, else `nobody`.
 *
 * @param clusterFolder PGDATA, which need not exist yet
 * @throws PlainError if the cluster belongs to somebody else and we are not root
 */
export function choosePostgresUser(clusterFolder: string): PostgresUser {
  const owner = statSync(clusterFolder, { throwIfNoEntry: false })
  if (!isRoot()) {
    if (owner && process.getuid && owner.uid !== process.getuid())
      throw new PlainError(
        `The database in ${clusterFolder} belongs to another user (uid ${owner.uid}). ` +
          `Start as that user or as root, or choose another folder with ALONGSIDE_DATA.`,
      )
    return {}
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return passwdEntry('postgres') ?? passwdEntry('nobody') ?? { uid: 65534, gid: 65534 }
}

function passwdEntry(name: string): PostgresUser | undefined {
  let lines: string[]
  try {
    lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  } catch {
    return undefined
  }
  const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
  return Number(uid) > 0 && Number(gid) > 0 ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** Can this user walk into the folder (and, unless only passing, write there)? Asked of the system: every parent counts. */
export function canEnter(user: PostgresUser, folder: string, how: 'w' | 'x' = 'w'): boolean {
  const ask = ['-c', `cd "$0" && test -${how} .`, folder]
  return spawnSync('/bin/sh', ask, { ...user, cwd: '/', stdio: 'ignore' }).status === 0
}
