import type { Membership, Role } from '../kernel/index.ts'
import { LocalityView, OrganisationView } from '../organisations/index.ts'
import type { Context } from '../reads/index.ts'

/** Where a new record belongs: the organisation that answers for it, and its locality. */
export interface Home {
  readonly organisationId: string
  readonly localityId: string
}

/**
 * The home of a new record: a locality that one of the viewer's memberships in `roles` reaches (a group manager
 * reaches all of them), and that membership's organisation, which must be said where several would do.
 */
export async function homeOf(
  ctx: Context,
  input: { readonly organisation?: string | null; readonly locality: string },
  roles: readonly Role[],
): Promise<Home> {
  const localityId = ctx.idOf(LocalityView, input.locality, 'locality')
  await ctx.permit(LocalityView, localityId, 'READ')
  const reaches = (m: Membership) => m.role === 'GROUP_MANAGER' || m.localities.includes(localityId)
  const mine = ctx.viewer.memberships.filter((m) => roles.includes(m.role) && m.organisation !== null && reaches(m))
  const organisations = [...new Set(mine.flatMap((m) => m.organisation ?? []))]
  if (input.organisation) {
    const organisationId = ctx.idOf(OrganisationView, input.organisation, 'organisation')
    if (!organisations.includes(organisationId)) ctx.refuseInput({ field: 'organisation', code: 'NOT_YOURS' })
    return { organisationId, localityId }
  }
  const [only, another] = organisations
  if (another !== undefined) ctx.refuseInput({ field: 'organisation', code: 'SAY_WHICH' })
  return only === undefined
    ? ctx.refuseInput({ field: 'locality', code: 'NOT_YOURS' })
    : { organisationId: only, localityId }
}

/** The locality for a record that is in another one (or in this): within what the viewer reaches in its organisation,
 *  unless it stays where it is. */
export async function localityFor(
  ctx: Context,
  locality: string,
  { organisationId, localityId: now }: Home,
  roles: readonly Role[],
): Promise<string> {
  const localityId = ctx.idOf(LocalityView, locality, 'locality')
  if (localityId === now) return now
  await ctx.permit(LocalityView, localityId, 'READ')
  const reached = ctx.viewer.memberships.some(
    (m) =>
      roles.includes(m.role) &&
      m.organisation === organisationId &&
      (m.role === 'GROUP_MANAGER' || m.localities.includes(localityId)),
  )
  if (!reached) ctx.refuseInput({ field: 'locality', code: 'NOT_YOURS' })
  return localityId
}
