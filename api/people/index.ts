import { CarerEntity, CareRelationshipEntity, PatientEntity } from './patient.entity.ts'
import { ConsentEntity, ShareEntity } from './consent.entity.ts'
import { PeopleCommands } from './people-commands.graphql.ts'
import { CarerFields, PatientFields, PeopleResolver } from './people.graphql.ts'
import { CarerLooks, PatientLooks } from './looks.graphql.ts'
import { PersonEntity } from './person.entity.ts'

export const peopleEntities = [
  PersonEntity,
  PatientEntity,
  CarerEntity,
  CareRelationshipEntity,
  ConsentEntity,
  ShareEntity,
]
export const peopleResolvers = [PeopleResolver, PatientFields, CarerFields, PatientLooks, CarerLooks, PeopleCommands]
export { peopleOperations, peoplePolicy } from './people.policy.ts'
export { lookAt, lookPolicy } from './looks.policy.ts'

export { PersonEntity, PatientEntity, CarerEntity, CareRelationshipEntity, ConsentEntity, ShareEntity }
export type { Person } from './person.entity.ts'
export type { Carer, CareRelationship, Patient } from './patient.entity.ts'
export type { Consent, Share } from './consent.entity.ts'
export {
  CarerContactView,
  CareRelationshipView,
  CarerView,
  ConsentView,
  contactFields,
  joinPerson,
  nameFields,
  PatientContactView,
  PatientView,
  ShareView,
} from './people.views.ts'
export {
  CarerContactType,
  CareRelationshipType,
  CarerType,
  ConsentPurpose,
  ConsentType,
  PatientContactType,
  PatientStatus,
  PatientType,
  ShareType,
} from './people.graphql.ts'
export { ContactFields, ContactInput, ContactPreference, PersonType } from './person.graphql.ts'
export { RecordShared } from './people-commands.graphql.ts'
export { caresForMyCaseload, londonToday, onMyCaseload, sharedCaseload, sharedWithUs, through } from './relations.ts'
export { byName, likeness, namedLike } from './name-search.ts'
export { homeOf, localityFor, type Home } from './home.ts'
export { readable } from './known-people.ts'
export { changePeople, changePerson, checkPerson, makePeople, makePerson } from './keep-person.ts'
export { personProblems } from './people.rules.ts'
export { isLanguage, isOdsCode, listed, orNull, type NamedFacts, type PersonFacts } from './people.rules.ts'
export { registerPatient, type RegisterPatientInput } from './register-patient.ts'
export { editPatient, type EditPatientInput } from './edit-patient.ts'
export { editCarer, registerCarer, type EditCarerInput, type RegisterCarerInput } from './register-carer.ts'
export { endCareRelationship, relateCarer } from './relate-carer.ts'
export { giveConsent, subjectOf, withdrawConsent } from './give-consent.ts'
export { addShare, endShare, shareRecord, type ShareTerms } from './share-record.ts'
