import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMinutes,
  atLocal,
  instant,
  kmBetween,
  localOf,
  seededRng,
  startOfIsoWeek,
  weekdayOf,
  type Weekday,
} from '../../api/kernel/index.ts'
import {
  CHECK_LEVELS,
  judge,
  levelsThatSatisfy,
  suggest,
  USUAL_MODES,
  type Ask,
  type Candidate,
} from '../../api/matching/core/index.ts'
import { anAsk, aVolunteer, LLANDEILO, north } from './matching-builders.ts'

fc.configureGlobal({ seed: 20261123 })

// Days in both halves of the year and the three on which the clocks change; hours by day, in quarters.
const days = fc.constantFrom('2026-11-26', '2026-06-02', '2026-03-29', '2026-10-25', '2027-03-28')
const hour = (low: number, high: number) => fc.integer({ min: low * 4, max: high * 4 }).map((quarters) => quarters * 15)
const some = <T>(...values: T[]) => fc.subarray(values)
const near = fc.oneof(fc.constant(undefined), fc.constant(LLANDEILO), fc.integer({ min: 0, max: 18 }).map(north))
const whether = fc.boolean()
const language = fc.constantFrom(undefined, 'cy', 'en')
const gender = fc.constantFrom(undefined, 'FEMALE' as const, 'MALE' as const)
const rarely = <T>(value: T, otherwise: T) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: fc.constant(value) })

const mostlyNone = <T>(list: fc.Arbitrary<T[]>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: list })

const asks = fc
  .record({
    on: days,
    start: hour(7, 18),
    quarters: fc.integer({ min: 1, max: 10 }),
    slack: fc.constantFrom(0, 0, 30, 180),
    anyTime: rarely(true, false),
    place: near,
    byPhone: rarely(true, false),
    skills: mostlyNone(some('DEMENTIA', 'DRIVING')),
    trainings: mostlyNone(some('INDUCTION', 'MOVING')),
    level: fc.oneof(
      { weight: 2, arbitrary: fc.constant('NONE' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...CHECK_LEVELS) },
    ),
    needsLanguage: rarely<string | undefined>('cy', undefined),
    needsGender: rarely<'FEMALE' | undefined>('FEMALE', undefined),
    prefers: fc.record({ language, gender }),
    has: fc.record({ pets: whether, smoking: rarely(true, false), stairs: rarely(true, false) }),
    consents: fc.record({ shareWithVolunteer: rarely(false, true), shareWithGroup: whether }),
    facesKnown: fc.nat(2),
    heldBy: rarely<string[]>(['v0'], []),
  })
  .map(
    ({ on, start, quarters, slack, anyTime, skills, trainings, level, needsLanguage, needsGender, ...rest }): Ask => {
      const minutes = quarters * 15
      const from = addMinutes(atLocal(on, '07:00'), start - 420)
      return {
        ...anAsk(),
        ...rest,
        on,
        minutes,
        when: anyTime
          ? { kind: 'ANY_TIME' }
          : { kind: slack > 0 ? 'WITHIN' : 'AT', from, to: addMinutes(from, minutes + slack) },
        needs: {
          skills,
          trainings,
          check: { needed: level, accepted: levelsThatSatisfy(level) },
          ...(needsLanguage !== undefined && { language: needsLanguage }),
          ...(needsGender !== undefined && { gender: needsGender }),
        },
      }
    },
  )

const volunteerOn = (on: string) => {
  const weekday = weekdayOf(on)
  const aDay = (min: number, max: number) => fc.integer({ min, max }).map((n) => addDays(on, n))
  const window = fc
    .tuple(rarely<Weekday>(((weekday % 7) + 1) as Weekday, weekday), hour(6, 11), hour(13, 22))
    .map(([day, from, to]) => ({ weekday: day, from, to: to > from ? to : from + 15 }))
  const booking = fc
    .record({ start: hour(6, 20), quarters: fc.integer({ min: 1, max: 6 }), place: near, byPhone: rarely(true, false) })
    .map(({ start, quarters, ...rest }) => {
      const from = addMinutes(atLocal(on, '06:00'), start - 360)
      return { ...rest, from, to: addMinutes(from, quarters * 15) }
    })
  return fc.record({
    organisationId: rarely('chapel', 'network'),
    status: rarely<Candidate['status']>('PAUSED', 'ACTIVE'),
    skills: fc.oneof(fc.constant(['DEMENTIA', 'DRIVING']), some('DEMENTIA', 'DRIVING', 'DIY')),
    trainings: fc.array(
      fc.record({
        course: fc.constantFrom('INDUCTION', 'MOVING'),
        completedOn: aDay(-400, 1),
        until: fc.oneof(fc.constant(undefined), aDay(-1, 30)),
        revoked: rarely(true, false),
      }),
      { maxLength: 4 },
    ),
    checks: fc.array(
      fc.record({
        level: fc.constantFrom('ENHANCED_BOTH', 'ENHANCED', 'ENHANCED_ADULT_BARRED', 'BASIC', 'REFERENCES'),
        issuedOn: aDay(-400, 1),
        until: aDay(-1, 90),
        decision: rarely<'ACCEPTED' | 'WAITING' | 'REFUSED'>('WAITING', 'ACCEPTED'),
        revoked: rarely(true, false),
      }),
      { maxLength: 3 },
    ),
    availability: fc.array(window, { minLength: 1, maxLength: 3 }),
    absences: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      {
        weight: 1,
        arbitrary: fc.array(
          aDay(-3, 1).map((firstOn) => ({ firstOn, lastOn: addDays(firstOn, 2) })),
          { maxLength: 2 },
        ),
      },
    ),
    travel: some(
      { mode: 'WALK' as const, maxKm: 3 },
      { mode: 'BUS' as const, maxKm: 12 },
      { mode: 'DRIVE' as const, maxKm: 25 },
    ),
    home: near,
    maxMinutesAWeek: fc.constantFrom(undefined, undefined, 240, 360),
    maxVisitsAWeek: fc.constantFrom(undefined, undefined, undefined, 2, 4),
    targetMinutesAWeek: fc.constantFrom(undefined, 60, 180),
    weeks: fc.record({ minutes: hour(0, 4), visits: fc.nat(3) }).map((week) => ({ [startOfIsoWeek(on)]: week })),
    bookings: fc.array(booking, { maxLength: 2 }).map((list) => list.map((b, i) => ({ ...b, visitId: `b${i}` }))),
    languages: some('en', 'cy'),
    gender,
    avoids: fc.record({ pets: rarely(true, false), smoking: whether, stairs: whether }),
    preferredKinds: some('RESPITE_SITTING', 'SHOPPING'),
    kindsDone: some('RESPITE_SITTING'),
    visitsWith: fc.constantFrom<Record<string, number>>({}, {}, { mair: 1 }, { mair: 5 }),
    blocked: rarely<Candidate['blocked']>([{ personId: 'mair', by: 'PERSON' }], []),
    saidNoTo: rarely<string[]>(['task-mair'], []),
    lastAskedAt: fc.constantFrom(undefined, instant(29_000_000), instant(29_100_000)),
  })
}
const scenes = asks.chain((ask) =>
  fc.record({
    ask: fc.constant(ask),
    volunteers: fc
      .array(volunteerOn(ask.on), { minLength: 1, maxLength: 8 })
      .map((list) => list.map((v, i): Candidate => ({ ...v, id: `v${i}` }))),
  }),
)
const whole = (ask: Ask, volunteers: readonly Candidate[]) =>
  suggest(ask, volunteers, { first: 200, ruledOut: { first: 200 } })

/** The rules again, the slow way: minute by minute by the wall clock, sharing nothing with the room but its records. */
function may(ask: Ask, v: Candidate): boolean {
  const validOn = (t: { until?: string | undefined }) => t.until === undefined || t.until >= ask.on
  const minutes = ask.when.kind === 'AT' ? ask.when.to - ask.when.from : ask.minutes
  const week = v.weeks[startOfIsoWeek(ask.on)] ?? { minutes: 0, visits: 0 }
  const way = (a: Candidate['home'], b: Candidate['home']) =>
    a && b
      ? (v.travel.length > 0 ? v.travel : [{ mode: 'BUS' as const, maxKm: Infinity }]).map(({ mode, maxKm }) => {
          const km = Math.round(kmBetween(a, b) * USUAL_MODES[mode].roadFactor * 10) / 10
          const takes =
            kmBetween(a, b) < 0.05 ? 0 : Math.ceil(USUAL_MODES[mode].extraMinutes + (km / USUAL_MODES[mode].kmh) * 60)
          return { km, maxKm, takes }
        })
      : undefined
  const travelTo = (b: Candidate['bookings'][number]) => {
    if (ask.byPhone || b.byPhone) return 0
    const ways = way(b.place, ask.place)
    if (!ways) return 0
    const within = ways.filter((w) => w.km <= w.maxKm)
    if (within.length > 0) return Math.min(...within.map((w) => w.takes))
    const least = Math.min(...ways.map((w) => w.km - w.maxKm))
    return Math.min(...ways.filter((w) => w.km - w.maxKm === least).map((w) => w.takes))
  }
  const there = (date: string) => !v.absences.some((a) => a.firstOn <= date && date <= a.lastOn)
  const hasTime = () => {
    if (ask.when.kind === 'ANY_TIME')
      return [0, 1, 2, 3, 4, 5, 6].some((n) => there(addDays(startOfIsoWeek(ask.on), n)))
    const free: boolean[] = []
    for (let m: number = ask.when.from; m < ask.when.to; m++) {
      const local = localOf(instant(m))
      free.push(
        there(local.date) &&
          v.availability.some((w) => w.weekday === local.weekday && w.from <= local.minutes && local.minutes < w.to),
      )
    }
    for (let start: number = ask.when.from; start + minutes <= ask.when.to; start++) {
      const end = start + minutes
      const offset = start - ask.when.from
      if (!free.slice(offset, offset + minutes).every(Boolean)) continue
      if (v.bookings.every((b) => start - b.to >= travelTo(b) || b.from - end >= travelTo(b))) return true
    }
    return false
  }
  const home = way(v.home, ask.place)
  return (
    v.status === 'ACTIVE' &&
    !ask.heldBy.includes(v.id) &&
    v.blocked.every((b) => b.personId !== ask.personId) &&
    !v.saidNoTo.includes(ask.taskId) &&
    ask.consents.shareWithVolunteer &&
    (ask.organisationId === v.organisationId || ask.consents.shareWithGroup) &&
    (ask.needs.gender === undefined || ask.needs.gender === v.gender) &&
    (ask.needs.language === undefined || v.languages.includes(ask.needs.language)) &&
    (ask.byPhone ||
      !(
        (ask.has.pets && v.avoids.pets) ||
        (ask.has.smoking && v.avoids.smoking) ||
        (ask.has.stairs && v.avoids.stairs)
      )) &&
    ask.needs.skills.every((s) => v.skills.includes(s)) &&
    ask.needs.trainings.every((c) =>
      v.trainings.some((t) => t.course === c && !t.revoked && t.completedOn <= ask.on && validOn(t)),
    ) &&
    (!ask.needs.check ||
      ask.needs.check.needed === 'NONE' ||
      v.checks.some(
        (c) =>
          !c.revoked &&
          c.decision === 'ACCEPTED' &&
          c.issuedOn <= ask.on &&
          validOn(c) &&
          ask.needs.check?.accepted.includes(c.level),
      )) &&
    (ask.byPhone || !home || home.some((w) => w.km <= w.maxKm)) &&
    (v.maxMinutesAWeek === undefined || week.minutes + minutes <= v.maxMinutesAWeek) &&
    (v.maxVisitsAWeek === undefined || week.visits < v.maxVisitsAWeek) &&
    hasTime()
  )
}

describe('over generated networks', () => {
  test('those ranked are exactly those whom no rule bars, by rules written twice', () => {
    let ranked = 0
    let timed = 0
    fc.assert(
      fc.property(scenes, ({ ask, volunteers }) => {
        const result = whole(ask, volunteers)
        const ids = result.ranked.items.map((s) => s.volunteerId)
        expect(ids.toSorted()).toEqual(volunteers.filter((v) => may(ask, v)).map((v) => v.id))
        expect(ids.length + result.ruledOut.items.length).toBe(volunteers.length)
        ranked += ids.length
        if (ask.when.kind !== 'ANY_TIME') timed += ids.length
      }),
      { numRuns: 600 },
    )
    // The generator is no use where nobody ever passes.
    expect(ranked).toBeGreaterThan(100)
    expect(timed).toBeGreaterThan(50)
  })

  test('the time rules alone, where nothing else bars', () => {
    let free = 0
    let not = 0
    const easy = scenes.map(({ ask, volunteers }) => ({
      ask: {
        ...anAsk(),
        on: ask.on,
        when: ask.when,
        minutes: ask.minutes,
        place: ask.place,
        byPhone: ask.byPhone,
        needs: { skills: [], trainings: [] },
      },
      volunteers: volunteers.map((v) => ({
        ...aVolunteer(v.id),
        home: undefined,
        travel: v.travel,
        availability: v.availability,
        absences: v.absences,
        bookings: v.bookings,
      })),
    }))
    fc.assert(
      fc.property(easy, ({ ask, volunteers }) => {
        for (const v of volunteers) {
          const { failures, start, free: stretch } = judge(ask, v)
          expect(failures.length === 0).toBe(may(ask, v))
          if (failures.length > 0) not++
          else free++
          if (start === undefined || ask.when.kind === 'ANY_TIME') continue
          // The start that is shown is itself possible, and no earlier one is.
          const minutes = ask.when.kind === 'AT' ? ask.when.to - ask.when.from : ask.minutes
          const exactly = { ...ask, when: { kind: 'AT' as const, from: start, to: addMinutes(start, minutes) } }
          expect(may(exactly, v)).toBe(true)
          expect(stretch && stretch.from <= start && start + minutes <= stretch.to).toBe(true)
          if (start > ask.when.from) {
            const earlier = {
              ...ask,
              minutes,
              when: { kind: 'WITHIN' as const, from: ask.when.from, to: addMinutes(start, minutes - 1) },
            }
            expect(may(earlier, v)).toBe(false)
          }
        }
      }),
      { numRuns: 300 },
    )
    expect(free).toBeGreaterThan(200)
    expect(not).toBeGreaterThan(200)
  })

  test('a better score is never below a worse, nor called a worse fit; ties are those of the rule', () => {
    fc.assert(
      fc.property(scenes, ({ ask, volunteers }) => {
        const { items } = whole(ask, volunteers).ranked
        const askedAt = (id: string) => volunteers.find((v) => v.id === id)?.lastAskedAt ?? -Infinity
        const fits = ['BEST', 'GOOD', 'POSSIBLE']
        items.slice(1).forEach((lower, i) => {
          const upper = items[i]
          if (!upper) throw new Error('no such rank')
          expect(upper.score).toBeGreaterThanOrEqual(lower.score)
          expect(fits.indexOf(upper.fit)).toBeLessThanOrEqual(fits.indexOf(lower.fit))
          if (upper.score !== lower.score) return
          expect(askedAt(upper.volunteerId)).toBeLessThanOrEqual(askedAt(lower.volunteerId))
          if (askedAt(upper.volunteerId) === askedAt(lower.volunteerId))
            expect(upper.volunteerId < lower.volunteerId).toBe(true)
        })
      }),
    )
  })

  test('the order in which volunteers, and everything listed of them, are given changes nothing', () => {
    fc.assert(
      fc.property(scenes, fc.integer(), ({ ask, volunteers }, seed) => {
        const rng = seededRng(seed)
        const other = rng.shuffle(volunteers).map((v) => ({
          ...v,
          skills: rng.shuffle(v.skills),
          trainings: rng.shuffle(v.trainings),
          checks: rng.shuffle(v.checks),
          availability: rng.shuffle(v.availability),
          absences: rng.shuffle(v.absences),
          travel: rng.shuffle(v.travel),
          bookings: rng.shuffle(v.bookings),
          languages: rng.shuffle(v.languages),
        }))
        expect(whole(ask, other)).toEqual(whole(ask, volunteers))
      }),
    )
  })

  test('no pair’s soft terms reach what a visit is worth, and the parts add up to the score', () => {
    fc.assert(
      fc.property(scenes, ({ ask, volunteers }) => {
        for (const { points, score } of whole(ask, volunteers).ranked.items) {
          expect(score).toBeLessThanOrEqual(68)
          expect(Object.values(points).reduce((a: number, b: number) => a + b, 0)).toBeCloseTo(score, 6)
        }
      }),
    )
  })

  test('pages put together are the whole; counts agree with the list', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 1, max: 3 }), ({ ask, volunteers }, first) => {
        const all = whole(ask, volunteers)
        const ranked: unknown[] = []
        const out: unknown[] = []
        let [a, b]: [string?, string?] = []
        for (let i = 0; i < 10; i++) {
          const next = suggest(ask, volunteers, {
            first,
            ...(a !== undefined && { after: a }),
            ruledOut: { first, ...(b !== undefined && { after: b }) },
          })
          ranked.push(...next.ranked.items)
          out.push(...next.ruledOut.items)
          a = next.ranked.end ?? a
          b = next.ruledOut.end ?? b
        }
        expect(ranked).toEqual(all.ranked.items)
        expect(out).toEqual(all.ruledOut.items)
        const sum = Object.values(all.byMainReason).reduce((x, y) => x + y, 0)
        expect(sum).toBe(all.ruledOut.total)
        for (const [code, n] of Object.entries(all.byReason))
          expect(all.ruledOut.items.filter((r) => r.failures.some((f) => f.code === code))).toHaveLength(n)
      }),
    )
  })

  test('each thing that goes wrong is told beside whatever else is wrong', () => {
    const wrongs: [string, (ask: Ask, v: Candidate) => [Ask, Candidate]][] = [
      ['NOT_ACTIVE', (ask, v) => [ask, { ...v, status: 'LEFT' }]],
      ['BLOCKED', (ask, v) => [ask, { ...v, blocked: [{ personId: ask.personId, by: 'VOLUNTEER' }] }]],
      ['SAID_NO', (ask, v) => [ask, { ...v, saidNoTo: [ask.taskId] }]],
      [
        'CHECK_MISSING',
        (ask, v) => [
          { ...ask, needs: { ...ask.needs, check: { needed: 'BASIC', accepted: [] } } },
          { ...v, checks: [] },
        ],
      ],
      ['SKILL_MISSING', (ask, v) => [{ ...ask, needs: { ...ask.needs, skills: ['COOKING'] } }, v]],
      ['TRAINING_MISSING', (ask, v) => [{ ...ask, needs: { ...ask.needs, trainings: ['BEREAVEMENT'] } }, v]],
      ['OVER_VISITS', (ask, v) => [ask, { ...v, maxVisitsAWeek: 0 }]],
      ['OVER_HOURS', (ask, v) => [ask, { ...v, maxMinutesAWeek: 0 }]],
      ['LANGUAGE_NEEDED', (ask, v) => [{ ...ask, needs: { ...ask.needs, language: 'gd' } }, v]],
    ]
    fc.assert(
      fc.property(scenes, fc.subarray(wrongs), ({ ask, volunteers: [volunteer] }, chosen) => {
        if (!volunteer) return
        const [wrongAsk, wrongOne] = chosen.reduce<[Ask, Candidate]>(
          (pair, [, make]) => make(...pair),
          [ask, volunteer],
        )
        const codes = judge(wrongAsk, wrongOne).failures.map((f) => f.code)
        for (const [code] of chosen) expect(codes).toContain(code)
      }),
    )
  })
})
