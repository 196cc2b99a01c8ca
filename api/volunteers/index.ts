import {
  AbsenceEntity,
  AvailabilityEntity,
  BlockedPairEntity,
  VolunteerCheckEntity,
  VolunteerEntity,
  VolunteerSkillEntity,
  VolunteerTrainingEntity,
  VolunteerTravelEntity,
} from './volunteer.entity.ts'
import { VolunteerLooks } from './looks.graphql.ts'
import { VolunteerCommands } from './volunteer-commands.graphql.ts'
import {
  CarerBlocks,
  PatientBlocks,
  ShareVolunteer,
  TrainingFields,
  ViewerVolunteer,
  VolunteerFields,
  VolunteerResolver,
} from './volunteer.graphql.ts'
import { SkillEntity, TaskKindEntity, TaskRuleEntity, TrainingCourseEntity } from './words.entity.ts'
import { TaskRuleFields, WordLists } from './words.graphql.ts'

export const volunteerEntities = [
  SkillEntity,
  TrainingCourseEntity,
  TaskKindEntity,
  TaskRuleEntity,
  VolunteerEntity,
  VolunteerSkillEntity,
  VolunteerTrainingEntity,
  VolunteerCheckEntity,
  VolunteerTravelEntity,
  AvailabilityEntity,
  AbsenceEntity,
  BlockedPairEntity,
]
export const volunteerResolvers = [
  WordLists,
  TaskRuleFields,
  VolunteerResolver,
  VolunteerFields,
  VolunteerLooks,
  TrainingFields,
  PatientBlocks,
  CarerBlocks,
  ShareVolunteer,
  ViewerVolunteer,
  VolunteerCommands,
]
export { isMe, volunteerOperations, volunteerPolicy } from './volunteer.policy.ts'
export { volunteerLookPolicy } from './looks.policy.ts'

export { AbsenceEntity, AvailabilityEntity, BlockedPairEntity, TaskKindEntity, TaskRuleEntity, VolunteerEntity }
export type { Volunteer } from './volunteer.entity.ts'
export type { TaskRule } from './words.entity.ts'
export {
  AbsenceView,
  AvailabilityView,
  BlockedPairView,
  CheckView,
  SkillView,
  TaskKindView,
  TaskRuleView,
  TrainingCourseView,
  TrainingView,
  TravelView,
  VolunteerContactView,
  VolunteerView,
} from './volunteer.views.ts'
export {
  AbsenceType,
  AvailabilityType,
  BlockedPairType,
  CheckType,
  Gender,
  TrainingType,
  TravelMode,
  TravelType,
  VolunteerContactType,
  VolunteerStatus,
  VolunteerType,
} from './volunteer.graphql.ts'
export { CheckLevel, PlaceRole, SkillType, TaskKindType, TaskRuleType, TrainingCourseType } from './words.graphql.ts'
export { checkCodes, lockedVolunteer } from './keep-volunteer.ts'
export { joinWindows, movesFrom, type VolunteerStatusWord, type Window } from './volunteer.rules.ts'
export { addVolunteer, knownVolunteers, type AddVolunteerInput } from './add-volunteer.ts'
export { addVolunteers, changeVolunteers, type ChangedVolunteer, type NewVolunteer } from './many-volunteers.ts'
export { editVolunteer, editVolunteerContact, type EditVolunteerInput } from './edit-volunteer.ts'
export { addAbsence, removeAbsence, setAvailability } from './set-availability.ts'
export { recordCheck, revokeCheck, type RecordCheckInput } from './record-check.ts'
export { recordTraining, revokeTraining } from './record-training.ts'
export { setTravel, setVolunteerSkills } from './set-skills.ts'
export { blockPair, unblockPair } from './block-pair.ts'
export { confirmTaskRule } from './confirm-task-rule.ts'
export { shareVolunteer } from './share-volunteer.ts'
