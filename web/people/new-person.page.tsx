import './people.scss'
import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { FaultLine } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct } from '../shell/reads.ts'
import { Button, Details } from '../ui/button.tsx'
import { ErrorSummary, Radios, Select, TextArea } from '../ui/fields.tsx'
import { createForm, textOf } from '../ui/form.ts'
import { common } from '../ui/words/common.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { AlikeList, type Alike } from './alike.tsx'
import { RegisterCarer, RegisterPatient } from './people.operations.ts'
import { words } from './people.words.ts'
import {
  ContactFields,
  fieldsOf,
  IdentityFields,
  readContact,
  readIdentity,
  readSpeech,
  SpeechFields,
} from './person-fields.tsx'
import { usePlaces } from './places.ts'

/** `/people/new`: a patient or a carer. Those who may be the same person are shown before a second record is made. */
export default function NewPersonPage() {
  const t = useWords(words)
  const c = useWords(common)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const [asked] = useSearchParams<{ as?: string }>()
  const { organisations, places, placesKnown } = usePlaces()
  const [as, setAs] = createSignal(asked.as === 'carer' ? 'carer' : 'patient')
  const [alike, setAlike] = createSignal<{ people: readonly Alike[]; certain: boolean }>()
  const patient = useAct(RegisterPatient)
  const carer = useAct(RegisterCarer)
  let known: HTMLDivElement | undefined

  const form = createForm(async (data) => {
    const identity = readIdentity(data, t())
    const locality = textOf(data, 'locality')
    const organisation = textOf(data, 'organisation')
    const missing = [...identity.problems]
    if (!locality) missing.push({ field: 'locality', text: t().chooseLocality })
    if (organisations().length > 1 && !organisation)
      missing.push({ field: 'organisation', text: t().chooseOrganisation })
    const evenSo = data.get('evenSo') === 'yes'
    setAlike(undefined)
    if (!locality || missing.length > 0) return missing
    const input = {
      clientMutationId: onceKey(),
      ...identity.answers,
      ...readContact(data),
      ...readSpeech(data),
      whatToKnow: textOf(data, 'whatToKnow') ?? null,
      locality,
      organisation: organisation ?? null,
    }
    const answer =
      as() === 'carer'
        ? (await carer.send({ input }))?.registerCarer
        : (await patient.send({ input: { ...input, evenSo } }))?.registerPatient
    if (!answer) return problemsOf(patient.fault() ?? carer.fault(), language(), fieldsOf)
    switch (answer.__typename) {
      case 'PatientRegistered':
        navigate(answer.patient ? `/people/${answer.patient.id}` : '/people')
        return []
      case 'CarerRegistered':
        navigate(answer.carer ? `/people/${answer.carer.id}` : '/people?show=carers')
        return []
      case 'AlreadyKnown': {
        const people: readonly Alike[] = [...answer.patients, ...answer.carers]
        // Only a number is beyond doubt: a carer, or a patient although "somebody new" was said.
        setAlike({ people, certain: evenSo || as() === 'carer' })
        known?.focus()
        return []
      }
      default:
        unforeseen(answer)
        return []
    }
  })
  const fault = () => patient.fault() ?? carer.fault()
  return (
    <Page title={t().newTitle} back={{ href: '/people', text: t().title }}>
      <Show when={placesKnown() && places().length === 0}>
        <p class="al-fault al-fault--line">{t().noPlace}</p>
      </Show>
      <form class="al-record-form" onSubmit={form.submit} novalidate>
        <ErrorSummary problems={form.problems()} />
        <FaultLine fault={fault()?.kind === 'badInput' ? undefined : fault()} />
        <section class="al-panel">
          <Radios
            name="as"
            label={t().who}
            size="m"
            small
            value={as()}
            onChange={(value) => {
              setAs(value)
              setAlike(undefined)
            }}
            choices={[
              { value: 'patient', text: t().patient, hint: t().patientHint },
              { value: 'carer', text: t().carer, hint: t().carerHint },
            ]}
          />
          <IdentityFields form={form} />
        </section>
        <section class="al-panel">
          <ContactFields form={form} />
          <Show when={organisations().length > 1}>
            <Select
              name="organisation"
              label={t().organisation}
              empty={c().chooseOne}
              choices={organisations().map((each) => ({ value: each.id, text: each.name }))}
              error={form.error('organisation')}
            />
          </Show>
          <Select
            name="locality"
            label={t().livesIn}
            empty={c().chooseOne}
            value={places().length === 1 ? places()[0]?.id : undefined}
            choices={places().map((each) => ({ value: each.id, text: nameIn(language(), each) }))}
            error={form.error('locality')}
          />
        </section>
        <section class="al-panel">
          <TextArea
            name="whatToKnow"
            label={t().whatToKnow}
            hint={t().whatToKnowHint}
            optional
            rows={3}
            error={form.error('whatToKnow')}
          />
          <Details summary={t().languages}>
            <SpeechFields form={form} />
          </Details>
        </section>
        <Show when={alike()}>
          {(found) => (
            <div ref={known} tabindex="-1" role="group" aria-labelledby="known" class="al-panel al-stale">
              <h2 id="known">{t().alikeTitle}</h2>
              <p>{found().certain ? t().alikeNumber : t().alike}</p>
              <Show when={found().people.length > 0} fallback={<p>{t().alikeUnseen}</p>}>
                <AlikeList people={found().people} />
              </Show>
              <Show when={!found().certain}>
                <Button type="submit" kind="secondary" name="evenSo" value="yes" busy={form.busy()}>
                  {t().evenSo}
                </Button>
              </Show>
            </div>
          )}
        </Show>
        <Button type="submit" busy={form.busy()}>
          {t().save}
        </Button>
      </form>
    </Page>
  )
}
