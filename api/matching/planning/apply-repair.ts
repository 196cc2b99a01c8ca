import { encodeNodeId, startOfIsoWeek, toIso, type LocalDate, type SqlFragment } from '../../kernel/index.ts'
import { sql, type Context } from '../../reads/index.ts'
import { AssignmentView, endAssignment, lockForPlacing } from '../../visits/index.ts'
import { addAbsence, VolunteerView } from '../../volunteers/index.ts'
import type { Change } from '../core/proposal/index.ts'
import { repairsOf, sundayOf } from './repair-inputs.ts'
import { weekStatement, type WeekRow } from './week-inputs.ts'

export interface ApplyRepairInput {
  volunteer: string
  from: LocalDate
  to: LocalDate
  /** The key of the option chosen. */
  option: string
}

/** The viewer's grants: to read visits and volunteers, each on `v`. */
export interface Readable {
  readonly visits: SqlFragment
  readonly volunteers: SqlFragment
}

/** The days that can be covered: within one week. Undefined, or what is wrong with them. */
export function wrongDays(
  from: LocalDate,
  to: LocalDate,
  today: LocalDate,
): { field: string; code: string } | undefined {
  if (to < from) return { field: 'to', code: 'BEFORE_START' }
  if (to < today) return { field: 'to', code: 'IN_THE_PAST' }
  if (to > sundayOf(startOfIsoWeek(from))) return { field: 'to', code: 'OUT_OF_RANGE' }
  return undefined
}

/** The week that is covered, by one statement. */
export const repairStatement = (from: LocalDate, readable: Readable): SqlFragment =>
  weekStatement({ visits: readable.visits, monday: sql`${startOfIsoWeek(from)}`, readable: readable.volunteers })

/**
 * Covers a volunteer who cannot come, in one of the ways that `repairOptions` showed: they are away on these days, their
 * visits then are theirs no longer, and who could go instead is a draft. Nothing is sent; a visit that changes hands for it
 * stays with its holder until its draft is sent. The week is looked at anew: where the way is no longer the same, nothing is
 * changed.
 */
export async function applyRepair(ctx: Context, input: ApplyRepairInput, readable: Readable) {
  const away = ctx.idOf(VolunteerView, input.volunteer, 'volunteer')
  await ctx.permit(VolunteerView, away, 'READ')
  const wrong = wrongDays(input.from, input.to, ctx.today)
  if (wrong) return ctx.refuseInput(wrong)
  const [row] = await ctx.run<WeekRow>(repairStatement(input.from, readable))
  if (!row) throw new Error('the week was not read')
  const option = repairsOf(row, away, input.from, input.to).find(({ key }) => key === input.option)
  if (!option) return { kind: 'RepairChanged', volunteerId: away } as const
  const visits = new Map(row.visits.map((visit) => [visit.visitId, visit]))
  const lost = [...option.refilled.map(({ visitId }) => visitId), ...option.unfilled]
  for (const taskId of [...new Set(lost.map((id) => visits.get(id)?.taskId ?? ''))].sort())
    await lockForPlacing(ctx, taskId, [])
  for (const visitId of lost) {
    const held = visits.get(visitId)?.held.find(({ volunteerId }) => volunteerId === away)
    if (!held) continue
    const assignment = encodeNodeId(AssignmentView.code ?? 0, held.id)
    await endAssignment(ctx, { assignment, reason: 'CANNOT_COME', series: false })
  }
  const isAway = row.volunteers
    .find(({ id }) => id === away)
    ?.absences.some(({ firstOn, lastOn }) => firstOn <= input.from && lastOn >= input.to)
  if (!isAway) await addAbsence(ctx, { volunteer: input.volunteer, firstOn: input.from, lastOn: input.to })
  const chosenIds: string[] = []
  const draft = async ({ visitId, from, to, startsAt }: Change, isMoved: boolean) => {
    const id = ctx.newId()
    const insteadOf = isMoved
      ? visits.get(visitId)?.held.find(({ volunteerId }) => volunteerId === from)?.id
      : undefined
    await ctx.run(sql`insert into plan_suggestion (id, organisation_id, locality_id, visit_id, task_id, volunteer_id, instead_of_id, starts_at, status, made_at)
      select ${id}::uuid, v.organisation_id, v.locality_id, v.id, v.task_id, ${to}::uuid, ${insteadOf ?? null}::uuid,
        ${startsAt === null ? null : toIso(startsAt)}::timestamptz, 'CHOSEN', ${ctx.now} from visit v where v.id = ${visitId}::uuid`)
    chosenIds.push(id)
  }
  for (const change of option.moved) await draft(change, true)
  for (const change of option.refilled) await draft(change, false)
  ctx.record('plan.repaired', away)
  return { kind: 'RepairApplied', chosenIds, unfilledIds: [...option.unfilled] } as const
}
