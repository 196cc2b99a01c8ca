import { defineEntity, p, type InferEntity } from '@mikro-orm/core'

// `version` is counted by the commands: windows, skills and travel are part of what an editor saw.

export const VolunteerEntity = defineEntity({
  name: 'Volunteer',
  tableName: 'volunteer',
  properties: {
    id: p.uuid().primary(),
    personId: p.uuid(),
    organisationId: p.uuid(),
    localityId: p.uuid(),
    status: p.text(),
    gender: p.text().nullable(),
    joinedOn: p.date().nullable(),
    minutesAWeek: p.integer().nullable(),
    visitsAWeek: p.integer().nullable(),
    targetMinutesAWeek: p.integer().nullable(),
    noPets: p.boolean().default(false),
    noSmoking: p.boolean().default(false),
    noStairs: p.boolean().default(false),
    preferredKinds: p.array().columnType('text[]'),
    lastAskedAt: p.datetime().nullable(),
    source: p.text().nullable(),
    createdAt: p.datetime(),
    version: p.integer().default(1),
  },
})
export type Volunteer = InferEntity<typeof VolunteerEntity>

export const VolunteerSkillEntity = defineEntity({
  name: 'VolunteerSkill',
  tableName: 'volunteer_skill',
  properties: { volunteerId: p.uuid().primary(), skill: p.text().primary() },
})

export const VolunteerTrainingEntity = defineEntity({
  name: 'VolunteerTraining',
  tableName: 'volunteer_training',
  properties: {
    id: p.uuid().primary(),
    volunteerId: p.uuid(),
    course: p.text(),
    completedOn: p.date(),
    untilOn: p.date().nullable(),
    revokedAt: p.datetime().nullable(),
  },
})

/** That a check was made, and by when it is made again. Never what it says. */
export const VolunteerCheckEntity = defineEntity({
  name: 'VolunteerCheck',
  tableName: 'volunteer_check',
  properties: {
    id: p.uuid().primary(),
    volunteerId: p.uuid(),
    level: p.text(),
    issuedOn: p.date(),
    seenBy: p.text(),
    reviewDueOn: p.date(),
    decision: p.text(),
    revokedAt: p.datetime().nullable(),
    version: p.integer().default(1),
  },
})

export const VolunteerTravelEntity = defineEntity({
  name: 'VolunteerTravel',
  tableName: 'volunteer_travel',
  properties: {
    volunteerId: p.uuid().primary(),
    mode: p.text().primary(),
    maxKm: p.decimal('number').columnType('numeric(5,1)'),
  },
})

export const AvailabilityEntity = defineEntity({
  name: 'Availability',
  tableName: 'availability',
  properties: {
    id: p.uuid().primary(),
    volunteerId: p.uuid(),
    weekday: p.smallint(),
    startsAt: p.text().columnType('time'),
    endsAt: p.text().columnType('time'),
  },
})

export const AbsenceEntity = defineEntity({
  name: 'Absence',
  tableName: 'absence',
  properties: { id: p.uuid().primary(), volunteerId: p.uuid(), firstOn: p.date(), lastOn: p.date() },
})

/** A volunteer and a person who are not to be matched. */
export const BlockedPairEntity = defineEntity({
  name: 'BlockedPair',
  tableName: 'blocked_pair',
  properties: {
    id: p.uuid().primary(),
    volunteerId: p.uuid(),
    patientId: p.uuid().nullable(),
    carerId: p.uuid().nullable(),
    askedBy: p.text(),
    sinceOn: p.date(),
    untilOn: p.date().nullable(),
  },
})
