import type { SqlFragment } from '../../kernel/index.ts'
import { raw, sql } from '../../reads/index.ts'
import type { Fullness } from '../core/index.ts'

/** A service with what hangs on it, as `serviceRows` reads it. */
export interface ServiceRow {
  readonly id: string
  readonly published_id: string
  readonly source_key: string | null
  readonly name: string
  readonly alternate_name: string | null
  readonly url: string | null
  readonly email: string | null
  readonly status: string
  readonly assured_on: string | null
  readonly age_min: number | null
  readonly age_max: number | null
  readonly attending_type: string | null
  readonly attending_access: string | null
  readonly source_modified: string | null
  readonly changed_at: string
  readonly is_retired: boolean
  readonly fallback: readonly string[]
  readonly description: string | null
  readonly description_html: string | null
  readonly fees: string | null
  readonly eligibility: string | null
  readonly details: Readonly<Record<string, unknown>>
  readonly extras: Readonly<Record<string, unknown>>
  readonly source: { readonly name: string; readonly publisher: string | null; readonly licence: string | null } | null
  readonly organisation: OrganisationRow | null
  readonly locations: readonly LocationRow[] | null
  readonly terms: readonly TermRow[] | null
}
export interface OrganisationRow {
  readonly id: string
  readonly key: string | null
  readonly name: string
  readonly description: string | null
  readonly email: string | null
  readonly url: string | null
  readonly charity_number: string | null
  readonly details: Readonly<Record<string, unknown>> | null
}
export interface LocationRow {
  readonly id: string
  readonly source_key: string | null
  readonly kind: string | null
  readonly name: string | null
  readonly description: string | null
  readonly transportation: string | null
  readonly url: string | null
  readonly uprn: string | null
  /** As the source gave it. */
  readonly latitude: number | null
  readonly longitude: number | null
  readonly details: Readonly<Record<string, unknown>>
}
export interface TermRow {
  readonly id: string
  readonly key: string
  readonly source_id: string | null
  readonly name: string
  readonly description: string | null
  readonly code: string | null
  readonly taxonomy: string | null
  readonly uri: string | null
  readonly parent_id: string | null
  readonly parent_key: string | null
  readonly link_type?: string | null
  readonly value?: string | null
  readonly from_extra?: string | null
}

/** What is published at all: what may be re-published, and for twelve months what its source no longer names. */
export const isPublished = raw(`(s.source_id is null or src.republish)
  and (s.retired_at is null or s.retired_at > now() - interval '12 months')`)

/** Services `s` with their sources `src`, before any filter. */
export const fromServices = raw('service s left join directory_source src on src.id = s.source_id')

const organisation = raw(`(select jsonb_build_object('id', o.id, 'key', os.source_key, 'name', o.name,
    'description', o.description, 'email', o.email, 'url', o.url, 'charity_number', o.charity_number, 'details', os.details)
  from organisation o left join organisation_source os on os.organisation_id = o.id where o.id = s.organisation_id)`)
// What was read off a description is ours, not the source's, and is not published as if it were.
const locations = raw(`(select jsonb_agg(jsonb_build_object('id', l.id, 'source_key', l.source_key, 'kind', l.kind,
    'name', l.name, 'description', l.description, 'transportation', l.transportation, 'url', l.url, 'uprn', l.uprn,
    'latitude', case when l.position_from = 'GIVEN' then l.latitude end,
    'longitude', case when l.position_from = 'GIVEN' then l.longitude end, 'details', l.details) order by l.id)
  from service_location l where l.service_id = s.id and not l.from_text)`)
const terms =
  raw(`(select jsonb_agg(jsonb_build_object('id', t.id, 'key', t.source_key, 'source_id', t.source_id, 'name', t.name,
    'description', t.description, 'code', t.code, 'taxonomy', t.taxonomy, 'uri', t.uri, 'parent_id', t.parent_id,
    'parent_key', up.source_key, 'link_type', st.link_type, 'value', st.value, 'from_extra', st.from_extra) order by t.id)
  from service_term st join taxonomy_term t on t.id = st.term_id left join taxonomy_term up on up.id = t.parent_id
  where st.service_id = s.id)`)

/** The columns of a `ServiceRow`, of services `s` with sources `src` and text `x`; only as many as are written. */
const columnsOf = (fullness: Fullness): SqlFragment => {
  const instant = `to_char(s.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as changed_at`
  const head = raw(`s.id, s.published_id, s.name, s.status, s.retired_at is not null as is_retired, ${instant}`)
  if (fullness === 'minimal') return head
  const more =
    fullness === 'full' ? sql`${locations} as locations, ${terms} as terms` : raw('null as locations, null as terms')
  return sql`${head}, s.source_key, s.alternate_name, s.url, s.email, s.assured_on::text as assured_on, s.age_min, s.age_max,
    s.attending_type, s.attending_access, s.source_modified, s.fallback, x.description, x.description_html, x.fees, x.eligibility,
    x.details, x.extras, ${organisation} as organisation, ${more}, case when src.id is not null
      then jsonb_build_object('name', src.name, 'publisher', src.publisher, 'licence', src.licence) end as source`
}

/** One statement that reads the services of `ids`, a relation with `id` and `place`, in the order of `place`. */
export const serviceRows = (ids: SqlFragment, fullness: Fullness): SqlFragment =>
  sql`select ${columnsOf(fullness)} from (${ids}) wanted join service s on s.id = wanted.id
    left join directory_source src on src.id = s.source_id left join service_text x on x.service_id = s.id order by wanted.place`
