import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, atLocalMinute, instant } from '../../api/kernel/index.ts'
import {
  certify,
  propose,
  recheck,
  USUAL_SLIDERS,
  type OpenVisit,
  type ProposalInput,
} from '../../api/matching/core/proposal/index.ts'
import type { Candidate } from '../../api/matching/core/index.ts'

const monday = '2026-03-23' // the clocks go forward on its Sunday

interface Person {
  readonly days: readonly number[]
  readonly from: number
  readonly hours: number
  readonly most: number
  readonly east: number
  readonly isChecked: boolean
  readonly busy: boolean
}
interface Wish {
  readonly day: number
  readonly from: number
  readonly minutes: number
  readonly slack: number
  readonly places: number
  readonly person: number
  readonly east: number
}

function inputOf(people: readonly Person[], wishes: readonly Wish[]): ProposalInput {
  const place = (east: number) => ({ lat: 51, lon: -0.7 + east / 100 })
  const volunteers = people.map((p, i): Candidate => {
    const from = instant(atLocalMinute(monday, 0) + 600)
    return {
      id: `v${i}`,
      organisationId: 'o',
      status: 'ACTIVE',
      skills: [],
      trainings: [],
      checks: p.isChecked
        ? [{ level: 'ENHANCED', issuedOn: '2025-01-01', until: '2027-01-01', decision: 'ACCEPTED', revoked: false }]
        : [],
      availability: p.days.map((day) => ({
        weekday: ((day % 7) + 1) as 1,
        from: p.from * 60,
        to: Math.min(1440, (p.from + p.hours) * 60),
      })),
      absences: [],
      travel: [{ mode: 'DRIVE', maxKm: 15 }],
      home: place(p.east),
      maxVisitsAWeek: p.most,
      targetMinutesAWeek: 120,
      weeks: p.busy ? { [monday]: { minutes: 60, visits: 1 } } : {},
      bookings: p.busy
        ? [{ visitId: `held${i}`, from, to: instant(from + 60), place: place(p.east), byPhone: false }]
        : [],
      languages: ['en'],
      avoids: { pets: false, smoking: false, stairs: false },
      preferredKinds: [],
      kindsDone: [],
      visitsWith: i % 2 ? { p0: 2 } : {},
      blocked: i === 0 ? [{ personId: 'p1', by: 'PERSON' }] : [],
      saidNoTo: [],
    }
  })
  const visits = wishes.map((w, i): OpenVisit => {
    const on = addDays(monday, w.day)
    const from = atLocalMinute(on, w.from * 60)
    const to = instant(from + w.minutes + w.slack * 30)
    return {
      id: `t${i}`,
      places: w.places,
      asks: [
        {
          taskId: `t${i}`,
          visitId: `t${i}`,
          kind: 'SHOPPING',
          personId: `p${w.person}`,
          organisationId: 'o',
          on,
          when: w.slack > 0 ? { kind: 'WITHIN', from, to } : { kind: 'AT', from, to },
          minutes: w.minutes,
          place: place(w.east),
          byPhone: false,
          priority: 'ROUTINE',
          volunteersNeeded: w.places,
          heldBy: [],
          facesKnown: w.person === 0 ? 1 : 0,
          needs: { skills: [], trainings: [], check: { needed: 'BASIC', accepted: ['BASIC', 'ENHANCED'] } },
          prefers: {},
          has: { pets: false, smoking: false, stairs: false },
          consents: { shareWithVolunteer: true, shareWithGroup: false },
        },
      ],
    }
  })
  return { monday, visits, held: [], volunteers, previous: [] }
}

/** Few moves and few rounds: what must hold holds for poor plans and loose bounds, too. */
function quick(seed: number) {
  let round = 0
  return { seed, iterations: 1000, boundProgress: () => round++ / 10 }
}

const person = fc.record({
  days: fc.uniqueArray(fc.nat(6), { minLength: 3 }),
  from: fc.integer({ min: 7, max: 12 }),
  hours: fc.integer({ min: 2, max: 12 }),
  most: fc.integer({ min: 1, max: 4 }),
  east: fc.nat(25),
  isChecked: fc.constantFrom(true, true, true, false),
  busy: fc.boolean(),
})
const wish = fc.record({
  day: fc.nat(6),
  from: fc.integer({ min: 8, max: 18 }),
  minutes: fc.constantFrom(30, 60, 90),
  slack: fc.nat(4),
  places: fc.constantFrom(1, 1, 1, 2),
  person: fc.nat(3),
  east: fc.nat(25),
})
const sliders = fc.record({ continuity: fc.nat(4), travel: fc.nat(4), fairness: fc.nat(4), keepPlan: fc.nat(4) })

test('no proposal breaks a rule, the bound holds, it stands when it is held against the week again, and order changes nothing', async () => {
  let pairs = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 3, maxLength: 8 }),
      fc.array(wish, { minLength: 5, maxLength: 12 }),
      sliders,
      async (people, wishes, lean) => {
        const input = inputOf(people, wishes)
        const found = await propose(input, lean, quick(1))
        const checked = certify(input, found.proposed, lean)
        pairs += found.proposed.length
        expect(checked.violations).toEqual([])
        expect(checked.value).toBeCloseTo(found.value, 2)
        expect(found.bound ?? found.value).toBeGreaterThanOrEqual(found.value - 0.01)
        expect(found.after.unfilled).toBe(found.unfilled.length)
        expect(recheck(input, found.proposed).changed).toEqual([])
        const turned = { ...input, visits: input.visits.toReversed(), volunteers: input.volunteers.toReversed() }
        const again = await propose(turned, lean, quick(1))
        expect(again.proposed).toEqual(found.proposed)
        // Kept, where nothing speaks against it.
        const warm = await propose({ ...input, previous: found.proposed }, { ...lean, keepPlan: 4 }, quick(9))
        expect(warm.value).toBeGreaterThanOrEqual(found.value - 40)
      },
    ),
    { numRuns: 100, seed: 5 },
  )
  // Not vacuous: there were weeks with somebody in them.
  expect(pairs).toBeGreaterThan(200)
})

test('a whole week of nothing is an empty plan', async () => {
  const nothing = await propose(inputOf([], []), USUAL_SLIDERS, { seed: 1 })
  expect(nothing).toMatchObject({ proposed: [], unfilled: [], value: 0, after: { unfilled: 0, continuity: null } })
})
