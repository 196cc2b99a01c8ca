import type { LocalWindow, Weekday } from '../../kernel/index.ts'
import { hoursPattern, readHours, readTime, type Hours } from './clock-words.ts'
import { weekdayOfName } from './days-in-text.ts'
import { sayable } from './sheet-problems.ts'

/** What the parts of a day mean here, in whole hours of London's clocks. A day without a time is `day`. */
export const partsOfDay = {
  am: { from: 9 * 60, to: 12 * 60 },
  pm: { from: 12 * 60, to: 17 * 60 },
  evening: { from: 17 * 60, to: 21 * 60 },
  day: { from: 9 * 60, to: 17 * 60 },
  anyTime: { from: 9 * 60, to: 21 * 60 },
} as const satisfies Record<string, Hours>

export type AvailabilityProblem = {
  readonly code: 'availabilityUnclear' | 'availabilityNegative' | 'availabilitySometimes' | 'daysMissing'
  /** The words that could not be read, where they may be said. */
  readonly words: string | null
}
export type Availability =
  | { readonly ok: true; readonly windows: readonly LocalWindow[] }
  | { readonly ok: false; readonly problem: AvailabilityProblem }

const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5]
const weekend: readonly Weekday[] = [6, 7]
const allWeek: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

type Token =
  | { kind: 'days'; days: readonly Weekday[]; isAll: boolean }
  | { kind: 'range' }
  | { kind: 'part'; part: keyof typeof partsOfDay }
  | { kind: 'hours'; hours: Hours }
  | { kind: 'comma' }
  | { kind: 'stop' }

const day =
  '(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?'

/** Each kind of word, tried in order at every place of the text. */
const words: readonly (readonly [RegExp, (match: RegExpExecArray) => Token | null])[] = [
  [/(?:mondays?\s*to\s*fridays?|m\s*[-–]\s*f)\b/y, () => ({ kind: 'days', days: weekdays, isAll: false })],
  [/(?:(?:all|any|every|each)\s+)?week\s?days?\b/y, () => ({ kind: 'days', days: weekdays, isAll: false })],
  [/(?:(?:all|any|every|each)\s+)?week\s?ends?\b/y, () => ({ kind: 'days', days: weekend, isAll: false })],
  [/any\s?time|24\s*\/\s*7|always/y, () => ({ kind: 'part', part: 'anyTime' })],
  [
    /all\s+day|(?:any|every)\s?day\s+and\s+evening|day\s?times?|office\s+hours|full\s+days?/y,
    () => ({ kind: 'part', part: 'day' }),
  ],
  [
    /(?:any|every|each|all)\s*days?\b|all\s+(?:the\s+)?week|daily|(?:7|seven)\s+days(?:\s+a\s+week)?/y,
    () => ({ kind: 'days', days: allWeek, isAll: true }),
  ],
  [
    new RegExp(String.raw`${day}\b\.?`, 'y'),
    ([text]) => {
      const weekday = weekdayOfName(text.replace(/\.$/, '')) ?? weekdayOfName(text.replace(/s?\.?$/, ''))
      return weekday === null ? null : { kind: 'days', days: [weekday], isAll: false }
    },
  ],
  [
    /(?:after|from)\s+(\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?|noon|midday|lunch(?:time)?|school)(?!\d|[:.]\d|\s*(?:-|–|to|until|till)\s*\d)/y,
    ([, time]) => openEnded(time!, 'from'),
  ],
  [
    /(?:before|until|till|up\s+to)\s+(\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?|noon|midday|lunch(?:time)?)(?!\d|[:.]\d)/y,
    ([, time]) => openEnded(time!, 'to'),
  ],
  [
    new RegExp(String.raw`(?:(?:from|between)\s+)?${hoursPattern}(?!\d|[:.]\d)(?:\s*hrs)?`, 'y'),
    (match) => {
      const hours = readHours(match.slice(1))
      return hours && { kind: 'hours', hours }
    },
  ],
  [/(?:(?:in|during)\s+)?(?:the\s+)?(?:a\.?m\b\.?|mornings?|morns?\b)/y, () => ({ kind: 'part', part: 'am' })],
  [/(?:(?:in|during)\s+)?(?:the\s+)?(?:p\.?m\b\.?|afternoons?|aft\b)/y, () => ({ kind: 'part', part: 'pm' })],
  [/(?:(?:in|during)\s+)?(?:the\s+)?(?:evenings?|eves?\b|nights?)/y, () => ({ kind: 'part', part: 'evening' })],
  [/-|–|—|to\b|through\b|thru\b/y, () => ({ kind: 'range' })],
  [/[;\n|]+|\.(?=\s|$)/y, () => ({ kind: 'stop' })],
  [/,|&|\+|\/|and\b|or\b|also\b|plus\b/y, () => ({ kind: 'comma' })],
]
/** Words that carry nothing here. */
const filler =
  /(?:\s+|[():]|available\b|availability\b|usually\b|on\b|at\b|the\b|in\b|every\b|each\b|any\b|all\b|both\b|only\b|free\b|can do\b|ok\b)/y

/**
 * Times of the week from a co-ordinator's words: `Tue am, Thu 2-4pm`, `weekday mornings`, `Mon-Fri 9-5`, `any evening`.
 *
 * am is 09:00–12:00, pm 12:00–17:00, evening 17:00–21:00, a day without a time 09:00–17:00, any time 09:00–21:00;
 * "mornings" without a day are those of Monday to Friday, "any morning" of the whole week. Windows are joined, in the
 * order of the week. What is not understood entirely is not taken in part.
 */
export function readAvailability(text: string): Availability {
  const small = text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\u00a0/g, ' ')
    .replace(/\r\n?/g, '\n')
    .trim()
  const refuse = (code: AvailabilityProblem['code'], said: string): Availability => ({
    ok: false,
    problem: { code, words: sayable(said) },
  })
  if (/\b(?:not|no|never|except|excluding|apart from|but|n't|cannot|can't|unavailable|away)\b|n't\b/.test(small)) {
    return refuse('availabilityNegative', small)
  }
  if (
    /\b(?:alternate|fortnight\w*|every (?:other|second)|(?:1st|2nd|3rd|4th|first|third|fourth|last)|month\w*|term[- ]?time|some(?:times)?|most|occasional\w*|school holidays)\b/.test(
      small,
    )
  ) {
    return refuse('availabilitySometimes', small)
  }
  const isAny = /\b(?:any|every|each|all|daily)\b/.test(small)
  const tokens = tokenise(small)
  if (typeof tokens === 'string') return refuse('availabilityUnclear', tokens)

  const found: LocalWindow[] = []
  for (const clause of clauses(tokens)) {
    if (clause === null) return refuse('availabilityUnclear', small)
    const { days, times } = clause
    if (days.size === 0 && times.some((time) => time.kind === 'hours')) return refuse('daysMissing', small)
    const isAllWeek = isAny || times.some((time) => time.kind === 'part' && time.part === 'anyTime')
    const on = days.size > 0 ? [...days] : isAllWeek ? allWeek : weekdays
    const hours = times.length
      ? times.map((time) => (time.kind === 'hours' ? time.hours : partsOfDay[time.part]))
      : [partsOfDay.day]
    for (const weekday of on) for (const { from, to } of hours) found.push({ weekday, from, to })
  }
  return found.length ? { ok: true, windows: joined(found) } : refuse('availabilityUnclear', small)
}

/** The words of the text, or the words that are none of ours. */
function tokenise(text: string): Token[] | string {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    filler.lastIndex = at
    const pattern = words.find(([one]) => {
      one.lastIndex = at
      return one.test(text)
    })
    if (pattern) {
      pattern[0].lastIndex = at
      const match = pattern[0].exec(text)!
      const token = pattern[1](match)
      if (token) {
        tokens.push(token)
        at += match[0].length
        continue
      }
    }
    if (!filler.test(text))
      return (
        text
          .slice(at)
          .split(/[,;\n]/)[0]!
          .trim() || text.slice(at)
      )
    at = filler.lastIndex
  }
  return tokens
}

type Time = Extract<Token, { kind: 'part' | 'hours' }>
type Clause = { days: Set<Weekday>; times: Time[]; timesFirst: boolean }

/** Days with their times; null in place of a clause that makes no sense. Times follow their days, or lead them. */
function clauses(tokens: readonly Token[]): (Clause | null)[] {
  const all: (Clause | null)[] = []
  let now: Clause = { days: new Set(), times: [], timesFirst: false }
  const flush = () => {
    if (now.days.size || now.times.length) all.push(now)
    now = { days: new Set(), times: [], timesFirst: false }
  }
  let last: Weekday | null = null
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1]
    if (token.kind === 'stop') flush()
    else if (token.kind === 'days') {
      if (now.times.length && !now.timesFirst) flush()
      // "Any evening, Sat 10-1": the day has a time of its own, so the first one stands alone.
      const next = tokens.slice(at + 1).find(({ kind }) => kind !== 'days' && kind !== 'range')
      if (before?.kind === 'comma' && now.times.length && (next?.kind === 'part' || next?.kind === 'hours')) flush()
      if (before?.kind === 'range') {
        if (last === null || token.days.length !== 1) return [null]
        for (let one: Weekday = last; one !== token.days[0]; one = ((one % 7) + 1) as Weekday) now.days.add(one)
      }
      for (const one of token.days) now.days.add(one)
      last = token.days.length === 1 ? token.days[0]! : null
    } else if (token.kind === 'part' || token.kind === 'hours') {
      if (before?.kind === 'range') return [null]
      if (now.timesFirst && now.days.size) flush()
      if (!now.days.size && !now.times.length) now.timesFirst = true
      const previous = now.times.at(-1)
      // "pm 2-4", "2-4 pm": one time said twice over; what is narrower holds.
      if (previous && before === previous && previous.kind !== token.kind)
        now.times[now.times.length - 1] = narrower(previous, token)
      else now.times.push(token)
    } else if (token.kind === 'range' && (before?.kind !== 'days' || tokens[at + 1]?.kind !== 'days')) {
      // A dash between a day and its time: "Tue - am".
      if (before === undefined || tokens[at + 1] === undefined) return [null]
      const next = tokens[at + 1]!
      if (before.kind === 'days' && (next.kind === 'part' || next.kind === 'hours')) {
        return clauses(tokens.filter((_, index) => index !== at))
      }
      return [null]
    }
  }
  flush()
  return all
}

function narrower(one: Time, other: Time): Time {
  const hours = one.kind === 'hours' ? one : other.kind === 'hours' ? other : null
  const part = one.kind === 'part' ? one : other.kind === 'part' ? other : null
  if (!hours || !part) return other
  const isLate = part.part === 'pm' || part.part === 'evening'
  const { from, to } = hours.hours
  // "7-9 evenings": the numbers alone might be the morning's.
  return isLate && to <= 720 ? { kind: 'hours', hours: { from: from + 720, to: to + 720 } } : hours
}

/** "After 6pm", "until noon": the other end is that of the day, or of the evening once it has begun. */
function openEnded(time: string, end: 'from' | 'to'): Token | null {
  const bare = /^(\d{1,2})(?:[:.](\d\d))?$/.exec(time.trim())
  const hour = bare && Number(bare[1])
  const minutes = time.startsWith('lunch')
    ? 13 * 60
    : time.startsWith('school')
      ? 16 * 60
      : bare && hour !== null
        ? (hour <= 8 ? hour + 12 : hour) * 60 + Number(bare[2] ?? 0)
        : readTime(time)
  if (minutes === null || minutes > 23 * 60) return null
  const hours =
    end === 'from'
      ? { from: minutes, to: minutes < partsOfDay.day.to - 60 ? partsOfDay.day.to : partsOfDay.evening.to }
      : { from: minutes <= partsOfDay.day.from ? 8 * 60 : partsOfDay.day.from, to: minutes }
  return hours.from < hours.to ? { kind: 'hours', hours } : null
}

/** In the order of the week, those that overlap or touch made one. */
export function joined(windows: readonly LocalWindow[]): LocalWindow[] {
  const result: LocalWindow[] = []
  for (const one of windows.toSorted((a, b) => a.weekday - b.weekday || a.from - b.from)) {
    const last = result.at(-1)
    if (last && last.weekday === one.weekday && one.from <= last.to) {
      result[result.length - 1] = { ...last, to: Math.max(last.to, one.to) }
    } else result.push(one)
  }
  return result
}
