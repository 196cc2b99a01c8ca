import { For, Show, type JSX } from 'solid-js'
import type { EditVolunteerInput } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Fact, Facts } from '../ui/button.tsx'
import { formatDate } from '../ui/words/dates.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { languageName, terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { readContact, readHome, readLanguages, readNames } from './volunteer-answers.ts'
import { ContactFields, HomeFields, LanguageFields, NameFields } from './volunteer-fields.tsx'
import { words as fieldWords } from './volunteer-fields.words.ts'
import { Part, sendWith, type Desk, type Sent, type Volunteer } from './volunteer-part.tsx'
import { EditVolunteer } from './volunteer.operations.ts'
import { words } from './volunteer.words.ts'

/** Changes facts of the record itself. */
export function useEdit(desk: Desk) {
  const { language } = useLanguage()
  const act = useAct(EditVolunteer)
  const save = (changes: Omit<EditVolunteerInput, 'id' | 'version' | 'clientMutationId'>, version: number) =>
    sendWith(
      act,
      { input: { ...changes, clientMutationId: onceKey(), id: desk.volunteer().id, version } },
      (data): Sent => {
        const result = data.editVolunteer
        switch (result.__typename) {
          case 'VolunteerEdited':
            return 'saved'
          case 'Stale':
            return 'stale'
          // No status is sent from here; should the API say so all the same, the record has moved.
          case 'StatusNotPossible':
            return 'stale'
          default:
            return unforeseen(result) ?? 'failed'
        }
      },
      language(),
    )
  return { save, fault: act.fault, busy: act.busy }
}

const detailsOf = (each: Volunteer) => [
  each.givenName,
  each.familyName,
  each.preferredName,
  each.languages,
  each.gender,
  each.locality?.id,
  each.joinedOn,
]

/** Name, languages, gender, where they belong. */
export function Details(props: { desk: Desk }) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  const s = useWords(terms)
  const { language } = useLanguage()
  const edit = useEdit(props.desk)
  return (
    <Part
      desk={props.desk}
      part="details"
      facts={detailsOf}
      shown={(each) => (
        <Facts>
          <Fact name={t().name}>{each.name}</Fact>
          <Maybe name={t().sometimesCalled} value={each.preferredName} />
          <Maybe
            name={f().languages}
            value={each.languages.map((code) => languageName(language(), code)).join(', ')}
            always
          />
          <Maybe name={f().gender} value={each.gender ? s().gender[each.gender] : undefined} />
          <Maybe name={f().locality} value={each.locality ? nameIn(language(), each.locality) : undefined} always />
          <Maybe
            name={f().joinedOn}
            value={each.joinedOn ? formatDate(language(), each.joinedOn, 'date') : undefined}
          />
        </Facts>
      )}
      fields={(form, before) => (
        <>
          <NameFields form={form} known={before} />
          <LanguageFields form={form} known={before} />
          <HomeFields form={form} known={before} />
        </>
      )}
      send={(data, version, before) => {
        const names = readNames(data, f())
        const home = readHome(data, f())
        const problems = [...names.problems, ...home.problems]
        if (problems.length > 0) return Promise.resolve(problems)
        const { locality, joinedOn } = home.answers
        return edit.save(
          {
            ...names.answers,
            ...readLanguages(data),
            joinedOn,
            // Left out where it stays: a locality that is no longer mine must not hinder changing a name.
            ...(locality === before.locality?.id ? {} : { locality }),
          },
          version,
        )
      }}
      fault={edit.fault}
      saving={edit.busy}
    />
  )
}

/** How to reach them. */
export function Contact(props: { desk: Desk }) {
  const f = useWords(fieldWords)
  const s = useWords(terms)
  const edit = useEdit(props.desk)
  return (
    <Part
      desk={props.desk}
      part="contact"
      facts={(each) => each.contact}
      shown={(each) => (
        <Facts>
          <Maybe
            name={f().phone}
            value={
              (each.contact?.phones.length ?? 0) > 0 ? (
                <For each={each.contact?.phones}>
                  {(phone) => (
                    <a class="al-block" href={ringing(phone)}>
                      {formatPhone(phone)}
                    </a>
                  )}
                </For>
              ) : undefined
            }
            always
          />
          <Maybe
            name={f().email}
            value={each.contact?.email ? <a href={`mailto:${each.contact.email}`}>{each.contact.email}</a> : undefined}
            always
          />
          <Maybe
            name={f().contactPreference}
            value={each.contact ? s().contact[each.contact.contactPreference] : undefined}
          />
          <Maybe
            name={f().address}
            value={
              each.contact &&
              [...each.contact.addressLines, each.contact.town ?? '', each.contact.postcode ?? ''].some(Boolean) ? (
                <For
                  each={[...each.contact.addressLines, each.contact.town ?? '', each.contact.postcode ?? ''].filter(
                    Boolean,
                  )}
                >
                  {(line) => <span class="al-block">{line}</span>}
                </For>
              ) : undefined
            }
            always
          />
        </Facts>
      )}
      fields={(form, before) => <ContactFields form={form} known={before} />}
      send={(data, version, before) => edit.save(readContact(data, before), version)}
      fault={edit.fault}
      saving={edit.busy}
    />
  )
}

/** A fact, left out where there is none, or said to be not given where one would look for it. */
export function Maybe(props: { name: string; value: JSX.Element | null | undefined; always?: boolean }) {
  const t = useWords(words)
  return (
    <Show when={props.value || props.always}>
      <Fact name={props.name}>
        <Show when={props.value} fallback={<span class="al-quiet">{t().notGiven}</span>}>
          {props.value}
        </Show>
      </Fact>
    </Show>
  )
}
