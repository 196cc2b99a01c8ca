import { minutesOfTime, outwardOf, postcodesIn, timeOfMinutes, type LocalTime } from '../kernel/index.ts'

export type TaskStatus =
  'REQUESTED' | 'OPEN' | 'MATCHED' | 'ACTIVE' | 'DONE' | 'UNMET' | 'WITHDRAWN' | 'DIED' | 'TRANSFERRED'
export type Timing = 'FIXED' | 'WINDOW' | 'UNTIMED'

/** What a task may become. The last five are ends; a task that was done may be found not to be (a corrected report). */
const next: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  REQUESTED: ['OPEN', 'WITHDRAWN', 'DIED', 'TRANSFERRED'],
  OPEN: ['MATCHED', 'ACTIVE', 'DONE', 'UNMET', 'WITHDRAWN', 'DIED', 'TRANSFERRED'],
  MATCHED: ['OPEN', 'ACTIVE', 'DONE', 'WITHDRAWN', 'DIED', 'TRANSFERRED'],
  ACTIVE: ['OPEN', 'MATCHED', 'DONE', 'WITHDRAWN', 'DIED', 'TRANSFERRED'],
  DONE: ['OPEN', 'MATCHED', 'ACTIVE'],
  UNMET: [],
  WITHDRAWN: [],
  DIED: [],
  TRANSFERRED: [],
}

/** Whether a task may move so. Staying where it is is no move. */
export const mayMove = (from: TaskStatus, to: TaskStatus): boolean => next[from].includes(to)

/** Whether help is still wanted: visits are made, volunteers are asked. */
export const isWanted = (status: TaskStatus): boolean =>
  status === 'OPEN' || status === 'MATCHED' || status === 'ACTIVE'

export interface Problem {
  readonly field: string
  readonly code: string
  readonly facts?: Readonly<Record<string, string | number>>
}

export interface Times {
  readonly timing: Timing
  readonly startsAt: LocalTime | null
  readonly endsAt: LocalTime | null
  /** How long the help takes, in minutes. */
  readonly minutes: number
}

/**
 * The times of a task from what was said. FIXED begins at `startsAt` and takes `minutes` (or ends at `endsAt`: either
 * follows from the other); WINDOW takes `minutes` somewhere between the two; UNTIMED has no time of day.
 * @returns the times, or all that is wrong with them
 */
export function timesOf(said: {
  readonly timing: Timing
  readonly startsAt?: LocalTime | null
  readonly endsAt?: LocalTime | null
  readonly minutes?: number | null
  readonly usualMinutes: number
}): Times | readonly Problem[] {
  const { timing, startsAt, endsAt } = said
  const minutes = said.minutes ?? said.usualMinutes
  if (minutes < 5 || minutes > 1440) return [{ field: 'minutes', code: 'OUT_OF_RANGE', facts: { from: 5, to: 1440 } }]
  if (timing === 'UNTIMED') {
    const timed = (
      [
        ['startsAt', startsAt],
        ['endsAt', endsAt],
      ] as const
    ).filter(([, time]) => time != null)
    return timed.length > 0
      ? timed.map(([field]) => ({ field, code: 'UNTIMED_HAS_NO_TIME' }))
      : { timing, startsAt: null, endsAt: null, minutes }
  }
  if (startsAt == null) return [{ field: 'startsAt', code: 'MISSING' }]
  const from = minutesOfTime(startsAt)
  if (timing === 'FIXED' && endsAt == null)
    return from + minutes > 1439
      ? [{ field: 'minutes', code: 'AFTER_MIDNIGHT' }]
      : { timing, startsAt, endsAt: timeOfMinutes(from + minutes), minutes }
  if (endsAt == null) return [{ field: 'endsAt', code: 'MISSING' }]
  const between = minutesOfTime(endsAt) - from
  if (between <= 0) return [{ field: 'endsAt', code: 'BEFORE_START' }]
  if (timing === 'FIXED') {
    if (between < 5) return [{ field: 'endsAt', code: 'TOO_SHORT', facts: { least: 5 } }]
    return said.minutes == null || said.minutes === between
      ? { timing, startsAt, endsAt, minutes: between }
      : [{ field: 'minutes', code: 'DOES_NOT_FIT', facts: { minutes: between } }]
  }
  return minutes > between
    ? [{ field: 'minutes', code: 'LONGER_THAN_WINDOW', facts: { window: between } }]
    : { timing, startsAt, endsAt, minutes }
}

/** The rest: all that is wrong with how many, which languages and where. */
export function otherProblems(said: {
  readonly volunteersNeeded?: number | null
  readonly needsLanguage?: string | null
  readonly prefersLanguage?: string | null
  readonly latitude?: number | null
  readonly longitude?: number | null
}): Problem[] {
  const problems: Problem[] = []
  if (said.volunteersNeeded != null && ![1, 2].includes(said.volunteersNeeded))
    problems.push({ field: 'volunteersNeeded', code: 'OUT_OF_RANGE', facts: { from: 1, to: 2 } })
  for (const field of ['needsLanguage', 'prefersLanguage'] as const) {
    const code = said[field]
    if (code && !/^[a-z]{2,3}$/.test(code)) problems.push({ field, code: 'NOT_A_LANGUAGE' })
  }
  const { latitude, longitude } = said
  if ((latitude == null) !== (longitude == null))
    problems.push({ field: latitude == null ? 'latitude' : 'longitude', code: 'MISSING' })
  for (const [field, value, most] of [
    ['latitude', latitude, 90],
    ['longitude', longitude, 180],
  ] as const)
    if (value != null && !(Math.abs(value) <= most))
      problems.push({ field, code: 'OUT_OF_RANGE', facts: { from: -most, to: most } })
  return problems
}

/**
 * The area a volunteer is told before they have accepted: never an address. Where the help is elsewhere, the outward
 * part of the postcode in that address; else the person's town, or their outward code, or their locality's name.
 */
export function areaOf(where: {
  readonly address?: string | null
  readonly town?: string | null
  readonly postcode?: string | null
  readonly localityName: string
}): string {
  const [elsewhere] = where.address ? postcodesIn(where.address) : []
  if (elsewhere) return outwardOf(elsewhere)
  return where.town || (where.postcode ? outwardOf(where.postcode) : '') || where.localityName
}
