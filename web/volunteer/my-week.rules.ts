import { addDays, mondayOf } from '../ui/words/dates.ts'

interface Standing {
  readonly status: string
  readonly occursOn: string
  readonly startsAt?: string | null
  readonly endsAt?: string | null
  readonly windowStartsAt?: string | null
  readonly windowEndsAt?: string | null
}

/** The first day on which a visit may be: an untimed one has its whole week. */
const firstDayOf = (visit: Standing): string =>
  visit.startsAt || visit.windowStartsAt ? visit.occursOn : mondayOf(visit.occursOn)
const lastDayOf = (visit: Standing): string =>
  visit.startsAt || visit.windowStartsAt ? visit.occursOn : addDays(mondayOf(visit.occursOn), 6)

/** May it be reported? From its start on, as the API has it. */
export const mayReport = (visit: Standing, now: Date, today: string): boolean => {
  if (visit.status === 'STARTED') return true
  if (visit.status !== 'PLANNED' && visit.status !== 'CONFIRMED') return false
  const from = visit.startsAt ?? visit.windowStartsAt
  return from ? Date.parse(from) <= now.getTime() : firstDayOf(visit) <= today
}

/** Over by the clock, and nobody has said how it went. */
export const isUnreported = (visit: Standing, now: Date, today: string): boolean => {
  if (!['PLANNED', 'CONFIRMED', 'STARTED'].includes(visit.status)) return false
  const until = visit.endsAt ?? visit.windowEndsAt
  return until ? Date.parse(until) <= now.getTime() : lastDayOf(visit) < today
}

/** Still to come, or going on. */
export const isAhead = (visit: Standing, now: Date, today: string): boolean =>
  ['PLANNED', 'CONFIRMED', 'STARTED'].includes(visit.status) && !isUnreported(visit, now, today)
