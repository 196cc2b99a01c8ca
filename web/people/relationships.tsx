import { createSignal, For, lazy, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { useAct } from '../shell/reads.ts'
import { LinkButton } from '../ui/button.tsx'
import { DetailsLater } from '../ui/details-later.tsx'
import { common } from '../ui/words/common.words.ts'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { EndRelationship } from './person.operations.ts'
import { words } from './person.words.ts'

const RelateForm = lazy(() => import('./relate-form.tsx'))

type Shown = NonNullable<PersonPageQuery['node']>
export type Relationship = Extract<Shown, { __typename: 'Patient' }>['carers'][number]

/** Who cares for a patient, or for whom a carer cares; what was is kept below what is. */
export function Relationships(props: {
  person: { id: string; kind: 'patient' | 'carer' }
  all: readonly Relationship[]
  /** Whether the viewer may add one, and end one. */
  mayKeep: boolean
  again: () => void
}) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const finish = useAct(EndRelationship)
  const [said, setSaid] = createSignal('')
  // Made anew after each addition, so that nothing of the last stays in it.
  const [turn, setTurn] = createSignal(0)

  const end = async (each: Relationship) => {
    const result = (await finish.send({ input: { id: each.id, version: each.version, clientMutationId: onceKey() } }))
      ?.endCareRelationship
    if (!result) return
    setSaid(result.__typename === 'Stale' ? t().endStale : t().ended)
    props.again()
  }
  const other = (each: Relationship) => (props.person.kind === 'carer' ? each.patient : each.carer)
  const facts = (each: Relationship): string[] => [
    each.hoursAWeek == null ? '' : t().hours(each.hoursAWeek),
    each.willing === false ? t().unwilling : '',
    each.able === false ? t().unable : '',
    each.sinceOn ? t().since(formatDate(language(), each.sinceOn, 'date')) : '',
    each.untilOn ? t().until(formatDate(language(), each.untilOn, 'date')) : '',
  ]
  const title = () => (props.person.kind === 'carer' ? t().caresFor : t().carers)
  return (
    <section class="al-panel al-section" aria-labelledby="relationships">
      <h2 id="relationships">{title()}</h2>
      <p role="status" class="al-said">
        {said()}
      </p>
      <FaultLine fault={finish.fault()} />
      <Show when={props.all.length > 0} fallback={<p class="al-quiet">{t().noCarers}</p>}>
        <ul class="al-entries">
          <For each={props.all}>
            {(each) => (
              <li>
                <Show when={other(each)} fallback={<strong>{c().notKnown}</strong>}>
                  {(person) => <a href={`/people/${person().id}`}>{person().name}</a>}
                </Show>{' '}
                · {each.relationship}
                <span class="al-block al-quiet">{facts(each).filter(Boolean).join(' · ')}</span>
                <Show when={each.emergencyPlan}>
                  {(plan) => (
                    <p class="al-as-written">
                      {t().emergencyPlan}: {plan()}
                    </p>
                  )}
                </Show>
                <Show when={props.mayKeep && !each.untilOn}>
                  <LinkButton
                    aria-busy={finish.busy()}
                    aria-label={`${t().end}: ${other(each)?.name ?? each.relationship}`}
                    onClick={() => void end(each)}
                  >
                    {t().end}
                  </LinkButton>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <For each={props.mayKeep ? [turn()] : []}>
        {() => (
          <DetailsLater summary={props.person.kind === 'carer' ? t().addCaredFor : t().addCarer}>
            <RelateForm
              person={props.person}
              done={() => {
                setSaid(t().added)
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
