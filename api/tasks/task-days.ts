import { addDays, type LocalDate } from '../kernel/index.ts'
import { occurrenceDates, recurrenceProblem } from './recurrence.ts'
import type { Problem } from './task.rules.ts'

/** A task may be written down up to a week late, and asked for up to two years ahead. */
const DAYS_LATE = 7
const DAYS_AHEAD = 731

/** What is wrong with the days: too long ago, too far ahead, a rule that is none or never comes true. */
export function daysProblems(said: {
  readonly firstOn: LocalDate
  readonly recurrence?: string | null
  readonly today: LocalDate
}): Problem[] {
  const problems: Problem[] = []
  const { firstOn, today } = said
  const earliest = addDays(today, -DAYS_LATE)
  const latest = addDays(today, DAYS_AHEAD)
  if (firstOn < earliest) problems.push({ field: 'firstOn', code: 'TOO_LONG_AGO', facts: { earliest } })
  if (firstOn > latest) problems.push({ field: 'firstOn', code: 'TOO_FAR_AHEAD', facts: { latest } })
  if (said.recurrence) {
    const wrong = recurrenceProblem(said.recurrence)
    if (wrong)
      problems.push({ field: 'recurrence', code: wrong.problem, ...(wrong.part && { facts: { part: wrong.part } }) })
    else if (
      occurrenceDates({ rrule: said.recurrence, firstOn, from: firstOn, to: addDays(firstOn, 400) }).length === 0
    )
      problems.push({ field: 'recurrence', code: 'NEVER_HAPPENS' })
  }
  return problems
}
