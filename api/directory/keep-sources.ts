import { sql, type Context } from '../reads/index.ts'
import { insert } from './keep-services.ts'

type Run = Pick<Context, 'run' | 'newId'>

/** Where services come from. `null` leaves what is stored as it is. */
export interface SourceFacts {
  readonly name: string
  readonly publisher?: string | null
  readonly licence?: string | null
  readonly url?: string | null
}

/** The source of this name, made if need be. @returns its UUID */
export async function keepSource(ctx: Run, { name, publisher, licence, url }: SourceFacts): Promise<string> {
  const [source] = await ctx.run<{ id: string }>(sql`
    insert into directory_source (id, name, publisher, licence, url)
    values (${ctx.newId()}, ${name}, ${publisher ?? null}, ${licence ?? null}, ${url ?? null})
    on conflict (name) do update set publisher = coalesce(excluded.publisher, directory_source.publisher),
      licence = coalesce(excluded.licence, directory_source.licence), url = coalesce(excluded.url, directory_source.url)
    returning id`)
  return (source as { id: string }).id
}

/** An organisation that a source names. */
export interface KeptOrganisation {
  /** What the source tells it by; the same organisation of the same source has the same. */
  readonly sourceKey: string
  readonly fingerprint: string
  readonly name: string
  readonly kind: 'CHARITY' | 'CIC' | 'COUNCIL' | 'OTHER'
  readonly description: string | null
  readonly email: string | null
  readonly url: string | null
  readonly charityNumber: string | null
  readonly details: object
}

/**
 * Stores organisations that only the directory knows (`in_network` is false): new ones are added, changed ones replaced.
 * @returns UUIDs by source key, and those whose name or facts changed
 */
export async function keepOrganisations(
  ctx: Run,
  sourceId: string,
  organisations: readonly KeptOrganisation[],
): Promise<{ ids: Map<string, string>; changed: string[] }> {
  const known = await ctx.run<{ organisation_id: string; source_key: string; fingerprint: string }>(
    sql`select organisation_id, source_key, fingerprint from organisation_source where source_id = ${sourceId}`,
  )
  const byKey = new Map(known.map((row) => [row.source_key, row]))
  const ids = new Map<string, string>(known.map((row) => [row.source_key, row.organisation_id]))
  const different = organisations.filter((one) => byKey.get(one.sourceKey)?.fingerprint !== one.fingerprint)
  const rows = different.map((one) => {
    const id = ids.get(one.sourceKey) ?? ctx.newId()
    ids.set(one.sourceKey, id)
    return { ...one, id, organisationId: id, sourceId, inNetwork: false }
  })
  await insert(ctx, 'organisation', organisation, rows, 'id')
  await insert(ctx, 'organisation_source', organisationSource, rows, 'organisation_id')
  return { ids, changed: rows.filter((row) => byKey.has(row.sourceKey)).map(({ id }) => id) }
}

const organisation = {
  id: 'uuid',
  name: 'text',
  kind: 'text',
  description: 'text',
  email: 'text',
  url: 'text',
  charity_number: 'text',
  in_network: 'boolean',
}
const organisationSource = {
  organisation_id: 'uuid',
  source_id: 'uuid',
  source_key: 'text',
  fingerprint: 'text',
  details: 'jsonb',
}

/** A term of a vocabulary, as a source names it. */
export interface KeptTerm {
  readonly sourceKey: string
  readonly name: string
  readonly description: string | null
  readonly code: string | null
  readonly taxonomy: string | null
  readonly uri: string | null
  /** The source key of the term above it, if the source has that one too. */
  readonly parentKey: string | null
}

/** Stores the terms a source sorts its services by; what is the same is not touched. @returns UUIDs by source key */
export async function keepTerms(ctx: Run, sourceId: string, terms: readonly KeptTerm[]): Promise<Map<string, string>> {
  const known = await ctx.run<{ id: string; source_key: string }>(
    sql`select id, source_key from taxonomy_term where source_id = ${sourceId}`,
  )
  const ids = new Map(known.map((row) => [row.source_key, row.id]))
  const rows = terms.map((one) => ({ ...one, id: ids.get(one.sourceKey) ?? ctx.newId() }))
  for (const row of rows) ids.set(row.sourceKey, row.id)
  const json = JSON.stringify(
    rows.map((row) => ({ ...row, parentId: row.parentKey === null ? null : (ids.get(row.parentKey) ?? null) })),
  )
  const records = sql`jsonb_to_recordset(${json}::jsonb) as r(id uuid, "sourceKey" text, name text, description text, code text, taxonomy text, uri text, "parentId" uuid)`
  await ctx.run(sql`
    insert into taxonomy_term as t (id, source_id, source_key, name, description, code, taxonomy, uri)
    select r.id, ${sourceId}::uuid, r."sourceKey", r.name, r.description, r.code, r.taxonomy, r.uri from ${records}
    on conflict (id) do update set name = excluded.name, description = excluded.description, code = excluded.code,
      taxonomy = excluded.taxonomy, uri = excluded.uri
    where (t.name, t.description, t.code, t.taxonomy, t.uri)
      is distinct from (excluded.name, excluded.description, excluded.code, excluded.taxonomy, excluded.uri)`)
  await ctx.run(sql`
    update taxonomy_term t set parent_id = r."parentId" from ${records}
    where t.id = r.id and t.parent_id is distinct from r."parentId" and r."parentId" is distinct from t.id`)
  return ids
}
