import { addDays, addMinutes, atLocal, type LocalDate, type LocalTime, type Span } from '../kernel/index.ts'
import { occurrenceDates, occurrences, type TimingWord } from '../tasks/index.ts'

// As pure as the rules beside it; the calendar it goes by is `tasks/recurrence.ts`, behind that room's door.

/** How far ahead visits are made: eight weeks. */
export const DAYS_AHEAD = 56

/** What of a task says when its visits are. */
export interface TaskTimes {
  readonly timing: TimingWord
  readonly firstOn: LocalDate
  readonly startsAt: LocalTime | null
  readonly endsAt: LocalTime | null
  readonly minutes: number
  readonly recurrence: string | null
}

/** A visit as it is planned: FIXED has a start and an end, WINDOW only what it lies between, UNTIMED neither. */
export interface PlannedVisit {
  readonly on: LocalDate
  readonly at?: Span
  readonly window?: Span
}

/** The visit of a task on a day, by London's clocks. */
export function plannedOn(task: TaskTimes, on: LocalDate): PlannedVisit {
  if (task.timing === 'UNTIMED' || task.startsAt === null) return { on }
  const from = atLocal(on, task.startsAt)
  const whole = addMinutes(from, task.minutes)
  if (task.timing === 'FIXED' || task.endsAt === null) return { on, at: { from, to: whole } }
  // The spring change can eat into a window at night; the help still takes as long as it takes.
  const to = atLocal(on, task.endsAt)
  return { on, window: { from, to: to < whole ? whole : to } }
}

/** The visits of a task from a day on and before another; a task that happens once is on its day, whenever that is. */
export function plannedBetween(task: TaskTimes, from: LocalDate, to: LocalDate): PlannedVisit[] {
  if (task.recurrence === null) return [plannedOn(task, task.firstOn)]
  const rule = { rrule: task.recurrence, firstOn: task.firstOn, from, to }
  const days =
    task.timing === 'UNTIMED' || task.startsAt === null
      ? occurrenceDates(rule)
      : occurrences({ ...rule, startTime: task.startsAt, minutes: task.minutes }).map(({ on }) => on)
  return days.map((on) => plannedOn(task, on))
}

/** Visits are made for every day before this one: eight weeks from today, or from a first day that is later. */
export const horizonOf = (task: { readonly firstOn: LocalDate }, today: LocalDate): LocalDate =>
  addDays(task.firstOn > today ? task.firstOn : today, DAYS_AHEAD)

/** Whether a repeated task still has days after those that were planned (looked for over the next 400 days). */
export const goesOn = (task: TaskTimes, plannedUntil: LocalDate): boolean =>
  task.recurrence !== null && plannedBetween(task, plannedUntil, addDays(plannedUntil, 400)).length > 0
