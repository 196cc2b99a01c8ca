import { graphql } from '../graphql.ts'

export const VolunteerPlaces = graphql(`
  query VolunteerPlaces($after: String) {
    localities(first: 100, after: $after) {
      nodes {
        id
        name
        nameCy
        parent {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const AddVolunteer = graphql(`
  mutation AddVolunteer($input: VolunteerInput!) {
    addVolunteer(input: $input) {
      __typename
      ... on VolunteerAdded {
        volunteer {
          id
          name
        }
      }
      ... on VolunteerKnown {
        volunteers {
          id
          name
          status
          locality {
            id
            name
            nameCy
          }
          contact {
            phones
            email
          }
        }
      }
    }
  }
`)
