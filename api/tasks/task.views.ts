import type { Row } from '../kernel/index.ts'
import { sql, view } from '../reads/index.ts'

/** The person a task is for: their words and their door are told with it. */
const personOf = (row: Row) =>
  sql`coalesce((select ap.person_id from patient ap where ap.id = ${row['patient_id']}), (select ac.person_id from carer ac where ac.id = ${row['carer_id']}))`

export const TaskView = view('Task', {
  table: 'task',
  code: 6,
  relations: {
    patient: 'patient_id',
    carer: 'carer_id',
    organisation: 'organisation_id',
    locality: 'locality_id',
    askedBy: 'asked_by_id',
  },
  staged: { inTheirWords: 'TaskDetails', unmetReason: 'TaskDetails' },
  about: { as: 'Task', person: personOf, fields: ['inTheirWords'] },
})

/** What is told of a task only to those who keep it or go there: the person's words, and the way to their door. */
export const TaskDetailsView = view('TaskDetails', {
  table: 'task',
  about: { as: 'Task', person: personOf },
})
