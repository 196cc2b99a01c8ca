import type { Language } from './catalogue.ts'

// Small words that stand in nearly every sentence of one language and not of the other.
const small: Record<Language, RegExp> = {
  en: /\b(the|and|of|for|to|is|are|with|your|you|in|we|or|at|from|who|every)\b/giu,
  cy: /\b(yn|yr|y|ac|ar|mae|gan|gyda|eich|chi|neu|bob|am|sy|sydd|ni|o’r|i’r|a’r|o'r|i'r|a'r)\b/giu,
}

/** The language that somebody's own text is most likely in: English, unless the small words of Welsh are more. */
export const writtenIn = (text: string): Language =>
  (text.match(small.cy)?.length ?? 0) > (text.match(small.en)?.length ?? 0) ? 'cy' : 'en'

/** What `lang` to put on a piece of text within a page: nothing where it is in the page's own language. */
export const langOf = (text: string, page: Language): Language | undefined => {
  const language = writtenIn(text)
  return language === page ? undefined : language
}
