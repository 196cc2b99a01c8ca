import { Agent, request as httpRequest } from 'node:http'
import type { GraphQLSchema } from 'graphql'
import { chanceOf } from './chance.ts'
import { requestOf, type Sent } from './requests.ts'
import type { Known } from './values.ts'

/** Who asks: a role with its session's cookie, or the public without. */
export interface Asking {
  readonly role: string
  readonly cookie?: string
}

/** Something that must not be, and the request that showed it. */
export interface Finding {
  readonly index: number
  readonly role: string
  readonly why: string
  readonly sent: Sent
  readonly answer: string
}

export interface Report {
  readonly requests: number
  readonly statuses: ReadonlyMap<number, number>
  readonly codes: ReadonlyMap<string, number>
  readonly findings: readonly Finding[]
  /** Milliseconds, from the first byte sent to the last byte had. */
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface Storm {
  readonly url: string
  readonly schema: GraphQLSchema
  readonly callers: readonly Asking[]
  readonly known: Known
  /** The codes an error may carry. */
  readonly codes: readonly string[]
  readonly seed: number
  readonly requests: number
  /** Requests under way at once. */
  readonly atOnce: number
  /** Only this one of the run, to see it again. */
  readonly only?: number
  readonly onProgress?: (done: number) => void
}

/** Words of SQL, of files and of stacks. What the request itself holds is no leak when it comes back. */
// `pg_` as PostgreSQL writes it: an opaque id may well hold these letters, with a capital among them.
const leaks = [
  /\b(select|insert into|update|delete from)\b[^"]{0,200}\b(from|values|set|where)\b|syntax error at|duplicate key|invalid input syntax/i,
  /relation \\?"|column \\?"|violates|set_config|postgres|kysely|mikro/i,
  /\bpg_[a-z]{3,}_?[a-z]*\b|node_modules|\/api\/|\.(ts|js):\d+|(\n|\\n) +at \S+|ECONN|ENOENT|\b(Type|Reference|Range)Error\b|Cannot read prop|undefined is not/,
]

/** Sends hostile requests and looks at each answer: never 5xx, never a word of what is inside, codes of the list. */
export async function storm(options: Storm): Promise<Report> {
  const { requests, atOnce, only } = options
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const statuses = new Map<number, number>()
  const codes = new Map<string, number>()
  const findings: Finding[] = []
  const times: number[] = []
  let next = only ?? 0
  const end = only === undefined ? requests : only + 1
  const worker = async () => {
    for (let index = next++; index < end; index = next++) {
      const chance = chanceOf(options.seed * 1_000_003 + index)
      const caller = chance.pick(options.callers)
      const sent = requestOf(options.schema, chance, options.known, caller.cookie)
      const started = performance.now()
      const answer = await send(options.url, agent, sent)
      times.push(performance.now() - started)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      for (const why of wrong(sent, answer, options.codes, codes))
        findings.push({ index, role: caller.role, why, sent, answer: answer.text.slice(0, 600) })
      options.onProgress?.(times.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { requests: times.length, statuses, codes, findings, p50: at(0.5), p99: at(0.99), max: at(1) }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

function* wrong(sent: Sent, answer: Answer, allowed: readonly string[], seen: Map<string, number>): Iterable<string> {
  if (answer.status === 0) return yield `no answer: ${answer.text}`
  if (answer.status >= 500) yield `status ${answer.status}`
  for (const each of leaks) {
    const leak = each.exec(answer.text)
    // A page of the portal is our own file.
    if (leak && !answer.type.startsWith('text/html') && !String(sent.body ?? sent.path).includes(leak[0]))
      yield `says ${JSON.stringify(leak[0])}`
  }
  if (sent.path !== '/graphql' || answer.text === '' || !answer.type.includes('json')) return
  let parsed: { errors?: readonly { message?: unknown; extensions?: { code?: unknown } }[] }
  try {
    parsed = JSON.parse(answer.text) as typeof parsed
  } catch {
    return yield 'is no JSON'
  }
  for (const error of parsed.errors ?? []) {
    const code = String(error.extensions?.code)
    seen.set(code, (seen.get(code) ?? 0) + 1)
    if (!allowed.includes(code)) yield `has the code ${code}`
    else if (code === 'INTERNAL') yield 'has the code INTERNAL'
    if (typeof error.message !== 'string' || error.message.length > 600) yield 'has a message of no length to read'
  }
}

function send(url: string, agent: Agent, sent: Sent): Promise<Answer> {
  const target = new URL(url)
  return new Promise((resolve) => {
    const request = httpRequest(
      { agent, host: target.hostname, port: target.port, method: sent.method, path: sent.path, headers: sent.headers },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        const done = () =>
          resolve({
            status: response.statusCode ?? 0,
            type: String(response.headers['content-type'] ?? ''),
            text: Buffer.concat(chunks).toString('utf8'),
          })
        response.on('end', done)
        response.on('error', done)
      },
    )
    request.setTimeout(20_000, () => request.destroy(new Error('nothing came for 20 s')))
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A body that is too large may be refused before it is all sent; the refusal is then lost with the connection.
      const refusedEarly = (error.code === 'EPIPE' || error.code === 'ECONNRESET') && String(sent.body).length > 250_000
      resolve({ status: refusedEarly ? 413 : 0, type: '', text: error.code ?? error.message })
    })
    request.end(sent.body)
  })
}

/** A finding as something to read and to try again. */
export const told = ({ index, role, why, sent, answer }: Finding): string =>
  [
    `#${index} as ${role}, ${sent.kind}: ${why}`,
    `  ${sent.method} ${sent.path.slice(0, 300)} ${JSON.stringify(sent.headers).slice(0, 300)}`,
    `  ${String(sent.body ?? '').slice(0, 1500)}`,
    `  → ${answer}`,
  ].join('\n')
