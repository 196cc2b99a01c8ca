import type { Grant, OperationGrant, Relation, Role } from '../kernel/index.ts'
import { inMyLocality, ofMyOrganisation } from '../access/index.ts'
import { caresForMyCaseload, onMyCaseload, sharedCaseload, sharedWithUs, through } from './relations.ts'

/** A way to a role's row: who, standing how to it, and why. */
interface Way {
  readonly to: Role
  readonly when: Relation
  readonly because: string
}

const ours = { to: 'VOLUNTEER_CO_ORDINATOR', when: inMyLocality, because: 'named contact for the locality' } as const
const caseload = { to: 'CARE_CO_ORDINATOR', when: onMyCaseload, because: 'their care co-ordinator' } as const
const shared = (subject: 'patient_id' | 'carer_id'): Way[] => [
  { to: 'VOLUNTEER_CO_ORDINATOR', when: sharedWithUs(subject), because: 'shared with consent' },
  { to: 'CARE_CO_ORDINATOR', when: sharedCaseload(subject), because: 'their care co-ordinator, shared with consent' },
]

/** Who reads, and who keeps. What is shared by another organisation is read only. */
const patients: { read: Way[]; keep: Way[] } = {
  read: [ours, caseload, ...shared('patient_id')],
  keep: [ours, caseload],
}
const carers: { read: Way[]; keep: Way[] } = {
  read: [
    ours,
    caseload,
    ...shared('carer_id'),
    { to: 'CARE_CO_ORDINATOR', when: caresForMyCaseload, because: 'they care for somebody on the caseload' },
  ],
  keep: [ours, caseload],
}

const grants = (on: string, actions: readonly string[], ways: readonly Way[]): Grant[] =>
  actions.flatMap((may) => ways.map((way) => ({ ...way, may, on })))
const ofPatient = (ways: readonly Way[]): Way[] =>
  ways.map((way) => ({ ...way, when: through('patient_id', 'patient', way.when) }))
const ofCarer = (ways: readonly Way[]): Way[] =>
  ways.map((way) => ({ ...way, when: through('carer_id', 'carer', way.when) }))

/** An organisation sees what others share with it, not only the record itself. */
const sharedToUs: Relation = {
  name: 'sharedToUs',
  where: (row, who) => ofMyOrganisation.where({ organisation_id: row['to_organisation_id'] as never }, who),
}

export const peoplePolicy: readonly Grant[] = [
  ...grants('Patient', ['READ'], patients.read),
  ...grants('PatientContact', ['READ'], patients.read),
  // A volunteer who goes there reads the Patient (grants of `visits`), but never this.
  ...grants('PatientRecord', ['READ'], patients.read),
  ...grants('Patient', ['editPatient', 'relateCarer', 'giveConsent', 'shareRecord'], patients.keep),
  ...grants('Carer', ['READ'], carers.read),
  ...grants('CarerContact', ['READ'], carers.read),
  ...grants('CarerRecord', ['READ'], carers.read),
  ...grants('Carer', ['editCarer', 'giveConsent', 'shareRecord'], carers.keep),
  ...grants('CareRelationship', ['READ'], [...ofPatient(patients.read), ...ofCarer(carers.read)]),
  ...grants('CareRelationship', ['endCareRelationship'], [...ofPatient(patients.keep), ...ofCarer(carers.keep)]),
  ...grants('Consent', ['READ'], [...ofPatient(patients.read), ...ofCarer(carers.read)]),
  ...grants('Consent', ['withdrawConsent'], [...ofPatient(patients.keep), ...ofCarer(carers.keep)]),
  ...grants('Share', ['READ', 'endShare'], [...ofPatient(patients.keep), ...ofCarer(carers.keep)]),
  { to: 'VOLUNTEER_CO_ORDINATOR', may: 'READ', on: 'Share', when: sharedToUs, because: 'shared with them' },
]

/** Who registers and keeps people. */
export const coOrdinators = ['VOLUNTEER_CO_ORDINATOR', 'CARE_CO_ORDINATOR'] as const
export const peopleOperations: readonly OperationGrant[] = [
  ...(['patients', 'carers', 'peopleLike', 'careCoOrdinators'] as const).map((name) => ({
    operation: `Query.${name}` as const,
    to: coOrdinators,
  })),
  ...(
    [
      'registerPatient',
      'editPatient',
      'registerCarer',
      'editCarer',
      'relateCarer',
      'endCareRelationship',
      'giveConsent',
      'withdrawConsent',
      'shareRecord',
    ] as const
  ).map((name) => ({ operation: `Mutation.${name}` as const, to: coOrdinators })),
  // A group manager ends the shares of their own volunteers (grants of the volunteers room).
  { operation: 'Mutation.endShare', to: [...coOrdinators, 'GROUP_MANAGER'] },
]
