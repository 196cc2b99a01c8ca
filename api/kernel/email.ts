import { bad, good, type Parsed } from './parsed.ts'

/** An e-mail address, its domain in lower case; the part before the @ stays as it was written. */
export type Email = string
export type EmailProblem = 'EMPTY' | 'TOO_LONG' | 'NO_AT' | 'LOCAL_PART' | 'DOMAIN'

/**
 * Whether mail could be sent there, as far as looking can tell: one @, RFC 5321's lengths, no blanks, quotes or
 * control characters (so nothing can break out of a mail header), a domain of at least two labels.
 */
export function parseEmail(text: string): Parsed<Email, EmailProblem> {
  const trimmed = text.trim()
  if (trimmed === '') return bad('EMPTY')
  if (trimmed.length > 254) return bad('TOO_LONG')
  const at = trimmed.lastIndexOf('@')
  if (at < 0) return bad('NO_AT')
  const local = trimmed.slice(0, at)
  const domain = trimmed.slice(at + 1).toLowerCase()
  if (local.length > 64) return bad('TOO_LONG')
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local)) return bad('LOCAL_PART')
  const labels = domain.split('.')
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
  if (labels.length < 2 || !labels.every((l) => label.test(l))) return bad('DOMAIN')
  return /^([a-z]{2,63}|xn--[a-z0-9-]+)$/.test(labels.at(-1) ?? '') ? good(`${local}@${domain}`) : bad('DOMAIN')
}

/** What two addresses are compared by: nobody expects `Ann@…` and `ann@…` to be two people. */
export const emailKey = (email: Email): string => email.toLowerCase()
