import type { Grant, OperationGrant, Relation } from '../kernel/index.ts'
import { sql } from '../reads/index.ts'
import { apiKeyOperations, apiKeyPolicy } from './api-key.graphql.ts'
import { everyRow, myOwnAccount } from './relations.ts'

const me: Relation = { name: 'me', where: (row, who) => sql`${row['id']} = ${who.account}` }
/** We are both members of one organisation, or members of two of which one shares with the other. */
const myColleagueOrPartner: Relation = {
  name: 'myColleagueOrPartner',
  where: (row, who) =>
    sql`exists (select 1 from membership m where m.account_id = ${row['id']} and (m.organisation_id = any(${who.organisations})
      or exists (select 1 from share s where s.from_organisation_id = m.organisation_id and s.to_organisation_id = any(${who.organisations}))
      or exists (select 1 from share s where s.to_organisation_id = m.organisation_id and s.from_organisation_id = any(${who.organisations}))))`,
}
/** We are both members of one organisation. */
const myColleague: Relation = {
  name: 'myColleague',
  where: (row, who) =>
    sql`exists (select 1 from membership m where m.account_id = ${row['id']} and m.organisation_id = any(${who.organisations}))`,
}

export const accessPolicy: readonly Grant[] = [
  ...apiKeyPolicy,
  { to: 'ADMINISTRATOR', may: 'READ', on: 'Account', when: everyRow, because: 'they say who may sign in' },
  { to: 'SIGNED_IN', may: 'READ', on: 'Account', when: me, because: 'it is their own' },
  { to: 'ADMINISTRATOR', may: 'suspendAccount', on: 'Account', when: everyRow, because: 'they say who may sign in' },
  { to: 'ADMINISTRATOR', may: 'restoreAccount', on: 'Account', when: everyRow, because: 'they say who may sign in' },
  { to: 'ADMINISTRATOR', may: 'resetPassword', on: 'Account', when: everyRow, because: 'they say who may sign in' },
  { to: 'ADMINISTRATOR', may: 'READ', on: 'Membership', when: everyRow, because: 'they say who may sign in' },
  { to: 'SIGNED_IN', may: 'READ', on: 'Membership', when: myOwnAccount, because: 'it is their own' },
  { to: 'ADMINISTRATOR', may: 'endMembership', on: 'Membership', when: everyRow, because: 'they say who may sign in' },
  {
    to: 'ADMINISTRATOR',
    may: 'changeMembership',
    on: 'Membership',
    when: everyRow,
    because: 'they say who may sign in',
  },
  { to: 'ADMINISTRATOR', may: 'READ', on: 'AccountName', when: everyRow, because: 'they say who may sign in' },
  { to: 'SIGNED_IN', may: 'READ', on: 'AccountName', when: me, because: 'it is their own' },
  {
    to: 'VOLUNTEER_CO_ORDINATOR',
    may: 'READ',
    on: 'AccountName',
    when: myColleagueOrPartner,
    because: 'they ring whoever asked',
  },
  { to: 'CARE_CO_ORDINATOR', may: 'READ', on: 'AccountName', when: myColleague, because: 'they work together' },
  { to: 'GROUP_MANAGER', may: 'READ', on: 'AccountName', when: myColleague, because: 'they work together' },
]

const settings = [
  'invite',
  'changeMembership',
  'endMembership',
  'suspendAccount',
  'restoreAccount',
  'resetPassword',
] as const

export const accessOperations: readonly OperationGrant[] = [
  ...apiKeyOperations,
  { operation: 'Query.viewer', to: ['ANYONE'] },
  { operation: 'Query.node', to: ['ANYONE'] },
  { operation: 'Query.nodes', to: ['ANYONE'] },
  { operation: 'Query.accounts', to: ['ADMINISTRATOR'] },
  { operation: 'Mutation.signIn', to: ['ANYONE'] },
  { operation: 'Mutation.signOut', to: ['ANYONE'] },
  { operation: 'Mutation.acceptInvitation', to: ['ANYONE'] },
  { operation: 'Mutation.setLanguage', to: ['SIGNED_IN'] },
  ...settings.map((name) => ({ operation: `Mutation.${name}` as const, to: ['ADMINISTRATOR'] as const })),
]
