import { PlainError, sha256 } from '../platform/index.ts'
import { decodeFeed, readFeed, type FeedPage } from './core/index.ts'
import { guardedGet, shown } from './guarded-get.ts'
import { largestFeed } from './read-file.ts'

/** How far a feed is followed. */
export interface FetchOptions {
  /** `host:port` that may be plain http and private; empty in production. */
  readonly allowed?: readonly string[]
  /** Default 2,000. */
  readonly mostPages?: number
  /** Milliseconds for one page and for all of them; default 60 s and 15 minutes. */
  readonly pageWithin?: number
  readonly allWithin?: number
  readonly onProgress?: (text: string) => void
}

/**
 * A feed by its address, all pages of it, as one list of services.
 *
 * @returns `json` for `readOruk`, and whether everything the feed says it has was there
 * @throws PlainError, FeedRefused: an address that may not be asked, an answer that is no feed, pages without end
 */
export async function fetchFeed(
  address: string,
  { allowed = [], mostPages = 2000, pageWithin = 60_000, allWithin = 900_000, onProgress }: FetchOptions = {},
): Promise<{ json: unknown; isComplete: boolean }> {
  if (!URL.canParse(address)) throw new PlainError('This is neither a file nor an address.')
  const until = performance.now() + allWithin
  const rows: unknown[] = []
  const met = new Map<string, number>()
  let left = largestFeed
  let at = new URL(address)
  for (let count = 1; ; count++) {
    if (count > mostPages) throw new PlainError(`${shown(at)} has more than ${mostPages} pages. Nothing was imported.`)
    const within = Math.min(pageWithin, until - performance.now())
    if (within <= 0) throw new PlainError(`${shown(at)} took too long. Nothing was imported.`)
    const { body, from } = await guardedGet(at, { allowed, largest: left, within })
    left -= body.length
    const json = decodeFeed(body)
    const here = rowsOf(json)
    // Its shape is checked page by page, so that the message is about the page at fault.
    const page = here === null ? readFeed(json).page : readFeed({ ...(json as object), ...emptied(json) }).page
    if (here === null || !page) return { json, isComplete: true }
    const print = sha256(JSON.stringify(here)).toString('hex')
    const before = met.get(print)
    if (here.length > 0 && before !== undefined)
      throw new PlainError(
        `${shown(from)} gives page ${before} again as page ${count}: its pages cannot be told apart. Nothing was imported.`,
      )
    met.set(print, count)
    rows.push(...here)
    if (here.length === 0 || isLast(page)) return { json: rows, isComplete: rows.length >= (page.totalItems ?? 0) }
    if (count === 1) onProgress?.(`Reading ${page.totalPages === null ? 'its pages' : `${page.totalPages} pages`}…`)
    at = new URL(from)
    at.searchParams.set('page', String((page.number ?? count) + 1))
  }
}

/** The services of a page; null when it is no page. */
function rowsOf(json: unknown): readonly unknown[] | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const { contents, content } = json as Record<string, unknown>
  return Array.isArray(contents) ? contents : Array.isArray(content) ? content : null
}
const emptied = (json: unknown) => ('contents' in (json as object) ? { contents: [] } : { content: [] })

function isLast(page: FeedPage): boolean {
  if (page.totalPages !== null && page.number !== null) return page.number >= page.totalPages
  return page.isLast === true
}
