import { OrganisationView } from '../organisations/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { subjectOf, type AboutOne } from './give-consent.ts'
import { ShareView } from './people.views.ts'

/** With whom, what for, and how long. */
export interface ShareTerms {
  /** An opaque Organisation id. */
  readonly with: string
  readonly purpose: string
  readonly fromOn?: string | null
  readonly toOn?: string | null
}

/**
 * Shows a patient or a carer to another organisation's co-ordinators, who can read and not change them. It rests on
 * the person's consent (SHARE_WITH_GROUP) and ends with it.
 */
export async function shareRecord(ctx: Context, input: AboutOne & ShareTerms) {
  const { patientId, carerId } = await subjectOf(ctx, input, 'shareRecord')
  const consent = await ctx.run(sql`select 1 from consent where purpose = 'SHARE_WITH_GROUP' and withdrawn_at is null
    and (patient_id = ${patientId}::uuid or carer_id = ${carerId}::uuid)`)
  if (consent.length === 0) return { kind: 'NoConsent', purpose: 'SHARE_WITH_GROUP' } as const
  const [subject] = await ctx.run<{ organisation_id: string }>(
    patientId
      ? sql`select organisation_id from patient where id = ${patientId}`
      : sql`select organisation_id from carer where id = ${carerId}`,
  )
  const shareId = await addShare(ctx, { patientId, carerId, volunteerId: null }, subject?.organisation_id ?? '', input)
  return { kind: 'RecordShared', shareId } as const
}

/**
 * Writes a share of one subject, terms checked; permission is the caller's. The same subject shared again with the same
 * organisation replaces the share in force. @returns its UUID
 */
export async function addShare(
  ctx: Context,
  subject: { patientId: string | null; carerId: string | null; volunteerId: string | null },
  fromOrganisationId: string,
  terms: ShareTerms,
): Promise<string> {
  const toOrganisationId = ctx.idOf(OrganisationView, terms.with, 'with')
  const [other] = await ctx.run<{ in_network: boolean }>(
    sql`select in_network from organisation where id = ${toOrganisationId}`,
  )
  if (!other) ctx.notFound('with')
  else if (!other.in_network) ctx.refuseInput({ field: 'with', code: 'NOT_IN_NETWORK' })
  if (toOrganisationId === fromOrganisationId) ctx.refuseInput({ field: 'with', code: 'YOUR_OWN' })
  if (terms.purpose === '') ctx.refuseInput({ field: 'purpose', code: 'EMPTY' })
  const fromOn = terms.fromOn ?? ctx.today
  if (terms.toOn && terms.toOn < fromOn) ctx.refuseInput({ field: 'toOn', code: 'BEFORE_START' })
  const { patientId, carerId, volunteerId } = subject
  await ctx.run(sql`update share set revoked_at = ${ctx.now} where revoked_at is null and to_organisation_id = ${toOrganisationId}
    and patient_id is not distinct from ${patientId}::uuid and carer_id is not distinct from ${carerId}::uuid
    and volunteer_id is not distinct from ${volunteerId}::uuid`)
  const id = ctx.newId()
  await ctx.run(sql`insert into share (id, patient_id, carer_id, volunteer_id, from_organisation_id, to_organisation_id, purpose, from_on, to_on)
    values (${id}, ${patientId}, ${carerId}, ${volunteerId}, ${fromOrganisationId}, ${toOrganisationId}, ${terms.purpose}, ${fromOn}, ${terms.toOn ?? null})`)
  ctx.record('record.shared', id, { patientId, carerId, volunteerId, toOrganisationId })
  return id
}

/** Ends a share; the other organisation's next request finds nothing. Doing it twice changes nothing. */
export async function endShare(ctx: Context, input: { readonly id: string }) {
  const id = ctx.idOf(ShareView, input.id, 'id')
  await ctx.permit(ShareView, id, 'endShare')
  const ended = await ctx.run(
    sql`update share set revoked_at = ${ctx.now} where id = ${id} and revoked_at is null returning id`,
  )
  if (ended.length > 0) ctx.record('share.ended', id)
  return { kind: 'ShareEnded', shareId: id } as const
}
