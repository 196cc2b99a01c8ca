import { isLocalTime } from '../kernel/index.ts'

/** What may happen to a volunteer next, and what may be said of one. Times are `HH:MM`, weekdays 1 (Monday) to 7. */

/** A volunteer's way in and out. Paused and back as often as life asks; who has left applies again. */
export const moves = {
  ENQUIRY: ['APPLIED', 'LEFT'],
  APPLIED: ['CHECKS', 'LEFT'],
  CHECKS: ['INDUCTION', 'LEFT'],
  INDUCTION: ['ACTIVE', 'LEFT'],
  ACTIVE: ['PAUSED', 'LEFT'],
  PAUSED: ['ACTIVE', 'LEFT'],
  LEFT: ['APPLIED'],
} as const
export type VolunteerStatusWord = keyof typeof moves

/** The moves possible from a status. */
export const movesFrom = (from: VolunteerStatusWord): readonly VolunteerStatusWord[] => moves[from]

export interface Window {
  readonly weekday: number
  readonly startsAt: string
  readonly endsAt: string
}

/** Windows in order of the week; those that overlap or touch become one. */
export function joinWindows(windows: readonly Window[]): Window[] {
  const joined: Window[] = []
  const key = (w: Window) => `${w.weekday} ${w.startsAt} ${w.endsAt}`
  for (const window of windows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const last = joined.at(-1)
    if (last && last.weekday === window.weekday && window.startsAt <= last.endsAt)
      joined[joined.length - 1] = { ...last, endsAt: window.endsAt > last.endsAt ? window.endsAt : last.endsAt }
    else joined.push(window)
  }
  return joined
}

export interface VolunteerLimits {
  readonly minutesAWeek?: number | null
  readonly visitsAWeek?: number | null
  readonly targetMinutesAWeek?: number | null
}

/** Which limits are out of range, all at once. */
export function limitProblems(limits: VolunteerLimits) {
  const ranges = { minutesAWeek: 10_080, visitsAWeek: 100, targetMinutesAWeek: 10_080 } as const
  return (Object.keys(ranges) as (keyof typeof ranges)[]).flatMap((field) => {
    const value = limits[field]
    return value == null || (Number.isInteger(value) && value >= 0 && value <= ranges[field])
      ? []
      : [{ field, code: 'OUT_OF_RANGE', facts: { from: 0, to: ranges[field] } }]
  })
}

interface Problem {
  readonly field: string
  readonly code: string
  readonly facts?: Readonly<Record<string, number>>
}

/** What is wrong with the hours of a week, all of it. */
export function windowProblems(windows: readonly Window[]): Problem[] {
  const problems = windows.flatMap(({ weekday, startsAt, endsAt }, i): Problem[] => {
    const field = `windows.${i}`
    if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7)
      return [{ field: `${field}.weekday`, code: 'OUT_OF_RANGE', facts: { from: 1, to: 7 } }]
    if (!isLocalTime(startsAt)) return [{ field: `${field}.startsAt`, code: 'NOT_A_TIME' }]
    if (!isLocalTime(endsAt)) return [{ field: `${field}.endsAt`, code: 'NOT_A_TIME' }]
    return endsAt > startsAt ? [] : [{ field: `${field}.endsAt`, code: 'BEFORE_START' }]
  })
  return windows.length > 50 ? [...problems, { field: 'windows', code: 'TOO_MANY' }] : problems
}

/** What is wrong with how somebody gets about, all of it. */
export const travelProblems = (travels: readonly { readonly mode: string; readonly maxKm: number }[]): Problem[] =>
  travels.flatMap(({ mode, maxKm }, i) => [
    ...(maxKm > 0 && maxKm <= 200
      ? []
      : [{ field: `travels.${i}.maxKm`, code: 'OUT_OF_RANGE', facts: { from: 0, to: 200 } }]),
    ...(travels.findIndex((other) => other.mode === mode) === i ? [] : [{ field: `travels.${i}.mode`, code: 'TWICE' }]),
  ])

/** What is wrong with the dates of a check. */
export function checkProblems(
  { issuedOn, reviewDueOn }: { readonly issuedOn: string; readonly reviewDueOn: string },
  today: string,
): Problem[] {
  return [
    ...(issuedOn > today ? [{ field: 'issuedOn', code: 'IN_THE_FUTURE' }] : []),
    ...(reviewDueOn <= issuedOn ? [{ field: 'reviewDueOn', code: 'BEFORE_START' }] : []),
  ]
}

/** A person's name and no more: letters, blanks, and what stands in names. Beside a check there is no room for notes. */
export const isJustAName = (text: string): boolean =>
  text.length <= 80 && /^[\p{L}\p{M}][\p{L}\p{M} .'’-]*$/u.test(text)

/** The levels that the rule table can ask for, weakest first. */
export const ruleLevels = [
  'BASIC',
  'STANDARD',
  'ENHANCED',
  'ENHANCED_ADULT_BARRED',
  'ENHANCED_CHILD_BARRED',
  'ENHANCED_BOTH',
] as const
