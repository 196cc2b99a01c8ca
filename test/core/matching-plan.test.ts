import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRng } from '../../api/kernel/index.ts'
import {
  evaluateArcs,
  FileRefused,
  problemOfArcs,
  readArcs,
  type ArcsFile,
} from '../../api/matching/core/arcs/index.ts'
import {
  assignmentsOf,
  boundOf,
  firstPlan,
  lagrangianBound,
  searchPlan,
  unfilledOf,
  valueOfArcs,
} from '../../api/matching/core/plan/index.ts'
import { evaluateWeek, problemOfWeek, readWeek } from '../../api/matching/core/week/index.ts'
import { gapInstance } from '../bench/matching-gap.ts'
import { generatedWeek } from '../bench/matching-weeks.ts'
import { bestOfAll } from './matching-exhaustive.ts'

fc.configureGlobal({ seed: 20261123 })

/** Small files with everything in them: travel, teams, limits, targets, persons, untimed and required tasks. */
const files = fc
  .record({
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    volunteers: fc.integer({ min: 1, max: 4 }),
    tasks: fc.integer({ min: 1, max: 5 }),
    required: fc.boolean(),
    untimed: fc.constantFrom(0, 0.3, 1),
    teams: fc.boolean(),
  })
  .map(({ seed, volunteers, tasks, required, untimed, teams }): ArcsFile => {
    const rng = seededRng(seed)
    const maybe = <T>(value: T) => (rng.next() < 0.5 ? value : undefined)
    const arcs: ArcsFile['arcs'][number][] = []
    for (let t = 0; t < tasks; t++)
      for (let v = 0; v < volunteers; v++) {
        if (rng.next() < 0.25) continue
        const minutes = 30 * (1 + rng.int(3))
        const starts = rng.next() < untimed ? [null] : rng.next() < 0.5 ? [60 * rng.int(4)] : [30 * rng.int(4), 240]
        for (const start of starts)
          arcs.push({ volunteer: `v${v}`, task: `t${t}`, start, minutes, points: rng.int(60) - 20, at: rng.int(2) })
      }
    return {
      format: 'alongside-arcs/1',
      volunteers: Array.from({ length: volunteers }, (_, v) => ({
        id: `v${v}`,
        maxMinutes: maybe(60 + 30 * rng.int(4)),
        maxVisits: maybe(1 + rng.int(3)),
        targetMinutes: maybe(30 * rng.int(3)),
      })),
      tasks: Array.from({ length: tasks }, (_, t) => ({
        id: `t${t}`,
        value: rng.int(100) - 5,
        places: teams && rng.next() < 0.3 ? 2 : 1,
        person: maybe(`p${rng.int(2)}`),
        required: required && rng.next() < 0.4,
      })),
      arcs,
      travelMinutes: [
        [rng.int(2) * 10, 20],
        [30, 0],
      ],
      facePenalty: 12,
      overTarget: { pointsPerHour: 4, beyond: 1.4, pointsPerHourBeyond: 10 },
    }
  })

function planned(file: ArcsFile, seed = 1, iterations = 4000) {
  const p = problemOfArcs(readArcs(file))
  const { arcs } = searchPlan(p, { seed, iterations })
  return { p, arcs, plan: assignmentsOf(p, arcs) }
}

describe('a plan of a file', () => {
  test('breaks no rule, is worth what it says, and is the best there is where the file is small', () => {
    fc.assert(
      fc.property(files, (file) => {
        const { p, arcs, plan } = planned(file)
        const found = evaluateArcs(file, plan)
        expect(found.violations).toEqual([])
        expect(valueOfArcs(p, arcs)).toBeCloseTo(found.value, 6)
        const best = bestOfAll(file)
        expect({ required: found.requiredCovered, value: found.value }).toEqual({
          required: best.required,
          value: expect.closeTo(best.value, 6),
        })
      }),
      { numRuns: 200 },
    )
  })

  test('no bound is below the best plan of all, whatever plan it is asked for', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 40 }), (file, rounds) => {
        const p = problemOfArcs(file)
        const best = bestOfAll(file)
        let n = 0
        const options = { value: best.value - 10, requiredCovered: best.required, progress: () => n++ / rounds }
        const { bound } = lagrangianBound(p, { ...options, nodes: rounds })
        if (p.arcs > 0) expect(bound).toBeGreaterThanOrEqual(best.value - 1e-6)
      }),
      { numRuns: 300 },
    )
  })

  test('searched among wanted arcs first, is a plan as well, with its pins, and no worse than greedy', () => {
    fc.assert(
      fc.property(files, (file) => {
        const first = planned(file, 2, 2000)
        const pins = first.plan.slice(0, 1).filter((a) => file.tasks.some((t) => t.id === a.task && t.places !== 2))
        const pinned = { ...file, pins }
        const p = problemOfArcs(pinned)
        const { arcs } = searchPlan(p, { seed: 1, iterations: 4000, guidedFrom: 0 })
        const found = evaluateArcs(pinned, assignmentsOf(p, arcs))
        expect(found.violations).toEqual([])
        expect(valueOfArcs(p, arcs)).toBeCloseTo(found.value, 6)
        const greedy = evaluateArcs(pinned, assignmentsOf(p, firstPlan(p).arcs()))
        expect(found.requiredCovered).toBeGreaterThanOrEqual(greedy.requiredCovered)
        if (found.requiredCovered === greedy.requiredCovered)
          expect(found.value).toBeGreaterThanOrEqual(greedy.value - 1e-6)
      }),
      { numRuns: 60 },
    )
  })

  test('no bound is below a plan of the whole file with its pins, nor of the file with a volunteer removed', () => {
    fc.assert(
      fc.property(files, fc.nat(3), fc.integer({ min: 1, max: 30 }), (file, gone, rounds) => {
        const pins = planned(file, 2, 500).plan.slice(0, 2)
        const isWhole = pins.every((a) => file.tasks.some((t) => t.id === a.task && t.places !== 2))
        const pinned = { ...file, pins: isWhole ? pins : [] }
        const best = bestOfAll(pinned)
        let n = 0
        const progress = () => n++ / rounds
        const options = { value: best.value - 10, requiredCovered: best.required, progress, nodes: rounds * 3 }
        const p = problemOfArcs(pinned)
        if (p.arcs > 0) expect(lagrangianBound(p, options).bound).toBeGreaterThanOrEqual(best.value - 1e-6)

        const free = { ...file, tasks: file.tasks.map((t) => ({ ...t, required: false })) }
        const id = file.volunteers[gone % file.volunteers.length]?.id
        const fewer = {
          ...free,
          volunteers: free.volunteers.filter((v) => v.id !== id),
          arcs: free.arcs.filter((a) => a.volunteer !== id),
        }
        n = 0
        const whole = problemOfArcs(free)
        if (whole.arcs > 0)
          expect(lagrangianBound(whole, { ...options, requiredCovered: 0 }).bound).toBeGreaterThanOrEqual(
            bestOfAll(fewer).value - 1e-6,
          )
      }),
      { numRuns: 120 },
    )
  })

  test('does not depend on the order of the file', () => {
    fc.assert(
      fc.property(files, fc.integer(), (file, seed) => {
        const rng = seededRng(seed)
        const other = {
          ...file,
          volunteers: rng.shuffle(file.volunteers),
          tasks: rng.shuffle(file.tasks),
          arcs: rng.shuffle(file.arcs),
        }
        const one = planned(file, 3, 500)
        const two = planned(other, 3, 500)
        expect(two.plan).toEqual(one.plan)
        expect(unfilledOf(two.p, two.arcs)).toEqual(unfilledOf(one.p, one.arcs))
      }),
      { numRuns: 60 },
    )
  })

  test('holds its pins, a pin of one place of two included', () => {
    const file: ArcsFile = {
      format: 'alongside-arcs/1',
      volunteers: ['a', 'b', 'c'].map((id) => ({ id })),
      tasks: [
        { id: 'lift', value: 100, places: 2 },
        { id: 'sit', value: 100 },
      ],
      arcs: ['a', 'b', 'c'].flatMap((volunteer) => [
        { volunteer, task: 'lift', start: 60, minutes: 60, points: volunteer === 'a' ? -90 : 5 },
        { volunteer, task: 'sit', start: 90, minutes: 60, points: 0 },
      ]),
      pins: [{ volunteer: 'a', task: 'lift', start: 60 }],
    }
    const { plan } = planned(file)
    expect(evaluateArcs(file, plan)).toMatchObject({ violations: [], covered: 2, value: 115 })
    expect(plan).toContainEqual({ volunteer: 'a', task: 'lift', start: 60 })
  })

  test('keeps what was planned where that costs less than the bonus', () => {
    const arc = (volunteer: string, points: number) => ({ volunteer, task: 't', start: 0, minutes: 60, points })
    const file: ArcsFile = {
      format: 'alongside-arcs/1',
      volunteers: [{ id: 'a' }, { id: 'b' }],
      tasks: [{ id: 't', value: 100 }],
      arcs: [arc('a', 20), arc('b', 30)],
      previous: [
        { volunteer: 'a', task: 't', start: 0 },
        { volunteer: 'gone', task: 't', start: 5 },
      ],
      keepBonus: 25,
    }
    expect(planned(file).plan).toEqual([{ volunteer: 'a', task: 't', start: 0 }])
    expect(evaluateArcs(file, planned(file).plan)).toMatchObject({ value: 120, kept: 1 })
    expect(planned({ ...file, keepBonus: 5 }).plan).toEqual([{ volunteer: 'b', task: 't', start: 0 }])
  })
})

describe('what cannot be planned is said', () => {
  const file = {
    format: 'alongside-arcs/1',
    volunteers: [{ id: 'v1', maxMinutes: 100 }],
    tasks: [
      { id: 't1', value: 100 },
      { id: 't2', value: 100 },
    ],
    arcs: [
      { volunteer: 'v1', task: 't1', start: 0, minutes: 60, points: 1 },
      { volunteer: 'v1', task: 't2', start: 30, minutes: 60, points: 1 },
    ],
  }
  const pin = (task: string, start: number) => ({ volunteer: 'v1', task, start })
  test.each([
    [{ ...file, volunteers: [...file.volunteers, { id: 'v1' }] }, 'volunteers[1].id'],
    [{ ...file, tasks: [...file.tasks, { id: 't1', value: 1 }] }, 'tasks[2].id'],
    [{ ...file, arcs: [{ ...file.arcs[0], task: 'nobody' }] }, 'arcs[0].task'],
    [{ ...file, arcs: [{ ...file.arcs[0], points: NaN }] }, 'arcs[0].points'],
    [{ ...file, arcs: [{ ...file.arcs[0], minutes: -5 }] }, 'arcs[0].minutes'],
    [{ ...file, arcs: [{ ...file.arcs[0], start: 1.5 }] }, 'arcs[0].start'],
    [{ ...file, arcs: [file.arcs[0], file.arcs[0]] }, 'arcs[1]'],
    [{ ...file, travelMinutes: [[0, 1]] }, 'travelMinutes[0]'],
    [{ ...file, travelMinutes: [[0]], arcs: [{ ...file.arcs[0], at: 1 }] }, 'arcs[0].at'],
    [{ ...file, pins: [pin('t1', 5)] }, 'pins[0]'],
    [{ ...file, pins: [pin('t1', 0), pin('t2', 30)] }, 'pins[1]'],
    [{ ...file, tasks: [{ ...file.tasks[0], places: 0 }, file.tasks[1]] }, 'tasks[0].places'],
    [[], ''],
    [null, ''],
  ])('%#: %s', (json, path) => {
    const attempt = () => problemOfArcs(readArcs(json))
    expect(attempt).toThrow(FileRefused)
    expect(attempt).toThrow(path)
  })

  test('a file with nothing in it has an empty plan', () => {
    const { plan, p, arcs } = planned({ format: 'alongside-arcs/1', volunteers: [], tasks: [], arcs: [] })
    expect(plan).toEqual([])
    expect(boundOf(p, { value: 0, arcs })).toBe(0)
  })

  test('a task nobody could do is listed, and so is what was full', () => {
    const { p, arcs } = planned(readArcs({ ...file, tasks: [...file.tasks, { id: 't3', value: 9, required: true }] }))
    expect(unfilledOf(p, arcs)).toEqual([
      { task: 't2', why: ['TIMES_TAKEN', 'HOURS_USED'] },
      { task: 't3', why: ['NO_ARC'] },
    ])
  })
})

describe('a week', () => {
  test.each(['urban', 'rural'] as const)('%s: the evaluator finds nothing broken and the same value', (setting) => {
    const week = readWeek(generatedWeek({ name: 'small', volunteers: 40, visits: 100, setting }, 7))
    const p = problemOfWeek(week)
    const { arcs } = searchPlan(p, { seed: 1, iterations: 30_000 })
    const found = evaluateWeek(week, assignmentsOf(p, arcs))
    expect(found.violations).toEqual([])
    expect(found.value).toBeCloseTo(valueOfArcs(p, arcs), 4)
    const greedy = valueOfArcs(p, firstPlan(p).arcs())
    expect(found.value).toBeGreaterThan(greedy)
    const bound = boundOf(p, { value: found.value, arcs, rounds: 30 })
    expect(bound).toBeGreaterThanOrEqual(found.value)
    // The bound stands for any plan of this file, and of the file with somebody gone.
    const fewer = problemOfWeek({ ...week, volunteers: week.volunteers.slice(3), known: [], declined: [] })
    expect(bound).toBeGreaterThan(valueOfArcs(fewer, searchPlan(fewer, { seed: 2, iterations: 5000 }).arcs))
  })

  test('the same seed gives the same plan, another seed another', () => {
    const p = problemOfWeek(generatedWeek({ name: 'small', volunteers: 30, visits: 80, setting: 'urban' }, 1))
    const plan = (seed: number) => assignmentsOf(p, searchPlan(p, { seed, iterations: 5000 }).arcs)
    expect(plan(5)).toEqual(plan(5))
    expect(plan(5)).not.toEqual(plan(6))
  })

  test('is refused with the path of what is wrong', () => {
    const week = generatedWeek({ name: 'small', volunteers: 3, visits: 3, setting: 'urban' }, 1)
    expect(() => readWeek({ ...week, monday: '2026-11-24' })).toThrow('monday: must be a Monday')
    const tasks = [{ ...week.tasks[0], windows: [{ weekday: 1, from: '10:00', to: '10:10' }] }]
    expect(() => readWeek({ ...week, tasks })).toThrow('tasks[0].windows[0]: must be at least')
  })
})

describe('an untimed file in which everything is required', () => {
  test.each(['C', 'D', 'E'] as const)('type %s: all covered, close to the bound', (type) => {
    const file = gapInstance(type, 5, 60, 3)
    const { p, arcs, plan } = planned(file, 1, 300_000)
    const found = evaluateArcs(file, plan)
    expect(found).toMatchObject({ violations: [], covered: 60 })
    const bound = boundOf(p, { value: found.value, arcs, rounds: 60 })
    expect((bound - found.value) / Math.abs(bound)).toBeLessThan(0.02)
  })
})
