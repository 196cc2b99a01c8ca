import type { Row } from '../kernel/index.ts'
import { select, sql, type Selection } from '../reads/index.ts'
import { TaskView } from './task.views.ts'

export interface TaskFilter {
  readonly status?: readonly string[] | null
  /** A visit ahead has an open place. */
  readonly needsSomeone?: boolean | null
  /** Somebody was asked and has not answered, or waits to be chosen. */
  readonly offered?: boolean | null
  /** UUIDs. */
  readonly locality?: string | null
  readonly askedBy?: string | null
  readonly kind?: string | null
}

// Visits and offers are rooms above this one. Their tables may be asked about, as in any statement; only their code
// may not be used here.
// A question about each of the viewer's few tasks, put so that it is not turned into one about all visits there are.
const wantsSomebody = (row: Row) => sql`coalesce((select true from visit nv where nv.task_id = ${row['id']}
  and nv.status in ('PLANNED', 'CONFIRMED') and nv.occurs_on >= current_date and coalesce(nv.starts_at, nv.window_ends_at, 'infinity') > now()
  and (select count(*) from assignment na where na.visit_id = nv.id and na.ended_at is null) < ${row['volunteers_needed']} limit 1), false)`
const isOffered = (row: Row) => sql`exists (select 1 from offer oo where oo.task_id = ${row['id']}
  and (oo.status = 'WILLING' or oo.status in ('HELD', 'SENT') and oo.lapses_at > now()))`

/** Tasks, what cannot wait first: urgent, then by target day, then the longest asked for. */
export function tasks(filter: TaskFilter): Selection {
  let rows = select(TaskView)
  if (filter.status?.length) rows = rows.where({ status: [...filter.status] })
  if (filter.kind) rows = rows.where({ kind: filter.kind })
  if (filter.locality) rows = rows.where((row) => sql`${row['locality_id']} = ${filter.locality}::uuid`)
  if (filter.askedBy) rows = rows.where((row) => sql`${row['asked_by_id']} = ${filter.askedBy}::uuid`)
  // What is over has no visit ahead; said here, so that an index leaves it out before any visit is looked at.
  if (filter.needsSomeone)
    rows = rows.where({ status: ['REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE'] }).where(wantsSomebody)
  if (filter.needsSomeone === false) rows = rows.where((row) => sql`not ${wantsSomebody(row)}`)
  if (filter.offered != null) rows = rows.where((row) => (filter.offered ? isOffered(row) : sql`not ${isOffered(row)}`))
  return rows
    .orderBy((row) => sql`array_position(array['URGENT', 'SOON', 'ROUTINE'], ${row['priority']})`, 'int')
    .orderBy((row) => sql`coalesce(${row['target_on']}, 'infinity'::date)`, 'date')
    .orderBy('created_at', 'timestamptz')
}
