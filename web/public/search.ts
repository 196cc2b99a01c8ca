import type { ServiceSearch } from '../gql/graphql.ts'
import { languageChoices } from '../ui/words/terms.words.ts'

/** What a person chose on the search page, as the address says it. Everything that is no choice of ours is left out. */
export interface Choices {
  readonly words: string
  readonly near: string
  /** Miles; undefined is any distance. */
  readonly within: number | undefined
  readonly day: number | undefined
  readonly time: 'morning' | 'afternoon' | 'evening' | undefined
  readonly language: string
  readonly free: boolean
  readonly term: string
  readonly order: 'fit' | 'distance'
  readonly after: string
  /** Whether anything was asked at all; a first visit shows only the form. */
  readonly asked: boolean
}

export const distances = [2, 5, 10, 25, 50] as const
const usualDistance = 10
const kmInAMile = 1.609344
/** The hour that stands for a part of the day. */
const hourOf = { morning: '10:00', afternoon: '14:30', evening: '19:00' } as const

const line = (text: string | null): string =>
  (text ?? '')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, 200)

/** Reads the choices out of an address. */
export function choicesOf(query: URLSearchParams): Choices {
  const within = Number(query.get('within'))
  const day = Number(query.get('day'))
  const time = query.get('time')
  const language = line(query.get('language')).toLowerCase()
  const near = line(query.get('near'))
  return {
    words: line(query.get('words')),
    near,
    within:
      near === '' || query.get('within') === 'any'
        ? undefined
        : distances.some((each) => each === within)
          ? within
          : usualDistance,
    day: Number.isInteger(day) && day >= 1 && day <= 7 ? day : undefined,
    time: time === 'morning' || time === 'afternoon' || time === 'evening' ? time : undefined,
    language: languageChoices('en').some((each) => each.value === language) ? language : '',
    free: query.get('free') === 'yes',
    term: line(query.get('term')),
    order: query.get('order') === 'distance' && near !== '' ? 'distance' : 'fit',
    after: (query.get('after') ?? '').slice(0, 500),
    asked: ['words', 'near', 'within', 'day', 'time', 'language', 'free', 'term', 'all'].some((name) =>
      query.has(name),
    ),
  }
}

/** How many of the choices behind "More choices" are made. */
export const moreChosen = (choices: Choices): number =>
  [choices.day, choices.time, choices.language, choices.free, choices.order === 'distance'].filter(Boolean).length

/** The same choices as the API asks for them. */
export const searchOf = (choices: Choices): ServiceSearch => ({
  ...(choices.words ? { words: choices.words } : {}),
  ...(choices.near ? { near: choices.near } : {}),
  ...(choices.within === undefined ? {} : { withinKm: Math.round(choices.within * kmInAMile * 10) / 10 }),
  ...(choices.day ? { weekday: choices.day } : {}),
  ...(choices.time ? { at: hourOf[choices.time] } : {}),
  ...(choices.free ? { free: true } : {}),
  ...(choices.language ? { language: choices.language } : {}),
  ...(choices.term ? { term: choices.term } : {}),
  order: choices.order === 'distance' ? 'DISTANCE' : 'FIT',
})

/** The address of the same search with some of it changed; an empty value takes its part away. */
export function searchAddress(query: URLSearchParams, change: Readonly<Record<string, string>>): string {
  const next = new URLSearchParams(query)
  next.delete('lang')
  next.delete('after')
  for (const [name, value] of Object.entries(change))
    if (value === '') next.delete(name)
    else next.set(name, value)
  const text = next.toString()
  return text === '' ? '/find-help' : `/find-help?${text}`
}
