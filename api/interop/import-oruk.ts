import { PlainError, sha256, uuidv5 } from '../platform/index.ts'
import {
  analyseDirectory,
  indexServices,
  keepOrganisations,
  keepServices,
  keepSource,
  keepTerms,
  placeServices,
  retireServices,
  type KeptOrganisation,
  type KeptService,
  type SourceFacts,
} from '../directory/index.ts'
import { sql, type Context } from '../reads/index.ts'
import {
  canonical,
  countWarnings,
  publishedIds,
  readFeed,
  type FeedOrganisation,
  type FeedRead,
  type FeedService,
  type FeedWarning,
  type WarningKind,
} from './core/index.ts'
import { keptOfFeed, reading, termKey } from './kept-of-feed.ts'

/** A feed as it was read, whole, before anything is stored. */
export interface OrukFeed {
  readonly services: readonly FeedService[]
  readonly warnings: readonly FeedWarning[]
  /** Every service the source has is in it, as far as it says: only then do others retire. */
  readonly isComplete: boolean
}

/** What an import did. */
export interface OrukReport {
  readonly source: string
  readonly read: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly retired: number
  /** No longer named by the source, and left as they are: too many at once, or the read was not complete. */
  readonly missing: number
  readonly missingBecause: 'TOO_MANY' | 'NOT_COMPLETE' | null
  /** Rows of the feed out of which no service could be read. */
  readonly unread: number
  readonly warnings: ReadonlyMap<WarningKind, number>
  /** Of the source's services: how many have a position, and how that is known. */
  readonly placed: { readonly given: number; readonly postcode: number; readonly text: number; readonly none: number }
}

/**
 * Reads a feed's JSON: a page, a list or one service, Open Referral UK 1 or 3.
 *
 * @param json as `readFeedFile` or `fetchFeed` gave it
 * @param publisher who publishes it: the last resort for the name of a nameless service
 * @param isComplete whether all pages are in it; where not said, what its own header says
 * @throws FeedRefused when it is no feed
 */
export function readOruk(
  json: unknown,
  { publisher = null, isComplete }: { readonly publisher?: string | null; readonly isComplete?: boolean } = {},
): OrukFeed {
  const read = readFeed(json, { publisher })
  return { services: read.services, warnings: read.warnings, isComplete: isComplete ?? holdsAll(read) }
}

/** A page is the whole feed when it says that it is the first and last, or holds as many as there are in all. */
function holdsAll({ page, services, warnings }: FeedRead): boolean {
  if (!page) return true
  const rows = services.length + warnings.filter(({ kind }) => unreadKinds.includes(kind)).length
  if (page.totalItems !== null) return rows >= page.totalItems
  if (page.totalPages !== null) return page.totalPages <= 1
  return page.isFirst !== false && page.isLast !== false
}
const unreadKinds: readonly WarningKind[] = ['notAService', 'nothingToShow', 'unreadable']

/** At most this share of a source's services retires at once unless it is said that they shall. */
const retiringAtOnce = 0.2

/** Names in this namespace are "feed ⏎ source id ⏎ name"; it must never change, or published ids would. */
const namespace = '6f1d3c52-8f0e-5d3a-9b54-0c2e6a7f9d11'

/** An advisory lock of any number: two imports at once would each take the other's services for missing. */
const importing = 7_301_846_003

/**
 * Stores a feed as the present state of its source, in the caller's one transaction: new services are added, changed
 * ones (by a hash of their normal form) replaced, unchanged ones not touched, those it no longer names retired. A
 * second run changes nothing; an interrupted one leaves what was.
 *
 * @throws PlainError when another import is running
 */
export async function importOruk(
  ctx: Context,
  feed: OrukFeed,
  { source, retire = false }: { readonly source: SourceFacts; readonly retire?: boolean },
): Promise<OrukReport> {
  await mustBeAlone(ctx)
  const sourceId = await keepSource(ctx, source)
  const known = await ctx.run<Known>(sql`
    select id, published_id, source_key, name, fingerprint, reading, changed_at, retired_at from service where source_id = ${sourceId}`)
  const ids = await idsOf(ctx, source.name, sourceId, feed.services, known)
  const knownById = new Map(known.map((row) => [row.published_id, row]))
  const termIds = await keepTerms(ctx, sourceId, termsOf(feed.services))
  const organisations = await keepOrganisations(ctx, sourceId, organisationsOf(feed.services))

  const count = { new: 0, changed: 0, unchanged: 0 }
  const kept: KeptService[] = []
  const named = new Set<string>()
  for (const [at, service] of feed.services.entries()) {
    const decided = ids[at]!
    if (decided.sameAs !== null) continue
    const before = knownById.get(decided.id)
    if (before) named.add(before.id)
    const fingerprint = sha256(canonical(service)).toString('hex')
    const isSame = before !== undefined && before.fingerprint === fingerprint && before.retired_at === null
    count[before ? (isSame ? 'unchanged' : 'changed') : 'new']++
    if (isSame && before.reading === reading) continue
    kept.push(
      keptOfFeed(service, {
        id: before?.id ?? ctx.newId(),
        publishedId: decided.id,
        fingerprint,
        organisationId: organisations.ids.get(organisationKey(service.organisation) ?? '') ?? null,
        // Read anew by a newer version of us, it is still what the source said then.
        changedAt: isSame ? before.changed_at : ctx.now,
        termIds,
      }),
    )
  }
  await keepServices(ctx, sourceId, kept)
  await indexOf(ctx, organisations.changed, kept)
  const missing = missingOf(known, named, feed)
  const isTooMany = missing.length > retiringAtOnce * known.filter((row) => row.retired_at === null).length
  const mayRetire = feed.isComplete && (retire || !isTooMany)
  if (mayRetire) await retireServices(ctx, missing, ctx.now)

  const hasChanged = kept.length > 0 || (mayRetire && missing.length > 0)
  if (hasChanged) {
    await placeServices(ctx)
    await analyseDirectory(ctx)
  }
  const repeated = ids.filter(({ sameAs }) => sameAs !== null).length
  const warnings = new Map(countWarnings(feed.warnings))
  if (repeated > 0) warnings.set('repeatedExactly', repeated)
  const report: OrukReport = {
    source: source.name,
    read: feed.services.length,
    ...count,
    retired: mayRetire ? missing.length : 0,
    missing: mayRetire ? 0 : missing.length,
    missingBecause: mayRetire || missing.length === 0 ? null : feed.isComplete ? 'TOO_MANY' : 'NOT_COMPLETE',
    unread: feed.warnings.filter(({ kind }) => unreadKinds.includes(kind)).length,
    warnings,
    placed: await placedOf(ctx, sourceId),
  }
  await recordRun(ctx, sourceId, feed.isComplete, report)
  return report
}

interface Known {
  id: string
  published_id: string
  source_key: string | null
  name: string
  fingerprint: string | null
  reading: number | null
  changed_at: Date
  retired_at: Date | null
}

async function mustBeAlone(ctx: Context): Promise<void> {
  const [lock] = await ctx.run<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${importing}::bigint) as mine`)
  if (!lock?.mine) throw new PlainError('Another import is running. Try again when it has ended.')
}

/** Published ids, none of which another source has already: what comes second gets one made of its own feed's name. */
async function idsOf(
  ctx: Context,
  feed: string,
  sourceId: string,
  services: readonly FeedService[],
  known: readonly Known[],
) {
  const made = (name: string) => uuidv5(namespace, name)
  const earlier = known.map((row) => ({ sourceId: row.source_key, name: row.name, publishedId: row.published_id }))
  const ids = publishedIds(feed, services, made, earlier)
  const others = await ctx.run<{ published_id: string }>(sql`
    select published_id from service where published_id = any(${ids.map(({ id }) => id)}::uuid[]) and source_id is distinct from ${sourceId}::uuid`)
  const taken = new Set(others.map((row) => row.published_id))
  return ids.map((one) => (taken.has(one.id) ? { ...one, id: made([feed, one.id].join('\n')) } : one))
}

/** What the source had before and does not name now; not those whose row is there and could not be read. */
function missingOf(known: readonly Known[], named: ReadonlySet<string>, feed: OrukFeed): string[] {
  const unreadable = new Set(
    feed.warnings.flatMap(({ kind, id }) => (unreadKinds.includes(kind) && id !== null ? [id.toLowerCase()] : [])),
  )
  return known
    .filter(
      (row) => row.retired_at === null && !named.has(row.id) && !unreadable.has(row.source_key?.toLowerCase() ?? ''),
    )
    .map(({ id }) => id)
}

const organisationKey = (organisation: FeedOrganisation | null): string | null =>
  organisation === null || organisation.name === null
    ? null
    : (organisation.sourceId ?? `name:${organisation.name.toLowerCase()}`)

/** Each organisation once. Where services describe the same one differently, the fullest wins; ties by the text. */
function organisationsOf(services: readonly FeedService[]): KeptOrganisation[] {
  const found = new Map<string, { organisation: FeedOrganisation; text: string }>()
  for (const { organisation } of services) {
    const key = organisationKey(organisation)
    if (organisation === null || key === null) continue
    const text = JSON.stringify(organisation)
    const before = found.get(key)
    if (!before || text.length > before.text.length || (text.length === before.text.length && text > before.text))
      found.set(key, { organisation, text })
  }
  return [...found].map(([sourceKey, { organisation, text }]) => {
    const { name, description, email, url, ...rest } = organisation
    const charity = organisation.identifiers.find(({ scheme }) => scheme === 'GB-CHC')?.identifier ?? null
    return {
      sourceKey,
      fingerprint: sha256(text).toString('hex'),
      name: name ?? '',
      kind: kindOf(name ?? '', charity),
      description,
      email,
      url,
      charityNumber: charity,
      details: rest,
    }
  })
}

function kindOf(name: string, charity: string | null): KeptOrganisation['kind'] {
  if (charity !== null) return 'CHARITY'
  if (/\b(?:CIC|community interest company)\b/i.test(name)) return 'CIC'
  return /\bcouncil$/i.test(name) ? 'COUNCIL' : 'OTHER'
}

function termsOf(services: readonly FeedService[]) {
  const found = new Map(services.flatMap(({ terms }) => terms).map((term) => [termKey(term), term]))
  return [...found].map(([sourceKey, term]) => ({
    sourceKey,
    name: term.name,
    description: term.description,
    code: term.code,
    taxonomy: term.taxonomy,
    uri: term.uri,
    parentKey: term.parentSourceId && [term.taxonomySourceId ?? term.taxonomy ?? '', term.parentSourceId].join('\n'),
  }))
}

/** Services whose organisation changed its name are found by the new one, though they themselves are as they were. */
async function indexOf(ctx: Context, organisations: readonly string[], done: readonly KeptService[]): Promise<void> {
  if (organisations.length === 0) return
  const rows = await ctx.run<{ id: string }>(
    sql`select id from service where organisation_id = any(${organisations}::uuid[]) and not (id = any(${done.map(({ id }) => id)}::uuid[]))`,
  )
  await indexServices(
    ctx,
    rows.map(({ id }) => id),
  )
}

async function placedOf(ctx: Context, sourceId: string): Promise<OrukReport['placed']> {
  const [row] = await ctx.run<OrukReport['placed']>(sql`
    select count(*) filter (where best = 1)::int as given, count(*) filter (where best = 2)::int as postcode,
      count(*) filter (where best = 3)::int as text, count(*) filter (where best is null)::int as none
    from (select (select min(case l.position_from when 'GIVEN' then 1 when 'POSTCODE' then 2 when 'TEXT' then 3 end)
      from service_location l where l.service_id = s.id) as best from service s where s.source_id = ${sourceId} and s.retired_at is null) p`)
  return row as OrukReport['placed']
}

async function recordRun(ctx: Context, sourceId: string, isComplete: boolean, report: OrukReport): Promise<void> {
  const { read, new: added, changed, unchanged, retired, missing, unread } = report
  const counts = JSON.stringify({ read, new: added, changed, unchanged, retired, missing, unread })
  await ctx.run(sql`
    insert into import_run (id, kind, source_id, began_at, ended_at, complete, counts, warnings)
    values (${ctx.newId()}, 'ORUK', ${sourceId}, ${ctx.now}, clock_timestamp(), ${isComplete}, ${counts}::jsonb,
      ${JSON.stringify(Object.fromEntries(report.warnings))}::jsonb)`)
  await ctx.run(sql`
    update directory_source set last_read_at = ${ctx.now}, last_complete_at = case when ${isComplete} then ${ctx.now} else last_complete_at end
    where id = ${sourceId}`)
  ctx.record('directory.imported', sourceId)
}
