import { graphql } from '../graphql.ts'

export const MatchTask = graphql(`
  query MatchTask($task: ID!, $visit: ID, $first: Int!) {
    suggestVolunteers(task: $task, visit: $visit, first: $first) {
      task {
        id
        area
        priority
        recurrence
        volunteersNeeded
        status
        inTheirWords
        needsLanguage
        prefersLanguage
        needsGender
        prefersGender
        hasPets
        hasSmoking
        hasStairs
        visitsNeedingSomeone
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
        organisation {
          id
          name
          phone
        }
        nextVisitNeedingSomeone {
          id
          occursOn
          startsAt
          endsAt
          windowStartsAt
          windowEndsAt
          minutes
        }
      }
      visit {
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
          place
          volunteer {
            id
            name
          }
        }
      }
      ranked {
        nodes {
          rank
          fit
          distanceKm
          weekLoad
          volunteer {
            id
            name
            preferredName
            languages
          }
          reasonsFor {
            code
            facts {
              name
              value
            }
          }
          reasonsAgainst {
            code
            facts {
              name
              value
            }
          }
        }
        pageInfo {
          hasNextPage
        }
      }
      standing
      considered
      ruledOutCount
      ruledOutBecause {
        code
        count
      }
      close {
        volunteer {
          id
          name
        }
        missing {
          code
          facts {
            name
            value
          }
        }
      }
    }
  }
`)

export const RuledOutOf = graphql(`
  query RuledOutOf($task: ID!, $visit: ID, $first: Int!, $after: String) {
    suggestVolunteers(task: $task, visit: $visit, first: 1) {
      ruledOut(first: $first, after: $after) {
        nodes {
          volunteer {
            id
            name
          }
          missing {
            code
            facts {
              name
              value
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

export const NamesOfCodes = graphql(`
  query NamesOfCodes {
    skills {
      code
      name
      nameCy
    }
    trainingCourses {
      code
      name
      nameCy
    }
    taskKinds {
      code
      name
      nameCy
    }
  }
`)

export const AnswersSoFar = graphql(`
  query AnswersSoFar($task: ID!, $first: Int!) {
    offers(filter: { task: $task }, first: $first) {
      nodes {
        id
        status
        choosing
        sentAt
        lapsesAt
        answeredAt
        mayUndoUntil
        visit {
          id
          occursOn
          startsAt
        }
        volunteer {
          id
          name
        }
      }
    }
  }
`)

export const SendOffers = graphql(`
  mutation SendOffers($input: SendOffersInput!) {
    sendOffers(input: $input) {
      __typename
      ... on OffersSent {
        offers {
          id
          volunteer {
            id
            name
            preferredName
            languages
          }
        }
        links {
          offer
          url
        }
        undoUntil
      }
      ... on NotCleared {
        volunteer {
          id
          name
        }
        missing {
          code
          facts {
            name
            value
          }
        }
      }
    }
  }
`)

export const UndoOffer = graphql(`
  mutation UndoOffer($input: UndoInput!) {
    undo(input: $input) {
      __typename
      ... on Undone {
        offer {
          id
          status
        }
      }
    }
  }
`)

export const ChooseWilling = graphql(`
  mutation ChooseWilling($input: ConfirmAssignmentInput!) {
    confirmAssignment(input: $input) {
      __typename
      ... on AssignmentConfirmed {
        assignment {
          id
        }
      }
      ... on NotCleared {
        missing {
          code
          facts {
            name
            value
          }
        }
      }
      ... on DoubleBooked {
        startsAt
        endsAt
      }
    }
  }
`)
