import { bad, good, type Parsed } from './parsed.ts'

export interface Phone {
  /** `+441632960123`; a short code (`116123`) stays as it is dialled. */
  readonly e164: string
  /** `01632 960123`, as it is read aloud. */
  readonly display: string
  readonly extension?: string
}
export type PhoneProblem = 'EMPTY' | 'NOT_DIGITS' | 'TOO_SHORT' | 'TOO_LONG' | 'NOT_A_UK_NUMBER'

/** Short numbers that help people are reached on. */
const SHORT = new Set([
  '999',
  '112',
  '111',
  '101',
  '105',
  '119',
  '159',
  '116000',
  '116006',
  '116111',
  '116117',
  '116123',
])
/** Freephone and helpline numbers shorter than the rest: Childline, 0845 46 4x, 0500 numbers. */
const SHORTER = /^(8001111|84546\d\d|500\d{6}|800\d{6})$/
const EXTENSION = /(?:,|;|\bext(?:ension|n)?\b\.?|\bx|#)[\s:.]*(\d{1,6})\s*$/i

/**
 * Reads a phone number as people write it: blanks, brackets, hyphens, `+44 (0)`, `0044`, an extension. Numbers without
 * a country are British; another country's must begin with `+` or `00` and is checked for length only.
 */
export function parsePhone(text: string): Parsed<Phone, PhoneProblem> {
  if (text.length > 60) return bad('TOO_LONG')
  let rest = text.trim().replace(/^tel(?:ephone)?[.:]*\s*/i, '')
  if (rest === '') return bad('EMPTY')
  const extension = EXTENSION.exec(rest)?.[1]
  if (extension !== undefined) rest = rest.replace(EXTENSION, '')
  if (!/^[+＋]?[\d\s\u00a0().\-–/]+$/.test(rest)) return bad('NOT_DIGITS')
  const plus = /^\s*[+＋]/.test(rest)
  let digits = rest.replace(/\D/g, '')
  if (digits === '') return bad('NOT_DIGITS')
  const more = extension === undefined ? {} : { extension }
  if (!plus && SHORT.has(digits)) return good({ e164: digits, display: phoneDisplay(digits), ...more })

  let abroad = plus
  if (!plus && digits.startsWith('00')) {
    digits = digits.slice(2)
    abroad = true
  }
  if (abroad && !digits.startsWith('44')) {
    if (digits.length < 8) return bad('TOO_SHORT')
    if (digits.length > 15) return bad('TOO_LONG')
    return digits.startsWith('0') || sameDigit(digits)
      ? bad('NOT_A_UK_NUMBER')
      : good({ e164: `+${digits}`, display: `+${digits}`, ...more })
  }
  const national = (abroad ? digits.slice(2) : digits).replace(/^0/, '')
  if (!abroad && !digits.startsWith('0')) return bad(digits.length < 9 ? 'TOO_SHORT' : 'NOT_A_UK_NUMBER')
  const problem = nationalProblem(national)
  if (problem) return bad(problem)
  const e164 = `+44${national}`
  return good({ e164, display: phoneDisplay(e164), ...more })
}

const sameDigit = (digits: string) => /^(\d)\1+$/.test(digits)

function nationalProblem(national: string): PhoneProblem | undefined {
  if (SHORTER.test(national)) return undefined
  if (national.length > 10) return 'TOO_LONG'
  // A few places (Brampton, Langholm…) still have nine digits after the 0.
  const least = /^1[2-9]/.test(national) ? 9 : 10
  if (national.length < least) return 'TOO_SHORT'
  return sameDigit(national) || !/^(1[1-9]|2[0-9]|3[0347]|5[56]|7[04-9]|8[0478]|9[01])/.test(national)
    ? 'NOT_A_UK_NUMBER'
    : undefined
}

/** The form people read aloud, of a number as stored: `020 7946 0000`, `0117 496 0123`, `01632 960123`, `07700 900123`. */
export function phoneDisplay(e164: string): string {
  if (/^116\d{3}$/.test(e164)) return `${e164.slice(0, 3)} ${e164.slice(3)}`
  if (!e164.startsWith('+44')) return e164
  const n = `0${e164.slice(3)}`
  if (n.length < 10) return `${n.slice(0, 4)} ${n.slice(4)}`
  if (n.startsWith('02')) return `${n.slice(0, 3)} ${n.slice(3, 7)} ${n.slice(7)}`
  if (/^0(1[1]|1\d1|[3589])/.test(n)) return `${n.slice(0, 4)} ${n.slice(4, 7)} ${n.slice(7)}`
  return `${n.slice(0, 5)} ${n.slice(5)}`
}
