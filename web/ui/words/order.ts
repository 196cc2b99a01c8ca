import type { Language } from './catalogue.ts'

// The Welsh alphabet, where ch, dd, ff, ng, ll, ph, rh and th are letters of their own. Never Intl: no browser has it.
const welsh = 'a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z'.split(' ')
const placeOf = new Map(welsh.map((letter, at) => [letter, String.fromCharCode(0x40 + at)]))

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** A key by which Welsh words stand in the order of a Welsh dictionary when compared letter by letter. */
export const welshKey = (text: string): string =>
  plain(text).replaceAll(/ch|dd|ff|ng|ll|ph|rh|th|[a-z]/g, (letter) => placeOf.get(letter) ?? letter)

/** A copy of a list in the order in which its words would stand in a dictionary of that language. */
export const inOrder = <T>(language: Language, list: readonly T[], wordOf: (item: T) => string): T[] => {
  const key = language === 'cy' ? welshKey : plain
  return list
    .map((item) => ({ item, key: key(wordOf(item)) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item)
}
