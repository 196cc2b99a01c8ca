import { everyRow } from '../access/index.ts'
import type { Grant, OperationGrant } from '../kernel/index.ts'

const shown = ['Service', 'ServiceLocation', 'ServiceSchedule', 'ServiceCost', 'ServicePhone', 'TaxonomyTerm'] as const

/** The directory is public: it holds no person. What a source wrote before we mended it is for those who put it right. */
export const directoryPolicy: readonly Grant[] = [
  ...shown.map((on): Grant => ({
    to: 'ANYONE',
    may: 'READ',
    on,
    when: everyRow,
    because: 'the directory of services is public',
  })),
  ...(['ADMINISTRATOR', 'CARE_CO_ORDINATOR', 'VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER'] as const).map((to): Grant => ({
    to,
    may: 'READ',
    on: 'ServiceProvenance',
    when: everyRow,
    because: 'they tell the source what is wrong with it',
  })),
]

export const directoryOperations: readonly OperationGrant[] = [
  { operation: 'Query.services', to: ['ANYONE'] },
  { operation: 'Query.service', to: ['ANYONE'] },
  { operation: 'Query.taxonomyTerms', to: ['ANYONE'] },
]
