import type { Role } from '../kernel/index.ts'
import { randomToken, sha256 } from '../platform/index.ts'
import { sql, toldOnce, type Context } from '../reads/index.ts'
import { AccountEntity, MembershipEntity } from './account.entity.ts'
import { AccountView, MembershipView } from './account.views.ts'
import { hashPassword } from './passwords.ts'

export interface NewAccount {
  email: string
  name: string
  language?: 'en' | 'cy'
  /** Only where nobody is asked to set one: seeds, and the first administrator on the command line. */
  password?: string
}

/** Makes an account. @returns its UUID, or undefined when the e-mail already has one. */
export async function addAccount(ctx: Context, input: NewAccount): Promise<string | undefined> {
  const taken = await ctx.run(sql`select 1 from account where lower(email) = lower(${input.email})`)
  if (taken.length > 0) return undefined
  const account = ctx.em.create(AccountEntity, {
    id: ctx.newId(),
    email: input.email,
    name: input.name,
    language: input.language ?? 'en',
    createdAt: ctx.now,
  })
  if (input.password !== undefined)
    await ctx.run(
      sql`update account set password_hash = ${await hashPassword(input.password)} where id = ${account.id}`,
    )
  else await ctx.em.flush()
  ctx.record('account.added', account.id)
  return account.id
}

export interface NewMembership {
  accountId: string
  role: Role
  organisationId: string | null
  localityIds: readonly string[]
  volunteerId?: string | null
}

/** Gives an account a role at an organisation, in localities (and all beneath them). @returns the membership's UUID. */
export async function addMembership(ctx: Context, input: NewMembership): Promise<string> {
  const membership = ctx.em.create(MembershipEntity, {
    id: ctx.newId(),
    accountId: input.accountId,
    role: input.role,
    organisationId: input.organisationId,
    volunteerId: input.volunteerId ?? null,
  })
  await ctx.em.flush()
  await ctx.run(
    sql`insert into membership_locality (membership_id, locality_id) select ${membership.id}::uuid, unnest(${input.localityIds}::uuid[])`,
  )
  ctx.record('membership.added', membership.id)
  return membership.id
}

/** A single-use link by which somebody sets a password: seven days for an invitation, thirty minutes for a reset. */
async function linkFor(ctx: Context, account: string, purpose: 'INVITE' | 'RESET'): Promise<string> {
  const token = randomToken(32)
  await ctx.run(
    sql`update account_link set ends_at = now() where account_id = ${account} and used_at is null and ends_at > now()`,
  )
  await ctx.run(sql`insert into account_link (token_hash, account_id, purpose, ends_at)
    values (${sha256(token)}, ${account}::uuid, ${purpose}, now() + ${purpose === 'INVITE' ? '7 days' : '30 minutes'}::interval)`)
  return `/invitation/${token}`
}

export interface InviteInput {
  email: string
  name: string
  language: 'en' | 'cy'
  role: Role
  organisationId: string | null
  localityIds: readonly string[]
  volunteerId: string | null
}

/** Invites somebody: makes the account (or finds it), gives the role, and returns a link to set a password with. */
export async function invite(ctx: Context, input: InviteInput) {
  if (input.name === '') ctx.refuseInput({ field: 'name', code: 'EMPTY' })
  if (input.role !== 'ADMINISTRATOR' && !input.organisationId) ctx.refuseInput({ field: 'organisation', code: 'EMPTY' })
  if (input.role.endsWith('CO_ORDINATOR') && input.localityIds.length === 0)
    ctx.refuseInput({ field: 'localities', code: 'EMPTY' })
  if ((input.role === 'VOLUNTEER') !== (input.volunteerId !== null))
    ctx.refuseInput({ field: 'volunteer', code: 'ONLY_FOR_VOLUNTEERS' })
  // Where the accounts of keys have their names; nobody has mail there.
  if (input.email.toLowerCase().endsWith('@keys.invalid')) ctx.refuseInput({ field: 'email', code: 'NOT_AN_EMAIL' })
  const [known] = await ctx.run<{ id: string; waiting: boolean }>(
    sql`select id, password_hash is null as waiting from account where lower(email) = lower(${input.email}) for update`,
  )
  const accountId = known?.id ?? ((await addAccount(ctx, input)) as string)
  const added = await ctx.attempt(() => addMembership(ctx, { accountId, ...input }))
  if (!added.ok) {
    if (added.constraint === 'membership_once') return { kind: 'AlreadyMember', accountId } as const
    throw new Error(`membership refused by ${added.constraint}`)
  }
  const link = !known || known.waiting ? await linkFor(ctx, accountId, 'INVITE') : null
  return toldOnce({ kind: 'Invited', accountId } as const, { link })
}

/** Ends a membership; what it allowed ends with the next request. */
export async function endMembership(ctx: Context, input: { id: string }) {
  const id = ctx.idOf(MembershipView, input.id, 'id')
  await ctx.permit(MembershipView, id, 'endMembership')
  const [ended] = await ctx.run<{ account_id: string; role: string }>(
    sql`update membership set ended_at = ${ctx.now} where id = ${id} and ended_at is null returning account_id, role`,
  )
  if (!ended) return ctx.notFound('id')
  if (ended.role === 'ADMINISTRATOR') await keepOneAdministrator(ctx)
  ctx.record('membership.ended', id)
  return { kind: 'MembershipEnded', accountId: ended.account_id } as const
}

/** Changes where a membership reaches. */
export async function changeMembership(
  ctx: Context,
  input: { id: string; role: Role; localityIds: readonly string[] },
) {
  const id = ctx.idOf(MembershipView, input.id, 'id')
  await ctx.permit(MembershipView, id, 'changeMembership')
  const [before] = await ctx.run<{ account_id: string; role: Role; organisation_id: string | null }>(
    sql`select account_id, role, organisation_id from membership where id = ${id} and ended_at is null for update`,
  )
  if (!before) return ctx.notFound('id')
  if ((before.role === 'VOLUNTEER') !== (input.role === 'VOLUNTEER'))
    ctx.refuseInput({ field: 'role', code: 'NOT_FOR_THIS_MEMBERSHIP' })
  if (input.role !== 'ADMINISTRATOR' && !before.organisation_id)
    ctx.refuseInput({ field: 'role', code: 'NOT_FOR_THIS_MEMBERSHIP' })
  if (input.role.endsWith('CO_ORDINATOR') && input.localityIds.length === 0)
    ctx.refuseInput({ field: 'localities', code: 'EMPTY' })
  const changed = await ctx.attempt(() => ctx.run(sql`update membership set role = ${input.role} where id = ${id}`))
  if (!changed.ok) return { kind: 'AlreadyMember', accountId: before.account_id } as const
  if (before.role === 'ADMINISTRATOR') await keepOneAdministrator(ctx)
  await ctx.run(sql`delete from membership_locality where membership_id = ${id}`)
  await ctx.run(
    sql`insert into membership_locality (membership_id, locality_id) select ${id}::uuid, unnest(${input.localityIds}::uuid[])`,
  )
  ctx.record('membership.changed', id)
  return { kind: 'MembershipChanged', accountId: before.account_id } as const
}

/** Suspends an account: its sessions end now, its next request finds nobody. */
export async function suspendAccount(ctx: Context, input: { id: string }) {
  const id = ctx.idOf(AccountView, input.id, 'id')
  await ctx.permit(AccountView, id, 'suspendAccount')
  if (id === ctx.viewer.account) ctx.refuseInput({ field: 'id', code: 'YOURSELF' })
  await ctx.run(
    sql`update account set suspended_at = ${ctx.now}, version = version + 1 where id = ${id} and suspended_at is null`,
  )
  await ctx.run(sql`delete from session where account_id = ${id}`)
  await keepOneAdministrator(ctx)
  ctx.record('account.suspended', id)
  return { kind: 'AccountChanged', accountId: id } as const
}

export async function restoreAccount(ctx: Context, input: { id: string }) {
  const id = ctx.idOf(AccountView, input.id, 'id')
  await ctx.permit(AccountView, id, 'restoreAccount')
  await ctx.run(sql`update account set suspended_at = null, version = version + 1 where id = ${id}`)
  ctx.record('account.restored', id)
  return { kind: 'AccountChanged', accountId: id } as const
}

/** Ends somebody's sessions and gives a link to set a new password with. The old one stops working now. */
export async function resetPassword(ctx: Context, input: { id: string }) {
  const id = ctx.idOf(AccountView, input.id, 'id')
  await ctx.permit(AccountView, id, 'resetPassword')
  if ((await ctx.run(sql`select 1 from account where id = ${id} and is_key`)).length > 0) return ctx.notFound('id')
  await ctx.run(sql`update account set password_hash = null, version = version + 1 where id = ${id}`)
  await ctx.run(sql`delete from session where account_id = ${id}`)
  const link = await linkFor(ctx, id, 'RESET')
  ctx.record('account.password-reset', id)
  return toldOnce({ kind: 'PasswordReset', accountId: id } as const, { link })
}

/** An installation without an administrator could never get one again from within. */
async function keepOneAdministrator(ctx: Context): Promise<void> {
  const left = await ctx.run(sql`select 1 from membership m join account a on a.id = m.account_id
    where m.role = 'ADMINISTRATOR' and m.ended_at is null and a.suspended_at is null limit 1`)
  if (left.length === 0) ctx.refuseInput({ field: 'id', code: 'LAST_ADMINISTRATOR' })
}
