import { addShare, type ShareTerms } from '../people/index.ts'
import type { Context } from '../reads/index.ts'
import { lockedVolunteer } from './keep-volunteer.ts'

/** Shows a volunteer to another organisation's co-ordinators, who may ask them and not change them. */
export async function shareVolunteer(ctx: Context, input: ShareTerms & { readonly volunteer: string }) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'shareVolunteer')
  const subject = { patientId: null, carerId: null, volunteerId: volunteer.id }
  const shareId = await addShare(ctx, subject, volunteer.organisationId, input)
  return { kind: 'RecordShared', shareId } as const
}
