import type { Language } from './catalogue.ts'
import { formatDate, inSentence, formatMinutes, formatTime, formatTimes, mondayOf, type DateStyle } from './dates.ts'

/** When one visit is, as the API tells it: its day, and either times, or a window within which any time will do, or
 *  neither (any time in that week, by arrangement). */
export interface VisitWhen {
  occursOn: string
  startsAt?: string | null
  endsAt?: string | null
  windowStartsAt?: string | null
  windowEndsAt?: string | null
  minutes: number
}

const betweenTimes = {
  en: (from: string, to: string) => `any time from ${from} to ${to}`,
  // "Ac" before what is said with a vowel: un, wyth, un ar ddeg.
  cy: (from: string, to: string) => `unrhyw bryd rhwng ${from} ${/^(?:1(?!\d)|8|11)/.test(to) ? 'ac' : 'a'} ${to}`,
}
const inTheWeek = {
  en: (monday: string) => `any time in the week of ${monday}`,
  cy: (monday: string) => `unrhyw bryd yn yr wythnos yn dechrau ${inSentence(monday)}`,
}
const around = { en: 'any time', cy: 'unrhyw bryd' }

/** The clock part alone: "2pm to 4pm", "any time from 9am to midday (1 hour)", "any time (1 hour)". */
export const sayTimes = (language: Language, when: VisitWhen): string => {
  if (when.startsAt && when.endsAt) return formatTimes(language, when.startsAt, when.endsAt)
  if (when.windowStartsAt && when.windowEndsAt)
    return `${betweenTimes[language](formatTime(language, when.windowStartsAt), formatTime(language, when.windowEndsAt))} (${formatMinutes(language, when.minutes)})`
  return `${around[language]} (${formatMinutes(language, when.minutes)})`
}

/** The same at the head of a line: with a capital. */
export const sayWhenLine = (language: Language, when: VisitWhen, style: DateStyle = 'long'): string =>
  atHead(sayWhen(language, when, style))

/** A phrase as it stands at the head of a line. */
export const atHead = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Day and clock: "Thursday 26 November, 2pm to 4pm". */
export const sayWhen = (language: Language, when: VisitWhen, style: DateStyle = 'long'): string => {
  if (when.startsAt || when.windowStartsAt)
    return `${formatDate(language, when.occursOn, style)}, ${sayTimes(language, when)}`
  return `${inTheWeek[language](formatDate(language, mondayOf(when.occursOn), style))} (${formatMinutes(language, when.minutes)})`
}
