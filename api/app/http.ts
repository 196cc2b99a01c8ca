import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import compression from 'compression'
import express, { type RequestHandler } from 'express'
import { PlainError, type Config } from '../platform/index.ts'
import { graphiql } from './graphiql.ts'
import { callerOf, cookie, headers, isBrowser, noStore, oneWhoAsks, sameOrigin, withinTime } from './guards.ts'
import { onError } from './http-errors.ts'
import type { LiveUpdates } from './live-updates.ts'
import { orukEndpoint } from './oruk.ts'
import { onlyPersisted, readPersistedDocuments } from './persisted.ts'
import { publicPages, type PublicPages } from './public-pages.ts'
import { requestContext, type Parts, type RequestContext } from './request.ts'

export interface HttpParts extends Parts {
  readonly config: Pick<Config, 'production' | 'publicUrl'>
  readonly apollo: ApolloServer<RequestContext>
  readonly live: LiveUpdates
  /** The folder that holds `web/` and `web-server/`, built. */
  readonly builtFolder: string
  /** Why the server is not ready, or undefined. */
  readonly notReady: () => Promise<string | undefined>
  /** Milliseconds: for the whole answer to a request (default 10 s), and for a client to send it (default 15 s). */
  readonly times?: { readonly answer?: number; readonly sending?: number }
}

/** The one server: portal, public pages, GraphQL, live updates and the two probes, on one port. */
export async function makeHttpServer(parts: HttpParts): Promise<Server> {
  const { production, publicUrl } = parts.config
  const { answer = 10_000, sending = 15_000 } = parts.times ?? {}
  const secure = publicUrl.startsWith('https:')
  const documents = readPersistedDocuments(parts.builtFolder)
  if (production && !documents)
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

  if (!production) app.use(graphiql())
  app.use(
    '/graphql',
    sameOrigin,
    noStore,
    express.json({ limit: '256kb' }),
    withinTime(answer),
    oneWhoAsks(secure),
    // What is no JSON object is Apollo's to refuse, not a crash on the way there.
    (request, _response, next) => {
      request.body ??= {}
      next()
    },
    onlyPersisted(documents, { enforced: production, isBrowser: (request) => isBrowser(request, secure) }),
    // Here and not in Apollo, whose answer to a database that is away would be 500.
    async (request, response, next) => {
      response.locals['context'] = await requestContext(parts, callerOf(request, response, secure))
      next()
    },
    expressMiddleware(parts.apollo, {
      context: async ({ res }) => res.locals['context'] as RequestContext,
    }) as unknown as RequestHandler,
  )
  app.get('/live-updates', sameOrigin, noStore, async (request, response) => {
    const again = async () => {
      const { key: _key, ...caller } = callerOf(request, response, secure)
      return (await requestContext(parts, { ...caller, isBackground: true })).viewer
    }
    await parts.live.attach(again, request, response)
  })

  app.use(compression())
  app.use('/oruk/v3', orukEndpoint(parts.pool, 3))
  app.use('/oruk/v1', orukEndpoint(parts.pool, 1))
  const web = join(parts.builtFolder, 'web')
  app.use(
    '/assets',
    express.static(join(web, 'assets'), { immutable: true, maxAge: '365d', fallthrough: false, index: false }),
  )
  app.use(express.static(web, { index: false, maxAge: '1h' }))
  const pages = await publicPages(parts)
  if (pages)
    app.use(
      express.urlencoded({ extended: false, limit: '64kb' }),
      withinTime(answer),
      pageHandler(pages, parts, secure),
    )
  app.use(portal(web))
  app.use(onError)
  // A client that sends a byte now and then holds no connection for ever.
  const server = createServer(
    { requestTimeout: sending, headersTimeout: sending, connectionsCheckingInterval: sending / 5 },
    app,
  )
  return server
}

/** Public pages are whole HTML from here; what they do not know falls through to the portal. */
function pageHandler(pages: PublicPages, parts: HttpParts, secure: boolean): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'POST') return next()
    if (request.method === 'POST') {
      let refused = true
      await sameOrigin(request, response, () => (refused = false))
      if (refused) return
    }
    const page = await pages.render({
      method: request.method,
      path: request.path,
      query: new URLSearchParams(request.url.split('?')[1] ?? ''),
      form: request.method === 'POST' ? new URLSearchParams((request.body ?? {}) as Record<string, string>) : undefined,
      language: cookie(request, 'language') === 'cy' ? 'cy' : 'en',
      context: () => {
        const { key: _key, ...caller } = callerOf(request, response, secure)
        return requestContext(parts, caller)
      },
    })
    if (!page) return next()
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
