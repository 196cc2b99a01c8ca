import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedWords } from '../../api/directory/asked-words.rules.ts'
import { placeAsked } from '../../api/directory/place-asked.rules.ts'
import { summaryOf } from '../../api/directory/summary.rules.ts'

const asked = (text: string) => askedWords(text).filter(({ how }) => how === 'ASKED')
const wordsOf = (text: string, how: string) =>
  askedWords(text)
    .filter((one) => one.how === how)
    .map(({ word }) => word)

describe('what a search asks for', () => {
  test('words that only say that something is wanted are left out', () => {
    expect(wordsOf('Can someone help me with the shopping, please?', 'ASKED')).toEqual(['shopping'])
    expect(askedWords('the')).toEqual([])
    expect(askedWords(' ?! ')).toEqual([])
  })

  test('who it is for counts little beside what it is, and fully when that is all there is', () => {
    expect(asked('dementia support for my husband').map(({ word, weight }) => [word, weight])).toEqual([
      ['dementia', 1],
      ['support', 0.2],
      ['husband', 0.2],
    ])
    expect(asked('support group').map(({ weight }) => weight)).toEqual([1, 1])
  })

  test('a word stands for those that services use; one that mostly means something else counts little itself', () => {
    expect(wordsOf('company', 'RELATED')).toContain('befriending')
    expect(asked('company')[0]?.factor).toBe(0.3)
    expect(wordsOf('cyfeillio', 'RELATED')).toContain('befriending')
    expect(wordsOf('befriending', 'RELATED')).toContain('cyfeillio')
  })

  test('accents, capitals, hyphens and the genitive make no difference', () => {
    expect(askedWords('Grŵp y gofalwyr')).toEqual(askedWords('grwp y gofalwyr'))
    expect(wordsOf('Parkinson’s, drop-in', 'ASKED')).toEqual(['parkinson', 'drop', 'in'].slice(0, 2))
    expect(askedWords("carer's")).toEqual(askedWords('carer'))
  })

  test('words that stand together are a reason to stand higher, across a word that says nothing', () => {
    expect(wordsOf('end of life', 'TOGETHER')).toEqual(['end life'])
    expect(wordsOf('mental health', 'TOGETHER')).toEqual(['mental health'])
    expect(wordsOf('tea for a lonely neighbour', 'TOGETHER')).toEqual(['lonely neighbour'])
    expect(wordsOf('mental health', 'RELATED')).toContain('wellbeing')
  })

  test('a slip of the pen is related to what was meant', () => {
    for (const slip of ['bereavment', 'berevement', 'bereavemnet'])
      expect(wordsOf(slip, 'SPELT_RELATED'), slip).toContain('grief')
    expect(wordsOf('cat', 'SPELT_RELATED')).toEqual([])
  })

  test('whatever is typed, there are few enough words for the database to count, in order, each thing with a weight', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const words = askedWords(text)
        expect(words.length).toBeLessThanOrEqual(56)
        for (const [at, { term, word, factor, weight }] of words.entries()) {
          expect(word).toBe(word.trim())
          expect(word).not.toBe('')
          expect(factor).toBeGreaterThan(0)
          expect(factor).toBeLessThanOrEqual(1)
          expect(weight).toBeGreaterThan(0)
          expect(term).toBeGreaterThanOrEqual(words[at - 1]?.term ?? 0)
        }
      }),
    )
    expect(
      askedWords('company dementia grief money food transport shopping garden falls hearing housing').length,
    ).toBeLessThanOrEqual(56)
  })
})

describe('where it is asked', () => {
  const nowhere = { postcode: null, sector: null, outward: null, town: null }
  test.each([
    ['gu29 9nb', { ...nowhere, postcode: 'GU29 9NB', sector: 'GU29 9', outward: 'GU29' }],
    ['GU299NB', { ...nowhere, postcode: 'GU29 9NB', sector: 'GU29 9', outward: 'GU29' }],
    ['GU29 9', { ...nowhere, sector: 'GU29 9', outward: 'GU29' }],
    ['ze9 1', { ...nowhere, sector: 'ZE9 1', outward: 'ZE9' }],
    [' gu29 ', { ...nowhere, outward: 'GU29', town: ' gu29 ' }],
    ['Midhurst', { ...nowhere, town: 'Midhurst' }],
  ])('%j', (text, place) => expect(placeAsked(text)).toEqual(place))
})

describe('the beginning of a description', () => {
  const sentence = 'We meet on Tuesdays in the hall by the river, and everybody is welcome to come along. '
  test('whole sentences where there are some, else words', () => {
    expect(summaryOf(null)).toBeNull()
    expect(summaryOf('Short.')).toBe('Short.')
    expect(summaryOf(sentence.repeat(10))).toBe(sentence.repeat(3).trim())
    expect(summaryOf('word '.repeat(200))).toBe(`${'word '.repeat(60).trim()}…`)
  })
  test('never longer than 320 characters, and always the text as it begins', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), (text) => {
        const summary = summaryOf(text) ?? ''
        expect(summary.length).toBeLessThanOrEqual(320)
        expect(text.startsWith(summary.replace(/…$/, ''))).toBe(true)
      }),
    )
  })
})
