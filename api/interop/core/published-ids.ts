import { isUuid } from '../../kernel/index.ts'
import { canonical } from './canonical.ts'
import type { FeedService, WarningKind } from './model.ts'

/** The id under which a service is published, and why it is that one. */
export type PublishedId = {
  /** A UUID in lower case. */
  readonly id: string
  readonly from: 'source' | 'made'
  /** Why the source's own id could not be kept. */
  readonly why: Extract<WarningKind, 'idMissing' | 'idNotUuid' | 'idRepeated'> | null
  /** Index (in `services`) of the same service met before, word for word: this one is not to be stored again. */
  readonly sameAs: number | null
}

/** What an earlier import gave: keeps ids where they were when a repeated id loses one of its services or a name changes. */
export type EarlierId = { readonly sourceId: string | null; readonly name: string; readonly publishedId: string }

/**
 * Decides the published id of every service of a feed, in the order of `services` (all pages of it together).
 *
 * A UUID-shaped source id (8-4-4-4-12 hexadecimal, any case, any version) is kept. A service without one, and all but
 * one of several different services that share one, get a name-based UUID of feed, source id and name. The result does
 * not depend on the order of the feed: the first by name keeps a shared id, unless `earlier` gave it to another.
 *
 * @param feed the source's own name; the same source must always be called the same
 * @param uuidv5 a name-based UUID of a text (RFC 9562 version 5, in one fixed namespace)
 * @param earlier what was published of this feed before, if anything
 */
export function publishedIds(
  feed: string,
  services: readonly FeedService[],
  uuidv5: (name: string) => string,
  earlier: readonly EarlierId[] = [],
): PublishedId[] {
  const result: PublishedId[] = []
  const taken = new Set<string>()
  const before = groupBy(earlier, keyOf)
  const made = (service: FeedService) => {
    // The same feed, id and name a second time: number them, in the order of their content.
    for (let copy = 1; ; copy++) {
      const name = [feed, service.sourceId ?? '', service.name, ...(copy > 1 ? [copy] : [])].join('\n')
      const id = uuidv5(name).toLowerCase()
      if (!taken.has(id)) return id
    }
  }

  // Source ids that are kept come first, so that no made one could ever take their place.
  const groups = [
    ...groupBy(
      services.map((_, at) => at),
      (at) => keyOf(services[at]!),
    ),
  ]
  for (const [key, members] of groups.toSorted(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))) {
    const written = new Map<string, number>()
    const different: number[] = []
    for (const at of members) {
      const text = canonical(services[at]!)
      const same = written.get(text)
      if (same === undefined) {
        written.set(text, at)
        different.push(at)
      } else result[at] = { id: '', from: 'source', why: null, sameAs: same }
    }
    const texts = new Map([...written].map(([text, at]) => [at, text]))
    const order = different.toSorted((a, b) => {
      const [one, other] = [services[a]!, services[b]!]
      return compare(one.name, other.name) || compare(texts.get(a)!, texts.get(b)!)
    })

    const wasHere = (before.get(key) ?? []).filter(({ publishedId }) => isUuid(publishedId))
    const give = (at: number, id: string) => {
      taken.add(id)
      const kept = id === key
      const { sourceId } = services[at]!
      const why = kept ? null : sourceId === null ? 'idMissing' : isUuid(sourceId) ? 'idRepeated' : 'idNotUuid'
      result[at] = { id, from: kept ? 'source' : 'made', why, sameAs: null }
    }
    const rest = order.filter((at) => {
      const found = wasHere.findIndex(
        ({ name, publishedId }) => name === services[at]!.name && !taken.has(publishedId.toLowerCase()),
      )
      if (found < 0) return true
      give(at, wasHere.splice(found, 1)[0]!.publishedId.toLowerCase())
      return false
    })
    for (const at of rest) {
      // With a source id, a new name is a renamed service as long as one of the earlier ones is not accounted for.
      const renamed = services[at]!.sourceId === null ? undefined : wasHere.shift()?.publishedId.toLowerCase()
      if (renamed !== undefined && !taken.has(renamed)) give(at, renamed)
      else give(at, isUuid(key) && !taken.has(key) ? key : made(services[at]!))
    }
  }
  return result.map((one) => (one.sameAs === null ? one : { ...result[one.sameAs]!, sameAs: one.sameAs }))
}

/** The source id as ids are compared: the hexadecimal of a UUID in either case is one id. */
function keyOf({ sourceId }: { readonly sourceId: string | null }): string {
  if (sourceId === null) return ''
  return isUuid(sourceId) ? sourceId.toLowerCase() : sourceId
}

const rank = (key: string) => (isUuid(key) ? 0 : 1)
/** By code unit: the same on every machine, whatever its language. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
