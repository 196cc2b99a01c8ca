import { describe, expect, test } from 'vitest'
import { at as instantAt } from './matching-builders.ts'
import { addDays } from '../../api/kernel/index.ts'
import {
  CHECK_LEVELS,
  checkCovers,
  judge,
  levelsThatSatisfy,
  type Ask,
  type Candidate,
} from '../../api/matching/core/index.ts'
import { anAsk, aVolunteer, booked, from, LLANDEILO, north, THURSDAY } from './matching-builders.ts'

const failures = (ask: Partial<Ask>, volunteer: Partial<Candidate>) =>
  judge(anAsk(ask), aVolunteer('dewi', volunteer)).failures
const withNeeds = (needs: Partial<Ask['needs']>): Partial<Ask> => ({ needs: { ...anAsk().needs, ...needs } })

test('somebody with everything has nothing against them', () => {
  const judgement = judge(anAsk(), aVolunteer('dewi'))
  expect(judgement).toEqual({
    failures: [],
    doubts: [],
    trip: { mode: 'DRIVE', km: 2.6, minutes: 8, limitKm: 20, withinLimit: true },
    start: instantAt('14:00'),
    free: { from: instantAt('13:00'), to: instantAt('17:00') },
  })
})

describe('one rule at a time', () => {
  test.each<[string, Partial<Ask>, Partial<Candidate>, unknown[]]>([
    ['paused', {}, { status: 'PAUSED' }, [{ code: 'NOT_ACTIVE', status: 'PAUSED' }]],
    ['holds the other place', { heldBy: ['dewi'], volunteersNeeded: 2 }, {}, [{ code: 'ALREADY_ON_IT' }]],
    [
      'she asked not to be matched',
      {},
      { blocked: [{ personId: 'mair', by: 'PERSON' }] },
      [{ code: 'BLOCKED', by: 'PERSON' }],
    ],
    [
      'he asked not to be matched',
      {},
      { blocked: [{ personId: 'mair', by: 'VOLUNTEER' }] },
      [{ code: 'BLOCKED', by: 'VOLUNTEER' }],
    ],
    ['blocked with somebody else', {}, { blocked: [{ personId: 'joan', by: 'PERSON' }] }, []],
    ['said no to this', {}, { saidNoTo: ['task-mair'] }, [{ code: 'SAID_NO' }]],
    [
      'no consent',
      { consents: { shareWithVolunteer: false, shareWithGroup: true } },
      {},
      [{ code: 'CONSENT_MISSING', purpose: 'SHARE_WITH_VOLUNTEER' }],
    ],
    [
      'no consent to share with another group',
      { consents: { shareWithVolunteer: true, shareWithGroup: false } },
      { organisationId: 'chapel' },
      [{ code: 'CONSENT_MISSING', purpose: 'SHARE_WITH_GROUP' }],
    ],
    ['that consent is not asked of our own', { consents: { shareWithVolunteer: true, shareWithGroup: false } }, {}, []],
    [
      'a woman is needed',
      withNeeds({ gender: 'FEMALE' }),
      { gender: 'MALE' },
      [{ code: 'GENDER_NEEDED', needed: 'FEMALE' }],
    ],
    [
      'a woman is needed, nobody asked',
      withNeeds({ gender: 'FEMALE' }),
      {},
      [{ code: 'GENDER_NEEDED', needed: 'FEMALE' }],
    ],
    ['Welsh is needed', withNeeds({ language: 'cy' }), {}, [{ code: 'LANGUAGE_NEEDED', needed: 'cy' }]],
    ['Welsh is only preferred', { prefers: { language: 'cy' } }, {}, []],
    [
      'pets and stairs',
      { has: { pets: true, smoking: true, stairs: true } },
      { avoids: { pets: true, smoking: false, stairs: true } },
      [
        { code: 'BOUNDARY', avoids: 'PETS' },
        { code: 'BOUNDARY', avoids: 'STAIRS' },
      ],
    ],
    [
      'pets do not matter on the phone',
      { byPhone: true, has: { pets: true, smoking: true, stairs: true } },
      { avoids: { pets: true, smoking: true, stairs: true } },
      [],
    ],
    [
      'two skills',
      withNeeds({ skills: ['DEMENTIA', 'DRIVING', 'LISTENING'] }),
      { skills: ['DRIVING'] },
      [
        { code: 'SKILL_MISSING', skill: 'DEMENTIA' },
        { code: 'SKILL_MISSING', skill: 'LISTENING' },
      ],
    ],
    [
      '16 km as the crow flies, 20.8 by road',
      {},
      { home: north(16) },
      [{ code: 'TOO_FAR', km: 20.8, limitKm: 20, mode: 'DRIVE' }],
    ],
    [
      'too far on foot, near enough by bus',
      {},
      {
        home: north(5),
        travel: [
          { mode: 'WALK', maxKm: 3 },
          { mode: 'BUS', maxKm: 8 },
        ],
      },
      [],
    ],
    [
      'too far by either, told by the nearer miss',
      {},
      {
        home: north(10),
        travel: [
          { mode: 'WALK', maxKm: 3 },
          { mode: 'BUS', maxKm: 8 },
        ],
      },
      [{ code: 'TOO_FAR', km: 14, limitKm: 8, mode: 'BUS' }],
    ],
    ['distance does not matter on the phone', { byPhone: true }, { home: north(300) }, []],
    [
      'hours of the week',
      {},
      { maxMinutesAWeek: 180, weeks: { '2026-11-23': { minutes: 90, visits: 1 } } },
      [{ code: 'OVER_HOURS', booked: 90, minutes: 120, limit: 180 }],
    ],
    ['hours exactly', {}, { maxMinutesAWeek: 180, weeks: { '2026-11-23': { minutes: 60, visits: 1 } } }, []],
    ['hours of another week', {}, { maxMinutesAWeek: 120, weeks: { '2026-11-16': { minutes: 90, visits: 1 } } }, []],
    [
      'visits a week',
      {},
      { maxVisitsAWeek: 2, weeks: { '2026-11-23': { minutes: 60, visits: 2 } } },
      [{ code: 'OVER_VISITS', booked: 2, limit: 2 }],
    ],
    ['none at all', {}, { maxVisitsAWeek: 0 }, [{ code: 'OVER_VISITS', booked: 0, limit: 0 }]],
  ])('%s', (_, ask, volunteer, expected) => expect(failures(ask, volunteer)).toEqual(expected))
})

describe('checks', () => {
  const check = {
    level: 'ENHANCED',
    issuedOn: '2024-01-01',
    until: '2027-01-01',
    decision: 'ACCEPTED',
    revoked: false,
  } as const
  const day = (n: number) => addDays(THURSDAY, n)

  test.each<[string, Candidate['checks'], unknown[]]>([
    ['none', [], [{ code: 'CHECK_MISSING', needed: 'ENHANCED' }]],
    ['too low', [{ ...check, level: 'BASIC' }], [{ code: 'CHECK_MISSING', needed: 'ENHANCED', has: 'BASIC' }]],
    [
      'of another kind',
      [{ ...check, level: 'REFERENCES' }],
      [{ code: 'CHECK_MISSING', needed: 'ENHANCED', has: 'REFERENCES' }],
    ],
    ['higher', [{ ...check, level: 'ENHANCED_BOTH' }], []],
    ['ends the day of the visit', [{ ...check, until: THURSDAY }], []],
    [
      'ends the day before',
      [{ ...check, until: day(-1) }],
      [{ code: 'CHECK_EXPIRED', needed: 'ENHANCED', level: 'ENHANCED', until: day(-1) }],
    ],
    ['issued on the day', [{ ...check, issuedOn: THURSDAY }], []],
    [
      'issued the day after',
      [{ ...check, issuedOn: day(1) }],
      [{ code: 'CHECK_WAITING', needed: 'ENHANCED', level: 'ENHANCED' }],
    ],
    [
      'not decided',
      [{ ...check, decision: 'WAITING' }],
      [{ code: 'CHECK_WAITING', needed: 'ENHANCED', level: 'ENHANCED' }],
    ],
    ['refused', [{ ...check, decision: 'REFUSED' }], [{ code: 'CHECK_MISSING', needed: 'ENHANCED' }]],
    ['revoked', [{ ...check, revoked: true }], [{ code: 'CHECK_MISSING', needed: 'ENHANCED' }]],
    [
      'ended, and its renewal waiting',
      [
        { ...check, until: day(-9) },
        { ...check, decision: 'WAITING' },
      ],
      [{ code: 'CHECK_WAITING', needed: 'ENHANCED', level: 'ENHANCED' }],
    ],
    ['ended, and renewed', [{ ...check, until: day(-9) }, check], []],
  ])('%s', (_, checks, expected) => expect(failures({}, { checks })).toEqual(expected))

  test('which level stands in for which', () => {
    const table = CHECK_LEVELS.map((has) =>
      CHECK_LEVELS.map((needed) => (checkCovers(has, needed) ? '+' : '.')).join(''),
    )
    //  needed: NONE BASIC STANDARD ENHANCED ADULT CHILD BOTH
    expect(table).toEqual(['+......', '++.....', '+++....', '++++...', '+++++..', '++++.+.', '+++++++'])
    expect(levelsThatSatisfy('ENHANCED_ADULT_BARRED')).toEqual(['ENHANCED_ADULT_BARRED', 'ENHANCED_BOTH'])
  })

  test('none needed', () => {
    expect(judge(anAsk({ needs: { skills: [], trainings: [] } }), aVolunteer('dewi', { checks: [] })).failures).toEqual(
      [],
    )
    expect(
      failures(withNeeds({ check: { needed: 'NONE', accepted: levelsThatSatisfy('NONE') } }), { checks: [] }),
    ).toEqual([])
  })
})

describe('training', () => {
  const done = { course: 'INDUCTION', completedOn: '2025-01-01', revoked: false }
  test.each<[string, Candidate['trainings'], unknown[]]>([
    ['never', [], [{ code: 'TRAINING_MISSING', course: 'INDUCTION' }]],
    ['another', [{ ...done, course: 'MOVING' }], [{ code: 'TRAINING_MISSING', course: 'INDUCTION' }]],
    ['to the day', [{ ...done, until: THURSDAY }], []],
    [
      'to the day before',
      [{ ...done, until: '2026-11-25' }],
      [{ code: 'TRAINING_EXPIRED', course: 'INDUCTION', until: '2026-11-25' }],
    ],
    [
      'renewed',
      [
        { ...done, until: '2026-11-25' },
        { ...done, until: '2028-01-01' },
      ],
      [],
    ],
    ['booked for after', [{ ...done, completedOn: '2026-11-27' }], [{ code: 'TRAINING_MISSING', course: 'INDUCTION' }]],
    ['revoked', [{ ...done, revoked: true }], [{ code: 'TRAINING_MISSING', course: 'INDUCTION' }]],
  ])('%s', (_, trainings, expected) => expect(failures({}, { trainings })).toEqual(expected))
})

describe('when', () => {
  const span = (start: string, end: string) => ({ from: instantAt(start), to: instantAt(end) })

  test.each<[string, Partial<Ask>, Partial<Candidate>, unknown[]]>([
    ['no hours known', {}, { availability: [] }, [{ code: 'NOT_AVAILABLE', hours: [] }]],
    [
      'free on another day',
      {},
      { availability: [{ weekday: 3, from: 0, to: 1440 }] },
      [{ code: 'NOT_AVAILABLE', hours: [] }],
    ],
    [
      'free for half of it',
      {},
      { availability: [{ weekday: 4, from: 900, to: 1020 }] },
      [{ code: 'NOT_AVAILABLE', hours: [span('15:00', '17:00')] }],
    ],
    ['free exactly', {}, { availability: [{ weekday: 4, from: 840, to: 960 }] }, []],
    [
      'two stretches that touch are one',
      {},
      {
        availability: [
          { weekday: 4, from: 900, to: 1020 },
          { weekday: 4, from: 780, to: 900 },
        ],
      },
      [],
    ],
    [
      'two with a gap between are not',
      {},
      {
        availability: [
          { weekday: 4, from: 780, to: 899 },
          { weekday: 4, from: 900, to: 1020 },
        ],
      },
      [{ code: 'NOT_AVAILABLE', hours: [span('13:00', '14:59'), span('15:00', '17:00')] }],
    ],
    [
      'away',
      {},
      { absences: [{ firstOn: '2026-11-20', lastOn: THURSDAY }] },
      [{ code: 'ABSENT', firstOn: '2026-11-20', lastOn: THURSDAY }],
    ],
    ['away until the day before', {}, { absences: [{ firstOn: '2026-11-20', lastOn: '2026-11-25' }] }, []],
    [
      'away, and not free then anyway',
      {},
      { availability: [], absences: [{ firstOn: THURSDAY, lastOn: THURSDAY }] },
      [
        { code: 'ABSENT', firstOn: THURSDAY, lastOn: THURSDAY },
        { code: 'NOT_AVAILABLE', hours: [] },
      ],
    ],
    [
      'overlapping a visit',
      {},
      { bookings: [booked('joan', '13:30', 60)] },
      [{ code: 'CLASH', visitId: 'joan', gapMinutes: -30, travelMinutes: 0 }],
    ],
    ['back-to-back at one place', {}, { bookings: [booked('joan', '13:00', 60), booked('tom', '16:00', 60)] }, []],
    [
      'back-to-back with a way between',
      {},
      { bookings: [booked('joan', '13:00', 60, north(10))] },
      [{ code: 'CLASH', visitId: 'joan', gapMinutes: 0, travelMinutes: 24 }],
    ],
    ['a gap as long as the way', {}, { bookings: [booked('joan', '12:36', 60, north(10))] }, []],
    [
      'a gap a minute shorter',
      {},
      { bookings: [booked('joan', '12:37', 60, north(10))] },
      [{ code: 'CLASH', visitId: 'joan', gapMinutes: 23, travelMinutes: 24 }],
    ],
    [
      'the way after it counts too',
      {},
      { bookings: [booked('tom', '16:10', 60, north(10))] },
      [{ code: 'CLASH', visitId: 'tom', gapMinutes: 10, travelMinutes: 24 }],
    ],
    ['no way to a call', { byPhone: true }, { bookings: [booked('joan', '13:00', 60, north(10))] }, []],
    ['the visit itself is no clash', {}, { bookings: [booked('visit-mair', '14:00', 120)] }, []],
    [
      'two clashes, and neither hours',
      {},
      { availability: [], bookings: [booked('tom', '15:30', 60), booked('joan', '13:30', 60)] },
      [
        { code: 'NOT_AVAILABLE', hours: [] },
        { code: 'CLASH', visitId: 'joan', gapMinutes: -30, travelMinutes: 0 },
        { code: 'CLASH', visitId: 'tom', gapMinutes: -30, travelMinutes: 0 },
      ],
    ],
  ])('%s', (_, ask, volunteer, expected) => expect(failures(ask, volunteer)).toEqual(expected))

  test('some time in a window: the earliest start that suits', () => {
    const ask = anAsk({ when: { ...from('09:00', '17:00'), kind: 'WITHIN' }, minutes: 60 })
    expect(judge(ask, aVolunteer('dewi')).start).toBe(instantAt('13:00'))
    const busy = judge(
      ask,
      aVolunteer('dewi', { bookings: [booked('joan', '13:30', 60), booked('tom', '14:30', 45, north(10))] }),
    )
    expect(busy).toMatchObject({ failures: [], start: instantAt('15:39'), free: span('15:39', '17:00') })
  })

  test('a window with no room left names every visit in the way, and the most room beside it', () => {
    const ask = { when: { ...from('13:00', '16:00'), kind: 'WITHIN' as const }, minutes: 90 }
    expect(failures(ask, { bookings: [booked('tom', '15:15', 60), booked('joan', '13:30', 60)] })).toEqual([
      { code: 'CLASH', visitId: 'joan', gapMinutes: 0, travelMinutes: 0 },
      { code: 'CLASH', visitId: 'tom', gapMinutes: 45, travelMinutes: 0 },
    ])
  })

  test('any time in the week takes hours and visits only, unless away all week', () => {
    const ask: Partial<Ask> = { when: { kind: 'ANY_TIME' }, minutes: 60 }
    expect(failures(ask, { availability: [], bookings: [booked('joan', '14:00', 60)] })).toEqual([])
    expect(failures(ask, { maxMinutesAWeek: 30 })).toEqual([{ code: 'OVER_HOURS', booked: 0, minutes: 60, limit: 30 }])
    expect(failures(ask, { absences: [{ firstOn: '2026-11-23', lastOn: '2026-11-28' }] })).toEqual([])
    const away = [
      { firstOn: '2026-11-26', lastOn: '2026-12-05' },
      { firstOn: '2026-11-20', lastOn: '2026-11-25' },
    ]
    expect(failures(ask, { absences: away })).toEqual([{ code: 'ABSENT', firstOn: '2026-11-20', lastOn: '2026-11-25' }])
  })

  test('a night that crosses midnight needs the hours of both days', () => {
    const ask: Partial<Ask> = { when: { kind: 'AT', from: instantAt('22:00'), to: instantAt('02:00', '2026-11-27') } }
    const evening = { weekday: 4, from: 1200, to: 1440 } as const
    expect(failures(ask, { availability: [evening, { weekday: 5, from: 0, to: 180 }] })).toEqual([])
    expect(failures(ask, { availability: [evening] })).toEqual([
      { code: 'NOT_AVAILABLE', hours: [{ from: instantAt('20:00'), to: instantAt('00:00', '2026-11-27') }] },
    ])
  })

  test.each(['2026-03-29', '2026-10-25', '2027-03-28'])('hours are London’s on %s, when the clocks change', (on) => {
    const ask = anAsk({ on, when: { kind: 'AT', from: instantAt('10:00', on), to: instantAt('11:00', on) } })
    const checks = [
      { level: 'ENHANCED', issuedOn: '2020-01-01', until: '2030-01-01', decision: 'ACCEPTED', revoked: false } as const,
    ]
    const hours = (fromMinute: number, to: number) =>
      judge(ask, aVolunteer('dewi', { checks, availability: [{ weekday: 7, from: fromMinute, to }] })).failures
    expect(hours(600, 660)).toEqual([])
    expect(hours(540, 600)).toHaveLength(1)
    expect(hours(660, 720)).toHaveLength(1)
    expect(hours(0, 660)).toEqual([])
  })
})

describe('what is not known is said, and does not bar', () => {
  test.each<[string, Partial<Ask>, Partial<Candidate>, unknown[]]>([
    ['the volunteer’s home', {}, { home: undefined }, [{ code: 'POSITION_UNKNOWN', of: 'VOLUNTEER' }]],
    ['the place', { place: undefined }, {}, [{ code: 'POSITION_UNKNOWN', of: 'PLACE' }]],
    [
      'postcodes that nobody has placed',
      { place: undefined, placeHasPostcode: true },
      { home: undefined, homeHasPostcode: true },
      [
        { code: 'POSTCODE_UNPLACED', of: 'VOLUNTEER' },
        { code: 'POSTCODE_UNPLACED', of: 'PLACE' },
      ],
    ],
    [
      'a place that is none',
      { place: { lat: NaN, lon: 0 } },
      { home: undefined },
      [
        { code: 'POSITION_UNKNOWN', of: 'VOLUNTEER' },
        { code: 'POSITION_UNKNOWN', of: 'PLACE' },
      ],
    ],
    ['how they travel', {}, { travel: [], home: north(90) }, [{ code: 'TRAVEL_NOT_STATED' }]],
    [
      'where another visit is',
      {},
      { bookings: [{ ...booked('joan', '13:00', 60), place: undefined }] },
      [{ code: 'POSITION_UNKNOWN', of: 'VISIT', visitId: 'joan' }],
    ],
    ['nothing of that on the phone', { byPhone: true, place: undefined }, { home: undefined, travel: [] }, []],
  ])('%s', (_, ask, volunteer, doubts) => {
    const judgement = judge(anAsk(ask), aVolunteer('dewi', volunteer))
    expect(judgement.failures).toEqual([])
    expect(judgement.doubts).toEqual(doubts)
  })
})

test('all that fails is told, not the first', () => {
  const ask: Partial<Ask> = {
    ...withNeeds({ gender: 'FEMALE', language: 'cy', skills: ['DEMENTIA'] }),
    has: { pets: true, smoking: false, stairs: false },
    heldBy: ['dewi'],
  }
  const codes = failures(ask, {
    status: 'CHECKS',
    blocked: [{ personId: 'mair', by: 'PERSON' }],
    saidNoTo: ['task-mair'],
    avoids: { pets: true, smoking: false, stairs: false },
    absences: [{ firstOn: THURSDAY, lastOn: THURSDAY }],
    availability: [],
    checks: [],
    trainings: [],
    home: north(50),
    bookings: [booked('joan', '15:00', 30, LLANDEILO)],
    maxMinutesAWeek: 60,
    maxVisitsAWeek: 0,
  }).map((f) => f.code)
  expect(codes).toEqual([
    'NOT_ACTIVE',
    'ALREADY_ON_IT',
    'BLOCKED',
    'SAID_NO',
    'GENDER_NEEDED',
    'LANGUAGE_NEEDED',
    'BOUNDARY',
    'ABSENT',
    'NOT_AVAILABLE',
    'CHECK_MISSING',
    'SKILL_MISSING',
    'TRAINING_MISSING',
    'TOO_FAR',
    'CLASH',
    'OVER_HOURS',
    'OVER_VISITS',
  ])
})

test('an ask that makes no sense is an error that names the field', () => {
  for (const [ask, field] of [
    [{ on: '2026-02-30' }, 'ask.on'],
    [{ minutes: 0 }, 'ask.minutes'],
    [{ minutes: NaN }, 'ask.minutes'],
    [{ when: from('16:00', '14:00') }, 'ask.when'],
    [{ when: { ...from('14:00', '15:00'), kind: 'WITHIN' as const } }, 'ask.when'],
  ] as const)
    expect(() => judge(anAsk(ask), aVolunteer('dewi'))).toThrow(field)
})
