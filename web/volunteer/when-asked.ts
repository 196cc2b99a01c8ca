import type { Language } from '../ui/words/catalogue.ts'
import { formatDate, formatMinutes, formatTimes } from '../ui/words/dates.ts'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { atHead, sayWhenLine, type VisitWhen } from '../ui/words/when.ts'

/** What an offer says of the whole task, where it is for the series. */
interface SeriesWhen {
  timing: 'FIXED' | 'WINDOW' | 'UNTIMED'
  firstOn: string
  startsAt?: string | null
  endsAt?: string | null
  minutes: number
  recurrence?: string | null
}

/** Lines that say when help is wanted: of one visit its day and time, of a series how often, when, and from which day. */
export function whenAsked(
  language: Language,
  visit: VisitWhen | null | undefined,
  task: SeriesWhen | null | undefined,
  from: (day: string) => string,
): string[] {
  if (visit) return [sayWhenLine(language, visit)]
  if (!task) return []
  const often = atHead(sayRecurrence(language, task.recurrence))
  const times =
    task.startsAt && task.endsAt && task.timing !== 'UNTIMED'
      ? formatTimes(language, task.startsAt, task.endsAt)
      : formatMinutes(language, task.minutes)
  const length = task.timing === 'WINDOW' ? ` (${formatMinutes(language, task.minutes)})` : ''
  return [`${often}, ${times}${length}`, from(formatDate(language, task.firstOn))]
}
