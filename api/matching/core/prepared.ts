import {
  addDays,
  atLocalMinute,
  instant,
  isLocalDate,
  localDateOf,
  startOfIsoWeek,
  weekdayOf,
  windowOn,
  type Instant,
  type LocalDate,
  type LocalWindow,
  type Span,
  type Weekday,
} from '../../kernel/index.ts'
import type { Ask } from './model.ts'

/** A calendar day that an ask touches, with what is needed to place a volunteer's hours on it quickly. */
export interface Day {
  readonly date: LocalDate
  readonly weekday: Weekday
  readonly span: Span
}

/** An ask with all that does not depend on the volunteer worked out once. */
export interface PreparedAsk {
  readonly ask: Ask
  readonly monday: LocalDate
  /** Empty for ANY_TIME. */
  readonly days: readonly Day[]
  /** The first and the last minute it may begin at, and how long it takes; absent for ANY_TIME. */
  readonly starts?: { readonly first: Instant; readonly last: Instant; readonly minutes: number }
  /** The seven days of the week of `ask.on`. */
  readonly weekDays: readonly LocalDate[]
}

/** Works out what every volunteer is held against. Throws RangeError naming the field for an ask that makes no sense. */
export function prepareAsk(ask: Ask): PreparedAsk {
  if (!isLocalDate(ask.on)) throw new RangeError('ask.on: not a date')
  if (!Number.isInteger(ask.minutes) || ask.minutes < 1) throw new RangeError('ask.minutes: a whole number above 0')
  const monday = startOfIsoWeek(ask.on)
  const weekDays = [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n))
  if (ask.when.kind === 'ANY_TIME') return { ask, monday, days: [], weekDays }

  const { kind, from, to } = ask.when
  const minutes = kind === 'AT' ? to - from : ask.minutes
  if (!(minutes > 0) || to - from < minutes) throw new RangeError('ask.when: ends before it can have happened')
  if (to - from > 60 * 24 * 31) throw new RangeError('ask.when: longer than a month')
  const days: Day[] = []
  const last = localDateOf(instant(to - 1))
  for (let date = localDateOf(from); date <= last; date = addDays(date, 1))
    days.push({
      date,
      weekday: weekdayOf(date),
      span: { from: atLocalMinute(date, 0), to: atLocalMinute(date, 1440) },
    })
  return { ask, monday, days, weekDays, starts: { first: from, last: instant(to - minutes), minutes } }
}

/** A volunteer's hours on a day. Only the two days a year that are not 24 hours need the calendar's help. */
export function hoursOn(day: Day, window: LocalWindow): Span | undefined {
  if (window.weekday !== day.weekday) return undefined
  if (day.span.to - day.span.from !== 1440) return windowOn(day.date, window)
  return { from: (day.span.from + window.from) as Instant, to: (day.span.from + window.to) as Instant }
}
