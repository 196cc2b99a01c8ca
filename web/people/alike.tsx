import { For, Show } from 'solid-js'
import { formatDate } from '../ui/words/dates.ts'
import { formatPhone } from '../ui/words/phones.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './people.words.ts'
import { sayNhsNumber } from './person-fields.tsx'

/** Somebody who may be the person being added. */
export interface Alike {
  id: string
  name: string
  preferredName?: string | null
  dateOfBirth?: string | null
  nhsNumber?: string | null
  locality?: { name: string; nameCy?: string | null } | null
  contact?: {
    addressLines: readonly string[]
    town?: string | null
    postcode?: string | null
    phones: readonly string[]
  } | null
}

/** Those who may be the same, each with enough to tell. They open in a tab of their own, so that the form is not lost. */
export function AlikeList(props: { people: readonly Alike[] }) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <ul class="al-alike">
      <For each={props.people}>
        {(person) => (
          <li>
            <a href={`/people/${person.id}`} target="_blank" aria-label={`${t().open}: ${person.name}`}>
              {person.name}
            </a>
            <Show when={person.preferredName}>{(name) => <span> · {t().likes(name())}</span>}</Show>
            <span class="al-block al-quiet">
              {[
                person.dateOfBirth ? `${t().born}: ${formatDate(language(), person.dateOfBirth, 'date')}` : '',
                [...(person.contact?.addressLines ?? []), person.contact?.town, person.contact?.postcode]
                  .filter(Boolean)
                  .join(', '),
                ...(person.contact?.phones ?? []).map(formatPhone),
                person.nhsNumber ? `${t().nhsNumber}: ${sayNhsNumber(person.nhsNumber)}` : '',
                person.locality ? nameIn(language(), person.locality) : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        )}
      </For>
    </ul>
  )
}
