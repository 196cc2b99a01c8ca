import { parsePostcode, type Postcode } from '../../kernel/index.ts'
import { costsIn, type FoundCost } from './cost-in-text.ts'
import { daysIn, type FoundDays } from './days-in-text.ts'

export type { FoundCost, FoundDays }

/**
 * What a person would read off a description where the feed has no field for it. It is a reading, not a statement of
 * the source: whoever stores or shows it must mark it so, with the words it was read from (`start`, `end`).
 */
export type ReadFromText = {
  readonly postcodes: readonly { readonly postcode: Postcode; readonly start: number; readonly end: number }[]
  readonly days: readonly FoundDays[]
  readonly costs: readonly FoundCost[]
}

/** A long description is read to here: what is said of days and costs stands early, and reading is to stay quick. */
const longest = 20_000

/**
 * Reads full UK postcodes, regular days with their hours, and costs off plain text. Careful rather than complete: a
 * wrong day sends somebody to a locked door, a missing one only means that they ring first.
 *
 * @param text plain text of a description (`FeedService.descriptionText`); positions are in it
 */
export function readFromText(text: string | null): ReadFromText {
  const read = (text ?? '').slice(0, longest)
  return { postcodes: postcodesWithPlace(read), days: daysIn(read), costs: costsIn(read) }
}

/** The words that something was read from, on one line and at most 120 characters, to be shown beside it. */
export function wordsReadFrom(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const words = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return words.length > 120 ? `${words.slice(0, 119)}…` : words
}

const shape = /(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)[ \u00a0]{0,2}([0-9][A-Z]{2})(?![A-Z0-9])/gi

function postcodesWithPlace(text: string): ReadFromText['postcodes'] {
  const found: { postcode: Postcode; start: number; end: number }[] = []
  for (const match of text.matchAll(shape)) {
    // "Room B2 1st floor" is no postcode.
    if (/^(?:1st|2nd|3rd|[04-9]th)$/.test(match[2]!)) continue
    const parsed = parsePostcode(match[0])
    if (!parsed.ok || found.some(({ postcode }) => postcode === parsed.value)) continue
    found.push({ postcode: parsed.value, start: match.index, end: match.index + match[0].length })
  }
  return found
}
