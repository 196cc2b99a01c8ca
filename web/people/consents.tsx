import { createSignal, For, Show } from 'solid-js'
import type { ConsentPurpose, PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button, Details, LinkButton } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Radios, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, dateOf, textOf, type Problem } from '../ui/form.ts'
import { formatDate } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { GiveConsent, WithdrawConsent } from './person.operations.ts'
import { words } from './person.words.ts'

type Shown = NonNullable<PersonPageQuery['node']>
type Consent = Extract<Shown, { __typename: 'Patient' }>['consents'][number]

const purposes: readonly ConsentPurpose[] = ['SHARE_WITH_VOLUNTEER', 'SHARE_WITH_GROUP', 'MESSAGES', 'OUTCOMES_USE']

/** What a person agreed to: each consent, who gave it, and the way to end it, which takes effect at once. */
export function Consents(props: {
  person: { id: string; kind: 'patient' | 'carer'; name: string }
  all: readonly Consent[]
  again: () => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const give = useAct(GiveConsent)
  const withdraw = useAct(WithdrawConsent)
  const [said, setSaid] = createSignal('')
  const [turn, setTurn] = createSignal(0)

  const form = createForm(async (data) => {
    const purpose = purposes.find((each) => each === textOf(data, 'purpose'))
    const givenBy = textOf(data, 'givenBy')
    const givenOn = dateOf(data, 'givenOn')
    const problems: Problem[] = []
    if (!purpose) problems.push({ field: 'purpose', text: t().chooseConsent })
    if (!givenBy) problems.push({ field: 'givenBy', text: t().enterGivenBy })
    if (givenOn === null) problems.push({ field: 'givenOn', text: t().enterDate })
    if (!purpose || !givenBy || problems.length > 0) return problems
    const answer = await give.send({
      input: {
        clientMutationId: onceKey(),
        ...(props.person.kind === 'patient' ? { patient: props.person.id } : { carer: props.person.id }),
        purpose,
        givenBy,
        givenOn: givenOn ?? null,
        capacityNote: textOf(data, 'capacityNote') ?? null,
      },
    })
    if (!answer) return problemsOf(give.fault(), language())
    const result = answer.giveConsent
    switch (result.__typename) {
      case 'ConsentGiven':
        setSaid(t().consentSaved)
        setTurn(turn() + 1)
        props.again()
        return []
      case 'AlreadyGiven':
        return [{ field: 'purpose', text: t().consentThere }]
      default:
        unforeseen(result)
        return []
    }
  })
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
                <Show when={!consent.withdrawnAt}>
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
      <For each={[turn()]}>
        {() => (
          <Details summary={t().addConsent}>
            <form onSubmit={form.submit} novalidate>
              <ErrorSummary problems={form.problems()} />
              <FaultLine fault={give.fault()?.kind === 'badInput' ? undefined : give.fault()} />
              <Radios
                name="purpose"
                label={t().consentFor}
                small
                choices={purposes.map((value) => ({ value, text: s().consent[value] }))}
                error={form.error('purpose')}
              />
              <TextField
                name="givenBy"
                label={t().givenBy}
                hint={t().givenByHint}
                width={20}
                autocomplete="off"
                value={props.person.name}
                error={form.error('givenBy')}
              />
              <DateFields
                name="givenOn"
                label={t().givenOn}
                hint={t().givenOnHint}
                optional
                error={form.error('givenOn')}
              />
              <TextArea
                name="capacityNote"
                label={t().capacityNote}
                rows={2}
                optional
                error={form.error('capacityNote')}
              />
              <Button type="submit" kind="secondary" small busy={give.busy()}>
                {t().add}
              </Button>
            </form>
          </Details>
        )}
      </For>
    </section>
  )
}
