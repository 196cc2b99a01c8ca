import { Temporal } from 'temporal-polyfill'
import { instant, type Instant } from './instant.ts'

/** A calendar day, `YYYY-MM-DD`. */
export type LocalDate = string
/** A wall-clock time of day, `HH:MM`, 00:00 to 23:59. */
export type LocalTime = string
/** Monday is 1, Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** The one time zone in which people here live by the clock. */
export const ZONE = 'Europe/London'
const DAY_MS = 86_400_000

/** Whether this is a day that exists, written `YYYY-MM-DD`, in the years 1000 to 9999. */
export const isLocalDate = (text: string): boolean => !Number.isNaN(dayNumberOrNaN(text))

/** Whether this is a time of day written `HH:MM`. */
export const isLocalTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

function dayNumberOrNaN(text: string): number {
  const m = /^([1-9]\d{3})-(\d\d)-(\d\d)$/.exec(text)
  if (!m) return NaN
  const ms = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]))
  return new Date(ms).getUTCDate() === Number(m[3]) && new Date(ms).getUTCMonth() === Number(m[2]) - 1
    ? ms / DAY_MS
    : NaN
}

/** Days since 1970-01-01. Throws RangeError unless the text is a LocalDate. */
export function dayNumber(date: LocalDate): number {
  const n = dayNumberOrNaN(date)
  if (Number.isNaN(n)) throw new RangeError('not a date')
  return n
}

/** The day so many days after 1970-01-01; the inverse of `dayNumber`. */
export function dateOfDayNumber(days: number): LocalDate {
  const iso = new Date(days * DAY_MS).toISOString()
  if (!Number.isInteger(days) || !/^[1-9]\d{3}-/.test(iso)) throw new RangeError('not a day')
  return iso.slice(0, 10)
}

/** The day so many days later (earlier where negative). */
export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDayNumber(dayNumber(date) + days)

/** The same day of the month, so many months later; the month's last day where it has no such day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  dayNumber(date)
  return Temporal.PlainDate.from(date).add({ months }).toString()
}

/** Days from one date to another; negative where `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

/** Monday 1 to Sunday 7. */
export const weekdayOf = (date: LocalDate): Weekday => (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday

/** The Monday of the ISO week that holds this day. */
export const startOfIsoWeek = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date))

/** Minutes since midnight of an `HH:MM`. Throws RangeError unless it is one. */
export function minutesOfTime(time: LocalTime): number {
  if (!isLocalTime(time)) throw new RangeError('not a time of day')
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** `HH:MM` of minutes since midnight, 0 to 1439. */
export function timeOfMinutes(minutes: number): LocalTime {
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > 1439) throw new RangeError('not minutes of a day')
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * The instant at which London's clocks show this. A time the spring change skips moves on by the gap (01:30 is taken as
 * 02:30); of a time that autumn shows twice the first is taken. Minutes may be 1440: midnight at the day's end.
 */
export function atLocalMinute(date: LocalDate, minutes: number): Instant {
  if (minutes === 1440) return atLocalMinute(addDays(date, 1), 0)
  return atLocal(date, timeOfMinutes(minutes))
}

/** As `atLocalMinute`, for a time written `HH:MM`. Throws RangeError unless both are well formed. */
export function atLocal(date: LocalDate, time: LocalTime): Instant {
  dayNumber(date)
  minutesOfTime(time)
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(ZONE, { disambiguation: 'compatible' })
  return instant(Math.floor(zoned.epochMilliseconds / 60_000))
}

/** What London's clocks and calendars show at this instant; `minutes` are since midnight. */
export function localOf(at: Instant): { date: LocalDate; time: LocalTime; minutes: number; weekday: Weekday } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(ZONE)
  const date = zoned.toPlainDate().toString()
  const minutes = zoned.hour * 60 + zoned.minute
  return { date, time: timeOfMinutes(minutes), minutes, weekday: zoned.dayOfWeek as Weekday }
}

/** The London day of an instant. */
export const localDateOf = (at: Instant): LocalDate => localOf(at).date
