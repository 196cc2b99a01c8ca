import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

const leanings = {
  continuity: p.smallint(),
  travel: p.smallint(),
  fairness: p.smallint(),
  keepPlan: p.smallint(),
}

/** What a co-ordinator leans on, for a locality: 0 (not at all) to 4 (much). */
export const PlanSlidersEntity = defineEntity({
  name: 'PlanSliders',
  tableName: 'plan_sliders',
  properties: {
    id: p.uuid().primary(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    ...leanings,
    version: p.integer().default(1),
  },
})

/** A week that was asked to be planned, and what came of it. */
export const PlanRunEntity = defineEntity({
  name: 'PlanRun',
  tableName: 'plan_run',
  properties: {
    id: p.uuid().primary(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    monday: p.date(),
    status: p.text(),
    progress: p.smallint(),
    askedById: p.uuid().nullable(),
    askedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    because: p.text().nullable(),
    seed: p.integer(),
    iterations: p.integer().nullable(),
    engine: p.text(),
    ...leanings,
    isWarm: p.boolean(),
    kept: p.integer().nullable(),
    plannedBefore: p.integer().nullable(),
    value: p.double().nullable(),
    bound: p.double().nullable(),
    gap: p.double().nullable(),
    suggested: p.integer().nullable(),
    continuityBefore: p.smallint().nullable(),
    continuityAfter: p.smallint().nullable(),
    unfilledBefore: p.integer().nullable(),
    unfilledAfter: p.integer().nullable(),
    longestTripBefore: p.integer().nullable(),
    longestTripAfter: p.integer().nullable(),
    version: p.integer().default(1),
  },
})
export type PlanRun = InferEntity<typeof PlanRunEntity>

/** A volunteer proposed for a visit; nothing was sent to anyone. */
export const PlanSuggestionEntity = defineEntity({
  name: 'PlanSuggestion',
  tableName: 'plan_suggestion',
  properties: {
    id: p.uuid().primary(),
    runId: p.uuid().nullable(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    visitId: p.uuid(),
    taskId: p.uuid(),
    volunteerId: p.uuid(),
    insteadOfId: p.uuid().nullable(),
    startsAt: p.datetime().nullable(),
    status: p.text(),
    reasonsFor: p.json(),
    reasonsAgainst: p.json(),
    because: p.json(),
    madeAt: p.datetime(),
    version: p.integer().default(1),
  },
})
