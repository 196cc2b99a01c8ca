import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

/** Somebody who signs in. The password's hash and the sessions are never part of an entity: see sign-in.ts. */
export const AccountEntity = defineEntity({
  name: 'Account',
  tableName: 'account',
  properties: {
    id: p.uuid().primary(),
    email: p.text(),
    name: p.text(),
    language: p.text().default('en'),
    suspendedAt: p.datetime().nullable(),
    isKey: p.boolean().default(false),
    createdAt: p.datetime().onCreate(() => new Date()),
    version: p.integer().version(),
  },
})
export type Account = InferEntity<typeof AccountEntity>

export const MembershipEntity = defineEntity({
  name: 'Membership',
  tableName: 'membership',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    role: p.text(),
    organisationId: p.uuid().nullable(),
    volunteerId: p.uuid().nullable(),
    endedAt: p.datetime().nullable(),
  },
})
export type MembershipRow = InferEntity<typeof MembershipEntity>
