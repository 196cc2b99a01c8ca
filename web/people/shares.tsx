import { createSignal, For, lazy, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { Details, LinkButton } from '../ui/button.tsx'
import { DetailsLater } from '../ui/details-later.tsx'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { EndShare } from './between.operations.ts'
import { words } from './between.words.ts'

type Shown = NonNullable<PersonPageQuery['node']>
/** A share as a record's page reads it. */
export type Share = Extract<Shown, { __typename: 'Patient' }>['shares'][number]

/** Whose record is shown to others. */
export interface Shared {
  kind: 'patient' | 'carer' | 'volunteer'
  id: string
  organisation: string | undefined
}

const ShareForm = lazy(() => import('./share-form.tsx'))

/** Which other organisations see a record, until when and why; and showing it to one more. */
export function Shares(props: { of: Shared; all: readonly Share[]; mayShare: boolean; again: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const finish = useAct(EndShare)
  const [said, setSaid] = createSignal('')
  // Made anew after each share, so that nothing of the last stays in it.
  const [turn, setTurn] = createSignal(0)
  const now = () => props.all.filter((each) => each.isOpen)
  const past = () => props.all.filter((each) => !each.isOpen)
  const nameOf = (share: Share) => share.toOrganisation?.name ?? t().another
  const date = (iso: string) => formatDate(language(), iso, 'date')

  const end = async (share: Share) => {
    if (!(await finish.send({ input: { id: share.id, clientMutationId: onceKey() } }))) return
    setSaid(t().stopped(nameOf(share)))
    props.again()
  }
  return (
    <Show when={props.mayShare || props.all.length > 0}>
      <section class="al-panel al-section" aria-labelledby="shares">
        <h2 id="shares">{t().shares}</h2>
        <p role="status" class="al-said">
          {said()}
        </p>
        <FaultLine fault={finish.fault()} />
        <Show when={now().length > 0} fallback={<p class="al-quiet">{t().onlyUs}</p>}>
          <ul class="al-entries">
            <For each={now()}>
              {(share) => (
                <li>
                  <strong>{t().sharedWith(nameOf(share))}</strong>
                  <span class="al-block al-quiet">
                    {[t().since(date(share.fromOn)), share.toOn ? t().until(date(share.toOn)) : t().open].join(' · ')}
                  </span>
                  <p class="al-as-written">{t().why(share.purpose)}</p>
                  <Show when={share.viewerMay.includes('endShare')}>
                    <LinkButton
                      aria-busy={finish.busy()}
                      aria-label={t().stopWith(nameOf(share))}
                      onClick={() => void end(share)}
                    >
                      {t().stop}
                    </LinkButton>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={past().length > 0}>
          <Details summary={t().ended(past().length)}>
            <ul class="al-entries">
              <For each={past()}>
                {(share) => (
                  <li>
                    {nameOf(share)}
                    <span class="al-block al-quiet">
                      {[
                        t().since(date(share.fromOn)),
                        t().endedOn(date(share.revokedAt ?? share.toOn ?? share.fromOn)),
                      ].join(' · ')}
                    </span>
                    <p class="al-as-written al-quiet">{t().why(share.purpose)}</p>
                  </li>
                )}
              </For>
            </ul>
          </Details>
        </Show>
        <Show when={props.mayShare}>
          <For each={[turn()]}>
            {() => (
              <DetailsLater summary={t().share}>
                <ShareForm
                  of={props.of}
                  done={(name) => {
                    setSaid(t().shared(name))
                    setTurn(turn() + 1)
                    props.again()
                  }}
                />
              </DetailsLater>
            )}
          </For>
        </Show>
      </section>
    </Show>
  )
}
