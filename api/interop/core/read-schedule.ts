import type { FeedSchedule } from './model.ts'
import type { Fields } from './values.ts'

const dayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** `MO` of `MO`, `mon`, `Monday` or `Mondays`; null for anything else. */
export function dayCode(text: string): (typeof dayCodes)[number] | null {
  const start = text.slice(0, 2).toUpperCase()
  const code = dayCodes.find((day) => day === start)
  return code &&
    /^(?:mo|mon|monday|tu|tue|tues|tuesday|we|wed|weds|wednesday|th|thu|thur|thurs|thursday|fr|fri|friday|sa|sat|saturday|su|sun|sunday)s?$/i.test(
      text,
    )
    ? code
    : null
}

/** A v1 `regular_schedule` or a v3 `schedule`: when something is open, as RFC 5545 would say it. */
export function readSchedule(row: Fields): FeedSchedule | null {
  const freq = readFrequency(row)
  const schedule = {
    sourceId: row.id(),
    freq: freq === 'DAILY' ? 'WEEKLY' : freq,
    interval: row.whole('interval', 1, 1000),
    byday: freq === 'DAILY' ? [...dayCodes] : readDays(row),
    bymonthday: readMonthDays(row),
    opens: row.time('opens_at'),
    closes: row.time('closes_at'),
    dtstart: row.date('dtstart'),
    until: row.date('until'),
    count: row.whole('count', 1, 100_000),
    validFrom: row.date('valid_from'),
    validTo: row.date('valid_to'),
    description: row.lines('description', 2000),
    link: row.url('schedule_link'),
    attendingType: row.line('attending_type'),
    notes: row.lines('notes', 2000),
  } satisfies FeedSchedule
  // Midnight as an end is the day's end.
  const closes = schedule.closes === 0 && schedule.opens !== null ? 1440 : schedule.closes
  const { sourceId: _, ...said } = schedule
  const saysSomething = Object.values(said).some((value) => (Array.isArray(value) ? value.length > 0 : value !== null))
  return saysSomething ? { ...schedule, closes } : null
}

function readFrequency(row: Fields): 'WEEKLY' | 'MONTHLY' | 'DAILY' | null {
  const text = row.line('freq')?.toUpperCase() ?? null
  if (text === null || text === 'WEEKLY' || text === 'MONTHLY' || text === 'DAILY') return text
  row.notes.keep('frequencyUnknown', `${row.path}freq`, text)
  return null
}

/** `byday` as `MO,TU`, `Monday; Tuesday`, a list, or with an ordinal (`1MO`); v1 also has `weekday`. */
function readDays(row: Fields): string[] {
  const given = row.raw('byday', 'weekday')
  if (!given) return []
  const parts = Array.isArray(given.value) ? (given.value as readonly unknown[]) : String(given.value).split(/[\s,;|]+/)
  const days = new Set<string>()
  for (const part of parts.slice(0, 60)) {
    const text = typeof part === 'string' || typeof part === 'number' ? String(part).trim() : ''
    if (text === '' && typeof part === 'string') continue
    const match = /^([+-]?[1-5])?([a-z]+)$/i.exec(text)
    const code = match && dayCode(match[2]!)
    if (code) days.add((match[1]?.replace('+', '') ?? '') + code)
    else row.notes.keep('dayUnreadable', given.field, typeof part === 'object' ? typeof part : part)
  }
  return [...days]
}

function readMonthDays(row: Fields): number[] {
  const given = row.raw('bymonthday')
  if (!given) return []
  const parts = Array.isArray(given.value) ? (given.value as readonly unknown[]) : String(given.value).split(/[\s,;|]+/)
  const days = new Set<number>()
  for (const part of parts.slice(0, 60)) {
    const day = Number(part)
    if (part !== '' && Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31) days.add(day)
    else row.notes.keep('dayUnreadable', given.field, typeof part === 'object' ? typeof part : part)
  }
  return [...days]
}
