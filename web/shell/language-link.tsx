import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './shell.words.ts'

/** The other language, in its own words, on every page and to the same page. */
export function LanguageLink(props: { class?: string }) {
  const t = useWords(words)
  const { language, speak } = useLanguage()
  const other = () => (language() === 'en' ? 'cy' : 'en')
  return (
    <a
      href={`?lang=${other()}`}
      class={props.class ?? 'al-head__link'}
      lang={other()}
      hreflang={other()}
      aria-label={`${t().otherLanguage}: ${t().otherLanguageName}`}
      onClick={(event) => {
        event.preventDefault()
        speak(other())
      }}
    >
      {t().otherLanguage}
    </a>
  )
}
