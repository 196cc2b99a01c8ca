import { graphql } from '../graphql.ts'

export const OtherOrganisations = graphql(`
  query OtherOrganisations($after: String) {
    organisations(first: 100, after: $after) {
      nodes {
        id
        name
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const ShareRecord = graphql(`
  mutation ShareRecord($input: ShareRecordInput!) {
    shareRecord(input: $input) {
      __typename
      ... on RecordShared {
        share {
          id
        }
      }
      ... on NoConsent {
        purpose
      }
    }
  }
`)

export const ShareVolunteer = graphql(`
  mutation ShareVolunteer($input: ShareVolunteerInput!) {
    shareVolunteer(input: $input) {
      __typename
      share {
        id
      }
    }
  }
`)

export const EndShare = graphql(`
  mutation EndShare($input: IdInput!) {
    endShare(input: $input) {
      share {
        id
        isOpen
      }
    }
  }
`)

export const BlockPair = graphql(`
  mutation BlockPair($input: BlockPairInput!) {
    blockPair(input: $input) {
      pair {
        id
      }
    }
  }
`)

export const UnblockPair = graphql(`
  mutation UnblockPair($input: IdInput!) {
    unblockPair(input: $input) {
      pair {
        id
        untilOn
      }
    }
  }
`)
