import { joinSpans, type Instant, type Span } from '../../kernel/index.ts'
import type { Booking, Candidate } from './model.ts'
import { hoursOn, type PreparedAsk } from './prepared.ts'
import { isKnown, tripBetween, type Modes } from './travel.ts'

/** A visit that stands in the way: how many minutes lie between at best, and how many the way there takes. */
export interface Clash {
  readonly visitId: string
  /** Minutes between the two; negative where they overlap by so many. */
  readonly gapMinutes: number
  readonly travelMinutes: number
}

/** What a volunteer's diary says to an ask for a time. */
export interface DiaryAnswer {
  /** The earliest start that suits; absent where none does. */
  readonly start?: Instant
  /** The free time around that start, visits and travel taken off. */
  readonly free?: Span
  /** Whether the volunteer's usual hours hold it, absences and visits aside. */
  readonly inUsualHours: boolean
  /** The volunteer's hours on the days asked for, absences aside. */
  readonly usual: readonly Span[]
  /** The absence that stands in the way. */
  readonly absence?: { readonly firstOn: string; readonly lastOn: string }
  readonly clashes: readonly Clash[]
  /** Visits whose place is not known, so that no travel could be reckoned. */
  readonly unknownPlaces: readonly string[]
}

interface Taken {
  readonly booking: Booking
  readonly travel: number
  readonly placeUnknown: boolean
}

/** Minutes: no way takes a volunteer longer, so what is further off cannot be in the way. */
const FAR_OFF = 720
/** Minutes: further off than this, a visit whose place is not known is no worry. */
const NEXT_TO = 120

/**
 * Holds a time that is asked for against a volunteer's hours, absences and visits. A start is good when the whole visit
 * lies within one stretch of the volunteer's hours on days they are not away, and the gap to every other visit is at
 * least the travel between the two (half-open, so back-to-back at one place is good).
 */
export function lookInDiary(prepared: PreparedAsk, volunteer: Candidate, modes: Modes): DiaryAnswer {
  const { starts, days, ask } = prepared
  if (!starts)
    return { inUsualHours: true, usual: [], clashes: [], unknownPlaces: [], ...awayAllWeek(prepared, volunteer) }
  const { first, last, minutes } = starts

  const hours: Span[] = []
  const present: Span[] = []
  for (const day of days) {
    const away = absenceOn(volunteer, day.date) !== undefined
    for (const window of volunteer.availability) {
      const span = hoursOn(day, window)
      if (!span) continue
      hours.push(span)
      if (!away) present.push(span)
    }
  }
  const usual = hours.length > 1 ? joinSpans(hours) : hours
  const at = (spans: readonly Span[]) => startRanges(spans, first, last, minutes)
  const inUsualHours = at(usual).length > 0
  const here = present.length === hours.length ? usual : joinSpans(present)

  const taken: Taken[] = []
  for (const booking of volunteer.bookings) {
    if (booking.to + FAR_OFF <= first || booking.from - FAR_OFF >= last + minutes) continue
    if (ask.visitId !== undefined && booking.visitId === ask.visitId) continue
    const noTravel = ask.byPhone || booking.byPhone
    const trip = noTravel ? undefined : tripBetween(volunteer, booking.place, ask.place, modes)
    taken.push({ booking, travel: Math.min(trip?.minutes ?? 0, FAR_OFF), placeUnknown: !noTravel && !trip })
  }
  taken.sort((a, b) => a.booking.from - b.booking.from || (a.booking.visitId < b.booking.visitId ? -1 : 1))
  // Where the place asked for is itself unknown, that is said once, and not of every visit.
  const unknownPlaces = taken
    .filter((t) => t.placeUnknown && isKnown(ask.place))
    .filter(({ booking }) => booking.to + NEXT_TO > first && booking.from - NEXT_TO < last + minutes)
    .map((t) => t.booking.visitId)

  const ranges = at(here)
  const found = earliest(ranges, taken, minutes)
  // Where the hours do not suit anyway, visits are held against the time asked for: all that fails is told.
  const blocked = found ? undefined : ranges.length > 0 ? ranges : [{ from: first, to: last }]
  const clashes = blocked && earliest(blocked, taken, minutes) === undefined ? clashesIn(blocked, taken, minutes) : []
  const away = ranges.length === 0 ? absenceInTheWay(prepared, volunteer, inUsualHours) : undefined
  return {
    inUsualHours,
    usual,
    clashes,
    unknownPlaces,
    ...(found !== undefined && { start: found, free: freeAround(here, taken, found, minutes) }),
    ...(away && { absence: away }),
  }
}

/** First and last start, both inclusive, within each stretch that is long enough. */
function startRanges(spans: readonly Span[], first: Instant, last: Instant, minutes: number): Span[] {
  const ranges: Span[] = []
  for (const span of spans) {
    const from = Math.max(span.from, first) as Instant
    const to = Math.min(span.to - minutes, last) as Instant
    if (from <= to) ranges.push({ from, to })
  }
  return ranges
}

const blocks = ({ booking, travel }: Taken, start: number, minutes: number) =>
  start < booking.to + travel && start + minutes > booking.from - travel

function earliest(ranges: readonly Span[], taken: readonly Taken[], minutes: number): Instant | undefined {
  for (const range of ranges) {
    let start: number = range.from
    // Each round moves past at least one visit for good, so there are no more rounds than visits.
    for (;;) {
      const inTheWay = taken.find((t) => blocks(t, start, minutes))
      if (!inTheWay) break
      start = inTheWay.booking.to + inTheWay.travel
    }
    if (start <= range.to) return start as Instant
  }
  return undefined
}

function clashesIn(ranges: readonly Span[], taken: readonly Taken[], minutes: number): Clash[] {
  const clashes: Clash[] = []
  for (const { booking, travel } of taken) {
    const touched = ranges.filter((r) => r.from < booking.to + travel && r.to + minutes > booking.from - travel)
    if (touched.length === 0) continue
    const gap = Math.max(...ranges.map((r) => Math.max(booking.from - (r.from + minutes), r.to - booking.to)))
    clashes.push({ visitId: booking.visitId, gapMinutes: gap, travelMinutes: travel })
  }
  return clashes
}

function freeAround(spans: readonly Span[], taken: readonly Taken[], start: Instant, minutes: number): Span {
  const span = spans.find((s) => s.from <= start && start + minutes <= s.to)
  let from: number = span?.from ?? start
  let to: number = span?.to ?? start + minutes
  for (const { booking, travel } of taken) {
    if (booking.from < start) from = Math.max(from, booking.to + travel)
    else to = Math.min(to, booking.from - travel)
  }
  return { from: from as Instant, to: to as Instant }
}

/** The absence on the days asked for: told when hours fail for it alone, or when it covers all of those days. */
function absenceInTheWay({ days }: PreparedAsk, volunteer: Candidate, inUsualHours: boolean) {
  const away = days.map((day) => absenceOn(volunteer, day.date))
  return inUsualHours || away.every((a) => a !== undefined) ? away.find((a) => a !== undefined) : undefined
}

/** What is done at any time of the week can be done on any day of it that they are there. */
function awayAllWeek({ weekDays }: PreparedAsk, volunteer: Candidate): Pick<DiaryAnswer, 'absence'> {
  const away = weekDays.map((date) => absenceOn(volunteer, date))
  const absence = away[0]
  return absence && away.every((a) => a !== undefined) ? { absence } : {}
}

/** Of several absences on one day the one that lasts longest: what is told does not depend on how they are listed. */
function absenceOn(volunteer: Candidate, date: string): Candidate['absences'][number] | undefined {
  let longest: Candidate['absences'][number] | undefined
  for (const a of volunteer.absences) {
    if (a.firstOn > date || a.lastOn < date) continue
    if (!longest || a.lastOn > longest.lastOn || (a.lastOn === longest.lastOn && a.firstOn < longest.firstOn))
      longest = a
  }
  return longest
}
