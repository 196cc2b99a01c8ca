import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

/** One volunteer asked, for one visit or (no visit) for the series. Those sent together are a round. */
export const OfferEntity = defineEntity({
  name: 'Offer',
  tableName: 'offer',
  properties: {
    id: p.uuid().primary(),
    roundId: p.uuid(),
    taskId: p.uuid(),
    visitId: p.uuid().nullable(),
    volunteerId: p.uuid(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    choosing: p.text(),
    status: p.text(),
    sentById: p.uuid().nullable(),
    sentAt: p.datetime(),
    lapsesAt: p.datetime(),
    answeredAt: p.datetime().nullable(),
    version: p.integer().default(1),
  },
})
export type Offer = InferEntity<typeof OfferEntity>
