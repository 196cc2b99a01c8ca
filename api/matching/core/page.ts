/** How many are wanted, and after which cursor. */
export interface PageRequest {
  readonly first: number
  readonly after?: string
}

export interface Page<T> {
  readonly items: readonly T[]
  /** The cursor of the last item, to ask for what comes after; absent on an empty page. */
  readonly end?: string
  readonly hasNext: boolean
  /** Over all pages. */
  readonly total: number
}

/** What a list is ordered by: two numbers, the second of which may be wanting ('' comes first), and an id. */
export type Key = readonly [number, number | '', string]

/** The most on one page, whatever is asked for. */
export const LARGEST_PAGE = 200

/** A page before its items are made: only those on it are worth explaining. */
export class TakenPage<T> {
  constructor(
    private readonly items: readonly T[],
    private readonly offset: number,
    private readonly rest: Omit<Page<T>, 'items'>,
  ) {}

  /** Makes each item from its row and its place in the whole list, 0 for the first. */
  map<U>(make: (row: T, index: number) => U): Page<U> {
    return { ...this.rest, items: this.items.map((row, i) => make(row, this.offset + i)) }
  }
}

/** The part of a sorted list after a cursor. Throws RangeError for a cursor that is none of ours or a bad `first`. */
export function takePage<T>(sorted: readonly T[], { first, after }: PageRequest, keyOf: (row: T) => Key): TakenPage<T> {
  if (!Number.isInteger(first) || first < 0) throw new RangeError('first: a whole number, 0 or more')
  let offset = 0
  if (after !== undefined) {
    const key = parseCursor(after)
    while (offset < sorted.length && compare(keyOf(sorted[offset] as T), key) <= 0) offset++
  }
  const items = sorted.slice(offset, offset + Math.min(first, LARGEST_PAGE))
  const last = items.at(-1)
  return new TakenPage(items, offset, {
    ...(last !== undefined && { end: keyOf(last).join('~') }),
    hasNext: offset + items.length < sorted.length,
    total: sorted.length,
  })
}

function parseCursor(text: string): Key {
  const m = /^(-?\d{1,9}(?:\.\d{1,2})?)~(-?\d{1,12})?~(.{1,100})$/.exec(text)
  if (!m?.[1] || !m[3]) throw new RangeError('after: not a cursor')
  return [Number(m[1]), m[2] === undefined ? '' : Number(m[2]), m[3]]
}

function compare(a: Key, b: Key): number {
  const [x, y] = [a[1] === '' ? -Infinity : a[1], b[1] === '' ? -Infinity : b[1]]
  if (a[0] !== b[0]) return a[0] - b[0]
  if (x !== y) return x < y ? -1 : 1
  return a[2] === b[2] ? 0 : a[2] < b[2] ? -1 : 1
}
