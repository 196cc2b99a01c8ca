import type { ConsentPurpose } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Radios, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, dateOf, textOf, type Problem } from '../ui/form.ts'
import { terms } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { GiveConsent } from './person.operations.ts'
import { words } from './person.words.ts'

const purposes: readonly ConsentPurpose[] = ['SHARE_WITH_VOLUNTEER', 'SHARE_WITH_GROUP', 'MESSAGES', 'OUTCOMES_USE']

/** Writing down what somebody agreed to. */
export default function ConsentForm(props: {
  person: { id: string; kind: 'patient' | 'carer'; name: string }
  done: () => void
}) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const give = useAct(GiveConsent)
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
        props.done()
        return []
      case 'AlreadyGiven':
        return [{ field: 'purpose', text: t().consentThere }]
      default:
        unforeseen(result)
        return []
    }
  })
  return (
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
      <DateFields name="givenOn" label={t().givenOn} hint={t().givenOnHint} optional error={form.error('givenOn')} />
      <TextArea name="capacityNote" label={t().capacityNote} rows={2} optional error={form.error('capacityNote')} />
      <Button type="submit" kind="secondary" small busy={give.busy()}>
        {t().add}
      </Button>
    </form>
  )
}
