import { sql, type Context } from '../reads/index.ts'
import { lockedVolunteer } from './keep-volunteer.ts'
import { checkProblems, isJustAName } from './volunteer.rules.ts'
import { CheckView } from './volunteer.views.ts'

export interface RecordCheckInput {
  readonly volunteer: string
  readonly level: string
  readonly issuedOn: string
  readonly reviewDueOn: string
  /** Who saw it: a name and no more. The viewer unless said. */
  readonly seenBy?: string | null
  readonly decision?: string | null
  /** What it was imported from, in place of who saw it. Not part of the GraphQL input. */
  readonly importedFrom?: string | null
}

/** Writes down that a check was made. There is no field for what it says, so that it can never be kept. */
export async function recordCheck(ctx: Context, input: RecordCheckInput) {
  const volunteer = await lockedVolunteer(ctx, input.volunteer, 'recordCheck')
  const problems = checkProblems(input, ctx.today)
  if (problems.length > 0) ctx.refuseInput(...problems)
  const { importedFrom } = input
  const seenBy = importedFrom ? `imported from ${importedFrom}` : input.seenBy || (await viewersName(ctx))
  if (!importedFrom && !isJustAName(seenBy)) ctx.refuseInput({ field: 'seenBy', code: 'JUST_A_NAME' })
  const id = ctx.newId()
  await ctx.run(sql`insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on, decision)
    values (${id}, ${volunteer.id}, ${input.level}, ${input.issuedOn}, ${seenBy}, ${input.reviewDueOn}, ${input.decision ?? 'ACCEPTED'})`)
  ctx.record('check.recorded', id, { volunteerId: volunteer.id })
  return { kind: 'CheckRecorded', checkId: id, volunteerId: volunteer.id } as const
}

async function viewersName(ctx: Context): Promise<string> {
  const [me] = await ctx.run<{ name: string }>(sql`select name from account where id = ${ctx.viewer.account}::uuid`)
  return me && isJustAName(me.name) ? me.name : ctx.refuseInput({ field: 'seenBy', code: 'EMPTY' })
}

/**
 * Takes a check away. The database marks the volunteer's visits ahead that it held up (clearance_lost), and they go
 * back to the co-ordinator. Doing it twice changes nothing.
 */
export async function revokeCheck(ctx: Context, input: { readonly id: string }) {
  const id = ctx.idOf(CheckView, input.id, 'id')
  await ctx.permit(CheckView, id, 'revokeCheck')
  // The volunteer first, as the clearance trigger does: the same order of locks, so neither waits for the other for ever.
  await ctx.run(
    sql`select 1 from volunteer v join volunteer_check c on c.volunteer_id = v.id where c.id = ${id} for update of v`,
  )
  const [revoked] = await ctx.run<{ volunteer_id: string }>(
    sql`update volunteer_check set revoked_at = ${ctx.now}, version = version + 1 where id = ${id} and revoked_at is null returning volunteer_id`,
  )
  if (revoked) ctx.record('check.revoked', id, { volunteerId: revoked.volunteer_id })
  return { kind: 'CheckRevoked', checkId: id } as const
}
