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

/** The same search without what stands behind "More choices": for who finds nothing. */
export const withoutMore = (query: URLSearchParams): string =>
  searchAddress(query, { day: '', time: '', language: '', free: '', order: '' })

/** The address of a service, which remembers the search it was found by. */
export function serviceAddress(id: string, query: URLSearchParams): string {
  const search = new URLSearchParams(query)
  search.delete('lang')
  return `/services/${encodeURIComponent(id)}${search.size > 0 ? `?${search}` : ''}`
}

/** The search that a service's address remembers. */
export function searchBefore(query: URLSearchParams): string {
  const search = new URLSearchParams(query)
  search.delete('lang')
  return search.size > 0 ? `/find-help?${search}#found` : '/find-help'
}

/** The words of a reason that are not, but for an ending, words that were asked for: "carer" tells nobody who asked for
 *  "carers" anything. */
export function tellingWords(found: readonly string[], asked: string): string[] {
  const stem = (word: string) => word.toLowerCase().slice(0, Math.max(4, word.length - 2))
  const stems = asked
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(stem)
  return found.filter(
    (word) => !word.split(' ').every((each) => stems.some((one) => each.toLowerCase().startsWith(one))),
  )
}

/** What the search took the words for, where it found everything by another spelling of one of them. */
export function respelt(
  reasons: readonly (readonly { readonly code: string; readonly words?: readonly string[] | null }[])[],
): string | undefined {
  const spellings = reasons.map((each) => each.find((reason) => reason.code === 'SPELT_LIKE')?.words?.join(', '))
  const [first] = spellings
  return first !== undefined && spellings.every((each) => each === first) ? first : undefined
}

/** Two names that differ in dashes, blanks and capitals only are one name. */
export const isSameName = (a: string, b: string): boolean => {
  const plain = (name: string) =>
    name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  return plain(a) === plain(b)
}

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
