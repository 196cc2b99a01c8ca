import { HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import {
  GraphQLError,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import type { Viewer } from '../kernel/index.ts'
import { Budget } from './budget.ts'
import { costOf } from './cost.ts'
import type { RequestContext } from './request.ts'

/** Rows a minute. A session in production runs only the portal's own operations, whose cost is known; who writes their
 *  own pays for them. Every request costs 1 at least. */
const PER_MINUTE = { public: 60_000, key: 600_000 } as const

/** Programs on this machine itself, and a proxy that does not say for whom it asks. */
const isHere = (address: string) => /^(::ffff:)?127\.|^::1$|^here$/.test(address)

/**
 * What an operation would cost is known before it runs: too much at once is refused, and too much in a minute by whoever
 * is nobody, or a key. In development the answer says what it was (`x-cost`, rows at most).
 */
export function weigh(
  schema: GraphQLSchema,
  { most, production }: { most: number; production: boolean },
): ApolloServerPlugin<RequestContext> {
  const budgets = { public: new Budget(PER_MINUTE.public), key: new Budget(PER_MINUTE.key) }
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, document, request, response, contextValue }) {
          if (operation && !schema.getRootType(operation.operation))
            throw refusal(`There is no ${operation.operation} here.`, 'GRAPHQL_VALIDATION_FAILED', 400)
          const { fragments, cost: costWith } = weighed(schema, document, operation)
          const cost = costWith(request.variables ?? {})
          if (!production) response.http.headers.set('x-cost', String(cost))
          if (cost > most)
            throw refusal(
              `This asks for up to ${cost} objects at once; ${most} is the most. Ask for smaller pages.`,
              'BAD_USER_INPUT',
              400,
            )
          const { viewer, session, now } = contextValue
          if (viewer.key && operation && !withinScope(viewer.key, operation, fragments))
            throw refusal('This key does not do this.', 'FORBIDDEN', 403)
          const [budget, caller] = viewer.key
            ? [budgets.key, viewer.key.id]
            : viewer.account === null && !isHere(session.address)
              ? [budgets.public, session.address]
              : []
          const wait = budget && caller ? budget.spend(caller, Math.max(1, cost), now.getTime()) : 0
          if (wait > 0)
            throw refusal(`That is all for this minute. Ask again in ${wait} seconds.`, 'RATE_LIMITED', 429, wait)
        },
      }
    },
  }
}

interface Weighed {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly cost: (variables: Readonly<Record<string, unknown>>) => number
}
const known = new WeakMap<object, Weighed>()
/** Costs kept for one operation, by its page sizes. */
const MOST_COSTS = 50

/** An operation's cost, worked out once for the same page sizes: nothing else that changes is in it. */
function weighed(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode | undefined,
): Weighed {
  const before = known.get(operation ?? document)
  if (before) return before
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  )
  const sizes = new Set<string>()
  visit(document, {
    Argument({ name, value }) {
      if (name.value === 'first' && value.kind === Kind.VARIABLE) sizes.add(value.name.value)
    },
  })
  const costs = new Map<string, number>()
  const made: Weighed = {
    fragments,
    cost(variables) {
      const key = [...sizes].map((name) => Number(variables[name] ?? 100)).join()
      let cost = costs.get(key)
      if (cost === undefined) {
        cost = costOf(schema, operation, fragments, variables)
        if (costs.size >= MOST_COSTS) costs.clear()
        costs.set(key, cost)
      }
      return cost
    },
  }
  known.set(operation ?? document, made)
  return made
}

/** Is every root field, also in fragments, one that the key may ask for? Introspection is no root field of ours. */
function withinScope(
  key: NonNullable<Viewer['key']>,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): boolean {
  if (operation.operation !== 'query' && !key.mayChange) return false
  if (key.operations === null) return true
  const type = operation.operation === 'query' ? 'Query' : 'Mutation'
  const allowed = new Set(key.operations)
  const seen = new Set<string>()
  const fits = (set: SelectionSetNode): boolean =>
    set.selections.every((selection) => {
      if (selection.kind === Kind.FIELD)
        return selection.name.value.startsWith('__') || allowed.has(`${type}.${selection.name.value}`)
      if (selection.kind === Kind.INLINE_FRAGMENT) return fits(selection.selectionSet)
      if (seen.has(selection.name.value)) return true
      seen.add(selection.name.value)
      const fragment = fragments.get(selection.name.value)
      return fragment !== undefined && fits(fragment.selectionSet)
    })
  return fits(operation.selectionSet)
}

const refusal = (message: string, code: string, status: number, retryAfter?: number) =>
  new GraphQLError(message, {
    extensions: {
      code,
      ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
      http: {
        status,
        headers: new HeaderMap(retryAfter === undefined ? [] : [['retry-after', String(retryAfter)]]),
      },
    },
  })
