import { graphql } from '../graphql.ts'

export const OfferByLink = graphql(`
  query OfferByLink($token: Secret!) {
    offerByToken(token: $token) {
      status
      choosing
      area
      occursOn
      startsAt
      endsAt
      windowStartsAt
      windowEndsAt
      isSeries
      isCancelled
      minutes
      timing
      recurrence
      volunteersNeeded
      organisationName
      officePhone
      volunteerPreferredName
      language
      lapsesAt
      kind {
        code
        name
        nameCy
        byPhone
      }
      person {
        name
        preferredName
        addressLines
        town
        postcode
        phones
        inTheirWords
        whatToKnow
      }
    }
  }
`)
