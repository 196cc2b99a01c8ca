import { counts, type Language } from './catalogue.ts'

// Never Intl for Welsh: Chromium has no Welsh dates and prints English without a word. These names are ours.
const days: Record<Language, readonly string[]> = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  cy: ['Dydd Llun', 'Dydd Mawrth', 'Dydd Mercher', 'Dydd Iau', 'Dydd Gwener', 'Dydd Sadwrn', 'Dydd Sul'],
}
const shortDays: Record<Language, readonly string[]> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  cy: ['Llun', 'Maw', 'Mer', 'Iau', 'Gwe', 'Sad', 'Sul'],
}
const months: Record<Language, readonly string[]> = {
  en: [
    'January', 'February', 'March', 'April', 'May', 'June',
    'July', 'August', 'September', 'October', 'November', 'December',
  ],
  cy: [
    'Ionawr', 'Chwefror', 'Mawrth', 'Ebrill', 'Mai', 'Mehefin',
    'Gorffennaf', 'Awst', 'Medi', 'Hydref', 'Tachwedd', 'Rhagfyr',
  ],
} // prettier-ignore

const between: Record<Language, string> = { en: 'to', cy: 'i' }
const noon: Record<Language, string> = { en: 'midday', cy: 'hanner dydd' }
const midnight: Record<Language, string> = { en: 'midnight', cy: 'hanner nos' }

/** A calendar date as the API writes it, `2026-11-26`; a date and time is cut to its date (London wall clock). */
export type IsoDate = string

const parts = (date: IsoDate) => {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  if (!found) throw new RangeError('not a date')
  return { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }
}
const utc = (date: IsoDate) => {
  const { year, month, day } = parts(date)
  return Date.UTC(year, month - 1, day)
}

/** Weekday of a date, 1 Monday to 7 Sunday. */
export const weekdayOf = (date: IsoDate): number => ((new Date(utc(date)).getUTCDay() + 6) % 7) + 1

/** The date so many days later (or earlier, where negative). */
export const addDays = (date: IsoDate, count: number): IsoDate =>
  new Date(utc(date) + count * 86_400_000).toISOString().slice(0, 10)

/** Whole days from one date to another, negative where the second is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => Math.round((utc(to) - utc(from)) / 86_400_000)

/** The Monday of the week a date lies in. */
export const mondayOf = (date: IsoDate): IsoDate => addDays(date, 1 - weekdayOf(date))

/** The date in London at this moment. Taken from en-GB parts, which every browser has. */
export const today = (now: Date = new Date()): IsoDate => {
  const found = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now)
  const part = (type: string) => found.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** How much of a date to say: `long` "Thursday 26 November", `full` with the year, `day` "Thursday 26",
 *  `short` "Thu 26 Nov", `date` "26 November 2026", `month` "26 November". */
export type DateStyle = 'long' | 'full' | 'day' | 'short' | 'date' | 'month'

/** A date in words, in either language, with our own names of days and months. */
export const formatDate = (language: Language, date: IsoDate, style: DateStyle = 'long'): string => {
  const { year, month, day } = parts(date)
  const weekday = weekdayOf(date) - 1
  const monthName = months[language][month - 1] ?? ''
  switch (style) {
    case 'long':
      return `${days[language][weekday]} ${day} ${monthName}`
    case 'full':
      return `${days[language][weekday]} ${day} ${monthName} ${year}`
    case 'day':
      return `${days[language][weekday]} ${day}`
    case 'short':
      return `${shortDays[language][weekday]} ${day} ${language === 'en' ? monthName.slice(0, 3) : monthName}`
    case 'date':
      return `${day} ${monthName} ${year}`
    case 'month':
      return `${day} ${monthName}`
  }
}

/** A date or weekday as it stands inside a Welsh sentence, where "dydd" takes no capital. English stays as it is. */
export const inSentence = (text: string): string => text.replace(/^Dydd /, 'dydd ')

/** The name of a weekday, 1 Monday to 7 Sunday. */
export const weekdayName = (language: Language, weekday: number, style: 'long' | 'short' = 'long'): string =>
  (style === 'long' ? days : shortDays)[language][weekday - 1] ?? ''

/** Wall-clock time in words: `14:00` or `2026-11-26T14:00:00+00:00` is "2pm", `09:30` "9:30am", `12:00` "midday". */
export const formatTime = (language: Language, time: string): string => {
  const found = /(?:^|T)(\d{2}):(\d{2})/.exec(time)
  if (!found) throw new RangeError('not a time')
  const hour = Number(found[1])
  const minute = found[2] ?? '00'
  if (minute === '00' && hour === 12) return noon[language]
  if (minute === '00' && hour % 24 === 0) return midnight[language]
  return `${hour % 12 === 0 ? 12 : hour % 12}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`
}

/** "2pm to 4pm", "2pm i 4pm". */
export const formatTimes = (language: Language, from: string, to: string): string =>
  `${formatTime(language, from)} ${between[language]} ${formatTime(language, to)}`

const hours = {
  en: counts.en({ one: '{n} hour', other: '{n} hours' }),
  cy: counts.cy({ zero: '{n} awr', one: '{n} awr', two: '{n} awr', few: '{n} awr', many: '{n} awr', other: '{n} awr' }),
}
const minutesOf = {
  en: counts.en({ one: '{n} minute', other: '{n} minutes' }),
  cy: counts.cy({
    zero: '{n} munud',
    one: '{n} munud',
    two: '{n} funud',
    few: '{n} munud',
    many: '{n} munud',
    other: '{n} munud',
  }),
}

/** A length of time: 90 is "1 hour 30 minutes". */
export const formatMinutes = (language: Language, minutes: number): string => {
  const whole = Math.floor(minutes / 60)
  const rest = Math.round(minutes - whole * 60)
  const said = [whole > 0 ? hours[language](whole) : '', rest > 0 || whole === 0 ? minutesOf[language](rest) : '']
  return said.filter(Boolean).join(' ')
}

const milesOf = {
  en: counts.en({ one: '{n} mile', other: '{n} miles' }),
  cy: counts.cy({
    zero: '{n} milltir',
    one: '{n} filltir',
    two: '{n} filltir',
    few: '{n} milltir',
    many: '{n} milltir',
    other: '{n} milltir',
  }),
}
const lessThanAMile: Record<Language, string> = { en: 'Less than a mile', cy: 'Llai na milltir' }

/** Kilometres as miles, rounded: "2 miles", "Less than a mile". */
export const formatMiles = (language: Language, km: number): string => {
  const miles = Math.round(km / 1.609344)
  return miles < 1 ? lessThanAMile[language] : milesOf[language](miles)
}
