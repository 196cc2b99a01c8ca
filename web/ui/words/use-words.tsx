import { createContext, createSignal, useContext, type Accessor, type JSX } from 'solid-js'
import type { Language } from './catalogue.ts'

export interface LanguageInUse {
  language: Accessor<Language>
  speak: (language: Language) => void
}

const LanguageContext = createContext<LanguageInUse>({ language: () => 'en' as const, speak: () => undefined })

/** Holds the language for everything under it. `onChange` is told when a person chooses the other one. */
export function LanguageProvider(props: {
  first: Language
  onChange?: (language: Language) => void
  children: JSX.Element
}) {
  // The first language is where this begins; a later one is chosen through `speak`.
  const [language, setLanguage] = createSignal(untrackedFirst(props))
  const speak = (next: Language) => {
    setLanguage(next)
    props.onChange?.(next)
  }
  return <LanguageContext.Provider value={{ language, speak }}>{props.children}</LanguageContext.Provider>
}
const untrackedFirst = (props: { first: Language }) => props.first

/** The language in use, and the way to change it. */
export const useLanguage = (): LanguageInUse => useContext(LanguageContext)

/** The words of a page in the language in use: `const t = useWords(words)`, then `t().title`. */
export const useWords = <T,>(words: Readonly<Record<Language, T>>): Accessor<T> => {
  const { language } = useLanguage()
  return () => words[language()]
}

/** Which of a name and its Welsh form to show. */
export const nameIn = (language: Language, named: { name: string; nameCy?: string | null }): string =>
  language === 'cy' && named.nameCy ? named.nameCy : named.name
