/** A moment: whole minutes since 1970-01-01T00:00Z. Half-open everywhere: a visit ends the minute another may begin. */
export type Instant = number & { readonly __brand: 'Instant' }

const MS = 60_000
/** The years 1000 to 9999, outside of which dates are mistakes and text forms differ. */
const FIRST = Date.parse('1000-01-01T00:00:00Z') / MS
const LAST = Date.parse('9999-12-31T23:59:00Z') / MS

/** Marks a number of minutes since the epoch as an Instant. Throws RangeError unless whole and within years 1000–9999. */
export function instant(minutes: number): Instant {
  if (!Number.isInteger(minutes) || minutes < FIRST || minutes > LAST) throw new RangeError('not an instant')
  return minutes as Instant
}

/** The instant so many minutes later (earlier where negative). */
export const addMinutes = (at: Instant, minutes: number): Instant => instant(at + minutes)

/** Minutes from one instant to another; negative where `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number => to - from

/** The minute a Date falls in (seconds are cut off). Throws RangeError for an invalid Date. */
export const instantFromDate = (date: Date): Instant => instant(Math.floor(date.getTime() / MS))

/** The minute that so many milliseconds since the epoch fall in. */
export const instantFromMilliseconds = (milliseconds: number): Instant => instant(Math.floor(milliseconds / MS))

/** The Date at the start of that minute. */
export const toDate = (at: Instant): Date => new Date(at * MS)

/** `2026-03-29T00:59:00.000Z` */
export const toIso = (at: Instant): string => toDate(at).toISOString()

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/

/**
 * Reads an ISO 8601 / RFC 3339 instant, which must carry `Z` or an offset; seconds are cut off.
 * undefined for anything else, a date that does not exist (30 February) and years outside 1000–9999 included.
 */
export function instantFromIso(text: string): Instant | undefined {
  const m = ISO.exec(text)
  if (!m) return undefined
  const [year, month, day, hour, minute, second, offsetHour, offsetMinute] = [1, 2, 3, 4, 5, 6, 8, 9].map((i) =>
    Number(m[i] ?? 0),
  ) as [number, number, number, number, number, number, number, number]
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return undefined
  const local = Date.UTC(year, month - 1, day, hour, minute)
  const there = new Date(local)
  if (there.getUTCFullYear() !== year || there.getUTCMonth() !== month - 1 || there.getUTCDate() !== day)
    return undefined
  const offset = (offsetHour * 60 + offsetMinute) * (m[7] === '-' ? -1 : 1)
  const minutes = local / MS - offset
  return minutes < FIRST || minutes > LAST ? undefined : (minutes as Instant)
}
