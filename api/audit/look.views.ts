import type { Row, SqlFragment } from '../kernel/index.ts'
import { literal, select, sql, view, type Selection } from '../reads/index.ts'

/** What the request was called, in words: `VolunteerRecord` is "volunteer record". */
const inWords = (row: Row): SqlFragment =>
  sql`lower(regexp_replace(${row['operation']}, '([a-z0-9])([A-Z])', '\\1 \\2', 'g'))`

/** Rows of `audit_read`; within those of one person, time and request tell one from another. */
export const LookView = view('Look', {
  table: 'audit_read',
  key: 'request_id',
  fields: {
    at: (row) => row['asked_at'] as SqlFragment,
    by: (row) => sql`audit_looker(${row['about_id']}, ${row['about_as']}, ${row['account_id']})`,
    operation: inWords,
  },
})

/**
 * Who was shown this person as a patient, carer or volunteer, newest first.
 * @param person the person's id
 * @param as the GraphQL type under which the person was shown
 */
export const looksAt = (person: SqlFragment, as: 'Patient' | 'Carer' | 'Volunteer'): Selection =>
  select(LookView)
    .where({ about_id: person })
    .where((row) => sql`(${row['about_as']} is null or ${row['about_as']} = ${literal(as)})`)
    .orderBy('asked_at', 'timestamptz', 'down')
