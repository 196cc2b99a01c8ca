import { createMemo, createSignal, For, onCleanup, Show, type Accessor } from 'solid-js'
import { common } from '../ui/words/common.words.ts'
import { useWords } from '../ui/words/use-words.tsx'
import { words } from './person.words.ts'

/** Somebody found: who, and what tells them apart from others of that name. */
export interface Found {
  id: string
  name: string
  about: string
}

const settle = 200

/** Finds somebody by name: a field, and those found as a choice. Works as a plain list of radio buttons. `find` is called
 *  once, with what is sought and whether it is enough to look. */
export function NamePicker<Person extends Found>(props: {
  name: string
  label: string
  error?: string | undefined
  find: (
    search: Accessor<string>,
    asked: Accessor<boolean>,
  ) => { people: Accessor<readonly Person[]>; settled: Accessor<boolean> }
  onPick: (person: Person) => void
}) {
  const t = useWords(words)
  const c = useWords(common)
  const [search, setSearch] = createSignal('')
  const [picked, setPicked] = createSignal<string>()
  let waiting: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(waiting))
  const asked = () => search().length >= 2
  const found = props.find(search, asked)
  const people = createMemo(() => (asked() ? found.people() : []))
  return (
    <div class={`nhsuk-form-group${props.error ? ' nhsuk-form-group--error' : ''}`}>
      <label class="nhsuk-label" for={props.name}>
        {props.label}
      </label>
      <div class="nhsuk-hint" id={`${props.name}-hint`}>
        {t().findHint}
      </div>
      <Show when={props.error}>
        <span class="nhsuk-error-message" id={`${props.name}-error`}>
          <span class="nhsuk-u-visually-hidden">{c().error}</span> {props.error}
        </span>
      </Show>
      <input
        class="nhsuk-input nhsuk-input--width-20"
        id={props.name}
        type="text"
        enterkeyhint="search"
        autocomplete="off"
        aria-describedby={`${props.name}-hint${props.error ? ` ${props.name}-error` : ''}`}
        onInput={(event) => {
          const text = event.currentTarget.value.trim()
          clearTimeout(waiting)
          waiting = setTimeout(() => setSearch(text), settle)
        }}
        onKeyDown={(event) => {
          // Enter looks; it does not send the form around.
          if (event.key !== 'Enter') return
          event.preventDefault()
          clearTimeout(waiting)
          setSearch(event.currentTarget.value.trim())
        }}
      />
      <p role="status" class="al-quiet">
        {asked() && found.settled() ? t().found(people().length) : ''}
      </p>
      <Show when={people().length > 0}>
        <fieldset class="nhsuk-fieldset">
          <legend class="nhsuk-u-visually-hidden">{t().pick}</legend>
          <div class="nhsuk-radios nhsuk-radios--small">
            <For each={people()}>
              {(person) => (
                <div class="nhsuk-radios__item">
                  <input
                    class="nhsuk-radios__input"
                    type="radio"
                    id={`${props.name}-${person.id}`}
                    name={`${props.name}-choice`}
                    value={person.id}
                    checked={picked() === person.id}
                    onChange={() => {
                      setPicked(person.id)
                      props.onPick(person)
                    }}
                  />
                  <label class="nhsuk-label nhsuk-radios__label" for={`${props.name}-${person.id}`}>
                    {person.name} <span class="al-quiet">{person.about}</span>
                  </label>
                </div>
              )}
            </For>
          </div>
        </fieldset>
      </Show>
    </div>
  )
}
