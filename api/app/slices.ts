import * as access from '../access/index.ts'
import * as organisations from '../organisations/index.ts'
import type { Grant, OperationGrant } from '../kernel/index.ts'
import type { Context, DomainEvent } from '../reads/index.ts'

/** Every slice's parts in one place: what is stored, what is asked, who may, who listens. A new slice is named here. */
export const entities = [
  access.AccountEntity,
  access.MembershipEntity,
  organisations.LocalityEntity,
  organisations.OrganisationEntity,
]

export const resolvers = [
  access.SessionResolver,
  access.ViewerMemberships,
  access.AccountMemberships,
  access.AccountResolver,
  organisations.OrganisationResolver,
  organisations.MembershipPlaces,
]

export const grants: readonly Grant[] = [...access.accessPolicy, ...organisations.organisationPolicy]

export const operations: readonly OperationGrant[] = [
  ...access.accessOperations,
  ...organisations.organisationOperations,
]

type Listener = (ctx: Context, event: DomainEvent) => Promise<void>
/** Who is told of what, in the same transaction, before commit. A listener that fails undoes the command. */
export const listeners: Readonly<Record<string, readonly Listener[]>> = {}

/** Jobs that keep the network up to date: run every minute, each safe to run twice and at once. */
export const jobs: readonly { readonly name: string; readonly run: (ctx: Context) => Promise<void> }[] = []
