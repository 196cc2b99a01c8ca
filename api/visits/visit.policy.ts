import { inMyLocality } from '../access/index.ts'
import type { Grant, OperationGrant } from '../kernel/index.ts'
import { askedByMeOrOfMyCaseload, ofMySharedCaseload, ofSomebodySharedWithUs } from '../tasks/index.ts'
import {
  assignedToMe,
  carerIGoTo,
  detailsForMe,
  goesToTasks,
  myAssignment,
  patientIGoTo,
  visitOfMine,
  visitOfMineAlone,
  whoseTask,
} from './visit.relations.ts'

const keeps = 'they keep the visits in this locality covered'
const theirs = 'they asked for the help, or care for the person'
const goes = 'they go there'
const ofMyTasks = whoseTask(askedByMeOrOfMyCaseload)
const ofShared = whoseTask(ofSomebodySharedWithUs)

/** What a volunteer lacks is not for whoever asked for the help. */
const clearance: readonly Grant[] = [
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on: 'AssignmentClearance', when: inMyLocality, because: keeps },
  { to: 'VOLUNTEER', may: 'READ', on: 'AssignmentClearance', when: myAssignment, because: 'it is about themselves' },
]

const seen = (['Visit', 'VisitReport', 'Assignment'] as const).flatMap((on): Grant[] => [
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on, when: inMyLocality, because: keeps },
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on, when: ofShared, because: 'the person is shared with them' },
  { to: 'CARE_CO_ORDINATOR', may: 'READ', on, when: ofMyTasks, because: theirs },
  {
    to: 'CARE_CO_ORDINATOR',
    may: 'READ',
    on,
    when: whoseTask(ofMySharedCaseload),
    because: 'they care for the person, who is shared',
  },
])

const kept = (['startVisit', 'reportVisit', 'cancelVisit', 'checkVisit'] as const).map((may): Grant => ({
  to: 'VOLUNTEER_CO_ORDINATOR',
  may,
  on: 'Visit',
  when: inMyLocality,
  because: keeps,
}))

export const visitPolicy: readonly Grant[] = [
  ...seen,
  ...clearance,
  ...kept,
  { to: 'CARE_CO_ORDINATOR', may: 'cancelVisit', on: 'Visit', when: ofMyTasks, because: theirs },
  {
    to: 'CARE_CO_ORDINATOR',
    may: 'READ',
    on: 'Volunteer',
    when: goesToTasks(askedByMeOrOfMyCaseload),
    because: 'they tell the person who comes',
  },
  { to: 'VOLUNTEER', may: 'READ', on: 'Visit', when: visitOfMine, because: goes },
  { to: 'VOLUNTEER', may: 'READ', on: 'VisitReport', when: visitOfMineAlone, because: 'they reported it' },
  { to: 'VOLUNTEER', may: 'startVisit', on: 'Visit', when: visitOfMine, because: goes },
  { to: 'VOLUNTEER', may: 'reportVisit', on: 'Visit', when: visitOfMine, because: goes },
  { to: 'VOLUNTEER', may: 'READ', on: 'Assignment', when: myAssignment, because: 'it is their own' },
  { to: 'VOLUNTEER', may: 'endAssignment', on: 'Assignment', when: myAssignment, because: 'it is their own' },
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'endAssignment', on: 'Assignment', when: inMyLocality, because: keeps },
  // What acceptance discloses of the rooms below.
  { to: 'VOLUNTEER', may: 'READ', on: 'Task', when: assignedToMe, because: goes },
  { to: 'VOLUNTEER', may: 'READ', on: 'TaskDetails', when: detailsForMe, because: goes },
  ...(['Patient', 'PatientContact'] as const).map((on): Grant => ({
    to: 'VOLUNTEER',
    may: 'READ',
    on,
    when: patientIGoTo,
    because: goes,
  })),
  ...(['Carer', 'CarerContact'] as const).map((on): Grant => ({
    to: 'VOLUNTEER',
    may: 'READ',
    on,
    when: carerIGoTo,
    because: goes,
  })),
]

const staff = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] as const
const goers = ['VOLUNTEER_CO_ORDINATOR', 'VOLUNTEER'] as const

export const visitOperations: readonly OperationGrant[] = [
  { operation: 'Query.visits', to: [...staff, 'VOLUNTEER'] },
  { operation: 'Mutation.startVisit', to: goers },
  { operation: 'Mutation.reportVisit', to: goers },
  { operation: 'Mutation.cancelVisit', to: staff },
  { operation: 'Mutation.checkVisit', to: ['VOLUNTEER_CO_ORDINATOR'] },
  { operation: 'Mutation.endAssignment', to: goers },
]
