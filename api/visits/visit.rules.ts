import {
  addDays,
  atLocalMinute,
  instant,
  startOfIsoWeek,
  type Instant,
  type LocalDate,
  type Span,
} from '../kernel/index.ts'

export type VisitStatus = 'PLANNED' | 'CONFIRMED' | 'STARTED' | 'ENDED' | 'MISSED' | 'CANCELLED'

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
export function statusFrom({ toCome, held, begun, happened }: Standing): 'OPEN' | 'MATCHED' | 'ACTIVE' | 'DONE' {
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
