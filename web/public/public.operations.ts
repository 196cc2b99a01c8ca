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
        status
        languages
        reasons {
          code
          words
          km
          weekday
          from
          to
          fromText
          on
        }
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
          per
          description
          isFree
          fromText
        }
      }
      totalCount
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
      description
      descriptionHtml
      status
      retiredAt
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
        extension
        name
      }
      locations {
        name
        transportation
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
        per
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
