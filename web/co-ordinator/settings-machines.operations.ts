import { graphql } from '../graphql.ts'

export const ApiKeys = graphql(`
  query ApiKeys($first: Int!, $after: String) {
    apiKeys(first: $first, after: $after) {
      nodes {
        id
        name
        prefix
        mayChange
        operations
        madeAt
        endsAt
        lastUsedAt
        revokedAt
        madeBy {
          name
        }
        membership {
          role
          organisation {
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

export const CreateApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      secret
      apiKey {
        id
        name
      }
    }
  }
`)

export const RevokeApiKey = graphql(`
  mutation RevokeApiKey($input: IdInput!) {
    revokeApiKey(input: $input) {
      apiKey {
        id
        revokedAt
      }
    }
  }
`)

export const FailedJobs = graphql(`
  query FailedJobs($first: Int!) {
    failedJobs(first: $first) {
      id
      task
      askedAt
      failedAt
      attempts
      because
    }
  }
`)

export const RetryJob = graphql(`
  mutation RetryJob($input: RetryJobInput!) {
    retryJob(input: $input) {
      done
    }
  }
`)
