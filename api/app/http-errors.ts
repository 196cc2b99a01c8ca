import { GraphQLError } from 'graphql'
import type { ErrorRequestHandler } from 'express'
import { formatError } from './faults.ts'

/** What could not be answered on the way to a page or to GraphQL: a code of the list, a status that fits it, and not a
 *  word of what it was. */
export const onError: ErrorRequestHandler = (
  error: Error & { status?: number; type?: string; code?: string },
  request,
  response,
  _next,
) => {
  if (response.headersSent) return void response.end()
  const http = error instanceof GraphQLError ? (error.extensions['http'] as Http | undefined) : undefined
  const bad = error.status !== undefined && error.status >= 400 && error.status < 500
  const unsaid =
    error instanceof GraphQLError
      ? error.toJSON()
      : {
          message:
            error.type === 'entity.too.large' ? 'The request is larger than 256 kB.' : 'The request cannot be read.',
          extensions: { code: bad ? 'BAD_REQUEST' : 'INTERNAL' },
        }
  const { http: _http, ...extensions } = unsaid.extensions ?? {}
  const said = formatError({ ...unsaid, extensions }, error, '')
  const away = said.extensions?.['code'] === 'SERVICE_UNAVAILABLE'
  response.status(away ? 503 : (http?.status ?? (bad ? (error.status as number) : 500)))
  if (away) response.set('retry-after', '3')
  for (const [name, value] of http?.headers ?? []) response.set(name, value)
  if (request.path.startsWith('/graphql') || request.accepts(['html', 'json']) === 'json')
    return void response.json({ errors: [said] })
  response.type('text').send(`${said.message}\n`)
}

interface Http {
  readonly status?: number
  readonly headers?: Iterable<[string, string]>
}
