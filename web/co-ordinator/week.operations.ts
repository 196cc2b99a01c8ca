import { graphql } from '../graphql.ts'

export const WeekVisits = graphql(`
  query WeekVisits($from: LocalDate!, $to: LocalDate!, $first: Int!, $after: String) {
    visits(filter: { from: $from, to: $to }, first: $first, after: $after) {
      nodes {
        id
        occursOn
        startsAt
        endsAt
        windowStartsAt
        windowEndsAt
        minutes
        status
        placesOpen
        openOffers
        clearanceLostAt
        task {
          id
          area
          recurrence
          locality {
            id
          }
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
        assignments {
          id
          place
          volunteer {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const WeekVolunteers = graphql(`
  query WeekVolunteers($first: Int!, $after: String) {
    volunteers(filter: { status: [ACTIVE] }, first: $first, after: $after) {
      nodes {
        id
        name
        visitsAWeek
        absences {
          id
          firstOn
          lastOn
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const WhoCould = graphql(`
  query WhoCould($task: ID!, $visit: ID!) {
    suggestVolunteers(task: $task, visit: $visit, first: 6) {
      ruledOutBecause {
        code
        count
      }
      ranked {
        nodes {
          fit
          volunteer {
            id
            name
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
      }
    }
  }
`)

export const AssignVisit = graphql(`
  mutation AssignVisit($input: AssignVisitInput!) {
    assignVisit(input: $input) {
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

export const EndAssignment = graphql(`
  mutation EndAssignment($input: EndAssignmentInput!) {
    endAssignment(input: $input) {
      __typename
      ... on AssignmentEnded {
        assignment {
          id
        }
      }
      ... on NotPossible {
        because
      }
    }
  }
`)
