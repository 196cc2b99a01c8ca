import { HeaderMap } from '@apollo/server'
import { GraphQLError } from 'graphql'
import type { GraphQLFormattedError } from 'graphql'
import type { InputProblem } from '../reads/index.ts'
import { errorCode, isDatabaseAway } from '../platform/index.ts'
import { codes } from './codes.ts'

const fault = (code: (typeof codes)[number], message: string, extensions: Record<string, unknown> = {}) =>
  new GraphQLError(message, { extensions: { code, ...extensions } })

export const notSignedIn = () => fault('UNAUTHENTICATED', 'Sign in first.')
/** The key is none of ours, has ended or was revoked; which of these is not said. */
export const notAKey = () =>
  fault('UNAUTHENTICATED', 'This key does not work.', {
    http: { status: 401, headers: new HeaderMap([['www-authenticate', 'Bearer']]) },
  })
export const forbidden = () => fault('FORBIDDEN', 'Your role does not do this.')
export const notFound = (field: string) => fault('NOT_FOUND', 'We cannot find this.', { field })
export const conflict = () => fault('CONFLICT', 'Somebody else did something here at the same moment. Look again.')
export const idempotencyMismatch = () =>
  fault('IDEMPOTENCY_MISMATCH', 'This clientMutationId was used for something else. Make a new one.')
export const badInput = (problems: readonly InputProblem[]) =>
  fault('BAD_USER_INPUT', `Look at: ${problems.map((problem) => problem.field).join(', ')}.`, { problems })
export const unavailable = () => fault('SERVICE_UNAVAILABLE', 'The database is away. Try again in a few seconds.')

/** What a client sees of an error: its code if it is of the list, else INTERNAL and the request's id. */
export function formatError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  requestId: string,
): GraphQLFormattedError {
  const original = originalOf(thrown)
  const busy = isDatabaseAway(original)
    ? 'The database is away. Try again in a few seconds.'
    : isTooMuchNow(original)
      ? 'This took too long. Try again in a few seconds.'
      : undefined
  if (busy) return { message: busy, extensions: { code: 'SERVICE_UNAVAILABLE' } }
  const code = tooManyProblems(thrown) ? 'BAD_USER_INPUT' : (formatted.extensions?.['code'] as string | undefined)
  if (code && (codes as readonly string[]).includes(code)) {
    const { code: _, stacktrace: __, ...rest } = formatted.extensions ?? {}
    return {
      message: code === 'INTERNAL' ? somethingWrong : redact(formatted.message),
      ...(formatted.locations ? { locations: formatted.locations } : {}),
      ...(formatted.path ? { path: formatted.path } : {}),
      extensions: { code, ...rest },
    }
  }
  return {
    message: somethingWrong,
    ...(formatted.path ? { path: formatted.path } : {}),
    extensions: { code: 'INTERNAL', requestId },
  }
}
/** A statement that was cancelled (its time, or the request's, was over), a lock that did not come, no room on the disk
 *  or in memory: not for want of us or of the client, and perhaps not in a moment. */
const isTooMuchNow = (error: unknown): boolean => /^(57014|55P03|53...)$/.test(errorCode(error) ?? '')

const somethingWrong = 'Something went wrong. It is not your doing.'

/** graphql-js stops counting at fifty values that do not fit, by an error that says so and has no code. */
export const tooManyProblems = (thrown: unknown): boolean =>
  thrown instanceof GraphQLError &&
  !thrown.originalError &&
  thrown.message.startsWith('Too many errors processing variables')

/** graphql-js repeats a refused variable's value in its message; a value may be a name or a number of somebody. */
const redact = (message: string): string =>
  message
    .replace(/got invalid value .*? at "/s, 'got a value that does not fit at "')
    .replace(/got invalid value .*?;/s, 'got a value that does not fit;')
    // Of a variable also what its type has instead; of a document Apollo hides that in production.
    .replace(/^(Variable "\$.*) Did you mean .*\?$/s, '$1')
    .slice(0, 500)

export function originalOf(thrown: unknown): unknown {
  let at = thrown
  while (at instanceof GraphQLError && at.originalError) at = at.originalError
  return at
}
