import { LockMode } from '@mikro-orm/core'
import type { Context } from '../reads/index.ts'
import { checkCodes } from './keep-volunteer.ts'
import { ruleLevels } from './volunteer.rules.ts'
import { TaskRuleView } from './volunteer.views.ts'
import { TaskRuleEntity } from './words.entity.ts'

export interface ConfirmTaskRuleInput {
  readonly id: string
  readonly version: number
  /** null: no check is asked for. */
  readonly checkLevel?: string | null
  readonly skills: readonly string[]
  readonly trainings: readonly string[]
  /** The safeguarding lead who says that it is right. */
  readonly confirmedBy: string
}

/**
 * Sets what a kind of task asks of a volunteer, and who said that it is right. Counts from now on; visits ahead that it
 * holds up are marked by the database.
 */
export async function confirmTaskRule(ctx: Context, input: ConfirmTaskRuleInput) {
  const id = ctx.idOf(TaskRuleView, input.id, 'id')
  await ctx.permit(TaskRuleView, id, 'confirmTaskRule')
  if (input.confirmedBy === '') ctx.refuseInput({ field: 'confirmedBy', code: 'EMPTY' })
  if (input.checkLevel && !(ruleLevels as readonly string[]).includes(input.checkLevel))
    ctx.refuseInput({ field: 'checkLevel', code: 'NOT_IN_LIST', facts: { list: ruleLevels } })
  await checkCodes(ctx, 'skill', input.skills, 'skills')
  await checkCodes(ctx, 'training_course', input.trainings, 'trainings')
  const rule = await ctx.em.findOneOrFail(TaskRuleEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  if (rule.version !== input.version) return { kind: 'Stale', currentId: input.id } as const
  rule.checkLevel = input.checkLevel ?? null
  rule.skills = [...new Set(input.skills)]
  rule.trainings = [...new Set(input.trainings)]
  rule.confirmedBy = input.confirmedBy
  rule.confirmedOn = ctx.today
  rule.version += 1
  ctx.record('task-rule.confirmed', id)
  return { kind: 'TaskRuleConfirmed', ruleId: id } as const
}
