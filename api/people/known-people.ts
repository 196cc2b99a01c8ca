import { sql, type Context, type View } from '../reads/index.ts'
import { AccountNameView } from '../access/index.ts'
import { perhapsTheSame, type Described } from './name-search.ts'
import { PatientView } from './people.views.ts'
import { rowOf } from '../reads/index.ts'

/** People who are perhaps the one being registered; both lists hold only what the viewer may read. */
export interface Known {
  readonly patientIds: string[]
  readonly carerIds: string[]
}

/**
 * Who has this NHS number in this organisation. What other organisations know is not looked at, so nothing about them
 * can be learned from the answer.
 * @param except a person who may have it
 * @returns undefined when nobody has it
 */
export async function whoHasNumber(
  ctx: Context,
  organisationId: string,
  nhsNumber: string,
  except: string | null = null,
): Promise<Known | undefined> {
  const [held] = await ctx.run<{ person_id: string }>(sql`select person_id from nhs_number_held
    where organisation_id = ${organisationId} and nhs_number = ${nhsNumber} and person_id is distinct from ${except}::uuid`)
  if (!held) return undefined
  const ids = (table: 'patient' | 'carer') =>
    ctx.run<{ id: string }>(
      table === 'patient'
        ? sql`select id from patient where person_id = ${held.person_id} and organisation_id = ${organisationId}`
        : sql`select id from carer where person_id = ${held.person_id} and organisation_id = ${organisationId}`,
    )
  return {
    patientIds: (await ids('patient')).map((row) => row.id),
    carerIds: (await ids('carer')).map((row) => row.id),
  }
}

/** Patients of this organisation, among those the viewer may read, who are perhaps the same person. At most 10. */
export async function perhapsKnown(ctx: Context, organisationId: string, described: Described): Promise<string[]> {
  const found = await ctx.run<{ id: string }>(sql`select t.id from patient t
    where t.organisation_id = ${organisationId} and ${perhapsTheSame(described)(rowOf('t'))} order by t.id limit 50`)
  return (
    await readable(
      ctx,
      PatientView,
      found.map((row) => row.id),
    )
  ).slice(0, 10)
}

/** Those of the rows that the viewer may read. */
export async function readable(ctx: Context, view: View, ids: readonly string[]): Promise<string[]> {
  const kept: string[] = []
  for (const id of ids) {
    try {
      await ctx.permit(view, id, 'READ')
      kept.push(id)
    } catch (error) {
      if ((error as { extensions?: { code?: unknown } }).extensions?.code !== 'NOT_FOUND') throw error
    }
  }
  return kept
}

/**
 * The account named as care co-ordinator: who was said, if they are one; for a new record where nobody was said, the
 * viewer, if they are one there. Somebody who has left or is suspended cannot be named.
 * @param said an opaque AccountName id; null for nobody; undefined when not said
 * @returns undefined when not said and the viewer is none
 */
export async function careCoOrdinatorOf(
  ctx: Context,
  said: string | null | undefined,
  organisationId: string,
  isNew: boolean,
): Promise<string | null | undefined> {
  if (said) {
    const account = ctx.idOf(AccountNameView, said, 'careCoOrdinator')
    await ctx.permit(AccountNameView, account, 'READ')
    const held = await ctx.run(
      sql`select 1 from membership m join account a on a.id = m.account_id
        where m.account_id = ${account} and m.role = 'CARE_CO_ORDINATOR' and m.ended_at is null and a.suspended_at is null`,
    )
    if (held.length === 0) ctx.refuseInput({ field: 'careCoOrdinator', code: 'NOT_A_CARE_CO_ORDINATOR' })
    return account
  }
  if (said === null || !isNew) return said
  const isOne = ctx.viewer.memberships.some((m) => m.role === 'CARE_CO_ORDINATOR' && m.organisation === organisationId)
  return isOne ? ctx.viewer.account : undefined
}
