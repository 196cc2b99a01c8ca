import type { Role } from '../kernel/index.ts'
import { randomToken, sha256 } from '../platform/index.ts'
import { sql, toldOnce, type Context } from '../reads/index.ts'
import { ApiKeyView } from './api-key.views.ts'
import { addMembership } from './keep-accounts.ts'

/** What a machine may hold: never the keeping of the installation, and never somebody's own offers and visits. */
export const rolesOfKeys = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR', 'GROUP_MANAGER'] as const satisfies Role[]

/** Days a key may live. */
const MOST_DAYS = 366

export interface NewApiKey {
  name: string
  role: Role
  organisationId: string
  localityIds: readonly string[]
  /** False: it reads only. */
  mayChange: boolean
  /** Root fields (`Query.tasks`); null: all that the role may. */
  operations: readonly string[] | null
  days: number
}

/** Makes a key: an account nobody can sign in to, with one role at one organisation. @returns its secret, this once */
export async function createApiKey(ctx: Context, input: NewApiKey) {
  if (input.name === '') ctx.refuseInput({ field: 'name', code: 'EMPTY' })
  if (!(rolesOfKeys as readonly string[]).includes(input.role))
    ctx.refuseInput({ field: 'role', code: 'NOT_FOR_A_KEY', facts: { possible: rolesOfKeys } })
  if (input.role.endsWith('CO_ORDINATOR') && input.localityIds.length === 0)
    ctx.refuseInput({ field: 'localities', code: 'EMPTY' })
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > MOST_DAYS)
    ctx.refuseInput({ field: 'days', code: 'OUT_OF_RANGE', facts: { from: 1, to: MOST_DAYS } })
  const id = ctx.newId()
  const accountId = ctx.newId()
  const secret = `alongside_${randomToken(32)}`
  await ctx.run(sql`insert into account (id, email, name, is_key, created_at)
    values (${accountId}::uuid, ${`key-${id}@keys.invalid`}, ${input.name}, true, ${ctx.now})`)
  const added = await ctx.attempt(() => addMembership(ctx, { accountId, ...input }))
  // An organisation or a locality that is not there; the id was one of ours once, or made up.
  if (!added.ok) return ctx.notFound(/locality/.test(added.constraint ?? '') ? 'localities' : 'organisation')
  await ctx.run(sql`insert into api_key (id, account_id, organisation_id, name, prefix, token_hash, may_change, operations, made_by_id, made_at, ends_at)
    values (${id}::uuid, ${accountId}::uuid, ${input.organisationId}::uuid, ${input.name}, ${secret.slice(0, 16)}, ${sha256(secret)},
      ${input.mayChange}, ${input.operations}::text[], ${ctx.viewer.account}::uuid, ${ctx.now}, ${ctx.now}::timestamptz + make_interval(days => ${input.days}::int))`)
  ctx.record('api-key.made', id)
  return toldOnce({ kind: 'ApiKeyCreated', apiKeyId: id } as const, { secret })
}

/** Ends a key; its next request is that of nobody. */
export async function revokeApiKey(ctx: Context, input: { id: string }) {
  const id = ctx.idOf(ApiKeyView, input.id, 'id')
  await ctx.permit(ApiKeyView, id, 'revokeApiKey')
  await ctx.run(sql`with ended as (
      update api_key set revoked_at = ${ctx.now}, version = version + 1 where id = ${id}::uuid and revoked_at is null returning account_id)
    update account a set suspended_at = ${ctx.now}, version = version + 1 from ended where a.id = ended.account_id`)
  ctx.record('api-key.revoked', id)
  return { kind: 'ApiKeyRevoked', apiKeyId: id } as const
}
