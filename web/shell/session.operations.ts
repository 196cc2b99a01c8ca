import { graphql } from '../graphql.ts'

export const WhoIsHere = graphql(`
  query WhoIsHere {
    viewer {
      id
      name
      email
      language
      memberships {
        id
        role
        organisation {
          id
          name
        }
        localities {
          id
          name
          nameCy
        }
      }
      volunteer {
        id
      }
    }
  }
`)

export const SignOut = graphql(`
  mutation SignOut {
    signOut {
      __typename
    }
  }
`)

export const SetLanguage = graphql(`
  mutation SetLanguage($input: SetLanguageInput!) {
    setLanguage(input: $input) {
      __typename
    }
  }
`)
