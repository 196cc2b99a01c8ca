import { graphql } from '../graphql.ts'

export const TodayBoard = graphql(`
  query TodayBoard($today: LocalDate!, $tasks: Int!, $offers: Int!, $visits: Int!) {
    toMatch: tasks(filter: { needsSomeone: true, offered: false }, first: $tasks) {
      totalCount
      nodes {
        id
        area
        priority
        targetOn
        createdAt
        version
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
        visitsNeedingSomeone
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
    }
    offered: tasks(filter: { needsSomeone: true, offered: true }, first: $tasks) {
      totalCount
      nodes {
        id
        area
        priority
        targetOn
        createdAt
        version
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
        visitsNeedingSomeone
        nextVisitNeedingSomeone {
          id
          occursOn
          startsAt
          endsAt
          windowStartsAt
          windowEndsAt
          minutes
        }
        offers(first: $offers) {
          nodes {
            id
            status
            lapsesAt
            volunteer {
              id
              name
              contact {
                phones
              }
            }
          }
        }
      }
    }
    visits(filter: { from: $today, to: $today }, first: $visits) {
      totalCount
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
        clearanceLostAt
        cancelledBecause
        version
        report {
          went
          worry
          worrySeenAt
        }
        task {
          id
          area
          kind {
            code
            name
            nameCy
          }
          patient {
            id
            name
            contact {
              phones
            }
          }
          carer {
            id
            name
            contact {
              phones
            }
          }
        }
        assignments {
          id
          place
          volunteer {
            id
            name
            contact {
              phones
            }
          }
        }
      }
    }
    toCheck: visits(filter: { toCheck: true }, first: $tasks) {
      totalCount
      nodes {
        id
        occursOn
        startsAt
        endsAt
        windowStartsAt
        windowEndsAt
        minutes
        status
        clearanceLostAt
        report {
          went
          worry
          worrySeenAt
        }
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
            contact {
              phones
            }
          }
          carer {
            id
            name
            contact {
              phones
            }
          }
        }
        assignments {
          id
          place
          volunteer {
            id
            name
            contact {
              phones
            }
          }
        }
      }
    }
  }
`)

export const CheckVisit = graphql(`
  mutation CheckVisit($input: CheckVisitInput!) {
    checkVisit(input: $input) {
      __typename
      ... on VisitChecked {
        visit {
          id
          report {
            worrySeenAt
          }
        }
      }
    }
  }
`)

export const CancelVisit = graphql(`
  mutation CancelVisit($input: CancelVisitInput!) {
    cancelVisit(input: $input) {
      __typename
      ... on VisitCancelled {
        visit {
          id
          status
        }
      }
    }
  }
`)

export const WithdrawTask = graphql(`
  mutation WithdrawTask($input: WithdrawTaskInput!) {
    withdrawTask(input: $input) {
      __typename
      ... on TaskWithdrawn {
        task {
          id
          status
        }
      }
    }
  }
`)

export const MarkUnmet = graphql(`
  mutation MarkUnmet($input: MarkUnmetInput!) {
    markUnmet(input: $input) {
      __typename
      ... on TaskUnmet {
        task {
          id
          status
        }
      }
    }
  }
`)

export const ReportForVolunteer = graphql(`
  mutation ReportForVolunteer($input: ReportVisitInput!) {
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
