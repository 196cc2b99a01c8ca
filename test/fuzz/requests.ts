import { gzipSync } from 'node:zlib'
import type { GraphQLSchema } from 'graphql'
import { bombOf, mangled } from './bombs.ts'
import type { Chance } from './chance.ts'
import { operationOf } from './operations.ts'
import { hostileText, type Known } from './values.ts'

/** One request as it goes over the wire. */
export interface Sent {
  readonly kind: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | undefined
}

const json = { 'content-type': 'application/json' }
const graphql = (kind: string, body: unknown, headers: Record<string, string> = {}): Sent => ({
  kind,
  method: 'POST',
  path: '/graphql',
  headers: { ...json, ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

/** Headers can hold neither line breaks nor what is not Latin-1; what else is wrong with them the server must bear. */
const headerText = (text: string) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?').slice(0, 4000)

/** The `i`th request of a run as this caller (a cookie, or none): schema-driven mostly, and all that a wire can carry. */
export function requestOf(schema: GraphQLSchema, chance: Chance, known: Known, cookie: string | undefined): Sent {
  const sent = anyRequest(schema, chance, known)
  return cookie && !('cookie' in sent.headers) ? { ...sent, headers: { ...sent.headers, cookie } } : sent
}

function anyRequest(schema: GraphQLSchema, chance: Chance, known: Known): Sent {
  const roll = chance.next()
  if (roll < 0.68) return graphql('operation', operationOf(schema, chance, known))
  if (roll < 0.76) {
    const { query, variables } = operationOf(schema, chance, known)
    return graphql('mangled', { query: mangled(query, chance), variables })
  }
  if (roll < 0.84)
    return graphql('bomb', { query: bombOf(chance), variables: { first: chance.pick([1, 1e9, '1', null]) } })
  if (roll < 0.93) return oddEnvelope(schema, chance, known)
  return oddPage(chance)
}

/** A good operation in a bad envelope. */
function oddEnvelope(schema: GraphQLSchema, chance: Chance, known: Known): Sent {
  const operation = operationOf(schema, chance, known)
  const text = JSON.stringify(operation)
  const ways: readonly (() => Sent)[] = [
    () => graphql('broken json', mangled(text, chance)),
    () =>
      graphql(
        'batch',
        Array.from({ length: chance.pick([1, 50]) }, () => operation),
      ),
    () => graphql('no query', { [chance.pick(['Query', 'q', '__proto__'])]: operation.query }),
    () => graphql('other kinds', { query: chance.pick([1, null, [], {}, true]), variables: operation.variables }),
    () => graphql('other variables', { query: operation.query, variables: chance.pick([1, 'a', [], true]) }),
    () =>
      graphql('other extensions', {
        ...operation,
        extensions: chance.pick([1, 'a', { persistedQuery: { version: 1, sha256Hash: 'x' } }]),
      }),
    () =>
      graphql('other name', { ...operation, operationName: chance.pick([1, '', 'Nobody', hostileText(chance), null]) }),
    () => graphql('document id', { documentId: hostileText(chance) }),
    () => graphql('deep json', `{"query":"{viewer{id}}","variables":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    () => graphql('huge', { ...operation, padding: 'x'.repeat(chance.pick([200_000, 400_000])) }),
    () => graphql('a cookie', text, { cookie: `sid=${headerText(hostileText(chance))}; sid=x; =; ;;` }),
    () =>
      graphql('a key', text, {
        authorization: headerText(
          chance.pick(['Bearer ', 'Bearer x', 'Basic eDp5', 'Bearer alongside_', hostileText(chance)]),
        ),
      }),
    () =>
      graphql('another type', text, {
        'content-type': chance.pick([
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          'application/json; charset=utf-16',
          'application/graphql',
          '',
        ]),
      }),
    () =>
      graphql('accept', text, {
        accept: headerText(
          chance.pick([
            'text/html',
            'application/xml',
            'multipart/mixed',
            'text/event-stream',
            '*/*;q=0',
            hostileText(chance),
          ]),
        ),
      }),
    () =>
      graphql('elsewhere', text, {
        origin: chance.pick(['https://evil.example', 'null', 'x']),
        'sec-fetch-site': chance.pick(['cross-site', 'same-origin']),
      }),
    () => graphql('background', text, { 'x-background': '1', 'x-forwarded-for': headerText(hostileText(chance)) }),
    () => ({
      ...graphql('gzip', ''),
      headers: { ...json, 'content-encoding': 'gzip' },
      body: chance.often(0.5) ? gzipSync(text) : Buffer.from(text),
    }),
    () => ({ ...graphql('bytes', ''), body: Buffer.from(Array.from({ length: 300 }, () => chance.below(256))) }),
    () => ({
      kind: 'get',
      method: 'GET',
      path: `/graphql?query=${encodeURIComponent(operation.query.slice(0, 2000))}`,
      headers: { 'apollo-require-preflight': '1' },
      body: undefined,
    }),
    () => ({
      kind: 'method',
      method: chance.pick(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']),
      path: '/graphql',
      headers: json,
      body: undefined,
    }),
  ]
  return chance.pick(ways)()
}

/** Pages, forms, files and streams. */
function oddPage(chance: Chance): Sent {
  const odd = () => encodeURIComponent(hostileText(chance).replace(/[\ud800-\udfff]/g, '?')).slice(0, 3000)
  const path = chance.pick([
    () => `/find-help?q=${odd()}&near=${odd()}&after=${odd()}&day=${odd()}&lang=${odd()}`,
    () => `/find-help?${odd()}=${odd()}&q[]=1&q[a]=2&__proto__[x]=1`,
    () => `/services/${odd()}`,
    () => `/services/%E0%A4%A`,
    () => `/%00`,
    () => `/assets/..%2f..%2f..%2fetc%2fpasswd`,
    () => `/assets/${odd()}`,
    () => `//evil.example/%2e%2e`,
    () => `/v/offers/${odd()}`,
    () => `/graphql/${odd()}`,
    () => `/ready?x=${odd()}`,
    () => `/${odd()}.php`,
  ])()
  const method = chance.pick(['GET', 'GET', 'GET', 'POST', 'HEAD'])
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  return method === 'POST'
    ? {
        kind: 'form',
        method,
        path: chance.often(0.5) ? '/forms/language' : path,
        headers: form,
        body: `language=${odd()}&back=${odd()}&a[b]=c`,
      }
    : {
        kind: 'page',
        method,
        path,
        headers: chance.often(0.3) ? { cookie: `language=${headerText(hostileText(chance))}` } : {},
        body: undefined,
      }
}
