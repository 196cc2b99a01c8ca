import { isOutward, outwardOf, parsePostcode, sectorOf } from '../kernel/index.ts'

/** Where somebody wants it to be, as they typed it: a postcode with what it lies in, a part of one, or a town. */
export interface PlaceAsked {
  readonly postcode: string | null
  readonly sector: string | null
  readonly outward: string | null
  readonly town: string | null
}

/** @param text as typed: `GU29 9NB`, `gu299nb`, `GU29 9`, `GU29`, `Midhurst` */
export function placeAsked(text: string): PlaceAsked {
  const whole = parsePostcode(text)
  if (whole.ok)
    return { postcode: whole.value, sector: sectorOf(whole.value), outward: outwardOf(whole.value), town: null }
  // The blank tells: "ZE9 1" is a part of ZE9, "ZE91" another district.
  const [, outward, digit] = /^([A-Z]{1,2}\d[A-Z\d]?)\s+(\d)$/.exec(text.toUpperCase().trim()) ?? []
  if (outward && digit && isOutward(outward))
    return { postcode: null, sector: `${outward} ${digit}`, outward, town: null }
  const squeezed = text.toUpperCase().replace(/\s+/g, '')
  if (isOutward(squeezed)) return { postcode: null, sector: null, outward: squeezed, town: text }
  return { postcode: null, sector: null, outward: null, town: text }
}
