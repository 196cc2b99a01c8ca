import { graphql } from '../graphql.ts'

export const TaskWords = graphql(`
  query TaskWords {
    taskKinds {
      code
      name
      nameCy
      byPhone
      usualMinutes
    }
    skills {
      code
      name
      nameCy
    }
  }
`)

export const AskedForWhom = graphql(`
  query AskedForWhom($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Patient {
        name
        needsLanguage
        prefersLanguage
      }
      ... on Carer {
        name
        needsLanguage
        prefersLanguage
      }
    }
  }
`)

export const RequestTask = graphql(`
  mutation RequestTask($input: RequestTaskInput!) {
    requestTask(input: $input) {
      __typename
      ... on TaskRequested {
        task {
          id
        }
      }
    }
  }
`)

export const TaskPage = graphql(`
  query TaskPage($id: ID!, $from: LocalDate!, $visits: Int!, $offers: Int!) {
    node(id: $id) {
      __typename
      id
      ... on Task {
        version
        viewerMay
        status
        area
        timing
        firstOn
        startsAt
        endsAt
        minutes
        recurrence
        volunteersNeeded
        needsLanguage
        prefersLanguage
        needsGender
        prefersGender
        hasPets
        hasSmoking
        hasStairs
        skills
        priority
        targetOn
        unmetReason
        askedWhere
        createdAt
        visitsNeedingSomeone
        kind {
          code
          name
          nameCy
          byPhone
        }
        askedBy {
          id
          name
        }
        patient {
          id
          name
        }
        carer {
          id
          name
        }
        details {
          inTheirWords
          address
          whatToKnow
        }
        visits(from: $from, first: $visits) {
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
            assignments {
              id
              volunteer {
                id
                name
              }
            }
            report {
              went
              worry
              reportedMinutes
            }
          }
        }
        offers(first: $offers) {
          nodes {
            id
            status
            sentAt
            lapsesAt
            volunteer {
              id
              name
            }
            visit {
              id
              occursOn
            }
          }
        }
      }
    }
    skills {
      code
      name
      nameCy
    }
  }
`)

export const EditTask = graphql(`
  mutation EditTask($input: EditTaskInput!) {
    editTask(input: $input) {
      __typename
      ... on TaskEdited {
        task {
          id
          version
        }
      }
      ... on NotPossible {
        because
      }
    }
  }
`)

export const WithdrawThisTask = graphql(`
  mutation WithdrawThisTask($input: WithdrawTaskInput!) {
    withdrawTask(input: $input) {
      __typename
      ... on TaskWithdrawn {
        task {
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

export const MarkThisUnmet = graphql(`
  mutation MarkThisUnmet($input: MarkUnmetInput!) {
    markUnmet(input: $input) {
      __typename
      ... on TaskUnmet {
        task {
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
