import { createEffect, createSignal, onMount, Show, untrack, type Accessor, type JSX } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { VolunteerRecordQuery, VolunteerWordListsQuery } from '../gql/graphql.ts'
import type { Fault } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { problemsOf } from '../shell/problems.ts'
import { type Act } from '../shell/reads.ts'
import { Button, Hidden, LinkButton } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { createForm, type Form, type Problem } from '../ui/form.ts'
import type { Language } from '../ui/words/catalogue.ts'
import { common } from '../ui/words/common.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { fieldsOf } from './volunteer-answers.ts'
import { words } from './volunteer.words.ts'

/** The record on screen. */
export type Volunteer = Extract<NonNullable<VolunteerRecordQuery['node']>, { __typename: 'Volunteer' }>
export type WordLists = VolunteerWordListsQuery
export type PartName = keyof (typeof words)['en']['parts']

/** What every part of the page shares: the record, who may change it, and which one part is open for changing. */
export interface Desk {
  volunteer: Accessor<Volunteer>
  lists: Accessor<WordLists | undefined>
  mayKeep: Accessor<boolean>
  open: Accessor<PartName | undefined>
  /** Opens a part; where another holds unsaved answers it stays with that one and says so. */
  edit: (part: PartName) => void
  touch: () => void
  /** Closes the open part, says what was done, and gives the focus back to where it was opened. */
  close: (said?: string) => void
  say: (sentence: string) => void
  /** Reads the record again and resolves once it is on screen. */
  refresh: () => Promise<void>
}

/** What became of sending: `failed` is shown by the part's `fault`, problems by the form. */
export type Sent = 'saved' | 'stale' | 'failed' | readonly Problem[]

/** Sends one change and reads the answer as a part needs it. `stale` is the answer's member that says so. */
export async function sendWith<Data, Variables>(
  act: Act<Data, Variables>,
  variables: Variables,
  resultOf: (data: Data) => Sent,
  language: Language,
): Promise<Sent> {
  const answer = await act.send(variables)
  if (answer) return resultOf(answer)
  const problems = problemsOf(act.fault(), language, fieldsOf)
  return problems.length > 0 ? problems : 'failed'
}

interface PartProps {
  desk: Desk
  part: PartName
  /** What of the record this part is about: only when that moved meanwhile has someone else changed "this". Left out
   *  where something is added, which nobody else can have changed. */
  facts?: (volunteer: Volunteer) => unknown
  /** The button that opens the form; "Change" unless said. */
  action?: string
  shown: (volunteer: Volunteer) => JSX.Element
  /** What is shown stays above the form. */
  keepShown?: boolean
  fields?: (form: Form, before: Volunteer) => JSX.Element
  /** Sends the answers with the version they rest on. */
  send?: (data: FormData, version: number, before: Volunteer) => Promise<Sent>
  fault?: Accessor<Fault | undefined>
  saving?: Accessor<boolean>
}

/** One part of the record: what is there, and a form in its place when it is opened for changing. */
export function Part(props: PartProps) {
  const t = useWords(words)
  const c = useWords(common)
  const title = () => t().parts[props.part]
  const isOpen = () => props.desk.open() === props.part
  return (
    <section class="al-panel al-part" aria-labelledby={`part-${props.part}`}>
      <div class="al-part__head">
        <h2 id={`part-${props.part}`}>{title()}</h2>
        <Show when={props.fields && props.desk.mayKeep() && !isOpen()}>
          <LinkButton id={`open-${props.part}`} onClick={() => props.desk.edit(props.part)}>
            {props.action ?? c().change}
            <Show when={!props.action}>
              <Hidden>: {title()}</Hidden>
            </Show>
          </LinkButton>
        </Show>
      </div>
      <Show when={!isOpen() || props.keepShown}>{props.shown(props.desk.volunteer())}</Show>
      <Show when={isOpen()}>
        <PartForm {...props} title={props.action ?? title()} />
      </Show>
    </section>
  )
}

// The record is one store that is brought up to date in place: what a form began from must be a copy.
const copyOf = (volunteer: Volunteer): Volunteer => structuredClone(unwrap(volunteer))

function PartForm(props: PartProps & { title: string }) {
  const t = useWords(words)
  const c = useWords(common)
  const before = untrack(() => copyOf(props.desk.volunteer()))
  const [stale, setStale] = createSignal(false)
  let seen = before
  let element: HTMLFormElement | undefined
  const isAsSeen = () => {
    const { facts } = props
    return !facts || JSON.stringify(facts(seen)) === JSON.stringify(facts(props.desk.volunteer()))
  }
  const someoneElse = (): Problem[] => {
    // From here on the person has seen what is there now: saving again is their decision.
    seen = copyOf(props.desk.volunteer())
    setStale(true)
    return [{ field: '', text: t().someoneElse }]
  }
  const form = createForm(async (data) => {
    if (!props.send) return
    for (let attempt = 0; attempt < 3; attempt++) {
      if (!isAsSeen()) return someoneElse()
      const sent = await props.send(data, props.desk.volunteer().version, before)
      if (sent === 'failed') return
      if (sent === 'saved') {
        await props.desk.refresh()
        props.desk.close(t().saved(props.title))
        return
      }
      if (sent !== 'stale') return sent
      // Perhaps another part was changed; then this one is simply sent again with the new version.
      await props.desk.refresh()
    }
    return someoneElse()
  })
  onMount(() => element?.querySelector<HTMLElement>('input, select, textarea, button')?.focus())
  createEffect(() => {
    if (form.problems().length > 0) props.desk.touch()
  })
  return (
    <form ref={element} onSubmit={form.submit} onInput={() => props.desk.touch()} novalidate aria-label={props.title}>
      <ErrorSummary problems={form.problems()} />
      <FaultLine fault={props.fault?.()?.kind === 'badInput' ? undefined : props.fault?.()} />
      <Show when={stale()}>
        <div class="al-part__now">
          <h3>{t().now}</h3>
          {props.shown(props.desk.volunteer())}
          <p>{t().yours}</p>
        </div>
      </Show>
      {props.fields?.(form, before)}
      <div class="al-row">
        <Button type="submit" small busy={form.busy() || (props.saving?.() ?? false)}>
          {c().save}
          <Hidden>: {props.title}</Hidden>
        </Button>
        <Button kind="secondary" small onClick={() => props.desk.close()}>
          {c().cancel}
          <Hidden>: {props.title}</Hidden>
        </Button>
      </div>
    </form>
  )
}
