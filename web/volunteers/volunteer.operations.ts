import { graphql } from '../graphql.ts'

export const VolunteerRecord = graphql(`
  query VolunteerRecord($id: ID!, $from: LocalDate!, $to: LocalDate!) {
    node(id: $id) {
      __typename
      id
      ... on Volunteer {
        version
        name
        givenName
        familyName
        preferredName
        status
        gender
        languages
        joinedOn
        minutesAWeek
        visitsAWeek
        targetMinutesAWeek
        noPets
        noSmoking
        noStairs
        preferredKinds
        nextCheckDueOn
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
          patient {
            id
            name
          }
          carer {
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
        contact {
          addressLines
          town
          postcode
          phones
          email
          contactPreference
        }
        skills {
          code
          name
          nameCy
        }
        checks {
          id
          level
          issuedOn
          reviewDueOn
          seenBy
          decision
          revokedAt
        }
        trainings {
          id
          completedOn
          untilOn
          revokedAt
          course {
            code
            name
            nameCy
          }
        }
        travels {
          mode
          maxKm
        }
        availability {
          weekday
          startsAt
          endsAt
        }
        absences {
          id
          firstOn
          lastOn
        }
        visits(first: 20, from: $from, to: $to) {
          nodes {
            id
            status
            occursOn
            startsAt
            endsAt
            windowStartsAt
            windowEndsAt
            minutes
            task {
              id
              kind {
                code
                name
                nameCy
              }
              patient {
                id
                name
              }
              carer {
                id
                name
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
`)

export const VolunteerWordLists = graphql(`
  query VolunteerWordLists {
    skills {
      code
      name
      nameCy
    }
    taskKinds {
      code
      name
      nameCy
    }
    trainingCourses {
      code
      name
      nameCy
      renewMonths
    }
  }
`)

export const EditVolunteer = graphql(`
  mutation EditVolunteer($input: EditVolunteerInput!) {
    editVolunteer(input: $input) {
      __typename
      ... on VolunteerEdited {
        volunteer {
          id
        }
      }
      ... on StatusNotPossible {
        from
        to
        possible
      }
    }
  }
`)

export const SetVolunteerAvailability = graphql(`
  mutation SetVolunteerAvailability($input: SetAvailabilityInput!) {
    setAvailability(input: $input) {
      __typename
      ... on AvailabilitySet {
        volunteer {
          id
        }
      }
    }
  }
`)

export const SetVolunteerSkills = graphql(`
  mutation SetVolunteerSkills($input: SetVolunteerSkillsInput!) {
    setVolunteerSkills(input: $input) {
      __typename
      ... on VolunteerSkillsSet {
        volunteer {
          id
        }
      }
    }
  }
`)

export const SetVolunteerTravel = graphql(`
  mutation SetVolunteerTravel($input: SetTravelInput!) {
    setTravel(input: $input) {
      __typename
      ... on TravelSet {
        volunteer {
          id
        }
      }
    }
  }
`)

export const AddVolunteerAbsence = graphql(`
  mutation AddVolunteerAbsence($input: AddAbsenceInput!) {
    addAbsence(input: $input) {
      __typename
      absence {
        id
      }
    }
  }
`)

export const RemoveVolunteerAbsence = graphql(`
  mutation RemoveVolunteerAbsence($input: IdInput!) {
    removeAbsence(input: $input) {
      __typename
    }
  }
`)

export const RecordVolunteerCheck = graphql(`
  mutation RecordVolunteerCheck($input: RecordCheckInput!) {
    recordCheck(input: $input) {
      __typename
      check {
        id
      }
    }
  }
`)

export const RevokeVolunteerCheck = graphql(`
  mutation RevokeVolunteerCheck($input: IdInput!) {
    revokeCheck(input: $input) {
      __typename
      check {
        id
      }
    }
  }
`)

export const RecordVolunteerTraining = graphql(`
  mutation RecordVolunteerTraining($input: RecordTrainingInput!) {
    recordTraining(input: $input) {
      __typename
      training {
        id
      }
    }
  }
`)

export const RevokeVolunteerTraining = graphql(`
  mutation RevokeVolunteerTraining($input: IdInput!) {
    revokeTraining(input: $input) {
      __typename
      training {
        id
      }
    }
  }
`)
