import { bad, good, type Parsed } from './parsed.ts'

/** A UK postcode in its normal form: `SA19 7AB`. */
export type Postcode = string

// Royal Mail's shapes; the inward letters leave out C I K M O V, the outward's third and fourth letter are few.
const OUTWARD = String.raw`(?:GIR|[A-PR-UWYZ](?:\d|[1-9]\d|\d[ABCDEFGHJKPSTUW]|[A-HK-Y](?:\d|[1-9]\d|\d[ABEHMNPRVWXY])))`
const INWARD = String.raw`\d[ABD-HJLNP-UW-Z]{2}`
const WHOLE = new RegExp(`^(${OUTWARD})(${INWARD})$`)
const INSIDE = new RegExp(String.raw`(?<![A-Z0-9])(${OUTWARD})[ \u00a0]?(${INWARD})(?![A-Z0-9])`, 'gi')

/** Letters typed for figures: O for 0, I or L for 1. */
const figures = (text: string) => text.replaceAll('O', '0').replace(/[IL]/g, '1')

/**
 * Reads a postcode as people write it: any case, blanks anywhere or none, stops and hyphens, and O or I for 0 or 1
 * where only a figure can stand. Says nothing about whether such a postcode exists.
 */
export function parsePostcode(text: string): Parsed<Postcode, 'EMPTY' | 'NOT_A_POSTCODE'> {
  if (text.length > 40) return bad('NOT_A_POSTCODE')
  const squeezed = text.toUpperCase().replace(/[\s\u00a0.,\-–]+/g, '')
  if (squeezed === '') return bad('EMPTY')
  const outward = squeezed.slice(0, -3)
  const inward = figures(squeezed.slice(-3, -2)) + squeezed.slice(-2)
  for (const out of [
    outward,
    outward.slice(0, 2) + figures(outward.slice(2)),
    outward.slice(0, 1) + figures(outward.slice(1)),
  ]) {
    const m = WHOLE.exec(out + inward)
    if (m && (m[1] !== 'GIR' || m[2] === '0AA')) return good(`${m[1]} ${m[2]}`)
  }
  return bad('NOT_A_POSTCODE')
}

/** `SA19` of `SA19 7AB`: the town or district. */
export const outwardOf = (postcode: Postcode): string => postcode.slice(0, -4)

/** `SA19 7` of `SA19 7AB`: a few thousand addresses. */
export const sectorOf = (postcode: Postcode): string => postcode.slice(0, -2)

/** Whether a text is an outward code alone, such as `SA19`. */
export const isOutward = (text: string): boolean => new RegExp(`^${OUTWARD}$`).test(text)

/** Every postcode that stands in running text, in normal form, each once, in order. Nothing sloppy is guessed at here. */
export function postcodesIn(text: string): Postcode[] {
  return [...new Set(Array.from(text.matchAll(INSIDE), (m) => `${m[1]} ${m[2]}`.toUpperCase()))]
}
