import { graphql } from '../graphql.ts'

export const Accounts = graphql(`
  query Accounts($first: Int!, $after: String) {
    accounts(first: $first, after: $after) {
      nodes {
        id
        name
        email
        language
        suspendedAt
        isInvited
        lastSeenOn
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
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const Organisations = graphql(`
  query Organisations($first: Int!, $after: String) {
    organisations(inNetwork: true, first: $first, after: $after) {
      nodes {
        id
        name
        kind
        description
        email
        phone
        charityNumber
        version
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const FirstSteps = graphql(`
  query FirstSteps {
    accounts(first: 2) {
      nodes {
        id
      }
    }
    organisations(first: 1) {
      nodes {
        id
      }
    }
    localities(first: 1) {
      nodes {
        id
      }
    }
  }
`)

export const Localities = graphql(`
  query Localities($first: Int!, $after: String) {
    localities(first: $first, after: $after) {
      nodes {
        id
        name
        nameCy
        version
        parent {
          id
          name
          nameCy
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const CheckRules = graphql(`
  query CheckRules {
    taskRules {
      id
      role
      checkLevel
      skills
      trainings
      citation
      confirmedBy
      confirmedOn
      version
      kind {
        code
        name
        nameCy
      }
    }
    skills {
      code
      name
      nameCy
    }
    trainingCourses {
      code
      name
      nameCy
    }
  }
`)

export const VolunteersToInvite = graphql(`
  query VolunteersToInvite($search: Line!) {
    volunteers(filter: { search: $search }, first: 10) {
      nodes {
        id
        name
      }
    }
  }
`)

export const Invite = graphql(`
  mutation Invite($input: InviteInput!) {
    invite(input: $input) {
      __typename
      ... on Invited {
        link
        account {
          id
          name
        }
      }
      ... on AlreadyMember {
        account {
          id
          name
        }
      }
    }
  }
`)

export const ChangeMembership = graphql(`
  mutation ChangeMembership($input: ChangeMembershipInput!) {
    changeMembership(input: $input) {
      __typename
      ... on MembershipChanged {
        account {
          id
        }
      }
    }
  }
`)

export const EndMembership = graphql(`
  mutation EndMembership($input: IdInput!) {
    endMembership(input: $input) {
      __typename
    }
  }
`)

export const SuspendAccount = graphql(`
  mutation SuspendAccount($input: IdInput!) {
    suspendAccount(input: $input) {
      __typename
      account {
        id
        suspendedAt
      }
    }
  }
`)

export const RestoreAccount = graphql(`
  mutation RestoreAccount($input: IdInput!) {
    restoreAccount(input: $input) {
      __typename
      account {
        id
        suspendedAt
      }
    }
  }
`)

export const ResetPassword = graphql(`
  mutation ResetPassword($input: IdInput!) {
    resetPassword(input: $input) {
      __typename
      link
    }
  }
`)

export const AddOrganisation = graphql(`
  mutation AddOrganisation($input: AddOrganisationInput!) {
    addOrganisation(input: $input) {
      __typename
      ... on OrganisationAdded {
        organisation {
          id
          name
        }
      }
    }
  }
`)

export const EditOrganisation = graphql(`
  mutation EditOrganisation($input: EditOrganisationInput!) {
    editOrganisation(input: $input) {
      __typename
      ... on OrganisationEdited {
        organisation {
          id
          name
          version
        }
      }
    }
  }
`)

export const AddLocality = graphql(`
  mutation AddLocality($input: AddLocalityInput!) {
    addLocality(input: $input) {
      __typename
      ... on LocalityAdded {
        locality {
          id
          name
        }
      }
    }
  }
`)

export const EditLocality = graphql(`
  mutation EditLocality($input: EditLocalityInput!) {
    editLocality(input: $input) {
      __typename
      ... on LocalityEdited {
        locality {
          id
          name
        }
      }
    }
  }
`)

export const ConfirmTaskRule = graphql(`
  mutation ConfirmTaskRule($input: ConfirmTaskRuleInput!) {
    confirmTaskRule(input: $input) {
      __typename
    }
  }
`)
