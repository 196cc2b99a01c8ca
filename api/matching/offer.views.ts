import type { Row } from '../kernel/index.ts'
import { sql, view } from '../reads/index.ts'

/** An offer's state as of now: one whose time has passed has lapsed, whether the job has been by or not. */
export const offerStatusOf = (row: Row) =>
  sql`(case when ${row['status']} = 'SENT' and ${row['lapses_at']} <= now() then 'LAPSED' else ${row['status']} end)`

export const OfferView = view('Offer', {
  table: 'offer',
  code: 9,
  relations: { task: 'task_id', visit: 'visit_id', volunteer: 'volunteer_id' },
  fields: {
    status: offerStatusOf,
    mayUndoUntil: (row) => sql`(select u.until from (select case
        when ${row['status']} = 'SENT' then ${row['sent_at']} when ${row['status']} = 'DECLINED' then ${row['answered_at']}
      end + interval '10 seconds') u(until) where u.until > now())`,
  },
})
