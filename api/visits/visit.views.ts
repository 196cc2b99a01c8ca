import type { Row } from '../kernel/index.ts'
import { sql, view } from '../reads/index.ts'

/** How many places of the visit nobody holds; none of a visit that is over or cancelled. */
export const placesOpenOf = (row: Row) => sql`(case when ${row['status']} in ('PLANNED', 'CONFIRMED') then greatest(0,
  (select pt.volunteers_needed from task pt where pt.id = ${row['task_id']})
  - (select count(*) from assignment pa where pa.visit_id = ${row['id']} and pa.ended_at is null))::int else 0 end)`

export const VisitView = view('Visit', {
  table: 'visit',
  code: 7,
  relations: { task: 'task_id' },
  fields: { placesOpen: placesOpenOf },
})

/** How a visit went, for those who keep it and whoever was there. */
export const VisitReportView = view('VisitReport', { table: 'visit' })

/** What whoever is to go lacks for it by now; of an assignment that has ended, or is over, nothing. */
const lacksOf = (row: Row) => sql`coalesce((select clearance_missing(${row['volunteer_id']}, lt.kind,
    case ${row['place']} when 1 then 'LEAD' else 'BUDDY' end, coalesce(lv.occurs_on, greatest(lt.first_on, current_date)), lt.skills)
  from task lt left join visit lv on lv.id = ${row['visit_id']} where lt.id = ${row['task_id']}
    and ${row['ended_at']} is null and coalesce(lv.status, 'PLANNED') in ('PLANNED', 'CONFIRMED')), '{}'::text[])`

export const AssignmentView = view('Assignment', {
  table: 'assignment',
  code: 8,
  relations: { volunteer: 'volunteer_id', visit: 'visit_id', task: 'task_id' },
  fields: { lacks: lacksOf },
  staged: { lacks: 'AssignmentClearance' },
})
