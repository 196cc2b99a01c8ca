import { createMemo, Show } from 'solid-js'
import { useReadAll } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { Details } from '../ui/button.tsx'
import { Checkboxes, DateFields, Select, TextArea, TextField } from '../ui/fields.tsx'
import type { Form } from '../ui/form.ts'
import { common } from '../ui/words/common.words.ts'
import { formatPhone } from '../ui/words/phones.ts'
import { languageChoices, terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { genders, preferences, type Known } from './volunteer-answers.ts'
import { VolunteerPlaces } from './new-volunteer.operations.ts'
import { words } from './volunteer-fields.words.ts'
import { placesWithin } from './volunteers.rules.ts'

const common3: readonly string[] = ['en', 'cy', 'bfi']
/** First, last and usual name. */
export function NameFields(props: { form: Form; known?: Known | undefined }) {
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
    </>
  )
}

/** Languages and gender. The three that are spoken most stand open, the others on request. */
export function LanguageFields(props: { form: Form; known?: Known | undefined }) {
  const t = useWords(words)
  const s = useWords(terms)
  const { language } = useLanguage()
  const spoken = () => props.known?.languages ?? []
  const choices = (first: boolean) =>
    languageChoices(language()).filter((each) => common3.includes(each.value) === first)
  // A code that has no name here must not be lost when the form is saved.
  const unnamed = () => {
    const named = languageChoices(language()).map((each) => each.value)
    return spoken()
      .filter((code) => !named.includes(code))
      .map((value) => ({ value, text: value }))
  }
  const others = () => [...choices(false), ...unnamed()]
  return (
    <>
      <Checkboxes
        name="languages"
        label={t().languages}
        small
        values={spoken()}
        choices={choices(true)}
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
      <Select
        name="gender"
        label={t().gender}
        hint={t().genderHint}
        optional
        empty={t().notAsked}
        value={props.known?.gender}
        choices={genders.map((value) => ({ value, text: s().gender[value] }))}
        error={props.form.error('gender')}
      />
    </>
  )
}

/** Phones, e-mail, address. */
export function ContactFields(props: { form: Form; known?: Known | undefined }) {
  const t = useWords(words)
  const s = useWords(terms)
  const c = useWords(common)
  const phone = (index: number) => {
    const found = props.known?.contact?.phones[index]
    return found === undefined ? undefined : formatPhone(found)
  }
  return (
    <>
      <div class="al-columns al-columns--level">
        <TextField
          name="phone"
          label={t().phone}
          hint={t().phoneHint}
          optional
          type="tel"
          autocomplete="off"
          value={phone(0)}
          error={props.form.error('phone')}
        />
        <TextField
          name="otherPhone"
          label={t().otherPhone}
          optional
          type="tel"
          autocomplete="off"
          value={phone(1)}
          error={props.form.error('otherPhone')}
        />
        <TextField
          name="email"
          label={t().email}
          optional
          type="email"
          autocomplete="off"
          spellcheck={false}
          value={props.known?.contact?.email}
          error={props.form.error('email')}
        />
        <Select
          name="contactPreference"
          label={t().contactPreference}
          {...(props.known ? {} : { empty: c().chooseOne })}
          value={props.known?.contact?.contactPreference}
          choices={preferences.map((value) => ({ value, text: s().contact[value] }))}
          error={props.form.error('contactPreference')}
        />
      </div>
      <TextArea
        name="address"
        label={t().address}
        hint={t().addressHint}
        optional
        rows={2}
        value={props.known?.contact?.addressLines.join('\n')}
        error={props.form.error('address')}
      />
      <div class="al-columns al-columns--level">
        <TextField
          name="town"
          label={t().town}
          optional
          autocomplete="off"
          value={props.known?.contact?.town}
          error={props.form.error('town')}
        />
        <TextField
          name="postcode"
          label={t().postcode}
          hint={t().postcodeHint}
          optional
          width={10}
          autocomplete="off"
          value={props.known?.contact?.postcode}
          error={props.form.error('postcode')}
        />
      </div>
    </>
  )
}

/** Where they belong and since when. The organisation is asked for only where somebody works for several. */
export function HomeFields(props: { form: Form; known?: Known | undefined }) {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const { organisations, places, placesKnown } = usePlaces()
  const choices = createMemo(() => {
    const known = props.known?.locality
    // The select must hold what is there before the list has come.
    const all = known && !places().some((each) => each.id === known.id) ? [known, ...places()] : places()
    return all.map((each) => ({ value: each.id, text: nameIn(language(), each) }))
  })
  const only = () => (choices().length === 1 && placesKnown() ? choices()[0]?.value : undefined)
  return (
    <>
      <Show when={!props.known && organisations().length > 1}>
        <Select
          name="organisation"
          label={t().organisation}
          empty={c().chooseOne}
          choices={organisations().map((each) => ({ value: each.id, text: each.name }))}
          error={props.form.error('organisation')}
        />
      </Show>
      <Select
        name="locality"
        label={t().locality}
        {...(props.known ? {} : { empty: c().chooseOne })}
        value={props.known?.locality?.id ?? only()}
        choices={choices()}
        error={props.form.error('locality')}
      />
      <DateFields
        name="joinedOn"
        label={t().joinedOn}
        optional
        value={props.known?.joinedOn}
        error={props.form.error('joinedOn')}
      />
    </>
  )
}

/** The organisations and localities in which the viewer keeps volunteers. */
export function usePlaces() {
  const session = useSession()
  const read = useReadAll(
    VolunteerPlaces,
    () => ({ after: null }),
    (data) => data.localities,
  )
  const keeping = createMemo(() =>
    (session.viewer()?.memberships ?? []).filter(
      (each) => each.role === 'VOLUNTEER_CO_ORDINATOR' || each.role === 'GROUP_MANAGER',
    ),
  )
  const organisations = createMemo(() => {
    const found = new Map(
      keeping().flatMap((each) => (each.organisation ? [[each.organisation.id, each.organisation]] : [])),
    )
    return [...found.values()]
  })
  // A group's manager keeps its volunteers wherever they live; a co-ordinator those of their localities.
  const places = createMemo(() => {
    const all = read.data() ?? []
    if (keeping().some((each) => each.role === 'GROUP_MANAGER')) return all
    return placesWithin(all, new Set(keeping().flatMap((each) => each.localities.map((place) => place.id))))
  })
  return { organisations, places, placesKnown: () => read.data() !== undefined }
}
