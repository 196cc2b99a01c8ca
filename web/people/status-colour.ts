import type { PatientStatus, TaskStatus } from '../gql/graphql.ts'
import type { TagColour } from '../ui/button.tsx'

/** The colour beside the word of a patient's status. */
export const statusColour: Record<PatientStatus, TagColour> = {
  RED: 'red',
  AMBER: 'orange',
  GREEN: 'green',
  CLOSED: 'grey',
}

/** The colour beside the word of a task's status. */
export const taskColour: Record<TaskStatus, TagColour> = {
  REQUESTED: 'yellow',
  OPEN: 'orange',
  MATCHED: 'blue',
  ACTIVE: 'green',
  DONE: 'white',
  UNMET: 'red',
  WITHDRAWN: 'grey',
  DIED: 'grey',
  TRANSFERRED: 'grey',
}
