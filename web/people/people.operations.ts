import { graphql } from '../graphql.ts'

export const PatientsFound = graphql(`
  query PatientsFound($filter: PersonFilter, $first: Int!, $after: String) {
    patients(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        preferredName
        dateOfBirth
        status
        locality {
          id
          name
          nameCy
        }
        careCoOrdinator {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    carers(filter: $filter, first: $first) {
      totalCount
    }
  }
`)

export const CarersFound = graphql(`
  query CarersFound($filter: PersonFilter, $first: Int!, $after: String) {
    carers(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        id
        name
        preferredName
        dateOfBirth
        locality {
          id
          name
          nameCy
        }
        careCoOrdinator {
          id
          name
        }
        caresFor {
          id
          untilOn
          patient {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    patients(filter: $filter, first: $first) {
      totalCount
    }
  }
`)

export const PeoplePlaces = graphql(`
  query PeoplePlaces($after: String) {
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

export const PickPerson = graphql(`
  query PickPerson($search: Line!, $first: Int!) {
    patients(filter: { search: $search }, first: $first) {
      nodes {
        id
        name
        preferredName
        dateOfBirth
        locality {
          id
          name
          nameCy
        }
      }
    }
    carers(filter: { search: $search }, first: $first) {
      nodes {
        id
        name
        preferredName
        dateOfBirth
        locality {
          id
          name
          nameCy
        }
      }
    }
  }
`)

export const RegisterPatient = graphql(`
  mutation RegisterPatient($input: PatientInput!) {
    registerPatient(input: $input) {
      __typename
      ... on PatientRegistered {
        patient {
          id
        }
      }
      ... on AlreadyKnown {
        patients {
          id
          name
          preferredName
          dateOfBirth
          nhsNumber
          locality {
            id
            name
            nameCy
          }
          contact {
            addressLines
            town
            postcode
            phones
          }
        }
        carers {
          id
          name
        }
      }
    }
  }
`)

export const RegisterCarer = graphql(`
  mutation RegisterCarer($input: CarerInput!) {
    registerCarer(input: $input) {
      __typename
      ... on CarerRegistered {
        carer {
          id
        }
      }
      ... on AlreadyKnown {
        patients {
          id
          name
        }
        carers {
          id
          name
          preferredName
          dateOfBirth
          nhsNumber
          locality {
            id
            name
            nameCy
          }
          contact {
            addressLines
            town
            postcode
            phones
          }
        }
      }
    }
  }
`)

export const LikeThese = graphql(`
  query LikeThese($givenName: Line!, $familyName: Line!, $dateOfBirth: LocalDate, $postcode: Postcode) {
    peopleLike(givenName: $givenName, familyName: $familyName, dateOfBirth: $dateOfBirth, postcode: $postcode) {
      id
      name
      preferredName
      dateOfBirth
      nhsNumber
      locality {
        id
        name
        nameCy
      }
      contact {
        addressLines
        town
        postcode
        phones
      }
    }
  }
`)

export const PickVolunteer = graphql(`
  query PickVolunteer($search: Line!, $first: Int!) {
    volunteers(filter: { search: $search }, first: $first) {
      nodes {
        id
        name
        organisation {
          id
          name
        }
        locality {
          id
          name
          nameCy
        }
      }
    }
  }
`)
