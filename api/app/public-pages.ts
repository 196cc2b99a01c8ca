import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ApolloServer } from '@apollo/server'
import { parsedResult } from './graphql.ts'
import type { RequestContext } from './request.ts'

/** What a page rendered by the server is given. */
export interface PageRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams | undefined
  readonly language: 'en' | 'cy'
  readonly context: () => Promise<RequestContext>
}
export interface RenderedPage {
  readonly status: number
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}
export interface PublicPages {
  readonly render: (request: PageRequest) => Promise<RenderedPage | undefined>
}

/** The web's built server bundle, `web-server/server.js`: `renderPage(request)` gets an `execute` that runs the same
 *  GraphQL operations as everyone else, as whoever is asking. */
interface WebServer {
  renderPage(request: {
    method: string
    path: string
    query: URLSearchParams
    form: URLSearchParams | undefined
    language: 'en' | 'cy'
    builtFolder: string
    execute: (
      document: string,
      variables: Record<string, unknown>,
    ) => Promise<{ data?: unknown; errors?: readonly { message: string; extensions?: Record<string, unknown> }[] }>
  }): Promise<RenderedPage | undefined>
}

/** Loads the bundle as a file; undefined where the portal has none. */
export async function publicPages(parts: {
  builtFolder: string
  apollo: ApolloServer<RequestContext>
}): Promise<PublicPages | undefined> {
  const file = join(parts.builtFolder, 'web-server/server.js')
  if (!existsSync(file)) return undefined
  const web = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as WebServer
  return {
    render: ({ context, ...request }) =>
      web.renderPage({
        ...request,
        builtFolder: parts.builtFolder,
        execute: async (document, variables) => {
          const { body } = await parts.apollo.executeOperation(
            { query: document, variables },
            { contextValue: await context() },
          )
          if (body.kind !== 'single') throw new Error('an incremental answer')
          return parsedResult(body.singleResult) as never
        },
      }),
  }
}
