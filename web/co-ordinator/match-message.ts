import type { Language } from '../ui/words/catalogue.ts'
import { formatDate, formatTime, inSentence } from '../ui/words/dates.ts'
import { formatPhone } from '../ui/words/phones.ts'
import { sayRecurrence } from '../ui/words/recurrence.ts'
import { nameIn } from '../ui/words/use-words.tsx'
import { sayWhen, type VisitWhen } from '../ui/words/when.ts'
import { words } from './match.words.ts'

/** What the message about an offer needs to know of the task. */
export interface Wanted {
  kind: { name: string; nameCy: string }
  area: string
  when: VisitWhen | undefined
  /** The rule, where every visit of it is offered. */
  recurrence: string | undefined
  organisation: { name: string; phone?: string | null } | undefined
}

/** The language somebody is written to: the first they named. */
export const writtenIn = (languages: readonly string[] | undefined): Language => (languages?.[0] === 'cy' ? 'cy' : 'en')

/** The message to one volunteer, in their language; `link` once there is one. */
export const messageTo = (
  language: Language,
  to: { name: string; preferredName?: string | null },
  wanted: Wanted,
  answerBy: string,
  link?: string,
): string =>
  words[language].message({
    name: to.preferredName ?? to.name.split(' ')[0] ?? to.name,
    kind: nameIn(language, wanted.kind),
    area: wanted.area,
    when: wanted.when ? inSentence(sayWhen(language, wanted.when)) : '',
    repeats: wanted.recurrence ? sayRecurrence(language, wanted.recurrence) : undefined,
    answerBy: `${inSentence(formatDate(language, answerBy))}, ${formatTime(language, answerBy)}`,
    organisation: wanted.organisation?.name ?? '',
    phone: wanted.organisation?.phone ? formatPhone(wanted.organisation.phone) : undefined,
    link,
  })

/** A moment so many hours from now, as London's clocks would show it, on the hour: `2026-11-26T14:00:00+00:00`. */
export const hoursFromNow = (hours: number, now: number = Date.now()): string => {
  const at = new Date(Math.ceil((now + hours * 3_600_000) / 3_600_000) * 3_600_000)
  const part = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    })
      .formatToParts(at)
      .map((each) => [each.type, each.value]),
  )
  const offset = part['timeZoneName'] === 'GMT' ? '+00:00' : (part['timeZoneName'] ?? '').replace('GMT', '')
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:00${offset}`
}
