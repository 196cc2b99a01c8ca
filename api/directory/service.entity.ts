import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

/** Columns that are shown. What is long stands in service_text, what only imports use
 *  (fingerprint) in the migration alone. */
export const ServiceEntity = defineEntity({
  name: 'Service',
  tableName: 'service',
  properties: {
    id: p.uuid().primary(),
    publishedId: p.uuid(),
    sourceId: p.uuid().nullable(),
    sourceKey: p.text().nullable(),
    organisationId: p.uuid().nullable(),
    name: p.text(),
    alternateName: p.text().nullable(),
    url: p.text().nullable(),
    email: p.text().nullable(),
    status: p.text(),
    assuredOn: p.date().nullable(),
    ageMin: p.integer().nullable(),
    ageMax: p.integer().nullable(),
    attendingType: p.text().nullable(),
    attendingAccess: p.text().nullable(),
    sourceModified: p.text().nullable(),
    changedAt: p.datetime(),
    retiredAt: p.datetime().nullable(),
    fallback: p.array().columnType('text[]'),
  },
})
export type Service = InferEntity<typeof ServiceEntity>

export const ServiceLocationEntity = defineEntity({
  name: 'ServiceLocation',
  tableName: 'service_location',
  properties: {
    id: p.uuid().primary(),
    serviceId: p.uuid(),
    kind: p.text().nullable(),
    name: p.text().nullable(),
    description: p.text().nullable(),
    transportation: p.text().nullable(),
    url: p.text().nullable(),
    addressLines: p.array().columnType('text[]'),
    town: p.text().nullable(),
    county: p.text().nullable(),
    postcode: p.text().nullable(),
    accessibility: p.array().columnType('text[]'),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    positionFrom: p.text().nullable(),
    fromText: p.boolean(),
  },
})

export const ServiceScheduleEntity = defineEntity({
  name: 'ServiceSchedule',
  tableName: 'service_schedule',
  properties: {
    id: p.uuid().primary(),
    serviceId: p.uuid(),
    locationId: p.uuid().nullable(),
    weekdays: p.array().columnType('integer[]'),
    opensAt: p.time().columnType('time').nullable(),
    closesAt: p.time().columnType('time').nullable(),
    validFrom: p.date().nullable(),
    validTo: p.date().nullable(),
    freq: p.text().nullable(),
    every: p.integer(),
    description: p.text().nullable(),
    fromText: p.boolean(),
    readFrom: p.text().nullable(),
  },
})

export const ServiceCostEntity = defineEntity({
  name: 'ServiceCost',
  tableName: 'service_cost',
  properties: {
    id: p.uuid().primary(),
    serviceId: p.uuid(),
    amount: p.double().nullable(),
    currency: p.text().nullable(),
    per: p.text().nullable(),
    description: p.text().nullable(),
    isFree: p.boolean(),
    fromText: p.boolean(),
    readFrom: p.text().nullable(),
  },
})

export const ServicePhoneEntity = defineEntity({
  name: 'ServicePhone',
  tableName: 'service_phone',
  properties: {
    id: p.uuid().primary(),
    serviceId: p.uuid(),
    number: p.text(),
    extension: p.text().nullable(),
    name: p.text().nullable(),
    place: p.integer(),
  },
})

export const TaxonomyTermEntity = defineEntity({
  name: 'TaxonomyTerm',
  tableName: 'taxonomy_term',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    description: p.text().nullable(),
    code: p.text().nullable(),
    taxonomy: p.text().nullable(),
    parentId: p.uuid().nullable(),
  },
})
