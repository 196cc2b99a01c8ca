import { parseEmail } from '../../kernel/index.ts'
import { cleanLine } from './clean-text.ts'

/** A mended address: `value` null when the intent is not plain, `mended` when it is not just what was given. */
export type Mended = { readonly value: string | null; readonly mended: boolean }

const host = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,24}|xn--[a-z0-9-]+)\.?$/i

/** The address without what people and editors leave around it; `''` when nothing is there. */
const trimmed = (given: string) =>
  cleanLine(given)
    .replace(/^[\s<("'[]+|[\s>)"'\].,;:]+$/g, '')
    .trim()

/**
 * An e-mail address from what a person typed: `mailto:`, angle brackets, blanks, zero-width characters and a trailing
 * full stop are mended, of several the first is taken. Lower case is not forced (the part before @ may matter).
 */
export function mendEmail(given: string): Mended {
  if (given.length > 1000) return { value: null, mended: false }
  const bracketed = /<([^<>@\s]+@[^<>\s]+)>/.exec(given)?.[1]
  let value = trimmed(bracketed ?? given).replace(/^(?:mailto|e-?mail)\s*:\s*/i, '')
  if (!parseEmail(value).ok) {
    const closed = value.replace(/\s*([@.])\s*/g, '$1')
    const first = value.split(/\s*(?:[;,/|\s]|\bor\b|\band\b)\s*/i)[0]!
    value = [closed, trimmed(first)].find((candidate) => parseEmail(candidate).ok) ?? ''
  }
  if (!value) return { value: null, mended: false }
  return { value, mended: value !== given }
}

/**
 * An http(s) address from what a person typed: a missing or misspelt scheme (`www.x.org`, `http:www.x.org`,
 * `https:/x.org`), blanks and a trailing full stop are mended; of several the first is taken. Anything else, such as
 * `javascript:`, an e-mail address or the name of a hall, has no value.
 */
export function mendUrl(given: string): Mended {
  const none = { value: null, mended: false }
  if (given.length > 4000) return none
  let value = trimmed(given)
  value = value.split(/\s+(?:and\s+|or\s+|[,;|/&]\s*)?(?=https?:|www\.)/i)[0]!
  if (/\s/.test(value)) {
    // Blanks belong to a path at most ("…/our day centre"); "Some Village Hall" is no address.
    const [start = ''] = value.split(/\s/)
    if (!/^https?:\/\/[^/]+\/./i.test(start)) return none
    value = value.replace(/\s+/g, '%20')
  }
  const scheme = /^(?:https?|htps?|ht{3}ps?|h{2}t{2}ps?|t{2}ps?)[:;]?\/{1,3}|^https?[:;]\/*/i.exec(value)
  if (scheme)
    value = (/s/i.test(scheme[0]) ? 'https://' : 'http://') + value.slice(scheme[0].length).replace(/^https?:\/+/i, '')
  else if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(value) || value.includes('@')) return none
  else value = `https://${value.replace(/^\/+/, '')}`
  let parsed: URL
  try {
    parsed = new URL(value)
  } catch {
    return none
  }
  if (!host.test(parsed.hostname) || parsed.username || parsed.password) return none
  return { value, mended: value !== given }
}
