import { Show } from 'solid-js'
import type { ContactPreference } from '../gql/graphql.ts'
import { Details } from '../ui/button.tsx'
import { Checkboxes, DateFields, Select, TextArea, TextField } from '../ui/fields.tsx'
import { dateOf, textOf, ticksOf, type Form, type Problem } from '../ui/form.ts'
import { formatPhone } from '../ui/words/phones.ts'
import { languageChoices, terms } from '../ui/words/terms.words.ts'
import { useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words } from './people.words.ts'

/** Names, birthday and NHS number, as a form holds them. */
export interface Identity {
  givenName: string
  familyName: string
  preferredName: string | null
  dateOfBirth: string | null
  nhsNumber: string | null
}
/** Where somebody lives and how to reach them. */
export interface Contact {
  addressLines: string[]
  town: string | null
  postcode: string | null
  phones: string[]
  email: string | null
  contactPreference: ContactPreference | null
}
/** What they speak, and what makes it easier to help them. */
export interface Speech {
  languages: string[]
  needsLanguage: string | null
  prefersLanguage: string | null
  accessNeeds: string | null
}

/** The API's names of inputs, as the fields here are called. */
export const fieldsOf: Readonly<Record<string, string>> = { addressLines: 'address' }

const preferences: readonly ContactPreference[] = ['PHONE', 'TEXT', 'EMAIL', 'LETTER']
const spokenMost: readonly string[] = ['en', 'cy', 'bfi']
const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** An NHS number as it is read: 3, 3 and 4 digits. */
export const sayNhsNumber = (number: string): string => number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')

/** Names, birthday, NHS number. */
export function IdentityFields(props: { form: Form; known?: Identity | undefined }) {
  const t = useWords(words)
  return (
    <>
      <div class="al-columns">
        <TextField
          name="givenName"
          label={t().givenName}
          autocomplete="off"
          value={props.known?.givenName}
          error={props.form.error('givenName')}
        />
        <TextField
          name="familyName"
          label={t().familyName}
          autocomplete="off"
          value={props.known?.familyName}
          error={props.form.error('familyName')}
        />
      </div>
      <TextField
        name="preferredName"
        label={t().preferredName}
        optional
        autocomplete="off"
        width={20}
        value={props.known?.preferredName}
        error={props.form.error('preferredName')}
      />
      <DateFields
        name="dateOfBirth"
        label={t().dateOfBirth}
        optional
        value={props.known?.dateOfBirth}
        error={props.form.error('dateOfBirth')}
      />
      <TextField
        name="nhsNumber"
        label={t().nhsNumber}
        hint={t().nhsHint}
        optional
        inputmode="numeric"
        width={20}
        autocomplete="off"
        value={props.known?.nhsNumber ? sayNhsNumber(props.known.nhsNumber) : undefined}
        error={props.form.error('nhsNumber')}
      />
    </>
  )
}

/** Phones, e-mail and address. */
export function ContactFields(props: { form: Form; known?: Contact | undefined }) {
  const t = useWords(words)
  const s = useWords(terms)
  return (
    <>
      <TextArea
        name="phones"
        label={t().phones}
        optional
        hint={t().phonesHint}
        rows={2}
        value={props.known?.phones.map(formatPhone).join('\n')}
        error={props.form.error('phones')}
      />
      <div class="al-columns">
        <TextField
          name="email"
          label={t().email}
          optional
          type="email"
          autocomplete="off"
          spellcheck={false}
          value={props.known?.email}
          error={props.form.error('email')}
        />
        <Select
          name="contactPreference"
          label={t().contactPreference}
          value={props.known?.contactPreference ?? 'PHONE'}
          choices={preferences.map((value) => ({ value, text: s().contact[value] }))}
          error={props.form.error('contactPreference')}
        />
      </div>
      <TextArea
        name="address"
        label={t().address}
        optional
        hint={t().addressHint}
        rows={2}
        value={props.known?.addressLines.join('\n')}
        error={props.form.error('address')}
      />
      <div class="al-columns">
        <TextField
          name="town"
          label={t().town}
          optional
          autocomplete="off"
          value={props.known?.town}
          error={props.form.error('town')}
        />
        <TextField
          name="postcode"
          label={t().postcode}
          optional
          width={10}
          autocomplete="off"
          value={props.known?.postcode}
          error={props.form.error('postcode')}
        />
      </div>
    </>
  )
}

/** Languages spoken, the one needed, the one liked, and what helps. */
export function SpeechFields(props: { form: Form; known?: Speech | undefined; short?: boolean }) {
  const t = useWords(words)
  const { language } = useLanguage()
  const spoken = () => props.known?.languages ?? []
  const named = () => languageChoices(language())
  const others = () => [
    ...named().filter((each) => !spokenMost.includes(each.value)),
    // A code that has no name here must not be lost when the form is saved.
    ...spoken()
      .filter((code) => !named().some((each) => each.value === code))
      .map((value) => ({ value, text: value })),
  ]
  return (
    <>
      <Checkboxes
        name="languages"
        label={t().languages}
        small
        values={spoken()}
        choices={named().filter((each) => spokenMost.includes(each.value))}
        error={props.form.error('languages')}
      />
      <Details summary={t().moreLanguages} open={others().some((each) => spoken().includes(each.value))}>
        <div class="al-many">
          <Checkboxes
            name="languages"
            id="languages-more"
            label={t().moreLanguages}
            small
            values={spoken()}
            choices={others()}
          />
        </div>
      </Details>
      <div class="al-columns">
        <Select
          name="needsLanguage"
          label={t().needsLanguage}
          empty={t().anyLanguage}
          value={props.known?.needsLanguage}
          choices={languageChoices(language())}
          error={props.form.error('needsLanguage')}
        />
        <Select
          name="prefersLanguage"
          label={t().prefersLanguage}
          empty={t().anyLanguage}
          value={props.known?.prefersLanguage}
          choices={languageChoices(language())}
          error={props.form.error('prefersLanguage')}
        />
      </div>
      <Show when={!props.short}>
        <TextArea
          name="accessNeeds"
          label={t().accessNeeds}
          optional
          rows={2}
          value={props.known?.accessNeeds}
          error={props.form.error('accessNeeds')}
        />
      </Show>
    </>
  )
}

type Words = (typeof words)['en']

/** The answers of `IdentityFields`, or what is wrong with them. */
export function readIdentity(data: FormData, t: Words): { answers: Identity; problems: Problem[] } {
  const problems: Problem[] = []
  const givenName = textOf(data, 'givenName') ?? ''
  const familyName = textOf(data, 'familyName') ?? ''
  const dateOfBirth = dateOf(data, 'dateOfBirth')
  if (givenName === '') problems.push({ field: 'givenName', text: t.enterGivenName })
  if (familyName === '') problems.push({ field: 'familyName', text: t.enterFamilyName })
  if (dateOfBirth === null) problems.push({ field: 'dateOfBirth', text: t.enterDate })
  return {
    answers: {
      givenName,
      familyName,
      preferredName: textOf(data, 'preferredName') ?? null,
      dateOfBirth: dateOfBirth ?? null,
      nhsNumber: textOf(data, 'nhsNumber')?.replaceAll(/[\s-]/g, '') ?? null,
    },
    problems,
  }
}

/** The answers of `ContactFields`. */
export const readContact = (data: FormData): Contact => ({
  addressLines: linesOf(textOf(data, 'address')),
  town: textOf(data, 'town') ?? null,
  postcode: textOf(data, 'postcode') ?? null,
  phones: linesOf(textOf(data, 'phones')),
  email: textOf(data, 'email') ?? null,
  contactPreference: preferences.find((each) => each === textOf(data, 'contactPreference')) ?? null,
})

/** The answers of `SpeechFields`. */
export const readSpeech = (data: FormData): Speech => ({
  languages: [...new Set(ticksOf(data, 'languages'))],
  needsLanguage: textOf(data, 'needsLanguage') ?? null,
  prefersLanguage: textOf(data, 'prefersLanguage') ?? null,
  accessNeeds: textOf(data, 'accessNeeds') ?? null,
})
