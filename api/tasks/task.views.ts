import { view } from '../reads/index.ts'

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
})

/** What is told of a task only to those who keep it or go there: the person's words, and the way to their door. */
export const TaskDetailsView = view('TaskDetails', { table: 'task' })
