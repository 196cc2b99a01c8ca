import type { Row } from '../kernel/index.ts'
import { name, raw, sql, view } from '../reads/index.ts'
import { reasonsOf } from './found-because.ts'

/** A column of what is long about a service; read only where it is asked for. */
const text = (column: string) => (row: Row) =>
  sql`(select x.${name(column)} from service_text x where x.service_id = ${row['id']})`

export const ServiceView = view('Service', {
  table: 'service',
  code: 10,
  relations: { organisation: 'organisation_id' },
  fields: {
    summary: text('summary'),
    description: text('description'),
    descriptionHtml: text('description_html'),
    fees: text('fees'),
    eligibility: text('eligibility'),
    status: (row) => sql`case when ${row['retired_at']} is null then ${row['status']} else 'INACTIVE' end`,
    languages: (row) =>
      sql`(select coalesce(json_agg(l.code order by l.code), '[]') from service_language l where l.service_id = ${row['id']})`,
    sourceName: (row) =>
      sql`(select coalesce(d.publisher, d.name) from directory_source d where d.id = ${row['source_id']})`,
    sourceLicence: (row) => sql`(select d.licence from directory_source d where d.id = ${row['source_id']})`,
    distanceKm: (_, { source }) => (source ? sql`round(${source['km']}::numeric, 1)::float8` : raw('null::float8')),
    reasons: (row, { source }) => (source ? reasonsOf(row, source) : raw(`'[]'::json`)),
  },
})

export const ServiceLocationView = view('ServiceLocation', { table: 'service_location', code: 19 })
export const ServiceScheduleView = view('ServiceSchedule', { table: 'service_schedule' })
export const ServiceCostView = view('ServiceCost', { table: 'service_cost' })
export const ServicePhoneView = view('ServicePhone', { table: 'service_phone' })
export const TaxonomyTermView = view('TaxonomyTerm', {
  table: 'taxonomy_term',
  code: 20,
  relations: { parent: 'parent_id' },
})

/** What the source wrote, for those who would put it right. */
export const ServiceProvenanceView = view('ServiceProvenance', {
  table: 'service',
  fields: {
    originals: (row) =>
      sql`(select coalesce(json_agg(json_build_object('field', o.key, 'text', o.value) order by o.key), '[]') from service_text x, jsonb_each_text(x.provenance -> 'originals') o where x.service_id = ${row['id']})`,
    standsIn: (row) => sql`to_json(${row['fallback']})`,
  },
})
