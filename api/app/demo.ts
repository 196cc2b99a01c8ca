import { thePublic } from '../kernel/index.ts'
import { transact } from './commands.ts'
import { installationOf } from './installation.ts'
import type { Parts } from './request.ts'

export interface SignIn {
  readonly role: string
  readonly email: string
  readonly password: string
}

/**
 * Loads the demo network into a database without accounts, as a whole or not at all, by the same commands that people
 * use. @returns how to sign in as each role; empty where the database is somebody's own.
 */
export async function loadDemo(parts: Parts, say: (line: string) => void): Promise<readonly SignIn[]> {
  const state = await installationOf(parts.pool)
  if (state.accounts && !state.demo) return []
  const { loadNetwork, signIns } = await import('../../seeds/index.ts')
  if (state.demo) return signIns('midhurst')
  say('Loading the demo network Midhurst…')
  const started = performance.now()
  await parts.em.fork().transactional(async (em) => {
    const run = async <T>(
      viewer: Parameters<typeof transact>[0]['viewer'],
      work: Parameters<typeof transact<T>>[1],
    ) => {
      const result = await transact<T>(
        { ...parts, viewer, within: em, ...(viewer.account === null && { house: true }) },
        work,
      )
      // What one command loaded is nothing to the next: kept, each of them would look through all before it.
      em.clear()
      return result
    }
    await loadNetwork('midhurst', { run }, { onProgress: say })
    await run(thePublic, async (ctx) => ctx.record('demo.loaded', ctx.newId()))
  })
  say(`Loaded in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  return signIns('midhurst')
}
