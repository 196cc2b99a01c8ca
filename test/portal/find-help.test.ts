import { expect, test } from 'vitest'
import {
  choicesOf,
  isSameName,
  respelt,
  searchAddress,
  searchBefore,
  serviceAddress,
  tellingWords,
  withoutMore,
} from '../../web/public/search.ts'

const asked = (text: string) => new URLSearchParams(text)

test('a search is an address: a service remembers the search it was found by, and no more than that', () => {
  const query = asked('words=company&near=Midhurst&within=10&after=abc&lang=cy')
  expect(serviceAddress('a/b', query)).toBe('/services/a%2Fb?words=company&near=Midhurst&within=10&after=abc')
  expect(searchBefore(asked('words=company&near=Midhurst&lang=cy'))).toBe(
    '/find-help?words=company&near=Midhurst#found',
  )
  expect(serviceAddress('x', asked('lang=cy'))).toBe('/services/x')
  expect(searchBefore(asked('lang=cy'))).toBe('/find-help')
  expect(searchAddress(query, { within: '25' })).toBe('/find-help?words=company&near=Midhurst&within=25')
})

test('who finds nothing may leave out the other choices, keeping the words and the place', () => {
  const query = asked('words=lunch&near=Midhurst&within=10&day=3&time=morning&language=cy&free=yes&order=distance')
  expect(withoutMore(query)).toBe('/find-help?words=lunch&near=Midhurst&within=10')
  expect(choicesOf(asked('within=7&day=9&time=noon&language=xx&free=no&words=%00a%0Ab'))).toMatchObject({
    within: undefined,
    day: undefined,
    time: undefined,
    language: '',
    free: false,
    words: 'a b',
  })
})

test('a reason tells only words that were not asked for', () => {
  expect(tellingWords(['carer', 'carers support'], 'carers')).toEqual(['carers support'])
  expect(tellingWords(['befriending', 'social club'], 'company for my husband')).toEqual(['befriending', 'social club'])
  expect(tellingWords(['alzheimer', 'memory'], '')).toEqual(['alzheimer', 'memory'])
})

test('a misspelling is said once, and only where it holds for everything that was found', () => {
  const spelt = [{ code: 'SPELT_LIKE', words: ['dementia'] }]
  expect(respelt([spelt, [{ code: 'FREE' }, ...spelt]])).toBe('dementia')
  expect(respelt([spelt, [{ code: 'WORDS_IN_NAME' }]])).toBeUndefined()
  expect(respelt([spelt, [{ code: 'SPELT_LIKE', words: ['demands'] }]])).toBeUndefined()
  expect(respelt([])).toBeUndefined()
})

test('an organisation that is named as its service is not named twice', () => {
  expect(isSameName('Carers Centre - Bristol', 'Carers Centre – Bristol')).toBe(true)
  expect(isSameName('Thursday tea', 'Haslemere Tea and Company')).toBe(false)
})
