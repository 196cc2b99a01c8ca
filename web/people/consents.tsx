import { createSignal, For, lazy, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { LinkButton } from '../ui/button.tsx'
import { DetailsLater } from '../ui/details-later.tsx'
import { formatDate } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { WithdrawConsent } from './person.operations.ts'
import { words } from './person.words.ts'

type Shown = NonNullable<PersonPageQuery['node']>
type Consent = Extract<Shown, { __typename: 'Patient' }>['consents'][number]

const ConsentForm = lazy(() => import('./consent-form.tsx'))

/** What a person agreed to: each consent, who gave it, and the way to end it, which takes effect at once. */
export function Consents(props: {
  person: { id: string; kind: 'patient' | 'carer'; name: string }
  all: readonly Consent[]
  /** Whether the viewer may write one down, and end one. */
  mayKeep: boolean
  again: () => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const withdraw = useAct(WithdrawConsent)
  const [said, setSaid] = createSignal('')
  const [turn, setTurn] = createSignal(0)

  const end = async (id: string) => {
    if (!(await withdraw.send({ input: { id, clientMutationId: onceKey() } }))) return
    setSaid(t().withdrawn)
    props.again()
  }
  return (
    <section class="al-panel al-section" aria-labelledby="consents">
      <h2 id="consents">{t().consents}</h2>
      <p role="status" class="al-said">
        {said()}
      </p>
      <FaultLine fault={withdraw.fault()} />
      <Show when={props.all.length > 0} fallback={<p class="al-quiet">{t().noConsents}</p>}>
        <ul class="al-entries">
          <For each={props.all}>
            {(consent) => (
              <li>
                <strong>{s().consent[consent.purpose]}</strong>
                <span class="al-block al-quiet">
                  {t().agreed(consent.givenBy, formatDate(language(), consent.givenOn, 'date'))}
                  <Show when={consent.withdrawnAt}>
                    {(at) => <> · {t().withdrawnOn(formatDate(language(), at(), 'date'))}</>}
                  </Show>
                </span>
                <Show when={consent.capacityNote}>{(note) => <p class="al-as-written">{note()}</p>}</Show>
                <Show when={props.mayKeep && !consent.withdrawnAt}>
                  <LinkButton
                    aria-busy={withdraw.busy()}
                    aria-label={`${t().withdraw}: ${s().consent[consent.purpose]}`}
                    onClick={() => void end(consent.id)}
                  >
                    {t().withdraw}
                  </LinkButton>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <For each={props.mayKeep ? [turn()] : []}>
        {() => (
          <DetailsLater summary={t().addConsent}>
            <ConsentForm
              person={props.person}
              done={() => {
                setSaid(t().consentSaved)
                setTurn(turn() + 1)
                props.again()
              }}
            />
          </DetailsLater>
        )}
      </For>
    </section>
  )
}
