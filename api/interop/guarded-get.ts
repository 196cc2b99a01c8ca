import { lookup as resolve } from 'node:dns'
import { request as plain, type IncomingMessage } from 'node:http'
import { request as secure } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { createGunzip } from 'node:zlib'
import { errorCode, PlainError } from '../platform/index.ts'

/** What a fetch may do. */
export interface Bounds {
  /** `host:port` that may be plain http and private: for tests and trials, empty in production. */
  readonly allowed: readonly string[]
  /** Bytes, unpacked. */
  readonly largest: number
  /** Milliseconds for this answer. */
  readonly within: number
}

/** Addresses that are not the public internet: an import must not read what only this machine or its network can. */
const inside = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, bits, 'ipv4')
/** All of IPv6 but global unicast; within that, what stands for IPv4 addresses, documentation and tunnels. */
const outside6 = new BlockList()
outside6.addSubnet('2000::', 3, 'ipv6')
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  inside.addSubnet(network, bits, 'ipv6')

/** Whether an address is on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && outside6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/**
 * GET of a JSON document over https, from a public address, within bounds. Redirects are followed three times, each
 * held to the same rules; the address checked is the one connected to, so that a name cannot change its mind between.
 *
 * @returns the body, and the address it came from in the end
 * @throws PlainError in words; never with what was answered
 */
export async function guardedGet(address: URL, bounds: Bounds): Promise<{ body: Buffer; from: URL }> {
  const until = performance.now() + bounds.within
  let from = address
  for (let redirects = 0; ; redirects++) {
    mustBeAllowed(from, bounds.allowed)
    const answer = await ask(from, bounds, until)
    const status = answer.statusCode ?? 0
    const onward = answer.headers.location
    if (status >= 300 && status < 400 && onward !== undefined) {
      answer.destroy()
      if (redirects >= 3) throw new PlainError(`${shown(address)} leads from address to address without end.`)
      if (!URL.canParse(onward, from)) throw new PlainError(`${shown(from)} leads to an address that is none.`)
      from = new URL(onward, from)
      continue
    }
    if (status !== 200) {
      answer.destroy()
      throw new PlainError(`${shown(from)} answered with status ${status}, not with a feed.`)
    }
    return { body: await bodyOf(answer, from, bounds, until), from }
  }
}

function mustBeAllowed(url: URL, allowed: readonly string[]): void {
  if (url.username || url.password) throw new PlainError('The address must not hold a name and password.')
  if (isExcepted(url, allowed)) return
  if (url.protocol !== 'https:')
    throw new PlainError(`${shown(url)} is not https. Open Referral feeds are public and served over https.`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isPublicAddress(host)) throw new PlainError(`${shown(url)} is not a public address.`)
}

const isExcepted = (url: URL, allowed: readonly string[]) =>
  (url.protocol === 'http:' || url.protocol === 'https:') &&
  allowed.includes(`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`)

function ask(url: URL, bounds: Bounds, until: number): Promise<IncomingMessage> {
  const excepted = isExcepted(url, bounds.allowed)
  // Only public addresses of the name are handed to the connection.
  const lookup: LookupFunction = (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      const usable = found.filter(({ address }) => excepted || isPublicAddress(address))
      const first = usable[0]
      if (!first) return done(Object.assign(new Error('not public'), { code: 'NOT_PUBLIC' }), '')
      return options.all ? done(null, usable) : done(null, first.address, first.family)
    })
  return new Promise((answered, failed) => {
    const request = (url.protocol === 'https:' ? secure : plain)(
      url,
      { lookup, headers: { accept: 'application/json', 'accept-encoding': 'gzip', 'user-agent': 'Alongside import' } },
      answered,
    )
    const timer = setTimeout(() => request.destroy(tooSlow()), Math.max(1, until - performance.now()))
    // From the answer on, whoever reads its body keeps the time.
    request.on('response', () => clearTimeout(timer))
    request.on('close', () => clearTimeout(timer))
    request.on('error', (error) => failed(inWords(error, url)))
    request.end()
  })
}

async function bodyOf(answer: IncomingMessage, url: URL, { largest }: Bounds, until: number): Promise<Buffer> {
  const encoding = answer.headers['content-encoding'] ?? 'identity'
  if (!['identity', 'gzip'].includes(encoding)) {
    answer.destroy()
    throw new PlainError(`${shown(url)} answers in an encoding we did not ask for (${encoding.slice(0, 20)}).`)
  }
  const timer = setTimeout(() => answer.destroy(tooSlow()), Math.max(1, until - performance.now()))
  const parts: Buffer[] = []
  let size = 0
  try {
    const gunzip = encoding === 'gzip' ? createGunzip() : undefined
    answer.on('error', (error) => gunzip?.destroy(error))
    for await (const part of gunzip ? answer.pipe(gunzip) : answer) {
      size += (part as Buffer).length
      if (size > largest)
        throw new PlainError(`${shown(url)} answers with more than ${Math.round(largest / 1024 / 1024)} MB.`)
      parts.push(part as Buffer)
    }
  } catch (error) {
    answer.destroy()
    throw inWords(error, url)
  } finally {
    clearTimeout(timer)
  }
  return Buffer.concat(parts)
}

const tooSlow = () => Object.assign(new Error('too slow'), { code: 'TOO_SLOW' })

function inWords(error: unknown, url: URL): PlainError {
  if (error instanceof PlainError) return error
  const code = errorCode(error)
  const because: Readonly<Record<string, string>> = {
    ENOTFOUND: 'there is no such host',
    EAI_AGAIN: 'its name cannot be looked up at the moment',
    ECONNREFUSED: 'nobody answers there',
    ECONNRESET: 'it broke off',
    ETIMEDOUT: 'it does not answer',
    NOT_PUBLIC: 'it is not a public address',
    TOO_SLOW: 'it took too long',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    Z_DATA_ERROR: 'what it sent cannot be unpacked',
  }
  return new PlainError(`${shown(url)} cannot be read: ${because[code ?? ''] ?? code ?? 'unknown reason'}.`)
}

/** An address without its query, which may hold a key. */
export const shown = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`
