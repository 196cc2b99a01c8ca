import { addMinutes, atLocal, type Instant, type LocalDate, type LocalTime } from '../../api/kernel/index.ts'
import { levelsThatSatisfy, type Ask, type Candidate } from '../../api/matching/core/index.ts'

/** Thursday 26 November 2026, as in the portal's drawing. */
export const THURSDAY = '2026-11-26'
export const LLANDEILO = { lat: 51.8854, lon: -3.9926 }

/** So many kilometres north of Llandeilo, as the crow flies. */
export const north = (km: number) => ({ lat: LLANDEILO.lat + km / 111.195, lon: LLANDEILO.lon })

export const at = (time: LocalTime, date: LocalDate = THURSDAY): Instant => atLocal(date, time)

/** An ask at a time of day on Thursday. */
export const from = (start: LocalTime, end: LocalTime) => ({ kind: 'AT' as const, from: at(start), to: at(end) })

/** Respite sitting for Mair on Thursday, 2pm to 4pm, unless said otherwise. */
export function anAsk(over: Partial<Ask> = {}): Ask {
  return {
    taskId: 'task-mair',
    visitId: 'visit-mair',
    kind: 'RESPITE_SITTING',
    personId: 'mair',
    organisationId: 'network',
    on: THURSDAY,
    when: from('14:00', '16:00'),
    minutes: 120,
    place: LLANDEILO,
    byPhone: false,
    priority: 'ROUTINE',
    volunteersNeeded: 1,
    heldBy: [],
    facesKnown: 0,
    needs: {
      skills: [],
      trainings: ['INDUCTION'],
      check: { needed: 'ENHANCED', accepted: levelsThatSatisfy('ENHANCED') },
    },
    prefers: {},
    has: { pets: false, smoking: false, stairs: false },
    consents: { shareWithVolunteer: true, shareWithGroup: true },
    ...over,
  }
}

/** Somebody who may do it: active, cleared, free on Thursdays from 1pm to 5pm, drives up to 20 km, lives close by. */
export function aVolunteer(id: string, over: Partial<Candidate> = {}): Candidate {
  return {
    id,
    organisationId: 'network',
    status: 'ACTIVE',
    skills: [],
    trainings: [{ course: 'INDUCTION', completedOn: '2025-01-01', revoked: false }],
    checks: [{ level: 'ENHANCED', issuedOn: '2025-01-01', until: '2027-05-31', decision: 'ACCEPTED', revoked: false }],
    availability: [{ weekday: 4, from: 13 * 60, to: 17 * 60 }],
    absences: [],
    travel: [{ mode: 'DRIVE', maxKm: 20 }],
    home: north(2),
    weeks: {},
    bookings: [],
    languages: ['en'],
    avoids: { pets: false, smoking: false, stairs: false },
    preferredKinds: [],
    kindsDone: ['RESPITE_SITTING'],
    visitsWith: {},
    blocked: [],
    saidNoTo: [],
    ...over,
  }
}

/** A visit in the volunteer's diary on Thursday. */
export const booked = (visitId: string, start: LocalTime, minutes: number, place = LLANDEILO) => ({
  visitId,
  from: at(start),
  to: addMinutes(at(start), minutes),
  place,
  byPhone: false,
})
