import { createMemo, createSignal, For, Show } from 'solid-js'
import type { PersonPageQuery } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct, useReadAll } from '../shell/reads.ts'
import { Button, Details, LinkButton } from '../ui/button.tsx'
import { DateFields, ErrorSummary, Select, TextField } from '../ui/fields.tsx'
import { createForm, dateOf, textOf, type Problem } from '../ui/form.ts'
import { formatDate } from '../ui/words/dates.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { EndShare, OtherOrganisations, ShareRecord, ShareVolunteer } from './between.operations.ts'
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

// The form's own names: the page has other forms with a purpose and an end.
const fieldsOf = { with: 'shareWith', purpose: 'sharePurpose', toOn: 'shareUntil', fromOn: 'shareUntil' }

/** Which other organisations see a record, until when and why; and showing it to one more. */
export function Shares(props: { of: Shared; all: readonly Share[]; mayShare: boolean; again: () => void }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const shareRecord = useAct(ShareRecord)
  const shareVolunteer = useAct(ShareVolunteer)
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
              <ShareForm
                of={props.of}
                known={now()}
                send={async (terms) => {
                  const input = { ...terms, clientMutationId: onceKey() }
                  if (props.of.kind === 'volunteer')
                    return (await shareVolunteer.send({ input: { ...input, volunteer: props.of.id } }))?.shareVolunteer
                  const whom = props.of.kind === 'patient' ? { patient: props.of.id } : { carer: props.of.id }
                  return (await shareRecord.send({ input: { ...input, ...whom } }))?.shareRecord
                }}
                busy={shareRecord.busy() || shareVolunteer.busy()}
                fault={() => shareRecord.fault() ?? shareVolunteer.fault()}
                done={(name) => {
                  setSaid(t().shared(name))
                  setTurn(turn() + 1)
                  props.again()
                }}
              />
            )}
          </For>
        </Show>
      </section>
    </Show>
  )
}

interface Terms {
  with: string
  purpose: string
  toOn: string | null
}

function ShareForm(props: {
  of: Shared
  known: readonly Share[]
  send: (terms: Terms) => Promise<{ __typename: 'RecordShared' } | { __typename: 'NoConsent' } | undefined>
  busy: boolean
  fault: () => Parameters<typeof problemsOf>[0]
  done: (name: string) => void
}) {
  const t = useWords(words)
  const { language } = useLanguage()
  const [open, setOpen] = createSignal(false)
  return (
    <Details summary={t().share} onOpen={() => setOpen(true)}>
      {/* The list of organisations is read when somebody wishes to share, and not for every record that is opened. */}
      <Show when={open()}>
        {(() => {
          const organisations = useReadAll(
            OtherOrganisations,
            () => ({ after: null }),
            (data) => data.organisations,
          )
          const others = createMemo(() =>
            (organisations.data() ?? []).filter((each) => each.id !== props.of.organisation),
          )
          const form = createForm(async (data) => {
            const other = others().find((each) => each.id === textOf(data, 'shareWith'))
            const purpose = textOf(data, 'sharePurpose')
            const toOn = dateOf(data, 'shareUntil')
            const problems: Problem[] = []
            if (!other) problems.push({ field: 'shareWith', text: t().chooseOrganisation })
            if (!purpose) problems.push({ field: 'sharePurpose', text: t().enterPurpose })
            if (toOn === null) problems.push({ field: 'shareUntil', text: t().enterUntil })
            if (!other || !purpose || toOn === null) return problems
            const result = await props.send({ with: other.id, purpose, toOn: toOn ?? null })
            if (!result) return problemsOf(props.fault(), language(), fieldsOf)
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
                <FaultLine fault={props.fault()?.kind === 'badInput' ? undefined : props.fault()} />
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
                <Button type="submit" kind="secondary" small busy={props.busy}>
                  {t().shareButton}
                </Button>
              </form>
            </Show>
          )
        })()}
      </Show>
    </Details>
  )
}
