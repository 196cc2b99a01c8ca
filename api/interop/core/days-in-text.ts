import type { Weekday } from '../../kernel/index.ts'
import { hoursPattern, readHours, type Hours } from './clock-words.ts'

/** Days on which a text says that something happens, with its hours where they stand next to the days. */
export type FoundDays = {
  readonly weekdays: readonly Weekday[]
  readonly every: 'week' | 'fortnight' | 'month'
  readonly hours: Hours | null
  readonly start: number
  readonly end: number
}

/** Weekday of an English name or abbreviation, plural or not (`Tues`, `Thursdays`); null for anything else. */
export function weekdayOfName(name: string): Weekday | null {
  const at = names.findIndex((pattern) => pattern.test(name))
  return at < 0 ? null : ((at + 1) as Weekday)
}

const names = ['mon(?:day)?', 'tue(?:s(?:day)?)?', 'wed(?:s|nesday)?', 'thu(?:r(?:s(?:day)?)?)?', 'fri(?:day)?']
  .concat(['sat(?:urday)?', 'sun(?:day)?'])
  .map((pattern) => new RegExp(`^(?:${pattern})(?:['’]?s)?$`, 'i'))

const full =
  '(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY)'
const short = '(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WEDS?|THU(?:RS?)?|FRI|SAT|SUN)'
/** Abbreviations only with a capital: "sat", "sun" and "wed" are words. */
const day = new RegExp(String.raw`\b(?:(${full})(['’]?[sS])?\b|(${short})\b\.?)`, 'g')

const range = /^\s*(?:-|–|—|to|till|until|through)\s*$/i
const list = /^\s*(?:,\s*(?:and|or|&)?|;|and|&|\/|or|\+)\s*(?:on\s+|every\s+|each\s+)?(?:a\s+)?$/i

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
/** A date right after the day: one occasion, not every week. */
const dateAfter = new RegExp(
  String.raw`^,?\s*(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)\b|\d{1,2}\s+(?:of\s+)?(?:${months})\b|\d{1,2}[/.]\d{1,2}[/.]\d|(?:${months})\s+\d|(?:in|during)\s+(?:${months})\b)`,
  'i',
)
/** Days that are named to say that nothing happens then. */
const deniedBefore =
  /\b(?:closed|except(?:ing)?(?:\s+for)?|excluding|exc\.?|not(?:\s+\w+)?|no|apart\s+from|other\s+than|until|since|by)\s+(?:on\s+|at\s+|for\s+|a\s+)?$/i
const deniedAfter = /^\s*(?:[:,–-]|is|are|we\s+are|we're|s\b)?\s*(?:both\s+)?closed\b/i
const feastBefore =
  /\b(?:good|shrove|ash|easter|black|palm|maundy|mothering|cyber|giving|holiday|bloody|fat|super|remembrance|next|this)\s+$/i
const habitBefore =
  /\b(?:every|each|weekly\s+on|on|most|alternate|any|open|runs?|held|meets?)\s+(?:a\s+|other\s+|alternate\s+|every\s+|second\s+)?$|\bdays?:\s*$/i
const partAfter = /^\s+(?:mornings?|afternoons?|evenings?|nights?|lunchtimes?|a\.?m\.?|p\.?m\.?)\b/i
const timeAfter =
  /^\s*[:,–-]?\s*(?:\(?term[- ]time(?: only)?\)?\s*)?(?:at\s+|from\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)\b/i
const ordinalBefore =
  /\b((?:(?:1st|first|2nd|second|3rd|third|4th|fourth|5th|fifth|last)(?:\s*(?:,|and|&|or)\s*)?)+)\s*$/i
const monthlyBefore = /\b(?:monthly|once\s+a\s+month)(?:\s+on)?(?:\s+a)?\s+$/i
const datesAfter =
  /^\s*[-–:(]?\s*(?:(?:1st|2nd|3rd|4th|5th|first|second|third|fourth|last)[\s,&]*(?:and\s+)?)+(?:of\s+)?(?:each|every|the|a)\s+month/i
const monthAfter =
  /^\s*(?:mornings?|afternoons?|evenings?|nights?)?\s*(?:of|in|each|every|per)?\s*(?:the|each|every|a)?\s*(?:calendar\s+)?month/i
const fortnightBefore =
  /\b(?:every\s+(?:other|second|two\s+weeks\s+on(?:\s+a)?)|alternate|fortnightly(?:\s+on)?(?:\s+a)?)\s+$/i

const hoursAfter = new RegExp(
  String.raw`^(?:\s+(?:mornings?|afternoons?|evenings?))?(?:\s+of\s+(?:the|each|every)\s+month)?\s*[:,(–-]?\s*(?:\(?term[- ]time(?:\s+only)?\)?\s*)?(?:(?:from|between|at|open)\s+)*${hoursPattern}(?!\d|\s*(?:years?|yrs|weeks?|months?|people|days?)\b)`,
  'i',
)
const hoursBefore = new RegExp(
  String.raw`(?<![\d.:£/-])${hoursPattern}[,)]?\s*(?:on\s+)?(?:(?:every|each|alternate|most)\s+)?(?:a\s+)?$`,
  'i',
)

/** A group of day names that stand together: "Mondays, Wednesdays and Fridays", "Mon–Fri". */
type Group = { start: number; end: number; weekdays: Set<Weekday>; isPlural: boolean; size: number; isRange: boolean }

/**
 * Days that a description plainly gives as regular: plurals, "every", "on", ranges, lists, or a day with its hours.
 * A day with a date, a day on which something is closed and a feast ("Good Friday") are none. When in doubt, nothing.
 *
 * @param text plain text; positions are in it
 */
export function daysIn(text: string): FoundDays[] {
  const found: FoundDays[] = []
  for (const group of groups(text)) {
    const before = text.slice(Math.max(0, group.start - 60), group.start)
    const after = text.slice(group.end, group.end + 80)
    if (
      (dateAfter.test(after) && !datesAfter.test(after)) ||
      deniedBefore.test(before) ||
      deniedAfter.test(after) ||
      feastBefore.test(before)
    )
      continue
    const ordinal = ordinalBefore.exec(before)
    const isLastOnly = ordinal !== null && /^last$/i.test(ordinal[1]!.trim())
    const isMonthly =
      ordinal === null ? monthlyBefore.test(before) || datesAfter.test(after) : !isLastOnly || monthAfter.test(after)
    if (ordinal !== null && !isMonthly) continue
    const hours = hoursNear(before, after)
    const isHabit = habitBefore.test(before) && !/^\s+(?:the\s+)?\d{1,2}\b(?![:.]|\s*(?:am|pm|-|–|to))/i.test(after)
    const isRegular =
      timeAfter.test(after) ||
      group.isPlural ||
      group.size > 1 ||
      isMonthly ||
      isHabit ||
      partAfter.test(after) ||
      hours !== null
    if (!isRegular) continue
    const every = isMonthly ? 'month' : fortnightBefore.test(before) ? 'fortnight' : 'week'
    const start = group.start - (ordinal && isMonthly ? ordinal[0].length : 0)
    const end = Math.max(group.end, start + text.slice(start, group.end + (hours?.after ?? 0)).trimEnd().length)
    found.push({
      weekdays: [...group.weekdays].toSorted((a, b) => a - b),
      every,
      hours: hours && { from: hours.from, to: hours.to },
      start: start - (hours?.before ?? 0),
      end,
    })
  }
  return [...found, ...wholeWeeks(text)].toSorted((a, b) => a.start - b.start)
}

function groups(text: string): Group[] {
  const all: Group[] = []
  for (const match of text.matchAll(day)) {
    const weekday = weekdayOfName(match[1] ?? match[3]!)
    if (weekday === null) continue
    const [start, end] = [match.index, match.index + match[0].length]
    const last = all.at(-1)
    const gap = last && text.slice(last.end, start)
    if (last && gap !== undefined && range.test(gap) && !last.isRange) {
      const from = [...last.weekdays].at(-1)!
      for (let one = from; one !== weekday; one = ((one % 7) + 1) as Weekday) last.weekdays.add(one)
      last.weekdays.add(weekday)
      Object.assign(last, { end, size: last.size + 1, isRange: true, isPlural: last.isPlural || Boolean(match[2]) })
    } else if (last && gap !== undefined && list.test(gap)) {
      last.weekdays.add(weekday)
      Object.assign(last, { end, size: last.size + 1, isRange: false, isPlural: last.isPlural || Boolean(match[2]) })
    } else all.push({ start, end, weekdays: new Set([weekday]), isPlural: Boolean(match[2]), size: 1, isRange: false })
  }
  return all
}

function hoursNear(before: string, after: string): (Hours & { before: number; after: number }) | null {
  const next = hoursAfter.exec(after)
  const nextHours = next && isPlainHours(next.slice(1)) ? readHours(next.slice(1)) : null
  const previous = hoursBefore.exec(before)
  const previousHours = previous && isPlainHours(previous.slice(1)) ? readHours(previous.slice(1)) : null
  const nextFound = next && nextHours && { ...nextHours, before: 0, after: next[0].trimEnd().length }
  // "8am to 6pm, Saturday ⏎ 9am to 5pm, Sunday": what stands on the day's own line is the day's.
  if (nextFound && !/\n/.test(next[0].trimEnd())) return nextFound
  if (previous && previousHours && !/\n/.test(previous[0])) {
    return { ...previousHours, before: previous[0].length, after: 0 }
  }
  return nextFound
}

/** At least one end says that it is a time, or both are hours on which things are open (`9-5`, `10-12`). */
function isPlainHours(g: readonly (string | undefined)[]): boolean {
  if (g[1] || g[2] || g[3] || g[5] || g[6] || g[7]) return true
  const [from, to] = [Number(g[0]), Number(g[4])]
  return from >= 1 && from <= 12 && to >= 1 && to <= 12 && from !== to
}

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const weeks: readonly (readonly [RegExp, readonly Weekday[], Hours | null])[] = [
  [/\b(?:every\s+weekday|weekdays|weekday\s+(?:mornings?|afternoons?|evenings?))\b/gi, [1, 2, 3, 4, 5], null],
  [
    /\b(?:at|every|on|during|including|(?:evenings?|weekdays)\s+(?:and|or|&))\s+(?:the\s+)?weekends?\b(?!\s+away)|\bweekends\b(?=\s*[:,(–-]?\s*(?:from\s+)?\d)/gi,
    [6, 7],
    null,
  ],
  [
    /\b(?:7|seven)\s+days?\s+(?:a|per|each|\/)\s*week\b|\bopen\s+(?:every\s+day|daily)\b|\bevery\s+day(?=\s*[:,–-]?\s*(?:from\s+)?\d)/gi,
    everyDay,
    null,
  ],
  [
    /\b24\s*\/\s*7\b|\b24\s*(?:hours?|hrs?)(?:\s+a\s+day)?,?\s*(?:and\s+)?(?:7|seven)\s+days?\s+(?:a|per)\s+week\b/gi,
    everyDay,
    { from: 0, to: 1440 },
  ],
]

/** "Weekdays", "at weekends", "seven days a week", "24/7". */
function wholeWeeks(text: string): FoundDays[] {
  const found: FoundDays[] = []
  for (const [pattern, weekdays, always] of weeks.toReversed()) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      if (deniedBefore.test(text.slice(Math.max(0, start - 40), start)) || deniedAfter.test(text.slice(end, end + 30)))
        continue
      // "24 hours a day, 7 days a week" is met by two patterns: the first said all.
      if (found.some((one) => one.start < end && start < one.end)) continue
      const hours = always ? null : hoursNear('', text.slice(end, end + 80))
      found.push({
        weekdays,
        every: 'week',
        hours: always ?? (hours && { from: hours.from, to: hours.to }),
        start,
        end: end + (hours?.after ?? 0),
      })
    }
  }
  return found
}
