import { readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { writePrivateFile } from './private-files.ts'
import { errorCode } from './plain-error.ts'

/** Who holds a data folder, for the words others say. Kept in `holder.json`, believed only while the lock is held. */
export interface Holder {
  readonly pid: number
  /** `serve`: its database may be shared. `command`: it stops the database when it is done. */
  readonly purpose: 'serve' | 'command' | 'restore'
  /** As people type it: `npm start`, `npm run import`. */
  readonly command: string
  /** Where it can be reached, once it serves. */
  readonly url?: string
  readonly stopping?: boolean
}

/** A held lock. */
export interface FolderLock {
  /** Says more about the holder. */
  describe(more: Partial<Holder>): void
  release(): Promise<void>
}

/**
 * Takes the lock of a data folder, or says that somebody has it. The lock is a listening socket in Linux's abstract
 * namespace, named after the folder's own device and inode: the kernel gives it to one process and takes it back the
 * moment that process ends, also by `kill -9`; there is no file to go stale. (Two containers that share a folder do not
 * see each other's: then postgres's own lock is the last guard.)
 */
export async function lockFolder(dataFolder: string, holder: Omit<Holder, 'pid'>): Promise<FolderLock | undefined> {
  const server = await bind(lockName(dataFolder))
  if (!server) return undefined
  let known: Holder = { ...holder, pid: process.pid }
  const write = () => writePrivateFile(holderFile(dataFolder), JSON.stringify(known) + '\n')
  try {
    write()
  } catch (error) {
    server.close()
    throw error
  }
  return {
    describe(more) {
      known = { ...known, ...more }
      write()
    },
    release: () =>
      new Promise((resolve) => {
        rmSync(holderFile(dataFolder), { force: true })
        server.close(() => resolve())
      }),
  }
}

/** What the holder says of itself; undefined before it has, or when we may not read it. */
export function readHolder(dataFolder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(holderFile(dataFolder), 'utf8')) as Holder
  } catch {
    return undefined
  }
}

const holderFile = (dataFolder: string) => join(dataFolder, 'holder.json')

function lockName(dataFolder: string): string {
  const { dev, ino } = statSync(dataFolder, { bigint: true })
  return `\0alongside-data-${dev}-${ino}`
}

function bind(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => (errorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(name, () => {
      server.unref()
      resolve(server)
    })
  })
}
