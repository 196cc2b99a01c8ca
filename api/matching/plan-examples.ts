import type { ArcsFile } from './core/arcs/index.ts'
import type { WeekFile } from './core/week/index.ts'

/** One of each format, small enough to read. Made-up people. */
export const exampleArcs: ArcsFile = {
  format: 'alongside-arcs/1',
  volunteers: [
    { id: 'amina', maxMinutes: 240, maxVisits: 3, targetMinutes: 120 },
    { id: 'bryn', maxMinutes: 180 },
  ],
  tasks: [
    { id: 'sit-with-mair', value: 100, person: 'mair' },
    { id: 'shopping-for-mair', value: 100, person: 'mair' },
    { id: 'moving-help', value: 200, places: 2, person: 'tom', required: true },
  ],
  arcs: [
    { volunteer: 'amina', task: 'sit-with-mair', start: 540, minutes: 120, points: 37, at: 0 },
    { volunteer: 'bryn', task: 'sit-with-mair', start: 540, minutes: 120, points: 12, at: 0 },
    { volunteer: 'bryn', task: 'shopping-for-mair', start: null, minutes: 60, points: 9 },
    { volunteer: 'amina', task: 'moving-help', start: 720, minutes: 60, points: 5, at: 1 },
    { volunteer: 'bryn', task: 'moving-help', start: 720, minutes: 60, points: 8, at: 1 },
  ],
  travelMinutes: [
    [0, 12],
    [12, 0],
  ],
  facePenalty: 12,
  overTarget: { pointsPerHour: 4, beyond: 1.4, pointsPerHourBeyond: 10 },
  pins: [{ volunteer: 'amina', task: 'moving-help', start: 720 }],
  previous: [{ volunteer: 'bryn', task: 'shopping-for-mair', start: null }],
  keepBonus: 25,
}

export const exampleWeek: WeekFile = {
  format: 'alongside-week/1',
  monday: '2026-11-23',
  volunteers: [
    {
      id: 'amina',
      skills: ['DEMENTIA'],
      trainings: [{ course: 'INDUCTION' }],
      checks: [{ level: 'ENHANCED', until: '2028-01-31' }],
      languages: ['en', 'ur'],
      gender: 'FEMALE',
      home: { lat: 51.455, lon: -2.588 },
      travel: [
        { mode: 'BUS', maxKm: 6 },
        { mode: 'WALK', maxKm: 1.5 },
      ],
      availability: [
        { weekday: 2, from: '09:00', to: '13:00' },
        { weekday: 4, from: '13:00', to: '17:00' },
      ],
      maxMinutes: 240,
      maxVisits: 3,
      targetMinutes: 180,
      avoids: ['SMOKING'],
      prefers: ['RESPITE_SITTING'],
    },
    {
      id: 'bryn',
      trainings: [{ course: 'INDUCTION', until: '2027-03-31' }],
      checks: [{ level: 'BASIC', until: '2027-06-30' }],
      home: { lat: 51.46, lon: -2.6 },
      travel: [{ mode: 'DRIVE', maxKm: 10 }],
      availability: [{ weekday: 4, from: '09:00', to: '17:00' }],
      absences: [{ firstOn: '2026-11-23', lastOn: '2026-11-24' }],
    },
  ],
  tasks: [
    {
      id: 'sit-with-mair',
      kind: 'RESPITE_SITTING',
      person: 'mair',
      place: { lat: 51.458, lon: -2.592 },
      area: 'Montpelier',
      minutes: 120,
      windows: [{ weekday: 4, from: '13:00', to: '16:00' }],
      priority: 'SOON',
      needs: { trainings: ['INDUCTION'], check: 'ENHANCED', skills: ['DEMENTIA'] },
      prefers: { gender: 'FEMALE' },
      has: ['STAIRS'],
    },
    { id: 'ring-tom', kind: 'PHONE_CALL', person: 'tom', byPhone: true, minutes: 30, needs: { check: 'BASIC' } },
  ],
  known: [{ volunteer: 'amina', person: 'mair', visits: 3 }],
  declined: [{ volunteer: 'bryn', person: 'mair' }],
}
