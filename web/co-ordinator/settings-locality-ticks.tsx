import { createMemo, Show } from 'solid-js'
import { useReadAll } from '../shell/reads.ts'
import { Checkboxes } from '../ui/fields.tsx'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { Localities } from './settings.operations.ts'
import { words } from './settings.words.ts'

/** The localities of a role, or where to add the first. */
export function LocalityTicks(props: { chosen?: readonly string[]; error?: string | undefined }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const localities = useReadAll(
    Localities,
    () => ({ first: 100, after: null }),
    (data) => data.localities,
  )
  const choices = createMemo(() =>
    (localities.data() ?? []).map((each) => ({ value: each.id, text: nameIn(language(), each) })),
  )
  return (
    <Show
      when={choices().length > 0}
      fallback={
        <Show when={localities.data()}>
          <p id="localities">
            {t().noLocalities} <a href="/settings?part=localities">{t().addLocality}</a>
          </p>
        </Show>
      }
    >
      <Checkboxes
        name="localities"
        label={t().localitiesOf}
        hint={t().localitiesHint}
        small
        values={props.chosen ?? []}
        choices={choices()}
        error={props.error}
      />
    </Show>
  )
}
