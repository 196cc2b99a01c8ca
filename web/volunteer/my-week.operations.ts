import { graphql } from '../graphql.ts'

/** What a volunteer needs for four weeks, and for the visits not yet reported: no conditions, no notes. */
export const MyWeek = graphql(`
  query MyWeek($from: LocalDate!, $to: LocalDate!, $visits: Int!, $offers: Int!) {
    visits(filter: { mine: true, from: $from, to: $to }, first: $visits) {
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
        task {
          id
          area
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
    offers(filter: { mine: true, status: [SENT, WILLING] }, first: $offers) {
      nodes {
        id
        status
        choosing
        lapsesAt
        task {
          id
          area
          timing
          firstOn
          startsAt
          endsAt
          minutes
          recurrence
          volunteersNeeded
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
        }
        visit {
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
    viewer {
      id
      volunteer {
        id
        status
        absences {
          id
          firstOn
          lastOn
        }
      }
    }
  }
`)

export const AcceptMyOffer = graphql(`
  mutation AcceptMyOffer($input: AnswerOfferInput!) {
    acceptOffer(input: $input) {
      __typename
      ... on OfferAccepted {
        offer {
          id
          status
        }
        visits {
          id
          occursOn
        }
        stillNeedsSomeone
      }
      ... on OfferWilling {
        offer {
          id
          status
        }
      }
      ... on OfferLapsed {
        at
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

export const DeclineMyOffer = graphql(`
  mutation DeclineMyOffer($input: AnswerOfferInput!) {
    declineOffer(input: $input) {
      __typename
      ... on OfferDeclined {
        offer {
          id
          status
          mayUndoUntil
        }
      }
      ... on OfferLapsed {
        at
      }
    }
  }
`)

export const UndoMyAnswer = graphql(`
  mutation UndoMyAnswer($input: UndoInput!) {
    undo(input: $input) {
      __typename
      ... on Undone {
        offer {
          id
          status
        }
      }
      ... on TooLate {
        at
      }
    }
  }
`)

export const AddMyAbsence = graphql(`
  mutation AddMyAbsence($input: AddAbsenceInput!) {
    addAbsence(input: $input) {
      absence {
        id
        firstOn
        lastOn
      }
      volunteer {
        id
        absences {
          id
          firstOn
          lastOn
        }
      }
    }
  }
`)

export const RemoveMyAbsence = graphql(`
  mutation RemoveMyAbsence($input: IdInput!) {
    removeAbsence(input: $input) {
      volunteer {
        id
        absences {
          id
          firstOn
          lastOn
        }
      }
    }
  }
`)
