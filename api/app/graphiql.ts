import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import express, { Router } from 'express'
import { examples } from './examples.ts'

/** Only what the page itself brings: its script is within the page, and editors run in workers. Nothing from elsewhere. */
const contentPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
const FILES = '/graphiql/'

/**
 * GraphiQL at `/graphql` for a browser, in development: the files are those of the development package `ruru`, served from
 * here. Without it (an installation without development packages) there is no page. See decisions/0015.
 */
export function graphiql(): Router {
  const router = Router()
  const folder = filesOf('ruru')
  if (!folder) return router
  router.use(FILES, express.static(folder, { immutable: true, maxAge: '1d', fallthrough: false, index: false }))
  router.get('/graphql', async (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html' || request.url.includes('?')) return next()
    const { ruruHTML } = (await import('ruru/server')) as typeof import('ruru/server')
    response
      .set({ 'content-security-policy': contentPolicy, 'cache-control': 'no-store' })
      .type('html')
      .send(
        ruruHTML({
          endpoint: '/graphql',
          staticPath: FILES,
          htmlParts: { titleTag: '<title>GraphiQL – Alongside</title>' },
          // All the others have defaults, whatever its types say.
          clientConfig: { defaultQuery: examples } as never,
        }),
      )
  })
  return router
}

function filesOf(name: string): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/server`)), '../static')
  } catch {
    return undefined
  }
}
