import type { Row, SqlFragment } from '../kernel/index.ts'
import { join, literal, raw, sql, view } from '../reads/index.ts'
import { placesOfDeath } from './people.rules.ts'

/** The person behind a role's row. */
export const joinPerson = (row: Row, alias: string): SqlFragment =>
  sql`join person ${raw(alias)} on ${raw(alias)}.id = ${row['person_id']}`

type PersonField = (row: Row, joined: Record<string, Row>) => SqlFragment
const ofPerson =
  (column: string): PersonField =>
  (_, { person }) =>
    person?.[column] ?? raw('null')

/** What every role shows of its person. */
export const nameFields: Record<string, PersonField> = {
  name: (_, { person }) => sql`(${person?.['given_name']} || ' ' || ${person?.['family_name']})`,
  preferredName: ofPerson('preferred_name'),
  givenName: ofPerson('given_name'),
  familyName: ofPerson('family_name'),
  languages: ofPerson('languages'),
}

const careFields: Record<string, PersonField> = {
  ...nameFields,
  dateOfBirth: ofPerson('date_of_birth'),
  nhsNumber: ofPerson('nhs_number'),
  needsLanguage: ofPerson('needs_language'),
  prefersLanguage: ofPerson('prefers_language'),
  accessNeeds: ofPerson('access_needs'),
}

/** How to reach and find a person; staged, so a type of its own for each role. */
export const contactFields: Record<string, PersonField> = {
  addressLines: ofPerson('address_lines'),
  town: ofPerson('town'),
  postcode: ofPerson('postcode'),
  phones: ofPerson('phones'),
  email: ofPerson('email'),
  contactPreference: ofPerson('contact_preference'),
}

/** What is told of a person to those who care for them, and not to whoever may know their name. */
const record = (type: string, ...more: string[]) =>
  Object.fromEntries(['dateOfBirth', 'nhsNumber', ...more].map((field) => [field, type]))

/** Who looks at any of this looks at the person. */
const about = (as: string) => ({ as, person: (row: Row) => row['person_id'] as SqlFragment })

const places = join(
  Object.entries(placesOfDeath).map(([word, code]) => raw(`when '${code}' then '${word}'`)),
  ' ',
)

export const PatientView = view('Patient', {
  table: 'patient',
  about: about('Patient'),
  code: 3,
  relations: { organisation: 'organisation_id', locality: 'locality_id', careCoOrdinator: 'care_co_ordinator_id' },
  joins: { person: joinPerson },
  fields: {
    ...careFields,
    preferredPlaceOfDeath: (row) => sql`(case ${row['preferred_place_of_death']} ${places} end)`,
  },
  staged: record('PatientRecord', 'status', 'conditions', 'gpPracticeCode', 'preferredPlaceOfDeath'),
})
export const PatientContactView = view('PatientContact', {
  table: 'patient',
  about: about('Patient'),
  joins: { person: joinPerson },
  fields: contactFields,
})

export const CarerView = view('Carer', {
  table: 'carer',
  about: about('Carer'),
  code: 4,
  relations: { organisation: 'organisation_id', locality: 'locality_id', careCoOrdinator: 'care_co_ordinator_id' },
  joins: { person: joinPerson },
  fields: careFields,
  staged: record('CarerRecord', 'registeredOn', 'registeredAtPractice'),
})
export const CarerContactView = view('CarerContact', {
  table: 'carer',
  about: about('Carer'),
  joins: { person: joinPerson },
  fields: contactFields,
})

export const CareRelationshipView = view('CareRelationship', {
  table: 'care_relationship',
  code: 13,
  relations: { carer: 'carer_id', patient: 'patient_id' },
})
export const ConsentView = view('Consent', { table: 'consent', code: 14 })

export const ShareView = view('Share', {
  table: 'share',
  code: 22,
  relations: {
    patient: 'patient_id',
    carer: 'carer_id',
    fromOrganisation: 'from_organisation_id',
    toOrganisation: 'to_organisation_id',
  },
  fields: {
    isOpen: (row) =>
      sql`(${row['revoked_at']} is null and (now() at time zone ${literal('Europe/London')})::date <= coalesce(${row['to_on']}, 'infinity'::date))`,
  },
})
