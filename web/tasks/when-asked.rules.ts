import { weekdayOf } from '../ui/words/dates.ts'

/** How often, as a person says it. `other` is a rule that this form cannot say; it stays as it is. */
export type Often = 'once' | 'weekly' | 'fortnightly' | 'monthly' | 'other'
export const often: readonly Exclude<Often, 'other'>[] = ['once', 'weekly', 'fortnightly', 'monthly']

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

/** The rule (RFC 5545) of a choice: by week on these days (1 Monday to 7 Sunday; the first day's own where none is
 *  chosen), by month on the same weekday of the month, the last where the first day is beyond the fourth. */
export function ruleOf(choice: Often, days: readonly number[], firstOn: string, asItIs: string | null): string | null {
  switch (choice) {
    case 'once':
      return null
    case 'other':
      return asItIs
    case 'weekly':
    case 'fortnightly': {
      const chosen = (days.length > 0 ? [...days] : [weekdayOf(firstOn)]).toSorted((a, b) => a - b)
      const interval = choice === 'fortnightly' ? ';INTERVAL=2' : ''
      return `FREQ=WEEKLY${interval};BYDAY=${chosen.map((day) => codes[day - 1]).join(',')}`
    }
    case 'monthly': {
      const week = Math.ceil(Number(firstOn.slice(8, 10)) / 7)
      return `FREQ=MONTHLY;BYDAY=${week > 4 ? -1 : week}${codes[weekdayOf(firstOn) - 1]}`
    }
  }
}

/** The choice that a rule is, and its days. */
export function choiceOf(rule: string | null | undefined): { often: Often; days: number[] } {
  if (!rule) return { often: 'once', days: [] }
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, '')
      .split(';')
      .map((part) => part.toUpperCase().split('=') as [string, string | undefined]),
  )
  const known = [...parts.keys()].every((name) => ['FREQ', 'INTERVAL', 'BYDAY', 'WKST'].includes(name))
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean)
  const interval = parts.get('INTERVAL') ?? '1'
  const plain = days.every((day) => (codes as readonly string[]).includes(day))
  if (known && parts.get('FREQ') === 'WEEKLY' && plain && (interval === '1' || interval === '2'))
    return {
      often: interval === '1' ? 'weekly' : 'fortnightly',
      days: days.map((day) => (codes as readonly string[]).indexOf(day) + 1),
    }
  if (
    known &&
    parts.get('FREQ') === 'MONTHLY' &&
    interval === '1' &&
    days.length === 1 &&
    /^(-1|[1-4])/.test(days[0] ?? '')
  )
    return { often: 'monthly', days: [] }
  return { often: 'other', days: [] }
}
