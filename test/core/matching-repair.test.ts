import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateArcs, problemOfArcs, type ArcsFile } from '../../api/matching/core/arcs/index.ts'
import { assignmentsOf, searchPlan, unfilledOf } from '../../api/matching/core/plan/index.ts'
import { repairOptions, shortagesOf } from '../../api/matching/core/repair/index.ts'
import { evaluateWeek, problemOfWeek } from '../../api/matching/core/week/index.ts'
import { generatedWeek } from '../bench/matching-weeks.ts'

fc.configureGlobal({ seed: 20261123 })

const week = generatedWeek({ name: 'small', volunteers: 40, visits: 100, setting: 'urban' }, 7)
const problem = problemOfWeek(week)
const { arcs } = searchPlan(problem, { seed: 1, iterations: 30_000 })

describe('a volunteer is away', () => {
  test('refills by moving one where nobody is free, and says so', () => {
    const arc = (volunteer: string, task: string, start: number) => ({ volunteer, task, start, minutes: 60, points: 0 })
    const file: ArcsFile = {
      format: 'alongside-arcs/1',
      volunteers: ['ann', 'bob', 'cat'].map((id) => ({ id, maxVisits: 1 })),
      tasks: ['one', 'two'].map((id) => ({ id, value: 100 })),
      arcs: [arc('ann', 'one', 0), arc('bob', 'one', 0), { ...arc('bob', 'two', 0), points: 5 }, arc('cat', 'two', 0)],
    }
    const p = problemOfArcs(file)
    const plan = p.arcTask.reduce<number[]>((list, t, a) => {
      const who = p.volunteerIds[p.arcVolunteer[a] as number]
      return (t === 0 && who === 'ann') || (t === 1 && who === 'bob') ? [...list, a] : list
    }, [])
    const options = repairOptions(p, plan, { volunteer: 'ann', from: 30, to: 45 })
    expect(options.map((o) => ({ lost: o.lost, refilled: o.refilled, moved: o.moved, change: o.change }))).toEqual([
      { lost: ['one'], refilled: [], moved: [], change: -100 },
      {
        lost: ['one'],
        refilled: [{ task: 'one', volunteer: 'bob', start: 0 }],
        moved: [
          {
            task: 'two',
            from: [{ task: 'two', volunteer: 'bob', start: 0 }],
            to: [{ task: 'two', volunteer: 'cat', start: 0 }],
          },
        ],
        change: -5,
      },
    ])
    expect(evaluateArcs(file, assignmentsOf(p, options[1]?.arcs ?? []))).toMatchObject({ violations: [], covered: 2 })
    expect(repairOptions(p, plan, { volunteer: 'cat', from: 0, to: 600 })).toEqual([])
    expect(() => repairOptions(p, plan, { volunteer: 'dan', from: 0, to: 9 })).toThrow(RangeError)
  })

  test('no option breaks a rule, uses who is away, or loses a visit of somebody else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...problem.volunteerIds), fc.integer({ min: 0, max: 6 }), (volunteer, day) => {
        const away = { volunteer, from: day * 1440, to: (day + 2) * 1440 }
        let refilled = -1
        for (const option of repairOptions(problem, arcs, away)) {
          const plan = assignmentsOf(problem, option.arcs)
          expect(evaluateWeek(week, plan).violations).toEqual([])
          expect(
            plan.filter(
              (a) => a.volunteer === volunteer && a.start !== null && a.start >= away.from && a.start < away.to,
            ),
          ).toEqual([])
          const open = option.lost.length - new Set(option.refilled.map((a) => a.task)).size
          expect(unfilledOf(problem, option.arcs)).toHaveLength(unfilledOf(problem, arcs).length + open)
          expect(option.refilled.length).toBeGreaterThan(refilled)
          refilled = option.refilled.length
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the shortage report', () => {
  test('names every open visit once, with what is in the way and how many more people it takes', () => {
    const plan = { assignments: assignmentsOf(problem, arcs), unfilled: unfilledOf(problem, arcs) }
    const shortages = shortagesOf(week, plan)
    expect(shortages.flatMap((s) => s.open).sort()).toEqual(plan.unfilled.map((u) => u.task).sort())
    for (const s of shortages) {
      expect(s.reasons.length).toBeGreaterThan(0)
      expect(s.volunteersNeeded).toBeGreaterThan(0)
      expect(s.roomFor).toBeLessThanOrEqual(s.asked)
    }
  })

  test('tells people who are too few from people who are busy', () => {
    const base = generatedWeek({ name: 'two', volunteers: 1, visits: 1, setting: 'urban' }, 3)
    const sitting = (id: string, from: string, to: string) => ({
      id,
      kind: 'RESPITE_SITTING',
      person: id,
      minutes: 120,
      windows: [{ weekday: 4, from, to }],
    })
    const one = {
      ...base,
      known: [],
      declined: [],
      volunteers: [{ id: 'v', availability: [{ weekday: 4, from: '09:00', to: '17:00' }], maxVisits: 1 }],
      tasks: [sitting('a', '09:00', '11:00'), sitting('b', '12:00', '14:00'), sitting('c', '18:00', '20:00')],
    }
    const p = problemOfWeek(one)
    const found = searchPlan(p, { seed: 1, iterations: 500 }).arcs
    expect(shortagesOf(one, { assignments: assignmentsOf(p, found), unfilled: unfilledOf(p, found) })).toMatchObject([
      {
        kind: 'RESPITE_SITTING',
        weekday: 4,
        asked: 3,
        eligible: 1,
        roomFor: 1,
        volunteersNeeded: 2,
        reasons: [
          { code: 'OVER_VISITS', count: 2 },
          { code: 'NOT_AVAILABLE', count: 1 },
        ],
      },
    ])
  })
})
