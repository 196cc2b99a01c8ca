import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import type { RequestHandler } from 'express'
import type { Pool } from 'pg'
import { orukFeed, orukFeedV1, type OrukAnswer } from '../interop/index.ts'

/**
 * The directory as an Open Referral UK feed, of version 3.0 or 1.0, for anybody and any page: no key, no session, read
 * only. What cannot be answered is told as JSON: 400 names each parameter and what to write instead.
 */
export function orukEndpoint(pool: Pool, version: 1 | 3): RequestHandler {
  const feed = version === 3 ? orukFeed : orukFeedV1
  const run = <Row>(text: string, values: unknown[]) =>
    pool.query(text, values) as unknown as Promise<{ readonly rows: readonly Row[] }>
  return async (request, response) => {
    response.set({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'etag',
      'cross-origin-resource-policy': 'cross-origin',
    })
    if (request.method === 'OPTIONS')
      return void response.set({ 'access-control-allow-methods': 'GET, HEAD', allow: 'GET, HEAD' }).status(204).end()
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.set('allow', 'GET, HEAD').status(405).json({ message: 'This feed is read with GET.' })
    const query = new URLSearchParams(request.url.split('?')[1] ?? '')
    const answer = await feed(request.path, query, run)
    if (answer.status === 404) return void response.status(404).json({ message: 'There is nothing at this address.' })
    if (answer.status === 400)
      return void response.status(400).json({
        message: answer.mistakes.map(({ parameter, message }) => `${parameter} ${message}`).join('; '),
        errors: answer.mistakes,
      })
    if ('lines' in answer) return lines(answer, request.method === 'HEAD', response)
    response.set({ etag: answer.etag, 'cache-control': 'public, max-age=60' })
    // Express would send it again to who says "no-cache", which is what says "ask whether this still holds".
    if (isHeld(request.get('if-none-match'), answer.etag)) return void response.status(304).end()
    response.json(await answer.body())
  }
}

const isHeld = (held: string | undefined, etag: string): boolean =>
  held !== undefined && held.split(',').some((each) => each.trim() === etag || each.trim() === '*')

/** The lines as they come. A reader that goes away ends the reading; one that is slow slows it. */
async function lines(
  { lines: from }: Extract<OrukAnswer, { readonly lines: unknown }>,
  isHead: boolean,
  response: Parameters<RequestHandler>[1],
): Promise<void> {
  response.set({ 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' })
  if (isHead) return void response.end()
  try {
    await pipeline(Readable.from(from), response)
  } catch (error) {
    // Half a list is on its way: a broken connection is the one way left to say that it is not whole.
    if (!response.headersSent) throw error
    response.destroy()
  }
}
