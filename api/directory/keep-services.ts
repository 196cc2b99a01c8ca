import type { SqlFragment } from '../kernel/index.ts'
import { join, name, raw, sql, type Context } from '../reads/index.ts'
import type { KeptService } from './kept-service.ts'
import { summaryOf } from './summary.rules.ts'

type Columns = Readonly<Record<string, string>>
type Run = Pick<Context, 'run'>

/** Column to PostgreSQL type: the JSON of a record has the column's name in camel case. */
const service: Columns = {
  id: 'uuid',
  source_id: 'uuid',
  published_id: 'uuid',
  source_key: 'text',
  fingerprint: 'text',
  reading: 'integer',
  organisation_id: 'uuid',
  name: 'text',
  alternate_name: 'text',
  url: 'text',
  email: 'text',
  status: 'text',
  assured_on: 'date',
  age_min: 'integer',
  age_max: 'integer',
  attending_type: 'text',
  attending_access: 'text',
  free: 'text',
  source_modified: 'text',
  changed_at: 'timestamptz',
  retired_at: 'timestamptz',
  fallback: 'text[]',
}
const text: Columns = {
  service_id: 'uuid',
  summary: 'text',
  description: 'text',
  description_html: 'text',
  fees: 'text',
  eligibility: 'text',
  details: 'jsonb',
  extras: 'jsonb',
  provenance: 'jsonb',
}
const location: Columns = {
  id: 'uuid',
  service_id: 'uuid',
  source_key: 'text',
  kind: 'text',
  name: 'text',
  description: 'text',
  transportation: 'text',
  url: 'text',
  address_lines: 'text[]',
  town: 'text',
  county: 'text',
  postcode: 'text',
  country: 'text',
  uprn: 'text',
  accessibility: 'text[]',
  latitude: 'float8',
  longitude: 'float8',
  position_from: 'text',
  from_text: 'boolean',
  details: 'jsonb',
}
const schedule: Columns = {
  id: 'uuid',
  service_id: 'uuid',
  location_id: 'uuid',
  weekdays: 'integer[]',
  opens_at: 'time',
  closes_at: 'time',
  valid_from: 'date',
  valid_to: 'date',
  starts_on: 'date',
  freq: 'text',
  every: 'integer',
  byday: 'text[]',
  bymonthday: 'integer[]',
  description: 'text',
  from_text: 'boolean',
  read_from: 'text',
  details: 'jsonb',
}
const cost: Columns = {
  id: 'uuid',
  service_id: 'uuid',
  amount: 'float8',
  currency: 'text',
  per: 'text',
  description: 'text',
  is_free: 'boolean',
  valid_from: 'date',
  valid_to: 'date',
  from_text: 'boolean',
  read_from: 'text',
}
const phone: Columns = {
  id: 'uuid',
  service_id: 'uuid',
  location_id: 'uuid',
  number: 'text',
  extension: 'text',
  name: 'text',
  place: 'integer',
}
const language: Columns = { service_id: 'uuid', code: 'text', name: 'text' }
const term: Columns = { service_id: 'uuid', term_id: 'uuid', link_type: 'text', value: 'text', from_extra: 'text' }

/** So many services a statement: their JSON is in memory three times, and one may be long. */
const atOnce = 100

/**
 * Stores these services of one source as they are now, with all that hangs on them: new ones are added, known ones
 * (by `id`) replaced. Retired ones come back. The words they are found by are written anew; positions by postcode are
 * for `placeServices` afterwards.
 */
export async function keepServices(ctx: Run, sourceId: string, services: readonly KeptService[]): Promise<void> {
  for (let at = 0; at < services.length; at += atOnce) {
    const batch = services.slice(at, at + atOnce)
    const ids = batch.map(({ id }) => id)
    const ofEach = <T>(part: (one: KeptService) => readonly T[]) =>
      batch.flatMap((one) => part(one).map((row) => ({ ...row, serviceId: one.id })))
    await insert(
      ctx,
      'service',
      service,
      batch.map(({ locations: _l, schedules: _s, costs: _c, phones: _p, languages: _g, terms: _t, ...row }) => ({
        ...row,
        sourceId,
        retiredAt: null,
      })),
      'id',
    )
    await insert(
      ctx,
      'service_text',
      text,
      batch.map((one) => ({ ...one, serviceId: one.id, summary: summaryOf(one.description) })),
      'service_id',
    )
    for (const table of [
      'service_schedule',
      'service_phone',
      'service_location',
      'service_cost',
      'service_language',
      'service_term',
    ])
      await ctx.run(sql`delete from ${name(table)} where service_id = any(${ids}::uuid[])`)
    await insert(
      ctx,
      'service_location',
      location,
      ofEach((one) => one.locations).map((row) => ({ ...row, positionFrom: row.latitude === null ? null : 'GIVEN' })),
    )
    await insert(
      ctx,
      'service_schedule',
      schedule,
      ofEach((one) => one.schedules),
    )
    await insert(
      ctx,
      'service_cost',
      cost,
      ofEach((one) => one.costs),
    )
    await insert(
      ctx,
      'service_phone',
      phone,
      ofEach((one) => one.phones),
    )
    await insert(
      ctx,
      'service_language',
      language,
      ofEach((one) => one.languages),
    )
    await insert(
      ctx,
      'service_term',
      term,
      ofEach((one) => one.terms),
    )
    await indexServices(ctx, ids)
  }
}

/** Takes services out of the searches because their source no longer names them. They stay, marked. */
export async function retireServices(ctx: Run, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await ctx.run(sql`update service set retired_at = ${at}, changed_at = ${at} where id = any(${ids}::uuid[])`)
  await indexServices(ctx, ids)
}

/** Writes the words these services are found by anew: after a change to what is said of them (their organisation's name). */
export async function indexServices(ctx: Run, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await ctx.run(sql`select directory_index(${ids}::uuid[])`)
}

/** Retired services have had their twelve months: safe to run twice and at once. */
export async function forgetRetiredServices(ctx: Context): Promise<void> {
  await ctx.run(sql`delete from service where retired_at < ${ctx.now}::timestamptz - interval '12 months'`)
}

/** Inserts records by one statement; with `key`, a record that is there is replaced. */
export async function insert(
  ctx: Run,
  table: string,
  columns: Columns,
  records: readonly object[],
  key?: string,
): Promise<void> {
  if (records.length === 0) return
  const names = Object.keys(columns)
  const list = join(names.map((column) => name(column)))
  const types = join(Object.entries(columns).map(([column, type]) => sql`${name(camel(column))} ${raw(type)}`))
  const values = join(names.map((column) => sql`r.${name(camel(column))}`))
  const replace: SqlFragment = key
    ? sql` on conflict (${name(key)}) do update set ${join(
        names.filter((column) => column !== key).map((column) => sql`${name(column)} = excluded.${name(column)}`),
      )}`
    : raw('')
  await ctx.run(
    sql`insert into ${name(table)} (${list}) select ${values} from jsonb_to_recordset(${JSON.stringify(records, storable)}::jsonb) as r(${types})${replace}`,
  )
}

const camel = (column: string) => column.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** PostgreSQL takes neither NUL nor half a surrogate pair, not even in JSON. */
const storable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value
