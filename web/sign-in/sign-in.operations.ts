import { graphql } from '../graphql.ts'

export const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignedIn {
        viewer {
          id
          memberships {
            id
            role
          }
        }
      }
      ... on SignInRefused {
        tryAgainInSeconds
      }
    }
  }
`)

export const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on SignedIn {
        viewer {
          id
          memberships {
            id
            role
          }
        }
      }
      ... on PasswordRefused {
        because
      }
    }
  }
`)
