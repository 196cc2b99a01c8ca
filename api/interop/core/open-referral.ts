import {
  FeedRefused,
  type FeedPage,
  type FeedService,
  type FeedWarning,
  type FieldWarning,
  type WarningKind,
} from './model.ts'
import { readService } from './read-service.ts'
import { isRow, Notes, type Row } from './values.ts'

export type FeedRead = {
  /** Every service that could be read, in the order of the feed. */
  readonly services: readonly FeedService[]
  /** All defects of all services, also of those that could not be read. */
  readonly warnings: readonly FeedWarning[]
  /** The page's own header, where the feed came as a page. */
  readonly page?: FeedPage
}

/**
 * Reads services of Open Referral UK 1 or 3 (or HSDS 3): a page (`content` or `contents`), a bare list, or one service.
 * A service that cannot be read is a warning of level `unread` with its index and id; none is dropped silently and one
 * bad service never stops the others.
 *
 * Source: Open Referral UK 1.0 and 3.0 schemas (openreferraluk.org), HSDS 3.0 and the 3.1 capacity additions.
 * @param json what `decodeFeed` or `JSON.parse` gave
 * @param options `publisher`: who publishes the feed, the last resort for the name of a nameless service
 * @throws FeedRefused (`wrongShape`) when this is no list of services at all; the message names what it looks like
 */
export function readFeed(json: unknown, { publisher = null }: { readonly publisher?: string | null } = {}): FeedRead {
  const { rows, page } = findServices(json)
  const services: FeedService[] = []
  const warnings: FeedWarning[] = []
  const shared = new Map<string, FieldWarning>()
  const seen = new Map<string, string>()
  if (page && page.size !== null && page.size !== rows.length) {
    warnings.push({ kind: 'pageSizeDiffers', field: 'size', index: null, id: null })
  }
  for (const [index, row] of rows.entries()) {
    const notes = new Notes(shared)
    const id =
      isRow(row) && (typeof row['id'] === 'string' || typeof row['id'] === 'number')
        ? String(row['id']).slice(0, 200)
        : null
    const unread = (kind: WarningKind) => warnings.push({ kind, field: null, index, id })
    if (!isRow(row)) {
      unread('notAService')
      continue
    }
    let service: FeedService | null
    try {
      service = readService(row, index, notes, publisher)
    } catch {
      // Not expected of any input; but one service must never cost the other eight hundred.
      unread('unreadable')
      continue
    }
    if (!service) {
      unread('nothingToShow')
      continue
    }
    if (service.sourceId !== null) {
      const key = service.sourceId.toLowerCase()
      if (seen.has(key)) notes.warn('idRepeated', 'id')
      seen.set(key, service.name)
    }
    for (const { kind, field } of service.warnings) warnings.push({ kind, field, index, id })
    services.push(service)
  }
  return page ? { services, warnings, page } : { services, warnings }
}

/** How many warnings there are of each kind, in the order of their first appearance. */
export function countWarnings(warnings: readonly { readonly kind: WarningKind }[]): ReadonlyMap<WarningKind, number> {
  const counts = new Map<WarningKind, number>()
  for (const { kind } of warnings) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

function findServices(json: unknown): { rows: readonly unknown[]; page?: FeedPage } {
  if (Array.isArray(json)) return { rows: mustBeServices(json) }
  if (!isRow(json)) throw wrong(describe(json))
  for (const [form, key] of [
    ['v3', 'contents'],
    ['v1', 'content'],
  ] as const) {
    const rows = json[key]
    if (Array.isArray(rows)) return { rows: mustBeServices(rows), page: readPage(json, form) }
  }
  if (Array.isArray(json['services']) && !('name' in json)) return { rows: mustBeServices(json['services']) }
  const other = looksLikeOther(json)
  if (other) throw wrong(other)
  if (!('name' in json) && !('description' in json)) {
    throw wrong(Object.keys(json).length === 0 ? 'an empty object' : `an object with ${someKeys(json)}`)
  }
  return { rows: [json] }
}

/** The header of a page. Either version's names are taken in either form: feeds mix them. */
function readPage(json: Row, form: 'v1' | 'v3'): FeedPage {
  const number = (...names: readonly string[]) => {
    const value = names
      .map((name) => json[name])
      .find((one) => typeof one === 'number' && Number.isInteger(one) && one >= 0)
    return (value as number | undefined) ?? null
  }
  const flag = (...names: readonly string[]) => {
    const value = names.map((name) => json[name]).find((one) => typeof one === 'boolean')
    return (value as boolean | undefined) ?? null
  }
  return {
    form,
    totalItems: number('total_items', 'totalElements'),
    totalPages: number('total_pages', 'totalPages'),
    number: number('page_number', 'number'),
    size: number('size'),
    isFirst: flag('first_page', 'first'),
    isLast: flag('last_page', 'last'),
  }
}

/** A list in which everything that can be told is something else is refused whole: it is the wrong address. */
function mustBeServices(rows: readonly unknown[]): readonly unknown[] {
  const others = rows.map((row) => (isRow(row) ? looksLikeOther(row) : `a list of ${describe(row)}`))
  const first = others[0]
  if (first !== undefined && first !== null && others.every((other) => other !== null)) throw wrong(first)
  return rows
}

/** What an object plainly is, if not a service. Only what is certain: a service may have as little as id and name. */
function looksLikeOther(row: Row): string | null {
  const has = (...names: readonly string[]) => names.some((name) => row[name] !== undefined)
  if (has('openapi_url') || (has('version') && has('profile'))) {
    return 'the front page of a feed; its services are under /services'
  }
  if (row['type'] === 'FeatureCollection' || row['type'] === 'Feature') return 'a map file (GeoJSON)'
  if (has('data', 'errors') && !has('name', 'description'))
    return 'an answer of another kind of interface (data, errors)'
  if (has('error', 'message', 'statusCode') && !has('name', 'description')) return 'an error message'
  if (has('service', 'service_id') && has('location', 'location_id') && !has('name', 'status', 'organization')) {
    return 'a list of services at locations; the services themselves are under /services'
  }
  if (has('organization', 'organization_id', 'status', 'service_at_locations', 'email', 'fees')) {
    if (!has('website', 'organization_identifiers', 'parent_organization_id')) return null
  }
  if (
    has('website', 'organization_identifiers', 'tax_id', 'legal_status') &&
    !has('organization', 'organization_id', 'status')
  ) {
    return 'organisations; services are under /services'
  }
  if (has('taxonomy', 'vocabulary', 'term_uri', 'taxonomy_id') && !has('organization', 'status', 'url')) {
    return 'taxonomy terms; services are under /services'
  }
  if (
    has('latitude', 'addresses', 'physical_addresses', 'location_type') &&
    !has('organization', 'status', 'service_at_locations')
  ) {
    return 'locations; services are under /services'
  }
  return null
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'a number' : typeof value === 'boolean' ? 'true or false' : 'nothing readable'
}

function someKeys(row: Row): string {
  const keys = Object.keys(row).map((key) => key.replace(/[^\w .-]/g, '?').slice(0, 30))
  return keys.slice(0, 6).join(', ') + (keys.length > 6 ? ` and ${keys.length - 6} more` : '')
}

const wrong = (found: string) =>
  new FeedRefused(
    'wrongShape',
    `This is JSON, but not a list of services: expected a list, or an object with "contents" (Open Referral UK 3) or "content" (1). Found ${found}.`,
    { found },
  )
