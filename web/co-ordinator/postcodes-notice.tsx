import { Show } from 'solid-js'
import { useRead } from '../shell/reads.ts'
import { Inset } from '../ui/button.tsx'
import { useWords } from '../ui/words/use-words.tsx'
import { PostcodesKnown } from './postcodes-notice.operations.ts'
import { words } from './postcodes-notice.words.ts'

/** Tells an administrator that suggestions know no distances for want of postcodes, and what to do; else nothing. */
export function PostcodesNotice() {
  const t = useWords(words)
  const read = useRead(PostcodesKnown, () => ({}))
  const missing = () => {
    const found = read.data()?.postcodesKnown
    return found && found.volunteersUnplaced + found.peopleUnplaced > 0 ? found : undefined
  }
  return (
    <Show when={missing()}>
      {(found) => (
        <Inset>
          <h2 class="nhsuk-heading-s">{t().title}</h2>
          <p>
            <Show when={found().volunteersUnplaced > 0}>{t().volunteers(found().volunteersUnplaced)} </Show>
            <Show when={found().peopleUnplaced > 0}>{t().people(found().peopleUnplaced)} </Show>
            {t().effect}
          </p>
          <p>
            {found().imported ? t().again : t().run} <code>npm run import -- postcodes FILE</code>
          </p>
        </Inset>
      )}
    </Show>
  )
}
