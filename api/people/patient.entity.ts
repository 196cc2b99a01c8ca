import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

// `version` is counted by the commands, not by the unit of work: an edit of the person is an edit of the patient too.

export const PatientEntity = defineEntity({
  name: 'Patient',
  tableName: 'patient',
  properties: {
    id: p.uuid().primary(),
    personId: p.uuid(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    gpPracticeCode: p.text().nullable(),
    careCoOrdinatorId: p.uuid().nullable(),
    conditions: p.text().nullable(),
    whatToKnow: p.text().nullable(),
    status: p.text(),
    preferredPlaceOfDeath: p.text().nullable(),
    createdAt: p.datetime(),
    version: p.integer().default(1),
  },
})
export type Patient = InferEntity<typeof PatientEntity>

export const CarerEntity = defineEntity({
  name: 'Carer',
  tableName: 'carer',
  properties: {
    id: p.uuid().primary(),
    personId: p.uuid(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    careCoOrdinatorId: p.uuid().nullable(),
    registeredOn: p.date().nullable(),
    registeredAtPractice: p.text().nullable(),
    whatToKnow: p.text().nullable(),
    createdAt: p.datetime(),
    version: p.integer().default(1),
  },
})
export type Carer = InferEntity<typeof CarerEntity>

export const CareRelationshipEntity = defineEntity({
  name: 'CareRelationship',
  tableName: 'care_relationship',
  properties: {
    id: p.uuid().primary(),
    carerId: p.uuid(),
    patientId: p.uuid(),
    relationship: p.text(),
    hoursAWeek: p.decimal('number').columnType('numeric(5,1)').nullable(),
    willing: p.boolean().nullable(),
    able: p.boolean().nullable(),
    emergencyPlan: p.text().nullable(),
    sinceOn: p.date().nullable(),
    untilOn: p.date().nullable(),
    version: p.integer().default(1),
  },
})
export type CareRelationship = InferEntity<typeof CareRelationshipEntity>
