import {
  addDays,
  addMinutes,
  atLocal,
  atLocalMinute,
  instant,
  startOfIsoWeek,
  type Instant,
  type LocalDate,
  type LocalTime,
  type Span,
} from '../kernel/index.ts'
import { occurrenceDates, occurrences, type TaskStatusWord, type TimingWord } from '../tasks/index.ts'

export type VisitStatus = 'PLANNED' | 'CONFIRMED' | 'STARTED' | 'ENDED' | 'MISSED' | 'CANCELLED'

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

/**
 * The earliest start in a window that suits a volunteer: in their usual hours where some of those will do, else at any
 * time at which they are nowhere else. undefined where they are elsewhere all along.
 */
export function startWithin(
  window: Span,
  minutes: number,
  taken: readonly Span[],
  usualHours: readonly Span[],
): Instant | undefined {
  const starts = [window.from, ...taken.map(({ to }) => to), ...usualHours.map(({ from }) => from)]
    .filter((start) => start >= window.from && start + minutes <= window.to)
    .filter((start) => !taken.some((span) => start < span.to && span.from < start + minutes))
    .toSorted((a, b) => a - b)
  const usual = (start: number) => usualHours.some((span) => span.from <= start && start + minutes <= span.to)
  return starts.find(usual) ?? starts[0]
}

/** What is known of a task's visits, to tell the task's own state. */
export interface Standing {
  /** PLANNED, CONFIRMED or STARTED, or days that are not planned yet. */
  readonly toCome: boolean
  /** Somebody holds a place of a visit to come, or of the series. */
  readonly held: boolean
  /** A visit was begun or is over and happened. */
  readonly begun: boolean
  readonly happened: boolean
}

/** The state of a task that follows from its visits. */
export function statusFrom({ toCome, held, begun, happened }: Standing): TaskStatusWord {
  if (!toCome) return happened ? 'DONE' : 'OPEN'
  if (!held) return 'OPEN'
  return begun ? 'ACTIVE' : 'MATCHED'
}

/** The last day on which an untimed visit can be made is its week's Sunday. */
export const lastDayOf = (visit: { readonly occursOn: LocalDate; readonly isTimed: boolean }): LocalDate =>
  visit.isTimed ? visit.occursOn : addDays(startOfIsoWeek(visit.occursOn), 6)

/** When a visit can no longer begin: its start, the last start in its window, or the end of its last day. */
export function lastStartOf(visit: {
  readonly occursOn: LocalDate
  readonly startsAt: Instant | null
  readonly windowEndsAt: Instant | null
  readonly minutes: number
}): Instant {
  if (visit.startsAt !== null) return visit.startsAt
  if (visit.windowEndsAt !== null) return instant(visit.windowEndsAt - visit.minutes)
  return atLocalMinute(lastDayOf({ occursOn: visit.occursOn, isTimed: false }), 1440)
}

/** May it be begun? Not before its day (an untimed one: its week), not once it is over or called off. */
export function mayStart(
  visit: { readonly status: VisitStatus; readonly occursOn: LocalDate; readonly isTimed: boolean },
  today: LocalDate,
): 'YES' | 'IT_IS_OVER' | 'NOT_YET' {
  if (visit.status !== 'PLANNED' && visit.status !== 'CONFIRMED') return 'IT_IS_OVER'
  const firstDay = visit.isTimed ? visit.occursOn : startOfIsoWeek(visit.occursOn)
  return today < firstDay ? 'NOT_YET' : 'YES'
}

/** May it be reported? From its start on; a report may be put right; a visit that was called off has none. */
export function mayReport(
  visit: {
    readonly status: VisitStatus
    readonly occursOn: LocalDate
    readonly startsAt: Instant | null
    readonly windowStartsAt: Instant | null
  },
  now: Instant,
): 'YES' | 'IT_IS_OVER' | 'NOT_YET' {
  if (visit.status === 'CANCELLED') return 'IT_IS_OVER'
  if (visit.status === 'STARTED') return 'YES'
  const from = visit.startsAt ?? visit.windowStartsAt ?? atLocalMinute(startOfIsoWeek(visit.occursOn), 0)
  return now < from ? 'NOT_YET' : 'YES'
}
