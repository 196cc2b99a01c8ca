import { AssignmentEntity, VisitEntity } from './visit.entity.ts'
import { TaskVisits, VisitFields, VisitResolver, VolunteerVisits } from './visit.graphql.ts'

export { AssignmentEntity, VisitEntity, type Assignment, type Visit } from './visit.entity.ts'
export { AssignmentView, VisitReportView, VisitView } from './visit.views.ts'
export { AssignmentType, VisitConnection, VisitStatus, VisitType } from './visit.graphql.ts'
export { visitListeners } from './listeners.ts'
export { visitOperations, visitPolicy } from './visit.policy.ts'
export { detailsForMe, whoseTask } from './visit.relations.ts'
export { extendVisits, planVisits } from './plan-visits.ts'
export { missUnfilledVisits } from './miss-visits.ts'
export { settleTask } from './settle-task.ts'
export { lockTask, taskTimes, type TaskRow } from './task-times.ts'
export { lastStartOf, type VisitStatus as VisitStatusWord } from './visit.rules.ts'
export { plannedOn, type PlannedVisit, type TaskTimes } from './planned-visits.ts'
export { barsOf, lockForPlacing, takePlace, takeSeries, type PlaceRefused, type Placing } from './take-place.ts'
export { endAssignment, type EndAssignmentInput } from './end-assignment.ts'
export {
  cancelVisit,
  checkVisit,
  reportVisit,
  startVisit,
  type CancelVisitInput,
  type ReportVisitInput,
} from './report-visit.ts'

export const visitEntities = [VisitEntity, AssignmentEntity] as const
export const visitResolvers = [VisitResolver, VisitFields, TaskVisits, VolunteerVisits] as const
