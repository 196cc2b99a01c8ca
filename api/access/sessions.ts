import type { Role, Viewer } from '../kernel/index.ts'
import { thePublic } from '../kernel/index.ts'
import { randomToken, sha256 } from '../platform/index.ts'

/** One statement on the serving pool. */
export type Query = (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>

/** Staff: 30 minutes idle, 12 hours at most. Volunteers: 30 days idle, 90 at most. */
const spans = { staff: { idle: 30, most: 12 * 60 }, volunteer: { idle: 30 * 24 * 60, most: 90 * 24 * 60 } }

/** Opens a session; only the token's SHA-256 is stored. @returns the token for the cookie, and how long it lives at most. */
export async function openSession(query: Query, account: string, onlyVolunteer: boolean) {
  const token = randomToken(32)
  const span = onlyVolunteer ? spans.volunteer : spans.staff
  await query('select wall.open_session($1, $2, $3, $4)', [sha256(token), account, span.idle, span.most])
  return { token, maxAgeSeconds: span.most * 60 }
}

export async function closeSession(query: Query, token: string): Promise<void> {
  await query('select wall.close_session($1)', [sha256(token)])
}

/**
 * The viewer behind a session's token: one statement a request, so that suspension and sign-out take effect at the next
 * one. Activity moves the idle limit on, at most once a minute; a background poll does not.
 */
export async function viewerOf(query: Query, token: string | undefined, isBackground: boolean): Promise<Viewer> {
  if (!token || token.length > 64) return thePublic
  return asViewer(await query('select wall.viewer_of_session($1, $2) as viewer', [sha256(token), !isBackground]))
}

/**
 * The viewer behind a machine's key, or undefined when the key is none, has ended or was revoked. When it was last used is
 * kept to the minute.
 */
export async function viewerOfKey(query: Query, secret: string): Promise<Viewer | undefined> {
  if (!/^alongside_[\w-]{43}$/.test(secret)) return undefined
  const { rows } = await query('select wall.viewer_of_key($1) as viewer', [sha256(secret)])
  return (rows[0]?.['viewer'] as Viewer | null | undefined) ?? undefined
}

/** The memberships of an account, as `viewerOf` would give them: for command lines and seeds that act as somebody. */
export async function viewerOfAccount(query: Query, account: string): Promise<Viewer> {
  return asViewer(await query('select wall.viewer_of($1) as viewer', [account]))
}

/** The database says it as a Viewer (api/app/walls/doors.sql.ts). */
const asViewer = ({ rows }: { rows: Record<string, unknown>[] }): Viewer =>
  (rows[0]?.['viewer'] as Viewer | null | undefined) ?? thePublic

export const holds = (viewer_: Viewer, role: Role): boolean => viewer_.memberships.some((m) => m.role === role)
