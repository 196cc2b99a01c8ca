import { For } from 'solid-js'
import { useWords } from '../ui/words/use-words.tsx'
import { words } from './public.words.ts'

/** `/` for somebody who has not signed in: what this is, and the two ways in. */
export function HomePage() {
  const t = useWords(words)
  return (
    <>
      <h1>{t().homeTitle}</h1>
      <p class="nhsuk-body-l">{t().homeLead}</p>
      <div class="al-doors">
        <div class="nhsuk-card">
          <div class="nhsuk-card__content">
            <h2 class="nhsuk-card__heading nhsuk-heading-m">
              <a href="/find-help">{t().findHelp}</a>
            </h2>
            <p class="nhsuk-card__description">{t().findHelpWhy}</p>
          </div>
        </div>
        <div class="nhsuk-card">
          <div class="nhsuk-card__content">
            <h2 class="nhsuk-card__heading nhsuk-heading-m">
              <a href="/sign-in">{t().signIn}</a>
            </h2>
            <p class="nhsuk-card__description">{t().signInWhy}</p>
          </div>
        </div>
      </div>
      <h2>{t().howTitle}</h2>
      <ol class="nhsuk-list nhsuk-list--number">
        <For each={t().how}>{(step) => <li>{step}</li>}</For>
      </ol>
    </>
  )
}
