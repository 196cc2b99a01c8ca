import { createSignal, Show } from 'solid-js'
import type { BlockedBy } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { useAct } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Radios } from '../ui/fields.tsx'
import { createForm, dateOf, textOf, type Problem } from '../ui/form.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { BlockPair } from './between.operations.ts'
import { words } from './between.words.ts'
import { PersonPicker, VolunteerPicker, type Picked } from './person-picker.tsx'

const askedBys: readonly BlockedBy[] = ['PERSON', 'VOLUNTEER', 'CO_ORDINATOR']
const fieldsOf = { volunteer: 'apart', patient: 'apart', carer: 'apart', untilOn: 'apartUntil' }

/** Keeping a volunteer and a person apart, from either's page. */
export default function KeepApartForm(props: {
  of: { kind: 'patient' | 'carer' | 'volunteer'; id: string }
  done: (name: string) => void
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const block = useAct(BlockPair)
  const [volunteer, setVolunteer] = createSignal<{ id: string; name: string }>()
  const [person, setPerson] = createSignal<Picked>()
  const ofVolunteer = () => props.of.kind === 'volunteer'
  const form = createForm(async (data) => {
    const chosen = ofVolunteer() ? person() : volunteer()
    const askedBy = askedBys.find((each) => each === textOf(data, 'askedBy'))
    const untilOn = dateOf(data, 'apartUntil')
    const problems: Problem[] = []
    if (!chosen) problems.push({ field: 'apart', text: t().chooseSomebody })
    if (!askedBy) problems.push({ field: 'askedBy', text: t().chooseWho })
    if (untilOn === null) problems.push({ field: 'apartUntil', text: t().enterUntil })
    if (!chosen || !askedBy || untilOn === null) return problems
    const kind = ofVolunteer() ? person()?.kind : props.of.kind
    const personId = ofVolunteer() ? chosen.id : props.of.id
    const answer = await block.send({
      input: {
        clientMutationId: onceKey(),
        volunteer: ofVolunteer() ? props.of.id : chosen.id,
        ...(kind === 'carer' ? { carer: personId } : { patient: personId }),
        askedBy,
        untilOn: untilOn ?? null,
      },
    })
    if (!answer) return problemsOf(block.fault(), language(), fieldsOf)
    props.done(chosen.name)
    return []
  })
  return (
    <form onSubmit={form.submit} novalidate>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={block.fault()?.kind === 'badInput' ? undefined : block.fault()} />
      <Show
        when={ofVolunteer()}
        fallback={
          <VolunteerPicker name="apart" label={t().findVolunteer} error={form.error('apart')} onPick={setVolunteer} />
        }
      >
        <PersonPicker
          name="apart"
          label={t().findPerson}
          kinds={['patient', 'carer']}
          error={form.error('apart')}
          onPick={setPerson}
        />
      </Show>
      <Radios
        name="askedBy"
        label={t().who}
        small
        choices={askedBys.map((value) => ({ value, text: t().whoWas[value] }))}
        error={form.error('askedBy')}
      />
      <DateFields
        name="apartUntil"
        label={t().untilOn}
        hint={t().apartUntilHint}
        optional
        error={form.error('apartUntil')}
      />
      <p class="al-quiet">{t().planned}</p>
      <Button type="submit" kind="secondary" small busy={block.busy()}>
        {t().apartButton}
      </Button>
    </form>
  )
}
