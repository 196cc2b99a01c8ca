import type { Viewer } from '../../api/kernel/index.ts'
import type { Context } from '../../api/reads/index.ts'

/** Runs a command as somebody, in one transaction: `app` gives one, and so does the tests' harness. */
export interface Runner {
  run<T>(viewer: Viewer, work: (ctx: Context) => Promise<T>): Promise<T>
}

/** Somebody who acts in a seed: an account with its memberships. */
export interface Actor {
  readonly account: string
  readonly name: string
  readonly email: string
  readonly viewer: Viewer
}

/** Before anybody has an account, the installation itself puts organisations, places and accounts there. */
export const theInstallation: Viewer = {
  account: null,
  language: 'en',
  memberships: [
    {
      id: '00000000-0000-7000-8000-000000000000',
      role: 'ADMINISTRATOR',
      organisation: null,
      localities: [],
      volunteer: null,
    },
  ],
}

/** The result, if it is of this kind. A seed that the product refuses is a mistake in the seed. */
export function must<R extends { kind: string }, K extends R['kind']>(result: R, kind: K): Extract<R, { kind: K }> {
  if (result.kind !== kind) throw new Error(`expected ${kind}, was answered ${JSON.stringify(result)}`)
  return result as Extract<R, { kind: K }>
}
