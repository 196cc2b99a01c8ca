import type { Grant, OperationGrant, Relation, Role } from '../kernel/index.ts'
import { everyRow, inMyLocality, ofMyOrganisation } from '../access/index.ts'
import { sharedWithUs, through } from '../people/index.ts'
import { sql } from '../reads/index.ts'

/** The volunteer is the one who is signed in. */
export const isMe: Relation = { name: 'isMe', where: (row, who) => sql`${row['id']} = any(${who.volunteers})` }

interface Way {
  readonly to: Role
  readonly when: Relation
  readonly because: string
}
const ours: Way = { to: 'VOLUNTEER_CO_ORDINATOR', when: inMyLocality, because: 'named contact for the locality' }
const group: Way = { to: 'GROUP_MANAGER', when: ofMyOrganisation, because: 'they are their group’s volunteers' }
const sharedIn: Way = {
  to: 'VOLUNTEER_CO_ORDINATOR',
  when: sharedWithUs('volunteer_id'),
  because: 'shared by their organisation',
}
const self: Way = { to: 'VOLUNTEER', when: isMe, because: 'it is about themselves' }

const read = [ours, group, sharedIn, self]
const keep = [ours, group]

const grants = (on: string, actions: readonly string[], ways: readonly Way[]): Grant[] =>
  actions.flatMap((may) => ways.map((way) => ({ ...way, may, on })))
/** The same ways to what belongs to a volunteer. */
const of = (ways: readonly Way[]): Way[] =>
  ways.map((way) => ({ ...way, when: through('volunteer_id', 'volunteer', way.when) }))
const ofPatient: Way = { ...ours, when: through('patient_id', 'patient', inMyLocality) }
const ofCarer: Way = { ...ours, when: through('carer_id', 'carer', inMyLocality) }

const kept = ['editVolunteer', 'recordCheck', 'recordTraining', 'setVolunteerSkills', 'setTravel', 'shareVolunteer']
const own = ['setAvailability', 'addAbsence', 'editVolunteerContact']

export const volunteerPolicy: readonly Grant[] = [
  ...['Skill', 'TrainingCourse', 'TaskKind'].map((on): Grant => ({
    to: 'ANYONE',
    may: 'READ',
    on,
    when: everyRow,
    because: 'a word list of the product',
  })),
  { to: 'ADMINISTRATOR', may: 'READ', on: 'TaskRule', when: everyRow, because: 'they keep the rules' },
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on: 'TaskRule', when: everyRow, because: 'they go by the rules' },
  { to: 'ADMINISTRATOR', may: 'confirmTaskRule', on: 'TaskRule', when: everyRow, because: 'they keep the rules' },

  ...grants('Volunteer', ['READ'], read),
  ...grants('VolunteerContact', ['READ'], read),
  ...grants('Volunteer', kept, keep),
  ...grants('Volunteer', own, [...keep, self]),
  ...grants('Check', ['READ'], of(read)),
  ...grants('Check', ['revokeCheck'], of(keep)),
  ...grants('Training', ['READ'], of(read)),
  ...grants('Training', ['revokeTraining'], of(keep)),
  ...grants('Absence', ['READ'], of(read)),
  ...grants('Absence', ['removeAbsence'], of([...keep, self])),
  ...grants('Availability', ['READ'], of(read)),
  ...grants('Travel', ['READ'], of(read)),

  // Who asked not to be matched is for co-ordinators: a group's manager and the volunteer never learn of it.
  ...grants('Volunteer', ['blockPair'], [ours, sharedIn]),
  ...grants('BlockedPair', ['READ', 'unblockPair'], [...of([ours]), ofPatient, ofCarer]),

  ...grants('Share', ['READ', 'endShare'], of(keep)),
  ...grants('Share', ['READ'], of([self])),
]

const keepers = ['VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER'] as const
const mutations = (names: readonly string[], to: OperationGrant['to']): OperationGrant[] =>
  names.map((name) => ({ operation: `Mutation.${name}` as const, to }))

export const volunteerOperations: readonly OperationGrant[] = [
  { operation: 'Query.taskKinds', to: ['ANYONE'] },
  { operation: 'Query.skills', to: ['ANYONE'] },
  { operation: 'Query.trainingCourses', to: ['ANYONE'] },
  { operation: 'Query.taskRules', to: ['ADMINISTRATOR', 'VOLUNTEER_CO_ORDINATOR'] },
  { operation: 'Query.volunteers', to: [...keepers, 'VOLUNTEER'] },
  ...mutations(['addVolunteer', ...kept, 'revokeCheck', 'revokeTraining'], keepers),
  ...mutations([...own, 'removeAbsence'], [...keepers, 'VOLUNTEER']),
  ...mutations(['blockPair', 'unblockPair'], ['VOLUNTEER_CO_ORDINATOR']),
  ...mutations(['confirmTaskRule'], ['ADMINISTRATOR']),
]
