import { graphql } from '../graphql.ts'

export const VolunteerList = graphql(`
  query VolunteerList($filter: VolunteerFilter, $after: String) {
    volunteers(filter: $filter, first: 50, after: $after) {
      totalCount
      nodes {
        id
        name
        preferredName
        status
        nextCheckDueOn
        locality {
          id
          name
          nameCy
        }
        organisation {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)
