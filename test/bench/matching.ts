import { seededRng } from '../../api/kernel/index.ts'
import { evaluateArcs, problemOfArcs } from '../../api/matching/core/arcs/index.ts'
import {
  assignmentsOf,
  boundOf,
  naiveGreedy,
  placePins,
  searchPlan,
  State,
  valueOfArcs,
  type Problem,
} from '../../api/matching/core/plan/index.ts'
import { repairOptions } from '../../api/matching/core/repair/index.ts'
import { evaluateWeek, problemOfWeek } from '../../api/matching/core/week/index.ts'
import type { WeekFile } from '../../api/matching/core/week/index.ts'
import { improveByHighs } from '../../api/matching/solver/improve.ts'
import type { Benchmark, Measured } from './main.ts'
import { percentile, type Figure } from './measure.ts'
import { gapInstance } from './matching-gap.ts'
import { lateAcceptance, wholeModel } from './matching-peers.ts'
import { generatedWeek, SIZES } from './matching-weeks.ts'

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
/** Progress of so many processor seconds from its first call. */
const clock = (seconds: number) => {
  let began: number | undefined
  return () => (cpuSeconds() - (began ??= cpuSeconds())) / seconds
}
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length
const percent = (gap: number) => Math.round(gap * 1e5) / 1e3

interface Run {
  /** Seeds of generated weeks; half urban, half rural. */
  readonly seeds: number
  /** Processor seconds for a bound that is to be compared with. */
  readonly boundSeconds: number
  readonly isQuick: boolean
}

/**
 * `npm run bench -- matching [--quick] [PART…]`: the targets of the matching engine, each on generated weeks (README.md of
 * this folder), by processor seconds. Parts: neighbourhood, thousand, borough, assignment, repair, stability. Quick: one
 * week of the small sizes and shorter bounds, in about a minute; its gaps are wider, since so are its bounds.
 */
export const matching: Benchmark = async (say, args = []) => {
  const isQuick = args.includes('--quick')
  const named = args.filter((a) => !a.startsWith('--'))
  const run: Run = { seeds: isQuick ? 1 : 10, boundSeconds: isQuick ? 8 : 60, isQuick }
  const parts: Record<string, () => Promise<Measured>> = {
    neighbourhood: () => neighbourhood(run, say),
    thousand: () => thousand(run, say),
    borough: () => borough(run, say),
    assignment: () => Promise.resolve(assignment(run, say)),
    repair: () => Promise.resolve(repair(run, say)),
    stability: () => Promise.resolve(stability(run, say)),
  }
  const unknown = named.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined) throw new Error(`matching has no part "${unknown}": ${Object.keys(parts).join(', ')}`)
  const usual = isQuick ? ['neighbourhood', 'assignment', 'repair', 'stability'] : Object.keys(parts)
  const measured: Measured[] = []
  for (const name of named.length > 0 ? named : usual) measured.push(await (parts[name] as () => Promise<Measured>)())
  return measured
}

const settingOf = (seed: number) => (seed % 2 === 1 ? 'urban' : 'rural')

function weekOf(size: keyof typeof SIZES, seed: number) {
  const week = generatedWeek({ ...SIZES[size], setting: settingOf(seed) }, seed)
  const began = cpuSeconds()
  const problem = problemOfWeek(week)
  return { week, problem, arcSeconds: cpuSeconds() - began }
}

function greedyValue(p: Problem): number {
  const state = new State(p)
  placePins(state)
  naiveGreedy(state)
  return valueOfArcs(p, state.arcs())
}

/** The number of rules a plan of a week breaks, and whether it is worth what it says, by the evaluator. */
function violations(week: WeekFile, p: Problem, arcs: readonly number[]): number {
  const found = evaluateWeek(week, assignmentsOf(p, arcs))
  return found.violations.length + (Math.abs(found.value - valueOfArcs(p, arcs)) > 0.01 ? 1 : 0)
}

async function neighbourhood(run: Run, say: (line: string) => void): Promise<Measured> {
  const rows = { search: [] as number[], highs: [] as number[], late: [] as number[], whole: [] as number[] }
  const times: number[] = []
  let broken = 0
  for (let seed = 1; seed <= run.seeds; seed++) {
    say(`neighbourhood, week ${seed} of ${run.seeds}`)
    const { week, problem: p } = weekOf('neighbourhood', seed)
    const { arcs } = searchPlan(p, { seed, progress: clock(3) })
    const began = cpuSeconds()
    const better = await improveByHighs(p, arcs, { seconds: 12 })
    times.push(cpuSeconds() - began)
    const late = lateAcceptance(p, seededRng(seed), clock(3))
    const whole = await wholeModel(p, 15)
    const best = Math.max(valueOfArcs(p, arcs), valueOfArcs(p, better))
    const own = boundOf(p, { value: best, arcs: better, progress: clock(run.boundSeconds) })
    const bound = Number.isFinite(whole.bound) ? Math.min(own, whole.bound) : own
    const gap = (value: number) => percent((bound - value) / bound)
    rows.search.push(gap(valueOfArcs(p, arcs)))
    rows.highs.push(gap(valueOfArcs(p, better)))
    rows.late.push(gap(valueOfArcs(p, late)))
    rows.whole.push(whole.x ? gap(whole.objective) : 100)
    broken += violations(week, p, arcs) + violations(week, p, better)
  }
  return {
    title: `Neighbourhood: 150 volunteers, 400 visits, ${run.seeds} weeks; mean gap to the best proven bound, %`,
    figures: [
      { what: 'search, 3 CPU s', value: mean(rows.search), atMost: 0.5 },
      { what: 'with HiGHS, 15 s', value: mean(rows.highs), atMost: 0.2, note: `${mean(times).toFixed(1)} CPU s` },
      { what: 'late acceptance, 3 CPU s', value: mean(rows.late) },
      { what: 'HiGHS on the whole model, cold, 15 s', value: mean(rows.whole), note: '100: no plan found' },
      { what: 'rules broken', value: broken, atMost: 0 },
    ],
  }
}

function thousand(run: Run, say: (line: string) => void): Promise<Measured> {
  const gaps: number[] = []
  let broken = 0
  for (let seed = 1; seed <= run.seeds; seed++) {
    say(`1,000 visits, week ${seed} of ${run.seeds}`)
    const { week, problem: p } = weekOf('thousand', seed)
    const { arcs } = searchPlan(p, { seed, progress: clock(10) })
    const value = valueOfArcs(p, arcs)
    const bound = boundOf(p, { value, arcs, progress: clock(run.boundSeconds * 2) })
    gaps.push(percent((bound - value) / bound))
    broken += violations(week, p, arcs)
  }
  return Promise.resolve({
    title: `1,000 visits, ${run.seeds} weeks`,
    figures: [
      { what: 'mean gap at 10 CPU s, %', value: mean(gaps), atMost: 0.6 },
      { what: 'rules broken', value: broken, atMost: 0 },
    ],
  })
}

function borough(run: Run, say: (line: string) => void): Promise<Measured> {
  const toGreedy: number[] = []
  const toLate: number[] = []
  const gaps: number[] = []
  const reading: number[] = []
  let broken = 0
  for (let seed = 1; seed <= Math.min(run.seeds, 4); seed++) {
    say(`borough, week ${seed}`)
    const { week, problem: p, arcSeconds } = weekOf('borough', seed)
    reading.push(arcSeconds)
    const { arcs } = searchPlan(p, { seed, progress: clock(10) })
    const value = valueOfArcs(p, arcs)
    toGreedy.push(value / greedyValue(p))
    toLate.push(value / valueOfArcs(p, lateAcceptance(p, seededRng(seed), clock(10))))
    const bound = boundOf(p, { value, arcs, progress: clock(run.boundSeconds) })
    gaps.push(percent((bound - value) / bound))
    broken += violations(week, p, arcs)
  }
  return Promise.resolve({
    title: `Borough: 2,000 volunteers, 5,000 visits, ${toGreedy.length} weeks`,
    figures: [
      { what: 'to naive greedy, at 10 CPU s', value: mean(toGreedy), unit: '×', atLeast: 1.075 },
      { what: 'to late acceptance, at equal CPU', value: mean(toLate), unit: '×', atLeast: 1 },
      { what: `gap to the bound, ${run.boundSeconds} CPU s, %`, value: mean(gaps), atMost: 3 },
      { what: 'from the week to its arcs', value: mean(reading), unit: 's' },
      { what: 'memory', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
      { what: 'rules broken', value: broken, atMost: 0 },
    ],
  })
}

/** The best known is at or below the bound: a gap to the bound is no smaller than one to it. */
function assignment(run: Run, say: (line: string) => void): Measured {
  const figures: Figure[] = []
  const sizes = run.isQuick
    ? ([[20, 400]] as const)
    : ([
        [20, 400],
        [40, 400],
        [40, 1600],
        [80, 1600],
      ] as const)
  for (const type of ['C', 'D', 'E'] as const)
    for (const [agents, tasks] of sizes) {
      say(`assignment, type ${type}, ${agents} × ${tasks}`)
      const file = gapInstance(type, agents, tasks, 1)
      const p = problemOfArcs(file)
      const { arcs } = searchPlan(p, { seed: 1, progress: clock(run.isQuick ? 3 : 10) })
      const found = evaluateArcs(file, assignmentsOf(p, arcs))
      const bound = boundOf(p, { value: found.value, arcs })
      const isWhole = found.violations.length === 0 && found.covered === tasks
      figures.push({
        what: `type ${type}, ${agents} × ${tasks}, % over the bound`,
        value: isWhole ? percent((bound - found.value) / -bound) : 100,
        atMost: type === 'D' ? 0.5 : 0.3,
        note: isWhole ? '' : 'not every task is covered',
      })
    }
  return { title: `Generalised assignment, ${run.isQuick ? 3 : 10} CPU s`, figures }
}

function repair(run: Run, say: (line: string) => void): Measured {
  const { problem: p } = weekOf(run.isQuick ? 'thousand' : 'borough', 1)
  say('a plan to be repaired')
  const { arcs } = searchPlan(p, { seed: 1, progress: clock(run.isQuick ? 4 : 10) })
  const rng = seededRng('repair')
  const times: number[] = []
  let lost = 0
  let refilled = 0
  let moved = 0
  while (times.length < 100) {
    const volunteer = rng.pick(p.volunteerIds)
    const began = performance.now()
    const options = repairOptions(p, arcs, { volunteer, from: 0, to: 7 * 1440 })
    const milliseconds = performance.now() - began
    const last = options.at(-1)
    if (!last) continue
    times.push(milliseconds)
    lost += last.lost.length
    refilled += new Set(last.refilled.map((a) => a.task)).size
    moved += last.moved.length
  }
  return {
    title: `Repair: 100 volunteers away all week, ${p.tasks} visits`,
    figures: [
      { what: 'median', value: percentile(times, 0.5), unit: 'ms' },
      { what: 'p95', value: percentile(times, 0.95), unit: 'ms', atMost: 50 },
      { what: 'lost visits refilled', value: refilled / lost, note: `${refilled} of ${lost}, moving ${moved} others` },
    ],
  }
}

function stability(run: Run, say: (line: string) => void): Measured {
  const kept: number[] = []
  const cost: number[] = []
  for (let seed = 1; seed <= run.seeds; seed++) {
    say(`warm rerun, week ${seed} of ${run.seeds}`)
    const { week, problem } = weekOf('neighbourhood', seed)
    const first = searchPlan(problem, { seed, progress: clock(3) })
    const previous = assignmentsOf(problem, first.arcs)
    // Two in a hundred are new: those were not there when the first plan was made.
    const rng = seededRng(`new ${seed}`)
    const fresh = rng
      .shuffle(week.tasks)
      .slice(0, Math.round(week.tasks.length * 0.02))
      .map((t) => ({ ...t, id: `${t.id} new` }))
    const later = problemOfWeek({ ...week, tasks: [...week.tasks, ...fresh], previous, keepBonus: 25 })
    const warm = searchPlan(later, { seed: seed + 100, progress: clock(3) })
    const now = new Set(assignmentsOf(later, warm.arcs).map((a) => JSON.stringify(a)))
    kept.push(previous.filter((a) => now.has(JSON.stringify(a))).length / previous.length)
    const cold = problemOfWeek({ ...week, tasks: [...week.tasks, ...fresh] })
    cost.push(valueOfArcs(later, warm.arcs) / valueOfArcs(cold, searchPlan(cold, { seed, progress: clock(3) }).arcs))
  }
  return {
    title: `A warm rerun with 2% new visits, neighbourhood, ${run.seeds} weeks`,
    figures: [
      { what: 'unchanged, %', value: mean(kept) * 100, atLeast: 97 },
      { what: 'value to that of a cold run', value: mean(cost), unit: '×' },
    ],
  }
}
