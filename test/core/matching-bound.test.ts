import { expect, test } from 'vitest'
import { boundOf, searchPlan, valueOfArcs } from '../../api/matching/core/plan/index.ts'
import { problemOfWeek } from '../../api/matching/core/week/index.ts'
import { improveByHighs } from '../../api/matching/solver/improve.ts'
import { wholeModel } from '../bench/matching-peers.ts'
import { generatedWeek } from '../bench/matching-weeks.ts'

// HiGHS shares nothing with the bound but the problem: a column an arc, rows for all that a plan must hold.
test.each([1, 2])('week %i: no plan of HiGHS is above the bound, and the bound is close', async (seed) => {
  const setting = seed % 2 === 0 ? 'rural' : 'urban'
  const p = problemOfWeek(generatedWeek({ name: 'small', volunteers: 14, visits: 36, setting }, seed))
  const { arcs } = searchPlan(p, { seed, iterations: 40_000 })
  const value = valueOfArcs(p, arcs)
  const bound = boundOf(p, { value, arcs, rounds: 300 })
  const whole = await wholeModel(p, 1.5, arcs)
  const weeks = valueOfArcs(p, await improveByHighs(p, arcs, { seconds: 1 }))
  if (whole.x) expect(bound).toBeGreaterThanOrEqual(whole.objective - 1e-4)
  expect(weeks).toBeGreaterThanOrEqual(value - 1e-6)
  expect(bound).toBeGreaterThanOrEqual(weeks - 1e-6)
  expect((bound - Math.max(value, weeks)) / bound).toBeLessThan(0.03)
})
