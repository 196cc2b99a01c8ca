import { raw, select, sql, type Selection } from '../reads/index.ts'
import type { Row } from '../kernel/index.ts'
import { placesOpenOf, VisitView } from './visit.views.ts'

export interface VisitFilter {
  /** Days, both inclusive. */
  readonly from?: string | null
  readonly to?: string | null
  readonly status?: readonly string[] | null
  readonly needsSomeone?: boolean | null
  readonly toCheck?: boolean | null
  /** UUIDs: visits that one of these volunteers holds a place of. */
  readonly volunteers?: readonly string[]
}

/** When a visit is, for an order: its start, its window's, or the beginning of its day. Never null. */
export const whenOf = (row: Row) =>
  sql`coalesce(${row['starts_at']}, ${row['window_starts_at']}, ${row['occurs_on']}::timestamp at time zone 'Europe/London')`

/** Still to come: not over, and not yet too late to begin. */
export const isAhead = (row: Row) =>
  sql`(${row['status']} in ('PLANNED', 'CONFIRMED', 'STARTED') and ${row['occurs_on']} >= current_date
    and coalesce(${row['ends_at']}, ${row['window_ends_at']}, 'infinity') > now())`

/** Has an open place and can still be filled. */
export const needsSomeone = (row: Row) =>
  sql`(${row['status']} in ('PLANNED', 'CONFIRMED') and ${row['occurs_on']} >= current_date
    and coalesce(${row['starts_at']}, ${row['window_ends_at']}, 'infinity') > now() and ${placesOpenOf(row)} > 0)`

export const heldBy = (row: Row, volunteers: readonly string[]) =>
  sql`exists (select 1 from assignment qa where qa.visit_id = ${row['id']} and qa.ended_at is null
    and qa.volunteer_id = any(${volunteers}::uuid[]))`

/** By when a visit is over, and two hours for the report. An untimed one has its whole week. */
const reportDue = (row: Row) => sql`coalesce(${row['ends_at']}, ${row['window_ends_at']},
  (date_trunc('week', ${row['occurs_on']}::timestamp) + interval '7 days') at time zone 'Europe/London') + interval '2 hours'`

/** What a co-ordinator must look at: a worry or a missed visit nobody has seen, a visit whose volunteer lost their
 *  clearance, and one that somebody went to, so we think, and has not reported. */
const isToCheck = (row: Row) => sql`(
  (${row['status']} = 'MISSED' or ${row['went']} in ('WORRY', 'URGENT') or ${row['worry']} is not null) and ${row['worry_seen_at']} is null
    and ${row['status']} in ('ENDED', 'MISSED')
  or ${row['clearance_lost_at']} is not null and ${row['status']} in ('PLANNED', 'CONFIRMED') and ${row['occurs_on']} >= current_date
  or ${row['status']} in ('PLANNED', 'CONFIRMED', 'STARTED') and ${reportDue(row)} < now()
    and (select true from assignment ca where ca.visit_id = ${row['id']} and ca.ended_at is null limit 1))`

/** Visits by when they are. */
export function visits(filter: VisitFilter): Selection {
  let rows = select(VisitView)
  if (filter.from) rows = rows.where((row) => sql`${row['occurs_on']} >= ${filter.from}::date`)
  if (filter.to) rows = rows.where((row) => sql`${row['occurs_on']} <= ${filter.to}::date`)
  if (filter.status?.length) rows = rows.where({ status: [...filter.status] })
  if (filter.needsSomeone != null)
    rows = rows.where((row) => sql`${needsSomeone(row)} = ${raw(String(filter.needsSomeone))}`)
  if (filter.toCheck != null)
    rows = rows.where((row) => sql`${isToCheck(row)} ${raw(filter.toCheck ? 'is true' : 'is not true')}`)
  const { volunteers } = filter
  if (volunteers) rows = rows.where((row) => heldBy(row, volunteers))
  return rows.orderBy(whenOf, 'timestamptz')
}
