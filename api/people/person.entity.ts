import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

const words = () => p.array().columnType('text[]')

/** Someone with a name and an address. Internal: it is shown only through a role (patient, carer, volunteer). */
export const PersonEntity = defineEntity({
  name: 'Person',
  tableName: 'person',
  properties: {
    id: p.uuid().primary(),
    givenName: p.text(),
    familyName: p.text(),
    preferredName: p.text().nullable(),
    dateOfBirth: p.date().nullable(),
    dateOfDeath: p.date().nullable(),
    addressLines: words(),
    town: p.text().nullable(),
    postcode: p.text().nullable(),
    uprn: p.text().nullable(),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    phones: words(),
    email: p.text().nullable(),
    languages: words(),
    needsLanguage: p.text().nullable(),
    prefersLanguage: p.text().nullable(),
    accessNeeds: p.text().nullable(),
    contactPreference: p.text(),
    nhsNumber: p.text().nullable(),
    nhsNumberStatus: p.text(),
    version: p.integer().default(1),
  },
})
export type Person = InferEntity<typeof PersonEntity>
