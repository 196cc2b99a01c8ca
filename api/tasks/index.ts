import { CarerTasks, PatientTasks, TaskFields, TaskResolver } from './task.graphql.ts'
import { TaskEntity } from './task.entity.ts'

export { TaskEntity, type Task } from './task.entity.ts'
export { TaskDetailsView, TaskView } from './task.views.ts'
export { NotPossible, TaskConnection, TaskDetailsType, TaskStatus, TaskType } from './task.graphql.ts'
export { Timing } from './task.inputs.ts'
export { isWanted, type TaskStatus as TaskStatusWord, type Timing as TimingWord } from './task.rules.ts'
export {
  askedByMeOrOfMyCaseload,
  ofMySharedCaseload,
  ofSomebodySharedWithUs,
  taskOperations,
  taskPolicy,
} from './task.policy.ts'
export { occurrenceDates, occurrences, parseRecurrence, recurrenceProblem } from './recurrence.ts'
export { requestTask, type RequestTaskInput, type TaskFacts } from './request-task.ts'
export { editTask, type EditTaskInput } from './edit-task.ts'
export { placeTasks, taskListeners } from './place-tasks.ts'
export { markUnmet, moveTask, withdrawTask } from './end-task.ts'

export const taskEntities = [TaskEntity] as const
export const taskResolvers = [TaskResolver, TaskFields, PatientTasks, CarerTasks] as const
