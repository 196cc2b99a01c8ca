import { instantFromIso, isLocalDate } from '../../kernel/index.ts'
import { cleanLine, cleanText, cutText, hasInvisible } from './clean-text.ts'
import { mendEmail, mendUrl } from './contact-points.ts'
import { plainLine } from './html.ts'
import type { FieldWarning, WarningKind } from './model.ts'

export type Row = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is left of a mended or refused value, for the provenance: enough to see what it was. */
const keptOriginal = 500

/** Collects what is wrong with one service while its fields are read. */
export class Notes {
  readonly warnings: FieldWarning[] = []
  readonly originals: Record<string, string> = {}
  readonly fallback: string[] = []

  /** Warnings already made in this read: fifty thousand services hold the same few again and again. */
  private readonly shared: Map<string, FieldWarning>

  constructor(shared: Map<string, FieldWarning> = new Map()) {
    this.shared = shared
  }

  /** Counts a defect; at most 500 a service, so that a service of defects alone stays small. */
  warn(kind: WarningKind, field: string | null): void {
    if (this.warnings.length >= 500) return
    const key = `${kind} ${field ?? ''}`
    let warning = this.shared.get(key)
    if (!warning) {
      warning = Object.freeze({ kind, field })
      // Field names come from the feed: a hostile one shall not fill the memory.
      if (this.shared.size < 5000) this.shared.set(key, warning)
    }
    this.warnings.push(warning)
  }

  /** Counts a defect and keeps what the source had. */
  keep(kind: WarningKind, field: string, given: unknown): void {
    this.warn(kind, field)
    if (Object.keys(this.originals).length < 50) {
      this.originals[field] = cutText(String(given).replaceAll('\0', ''), keptOriginal)
    }
  }
}

/**
 * Reads the fields of one object of the feed. Names are tried in order; the first that is given wins. Every method
 * gives null for what is not there or cannot be read, and notes why.
 */
export class Fields {
  readonly row: Row
  readonly notes: Notes
  /** Where the object stands in its service, as `locations[0].`, for the names in warnings. */
  readonly path: string

  constructor(row: Row, notes: Notes, path = '') {
    this.row = row
    this.notes = notes
    this.path = path
  }

  /** The first of these fields that is given; empty text and null are noted and passed over. */
  raw(...names: readonly string[]): { readonly field: string; readonly value: unknown } | null {
    for (const name of names) {
      if (!Object.hasOwn(this.row, name)) continue
      const value = this.row[name]
      const field = this.path + name
      if (value === undefined) continue
      if (value === null) this.notes.warn('nullGiven', field)
      else if (typeof value === 'string' && cleanText(value) === '') this.notes.warn('emptyText', field)
      else return { field, value }
    }
    return null
  }

  /** One line of text; numbers and booleans are taken as written. */
  line(names: string | readonly string[], limit = 300): string | null {
    return this.text(names, limit, cleanLine)
  }

  /** Text with its line breaks. */
  lines(names: string | readonly string[], limit = 5000): string | null {
    return this.text(names, limit, cleanText)
  }

  private text(names: string | readonly string[], limit: number, clean: (text: string) => string): string | null {
    const given = this.raw(...[names].flat())
    if (!given) return null
    const { field, value } = given
    if (typeof value === 'object') return (this.notes.warn('wrongType', field), null)
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (hasInvisible(text)) this.notes.warn('invisibleCharacters', field)
    const cleaned = clean(plainLine(clean(text)))
    if (cleaned.length > limit) this.notes.warn('tooLong', field)
    return cutText(cleaned, limit) || null
  }

  /** An id as the source writes it: text or a number. */
  id(names: string | readonly string[] = 'id'): string | null {
    return this.line(names, 200)
  }

  email(names: string | readonly string[] = 'email'): string | null {
    return this.mended(names, mendEmail, 'emailMended', 'emailLeftOut')
  }

  url(names: string | readonly string[] = 'url'): string | null {
    return this.mended(names, mendUrl, 'urlMended', 'urlLeftOut')
  }

  private mended(
    names: string | readonly string[],
    mend: typeof mendUrl,
    kindMended: WarningKind,
    kindLeftOut: WarningKind,
  ): string | null {
    const given = this.raw(...[names].flat())
    if (!given) return null
    const { field, value } = given
    if (typeof value !== 'string') return (this.notes.keep('wrongType', field, typeof value), null)
    const result = mend(value)
    if (result.value === null) this.notes.keep(kindLeftOut, field, value)
    else if (result.mended) this.notes.keep(kindMended, field, value)
    return result.value
  }

  /** A number within limits; text that is plainly a number (`"12"`, `"£3.50"`) is read. */
  number(names: string | readonly string[], least: number, most: number): number | null {
    const given = this.raw(...[names].flat())
    if (!given) return null
    const { field, value } = given
    const number =
      typeof value === 'number'
        ? value
        : typeof value === 'string' && /^\s*[£+-]?\s*\d[\d,]*(?:\.\d+)?\s*$/.test(value)
          ? Number(value.replace(/[£,\s]/g, ''))
          : NaN
    if (Number.isFinite(number) && number >= least && number <= most) return number
    this.notes.keep('numberUnreadable', field, typeof value === 'object' ? typeof value : value)
    return null
  }

  /** A whole number within limits. */
  whole(names: string | readonly string[], least: number, most: number): number | null {
    const number = this.number(names, least, most)
    return number === null ? null : Math.trunc(number)
  }

  /** `YYYY-MM-DD` of a date or an instant; `dd/mm/yyyy` is read as British. */
  date(names: string | readonly string[]): string | null {
    return this.dated(names, (text) => {
      const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text)
      const date = british ? `${british[3]}-${british[2]!.padStart(2, '0')}-${british[1]!.padStart(2, '0')}` : text
      const day =
        /^(\d{4}-\d\d-\d\d)(?:[T ].*)?$/.exec(date)?.[1] ?? /^(\d{4})(\d\d)(\d\d)$/.exec(date)?.slice(1).join('-')
      return day !== undefined && isLocalDate(day) ? day : null
    })
  }

  /** A date, or the ISO instant as it stands where the source gives a time with its offset. */
  moment(names: string | readonly string[]): string | null {
    return this.dated(names, (text) => {
      const iso = text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T')
      if (instantFromIso(iso) !== undefined) return iso
      const day = /^(\d{4}-\d\d-\d\d)(?:[T ][\d:.]+)?$/.exec(text)?.[1]
      return day !== undefined && isLocalDate(day) ? day : null
    })
  }

  private dated(names: string | readonly string[], read: (text: string) => string | null): string | null {
    const given = this.raw(...[names].flat())
    if (!given) return null
    const { field, value } = given
    const date = typeof value === 'string' ? read(cleanLine(value)) : null
    if (date === null) this.notes.keep('dateUnreadable', field, typeof value === 'object' ? typeof value : value)
    return date
  }

  /** Minutes after midnight of `10:00`, `10:00:00`, `10:00Z` or `9.30am`. */
  time(names: string | readonly string[]): number | null {
    const given = this.raw(...[names].flat())
    if (!given) return null
    const { field, value } = given
    const minutes = typeof value === 'string' ? timeOfDay(cleanLine(value)) : null
    if (minutes === null) this.notes.keep('timeUnreadable', field, typeof value === 'object' ? typeof value : value)
    return minutes
  }

  /** The objects of the first of these lists that is given; one object alone counts as a list of one. */
  list<T>(names: string | readonly string[], read: (fields: Fields, index: number) => T | null): T[] {
    const given = this.raw(...[names].flat())
    if (!given) return []
    const rows = Array.isArray(given.value)
      ? (given.value as readonly unknown[])
      : isRow(given.value)
        ? [given.value]
        : null
    if (!rows) return (this.notes.warn('wrongType', given.field), [])
    if (rows.length > 1000) this.notes.warn('tooLong', given.field)
    return rows.slice(0, 1000).flatMap((row, index) => {
      const path = `${given.field}[${index}]`
      if (!isRow(row)) return (this.notes.warn('wrongType', path), [])
      const value = read(new Fields(row, this.notes, `${path}.`), index)
      return value === null ? [] : [value]
    })
  }

  /** The object in this field, or null. */
  child(...names: readonly string[]): Fields | null {
    const given = this.raw(...names)
    if (!given) return null
    if (isRow(given.value)) return new Fields(given.value, this.notes, `${given.field}.`)
    this.notes.warn('wrongType', given.field)
    return null
  }
}

/** Minutes after midnight of a time as feeds write it, 0 to 1440, or null. */
export function timeOfDay(text: string): number | null {
  const match =
    /^T?(\d{1,2})(?:[:.](\d\d)(?::?(\d\d)(?:\.\d+)?)?)?\s*(am|pm|a\.m\.|p\.m\.)?(?:Z|[+-]\d\d:?\d\d)?$/i.exec(text)
  if (!match) return null
  const half = match[4]?.[0]?.toLowerCase()
  if (match[2] === undefined && half === undefined) return null
  let hour = Number(match[1])
  const minute = Number(match[2] ?? 0)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null
    hour = (hour % 12) + (half === 'p' ? 12 : 0)
  }
  const minutes = hour * 60 + minute
  return minute < 60 && minutes <= 1440 ? minutes : null
}
