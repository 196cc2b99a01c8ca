import { Show, type JSX } from 'solid-js'
import { useRead } from '../shell/reads.ts'
import { Tag } from '../ui/button.tsx'
import { useWords } from '../ui/words/use-words.tsx'
import { FirstSteps as FirstStepsDocument } from './settings.operations.ts'
import { words } from './settings.words.ts'

/** What an administrator does first, for as long as nobody else may sign in: each step with the way there, and whether it
 *  is done. */
export function FirstSteps() {
  const t = useWords(words)
  const read = useRead(FirstStepsDocument, () => ({}))
  const alone = () => read.data()?.accounts.nodes.length === 1
  const step = (done: boolean, text: string, href: string): JSX.Element => (
    <li>
      <a href={href}>{text}</a>
      <Show when={done}>
        {' '}
        <Tag colour="green">{t().stepDone}</Tag>
      </Show>
    </li>
  )
  return (
    <Show when={alone() && read.data()}>
      {(data) => (
        <section class="al-panel" aria-labelledby="first-steps">
          <h2 id="first-steps">{t().firstTitle}</h2>
          <ol class="nhsuk-list nhsuk-list--number">
            {step(data().organisations.nodes.length > 0, t().firstOrganisation, '/settings?part=organisations')}
            {step(data().localities.nodes.length > 0, t().firstLocality, '/settings?part=localities')}
            {step(false, t().firstInvite, '/settings?invite=yes')}
          </ol>
        </section>
      )}
    </Show>
  )
}
