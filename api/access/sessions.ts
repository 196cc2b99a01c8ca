import type { Membership, Role, Viewer } from '../kernel/index.ts'
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
  await query(
    `insert into session (token_hash, account_id, idle_minutes, ends_at) values ($1, $2, $3, now() + make_interval(mins => $4))`,
    [sha256(token), account, span.idle, span.most],
  )
  return { token, maxAgeSeconds: span.most * 60 }
}

export async function closeSession(query: Query, token: string): Promise<void> {
  await query('delete from session where token_hash = $1', [sha256(token)])
}

/**
 * The viewer behind a session's token: one indexed statement a request, so that suspension and sign-out take effect
 * at the next one. Activity moves the idle limit on, at most once a minute; a background poll does not.
 */
export async function viewerOf(query: Query, token: string | undefined, isBackground: boolean): Promise<Viewer> {
  if (!token || token.length > 64) return thePublic
  const { rows } = await query(isBackground ? look : lookAndTouch, [sha256(token)])
  const row = rows[0] as ViewerRow | undefined
  return row ? viewerFrom(row) : thePublic
}

interface ViewerRow {
  id: string
  name: string
  email: string
  language: 'en' | 'cy'
  memberships: Membership[]
}
const viewerFrom = ({ id, ...rest }: ViewerRow): Viewer => ({ account: id, ...rest })

const live = `s.token_hash = $1 and s.ends_at > now() and s.last_active_at > now() - make_interval(mins => s.idle_minutes) and a.suspended_at is null`
const viewer = `
select a.id, a.name, a.email, a.language, coalesce((
  select json_agg(json_build_object('id', m.id, 'role', m.role, 'organisation', m.organisation_id, 'volunteer', m.volunteer_id,
    'localities', coalesce((with recursive beneath as (
        select ml.locality_id as id from membership_locality ml where ml.membership_id = m.id
        union select l.id from locality l join beneath b on l.parent_id = b.id)
      select json_agg(id) from beneath), '[]'::json)))
  from membership m where m.account_id = a.id and m.ended_at is null), '[]'::json) as memberships
from session s join account a on a.id = s.account_id where ${live}`
const look = viewer
const lookAndTouch = `with touched as (update session t set last_active_at = now()
  where t.token_hash = $1 and t.last_active_at < now() - interval '1 minute'
    and t.last_active_at > now() - make_interval(mins => t.idle_minutes) and t.ends_at > now())
${viewer}`

/**
 * The viewer behind a machine's key, or undefined when the key is none, has ended or was revoked. When it was last used is
 * kept to the minute.
 */
export async function viewerOfKey(query: Query, secret: string): Promise<Viewer | undefined> {
  if (!/^alongside_[\w-]{43}$/.test(secret)) return undefined
  const { rows } = await query(lookForKey, [sha256(secret)])
  const row = rows[0] as (ViewerRow & { key: NonNullable<Viewer['key']> }) | undefined
  return row && viewerFrom(row)
}
const lookForKey = `with touched as (update api_key t set last_used_at = now()
  where t.token_hash = $1 and (t.last_used_at is null or t.last_used_at < now() - interval '1 minute'))
${viewer
  .replace(
    'select a.id,',
    "select a.id, json_build_object('id', k.id, 'mayChange', k.may_change, 'operations', k.operations) as key,",
  )
  .replace(
    `from session s join account a on a.id = s.account_id where ${live}`,
    'from api_key k join account a on a.id = k.account_id where k.token_hash = $1 and k.revoked_at is null and k.ends_at > now() and a.suspended_at is null',
  )}`

/** The memberships of an account, as `viewerOf` would give them: for command lines and seeds that act as somebody. */
export async function viewerOfAccount(query: Query, account: string): Promise<Viewer> {
  const { rows } = await query(
    viewer.replace(
      `from session s join account a on a.id = s.account_id where ${live}`,
      'from account a where a.id = $1',
    ),
    [account],
  )
  const row = rows[0] as ViewerRow | undefined
  return row ? viewerFrom(row) : thePublic
}

export const holds = (viewer_: Viewer, role: Role): boolean => viewer_.memberships.some((m) => m.role === role)
