import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkWords } from '../../web/ui/words/check-words.ts'
import { formatDate } from '../../web/ui/words/dates.ts'

test('every catalogue says everything in both languages, with six Welsh forms where it counts', async () => {
  const loaded = import.meta.glob('../../web/**/*.words.ts')
  expect(Object.keys(loaded).length).toBeGreaterThan(15)
  expect(await checkWords(fileURLToPath(new URL('../../web/', import.meta.url)))).toEqual([])
})

test('Welsh days and months are our own, and never the English that Chromium would give', () => {
  expect(formatDate('cy', '2026-11-26')).toBe('Dydd Iau 26 Tachwedd')
  expect(formatDate('en', '2026-11-26')).toBe('Thursday 26 November')
})
