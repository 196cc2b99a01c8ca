import { graphql } from '../graphql.ts'

export const MyVisit = graphql(`
  query MyVisit($id: ID!) {
    node(id: $id) {
      id
      ... on Visit {
        occursOn
        startsAt
        endsAt
        windowStartsAt
        windowEndsAt
        minutes
        status
        clearanceLostAt
        assignments {
          id
          volunteer {
            id
            name
          }
        }
        report {
          reportedMinutes
          went
          worry
        }
        task {
          id
          area
          recurrence
          kind {
            code
            name
            nameCy
            byPhone
          }
          organisation {
            id
            name
            phone
          }
          patient {
            id
            name
            preferredName
            contact {
              addressLines
              town
              postcode
              phones
            }
          }
          carer {
            id
            name
            preferredName
            contact {
              addressLines
              town
              postcode
              phones
            }
          }
          details {
            inTheirWords
            address
            whatToKnow
          }
        }
      }
    }
  }
`)

export const StartMyVisit = graphql(`
  mutation StartMyVisit($input: StartVisitInput!) {
    startVisit(input: $input) {
      __typename
      ... on VisitStarted {
        visit {
          id
          status
        }
      }
      ... on NotPossible {
        because
      }
    }
  }
`)

export const ReportMyVisit = graphql(`
  mutation ReportMyVisit($input: ReportVisitInput!) {
    reportVisit(input: $input) {
      __typename
      ... on VisitReported {
        visit {
          id
          status
        }
      }
      ... on NotPossible {
        because
      }
    }
  }
`)

export const LeaveMyVisit = graphql(`
  mutation LeaveMyVisit($input: EndAssignmentInput!) {
    endAssignment(input: $input) {
      __typename
      ... on AssignmentEnded {
        task {
          id
        }
      }
      ... on NotPossible {
        because
      }
    }
  }
`)
