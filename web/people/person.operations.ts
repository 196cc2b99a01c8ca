import { graphql } from '../graphql.ts'

export const PersonPage = graphql(`
  query PersonPage($id: ID!, $tasks: Int!) {
    node(id: $id) {
      __typename
      id
      ... on Patient {
        name
        preferredName
        givenName
        familyName
        status
        dateOfBirth
        nhsNumber
        conditions
        whatToKnow
        gpPracticeCode
        preferredPlaceOfDeath
        languages
        needsLanguage
        prefersLanguage
        accessNeeds
        version
        viewerMay
        shares {
          id
          fromOn
          toOn
          revokedAt
          isOpen
          purpose
          viewerMay
          toOrganisation {
            id
            name
          }
        }
        blockedPairs {
          id
          askedBy
          sinceOn
          untilOn
          viewerMay
          volunteer {
            id
            name
          }
        }
        organisation {
          id
          name
        }
        locality {
          id
          name
          nameCy
        }
        careCoOrdinator {
          id
          name
        }
        contact {
          addressLines
          town
          postcode
          phones
          email
          contactPreference
        }
        consents {
          id
          purpose
          givenBy
          capacityNote
          givenOn
          withdrawnAt
        }
        carers {
          id
          relationship
          hoursAWeek
          willing
          able
          emergencyPlan
          sinceOn
          untilOn
          version
          carer {
            id
            name
          }
          patient {
            id
            name
          }
        }
        tasks(first: $tasks) {
          totalCount
          nodes {
            id
            status
            recurrence
            createdAt
            unmetReason
            visitsNeedingSomeone
            kind {
              code
              name
              nameCy
            }
            nextVisit {
              id
              occursOn
              startsAt
              endsAt
              windowStartsAt
              windowEndsAt
              minutes
              placesOpen
              assignments {
                id
                volunteer {
                  id
                  name
                }
              }
            }
          }
        }
      }
      ... on Carer {
        name
        preferredName
        givenName
        familyName
        dateOfBirth
        nhsNumber
        whatToKnow
        registeredOn
        registeredAtPractice
        languages
        needsLanguage
        prefersLanguage
        accessNeeds
        version
        viewerMay
        shares {
          id
          fromOn
          toOn
          revokedAt
          isOpen
          purpose
          viewerMay
          toOrganisation {
            id
            name
          }
        }
        blockedPairs {
          id
          askedBy
          sinceOn
          untilOn
          viewerMay
          volunteer {
            id
            name
          }
        }
        organisation {
          id
          name
        }
        locality {
          id
          name
          nameCy
        }
        careCoOrdinator {
          id
          name
        }
        contact {
          addressLines
          town
          postcode
          phones
          email
          contactPreference
        }
        consents {
          id
          purpose
          givenBy
          capacityNote
          givenOn
          withdrawnAt
        }
        caresFor {
          id
          relationship
          hoursAWeek
          willing
          able
          emergencyPlan
          sinceOn
          untilOn
          version
          carer {
            id
            name
          }
          patient {
            id
            name
          }
        }
        tasks(first: $tasks) {
          totalCount
          nodes {
            id
            status
            recurrence
            createdAt
            unmetReason
            visitsNeedingSomeone
            kind {
              code
              name
              nameCy
            }
            nextVisit {
              id
              occursOn
              startsAt
              endsAt
              windowStartsAt
              windowEndsAt
              minutes
              placesOpen
              assignments {
                id
                volunteer {
                  id
                  name
                }
              }
            }
          }
        }
      }
    }
  }
`)

export const EditPatient = graphql(`
  mutation EditPatient($input: EditPatientInput!) {
    editPatient(input: $input) {
      __typename
      ... on PatientEdited {
        patient {
          id
          version
        }
      }
      ... on AlreadyKnown {
        patients {
          id
          name
        }
        carers {
          id
          name
        }
      }
    }
  }
`)

export const EditCarer = graphql(`
  mutation EditCarer($input: EditCarerInput!) {
    editCarer(input: $input) {
      __typename
      ... on CarerEdited {
        carer {
          id
          version
        }
      }
      ... on AlreadyKnown {
        patients {
          id
          name
        }
        carers {
          id
          name
        }
      }
    }
  }
`)

export const RelateCarer = graphql(`
  mutation RelateCarer($input: RelateCarerInput!) {
    relateCarer(input: $input) {
      __typename
      ... on CarerRelated {
        relationship {
          id
        }
      }
      ... on AlreadyRelated {
        relationship {
          id
        }
      }
    }
  }
`)

export const EndRelationship = graphql(`
  mutation EndRelationship($input: EndCareRelationshipInput!) {
    endCareRelationship(input: $input) {
      __typename
      ... on CareRelationshipEnded {
        relationship {
          id
          untilOn
        }
      }
    }
  }
`)

export const GiveConsent = graphql(`
  mutation GiveConsent($input: GiveConsentInput!) {
    giveConsent(input: $input) {
      __typename
      ... on ConsentGiven {
        consent {
          id
        }
      }
      ... on AlreadyGiven {
        consent {
          id
        }
      }
    }
  }
`)

export const WithdrawConsent = graphql(`
  mutation WithdrawConsent($input: IdInput!) {
    withdrawConsent(input: $input) {
      consent {
        id
        withdrawnAt
      }
    }
  }
`)

export const CareCoOrdinators = graphql(`
  query CareCoOrdinators($organisation: ID) {
    careCoOrdinators(organisation: $organisation) {
      id
      name
    }
  }
`)
