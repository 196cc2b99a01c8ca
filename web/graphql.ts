import { cacheExchange, createClient, fetchExchange, mapExchange, type Client, type CombinedError } from '@urql/core'
import type { graphql as typed } from './gql/gql.ts'

/** Types a document against the contract (`web/gql/`, written by codegen from `*.operations.ts`) and hands the text on.
 *  The generated function of that name would pull every document of the portal into the first chunk; this keeps each
 *  with its own page. Documents hold no fragments for the same reason: what a page asks for stands in one place. */
export const graphql = ((source: string) => source) as unknown as typeof typed

/** The portal's one client. Documents go to `/graphql` of the same origin with a header that no foreign form can send;
 *  `onSignedOut` is called when the API no longer knows this session. */
export function createPortalClient(onSignedOut: () => void, fetchIt?: typeof fetch): Client {
  return createClient({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    exchanges: [
      mapExchange({
        onError: (error) => {
          if (faultOf(error)?.kind === 'signedOut') onSignedOut()
        },
      }),
      cacheExchange,
      fetchExchange,
    ],
    fetchOptions: () => ({ headers: { 'x-alongside': 'portal' }, credentials: 'same-origin' }),
    ...(fetchIt ? { fetch: fetchIt } : {}),
  })
}

/** Sent with reads nobody asked for (polls, live updates), so that an unattended screen does not keep a session alive. */
export const inBackground = {
  requestPolicy: 'network-only',
  fetchOptions: { headers: { 'x-alongside': 'portal', 'x-background': '1' }, credentials: 'same-origin' },
} as const

/** A key made here, so that a change sent twice is made once. */
export const onceKey = (): string => {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // Plain http on another address than localhost has no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** One thing the API found wrong with what was sent: the input's field, a code of the API's list, and facts. */
export interface InputProblem {
  field: string
  code: string
  facts: Readonly<Record<string, string>>
}

/** What went wrong with a request, as far as a screen needs to tell it apart. */
export interface Fault {
  kind: 'notFound' | 'signedOut' | 'badInput' | 'conflict' | 'tooMany' | 'offline' | 'other'
  problems: readonly InputProblem[]
}

const kinds: Record<string, Fault['kind']> = {
  NOT_FOUND: 'notFound',
  FORBIDDEN: 'notFound',
  UNAUTHENTICATED: 'signedOut',
  BAD_USER_INPUT: 'badInput',
  CONFLICT: 'conflict',
  RATE_LIMITED: 'tooMany',
}

const asProblems = (given: unknown): InputProblem[] => {
  if (!Array.isArray(given)) return []
  return given.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null) return []
    const { field, code, facts } = each as { field?: unknown; code?: unknown; facts?: unknown }
    return [
      {
        field: typeof field === 'string' ? field.replace(/^input\./, '') : '',
        code: typeof code === 'string' ? code : '',
        facts: asFacts(facts),
      },
    ]
  })
}

// A scalar that did not fit is refused before any command looks: graphql-js says where in its message alone.
const asMisfit = (message: string, code: unknown): InputProblem[] => {
  if (typeof code !== 'string') return []
  const at = /at "\$?input\.([\w.[\]]+)"/.exec(message)?.[1] ?? ''
  return [{ field: at.replace(/\[\d+\].*$/, ''), code, facts: {} }]
}

const asFacts = (given: unknown): Record<string, string> => {
  if (Array.isArray(given))
    return Object.fromEntries(
      given.flatMap((each: unknown) =>
        typeof each === 'object' && each !== null && 'name' in each && 'value' in each
          ? [[String(each.name), String(each.value)]]
          : [],
      ),
    )
  if (typeof given !== 'object' || given === null) return {}
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
}

/** Reads urql's error as one of ours. */
export function faultOf(error: CombinedError | undefined): Fault | undefined {
  if (!error) return undefined
  if (error.networkError && error.graphQLErrors.length === 0 && !error.response)
    return { kind: 'offline', problems: [] }
  const first = error.graphQLErrors[0]
  const code = typeof first?.extensions?.['code'] === 'string' ? first.extensions['code'] : ''
  return {
    kind: kinds[code] ?? 'other',
    problems: error.graphQLErrors.flatMap((each) => [
      ...asProblems(each.extensions?.['problems']),
      ...asMisfit(each.message, each.extensions?.['problem']),
    ]),
  }
}
