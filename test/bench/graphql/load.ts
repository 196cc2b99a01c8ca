import { connect, type Socket } from 'node:net'

/** What driving a server gave. Times in milliseconds. */
export interface Driven {
  readonly requests: number
  readonly elapsed: number
  /** One a request, in no order. */
  readonly times: readonly number[]
  /** Of them, answers that were not 200 or not what they must be, and the first of those. */
  readonly failures: number
  readonly failure?: string
}

/** How long to drive: so many milliseconds, or so many requests. */
export type Until = { readonly milliseconds: number } | { readonly requests: number }

/** A whole HTTP request of JSON, ready for the wire. */
export function requestOf(port: number, path: string, body: unknown, cookie?: string): Buffer {
  const json = Buffer.from(JSON.stringify(body))
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    'content-type: application/json',
    'accept: application/json',
    'x-alongside: portal',
    ...(cookie === undefined ? [] : [`cookie: ${cookie}`]),
    `content-length: ${json.length}`,
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), json])
}

/**
 * Keeps so many connections busy, each with one request at a time, as fast as the server answers. Sockets and a few
 * lines of HTTP rather than Node's client, which would take more of the machine than some of the servers do.
 *
 * @param next the next request; undefined when there are no more
 * @param mustHold what each answer's body must begin with, or hold where `anywhere` is set
 */
export async function drive(
  port: number,
  connections: number,
  until: Until,
  next: () => Buffer | undefined,
  mustHold: { readonly text: string; readonly anywhere?: boolean },
): Promise<Driven> {
  const times: number[] = []
  const started = performance.now()
  let sent = 0
  let failures = 0
  let failure: string | undefined
  const goesOn = () => ('requests' in until ? sent < until.requests : performance.now() - started < until.milliseconds)
  const work = async () => {
    const connection = await Connection.open(port)
    try {
      while (goesOn()) {
        const request = next()
        if (request === undefined) break
        sent++
        const at = performance.now()
        const answer = await connection.ask(request)
        times.push(performance.now() - at)
        const held = mustHold.anywhere ? answer.includes(mustHold.text) : answer.startsWith(mustHold.text, answer.body)
        if (answer.status === 200 && held) continue
        failures++
        failure ??= `${answer.status}: ${answer.text().slice(0, 300)}`
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  const elapsed = performance.now() - started
  return { requests: times.length, elapsed, times, failures, ...(failure === undefined ? {} : { failure }) }
}

/** One request and its answer's body, over a connection of its own. */
export async function askOnce(port: number, request: Buffer): Promise<string> {
  const connection = await Connection.open(port)
  try {
    const answer = await connection.ask(request)
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text().slice(0, 600)}`)
    return answer.text()
  } finally {
    connection.close()
  }
}

/** What came back, as bytes. */
class Answer {
  constructor(
    readonly status: number,
    private readonly bytes: Buffer,
    /** Where the body begins. */
    readonly body: number,
    private readonly chunked: boolean,
  ) {}
  startsWith(text: string, at: number): boolean {
    // A chunk's length stands before its first byte.
    const from = this.chunked ? this.bytes.indexOf('\r\n', at) + 2 : at
    return this.bytes.subarray(from, from + text.length).equals(Buffer.from(text))
  }
  includes(text: string): boolean {
    return this.bytes.includes(text, this.body)
  }
  text(): string {
    if (!this.chunked) return this.bytes.toString('utf8', this.body)
    const parts: Buffer[] = []
    for (let at = this.body; ;) {
      const line = this.bytes.indexOf('\r\n', at)
      const length = parseInt(this.bytes.toString('latin1', at, line), 16)
      if (!(length > 0)) return Buffer.concat(parts).toString('utf8')
      parts.push(this.bytes.subarray(line + 2, line + 2 + length))
      at = line + 4 + length
    }
  }
}

class Connection {
  #parts: Buffer[] = []
  #length = 0
  #wanted: number | 'chunked' | undefined
  #head = { status: 0, body: 0 }
  #resolve: ((answer: Answer) => void) | undefined
  #reject: ((error: Error) => void) | undefined

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.#hear(bytes))
    socket.on('error', (error) => this.#reject?.(error))
    socket.on('close', () => this.#reject?.(new Error('the server closed the connection')))
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('error', reject)
      socket.once('connect', () => resolve(new Connection(socket)))
    })
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.socket.write(request)
    })
  }

  close(): void {
    this.#reject = undefined
    this.socket.destroy()
  }

  #hear(bytes: Buffer): void {
    this.#parts.push(bytes)
    this.#length += bytes.length
    if (this.#wanted === undefined && !this.#readHead()) return
    if (this.#wanted === 'chunked' ? !this.#endsWithLastChunk() : this.#length < (this.#wanted ?? 0)) return
    const answer = new Answer(this.#head.status, this.#whole(), this.#head.body, this.#wanted === 'chunked')
    this.#parts = []
    this.#length = 0
    this.#wanted = undefined
    this.#resolve?.(answer)
  }

  #whole(): Buffer {
    if (this.#parts.length > 1) this.#parts = [Buffer.concat(this.#parts)]
    return this.#parts[0] ?? Buffer.alloc(0)
  }

  #readHead(): boolean {
    const bytes = this.#whole()
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return false
    const head = bytes.toString('latin1', 0, end)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    this.#head = { status: Number(head.slice(9, 12)), body: end + 4 }
    this.#wanted = length === undefined ? 'chunked' : end + 4 + Number(length)
    return true
  }

  #endsWithLastChunk(): boolean {
    const last = this.#parts.at(-1)
    if (last && last.length >= 5) return last.subarray(-5).toString('latin1') === '0\r\n\r\n'
    return this.#whole().subarray(-5).toString('latin1') === '0\r\n\r\n'
  }
}
