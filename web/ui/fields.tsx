import { For, Show, type JSX } from 'solid-js'
import type { Problem } from './form.ts'
import { common } from './words/common.words.ts'
import { useWords } from './words/use-words.tsx'

/** What every field has. `name` is the form's name for it and, unless `id` is given, the id that the summary links to. */
export interface FieldProps {
  name: string
  id?: string
  label: JSX.Element
  hint?: JSX.Element | undefined
  error?: string | undefined
  optional?: boolean
}

const idOf = (props: { name: string; id?: string }) => props.id ?? props.name
const describedBy = (props: FieldProps) =>
  [props.hint ? `${idOf(props)}-hint` : '', props.error ? `${idOf(props)}-error` : ''].filter(Boolean).join(' ') ||
  undefined

function Group(props: { error?: string | undefined; children: JSX.Element }) {
  return <div class={`nhsuk-form-group${props.error ? ' nhsuk-form-group--error' : ''}`}>{props.children}</div>
}

function Hint(props: { field: FieldProps }) {
  return (
    <Show when={props.field.hint}>
      <div class="nhsuk-hint" id={`${idOf(props.field)}-hint`}>
        {props.field.hint}
      </div>
    </Show>
  )
}

function ErrorLine(props: { field: FieldProps }) {
  const t = useWords(common)
  return (
    <Show when={props.field.error}>
      <span class="nhsuk-error-message" id={`${idOf(props.field)}-error`}>
        <span class="nhsuk-u-visually-hidden">{t().error}</span> {props.field.error}
      </span>
    </Show>
  )
}

function Label(props: { field: FieldProps }) {
  const t = useWords(common)
  return (
    <label class="nhsuk-label" for={idOf(props.field)}>
      {props.field.label}
      <Show when={props.field.optional}> {t().optional}</Show>
    </label>
  )
}

/** One line of text. */
export function TextField(
  props: FieldProps & {
    value?: string | null | undefined
    type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password'
    autocomplete?: JSX.HTMLAutocomplete
    inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'text' | 'url'
    width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
    spellcheck?: boolean
    onInput?: JSX.EventHandler<HTMLInputElement, InputEvent>
  },
) {
  return (
    <Group error={props.error}>
      <Label field={props} />
      <Hint field={props} />
      <ErrorLine field={props} />
      <input
        class={`nhsuk-input${props.width ? ` nhsuk-input--width-${props.width}` : ''}${props.error ? ' nhsuk-input--error' : ''}`}
        id={idOf(props)}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value ?? ''}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        spellcheck={props.spellcheck}
        aria-describedby={describedBy(props)}
        onInput={props.onInput}
      />
    </Group>
  )
}

/** Several lines of text. */
export function TextArea(props: FieldProps & { value?: string | null | undefined; rows?: number }) {
  return (
    <Group error={props.error}>
      <Label field={props} />
      <Hint field={props} />
      <ErrorLine field={props} />
      <textarea
        class={`nhsuk-textarea${props.error ? ' nhsuk-textarea--error' : ''}`}
        id={idOf(props)}
        name={props.name}
        rows={props.rows ?? 4}
        aria-describedby={describedBy(props)}
      >
        {props.value ?? ''}
      </textarea>
    </Group>
  )
}

/** A choice: its value, its words, and a hint where it needs one. */
export interface Choice {
  value: string
  text: JSX.Element
  hint?: JSX.Element
}

/** One of many, from a list that opens. `empty` is the words of "none yet", left out where one is always chosen. */
export function Select(
  props: FieldProps & {
    choices: readonly Choice[]
    value?: string | null | undefined
    empty?: string
    onChange?: (value: string) => void
  },
) {
  return (
    <Group error={props.error}>
      <Label field={props} />
      <Hint field={props} />
      <ErrorLine field={props} />
      <select
        class={`nhsuk-select${props.error ? ' nhsuk-select--error' : ''}`}
        id={idOf(props)}
        name={props.name}
        aria-describedby={describedBy(props)}
        onChange={(event) => props.onChange?.(event.currentTarget.value)}
      >
        <Show when={props.empty !== undefined}>
          <option value="" selected={!props.value}>
            {props.empty}
          </option>
        </Show>
        <For each={props.choices}>
          {(choice) => (
            <option value={choice.value} selected={choice.value === props.value}>
              {choice.text}
            </option>
          )}
        </For>
      </select>
    </Group>
  )
}

/** Fields that answer one question together, under a legend. */
export function Fieldset(props: {
  legend: JSX.Element
  size?: 's' | 'm' | 'l'
  describedBy?: string | undefined
  group?: boolean
  children: JSX.Element
}) {
  return (
    <fieldset class="nhsuk-fieldset" role={props.group ? 'group' : undefined} aria-describedby={props.describedBy}>
      <legend class={`nhsuk-fieldset__legend${props.size ? ` nhsuk-fieldset__legend--${props.size}` : ''}`}>
        {props.legend}
      </legend>
      {props.children}
    </fieldset>
  )
}

type GroupProps = FieldProps & { choices: readonly Choice[]; small?: boolean; inline?: boolean; size?: 's' | 'm' | 'l' }

const itemId = (props: GroupProps, index: number) => (index === 0 ? idOf(props) : `${idOf(props)}-${index + 1}`)

/** One of a few, all to be seen at once. */
export function Radios(props: GroupProps & { value?: string | null | undefined; onChange?: (value: string) => void }) {
  return (
    <Group error={props.error}>
      <Fieldset legend={props.label} size={props.size} describedBy={describedBy(props)}>
        <Hint field={props} />
        <ErrorLine field={props} />
        <div
          class={`nhsuk-radios${props.small ? ' nhsuk-radios--small' : ''}${props.inline ? ' nhsuk-radios--inline' : ''}`}
        >
          <For each={props.choices}>
            {(choice, index) => (
              <div class="nhsuk-radios__item">
                <input
                  class="nhsuk-radios__input"
                  id={itemId(props, index())}
                  name={props.name}
                  type="radio"
                  value={choice.value}
                  checked={choice.value === props.value}
                  aria-describedby={choice.hint ? `${itemId(props, index())}-item-hint` : undefined}
                  onChange={() => props.onChange?.(choice.value)}
                />
                <label class="nhsuk-label nhsuk-radios__label" for={itemId(props, index())}>
                  {choice.text}
                </label>
                <Show when={choice.hint}>
                  <div class="nhsuk-hint nhsuk-radios__hint" id={`${itemId(props, index())}-item-hint`}>
                    {choice.hint}
                  </div>
                </Show>
              </div>
            )}
          </For>
        </div>
      </Fieldset>
    </Group>
  )
}

/** Any number of a few. */
export function Checkboxes(
  props: GroupProps & { values?: readonly string[]; onChange?: (value: string, on: boolean) => void },
) {
  return (
    <Group error={props.error}>
      <Fieldset legend={props.label} size={props.size} describedBy={describedBy(props)}>
        <Hint field={props} />
        <ErrorLine field={props} />
        <div class={`nhsuk-checkboxes${props.small ? ' nhsuk-checkboxes--small' : ''}`}>
          <For each={props.choices}>
            {(choice, index) => (
              <div class="nhsuk-checkboxes__item">
                <input
                  class="nhsuk-checkboxes__input"
                  id={itemId(props, index())}
                  name={props.name}
                  type="checkbox"
                  value={choice.value}
                  checked={props.values?.includes(choice.value)}
                  aria-describedby={choice.hint ? `${itemId(props, index())}-item-hint` : undefined}
                  onChange={(event) => props.onChange?.(choice.value, event.currentTarget.checked)}
                />
                <label class="nhsuk-label nhsuk-checkboxes__label" for={itemId(props, index())}>
                  {choice.text}
                </label>
                <Show when={choice.hint}>
                  <div class="nhsuk-hint nhsuk-checkboxes__hint" id={`${itemId(props, index())}-item-hint`}>
                    {choice.hint}
                  </div>
                </Show>
              </div>
            )}
          </For>
        </div>
      </Fieldset>
    </Group>
  )
}

/** A date somebody knows by heart: day, month, year. Read it with `dateOf(data, name)`. `value` is ISO. */
export function DateFields(props: FieldProps & { value?: string | null | undefined; size?: 's' | 'm' | 'l' }) {
  const t = useWords(common)
  const part = (index: number) => {
    const text = props.value?.split('-')[index]
    return text === undefined ? undefined : String(Number(text))
  }
  const item = (which: 'day' | 'month' | 'year', label: string, width: 2 | 4, value: string | undefined) => (
    <div class="nhsuk-date-input__item">
      <div class={`nhsuk-form-group${props.error ? ' nhsuk-form-group--error' : ''}`}>
        <label class="nhsuk-label nhsuk-date-input__label" for={`${idOf(props)}-${which}`}>
          {label}
        </label>
        <input
          class={`nhsuk-input nhsuk-input--width-${width} nhsuk-date-input__input${props.error ? ' nhsuk-input--error' : ''}`}
          id={`${idOf(props)}-${which}`}
          name={`${props.name}-${which}`}
          type="text"
          value={value ?? ''}
          inputmode="numeric"
        />
      </div>
    </div>
  )
  return (
    <Group error={props.error}>
      <Fieldset
        legend={
          <>
            {props.label}
            <Show when={props.optional}> {t().optional}</Show>
          </>
        }
        size={props.size}
        group
        describedBy={describedBy(props)}
      >
        <Hint field={props} />
        <ErrorLine field={props} />
        <div class="nhsuk-date-input" id={idOf(props)}>
          {item('day', t().day, 2, part(2))}
          {item('month', t().month, 2, part(1))}
          {item('year', t().year, 4, part(0))}
        </div>
      </Fieldset>
    </Group>
  )
}

/** A time as people write it. Read it with `timeOf(data, name)`. */
export function TimeField(props: FieldProps & { value?: string | null | undefined }) {
  return <TextField {...props} width={5} value={props.value?.slice(0, 5)} autocomplete="off" />
}

/** Everything to be put right, at the top, each a link to its field. It takes the focus when a form comes back. */
export function ErrorSummary(props: { problems: readonly Problem[] }) {
  const t = useWords(common)
  const goTo = (event: MouseEvent, field: string) => {
    const target =
      document.getElementById(field) ?? document.querySelector<HTMLElement>(`[name="${CSS.escape(field)}"]`)
    const input = target?.matches('input, select, textarea') ? target : target?.querySelector<HTMLElement>('input')
    if (!input) return
    event.preventDefault()
    input.focus()
    input.closest('.nhsuk-form-group')?.scrollIntoView({ block: 'center' })
  }
  return (
    <Show when={props.problems.length > 0}>
      <div class="nhsuk-error-summary" tabindex="-1">
        <div role="alert">
          <h2 class="nhsuk-error-summary__heading">{t().thereIsAProblem}</h2>
          <div class="nhsuk-error-summary__body">
            <ul class="nhsuk-list nhsuk-error-summary__list">
              <For each={props.problems}>
                {(problem) => (
                  <li>
                    <Show when={problem.field} fallback={problem.text}>
                      <a href={`#${problem.field}`} onClick={(event) => goTo(event, problem.field)}>
                        {problem.text}
                      </a>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </div>
        </div>
      </div>
    </Show>
  )
}
