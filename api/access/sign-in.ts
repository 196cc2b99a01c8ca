import { sha256 } from '../platform/index.ts'
import { hashPassword, passwordIsRight, passwordProblem } from './passwords.ts'
import { openSession, type Query } from './sessions.ts'

export type SignInOutcome =
  | { kind: 'SignedIn'; account: string; token: string; maxAgeSeconds: number }
  | { kind: 'SignInRefused'; tryAgainInSeconds: number | null }

/** Free tries, then 2, 4, 8 … seconds, then a quarter of an hour; never for ever, which would lock a person out on
 *  somebody else's whim. Counted by e-mail and by address, in the database, so that every process counts alike. */
const FREE = 5
const wait = (failures: number, free: number) =>
  failures < free ? 0 : Math.min(900, 2 ** Math.min(10, failures - free + 1))

/**
 * Signs in by e-mail and password. Unknown people, suspended people and wrong passwords get the same answer after the
 * same work.
 */
export async function signIn(
  query: Query,
  input: { email: string; password: string },
  address: string,
): Promise<SignInOutcome> {
  const keys = [sha256(`email:${input.email.toLowerCase()}`), sha256(`address:${address}`)]
  const { rows: tries } = await query(
    `select key, failures, extract(epoch from now() - last_failed_at)::float8 as ago from sign_in_attempt where key = any($1)`,
    [keys],
  )
  const left = tries.map((row) => {
    const byAddress = (row['key'] as Buffer).equals(keys[1] as Buffer)
    // A whole office shares an address, so that is counted more gently.
    return wait(row['failures'] as number, byAddress ? FREE * 10 : FREE) - (row['ago'] as number)
  })
  const longest = Math.ceil(Math.max(0, ...left))
  if (longest > 0) return { kind: 'SignInRefused', tryAgainInSeconds: longest }

  const { rows } = await query('select * from wall.account_to_sign_in($1)', [input.email])
  const account = rows[0] as
    { id: string; password_hash: string | null; suspended: boolean; only_volunteer: boolean } | undefined
  const right = await passwordIsRight(account?.password_hash, input.password)
  if (!account || !right || account.suspended) {
    await query(
      `insert into sign_in_attempt as t (key, failures) select unnest($1::bytea[]), 1
       on conflict (key) do update set last_failed_at = now(),
         failures = case when t.last_failed_at < now() - interval '1 hour' then 1 else t.failures + 1 end`,
      [keys],
    )
    return { kind: 'SignInRefused', tryAgainInSeconds: null }
  }
  await query(`delete from sign_in_attempt where key = $1`, [keys[0]])
  return { kind: 'SignedIn', account: account.id, ...(await openSession(query, account.id, account.only_volunteer)) }
}

export type LinkOutcome =
  | { kind: 'SignedIn'; account: string; token: string; maxAgeSeconds: number }
  | { kind: 'LinkEnded' }
  | { kind: 'PasswordRefused'; because: string }

/** Sets the password behind an invitation or reset link: once, in time, ending all other sessions, and signs in. */
export async function acceptInvitation(query: Query, input: { token: string; password: string }): Promise<LinkOutcome> {
  const hash = sha256(input.token)
  const { rows } = await query('select * from wall.invited($1)', [hash])
  const account = rows[0] as { id: string; email: string } | undefined
  if (!account) return { kind: 'LinkEnded' }
  const because = passwordProblem(input.password, account.email)
  if (because) return { kind: 'PasswordRefused', because }
  const stored = await hashPassword(input.password)
  const { rows: used } = await query('select * from wall.accept_invitation($1, $2)', [hash, stored])
  const changed = used[0] as { id: string; only_volunteer: boolean } | undefined
  if (!changed) return { kind: 'LinkEnded' }
  await query('delete from sign_in_attempt where key = $1', [sha256(`email:${account.email.toLowerCase()}`)])
  return { kind: 'SignedIn', account: changed.id, ...(await openSession(query, changed.id, changed.only_volunteer)) }
}
