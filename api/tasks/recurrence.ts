import { Temporal } from 'temporal-polyfill'
import { RRuleTemporal } from 'rrule-temporal'
import {
  addDays,
  addMinutes,
  atLocal,
  daysBetween,
  instantFromIso,
  isLocalDate,
  localDateOf,
  type Instant,
  type LocalDate,
  type LocalTime,
} from '../kernel/index.ts'

/** One turn of a repeated task, by London's clocks and calendar. */
export interface Occurrence {
  readonly on: LocalDate
  readonly startsAt: Instant
  readonly endsAt: Instant
}

export type RecurrenceProblem =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'NOT_A_RULE'
  | 'PART_TWICE'
  | 'PART_NOT_SUPPORTED'
  | 'FREQ_NOT_SUPPORTED'
  | 'BAD_INTERVAL'
  | 'BAD_COUNT'
  | 'BAD_UNTIL'
  | 'BAD_BYDAY'
  | 'BAD_BYMONTHDAY'
  | 'UNTIL_AND_COUNT'
  | 'BYDAY_AND_BYMONTHDAY'
  | 'WEEK_STARTS_ON_MONDAY'
  | 'TOO_MANY'

/** What is wrong with a rule, and in which of its parts. The message holds no more than those two names. */
export class RecurrenceError extends Error {
  constructor(
    readonly problem: RecurrenceProblem,
    readonly part?: string,
  ) {
    super(part === undefined ? problem : `${problem}: ${part}`)
    this.name = 'RecurrenceError'
  }
}

/** A rule that was read and found good. */
export interface Recurrence {
  readonly freq: 'WEEKLY' | 'MONTHLY'
  readonly interval: number
  readonly byDay?: readonly string[]
  readonly byMonthDay?: readonly number[]
  readonly count?: number
  /** The last day on which it may happen, inclusive. */
  readonly untilOn?: LocalDate
  /** The last instant at which it may begin, inclusive; only where UNTIL carried a time. */
  readonly untilAt?: Instant
}

/** More occurrences than a task has in five years of every day are a mistake, and are refused rather than cut short. */
export const MOST_OCCURRENCES = 2000
const LONGEST_RULE = 300
const PARTS = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'UNTIL', 'COUNT', 'WKST']

/**
 * Reads the part of RFC 5545's RRULE that a task may repeat by: `FREQ=WEEKLY` or `MONTHLY`, `INTERVAL` (1–99), `BYDAY`
 * (`TU`; by month also `2TU`, `-1FR`), `BYMONTHDAY` (1–31, -1–-31; by month only), and `UNTIL` (inclusive) or `COUNT`
 * (1–1000). Weeks begin on Monday. Throws RecurrenceError naming what is wrong for anything else.
 */
export function parseRecurrence(rrule: string): Recurrence {
  if (rrule.length > LONGEST_RULE) throw new RecurrenceError('TOO_LONG')
  const text = rrule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .replace(/;$/, '')
  if (text === '') throw new RecurrenceError('EMPTY')
  const parts = new Map<string, string>()
  for (const piece of text.split(';')) {
    const [name, value, ...more] = piece.split('=')
    if (!name || !/^[A-Z-]{1,20}$/.test(name) || !value || more.length > 0) throw new RecurrenceError('NOT_A_RULE')
    if (!PARTS.includes(name)) throw new RecurrenceError('PART_NOT_SUPPORTED', name)
    if (parts.has(name)) throw new RecurrenceError('PART_TWICE', name)
    parts.set(name, value)
  }
  const freq = parts.get('FREQ')
  if (freq !== 'WEEKLY' && freq !== 'MONTHLY') throw new RecurrenceError('FREQ_NOT_SUPPORTED', 'FREQ')
  if ((parts.get('WKST') ?? 'MO') !== 'MO') throw new RecurrenceError('WEEK_STARTS_ON_MONDAY', 'WKST')
  if (parts.has('UNTIL') && parts.has('COUNT')) throw new RecurrenceError('UNTIL_AND_COUNT', 'UNTIL')
  if (parts.has('BYDAY') && parts.has('BYMONTHDAY')) throw new RecurrenceError('BYDAY_AND_BYMONTHDAY', 'BYDAY')
  const count = parts.get('COUNT')
  return {
    freq,
    interval: whole(parts.get('INTERVAL') ?? '1', 99, 'BAD_INTERVAL', 'INTERVAL'),
    ...(count !== undefined && { count: whole(count, 1000, 'BAD_COUNT', 'COUNT') }),
    ...byDay(parts.get('BYDAY'), freq),
    ...byMonthDay(parts.get('BYMONTHDAY'), freq),
    ...until(parts.get('UNTIL')),
  }
}

/** What is wrong with a rule that somebody typed, or undefined where it is good. */
export function recurrenceProblem(rrule: string): { problem: RecurrenceProblem; part?: string } | undefined {
  try {
    parseRecurrence(rrule)
    return undefined
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error
    return { problem: error.problem, ...(error.part !== undefined && { part: error.part }) }
  }
}

/**
 * The days a task happens on, from `from` and before `to`. The rule counts from `firstOn`, which is one of them only
 * where the rule says so; a month without the day is left out. Throws RecurrenceError for a rule that
 * `parseRecurrence` refuses and for more than MOST_OCCURRENCES days, RangeError for a text that is no date.
 */
export function occurrenceDates(of: {
  readonly rrule: string
  readonly firstOn: LocalDate
  readonly from: LocalDate
  readonly to: LocalDate
}): LocalDate[] {
  return datesOf(parseRecurrence(of.rrule), of)
}

/**
 * As `occurrenceDates`, for a task at a time of day: 10:00 stays 10:00 over both clock changes, a time that spring
 * skips moves on by the gap, and of one that autumn shows twice the first is taken. `minutes` are elapsed ones.
 */
export function occurrences(of: {
  readonly rrule: string
  readonly firstOn: LocalDate
  readonly startTime: LocalTime
  readonly minutes: number
  readonly from: LocalDate
  readonly to: LocalDate
}): Occurrence[] {
  if (!Number.isInteger(of.minutes) || of.minutes < 1) throw new RangeError('minutes: a whole number above 0')
  const rule = parseRecurrence(of.rrule)
  const all = datesOf(rule, of).map((on) => {
    const startsAt = atLocal(on, of.startTime)
    return { on, startsAt, endsAt: addMinutes(startsAt, of.minutes) }
  })
  const last = rule.untilAt
  return last === undefined ? all : all.filter(({ startsAt }) => startsAt <= last)
}

/**
 * The calendar part runs at midnight UTC, where every day is 24 hours: given the real zone, the library would leave out
 * a day whose hour spring skips (as RFC 5545 has it), and a visit would be lost.
 */
function datesOf(rule: Recurrence, of: { firstOn: LocalDate; from: LocalDate; to: LocalDate }): LocalDate[] {
  const last = rule.untilOn
  const to = last !== undefined && daysBetween(last, of.to) > 1 ? addDays(last, 1) : of.to
  const from = daysBetween(of.firstOn, of.from) < 0 ? of.firstOn : of.from
  if (daysBetween(from, to) <= 0) return []
  if (rule.count === undefined && daysBetween(from, to) > MOST_OCCURRENCES * 7) throw new RecurrenceError('TOO_MANY')
  const midnight = (date: LocalDate) => Temporal.PlainDate.from(date).toZonedDateTime('UTC')
  const calendar = new RRuleTemporal({
    freq: rule.freq,
    interval: rule.interval,
    wkst: 'MO',
    dtstart: midnight(of.firstOn),
    tzid: 'UTC',
    ...(rule.count !== undefined && { count: rule.count }),
    ...(rule.byDay && { byDay: [...rule.byDay] }),
    ...(rule.byMonthDay && { byMonthDay: [...rule.byMonthDay] }),
    temporal: Temporal,
  })
  const dates = calendar
    .between(midnight(from), midnight(addDays(to, -1)), true)
    .map((at) => at.toPlainDate().toString())
  if (dates.length > MOST_OCCURRENCES) throw new RecurrenceError('TOO_MANY')
  return dates
}

function whole(text: string, most: number, problem: RecurrenceProblem, part: string): number {
  const n = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (n < 1 || n > most) throw new RecurrenceError(problem, part)
  return n
}

function byDay(text: string | undefined, freq: Recurrence['freq']): Pick<Recurrence, 'byDay'> {
  if (text === undefined) return {}
  const shape = freq === 'WEEKLY' ? /^(MO|TU|WE|TH|FR|SA|SU)$/ : /^(\+?[1-5]|-[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/
  const days = text.split(',').map((day) => day.replace(/^\+/, ''))
  if (!days.every((day) => shape.test(day))) throw new RecurrenceError('BAD_BYDAY', 'BYDAY')
  return { byDay: [...new Set(days)] }
}

function byMonthDay(text: string | undefined, freq: Recurrence['freq']): Pick<Recurrence, 'byMonthDay'> {
  if (text === undefined) return {}
  const days = text.split(',').map((day) => (/^[+-]?\d{1,2}$/.test(day) ? Number(day) : 0))
  if (freq !== 'MONTHLY' || !days.every((day) => day !== 0 && Math.abs(day) <= 31))
    throw new RecurrenceError('BAD_BYMONTHDAY', 'BYMONTHDAY')
  return { byMonthDay: [...new Set(days)] }
}

function until(text: string | undefined): Pick<Recurrence, 'untilOn' | 'untilAt'> {
  if (text === undefined) return {}
  const m = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z?))?$/.exec(text)
  if (!m) throw new RecurrenceError('BAD_UNTIL', 'UNTIL')
  const date = `${m[1]}-${m[2]}-${m[3]}`
  if (!isLocalDate(date)) throw new RecurrenceError('BAD_UNTIL', 'UNTIL')
  if (m[4] === undefined) return { untilOn: date }
  const utc = instantFromIso(`${date}T${m[4]}:${m[5]}Z`)
  if (utc === undefined) throw new RecurrenceError('BAD_UNTIL', 'UNTIL')
  const untilAt = m[6] === 'Z' ? utc : atLocal(date, `${m[4]}:${m[5]}`)
  return { untilOn: localDateOf(untilAt), untilAt }
}
