import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

/** A key for a machine. Its secret's hash is never part of an entity. */
export const ApiKeyEntity = defineEntity({
  name: 'ApiKey',
  tableName: 'api_key',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid(),
    organisationId: p.uuid(),
    name: p.text(),
    prefix: p.text(),
    mayChange: p.boolean(),
    operations: p.array().columnType('text[]').nullable(),
    madeById: p.uuid(),
    madeAt: p.datetime(),
    lastUsedAt: p.datetime().nullable(),
    endsAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
})
export type ApiKey = InferEntity<typeof ApiKeyEntity>
