import { createSignal, For, Show, type JSX } from 'solid-js'
import type { Fault } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { Button, Fact, Facts, LinkButton } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/fields.tsx'
import { createForm, type Form, type Problem } from '../ui/form.ts'
import { common } from '../ui/words/common.words.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { words } from './section.words.ts'

/** One fact of a section, ready to be read. */
export interface Row {
  readonly label: string
  readonly text: string
  /** Telephone numbers that the text says, each to be rung with a press. */
  readonly ring?: readonly string[]
}

/** What came of saving: all well, somebody else was faster, or what must be put right first. */
export type Saved = 'saved' | 'stale' | readonly Problem[]

/**
 * A part of a record that is read, and on a press edited in its place. It sends the version it was opened at; where the
 * record moved on meanwhile, what stands there now and what was written stand side by side, and the person chooses.
 */
export function Section<Values extends object>(props: {
  id: string
  title: string
  values: Values
  version: number
  /** The facts of these values, in words: read as a list, and compared when two people edited at once. */
  rows: (values: Values) => readonly Row[]
  fields: (values: Values, form: Form) => JSX.Element
  read: (data: FormData) => Values | readonly Problem[]
  save: (values: Values, version: number) => Promise<Saved>
  fault: Fault | undefined
  /** Reads the record again. */
  again: () => void
  /** What is shown instead of the list of facts, where the list is not how to read it. */
  shown?: JSX.Element
  editable?: boolean
  children?: JSX.Element
}) {
  const t = useWords(words)
  const c = useWords(common)
  const [open, setOpen] = createSignal<{ values: Values; version: number }>()
  const [mine, setMine] = createSignal<Values>()
  const [said, setSaid] = createSignal('')
  let change: HTMLButtonElement | undefined
  let box: HTMLElement | undefined

  const begin = () => {
    setSaid('')
    setMine(undefined)
    setOpen({ values: props.values, version: props.version })
    queueMicrotask(() => box?.querySelector<HTMLElement>('input, select, textarea')?.focus())
  }
  const close = (what: string) => {
    setOpen(undefined)
    setMine(undefined)
    setSaid(what)
    queueMicrotask(() => change?.focus())
  }
  const send = async (values: Values, version: number): Promise<readonly Problem[]> => {
    const result = await props.save(values, version)
    if (result === 'saved') {
      props.again()
      close(t().saved)
      return []
    }
    if (result === 'stale') {
      setMine(() => values)
      props.again()
      queueMicrotask(() => box?.querySelector<HTMLElement>('.al-stale')?.focus())
      return []
    }
    return result
  }
  const form = createForm(async (data) => {
    const values = props.read(data)
    if (isProblems(values)) return values
    return send(values, open()?.version ?? props.version)
  })
  const differing = () => {
    const written = mine()
    if (!written) return []
    const now = props.rows(props.values)
    const then = new Map(props.rows(written).map((row) => [row.label, row.text]))
    const labels = [...new Set([...now.map((row) => row.label), ...then.keys()])]
    return labels
      .map((label) => ({
        label,
        now: now.find((row) => row.label === label)?.text ?? '',
        mine: then.get(label) ?? '',
      }))
      .filter((row) => row.now !== row.mine)
  }
  return (
    <section class="al-panel al-section" aria-labelledby={props.id} ref={box}>
      <div class="al-section__head">
        <h2 id={props.id}>{props.title}</h2>
        <Show when={props.editable !== false && !open()}>
          <LinkButton ref={change} onClick={begin} aria-label={`${c().change}: ${props.title}`}>
            {c().change}
          </LinkButton>
        </Show>
      </div>
      <p role="status" class="al-said">
        {said()}
      </p>
      <Show
        when={open()}
        fallback={
          <Show when={props.shown} fallback={<RowList rows={props.rows(props.values)} />}>
            {props.shown}
          </Show>
        }
      >
        {(opened) => (
          <>
            <Show when={mine()}>
              {(written) => (
                <div class="al-stale" role="alert" tabindex="-1">
                  <h3>{t().stale}</h3>
                  <p>{differing().length > 0 ? t().staleIntro : t().staleSame}</p>
                  <Show when={differing().length > 0}>
                    <div class="al-scroll">
                      <table class="nhsuk-table">
                        <caption class="nhsuk-u-visually-hidden">{t().stale}</caption>
                        <thead class="nhsuk-table__head">
                          <tr>
                            <th scope="col">{t().what}</th>
                            <th scope="col">{t().now}</th>
                            <th scope="col">{t().mine}</th>
                          </tr>
                        </thead>
                        <tbody class="nhsuk-table__body">
                          <For each={differing()}>
                            {(row) => (
                              <tr>
                                <th scope="row">{row.label}</th>
                                <td>{row.now || c().notKnown}</td>
                                <td>{row.mine || c().notKnown}</td>
                              </tr>
                            )}
                          </For>
                        </tbody>
                      </table>
                    </div>
                  </Show>
                  <div class="al-row">
                    <Button
                      kind="secondary"
                      small
                      onClick={() => void send(written(), props.version)}
                      aria-describedby={props.id}
                    >
                      {t().keepMine}
                    </Button>
                    <Button kind="secondary" small onClick={() => close(t().keptTheirs)}>
                      {t().keepTheirs}
                    </Button>
                  </div>
                </div>
              )}
            </Show>
            <Show when={!mine()}>
              <form onSubmit={form.submit} novalidate>
                <ErrorSummary problems={form.problems()} />
                <FaultLine fault={props.fault?.kind === 'badInput' ? undefined : props.fault} />
                {props.fields(opened().values, form)}
                <div class="al-row">
                  <Button type="submit" small busy={form.busy()}>
                    {c().save}
                  </Button>
                  <LinkButton onClick={() => close('')}>{c().cancel}</LinkButton>
                </div>
              </form>
            </Show>
          </>
        )}
      </Show>
      {props.children}
    </section>
  )
}

const isProblems = (given: object): given is readonly Problem[] => Array.isArray(given)

/** Facts as a list; what is not known is left out, and said once where nothing is. */
export function RowList(props: { rows: readonly Row[] }) {
  const c = useWords(common)
  const known = () => props.rows.filter((row) => row.text !== '')
  return (
    <Show when={known().length > 0} fallback={<p class="al-quiet">{c().notKnown}</p>}>
      <Facts>
        <For each={known()}>
          {(row) => (
            <Fact name={row.label}>
              <Show when={row.ring} fallback={<span class="al-as-written">{row.text}</span>}>
                {(numbers) => (
                  <For each={numbers()}>
                    {(number) => (
                      <a class="al-phone" href={ringing(number)}>
                        {formatPhone(number)}
                      </a>
                    )}
                  </For>
                )}
              </Show>
            </Fact>
          )}
        </For>
      </Facts>
    </Show>
  )
}
