import { bad, good, type Parsed } from './parsed.ts'

/** Ten digits without blanks, check digit verified. */
export type NhsNumber = string
export type NhsNumberProblem = 'EMPTY' | 'NOT_TEN_DIGITS' | 'REPEATED_DIGIT' | 'CHECK_DIGIT'

/**
 * The tenth digit for nine others, by Modulus 11 (NHS Data Dictionary, NHS NUMBER): weights 10 to 2, eleven less the
 * remainder, 11 counting as 0. undefined where it would be 10: such a number is never issued.
 */
export function nhsCheckDigit(nine: string): number | undefined {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(nine[i]) * (10 - i)
  const digit = (11 - (sum % 11)) % 11
  return digit === 10 ? undefined : digit
}

/** Reads an NHS number written with or without blanks and hyphens. One digit ten times is refused though it checks. */
export function parseNhsNumber(text: string): Parsed<NhsNumber, NhsNumberProblem> {
  const digits = text.replace(/[\s\u00a0-]+/g, '')
  if (digits === '') return bad('EMPTY')
  if (!/^\d{10}$/.test(digits)) return bad('NOT_TEN_DIGITS')
  if (/^(\d)\1{9}$/.test(digits)) return bad('REPEATED_DIGIT')
  return nhsCheckDigit(digits) === Number(digits[9]) ? good(digits) : bad('CHECK_DIGIT')
}

/** `401 023 2137`, as it is read aloud. */
export const formatNhsNumber = (number: NhsNumber): string =>
  `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`

/** Whether the number is of the range kept for tests (999…), which nobody is ever given. */
export const isTestNhsNumber = (number: NhsNumber): boolean => number.startsWith('999')

/** The test number of a serial, 0 to 899,998: always valid, a different one for each (the 900,000th would be all nines). Throws RangeError beyond. */
export function testNhsNumber(serial: number): NhsNumber {
  if (!Number.isInteger(serial) || serial < 0 || serial > 899_998) throw new RangeError('no such test NHS number')
  // At most one in ten that differ only in the ninth digit has no check digit, so nine of them can be used.
  const stem = `999${String(Math.floor(serial / 9)).padStart(5, '0')}`
  let left = serial % 9
  for (let ninth = 0; ; ninth++) {
    const digit = nhsCheckDigit(stem + ninth)
    if (digit !== undefined && left-- === 0) return `${stem}${ninth}${digit}`
  }
}
