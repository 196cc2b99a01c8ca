import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express'
import { isDatabaseAway, PlainError, type Config } from '../platform/index.ts'
import { formatError } from './faults.ts'
import type { LiveUpdates } from './live-updates.ts'
import { onlyPersisted, readPersistedDocuments } from './persisted.ts'
import { publicPages, type PublicPages } from './public-pages.ts'
import { requestContext, type Caller, type Parts, type RequestContext } from './request.ts'

export interface HttpParts extends Parts {
  readonly config: Pick<Config, 'production' | 'publicUrl'>
  readonly apollo: ApolloServer<RequestContext>
  readonly live: LiveUpdates
  /** The folder that holds `web/` and `web-server/`, built. */
  readonly builtFolder: string
  /** Why the server is not ready, or undefined. */
  readonly notReady: () => Promise<string | undefined>
}

/** The one server: portal, public pages, GraphQL, live updates and the two probes, on one port. */
export async function makeHttpServer(parts: HttpParts): Promise<Server> {
  const secure = parts.config.publicUrl.startsWith('https:')
  const documents = readPersistedDocuments(parts.builtFolder)
  if (parts.config.production && !documents)
    throw new PlainError('The list of the portal’s operations is missing, and production runs no others: npm run build')
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', 'loopback')
  app.use(headers(secure))

  app.get('/live', (_request, response) => void response.type('text').send('live\n'))
  app.get('/ready', async (_request, response) => {
    const why = await parts.notReady()
    if (why) response.set('retry-after', '3')
    response
      .status(why ? 503 : 200)
      .type('text')
      .send(why ? `not ready: ${why}\n` : 'ready\n')
  })

  app.use(
    '/graphql',
    sameOrigin,
    noStore,
    express.json({ limit: '256kb' }),
    // What is no JSON object is Apollo's to refuse, not a crash on the way there.
    (request, _response, next) => {
      request.body ??= {}
      next()
    },
    onlyPersisted(documents, { enforced: parts.config.production, isBrowser: (request) => isBrowser(request, secure) }),
    expressMiddleware(parts.apollo, {
      context: async ({ req, res }) => requestContext(parts, callerOf(req, res, secure)),
    }) as unknown as RequestHandler,
  )
  app.get('/live-updates', sameOrigin, noStore, async (request, response) => {
    const { viewer } = await requestContext(parts, { ...callerOf(request, response, secure), isBackground: true })
    if (viewer.account === null) return void response.status(401).end()
    parts.live.attach(viewer, request, response, () =>
      requestContext(parts, { ...callerOf(request, response, secure), isBackground: true }),
    )
  })

  app.use(compression())
  const web = join(parts.builtFolder, 'web')
  app.use(
    '/assets',
    express.static(join(web, 'assets'), { immutable: true, maxAge: '365d', fallthrough: false, index: false }),
  )
  app.use(express.static(web, { index: false, maxAge: '1h' }))
  const pages = await publicPages(parts)
  if (pages) app.use(express.urlencoded({ extended: false, limit: '64kb' }), pageHandler(pages, parts, secure))
  app.use(portal(web))
  app.use(onError)
  return createServer(app)
}

const contentPolicy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

function headers(secure: boolean): RequestHandler {
  return (_request, response, next) => {
    response.set({
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'same-origin',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    })
    next()
  }
}

/** Apollo's guard against forged requests does not look at where they come from; this does. A client that is no
 *  browser sends neither header. */
const sameOrigin: RequestHandler = (request, response, next) => {
  const site = request.get('sec-fetch-site')
  const origin = request.get('origin')
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && site === undefined && hostOf(origin) !== request.get('host'))
  if (!foreign) return next()
  response
    .status(403)
    .json({ errors: [{ message: 'Requests from other sites are refused.', extensions: { code: 'FORBIDDEN' } }] })
}
const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined)

/** A session, the portal's own mark, or what every browser sends with a POST and no page can leave out. */
const isBrowser = (request: Request, secure: boolean): boolean =>
  cookie(request, cookieName(secure)) !== undefined ||
  ['x-alongside', 'origin', 'sec-fetch-site'].some((name) => request.get(name) !== undefined)

const noStore: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store')
  next()
}

/** Over plain http a browser would refuse the `__Host-` prefix and Secure, so the cookie is plain `sid` there. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-sid' : 'sid')

function callerOf(request: Request, response: Response, secure: boolean): Caller {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    token: cookie(request, cookieName(secure)),
    address: request.ip ?? '',
    isBackground: request.get('x-background') === '1',
    begin: (token, maxAgeSeconds) =>
      void response.cookie(cookieName(secure), token, { ...options, maxAge: maxAgeSeconds * 1000 }),
    end: () => void response.clearCookie(cookieName(secure), options),
  }
}

export function cookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}

/** Public pages are whole HTML from here; what they do not know falls through to the portal. */
function pageHandler(pages: PublicPages, parts: HttpParts, secure: boolean): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'POST') return next()
    const page = await pages.render({
      method: request.method,
      path: request.path,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      form: request.method === 'POST' ? new URLSearchParams((request.body ?? {}) as Record<string, string>) : undefined,
      language: cookie(request, 'language') === 'cy' ? 'cy' : 'en',
      context: () => requestContext(parts, callerOf(request, response, secure)),
    })
    if (!page) return next()
    if (request.method === 'POST') {
      let refused = true
      sameOrigin(request, response, () => (refused = false))
      if (refused) return
    }
    for (const [name, value] of Object.entries(page.headers ?? {})) response.set(name, value)
    response.status(page.status).type('html').send(page.html)
  }
}

/** Every other address is the portal's: it routes, and says what it cannot find. */
function portal(web: string): RequestHandler {
  const file = join(web, 'index.html')
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    if (/\.[a-z0-9]{2,5}$/i.test(request.path))
      return void response.status(404).type('text').send('We cannot find this.\n')
    if (!existsSync(file))
      return void response.status(503).type('text').send('The portal is not built. Run: npm run build\n')
    response.set('cache-control', 'no-cache').type('html').send(readFileSync(file))
  }
}

const onError: ErrorRequestHandler = (
  error: { status?: number; type?: string; code?: string },
  request,
  response,
  _next,
) => {
  if (response.headersSent) return void response.end()
  if (isDatabaseAway(error)) {
    response.status(503).set('retry-after', '3')
    return void response.json({
      errors: [
        { message: 'The database is away. Try again in a few seconds.', extensions: { code: 'SERVICE_UNAVAILABLE' } },
      ],
    })
  }
  const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500
  const message =
    error.type === 'entity.too.large'
      ? 'The request is larger than 256 kB.'
      : status < 500
        ? 'The request cannot be read.'
        : 'Something went wrong. It is not your doing.'
  response.status(status)
  if (request.path.startsWith('/graphql') || request.accepts(['html', 'json']) === 'json')
    return void response.json({
      errors: [formatError({ message, extensions: { code: status < 500 ? 'BAD_REQUEST' : 'INTERNAL' } }, error, '')],
    })
  response.type('text').send(`${message}\n`)
}
