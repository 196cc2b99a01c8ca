import { graphql } from '../graphql.ts'

export const MyPeople = graphql(`
  query MyPeople($first: Int!) {
    patients(filter: { mine: true }, first: $first) {
      nodes {
        id
        name
        preferredName
        status
        locality {
          id
          name
          nameCy
        }
      }
    }
    carers(filter: { mine: true }, first: $first) {
      nodes {
        id
        name
        preferredName
        locality {
          id
          name
          nameCy
        }
      }
    }
    tasks(filter: { askedByMe: true }, first: $first) {
      totalCount
      nodes {
        id
        status
        priority
        unmetReason
        targetOn
        createdAt
        recurrence
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
`)
