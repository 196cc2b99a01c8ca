import { For } from 'solid-js'
import type { Language } from './words/catalogue.ts'
import { sayReason, type Names, type ReasonLike } from './words/reasons.words.ts'
import { useLanguage } from './words/use-words.tsx'
import { Hidden } from './button.tsx'

const marks = { for: '✓', against: '!', missing: '✗' } as const
const spoken: Record<Language, Record<keyof typeof marks, string>> = {
  en: { for: 'For:', against: 'Note:', missing: 'Missing:' },
  cy: { for: 'O blaid:', against: 'Noder:', missing: 'Ar goll:' },
}

/** Reasons as sentences, each with a mark that says which side it is on. */
export function ReasonList(props: {
  reasons: readonly ReasonLike[]
  side: keyof typeof marks
  inline?: boolean
  names?: Names
}) {
  const { language } = useLanguage()
  return (
    <ul class={`al-reasons al-reasons--${props.side}${props.inline ? ' al-reasons--inline' : ''}`}>
      <For each={props.reasons}>
        {(reason) => (
          <li>
            <span aria-hidden="true" class="al-reasons__mark">
              {marks[props.side]}
            </span>
            <Hidden>{spoken[language()][props.side]} </Hidden>
            {sayReason(language(), reason, props.names)}
          </li>
        )}
      </For>
    </ul>
  )
}
