import type { Request, Response } from 'express'
import type { Viewer } from '../kernel/index.ts'
import { isDatabaseAway, listen } from '../platform/index.ts'

/** Streams that one account may have open: a few devices with a few tabs. */
const MOST_STREAMS = 20
/** Milliseconds: notes of one moment are one; how often a quiet stream says it is there, and looks at its session. */
const MOMENT = 100
const BEAT = 25_000

interface Client {
  readonly account: string
  organisations: ReadonlySet<string>
  /** `whose` is an organisation; without it the note is for all. */
  readonly tell: (what: string, whose?: string) => void
  readonly end: () => void
}

/** Server-sent events that say what moved in the viewer's organisations, never who: the screen asks again through its
 *  own rights. One LISTEN connection a process; a new one after a break tells everyone to look again. */
export class LiveUpdates {
  readonly #clients = new Set<Client>()
  readonly #listener

  constructor(url: string) {
    this.#listener = listen(
      url,
      'moved',
      (payload) => {
        const [what, organisation] = payload.split(':')
        for (const client of this.#clients)
          if (organisation && what && client.organisations.has(organisation)) client.tell(what, organisation)
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

  /** How many streams are open. */
  get open(): number {
    return this.#clients.size
  }

  /**
   * Answers with a stream. `again` finds the viewer by the request's own session: now, before each note, and every 25
   * seconds; a stream whose session has ended, or is somebody else's, ends too, and what moves where the viewer has no role any
   * more is not told.
   */
  async attach(again: () => Promise<Viewer>, request: Request, response: Response): Promise<void> {
    const { account, ...viewer } = await again()
    if (account === null) return refuse(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    if ([...this.#clients].filter((client) => client.account === account).length >= MOST_STREAMS)
      return refuse(response, 429, 'RATE_LIMITED', 'There are enough of these open.')
    response.set({ 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }).flushHeaders()
    response.write('retry: 3000\n\n')

    let pending = new Map<string, { what: string; whose: string | undefined }>()
    let timer: NodeJS.Timeout | undefined
    const end = () => void response.end()
    /** Is it still the same one's stream? While the database is away nobody can say, and nothing is told. */
    const isStillTheirs = async (): Promise<boolean> => {
      try {
        const now = await again()
        client.organisations = organisationsOf(now)
        if (now.account === account) return true
        end()
      } catch (error) {
        if (!isDatabaseAway(error)) end()
      }
      return false
    }
    const flush = async () => {
      timer = undefined
      if (!(await isStillTheirs())) return
      const theirs = [...pending.values()].filter(({ whose }) => whose === undefined || client.organisations.has(whose))
      pending = new Map()
      for (const topic of new Set(theirs.map(({ what }) => what))) response.write(`event: moved\ndata: ${topic}\n\n`)
    }
    const client: Client = {
      account,
      organisations: organisationsOf(viewer),
      // A burst (a series of eight visits) is one note.
      tell: (what, whose) => {
        pending.set(`${what}:${whose}`, { what, whose })
        timer ??= setTimeout(() => void flush(), MOMENT)
      },
      end,
    }
    const beat = setInterval(() => {
      void isStillTheirs()
      response.write(': still here\n\n')
    }, BEAT)
    this.#clients.add(client)
    request.on('close', () => {
      clearInterval(beat)
      clearTimeout(timer)
      this.#clients.delete(client)
    })
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.end()
    await this.#listener.close()
  }
}

const organisationsOf = (viewer: Pick<Viewer, 'memberships'>): Set<string> =>
  new Set(viewer.memberships.flatMap((membership) => (membership.organisation ? [membership.organisation] : [])))

const refuse = (response: Response, status: number, code: string, message: string): void =>
  void response.status(status).json({ errors: [{ message, extensions: { code } }] })
