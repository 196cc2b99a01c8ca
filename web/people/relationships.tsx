import { createSignal, For, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button, Details, LinkButton } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Radios, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, dateOf, numberOf, textOf, type Problem } from '../ui/form.ts'
import { common } from '../ui/words/common.words.ts'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { PersonPicker, type Picked } from './person-picker.tsx'
import { EndRelationship, RelateCarer } from './person.operations.ts'
import { words } from './person.words.ts'

type Shown = NonNullable<PersonPageQuery['node']>
export type Relationship = Extract<Shown, { __typename: 'Patient' }>['carers'][number]

/** Who cares for a patient, or for whom a carer cares; what was is kept below what is. */
export function Relationships(props: {
  person: { id: string; kind: 'patient' | 'carer' }
  all: readonly Relationship[]
  again: () => void
}) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const relate = useAct(RelateCarer)
  const finish = useAct(EndRelationship)
  const [said, setSaid] = createSignal('')
  const [picked, setPicked] = createSignal<Picked>()
  // Made anew after each addition, so that nothing of the last stays in it.
  const [turn, setTurn] = createSignal(0)

  const form = createForm(async (data) => {
    const other = picked()
    const relationship = textOf(data, 'relationship')
    const hoursAWeek = numberOf(data, 'hoursAWeek')
    const sinceOn = dateOf(data, 'sinceOn')
    const problems: Problem[] = []
    if (!other) problems.push({ field: 'other', text: t().choosePerson })
    if (!relationship) problems.push({ field: 'relationship', text: t().enterRelationship })
    if (hoursAWeek === null || (hoursAWeek ?? 0) > 168) problems.push({ field: 'hoursAWeek', text: t().enterHours })
    if (sinceOn === null) problems.push({ field: 'sinceOn', text: t().enterDate })
    if (!other || !relationship || problems.length > 0) return problems
    const answer = await relate.send({
      input: {
        clientMutationId: onceKey(),
        carer: props.person.kind === 'carer' ? props.person.id : other.id,
        patient: props.person.kind === 'carer' ? other.id : props.person.id,
        relationship,
        hoursAWeek: hoursAWeek ?? null,
        willing: yesNo(textOf(data, 'willing')),
        able: yesNo(textOf(data, 'able')),
        emergencyPlan: textOf(data, 'emergencyPlan') ?? null,
        sinceOn: sinceOn ?? null,
      },
    })
    if (!answer) return problemsOf(relate.fault(), language(), { carer: 'other', patient: 'other' })
    const result = answer.relateCarer
    switch (result.__typename) {
      case 'CarerRelated':
        setSaid(t().added)
        setPicked(undefined)
        setTurn(turn() + 1)
        props.again()
        return []
      case 'AlreadyRelated':
        return [{ field: 'other', text: t().alreadyRelated }]
      default:
        unforeseen(result)
        return []
    }
  })
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
                <Show when={!each.untilOn}>
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
      <For each={[turn()]}>
        {() => (
          <Details summary={props.person.kind === 'carer' ? t().addCaredFor : t().addCarer}>
            <form onSubmit={form.submit} novalidate>
              <ErrorSummary problems={form.problems()} />
              <FaultLine fault={relate.fault()?.kind === 'badInput' ? undefined : relate.fault()} />
              <PersonPicker
                name="other"
                label={t().find}
                kinds={[props.person.kind === 'carer' ? 'patient' : 'carer']}
                error={form.error('other')}
                onPick={setPicked}
              />
              <TextField
                name="relationship"
                label={t().relationship}
                hint={t().relationshipHint}
                width={20}
                autocomplete="off"
                error={form.error('relationship')}
              />
              <TextField
                name="hoursAWeek"
                label={t().hoursAWeek}
                optional
                inputmode="decimal"
                width={4}
                error={form.error('hoursAWeek')}
              />
              <YesNo name="willing" label={t().willing} />
              <YesNo name="able" label={t().able} />
              <TextArea name="emergencyPlan" label={t().emergencyPlan} rows={2} optional />
              <DateFields name="sinceOn" label={t().sinceWhen} optional error={form.error('sinceOn')} />
              <Button type="submit" kind="secondary" small busy={relate.busy()}>
                {t().add}
              </Button>
            </form>
          </Details>
        )}
      </For>
    </section>
  )
}

const yesNo = (text: string | undefined): boolean | null => (text === 'yes' ? true : text === 'no' ? false : null)

function YesNo(props: { name: string; label: string }) {
  const t = useWords(words)
  return (
    <Radios
      name={props.name}
      label={props.label}
      small
      inline
      value=""
      choices={[
        { value: 'yes', text: t().yes },
        { value: 'no', text: t().no },
        { value: '', text: t().notAsked },
      ]}
    />
  )
}
