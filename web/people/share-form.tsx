import { createMemo, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct, useReadAll } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Select, TextField } from '../ui/fields.tsx'
import { createForm, dateOf, textOf, type Problem } from '../ui/form.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { OtherOrganisations, ShareRecord, ShareVolunteer } from './between.operations.ts'
import { words } from './between.words.ts'
import type { Shared } from './shares.tsx'

// The form's own names: the page has other forms with a purpose and an end.
const fieldsOf = { with: 'shareWith', purpose: 'sharePurpose', toOn: 'shareUntil', fromOn: 'shareUntil' }

interface Terms {
  with: string
  purpose: string
  toOn: string | null
}

/** Showing a record to one more organisation. */
export default function ShareForm(props: { of: Shared; done: (name: string) => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const shareRecord = useAct(ShareRecord)
  const shareVolunteer = useAct(ShareVolunteer)
  const fault = () => shareRecord.fault() ?? shareVolunteer.fault()
  const send = async (said: Terms) => {
    const input = { ...said, clientMutationId: onceKey() }
    if (props.of.kind === 'volunteer')
      return (await shareVolunteer.send({ input: { ...input, volunteer: props.of.id } }))?.shareVolunteer
    const whom = props.of.kind === 'patient' ? { patient: props.of.id } : { carer: props.of.id }
    return (await shareRecord.send({ input: { ...input, ...whom } }))?.shareRecord
  }
  const organisations = useReadAll(
    OtherOrganisations,
    () => ({ after: null }),
    (data) => data.organisations,
  )
  const others = createMemo(() => (organisations.data() ?? []).filter((each) => each.id !== props.of.organisation))
  const form = createForm(async (data) => {
    const other = others().find((each) => each.id === textOf(data, 'shareWith'))
    const purpose = textOf(data, 'sharePurpose')
    const toOn = dateOf(data, 'shareUntil')
    const problems: Problem[] = []
    if (!other) problems.push({ field: 'shareWith', text: t().chooseOrganisation })
    if (!purpose) problems.push({ field: 'sharePurpose', text: t().enterPurpose })
    if (toOn === null) problems.push({ field: 'shareUntil', text: t().enterUntil })
    if (!other || !purpose || toOn === null) return problems
    const result = await send({ with: other.id, purpose, toOn: toOn ?? null })
    if (!result) return problemsOf(fault(), language(), fieldsOf)
    switch (result.__typename) {
      case 'RecordShared':
        props.done(other.name)
        return []
      case 'NoConsent':
        return [{ field: 'shareWith', text: t().noConsent }]
      default:
        unforeseen(result)
        return []
    }
  })
  return (
    <Show
      when={organisations.data() === undefined || others().length > 0}
      fallback={<p class="al-quiet">{t().noOthers}</p>}
    >
      <form onSubmit={form.submit} novalidate>
        <ErrorSummary problems={form.problems()} />
        <FaultLine fault={fault()?.kind === 'badInput' ? undefined : fault()} />
        <p>{props.of.kind === 'volunteer' ? t().shareVolunteerWhat : t().shareWhat}</p>
        <Select
          name="shareWith"
          label={t().organisation}
          empty={t().chooseOrganisation}
          choices={others().map((each) => ({ value: each.id, text: each.name }))}
          error={form.error('shareWith')}
        />
        <TextField
          name="sharePurpose"
          label={t().purpose}
          hint={t().purposeHint}
          autocomplete="off"
          error={form.error('sharePurpose')}
        />
        <DateFields
          name="shareUntil"
          label={t().untilOn}
          hint={t().untilHint}
          optional
          error={form.error('shareUntil')}
        />
        <Button type="submit" kind="secondary" small busy={shareRecord.busy() || shareVolunteer.busy()}>
          {t().shareButton}
        </Button>
      </form>
    </Show>
  )
}
