import type { Language } from './catalogue.ts'

const name = 'language'

/** The language a cookie header asks for, or undefined where it says nothing we know. */
export const languageIn = (cookies: string): Language | undefined => {
  const found = /(?:^|;\s*)language=(en|cy)(?:;|$)/.exec(cookies)
  return found ? (found[1] as Language) : undefined
}

/** Remembers the language on this device for a year. It says nothing about who is using it. */
export const languageCookie = (language: Language): string =>
  `${name}=${language}; path=/; max-age=31536000; samesite=lax`
