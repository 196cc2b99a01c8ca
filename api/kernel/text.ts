import { bad, good, type Parsed } from './parsed.ts'

// With the u flag a pair is one code point, so this matches halves only.
const LONE_SURROGATE = /\p{Surrogate}/u

export type TextProblem = 'EMPTY' | 'NUL' | 'LONE_SURROGATE' | 'TOO_LONG'

/**
 * What a person typed, fit to be stored: no NUL and no half of a surrogate pair (PostgreSQL takes neither), line ends
 * as \n, NFC, trimmed, at most `max` characters (code points, as the database counts). Empty is a problem unless allowed.
 */
export function clean(text: string, max: number, { mayBeEmpty = false } = {}): Parsed<string, TextProblem> {
  if (text.includes('\0')) return bad('NUL')
  if (LONE_SURROGATE.test(text)) return bad('LONE_SURROGATE')
  const trimmed = text.trim()
  // A code point has at most two units, and NFC shortens at most fourfold: beyond that, do not even normalise.
  if (trimmed.length > max * 8 + 64) return bad('TOO_LONG')
  const value = trimmed.replace(/\r\n?/g, '\n').normalize('NFC')
  if (value === '' && !mayBeEmpty) return bad('EMPTY')
  return value.length > max && codePoints(value) > max ? bad('TOO_LONG') : good(value)
}

/** Characters as the database counts them. */
export function codePoints(text: string): number {
  let n = 0
  for (const _ of text) n++
  return n
}
