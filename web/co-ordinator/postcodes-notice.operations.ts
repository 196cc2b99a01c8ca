import { graphql } from '../graphql.ts'

export const PostcodesKnown = graphql(`
  query PostcodesKnown {
    postcodesKnown {
      imported
      volunteersUnplaced
      peopleUnplaced
    }
  }
`)
