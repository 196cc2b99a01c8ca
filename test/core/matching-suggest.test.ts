import { describe, expect, test } from 'vitest'
import {
  overTargetPoints,
  POINTS,
  scarcityAmong,
  suggest,
  type Ask,
  type Candidate,
} from '../../api/matching/core/index.ts'
import { anAsk, at, aVolunteer, booked, north } from './matching-builders.ts'

const MONDAY = '2026-11-23'
const page = (ask: Ask, volunteers: readonly Candidate[], first = 10) =>
  suggest(ask, volunteers, { first, ruledOut: { first: 50 } })
const order = (ask: Ask, ...volunteers: Candidate[]) => page(ask, volunteers).ranked.items.map((s) => s.volunteerId)
const only = (ask: Partial<Ask>, volunteer: Partial<Candidate>) => {
  const [suggestion] = page(anAsk(ask), [aVolunteer('dewi', volunteer)]).ranked.items
  if (!suggestion) throw new Error('ruled out')
  return suggestion
}

test('Mair’s Thursday: who to ask first, why, and what should be known', () => {
  const ask = anAsk({ facesKnown: 1, prefers: { language: 'cy' } })
  const check = {
    level: 'ENHANCED',
    issuedOn: '2025-01-01',
    until: '2027-01-10',
    decision: 'ACCEPTED',
    revoked: false,
  } as const
  const { ranked, ruledOut, ...rest } = page(ask, [
    aVolunteer('lowri', { home: north(6), kindsDone: [], checks: [check] }),
    aVolunteer('huw', {
      home: north(14),
      availability: [{ weekday: 4, from: 840, to: 960 }],
      lastAskedAt: at('09:00'),
    }),
    aVolunteer('dewi', {
      languages: ['en', 'cy'],
      visitsWith: { mair: 4 },
      weeks: { [MONDAY]: { minutes: 180, visits: 3 } },
      maxVisitsAWeek: 4,
      targetMinutesAWeek: 240,
      preferredKinds: ['RESPITE_SITTING'],
      bookings: [booked('joan', '10:00', 60)],
    }),
    aVolunteer('sian', { home: north(40) }),
    aVolunteer('tom', { availability: [], checks: [] }),
  ])
  expect(ranked).toMatchObject({ total: 3, hasNext: false })
  expect(ranked.items).toEqual([
    {
      volunteerId: 'dewi',
      rank: 1,
      fit: 'BEST',
      // 30 × 15/16 for four visits, 12 × (1 − 2.6/16), 8, 6, 6, and an hour over his target
      score: 54.18,
      points: {
        continuity: 28.13,
        nearness: 10.05,
        scarceSkillLeftFree: 8,
        preference: 6,
        language: 6,
        gender: 0,
        newFace: 0,
        overTarget: -4,
      },
      reasons: [
        { code: 'SAT_WITH_BEFORE', times: 4 },
        { code: 'FREE', from: at('13:00'), to: at('17:00') },
        { code: 'NEAR', km: 2.6, minutes: 8, mode: 'DRIVE' },
        { code: 'SPEAKS', language: 'cy' },
        { code: 'LIKES_THIS_KIND', kind: 'RESPITE_SITTING' },
        { code: 'CHECK_UNTIL', level: 'ENHANCED', until: '2027-05-31' },
      ],
      cautions: [
        { code: 'OVER_TARGET', visits: 3, minutes: 300, target: 240 },
        { code: 'WEEK_NEARLY_FULL', visits: 3, limit: 4 },
      ],
      startsAt: at('14:00'),
      left: { visits: 0 },
    },
    {
      volunteerId: 'lowri',
      rank: 2,
      fit: 'GOOD',
      score: 2.15,
      points: {
        continuity: 0,
        nearness: 6.15,
        scarceSkillLeftFree: 8,
        preference: 0,
        language: 0,
        gender: 0,
        newFace: -12,
        overTarget: 0,
      },
      reasons: [
        { code: 'FREE', from: at('13:00'), to: at('17:00') },
        { code: 'NEAR', km: 7.8, minutes: 16, mode: 'DRIVE' },
        { code: 'CHECK_UNTIL', level: 'ENHANCED', until: '2027-01-10' },
      ],
      cautions: [
        { code: 'NEW_FACE', facesKnown: 1 },
        { code: 'NOT_DONE_THIS_KIND_BEFORE', kind: 'RESPITE_SITTING' },
        { code: 'CHECK_ENDS_SOON', level: 'ENHANCED', until: '2027-01-10' },
      ],
      startsAt: at('14:00'),
      left: {},
    },
    {
      volunteerId: 'huw',
      rank: 3,
      fit: 'POSSIBLE',
      score: -4,
      points: {
        continuity: 0,
        nearness: 0,
        scarceSkillLeftFree: 8,
        preference: 0,
        language: 0,
        gender: 0,
        newFace: -12,
        overTarget: 0,
      },
      reasons: [
        { code: 'FREE', from: at('14:00'), to: at('16:00') },
        { code: 'NEAR', km: 18.2, minutes: 32, mode: 'DRIVE' },
        { code: 'DONE_THIS_KIND_BEFORE', kind: 'RESPITE_SITTING' },
        { code: 'CHECK_UNTIL', level: 'ENHANCED', until: '2027-05-31' },
      ],
      cautions: [{ code: 'NEW_FACE', facesKnown: 1 }],
      startsAt: at('14:00'),
      left: {},
    },
  ])
  expect(ruledOut.items).toEqual([
    { volunteerId: 'sian', failures: [{ code: 'TOO_FAR', km: 52, limitKm: 20, mode: 'DRIVE' }] },
    {
      volunteerId: 'tom',
      failures: [
        { code: 'NOT_AVAILABLE', hours: [] },
        { code: 'CHECK_MISSING', needed: 'ENHANCED' },
      ],
    },
  ])
  expect(rest).toEqual({
    value: 100,
    byReason: { NOT_AVAILABLE: 1, CHECK_MISSING: 1, TOO_FAR: 1 },
    byMainReason: { NOT_AVAILABLE: 1, TOO_FAR: 1 },
    close: [{ volunteerId: 'sian', failure: { code: 'TOO_FAR', km: 52, limitKm: 20, mode: 'DRIVE' }, score: -4 }],
    placesShort: 0,
  })
})

describe('points, part by part', () => {
  test('one pair’s soft terms sum to at most 68: none outranks a visit', () => {
    const {
      visit: _,
      newFace: __,
      overTargetAnHour: ___,
      overTargetAnHourBeyond: ____,
      beyond: _____,
      ...soft
    } = POINTS
    expect(Object.values(soft).reduce((a, b) => a + b, 0)).toBe(68)
  })

  test('continuity grows with visits and never is the whole', () => {
    const after = (mair: number) => only({ facesKnown: 1 }, { visitsWith: { mair } }).points.continuity
    expect([0, 1, 2, 3, 100].map(after)).toEqual([0, 15, 22.5, 26.25, 30])
  })

  test('a first volunteer is no new face; a second is', () => {
    expect(only({ facesKnown: 0 }, {}).points.newFace).toBe(0)
    expect(only({ facesKnown: 2 }, {}).points.newFace).toBe(-12)
    expect(only({ facesKnown: 2 }, { visitsWith: { mair: 1 } }).points.newFace).toBe(0)
  })

  test('language and gender preferred, and the kind they like', () => {
    const { points } = only(
      { prefers: { language: 'cy', gender: 'FEMALE' } },
      { languages: ['cy'], gender: 'FEMALE', preferredKinds: ['RESPITE_SITTING'] },
    )
    expect([points.language, points.gender, points.preference]).toEqual([6, 6, 6])
    const needed = only(
      { needs: { skills: [], trainings: [], language: 'cy', gender: 'FEMALE' } },
      { languages: ['cy'], gender: 'FEMALE' },
    )
    expect([needed.points.language, needed.points.gender]).toEqual([0, 0])
    expect(needed.reasons).toContainEqual({ code: 'SPEAKS', language: 'cy' })
    expect(needed.reasons).toContainEqual({ code: 'GENDER_AS_ASKED', gender: 'FEMALE' })
  })

  test('over their own target: 4 an hour, and 10 beyond 1.4 times it; only what this visit adds', () => {
    expect(overTargetPoints(300, 300)).toBeCloseTo(0)
    expect(overTargetPoints(360, 300)).toBeCloseTo(-4)
    expect(overTargetPoints(480, 300)).toBeCloseTo(-8 - 10)
    expect(overTargetPoints(60, 0)).toBeCloseTo(-10)
    const added = only({}, { targetMinutesAWeek: 300, weeks: { [MONDAY]: { minutes: 360, visits: 5 } } }).points
      .overTarget
    expect(added).toBeCloseTo(-4 - 10)
    expect(only({}, { weeks: { [MONDAY]: { minutes: 3600, visits: 5 } } }).points.overTarget).toBe(0)
  })

  test('a scarce skill is left free, unless it is what is needed', () => {
    const many = ['a', 'b', 'c', 'd'].map((id) => aVolunteer(id))
    const driver = aVolunteer('driver', { skills: ['DRIVING'] })
    expect(scarcityAmong([...many, driver]).get('DRIVING')).toEqual({ scarcity: 1, holders: 1 })
    const find = (ask: Ask) => page(ask, [...many, driver]).ranked.items.find((s) => s.volunteerId === 'driver')
    expect(find(anAsk())?.points.scarceSkillLeftFree).toBe(0)
    expect(find(anAsk())?.cautions).toContainEqual({ code: 'SCARCE_SKILL', skill: 'DRIVING', holders: 1 })
    const common = [...many.map((one, i) => ({ ...one, skills: i % 3 === 0 ? ['DRIVING'] : [] })), driver]
    const said = suggest(anAsk(), common, { first: 100 }).ranked.items.flatMap(({ cautions }) => cautions)
    expect(said.map(({ code }) => code)).not.toContain('SCARCE_SKILL')
    const lift = anAsk({ needs: { skills: ['DRIVING'], trainings: [] } })
    expect(find(lift)?.points.scarceSkillLeftFree).toBe(8)
    const everybody = many.map((v) => ({ ...v, skills: ['LISTENING'] }))
    expect(scarcityAmong(everybody).get('LISTENING')).toEqual({ scarcity: 0, holders: 4 })
  })

  test('urgency multiplies what the visit is worth, and moves no rank', () => {
    const value = (priority: Ask['priority']) => page(anAsk({ priority }), []).value
    expect([value('ROUTINE'), value('SOON'), value('URGENT')]).toEqual([100, 150, 200])
  })
})

describe('order', () => {
  test('a familiar face outweighs the way', () => {
    expect(
      order(
        anAsk(),
        aVolunteer('near', { home: north(0) }),
        aVolunteer('known', { home: north(9), visitsWith: { mair: 1 } }),
      ),
    ).toEqual(['known', 'near'])
  })

  test('ties fall to whoever was asked least recently, never before always; then to the lower id', () => {
    expect(
      order(
        anAsk(),
        aVolunteer('d', { lastAskedAt: at('09:00') }),
        aVolunteer('c', { lastAskedAt: at('08:00') }),
        aVolunteer('b'),
        aVolunteer('a', { lastAskedAt: at('09:00') }),
      ),
    ).toEqual(['b', 'c', 'a', 'd'])
  })

  test('the best are those the order says little about', () => {
    const fits = page(
      anAsk(),
      [0, 2, 4, 8, 12].map((km, i) => aVolunteer(`v${i}`, { home: north(km), skills: [] })),
    ).ranked.items
    expect(fits.map((s) => s.fit)).toEqual(['BEST', 'BEST', 'GOOD', 'GOOD', 'POSSIBLE'])
  })
})

describe('pages', () => {
  const volunteers = Array.from({ length: 7 }, (_, i) => aVolunteer(`v${i}`, { home: north(i) }))

  test('one after another they are the whole, ranks counted over all', () => {
    const seen: [string, number][] = []
    let after: string | undefined
    do {
      const { ranked } = suggest(anAsk(), volunteers, { first: 3, ...(after !== undefined && { after }) })
      seen.push(...ranked.items.map((s): [string, number] => [s.volunteerId, s.rank]))
      after = ranked.hasNext ? ranked.end : undefined
    } while (after !== undefined)
    expect(seen).toEqual(volunteers.map((v, i) => [v.id, i + 1]))
  })

  test('the next page goes on rightly though the last one seen is gone', () => {
    const first = suggest(anAsk(), volunteers, { first: 3 }).ranked
    const left = volunteers.filter((v) => v.id !== 'v2')
    const next = suggest(anAsk(), left, { first: 2, after: first.end ?? '' }).ranked
    expect(next.items.map((s) => s.volunteerId)).toEqual(['v3', 'v4'])
  })

  test('those ruled out come in pages of their own, the fewest reasons first', () => {
    const out = volunteers.map((v, i) => ({ ...v, availability: [], ...(i % 2 && { checks: [] }) }))
    const one = suggest(anAsk(), out, { first: 5, ruledOut: { first: 5 } })
    expect(one.ranked).toEqual({ items: [], hasNext: false, total: 0 })
    expect(one.ruledOut.items.map((r) => r.volunteerId)).toEqual(['v0', 'v2', 'v4', 'v6', 'v1'])
    const two = suggest(anAsk(), out, { first: 5, ruledOut: { first: 5, after: one.ruledOut.end ?? '' } })
    expect(two.ruledOut.items.map((r) => r.volunteerId)).toEqual(['v3', 'v5'])
    expect(two.ruledOut).toMatchObject({ hasNext: false, total: 7 })
    expect(two.placesShort).toBe(1)
  })

  test.each(['', 'v1', '1~2', 'x~~v1', '1e9~~v1', '~~~'])('%j is no cursor', (after) => {
    expect(() => suggest(anAsk(), volunteers, { first: 1, after })).toThrow('after')
  })

  test('other nonsense', () => {
    expect(() => suggest(anAsk(), volunteers, { first: -1 })).toThrow('first')
    expect(() => suggest(anAsk(), [aVolunteer('a'), aVolunteer('a')], { first: 1 })).toThrow('given twice')
    expect(suggest(anAsk(), [], { first: 0 }).ranked).toEqual({ items: [], hasNext: false, total: 0 })
  })
})

test('close: exactly one thing stands in the way, and it is one that can be asked about', () => {
  const close = page(anAsk(), [
    aVolunteer('check', { checks: [] }),
    aVolunteer('known', { availability: [], visitsWith: { mair: 3 } }),
    aVolunteer('two', { checks: [], availability: [] }),
    aVolunteer('no', { saidNoTo: ['task-mair'] }),
    aVolunteer('blocked', { blocked: [{ personId: 'mair', by: 'PERSON' }] }),
    aVolunteer('paused', { status: 'PAUSED' }),
  ]).close
  expect(close.map((c) => [c.volunteerId, c.failure.code])).toEqual([
    ['known', 'NOT_AVAILABLE'],
    ['check', 'CHECK_MISSING'],
  ])
})

test('two-person tasks: how many places stay empty whoever says yes', () => {
  const two = (heldBy: string[], ...volunteers: Candidate[]) =>
    page(anAsk({ volunteersNeeded: 2, heldBy }), volunteers).placesShort
  expect(two([], aVolunteer('a'))).toBe(1)
  expect(two(['a'], aVolunteer('a'), aVolunteer('b'))).toBe(0)
  expect(two([], aVolunteer('a', { checks: [] }))).toBe(2)
})
