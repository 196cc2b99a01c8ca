import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql'

/** What guesses (passwords, tokens) or works hard for one answer: once an operation, so that one request is one try. */
const once = new Set([
  'Mutation.signIn',
  'Mutation.acceptInvitation',
  'Mutation.acceptOffer',
  'Mutation.declineOffer',
  'Query.offerByToken',
  'Query.services',
  'Query.peopleLike',
  'Query.suggestVolunteers',
  'Query.explainMatch',
  'Query.whyNot',
  'Query.whyUnfilled',
  'Query.shortages',
  'Query.repairOptions',
])

/** Refuses a document that holds such a field twice, under whatever alias and in whatever fragment. */
export function onceEach(context: ValidationContext): ASTVisitor {
  const seen = new Set<string>()
  return {
    Field(node) {
      const field = `${context.getParentType()?.name}.${node.name.value}`
      if (!once.has(field)) return
      if (seen.has(field))
        context.reportError(new GraphQLError(`Ask for ${node.name.value} once in an operation.`, { nodes: node }))
      seen.add(field)
    },
  }
}
