import type { Grant, OperationGrant } from '../kernel/index.ts'
import { everyRow } from '../access/index.ts'

/** Names of places and organisations are no secret: the public directory shows them. Keeping them is for administrators. */
export const organisationPolicy: readonly Grant[] = [
  { to: 'ANYONE', may: 'READ', on: 'Locality', when: everyRow, because: 'places are public' },
  { to: 'ANYONE', may: 'READ', on: 'Organisation', when: everyRow, because: 'organisations are public' },
  {
    to: 'ADMINISTRATOR',
    may: 'editOrganisation',
    on: 'Organisation',
    when: everyRow,
    because: 'they keep the installation',
  },
  { to: 'ADMINISTRATOR', may: 'editLocality', on: 'Locality', when: everyRow, because: 'they keep the installation' },
]

export const organisationOperations: readonly OperationGrant[] = [
  { operation: 'Query.localities', to: ['ANYONE'] },
  { operation: 'Query.organisations', to: ['SIGNED_IN'] },
  { operation: 'Query.postcodesKnown', to: ['ADMINISTRATOR'] },
  { operation: 'Mutation.addOrganisation', to: ['ADMINISTRATOR'] },
  { operation: 'Mutation.editOrganisation', to: ['ADMINISTRATOR'] },
  { operation: 'Mutation.addLocality', to: ['ADMINISTRATOR'] },
  { operation: 'Mutation.editLocality', to: ['ADMINISTRATOR'] },
]
