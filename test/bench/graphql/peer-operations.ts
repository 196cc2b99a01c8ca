import { decodeNodeId } from '../../../api/kernel/index.ts'
import type { Search } from '../../../api/directory/search-services.ts'
import type { Viewer } from '../../../api/kernel/index.ts'
import { SEARCHES, type Asking, type QueryCase } from './asked.ts'

/** A request to PostGraphile that asks for what one of ours asks for. */
export interface PeerRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

const KIND = 'taskKindByKind { code name nameCy }'
const NAME = 'personByPersonId { givenName familyName }'
const REACHED = 'personByPersonId { givenName familyName phones }'
const WHEN = 'rowId occursOn startsAt endsAt windowStartsAt windowEndsAt minutes'
const ON_IT = (person: string, more = '') =>
  `assignmentsByVisitIdList(condition: { endedAt: null }, orderBy: [PLACE_ASC]) { rowId ${more} volunteerByVolunteerId { rowId ${person} } }`

const FOUND = `{
  totalCount
  nodes {
    reasons
    serviceByServiceId {
      rowId name status
      serviceTextByServiceId { summary }
      serviceLanguagesByServiceIdList(orderBy: [CODE_ASC]) { code }
      organisationByOrganisationId { rowId name }
      servicePhonesByServiceIdList(orderBy: [PLACE_ASC]) { number name }
      serviceLocationsByServiceIdList(orderBy: [NAME_ASC]) { name town postcode }
      serviceSchedulesByServiceIdList(orderBy: [FROM_TEXT_ASC]) { weekdays opensAt closesAt fromText }
      serviceCostsByServiceIdList(orderBy: [FROM_TEXT_ASC]) { amount per description isFree fromText }
    }
  }
  pageInfo { hasNextPage endCursor }
}`
const LIST = `query ($weekday: Int, $at: Time, $free: Boolean!, $language: String, $age: Int, $first: Int!) {
  found: peerList(onWeekday: $weekday, atTime: $at, onlyFree: $free, spoken: $language, forAge: $age, first: $first) ${FOUND}
}`

const TASK = `rowId area priority targetOn createdAt version ${KIND} patientByPatientId { rowId ${NAME} } carerByCarerId { rowId ${NAME} }
  visitsNeedingSomeone nextVisitNeedingSomeone { ${WHEN} }`
const VISIT_TASK = `rowId area ${KIND} patientByPatientId { rowId ${REACHED} } carerByCarerId { rowId ${REACHED} }`
const BOARD = `query ($organisations: [UUID], $localities: [UUID], $today: Date!, $tasks: Int!, $offers: Int!, $visits: Int!) {
  toMatch: peerTasksWanting(organisations: $organisations, localities: $localities, hasOffers: false, first: $tasks) { totalCount nodes { ${TASK} } }
  offered: peerTasksWanting(organisations: $organisations, localities: $localities, hasOffers: true, first: $tasks) { totalCount nodes { ${TASK}
    offersByTaskIdList(first: $offers, orderBy: [SENT_AT_DESC, PRIMARY_KEY_ASC]) { rowId status lapsesAt volunteerByVolunteerId { rowId ${REACHED} } } } }
  visits: peerVisitsOn(organisations: $organisations, localities: $localities, day: $today, first: $visits) { totalCount nodes { ${WHEN} status placesOpen
    clearanceLostAt cancelledBecause version went worry worrySeenAt taskByTaskId { ${VISIT_TASK} } ${ON_IT(REACHED, 'place')} } }
  toCheck: peerVisitsToCheck(organisations: $organisations, localities: $localities, first: $tasks) { totalCount nodes { ${WHEN} status
    clearanceLostAt went worry worrySeenAt taskByTaskId { ${VISIT_TASK} } ${ON_IT(REACHED, 'place')} } }
}`

const PATIENT = `query ($id: UUID!, $tasks: Int!) {
  patientByRowId(rowId: $id) {
    rowId status conditions whatToKnow gpPracticeCode preferredPlaceOfDeath version
    personByPersonId { givenName familyName preferredName dateOfBirth nhsNumber languages needsLanguage prefersLanguage accessNeeds
      addressLines town postcode phones email contactPreference }
    sharesByPatientIdList(orderBy: [FROM_ON_DESC, PRIMARY_KEY_ASC]) { rowId fromOn toOn revokedAt purpose organisationByToOrganisationId { rowId name } }
    blockedPairsByPatientIdList(condition: { untilOn: null }, orderBy: [SINCE_ON_ASC, PRIMARY_KEY_ASC]) { rowId askedBy sinceOn untilOn
      volunteerByVolunteerId { rowId ${NAME} } }
    organisationByOrganisationId { rowId name }
    localityByLocalityId { rowId name nameCy }
    accountByCareCoOrdinatorId { rowId name }
    consentsByPatientIdList(orderBy: [GIVEN_ON_DESC, PRIMARY_KEY_ASC]) { rowId purpose givenBy capacityNote givenOn withdrawnAt }
    careRelationshipsByPatientIdList(orderBy: [UNTIL_ON_DESC, PRIMARY_KEY_ASC]) { rowId relationship hoursAWeek willing able emergencyPlan sinceOn untilOn
      version carerByCarerId { rowId ${NAME} } patientByPatientId { rowId ${NAME} } }
    tasksByPatientId(first: $tasks, orderBy: [CREATED_AT_DESC, PRIMARY_KEY_ASC]) { totalCount nodes {
      rowId status recurrence createdAt unmetReason visitsNeedingSomeone ${KIND}
      nextVisit { ${WHEN} placesOpen ${ON_IT(NAME)} } } }
  }
}`

const KNOWN = 'personByPersonId { givenName familyName preferredName addressLines town postcode phones }'
const ORGANISATION = 'organisationByOrganisationId { rowId name phone }'
const WEEK = `query ($volunteer: UUID!, $from: Date!, $to: Date!, $visits: Int!, $offers: Int!) {
  visits: peerMyVisitsList(ofVolunteer: $volunteer, firstDay: $from, lastDay: $to, first: $visits) { ${WHEN} status clearanceLostAt
    taskByTaskId { rowId area taskKindByKind { code name nameCy byPhone } ${ORGANISATION}
      knownPatient(ofVolunteer: $volunteer) { rowId ${KNOWN} } knownCarer(ofVolunteer: $volunteer) { rowId ${KNOWN} }
      isMine(ofVolunteer: $volunteer) inTheirWords address whatToKnow } }
  offers: peerMyOffersList(ofVolunteer: $volunteer, first: $offers) { rowId status choosing lapsesAt
    taskByTaskId { rowId area timing firstOn startsAt endsAt minutes recurrence volunteersNeeded taskKindByKind { code name nameCy byPhone } ${ORGANISATION} }
    visitByVisitId { ${WHEN} } }
  volunteerByRowId(rowId: $volunteer) { rowId status absencesByVolunteerIdList(orderBy: [FIRST_ON_ASC]) { rowId firstOn lastOn } }
}`

/** What PostGraphile is asked for one of our requests. `viewer` is whoever asks, whose places become arguments. */
export function peerRequest({ operation }: QueryCase, { variables }: Asking, viewer: Viewer): PeerRequest {
  const held = viewer.memberships.filter(({ role }) => role === 'VOLUNTEER_CO_ORDINATOR')
  switch (operation) {
    case 'FindHelp': {
      const search = variables['search'] as Search
      const first = variables['first']
      const at = SEARCHES.indexOf(search as never)
      if (at >= 0)
        return {
          query: `query ($first: Int!) { found: peerSearch${at}(first: $first) ${FOUND} }`,
          variables: { first },
        }
      return { query: LIST, variables: { free: false, ...search, first } }
    }
    case 'TodayBoard':
      return {
        query: BOARD,
        variables: {
          ...variables,
          organisations: held.flatMap(({ organisation, localities }) => localities.map(() => organisation)),
          localities: held.flatMap(({ localities }) => localities),
        },
      }
    case 'PersonPage':
      return { query: PATIENT, variables: { ...variables, id: decodeNodeId(String(variables['id']))?.uuid } }
    case 'MyWeek':
      return {
        query: WEEK,
        variables: { ...variables, volunteer: viewer.memberships.find(({ volunteer }) => volunteer)?.volunteer },
      }
    default:
      throw new RangeError(`PostGraphile has no words for ${operation}`)
  }
}
