import type { Request, Response } from 'express'
import type { Viewer } from '../kernel/index.ts'
import { listen } from '../platform/index.ts'

/** Server-sent events that say what moved in the viewer's organisations, never who: the screen asks again through its
 *  own rights. One LISTEN connection a process; a new one after a break tells everyone to look again. */
export class LiveUpdates {
  readonly #clients = new Set<{ organisations: ReadonlySet<string>; tell: (what: string) => void; end: () => void }>()
  readonly #listener

  constructor(url: string) {
    this.#listener = listen(
      url,
      'moved',
      (payload) => {
        const [what, organisation] = payload.split(':')
        for (const client of this.#clients)
          if (organisation && what && client.organisations.has(organisation)) client.tell(what)
      },
      () => {
        for (const client of this.#clients) client.tell('all')
      },
    )
  }

  /** Listening. */
  get ready(): Promise<void> {
    return this.#listener.ready
  }

  /** Answers with a stream; `again` finds the viewer anew each minute, and a stream whose session ended ends too. */
  attach(viewer: Viewer, request: Request, response: Response, again: () => Promise<{ viewer: Viewer }>): void {
    const organisations = new Set(viewer.memberships.flatMap((m) => (m.organisation ? [m.organisation] : [])))
    response.set({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }).flushHeaders()
    response.write('retry: 3000\n\n')
    let pending = new Set<string>()
    let timer: NodeJS.Timeout | undefined
    const client = {
      organisations,
      // A burst (a series of eight visits) is one note.
      tell: (what: string) => {
        pending.add(what)
        timer ??= setTimeout(() => {
          timer = undefined
          for (const topic of pending) response.write(`event: moved\ndata: ${topic}\n\n`)
          pending = new Set()
        }, 100)
      },
      end: () => response.end(),
    }
    const check = setInterval(() => {
      response.write(': still here\n\n')
      void again().then(
        ({ viewer: now }) => now.account === viewer.account || response.end(),
        () => undefined,
      )
    }, 60_000)
    this.#clients.add(client)
    request.on('close', () => {
      clearInterval(check)
      clearTimeout(timer)
      this.#clients.delete(client)
    })
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.end()
    await this.#listener.close()
  }
}
