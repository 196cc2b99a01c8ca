import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, RequestHandler } from 'express'
import { errorCode, PlainError } from '../platform/index.ts'

/** The operations that the portal was built with. */
export class PersistedDocuments {
  readonly #byHash: ReadonlyMap<string, string>
  readonly #texts: ReadonlySet<string>

  constructor(byHash: Readonly<Record<string, string>>) {
    this.#byHash = new Map(Object.entries(byHash))
    this.#texts = new Set(this.#byHash.values())
  }

  get size(): number {
    return this.#byHash.size
  }

  /** Is this text, letter for letter, one of them? */
  has(text: string): boolean {
    return this.#texts.has(text)
  }

  /** The text behind `sha256:HEX`, as the draft for persisted documents of GraphQL over HTTP writes an id. */
  textOf(documentId: string): string | undefined {
    return this.#byHash.get(documentId.replace(/^sha256:/, ''))
  }
}

/**
 * Reads the list that the build of the portal left beside its server half (it is not served).
 * @returns undefined where there is no built portal
 * @throws PlainError when the list is damaged: a hash that is not its text's would let anything in
 */
export function readPersistedDocuments(builtFolder: string): PersistedDocuments | undefined {
  const file = join(builtFolder, 'web-server/persisted-documents.json')
  if (!existsSync(file)) return undefined
  let list: Record<string, string>
  try {
    list = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  } catch (error) {
    throw new PlainError(`${file} cannot be read (${errorCode(error) ?? 'it is no JSON'}). Run: npm run build`)
  }
  for (const [hash, text] of Object.entries(list))
    if (createHash('sha256').update(text).digest('hex') !== hash)
      throw new PlainError(`${file} is damaged: an operation is not the one its hash names. Run: npm run build`)
  return new PersistedDocuments(list)
}

/**
 * In production a browser runs the portal's own operations and no others, so that a stolen cookie or a hole in a page
 * cannot ask for more than some screen shows. A machine shows a key instead, and whoever is nobody and no browser may
 * ask what the public may. An operation comes as its text or as `documentId`.
 * @param documents without it only ids are refused, all texts pass (development)
 * @param isBrowser whether the request comes with a session, from the portal, or from any page
 */
export function onlyPersisted(
  documents: PersistedDocuments | undefined,
  { enforced, isBrowser }: { enforced: boolean; isBrowser: (request: Request) => boolean },
): RequestHandler {
  return (request, response, next) => {
    const body = request.body as { query?: unknown; documentId?: unknown } | undefined
    const refuse = (message: string) =>
      void response.status(400).json({ errors: [{ message, extensions: { code: 'OPERATION_NOT_LISTED' } }] })
    if (typeof body?.documentId === 'string' && body.query === undefined) {
      const text = documents?.textOf(body.documentId)
      if (text === undefined) return refuse('There is no operation of this documentId.')
      body.query = text
      delete body.documentId
    }
    if (enforced && isBrowser(request) && !(typeof body?.query === 'string' && documents?.has(body.query)))
      return refuse('A signed-in browser runs only the operations of the portal. A program uses an API key.')
    next()
  }
}
