import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

// The commands of this room speak SQL: rows that are raced for are locked, and the database's triggers answer at once.
// The entities are the planner's knowledge of the columns.

export const VisitEntity = defineEntity({
  name: 'Visit',
  tableName: 'visit',
  properties: {
    id: p.uuid().primary(),
    taskId: p.uuid(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    occursOn: p.date(),
    startsAt: p.datetime().nullable(),
    endsAt: p.datetime().nullable(),
    windowStartsAt: p.datetime().nullable(),
    windowEndsAt: p.datetime().nullable(),
    minutes: p.integer(),
    status: p.text(),
    startedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    reportedMinutes: p.integer().nullable(),
    went: p.text().nullable(),
    worry: p.text().nullable(),
    worrySeenAt: p.datetime().nullable(),
    cancelledBy: p.text().nullable(),
    cancelledBecause: p.text().nullable(),
    cancelledAt: p.datetime().nullable(),
    clearanceLostAt: p.datetime().nullable(),
    version: p.integer().default(1),
  },
})
export type Visit = InferEntity<typeof VisitEntity>

/** A named volunteer in one place of a visit, or (no visit) of the whole series. */
export const AssignmentEntity = defineEntity({
  name: 'Assignment',
  tableName: 'assignment',
  properties: {
    id: p.uuid().primary(),
    taskId: p.uuid(),
    visitId: p.uuid().nullable(),
    place: p.smallint(),
    volunteerId: p.uuid(),
    offerId: p.uuid().nullable(),
    seriesId: p.uuid().nullable(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    assignedById: p.uuid().nullable(),
    createdAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    endReason: p.text().nullable(),
    version: p.integer().default(1),
  },
})
export type Assignment = InferEntity<typeof AssignmentEntity>
