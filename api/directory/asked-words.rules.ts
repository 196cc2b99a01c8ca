import { emptyWords, relatedWords, weakWords } from './related-words.rules.ts'

/** A word to look for. */
export interface AskedWord {
  /** Which of the things asked it belongs to, from 0. */
  readonly term: number
  /** One word, or two that stand together. */
  readonly word: string
  /** ASKED: the person's own word. RELATED: another for the same. TOGETHER: two of theirs that stand together.
   *  SPELT_RELATED: related to what they may have meant to type, if the directory hardly knows what they typed. */
  readonly how: 'ASKED' | 'RELATED' | 'TOGETHER' | 'SPELT_RELATED'
  /** How much this word counts for its thing, 0 to 1. */
  readonly factor: number
  /** How much the thing counts among those asked, 0 to 1. */
  readonly weight: number
  /** Whether it is one of the things asked, or only a reason to stand higher. */
  readonly base: boolean
}

/** Letters without their accents. */
const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')
const setOf = (words: string) => new Set(words.trim().split(/\s+/).map(bare))
const empty = setOf(emptyWords)
const weak = setOf(weakWords)

/** Words as they are compared: small, without accents and apostrophes, and of several only those that say something. */
const keyOf = (words: string) => {
  const parts = bare(words.toLowerCase())
    .replaceAll(/['’]/g, '')
    .trim()
    .split(/[\s-]+/)
  return parts.length === 1 ? parts[0]! : parts.filter((part) => !empty.has(part)).join(' ')
}

const related = new Map<string, readonly string[]>()
const ambiguous = new Set<string>()
for (const line of relatedWords.trim().split('\n')) {
  const [asked = '', also = ''] = line.split(':')
  const words = also.split(',').map(keyOf)
  for (const written of asked.split(',').map((word) => word.trim())) {
    const key = keyOf(written.replace('~', ''))
    if (written.startsWith('~')) ambiguous.add(key)
    related.set(key, [...new Set([...(related.get(key) ?? []), ...words])])
  }
}

/** A search has at most so many things asked; the database counts their words in the bits of one number. */
const mostTerms = 10
const mostWords = 56

/**
 * What to look for, of the words a person typed: their own, those related to them, and pairs that stand together.
 * Empty when they say nothing ("the").
 *
 * @param text as typed, at most a line
 */
export function askedWords(text: string): AskedWord[] {
  const tokens = tokensOf(text)
  const isPlain = tokens.some((token) => saysSomething(token) && !weak.has(token))
  const found: AskedWord[] = []
  const seen = new Set<string>()
  let term = 0
  let before: { token: string; at: number } | undefined
  for (const [at, token] of tokens.entries()) {
    if (!saysSomething(token) || term >= mostTerms) continue
    const pair = before && at - before.at <= 2 ? `${before.token} ${token}` : undefined
    before = { token, at }
    if (pair !== undefined) {
      found.push({ term: term++, word: pair, how: 'TOGETHER', factor: 1, weight: 0.7, base: false })
      // "Mental health" is one thing more than its two words.
      const also = related.get(pair) ?? []
      for (const word of also) found.push({ term, word, how: 'RELATED', factor: 0.8, weight: 0.9, base: true })
      if (also.length > 0) term++
    }
    if (seen.has(token)) continue
    seen.add(token)
    const weight = isPlain && weak.has(token) ? 0.2 : 1
    const isVague = ambiguous.has(token)
    found.push({ term, word: token, how: 'ASKED', factor: isVague ? 0.3 : 1, weight, base: true })
    const also = related.get(token)
    const add = (word: string, how: AskedWord['how'], factor: number) =>
      word === token || found.push({ term, word, how, factor, weight, base: true })
    for (const word of also ?? []) add(word, 'RELATED', isVague ? 0.8 : 0.55)
    if (!also) for (const word of related.get(meant(token) ?? '') ?? []) add(word, 'SPELT_RELATED', 0.5)
    term++
  }
  return found.slice(0, mostWords)
}

const saysSomething = (token: string) => !empty.has(token) && (token.length > 1 || /\p{N}/u.test(token))

/** The words of a search, without accents; "carer's" is "carer", and "50+" is "50". */
function tokensOf(text: string): string[] {
  const words = bare(text.toLowerCase())
    .replaceAll(/['’]s?(?![\p{L}\p{N}])/gu, ' ')
    .replaceAll(/['’]/g, '')
  return (words.match(/[\p{L}\p{N}]+/gu) ?? []).filter((token) => token.length <= 40)
}

/** The word of the table that somebody may have meant to type: one slip away in a short word, two in a long one. */
function meant(token: string): string | undefined {
  if (token.length < 5) return undefined
  const most = token.length < 8 ? 1 : 2
  let best: string | undefined
  let fewest = most + 1
  for (const word of related.keys()) {
    if (word[0] !== token[0] || Math.abs(word.length - token.length) > most) continue
    const slips = slipsBetween(word, token)
    if (slips < fewest) [best, fewest] = [word, slips]
  }
  return best
}

/** Letters added, left out, changed or exchanged with their neighbour (Damerau–Levenshtein, optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? Infinity) + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
