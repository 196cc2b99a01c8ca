import { graphql } from '../graphql.ts'

export const WhoLooks = graphql(`
  query WhoLooks {
    viewer {
      id
    }
  }
`)

export const FindHelp = graphql(`
  query FindHelp($search: ServiceSearch!, $first: Int!, $after: String) {
    viewer {
      id
    }
    services(search: $search, first: $first, after: $after) {
      nodes {
        id
        name
        summary
        assuredOn
        distanceKm
        languages
        organisation {
          id
          name
        }
        phones {
          number
          name
        }
        locations {
          name
          town
          postcode
        }
        schedules {
          weekdays
          opensAt
          closesAt
          fromText
        }
        costs {
          amount
          description
          isFree
          fromText
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const OneService = graphql(`
  query OneService($id: ID!) {
    viewer {
      id
    }
    service(id: $id) {
      id
      name
      summary
      descriptionHtml
      url
      email
      fees
      assuredOn
      ageMin
      ageMax
      eligibility
      languages
      sourceName
      sourceLicence
      organisation {
        id
        name
        url
      }
      phones {
        number
        name
      }
      locations {
        name
        addressLines
        town
        postcode
        accessibility
        positionFrom
      }
      schedules {
        weekdays
        opensAt
        closesAt
        validFrom
        validTo
        description
        fromText
      }
      costs {
        amount
        description
        isFree
        fromText
      }
      terms {
        id
        name
      }
    }
  }
`)
