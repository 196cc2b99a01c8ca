import type { Request, RequestHandler, Response } from 'express'
import { Deadline } from '../platform/index.ts'
import type { Caller } from './request.ts'

const contentPolicy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** What every answer says to a browser: nothing from elsewhere, no script within a page, in nobody's frame. */
export function headers(secure: boolean): RequestHandler {
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
export const sameOrigin: RequestHandler = (request, response, next) => {
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

export const noStore: RequestHandler = (_request, response, next) => {
  response.set('cache-control', 'no-store')
  next()
}

/** A session, the portal's own mark, or what every browser sends with a POST and no page can leave out. A machine
 *  sends a key, and nothing of these. */
export const isBrowser = (request: Request, secure: boolean): boolean =>
  cookie(request, cookieName(secure)) !== undefined ||
  ['x-alongside', 'origin', 'sec-fetch-site'].some((name) => request.get(name) !== undefined)

/** Over plain http a browser would refuse the `__Host-` prefix and Secure, so the cookie is plain `sid` there. */
const cookieName = (secure: boolean): string => (secure ? '__Host-sid' : 'sid')

/** Who sends this request, as far as it says. A session or a key, never both. */
export function callerOf(request: Request, response: Response, secure: boolean): Caller {
  const options = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    token: cookie(request, cookieName(secure)),
    key: request.get('authorization')?.replace(/^Bearer +/i, ''),
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

/** A request with a session and a key says two things about who asks. */
export const oneWhoAsks =
  (secure: boolean): RequestHandler =>
  (request, response, next) => {
    if (request.get('authorization') === undefined || cookie(request, cookieName(secure)) === undefined) return next()
    response.status(400).json({
      errors: [{ message: 'Send a session or a key, not both.', extensions: { code: 'BAD_REQUEST' } }],
    })
  }

/** Gives a request so many milliseconds: then its statements are cancelled, and it answers that it was too long. What
 *  does not answer even then is answered for. */
export const withinTime =
  (milliseconds: number): RequestHandler =>
  (_request, response, next) => {
    const deadline = new Deadline()
    let timer = setTimeout(() => {
      deadline.end()
      timer = setTimeout(() => {
        if (!response.headersSent) response.status(503).set('retry-after', '3').json(tookTooLong)
      }, 1000)
    }, milliseconds)
    response.on('close', () => clearTimeout(timer))
    deadline.run(next)
  }
const tookTooLong = {
  errors: [{ message: 'This took too long. Try again in a few seconds.', extensions: { code: 'SERVICE_UNAVAILABLE' } }],
}
