import { addDays, isLocalDate, type LocalDate } from '../../kernel/index.ts'
import { languageNames } from './language-names.ts'
import { sayable, type SheetProblemCode } from './sheet-problems.ts'

/** A cell's value, or what is wrong with it; `note` when it was read in a way worth saying. */
export type CellRead<T> =
  | { readonly ok: true; readonly value: T; readonly note?: SheetProblemCode }
  | {
      readonly ok: false
      readonly code: SheetProblemCode
      readonly facts?: Readonly<Record<string, string | number | null>>
    }

const good = <T>(value: T, note?: SheetProblemCode): CellRead<T> =>
  note ? { ok: true, value, note } : { ok: true, value }
const bad = (code: SheetProblemCode, facts?: Record<string, string | number | null>): CellRead<never> =>
  facts ? { ok: false, code, facts } : { ok: false, code }

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const monthOf = (name: string) => {
  const at = months.findIndex(
    (month) =>
      month === name || (name.length >= 3 && month.startsWith(name)) || (name === 'sept' && month === 'september'),
  )
  return at < 0 ? null : at + 1
}
const title = (month: number) => months[month - 1]![0]!.toUpperCase() + months[month - 1]!.slice(1)

/**
 * A date as people and spreadsheet programs write it: `27/3/2025`, `27.03.25`, `27 Mar 2025`, `March 27, 2025`,
 * `2025-03-27`, with or without a time of day or a weekday; a spreadsheet's day number (45743) too. Day before month,
 * as in Britain: `3/27/2025` is an error that says so, never guessed at.
 *
 * @param today decides the century of a year of two digits: the latest that is not more than ten years ahead
 */
export function readDate(cell: string, today: LocalDate): CellRead<LocalDate> {
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/[,\u00a0]/g, ' ')
    .replace(/\s+/g, ' ')
  const bare = text
    .replace(/^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)[a-z]*\.? /, '')
    .replace(/[t ]00:00(?::00(?:\.0+)?)?z?$/, '')
    .replace(/[t ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?z?$/, '')
  const serial = /^\d{5}(?:\.\d+)?$/.exec(bare)
  if (serial) {
    const days = Math.floor(Number(serial[0]))
    // Day 1 was 1 January 1900, and the programs believe in a 29 February of that year.
    return days >= 10_000 && days <= 73_050
      ? good(addDays('1899-12-30', days), 'dateFromSerial')
      : bad('dateUnreadable')
  }
  const parts = dateParts(bare)
  if (!parts) return bad('dateUnreadable')
  const { day, month } = parts
  const year = parts.year < 100 ? century(parts.year, today) : parts.year
  if (month < 1 || month > 12) return bad('dateImpossible', { date: `month ${month}` })
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (day < 1 || !isLocalDate(date)) return bad('dateImpossible', { date: `${day} ${title(month)} ${year}` })
  return good(date)
}

function dateParts(text: string): { day: number; month: number; year: number } | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const figures = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d\d)$/.exec(text)
  if (figures) return { day: Number(figures[1]), month: Number(figures[2]), year: Number(figures[3]) }
  const named =
    /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?:of )?([a-z]+)\.?[-/. ]+(\d{4}|\d\d)$/.exec(text) ??
    /^()([a-z]+)\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(\d{4}|\d\d)$/.exec(text)
  if (!named) return null
  const month = monthOf(named[2]!)
  if (month === null) return null
  return named[1] === ''
    ? { day: Number(named[3]), month, year: Number(named[4]) }
    : { day: Number(named[1]), month, year: Number(named[3]) }
}

function century(year: number, today: LocalDate): number {
  const now = Number(today.slice(0, 4))
  const near = Math.floor(now / 100) * 100 + year
  return near > now + 10 ? near - 100 : near
}

/** `true` for yes, y, x, ✓, true, 1; `false` for no, n, false, 0, a dash. */
export function readYesNo(cell: string): CellRead<boolean> {
  const text = cell.trim().toLowerCase()
  if (/^(?:yes|y|x|✓|✔|true|t|1|ok|ydw|oes|ie)[.!]?$/.test(text)) return good(true)
  if (/^(?:no|n|none|false|f|0|-|–|n\/a|na|nac ydw|nac oes)[.!]?$/.test(text)) return good(false)
  return bad('yesOrNo', { words: sayable(cell) })
}

/** A number with or without its unit (`10`, `10 miles`, `up to 5`, `4.5hrs`), within limits. */
export function readNumber(cell: string, least: number, most: number): CellRead<number> {
  const match =
    /^(?:up to |max(?:imum)?\.? |about |approx\.? |<|~)?\s*(\d{1,5}(?:\.\d+)?)\s*(?:miles?|mi|km|kms|hours?|hrs?|h|a week|per week|pw|\/week|max)*\.?$/i.exec(
      cell.trim(),
    )
  const number = match ? Number(match[1]) : NaN
  return number >= least && number <= most ? good(number) : bad('numberUnreadable', { least, most })
}

/** Levels of a check that a volunteer can hold; the same names as everywhere in the product. */
export type SheetCheckLevel =
  | 'BASIC'
  | 'STANDARD'
  | 'ENHANCED'
  | 'ENHANCED_ADULT_BARRED'
  | 'ENHANCED_CHILD_BARRED'
  | 'ENHANCED_BOTH'
  | 'PVG'
  | 'ACCESS_NI'

/**
 * The level of a check from words; null for "none". "Adult workforce" is part of every enhanced certificate and names
 * no list: only "barred" (or "list") does. A barred list without saying which is not clear, and is never guessed.
 */
export function readCheckLevel(cell: string): CellRead<SheetCheckLevel | null> {
  const text = cell
    .trim()
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[_\s-]+/g, ' ')
  if (/^(?:none|no|n|n\/a|na|not needed|not required|0|–)?$/.test(text) || /^ $/.test(text)) return good(null)
  if (/\bpvg\b/.test(text)) return good('PVG')
  if (/access ?ni/.test(text)) return good('ACCESS_NI')
  if (/\benhanced\b|\benh\b|^edbs$/.test(text)) {
    const isWithout = /\b(?:no|without|not|excl\w*|w\/o)\b[^,;]*\b(?:barred|list)/.test(text)
    const isListed = !isWithout && /\bbarred\b|\blists?\b|\bisa\b/.test(text)
    const isShort =
      /^enh(?:anced)?(?: dbs)?[ :+/(&]*(?:with |and |plus )?(?:both|adults?|child(?:ren)?s?)(?: (?:barred|list|lists))*\)?$/.test(
        text,
      )
    if (!isListed && !isShort)
      return /^[a-z :+/(&).,]*$/.test(text) ? good('ENHANCED') : bad('levelUnclear', { words: sayable(cell) })
    const isBoth = /\bboth\b/.test(text)
    const adult = isBoth || /\badults?\b/.test(text)
    const child = isBoth || /\bchild(?:ren)?s?\b/.test(text)
    if (adult && child) return good('ENHANCED_BOTH')
    if (adult) return good('ENHANCED_ADULT_BARRED')
    if (child) return good('ENHANCED_CHILD_BARRED')
    return bad('levelUnclear', { words: sayable(cell) })
  }
  if (/\bstandard\b/.test(text)) return good('STANDARD')
  if (/\bbasic\b/.test(text)) return good('BASIC')
  return bad('levelUnclear', { words: sayable(cell) })
}

const codeOfLanguage = new Map(
  Object.entries(languageNames).flatMap(([code, names]) =>
    [code, ...names.split('|')].map((name) => [name, code] as const),
  ),
)

/** Codes (BCP 47) of the languages named, in order, each once. "Some French" names none: it is an error that says so. */
export function readLanguages(cell: string): CellRead<readonly string[]> {
  const codes: string[] = []
  for (const part of listed(cell)) {
    const name = part
      .toLowerCase()
      .replace(/\((?:fluent|native|first language|mother tongue)\)|\b(?:fluent|native|speaker|speaks)\b/g, '')
      .trim()
    const code = codeOfLanguage.get(name.replace(/\s+/g, ' '))
    if (code === undefined) return bad('languageUnknown', { words: sayable(part) })
    if (!codes.includes(code)) codes.push(code)
  }
  return good(codes)
}

/** A skill that the network knows, with the words that people use for it. */
export type KnownSkill = { readonly code: string; readonly names: readonly string[] }

const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/[_-]+/g, ' ')
    .replace(/[^\p{L}\d ]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Codes of the skills named, each once. A part that is no skill is tried again cut at "and" or a stroke. */
export function readSkills(cell: string, known: readonly KnownSkill[]): CellRead<readonly string[]> {
  const codeOf = new Map(
    known.flatMap(({ code, names }) => [code, ...names].map((name) => [plainWords(name), code] as const)),
  )
  const codes = new Set<string>()
  for (const part of listed(cell, /[,;\n|•]+/)) {
    const whole = codeOf.get(plainWords(part))
    const found =
      whole === undefined
        ? part.split(/\s+and\s+|\s*[&+/]\s*/i).map((piece) => [piece, codeOf.get(plainWords(piece))] as const)
        : [[part, whole] as const]
    const unknown = found.find(([, code]) => code === undefined)
    if (unknown) {
      const names = known
        .slice(0, 30)
        .map(({ code, names: [name] }) => name ?? code)
        .join(', ')
      return bad('skillUnknown', { words: sayable(unknown[0]), known: names })
    }
    for (const [, code] of found) codes.add(code!)
  }
  return good([...codes])
}

function listed(cell: string, separator = /[,;\n|/&+]+|\s+and\s+/i): string[] {
  return cell
    .split(separator)
    .map((part) => part.replace(/^[\s•·–-]+|[\s.]+$/g, ''))
    .filter((part) => part !== '')
}

export type SheetName = {
  readonly givenName: string
  readonly familyName: string
  readonly preferredName: string | null
}

const particle =
  /^(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|ap|ab|ferch|mac|mc|st|st\.|bin|ibn|al|el|ten|ter|o')$/i
const honorific = /^(?:mr|mrs|ms|miss|mx|dr|rev|revd|reverend|sir|dame|lady|lord|prof|professor|fr|sr|cllr)\.?\s+/i

/** First name and surname from one cell: `Mrs Ann Price`, `Price, Ann`, `Margaret (Peggy) Jones`, `Jan van der Berg`. */
export function readFullName(cell: string): CellRead<SheetName> {
  let text = cell.replace(/\s+/g, ' ').trim()
  while (honorific.test(text)) text = text.replace(honorific, '')
  const nick = /\(([^()]{1,40})\)|["“]([^"”]{1,40})["”]/.exec(text)
  if (nick) text = text.replace(nick[0], ' ').replace(/\s+/g, ' ').trim()
  const preferredName = (nick?.[1] ?? nick?.[2])?.trim() || null
  if (text === '') return bad('nameMissing')
  const comma = /^([^,]+),\s*(.+)$/.exec(text)
  if (comma) {
    const given = comma[2]!.replace(honorific, '').trim()
    return given ? good({ givenName: given, familyName: comma[1]!.trim(), preferredName }) : bad('surnameMissing')
  }
  const words = text.split(' ')
  if (words.length < 2) return bad('surnameMissing')
  let from = words.length - 1
  while (from > 1 && particle.test(words[from - 1]!)) from--
  return good({ givenName: words.slice(0, from).join(' '), familyName: words.slice(from).join(' '), preferredName })
}
