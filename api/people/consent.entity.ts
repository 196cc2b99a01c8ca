import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

/** What a person has agreed to; of a patient or of a carer, never both. */
export const ConsentEntity = defineEntity({
  name: 'Consent',
  tableName: 'consent',
  properties: {
    id: p.uuid().primary(),
    patientId: p.uuid().nullable(),
    carerId: p.uuid().nullable(),
    purpose: p.text(),
    givenBy: p.text(),
    capacityNote: p.text().nullable(),
    givenOn: p.date(),
    withdrawnAt: p.datetime().nullable(),
  },
})
export type Consent = InferEntity<typeof ConsentEntity>

/** One record shown to another organisation, for a purpose and a time: the only way across. */
export const ShareEntity = defineEntity({
  name: 'Share',
  tableName: 'share',
  properties: {
    id: p.uuid().primary(),
    patientId: p.uuid().nullable(),
    carerId: p.uuid().nullable(),
    volunteerId: p.uuid().nullable(),
    fromOrganisationId: p.uuid(),
    toOrganisationId: p.uuid(),
    purpose: p.text(),
    fromOn: p.date(),
    toOn: p.date().nullable(),
    revokedAt: p.datetime().nullable(),
  },
})
export type Share = InferEntity<typeof ShareEntity>
