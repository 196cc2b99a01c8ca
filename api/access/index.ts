export { AccountEntity, MembershipEntity } from './account.entity.ts'
export { ApiKeyEntity } from './api-key.entity.ts'
export { ApiKeyMemberships, ApiKeyResolver, ApiKeyType } from './api-key.graphql.ts'
export { AccountNameView, AccountView, MembershipView } from './account.views.ts'
export {
  AccountMemberships,
  AccountNameType,
  AccountResolver,
  AccountType,
  IdInput,
  MembershipType,
  RoleEnum,
  SessionResolver,
  ViewerMemberships,
  ViewerType,
  type SessionContext,
} from './account.graphql.ts'
export { accessOperations, accessPolicy } from './access.policy.ts'
export { addAccount, addMembership, invite } from './keep-accounts.ts'
export { everyRow, inMyLocality, myOwnAccount, ofMyOrganisation } from './relations.ts'
export { closeSession, holds, openSession, viewerOf, viewerOfAccount, viewerOfKey } from './sessions.ts'
export { passwordProblem } from './passwords.ts'
