import type { EntityManager } from '@mikro-orm/postgresql'
import type DataLoader from 'dataloader'
import type { Pool } from 'pg'
import { viewerOf, viewerOfKey, type SessionContext } from '../access/index.ts'
import type { Viewer } from '../kernel/index.ts'
import { isConnectionLost, randomToken, type Clock } from '../platform/index.ts'
import type { GrantBook, Preparing, ReadContext } from '../reads/index.ts'
import { runCommand } from './commands.ts'
import { notAKey } from './faults.ts'

/** What every resolver is given. */
export interface RequestContext extends Omit<SessionContext, 'query'>, ReadContext {
  viewer: Viewer
  readonly requestId: string
  readonly grants: GrantBook
  readonly now: Date
}

export interface Parts {
  readonly pool: Pool
  /** Connections of their own for reads whose plan is kept whatever the values (`plansForAnyValues`). */
  readonly readPool: Pool
  readonly em: EntityManager
  readonly grants: GrantBook
  readonly clock: Clock
}

export interface Caller {
  readonly token: string | undefined
  readonly address: string
  readonly isBackground?: boolean
  /** A machine's key instead of a session. */
  readonly key?: string | undefined
  readonly begin?: (token: string, maxAgeSeconds: number) => void
  readonly end?: () => void
}

/** The context of one request: who asks (one statement), and how to read and to change. */
export async function requestContext(parts: Parts, caller: Caller): Promise<RequestContext> {
  const query = (text: string, values: unknown[]) =>
    parts.readPool.query<Record<string, unknown>>({ name: sessionName(text), text, values })
  if (caller.key === undefined)
    return contextFor(parts, await viewerOf(query, caller.token, caller.isBackground ?? false), caller)
  const viewer = await viewerOfKey(query, caller.key)
  if (!viewer) throw notAKey()
  return contextFor(parts, viewer, caller)
}

/** The session's statements are a few, prepared under names of their own. */
function sessionName(text: string): string {
  let name = sessionNames.get(text)
  if (name === undefined) sessionNames.set(text, (name = `session ${sessionNames.size}`))
  return name
}
const sessionNames = new Map<string, string>()

/** The same for a viewer already known: tests, seeds, pages rendered here. */
export function contextFor(
  parts: Parts,
  viewer: Viewer,
  caller: Caller = { token: undefined, address: 'here' },
): RequestContext {
  const query = async (text: string, values: unknown[], preparing?: Preparing) => {
    const pool = preparing?.forAnyValues ? parts.readPool : parts.pool
    const run = () => pool.query<Record<string, unknown>>({ ...(preparing && { name: preparing.name }), text, values })
    try {
      return await run()
    } catch (error) {
      // A connection that broke: the database restarted, and is mostly there again. What is asked here may be asked twice.
      if (!isConnectionLost(error)) throw error
      return run()
    }
  }
  const requestId = randomToken(9)
  const context: RequestContext = {
    viewer,
    requestId,
    query,
    grants: parts.grants,
    now: parts.clock.now(),
    batches: new Map<unknown, DataLoader<string, unknown>>(),
    session: {
      address: caller.address,
      token: caller.token,
      begin: caller.begin ?? (() => undefined),
      end: caller.end ?? (() => undefined),
    },
    commands: {
      // The viewer may have changed within the request: signing in makes the public somebody.
      run: (operation, input, work) =>
        runCommand(
          { em: parts.em, grants: parts.grants, clock: parts.clock, viewer: context.viewer, requestId },
          operation,
          input,
          work,
        ),
    },
  }
  return context
}
