import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import { useRead } from '../shell/reads.ts'
import { common } from '../ui/words/common.words.ts'
import { formatDate } from '../ui/words/dates.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { PickPerson } from './people.operations.ts'
import { words } from './person.words.ts'

/** Somebody chosen. */
export interface Picked {
  kind: 'patient' | 'carer'
  id: string
  name: string
}

const most = 8
const settle = 200

/** Finds a patient or a carer by name: a field, and those found as a choice. Works as a plain list of radio buttons. */
export function PersonPicker(props: {
  name: string
  label: string
  kinds: readonly Picked['kind'][]
  error?: string | undefined
  onPick: (person: Picked | undefined) => void
}) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const [search, setSearch] = createSignal('')
  const [picked, setPicked] = createSignal<Picked>()
  let waiting: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(waiting))
  const asked = () => search().length >= 2
  const found = useRead(PickPerson, () => ({ search: search(), first: most }), { pause: () => !asked() })
  const people = createMemo(() => {
    const data = found.data()
    if (!data || !asked()) return []
    return [
      ...(props.kinds.includes('patient')
        ? data.patients.nodes.map((each) => ({ ...each, kind: 'patient' as const }))
        : []),
      ...(props.kinds.includes('carer') ? data.carers.nodes.map((each) => ({ ...each, kind: 'carer' as const })) : []),
    ]
  })
  const pick = (person: Picked) => {
    setPicked(person)
    props.onPick(person)
  }
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
        {asked() && found.data() && !found.loading() ? t().found(people().length) : ''}
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
                    checked={picked()?.id === person.id}
                    onChange={() => pick({ kind: person.kind, id: person.id, name: person.name })}
                  />
                  <label class="nhsuk-label nhsuk-radios__label" for={`${props.name}-${person.id}`}>
                    {person.name}{' '}
                    <span class="al-quiet">
                      {[
                        person.kind === 'carer' ? t().carer : t().patient,
                        person.dateOfBirth ? t().born(formatDate(language(), person.dateOfBirth, 'date')) : '',
                        person.locality ? nameIn(language(), person.locality) : '',
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
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
