import { counts, type Language } from './catalogue.ts'
import { inSentence, weekdayName } from './dates.ts'

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

const weeks = {
  en: counts.en({ one: 'every week', other: 'every {n} weeks' }),
  cy: counts.cy({
    zero: 'bob wythnos',
    one: 'bob wythnos',
    two: 'bob pythefnos',
    few: 'bob {n} wythnos',
    many: 'bob {n} wythnos',
    other: 'bob {n} wythnos',
  }),
}
const months = {
  en: counts.en({ one: 'every month', other: 'every {n} months' }),
  cy: counts.cy({
    zero: 'bob mis',
    one: 'bob mis',
    two: 'bob {n} fis',
    few: 'bob {n} mis',
    many: 'bob {n} mis',
    other: 'bob {n} mis',
  }),
}
const every = { en: 'every', cy: 'bob' }
const and = { en: ' and ', cy: ' a ' }
const once = { en: 'once', cy: 'unwaith' }
const repeats = { en: 'repeats', cy: 'yn ailadrodd' }

/** How often a task comes round: an RRULE (weekly with days, or monthly) in words; "once" where there is none. */
export const sayRecurrence = (language: Language, rule: string | null | undefined): string => {
  if (!rule) return once[language]
  const part = (name: string) => new RegExp(`(?:^|[:;\\s])${name}=([^;\\s]+)`, 'i').exec(rule)?.[1]
  const interval = Number(part('INTERVAL') ?? '1')
  switch (part('FREQ')?.toUpperCase()) {
    case 'DAILY':
      return `${every[language]} ${language === 'en' ? 'day' : 'dydd'}`
    case 'WEEKLY': {
      const days = (part('BYDAY') ?? '')
        .split(',')
        .map((code) => codes.indexOf(code.slice(-2).toUpperCase()) + 1)
        .filter((day) => day > 0)
        .map((day) => inSentence(weekdayName(language, day)))
      const named = days.length > 1 ? `${days.slice(0, -1).join(', ')}${and[language]}${days.at(-1)}` : (days[0] ?? '')
      if (interval === 1 && named) return `${every[language]} ${named}`
      return named ? `${weeks[language](interval)}: ${named}` : weeks[language](interval)
    }
    case 'MONTHLY':
      return months[language](interval)
    default:
      return repeats[language]
  }
}
