import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import type { AddVolunteerMutation, VolunteerStatus } from '../gql/graphql.ts'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Select } from '../ui/fields.tsx'
import { createForm, textOf } from '../ui/form.ts'
import { formatPhone } from '../ui/words/phones.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { AddVolunteer } from './new-volunteer.operations.ts'
import { words } from './new-volunteer.words.ts'
import { fieldsOf, readContact, readHome, readLanguages, readNames } from './volunteer-answers.ts'
import { ContactFields, HomeFields, LanguageFields, NameFields, usePlaces } from './volunteer-fields.tsx'
import { words as fieldWords } from './volunteer-fields.words.ts'
import { statuses } from './volunteers.rules.ts'
import './volunteers.scss'

type Added = AddVolunteerMutation['addVolunteer']
type Alike = Extract<Added, { __typename: 'VolunteerKnown' }>['volunteers']
const starts: readonly VolunteerStatus[] = statuses.filter((each) => each !== 'PAUSED' && each !== 'LEFT')

/** `/volunteers/new`: somebody who wishes to help. Who is here already is shown before a second record is made. */
export default function NewVolunteerPage() {
  const t = useWords(words)
  const f = useWords(fieldWords)
  const s = useWords(terms)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const { organisations, places, placesKnown } = usePlaces()
  const [alike, setAlike] = createSignal<Alike>()
  const add = useAct(AddVolunteer)
  let known: HTMLDivElement | undefined

  const form = createForm(async (data) => {
    const names = readNames(data, f())
    const home = readHome(data, f())
    const organisation = textOf(data, 'organisation')
    const missing = [...names.problems, ...home.problems]
    if (organisations().length > 1 && !organisation)
      missing.push({ field: 'organisation', text: f().chooseOrganisation })
    setAlike(undefined)
    if (missing.length > 0) return missing
    const answer = await add.send({
      input: {
        clientMutationId: onceKey(),
        ...names.answers,
        ...home.answers,
        ...readLanguages(data),
        ...readContact(data),
        organisation: organisation ?? null,
        status: starts.find((each) => each === textOf(data, 'status')) ?? 'APPLIED',
        evenSo: data.get('evenSo') === 'yes',
      },
    })
    if (!answer) return problemsOf(add.fault(), language(), fieldsOf)
    const result = answer.addVolunteer
    switch (result.__typename) {
      case 'VolunteerAdded':
        navigate(result.volunteer ? `/volunteers/${result.volunteer.id}` : '/volunteers')
        return []
      case 'VolunteerKnown':
        setAlike(result.volunteers)
        known?.focus()
        return []
      default:
        unforeseen(result)
        return []
    }
  })

  return (
    <Page title={t().title} back={{ href: '/volunteers', text: t().back }}>
      <Show when={placesKnown() && places().length === 0}>
        <p class="al-fault al-fault--line">{t().noPlace}</p>
      </Show>
      <form class="al-new-volunteer" onSubmit={form.submit} novalidate>
        <ErrorSummary problems={form.problems()} />
        <FaultLine fault={add.fault()?.kind === 'badInput' ? undefined : add.fault()} />
        <section class="al-panel" aria-labelledby="who">
          <h2 id="who">{t().who}</h2>
          <NameFields form={form} />
          <LanguageFields form={form} />
        </section>
        <section class="al-panel" aria-labelledby="reach">
          <h2 id="reach">{t().reach}</h2>
          <ContactFields form={form} />
        </section>
        <section class="al-panel" aria-labelledby="with-us">
          <h2 id="with-us">{t().start}</h2>
          <HomeFields form={form} />
          <Select
            name="status"
            label={t().status}
            hint={t().statusHint}
            value="APPLIED"
            choices={starts.map((value) => ({ value, text: s().volunteerStatus[value] }))}
            error={form.error('status')}
          />
        </section>
        <Show when={alike()}>
          {(found) => (
            <div ref={known} tabindex="-1" role="group" aria-labelledby="known" class="al-panel al-known">
              <h2 id="known">{t().knownTitle}</h2>
              <p>{t().known}</p>
              <Show when={found().length > 0} fallback={<p>{t().knownUnseen}</p>}>
                <ul class="nhsuk-list nhsuk-list--bullet">
                  <For each={found()}>
                    {(each) => (
                      <li>
                        <a href={`/volunteers/${each.id}`}>{each.name}</a>
                        <span class="al-block al-quiet">
                          {[
                            s().volunteerStatus[each.status],
                            each.locality ? nameIn(language(), each.locality) : '',
                            each.contact?.email ?? '',
                            ...(each.contact?.phones ?? []).map(formatPhone),
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <Button type="submit" kind="secondary" name="evenSo" value="yes" busy={add.busy()}>
                {t().evenSo}
              </Button>
            </div>
          )}
        </Show>
        <Button type="submit" busy={add.busy()}>
          {t().save}
        </Button>
      </form>
    </Page>
  )
}
