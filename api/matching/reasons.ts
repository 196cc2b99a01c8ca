import { encodeNodeId, instant, localOf, type Instant, type Span } from '../kernel/index.ts'
import { VisitView } from '../visits/index.ts'

/** Something said about a pair: a code, whose words are the portal's, and the facts of the sentence. */
export interface ReasonFacts {
  readonly code: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}

/** Facts that are instants, by the code they belong to. */
const times: Readonly<Record<string, readonly string[]>> = { FREE: ['from', 'to'] }

/**
 * A reason of the core as the API gives it: every fact a text. Instants become RFC 3339 with London's offset, spans are
 * an ISO 8601 interval each, a visit is its opaque id.
 */
export function reasonOf(reason: { readonly code: string }): ReasonFacts {
  const facts = Object.entries(reason).flatMap(([name, value]) =>
    name === 'code' || value === undefined ? [] : [{ name, value: textOf(reason.code, name, value as unknown) }],
  )
  return { code: reason.code, facts }
}

function textOf(code: string, name: string, value: unknown): string {
  if (name === 'visitId' && VisitView.code !== undefined) return encodeNodeId(VisitView.code, String(value))
  if (Array.isArray(value))
    return (value as Span[]).map(({ from, to }) => `${inLondon(from)}/${inLondon(to)}`).join(',')
  return times[code]?.includes(name) ? inLondon(value as Instant) : String(value)
}

/** `2026-06-01T10:00:00+01:00`: the wall clock can be read off it. */
export function inLondon(at: Instant): string {
  const { date, time } = localOf(at)
  // London is at +00:00 or +01:00, so the hour that the clock shows more than UTC says which.
  const ahead = localOf(at).minutes - (((at % 1440) + 1440) % 1440)
  return `${date}T${time}:00${ahead === 60 || ahead === 60 - 1440 ? '+01:00' : '+00:00'}`
}

/** The same of milliseconds, seconds kept. */
export const momentInLondon = (ms: number): string => {
  const second = Math.floor(ms / 1000)
  const seconds = String(((second % 60) + 60) % 60).padStart(2, '0')
  return inLondon(instant(Math.floor(second / 60))).replace(/:00(?=[+])/, `:${seconds}`)
}

/** What `clearance_missing` and `barsOf` say (CHECK:ENHANCED, TRAINING:INDUCTION, SKILL:DOGS, NOT_ACTIVE…), as reasons. */
export function reasonsOfMissing(missing: readonly string[]): ReasonFacts[] {
  return missing.map((text) => {
    const [what = '', ...rest] = text.split(':')
    const value = rest.join(':')
    switch (what) {
      case 'CHECK':
        return { code: 'CHECK_MISSING', facts: [{ name: 'needed', value }] }
      case 'TRAINING':
        return { code: 'TRAINING_MISSING', facts: [{ name: 'course', value }] }
      case 'SKILL':
        return { code: 'SKILL_MISSING', facts: [{ name: 'skill', value }] }
      case 'RULE':
        return { code: 'RULE_MISSING', facts: [{ name: 'kind', value }] }
      case 'CONSENT_MISSING':
        return { code: 'CONSENT_MISSING', facts: [{ name: 'purpose', value }] }
      default:
        return { code: what, facts: value === '' ? [] : [{ name: 'kind', value }] }
    }
  })
}
