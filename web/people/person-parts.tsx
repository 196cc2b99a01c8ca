import { createMemo } from 'solid-js'
import type { EditPatientInput, PatientStatus, PersonPageQuery } from '../gql/graphql.ts'
import { useRead } from '../shell/reads.ts'
import { Details } from '../ui/button.tsx'
import { DateFields, Select, TextArea, TextField } from '../ui/fields.tsx'
import { dateOf, textOf, type Form, type Problem } from '../ui/form.ts'
import { formatDate } from '../ui/words/dates.ts'
import { terms } from '../ui/words/terms.words.ts'
import { nameIn, useLanguage, useWords } from '../ui/words/use-words.tsx'
import { words as fieldWords } from './people.words.ts'
import { CareCoOrdinators } from './person.operations.ts'
import { words } from './person.words.ts'
import { usePlaces } from './places.ts'
import { RowList, Section, type Row, type Saved } from './section.tsx'

type Node = NonNullable<PersonPageQuery['node']>
export type Patient = Extract<Node, { __typename: 'Patient' }>
export type Carer = Extract<Node, { __typename: 'Carer' }>
export type Person = Patient | Carer
type PlaceOfDeath = keyof ReturnType<typeof placeWords>
const placeWords = () => words.en.places
const placesOfDeath = Object.keys(words.en.places) as PlaceOfDeath[]
const statuses: readonly PatientStatus[] = ['RED', 'AMBER', 'GREEN', 'CLOSED']

/** What both edits take. */
export type Change = Omit<EditPatientInput, 'id' | 'version' | 'clientMutationId'>

/** Sends one change of the record. */
export type Edit = (
  change: Change & { registeredOn?: string | null; registeredAtPractice?: string | null },
  version: number,
) => Promise<Saved>
type Fault = Parameters<typeof Section>[0]['fault']
interface PartProps {
  save: Edit
  fault: Fault
  editable: boolean
  again: () => void
}

/** Who answers for them: the organisation that keeps them, and their area and care co-ordinator, which can be changed. */
export function Keepers(props: { person: Person } & PartProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  interface Values {
    careCoOrdinator: string | null
    locality: string | null
  }
  const organisation = () => props.person.organisation?.id
  const read = useRead(CareCoOrdinators, () => ({ organisation: organisation() ?? null }), {
    pause: () => !props.editable,
  })
  // Whoever is named now may have left, and stays a choice until somebody else is named.
  const choices = createMemo(() => {
    const now = props.person.careCoOrdinator
    const all = read.data()?.careCoOrdinators ?? []
    return now && !all.some((each) => each.id === now.id) ? [now, ...all] : all
  })
  // The same of an area that is not the viewer's.
  const { places } = usePlaces()
  const areas = createMemo(() => {
    const now = props.person.locality
    return now && !places().some((each) => each.id === now.id) ? [now, ...places()] : places()
  })
  const areaOf = (id: string | null) => {
    const area = areas().find((each) => each.id === id)
    return area ? nameIn(language(), area) : ''
  }
  const nameOf = (id: string | null) => choices().find((each) => each.id === id)?.name ?? ''
  return (
    <Section<Values>
      id="keepers"
      title={t().keepers}
      values={{
        careCoOrdinator: props.person.careCoOrdinator?.id ?? null,
        locality: props.person.locality?.id ?? null,
      }}
      version={props.person.version}
      rows={(values) => [
        { label: t().careCoOrdinator, text: nameOf(values.careCoOrdinator) },
        { label: t().organisation, text: props.person.organisation?.name ?? '' },
        { label: t().area, text: areaOf(values.locality) },
      ]}
      fields={(values, form: Form) => (
        <>
          <Select
            name="careCoOrdinator"
            label={t().careCoOrdinator}
            hint={t().careCoOrdinatorHint}
            empty={t().noCareCoOrdinator}
            value={values.careCoOrdinator}
            choices={choices().map((each) => ({ value: each.id, text: each.name }))}
            error={form.error('careCoOrdinator')}
          />
          <Select
            name="locality"
            label={t().area}
            hint={t().areaHint}
            value={values.locality}
            choices={areas().map((each) => ({ value: each.id, text: nameIn(language(), each) }))}
            error={form.error('locality')}
          />
        </>
      )}
      read={(data) => ({
        careCoOrdinator: textOf(data, 'careCoOrdinator') ?? null,
        locality: textOf(data, 'locality') ?? null,
      })}
      save={props.save}
      fault={props.fault}
      editable={props.editable}
      again={props.again}
    />
  )
}

/** What whoever goes there must know; the one part of a record that volunteers read. */
export function Visitors(props: { person: Person } & PartProps) {
  const t = useWords(words)
  const f = useWords(fieldWords)
  interface Values {
    whatToKnow: string | null
  }
  return (
    <Section<Values>
      id="visitors"
      title={t().forVisitors}
      values={{ whatToKnow: props.person.whatToKnow ?? null }}
      version={props.person.version}
      rows={(values) => [{ label: f().whatToKnow, text: values.whatToKnow ?? '' }]}
      fields={(values, form: Form) => (
        <TextArea
          name="whatToKnow"
          label={f().whatToKnow}
          hint={f().whatToKnowHint}
          rows={4}
          value={values.whatToKnow}
          error={form.error('whatToKnow')}
        />
      )}
      read={(data) => ({ whatToKnow: textOf(data, 'whatToKnow') ?? null })}
      save={props.save}
      fault={props.fault}
      editable={props.editable}
      again={props.again}
    />
  )
}

/** A patient's conditions and wishes, behind a press. */
export function Care(props: { patient: Patient } & PartProps) {
  const t = useWords(words)
  const s = useWords(terms)
  interface Values {
    status: PatientStatus
    conditions: string | null
    gpPracticeCode: string | null
    preferredPlaceOfDeath: PlaceOfDeath | null
  }
  const rows = (values: Values): Row[] => [
    { label: t().status, text: s().patientStatus[values.status] },
    { label: t().gpPracticeCode, text: values.gpPracticeCode ?? '' },
    { label: t().conditions, text: values.conditions ?? '' },
    {
      label: t().placeOfDeath,
      text: values.preferredPlaceOfDeath ? t().places[values.preferredPlaceOfDeath] : '',
    },
  ]
  const values = (): Values => ({
    status: props.patient.status ?? 'GREEN',
    conditions: props.patient.conditions ?? null,
    gpPracticeCode: props.patient.gpPracticeCode ?? null,
    preferredPlaceOfDeath: props.patient.preferredPlaceOfDeath ?? null,
  })
  return (
    <Section<Values>
      id="care"
      title={t().care}
      values={values()}
      version={props.patient.version}
      rows={rows}
      shown={
        <Details summary={t().careOpen}>
          <RowList rows={rows(values())} />
          <p class="al-quiet">{t().careHide}</p>
        </Details>
      }
      fields={(known, form) => (
        <>
          <Select
            name="status"
            label={t().status}
            hint={t().statusHint}
            value={known.status}
            choices={statuses.map((value) => ({ value, text: s().patientStatus[value] }))}
            error={form.error('status')}
          />
          <TextField
            name="gpPracticeCode"
            label={t().gpPracticeCode}
            hint={t().gpHint}
            width={10}
            optional
            autocomplete="off"
            value={known.gpPracticeCode}
            error={form.error('gpPracticeCode')}
          />
          <TextArea
            name="conditions"
            label={t().conditions}
            hint={t().conditionsHint}
            rows={3}
            value={known.conditions}
            error={form.error('conditions')}
          />
          <Select
            name="preferredPlaceOfDeath"
            label={t().placeOfDeath}
            empty={t().notAsked}
            value={known.preferredPlaceOfDeath}
            choices={placesOfDeath.map((value) => ({ value, text: t().places[value] }))}
            error={form.error('preferredPlaceOfDeath')}
          />
        </>
      )}
      read={(data) => ({
        status: statuses.find((each) => each === textOf(data, 'status')) ?? values().status,
        conditions: textOf(data, 'conditions') ?? null,
        gpPracticeCode: textOf(data, 'gpPracticeCode')?.toUpperCase() ?? null,
        preferredPlaceOfDeath: placesOfDeath.find((each) => each === textOf(data, 'preferredPlaceOfDeath')) ?? null,
      })}
      save={props.save}
      fault={props.fault}
      editable={props.editable}
      again={props.again}
    />
  )
}

/** Since when a carer is registered as one, and where. */
export function Registration(props: { carer: Carer } & PartProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  interface Values {
    registeredOn: string | null
    registeredAtPractice: string | null
  }
  return (
    <Section<Values>
      id="registration"
      title={t().care}
      values={{
        registeredOn: props.carer.registeredOn ?? null,
        registeredAtPractice: props.carer.registeredAtPractice ?? null,
      }}
      version={props.carer.version}
      rows={(values) => [
        {
          label: t().registeredOn,
          text: values.registeredOn ? formatDate(language(), values.registeredOn, 'date') : '',
        },
        { label: t().registeredAtPractice, text: values.registeredAtPractice ?? '' },
      ]}
      fields={(values, form) => (
        <>
          <DateFields
            name="registeredOn"
            label={t().registeredOn}
            optional
            value={values.registeredOn}
            error={form.error('registeredOn')}
          />
          <TextField
            name="registeredAtPractice"
            label={t().registeredAtPractice}
            hint={t().gpHint}
            width={10}
            optional
            autocomplete="off"
            value={values.registeredAtPractice}
            error={form.error('registeredAtPractice')}
          />
        </>
      )}
      read={(data): Values | Problem[] => {
        const registeredOn = dateOf(data, 'registeredOn')
        if (registeredOn === null) return [{ field: 'registeredOn', text: t().enterDate }]
        return {
          registeredOn: registeredOn ?? null,
          registeredAtPractice: textOf(data, 'registeredAtPractice')?.toUpperCase() ?? null,
        }
      }}
      save={props.save}
      fault={props.fault}
      editable={props.editable}
      again={props.again}
    />
  )
}
