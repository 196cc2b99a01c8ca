import type { FeedService } from './model.ts'

/**
 * The service as text that is the same whenever the service is: keys in order, lists as sets, without what is not given
 * and without the position in the feed. An importer compares it (or a hash of it) with what it stored to tell changed
 * from unchanged. What was mended counts (`originals`), warnings do not: they follow from the rest.
 */
export function canonical(service: FeedService): string {
  const { index: _index, warnings: _warnings, originals, ...rest } = service
  const kept = Object.entries(originals).map(([field, value]) => [field.replace(/\[\d+\]/g, '[]'), value].join(' '))
  return write({ ...rest, originals: kept }, true) ?? '{}'
}

/** Undefined for what is not given: null, and lists and objects without anything in them. */
function write(value: unknown, asSets: boolean): string | undefined {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) {
    const items = (value as readonly unknown[]).flatMap((item) => write(item, asSets) ?? [])
    // In a supplier's own fields the order may mean something.
    if (asSets) items.sort()
    return items.length ? `[${items.join(',')}]` : undefined
  }
  if (typeof value === 'object') {
    const pairs = Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .flatMap(([key, inner]) => {
        const written = write(inner, asSets && key !== 'extras')
        return written === undefined ? [] : [`${JSON.stringify(key)}:${written}`]
      })
    return pairs.length ? `{${pairs.join(',')}}` : undefined
  }
  return JSON.stringify(value)
}
