import { createSignal } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Radios, TextArea, TextField } from '../ui/fields.tsx'
import { createForm, dateOf, numberOf, textOf, type Problem } from '../ui/form.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { PersonPicker, type Picked } from './person-picker.tsx'
import { RelateCarer } from './person.operations.ts'
import { words } from './person.words.ts'

/** Saying that a carer cares for a patient, from either's page. */
export default function RelateForm(props: { person: { id: string; kind: 'patient' | 'carer' }; done: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const relate = useAct(RelateCarer)
  const [picked, setPicked] = createSignal<Picked>()
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
        props.done()
        return []
      case 'AlreadyRelated':
        return [{ field: 'other', text: t().alreadyRelated }]
      default:
        unforeseen(result)
        return []
    }
  })
  return (
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
