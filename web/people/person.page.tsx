import './people.scss'
import { useParams } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import { onceKey } from '../graphql.ts'
import { CannotFind, Loaded } from '../shell/loaded.tsx'
import { Page } from '../shell/page.tsx'
import { problemsOf } from '../shell/problems.ts'
import { unforeseen, useAct, useRead } from '../shell/reads.ts'
import { useSession } from '../shell/session.tsx'
import { ButtonLink, Tag } from '../ui/button.tsx'
import { formatDate } from '../ui/words/dates.ts'
import { formatPhone, ringing } from '../ui/words/phones.ts'
import { languageName, terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { Consents } from './consents.tsx'
import { KeptApart } from './kept-apart.tsx'
import { statusColour } from './status-colour.ts'
import { words as fieldWords } from './people.words.ts'
import {
  ContactFields,
  fieldsOf,
  IdentityFields,
  readContact,
  readIdentity,
  readSpeech,
  sayNhsNumber,
  SpeechFields,
  type Contact,
  type Identity,
  type Speech,
} from './person-fields.tsx'
import { EditCarer, EditPatient, PersonPage as PersonPageDocument } from './person.operations.ts'
import { Care, Keepers, Registration, Visitors, type Change, type Person } from './person-parts.tsx'
import { words } from './person.words.ts'
import { Relationships } from './relationships.tsx'
import { Section, type Row, type Saved } from './section.tsx'
import { Shares } from './shares.tsx'
import { TasksOf } from './tasks-of.tsx'

/** `/people/:id`: a patient or a carer, and all that is known, in sections that are edited one by one. */
export default function PersonPage() {
  const params = useParams<{ id: string }>()
  const read = useRead(PersonPageDocument, () => ({ id: params.id, tasks: 20 }), {
    live: ['person', 'task', 'visit', 'assignment'],
  })
  return (
    <Loaded read={read}>
      {(data) => {
        const person = createMemo(() => {
          const node = data().node
          return node?.__typename === 'Patient' || node?.__typename === 'Carer' ? node : undefined
        })
        return (
          <Show when={person()} fallback={<CannotFind />}>
            {(found) => <Record person={found()} again={read.again} />}
          </Show>
        )
      }}
    </Loaded>
  )
}

function Record(props: { person: Person; again: () => void }) {
  const t = useWords(words)
  const s = useWords(terms)
  const f = useWords(fieldWords)
  const { language } = useLanguage()
  const session = useSession()
  const editPatient = useAct(EditPatient)
  const editCarer = useAct(EditCarer)
  const patient = () => (props.person.__typename === 'Patient' ? props.person : undefined)
  const carer = () => (props.person.__typename === 'Carer' ? props.person : undefined)
  const kind = () => (carer() ? ('carer' as const) : ('patient' as const))
  const subject = () => ({ id: props.person.id, kind: kind(), name: props.person.name })
  const fault = () => editPatient.fault() ?? editCarer.fault()

  // A record that another organisation shares is read, not changed.
  const mayEdit = () => props.person.viewerMay.some((each) => each === 'editPatient' || each === 'editCarer')

  const save = async (change: Change, version: number): Promise<Saved> => {
    const input = { ...change, id: props.person.id, version, clientMutationId: onceKey() }
    const result = carer()
      ? (await editCarer.send({ input }))?.editCarer
      : (await editPatient.send({ input }))?.editPatient
    if (!result) return problemsOf(fault(), language(), fieldsOf)
    switch (result.__typename) {
      case 'PatientEdited':
      case 'CarerEdited':
        return 'saved'
      case 'Stale':
        return 'stale'
      case 'AlreadyKnown':
        return [{ field: 'nhsNumber', text: t().alike }]
      default:
        unforeseen(result)
        return 'saved'
    }
  }

  const date = (iso: string | null | undefined) => (iso ? formatDate(language(), iso, 'date') : '')
  const identity = (): Identity => ({
    givenName: props.person.givenName,
    familyName: props.person.familyName,
    preferredName: props.person.preferredName ?? null,
    dateOfBirth: props.person.dateOfBirth ?? null,
    nhsNumber: props.person.nhsNumber ?? null,
  })
  const identityRows = (values: Identity): Row[] => [
    { label: f().givenName, text: values.givenName },
    { label: f().familyName, text: values.familyName },
    { label: f().preferredName, text: values.preferredName ?? '' },
    { label: f().dateOfBirth, text: date(values.dateOfBirth) },
    { label: f().nhsNumber, text: values.nhsNumber ? sayNhsNumber(values.nhsNumber) : '' },
  ]
  const contact = (): Contact => ({
    addressLines: [...(props.person.contact?.addressLines ?? [])],
    town: props.person.contact?.town ?? null,
    postcode: props.person.contact?.postcode ?? null,
    phones: [...(props.person.contact?.phones ?? [])],
    email: props.person.contact?.email ?? null,
    contactPreference: props.person.contact?.contactPreference ?? null,
  })
  const contactRows = (values: Contact): Row[] => [
    { label: f().phones, text: values.phones.map(formatPhone).join('\n'), ring: values.phones },
    { label: f().email, text: values.email ?? '' },
    { label: f().contactPreference, text: values.contactPreference ? s().contact[values.contactPreference] : '' },
    { label: f().address, text: values.addressLines.join('\n') },
    { label: f().town, text: values.town ?? '' },
    { label: f().postcode, text: values.postcode ?? '' },
  ]
  const speech = (): Speech => ({
    languages: [...props.person.languages],
    needsLanguage: props.person.needsLanguage ?? null,
    prefersLanguage: props.person.prefersLanguage ?? null,
    accessNeeds: props.person.accessNeeds ?? null,
  })
  const speechRows = (values: Speech): Row[] => [
    { label: f().languages, text: values.languages.map((code) => languageName(language(), code)).join(', ') },
    { label: f().needsLanguage, text: values.needsLanguage ? languageName(language(), values.needsLanguage) : '' },
    {
      label: f().prefersLanguage,
      text: values.prefersLanguage ? languageName(language(), values.prefersLanguage) : '',
    },
    { label: f().accessNeeds, text: values.accessNeeds ?? '' },
  ]

  return (
    <Page
      title={props.person.name}
      back={{ href: carer() ? '/people?show=carers' : '/people', text: t().back }}
      actions={
        <Show when={props.person.viewerMay.includes('requestTask')}>
          <ButtonLink href={`/tasks/new?${kind()}=${props.person.id}`} small>
            {session.holds('VOLUNTEER_CO_ORDINATOR') ? t().addTask : t().askForTask}
          </ButtonLink>
        </Show>
      }
    >
      <p class="al-row">
        <Tag colour="white">{carer() ? t().aCarer : t().aPatient}</Tag>
        <Show when={patient()?.status}>
          {(status) => <Tag colour={statusColour[status()]}>{s().patientStatus[status()]}</Tag>}
        </Show>
        <Show when={props.person.needsLanguage}>
          {(code) => <Tag colour="purple">{t().needsLanguage(languageName(language(), code()))}</Tag>}
        </Show>
        <Show when={props.person.preferredName}>{(name) => <span>{t().likes(name())}</span>}</Show>
        <Show when={props.person.contact?.phones[0]}>
          {(number) => (
            <a class="al-phone" href={ringing(number())}>
              {formatPhone(number())}
            </a>
          )}
        </Show>
        <Show when={props.person.locality}>{(place) => <span>{nameIn(language(), place())}</span>}</Show>
      </p>
      <Show when={props.person.whatToKnow}>
        {(said) => (
          <p class="al-person-line">
            <strong>{t().toKnow}:</strong> <span class="al-as-written">{said()}</span>
          </p>
        )}
      </Show>
      <div class="al-record">
        <div>
          <TasksOf tasks={props.person.tasks} />
          <Relationships
            person={subject()}
            all={patient()?.carers ?? carer()?.caresFor ?? []}
            mayKeep={mayEdit()}
            again={props.again}
          />
          <Consents
            person={subject()}
            all={props.person.consents}
            mayKeep={props.person.viewerMay.includes('giveConsent')}
            again={props.again}
          />
          <Shares
            of={{ ...subject(), organisation: props.person.organisation?.id }}
            all={props.person.shares}
            mayShare={props.person.viewerMay.includes('shareRecord')}
            again={props.again}
          />
          <Show when={session.holds('VOLUNTEER_CO_ORDINATOR')}>
            <KeptApart of={subject()} all={props.person.blockedPairs} again={props.again} />
          </Show>
        </div>
        <div>
          <Section<Contact>
            id="contact"
            title={t().contact}
            values={contact()}
            version={props.person.version}
            rows={contactRows}
            fields={(values, form) => <ContactFields form={form} known={values} />}
            read={readContact}
            save={save}
            fault={fault()}
            editable={mayEdit()}
            again={props.again}
          />
          <Visitors person={props.person} save={save} fault={fault()} editable={mayEdit()} again={props.again} />
          <Section<Speech>
            id="speech"
            title={t().speech}
            values={speech()}
            version={props.person.version}
            rows={speechRows}
            fields={(values, form) => <SpeechFields form={form} known={values} />}
            read={readSpeech}
            save={save}
            fault={fault()}
            editable={mayEdit()}
            again={props.again}
          />
          <Section<Identity>
            id="about"
            title={t().about}
            values={identity()}
            version={props.person.version}
            rows={identityRows}
            fields={(values, form) => <IdentityFields form={form} known={values} />}
            read={(data) => {
              const { answers, problems } = readIdentity(data, f())
              return problems.length > 0 ? problems : answers
            }}
            save={save}
            fault={fault()}
            editable={mayEdit()}
            again={props.again}
          />
          <Keepers person={props.person} save={save} fault={fault()} editable={mayEdit()} again={props.again} />
          <Show when={patient()}>
            {(found) => <Care patient={found()} save={save} fault={fault()} editable={mayEdit()} again={props.again} />}
          </Show>
          <Show when={carer()}>
            {(found) => (
              <Registration carer={found()} save={save} fault={fault()} editable={mayEdit()} again={props.again} />
            )}
          </Show>
        </div>
      </div>
    </Page>
  )
}
