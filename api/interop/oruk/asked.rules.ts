import { isLocalDate, isUuid } from '../../kernel/index.ts'
import type { Fullness } from '../core/index.ts'

/** What a reader of the feed asks for. Lists are AND-ed together. */
export interface Asked {
  readonly page: number
  readonly perPage: number
  readonly fullness: Fullness
  readonly format: 'json' | 'ndjson'
  readonly search: string | null
  readonly taxonomyTerm: string | null
  readonly taxonomy: string | null
  readonly parent: string | null
  readonly topOnly: boolean
  readonly organisation: string | null
  /** Whole years, both ends included. */
  readonly minimumAge: number | null
  readonly maximumAge: number | null
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number | null
  /** `HH:MM`, Europe/London. */
  readonly startTime: string | null
  readonly endTime: string | null
  /** ISO 8601. */
  readonly modifiedAfter: string | null
  readonly postcode: string | null
  /** Metres. */
  readonly proximity: number | null
}

/** What is wrong with a parameter, in words for whoever wrote the request. */
export interface Mistake {
  readonly parameter: string
  readonly message: string
}

/** Rows a page: unless asked, and at most. */
export const perPage = { usual: 50, most: 500 } as const

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/**
 * Reads the parameters of Open Referral UK 3.0 and HSDS 3.0; those that nobody knows are passed over, as the standards
 * let suppliers add their own.
 *
 * @param query of the address; where a parameter is given twice the first counts
 * @returns what is asked, or every mistake in it
 */
export function readAsked(query: URLSearchParams): { asked: Asked } | { mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = []
  const textOf = (name: string, most = 200): string | null => {
    const value = query.get(name)?.trim() ?? ''
    if (value === '') return null
    if (value.length > most || /[\0\p{Cs}]/u.test(value)) {
      mistakes.push({ parameter: name, message: `must be text of at most ${most} characters` })
      return null
    }
    return value
  }
  const read = <T>(name: string, must: string, parse: (text: string) => T | null): T | null => {
    const text = textOf(name)
    if (text === null) return null
    const value = parse(text)
    if (value === null) mistakes.push({ parameter: name, message: `must be ${must}` })
    return value
  }
  const whole = (from: number, to: number) => (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
    return value >= from && value <= to ? value : null
  }
  const flag = (name: string): boolean =>
    (query.get(name) === '' ? true : read(name, 'true or false', (text) => flags.get(text.toLowerCase()) ?? null)) ??
    false
  const uuid = (name: string) => read(name, 'a UUID', (text) => (isUuid(text) ? text.toLowerCase() : null))
  const time = (name: string) =>
    read(
      name,
      'a time of day such as 14:00',
      (text) => /^([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d)?$/.exec(text)?.[0].slice(0, 5) ?? null,
    )

  const minimal = flag('minimal')
  const full = flag('full')
  const asked: Asked = {
    page: read('page', 'a whole number from 1', whole(1, 1e9)) ?? 1,
    perPage: Math.min(
      read(
        'per_page',
        `a whole number from 1; more than ${perPage.most} are given as ${perPage.most}`,
        whole(1, 1e9),
      ) ?? perPage.usual,
      perPage.most,
    ),
    fullness: minimal ? 'minimal' : full ? 'full' : 'list',
    format: read('format', 'json or ndjson', (text) => (text === 'json' || text === 'ndjson' ? text : null)) ?? 'json',
    search: textOf('search') ?? textOf('text'),
    taxonomyTerm: uuid('taxonomy_term_id'),
    taxonomy: uuid('taxonomy_id'),
    parent: uuid('parent_id'),
    topOnly: flag('top_only'),
    organisation: uuid('organization_id'),
    minimumAge: read('minimum_age', 'whole years from 0 to 130', whole(0, 130)),
    maximumAge: read('maximum_age', 'whole years from 0 to 130', whole(0, 130)),
    weekday: read('day', 'MO, TU, WE, TH, FR, SA, SU or an English name', dayOf),
    startTime: time('start_time'),
    endTime: time('end_time'),
    modifiedAfter: read('modified_after', 'a date, or an instant such as 2026-11-01T09:00:00Z', instantOf),
    postcode: textOf('postcode', 20),
    proximity: read('proximity', 'whole metres, up to 1000000', whole(0, 1_000_000)),
  }
  const { minimumAge, maximumAge, startTime, endTime } = asked
  if (minimumAge !== null && maximumAge !== null && minimumAge > maximumAge)
    mistakes.push({ parameter: 'maximum_age', message: 'must not be below minimum_age' })
  if (startTime !== null && endTime !== null && startTime >= endTime)
    mistakes.push({ parameter: 'end_time', message: 'must be after start_time' })
  if (
    asked.proximity !== null &&
    asked.postcode === null &&
    !mistakes.some(({ parameter }) => parameter === 'postcode')
  )
    mistakes.push({ parameter: 'proximity', message: 'needs a postcode to measure from' })
  return mistakes.length > 0 ? { mistakes } : { asked }
}

const flags = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
])

/** `MO`, `mon`, `Monday`. */
function dayOf(text: string): number | null {
  const day = text.toLowerCase()
  const at =
    day.length < 2
      ? -1
      : weekdays.findIndex((name) => name === day || name.slice(0, 2) === day || name.slice(0, 3) === day)
  return at < 0 ? null : at + 1
}

/** A date is its midnight in UTC. A blank is what becomes of a plus sign that was not encoded. */
function instantOf(text: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+ -]\d{2}:?\d{2})?)?$/i.exec(text)
  if (!match || !isLocalDate(match[1] as string)) return null
  const [, date, time = '00:00', zone = 'Z'] = match
  if (!/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$/.test(time)) return null
  return `${date}T${time}${zone.replace(' ', '+').toUpperCase()}`
}
