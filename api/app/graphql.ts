import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled'
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import { type GraphQLError, type GraphQLSchema, type ValidationContext, type ValidationRule } from 'graphql'
import { errorFields, type Log } from '../platform/index.ts'
import type { Reader } from '../reads/index.ts'
import { onceEach } from './once.ts'
import { weigh } from './weigh.ts'
import type { RequestContext } from './request.ts'
import { formatError, originalOf, tooManyProblems } from './faults.ts'

/** What a single operation may weigh. A page of 100 with a few relations fits; a crawl does not. */
export const limits = { depth: 10, aliases: 30, directives: 50, tokens: 2000, selections: 2000, cost: 5000 } as const

/** An Apollo server over a prepared schema: limits on, nothing told that a stranger could use. */
export function makeApollo(
  schema: GraphQLSchema,
  reader: Reader,
  { production, readsParsed = false, log }: { production: boolean; readsParsed?: boolean; log: Log },
) {
  return new ApolloServer<RequestContext>({
    schema,
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: limits.tokens },
    maxRecursiveSelections: limits.selections,
    // Apollo's own lines repeat what a request held; that something happened is enough here.
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => log.error('request failed before it ran'),
    },
    validationRules: tooMuch,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      weigh(schema, { most: limits.cost, production }),
      statusAndLog(log),
      ...(readsParsed ? [] : [answerUnparsed(schema, reader)]),
    ],
    stringifyResult,
    formatError: (formatted, thrown) => formatError(formatted, thrown, ''),
  })
}

/** The `data` of an answer as text that is not parsed on its way through. */
class Unparsed {
  constructor(readonly text: string) {}
}

/** What descriptions alone can answer goes out as the text the database wrote; all else goes on to graphql-js. */
const answerUnparsed = (schema: GraphQLSchema, reader: Reader): ApolloServerPlugin<RequestContext> => ({
  async requestDidStart() {
    return {
      async responseForOperation({ operation, document, request, contextValue }) {
        // Two operations without a name, or a name of none: graphql-js says so.
        if ((operation as unknown) === undefined) return null
        const text = await reader.raw({ schema, document, operation, variables: request.variables ?? {} }, contextValue)
        if (text === undefined) return null
        return {
          http: { status: undefined, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { data: new Unparsed(text) as never } },
        }
      },
    }
  },
})

/** An answer for somebody in this process, who reads it rather than passing it on. */
export const parsedResult = <Result extends { data?: unknown }>(result: Result): Result =>
  result.data instanceof Unparsed ? { ...result, data: JSON.parse(result.data.text) as unknown } : result

function stringifyResult(result: { data?: unknown }): string {
  if (!(result.data instanceof Unparsed)) return `${JSON.stringify(result)}\n`
  const { data, ...rest } = result
  const more = JSON.stringify(rest).slice(1, -1)
  return `{"data":${data.text}${more && `,${more}`}}\n`
}

/** Held while validating, so that what is too much is refused before anything runs, as GRAPHQL_VALIDATION_FAILED. */
const reported = {
  propagateOnRejection: false,
  onReject: [(context: ValidationContext | null, error: GraphQLError) => context?.reportError(error)],
}
export const tooMuch = [
  maxDepthRule({ n: limits.depth, flattenFragments: true, ignoreIntrospection: true, ...reported }),
  maxAliasesRule({ n: limits.aliases, allowList: [], ...reported }),
  maxDirectivesRule({ n: limits.directives, ...reported }),
  onceEach,
] as ValidationRule[]

/** The status of an answer that is nothing but a fault; of several, the first here. */
const statuses: readonly (readonly [string, number])[] = [
  ['INTERNAL', 500],
  ['RATE_LIMITED', 429],
  ['UNAUTHENTICATED', 401],
  ['BAD_USER_INPUT', 400],
  ['FORBIDDEN', 403],
  ['NOT_FOUND', 404],
  ['CONFLICT', 409],
  ['IDEMPOTENCY_MISMATCH', 409],
]
/** Mistakes found before anything was done. */
const mistakes: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'])

/** What the client did wrong is 4xx, what the database cannot do now is 503, and only codes and names are logged. */
function statusAndLog(log: Log): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didEncounterErrors({ errors, operationName, contextValue }) {
          for (const error of errors) {
            const code = error.extensions['code'] as string | undefined
            if ((code && code !== 'INTERNAL_SERVER_ERROR' && code !== 'INTERNAL') || tooManyProblems(error)) continue
            log.error('operation failed', {
              requestId: contextValue.requestId,
              operation: operationName ?? '',
              field: error.path?.join('.') ?? '',
              ...errorFields(originalOf(error)),
            })
          }
        },
        async willSendResponse({ request, response, contextValue }) {
          if (response.body.kind !== 'single') return
          const { errors, data } = response.body.singleResult
          for (const error of errors ?? [])
            if (error.extensions?.['code'] === 'INTERNAL')
              Object.assign(error.extensions, { requestId: contextValue.requestId })
          if (!errors?.length) return
          const named = new Set(errors.map((error) => error.extensions?.['code']))
          // Partial data is an answer; an answer with nothing but a fault has the fault's status.
          if (named.has('SERVICE_UNAVAILABLE')) {
            response.http.status = 503
            response.http.headers.set('retry-after', '3')
          } else if (data === undefined || Object.values(data ?? {}).every((value) => value === null)) {
            const [, status] = statuses.find(([code]) => named.has(code)) ?? []
            if (status) response.http.status = status
          }
          // Who takes `application/json` alone is told of its own mistakes with 200, as GraphQL over HTTP has it: a
          // status could there be a proxy's. The newer media type, and whoever names none, gets 4xx.
          const accept = request.http?.headers.get('accept') ?? ''
          if (/application\/json/.test(accept) && !/\*\/\*|graphql-response\+json/.test(accept)) {
            const ours = ['INTERNAL', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED']
            if (
              data !== undefined
                ? !ours.some((code) => named.has(code))
                : [...named].every((code) => mistakes.has(code))
            )
              response.http.status = 200
          }
        },
      }
    },
  }
}
