import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

export const LocalityEntity = defineEntity({
  name: 'Locality',
  tableName: 'locality',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    nameCy: p.text().nullable(),
    parentId: p.uuid().nullable(),
    version: p.integer().version(),
  },
})
export type Locality = InferEntity<typeof LocalityEntity>

export const OrganisationEntity = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    kind: p.text(),
    description: p.text().nullable(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    url: p.text().nullable(),
    charityNumber: p.text().nullable(),
    inNetwork: p.boolean().default(true),
    version: p.integer().version(),
  },
})
export type Organisation = InferEntity<typeof OrganisationEntity>
