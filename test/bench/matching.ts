import { seededRng } from '../../api/kernel/index.ts'
import { evaluateArcs, problemOfArcs } from '../../api/matching/core/arcs/index.ts'
import { suggest } from '../../api/matching/core/index.ts'
import { capacityPrices } from '../../api/matching/core/plan/capacity.ts'
import { assignmentsOf, boundOf, searchPlan, valueOfArcs } from '../../api/matching/core/plan/index.ts'
import { repairOptions } from '../../api/matching/core/repair/index.ts'
import { problemOfWeek } from '../../api/matching/core/week/index.ts'
import { improveByHighs } from '../../api/matching/solver/improve.ts'
import type { Benchmark, Measured } from './main.ts'
import { barChart } from './matching-charts.ts'
import { clock, cpuSeconds, greedyValue, settingOf, violations } from './matching-common.ts'
import { costCurve } from './matching-curve.ts'
import { gapInstance } from './matching-gap.ts'
import { lateAcceptance, wholeModel } from './matching-peers.ts'
import { mostRefillable } from './matching-refill.ts'
import { busyCandidates, openAsk } from './matching-suggest.ts'
import { generatedWeek, SIZES } from './matching-weeks.ts'
import { percentile, spread, type Figure } from './measure.ts'

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
 * this folder), by processor seconds. Parts: neighbourhood, thousand, borough, gap, suggestions, repair, stability, curve.
 * Quick: one week of the small sizes and shorter bounds; its gaps are wider, since so are its bounds.
 */
export const matching: Benchmark = async (say, args = []) => {
  const isQuick = args.includes('--quick')
  const named = args.filter((a) => !a.startsWith('--'))
  const run: Run = { seeds: isQuick ? 1 : 10, boundSeconds: isQuick ? 5 : 15, isQuick }
  const parts: Record<string, () => Promise<Measured>> = {
    neighbourhood: () => neighbourhood(run, say),
    thousand: () => thousand(run, say),
    borough: () => borough(run, say),
    gap: () => Promise.resolve(assignment(run, say)),
    suggestions: () => Promise.resolve(suggestionsOfCore(run)),
    repair: () => repair(run, say),
    stability: () => Promise.resolve(stability(run, say)),
    curve: () => costCurve(run.isQuick, say),
  }
  const unknown = named.find((name) => !Object.hasOwn(parts, name))
  if (unknown !== undefined) throw new Error(`matching has no part "${unknown}": ${Object.keys(parts).join(', ')}`)
  const usual = isQuick ? ['neighbourhood', 'gap', 'suggestions', 'repair', 'stability'] : Object.keys(parts)
  const measured: Measured[] = []
  for (const name of named.length > 0 ? named : usual) measured.push(await (parts[name] as () => Promise<Measured>)())
  return measured
}

function weekOf(size: keyof typeof SIZES, seed: number) {
  const week = generatedWeek({ ...SIZES[size], setting: settingOf(seed) }, seed)
  const began = cpuSeconds()
  const problem = problemOfWeek(week)
  return { week, problem, arcSeconds: cpuSeconds() - began }
}

async function neighbourhood(run: Run, say: (line: string) => void): Promise<Measured> {
  const rows = {
    greedy: [] as number[],
    search: [] as number[],
    highs: [] as number[],
    late: [] as number[],
    whole: [] as number[],
  }
  const times: number[] = []
  let broken = 0
  for (let seed = 1; seed <= run.seeds; seed++) {
    say(`neighbourhood, week ${seed} of ${run.seeds}`)
    const { week, problem: p } = weekOf('neighbourhood', seed)
    const { arcs } = searchPlan(p, { seed, progress: clock(3) })
    const began = cpuSeconds()
    const better = await improveByHighs(p, arcs, { seconds: 12 })
    times.push(3 + cpuSeconds() - began)
    const late = lateAcceptance(p, seededRng(seed), clock(3))
    // Cold, it takes its time and finds little: every third week is enough to show it.
    const whole = seed % 3 === 1 ? await wholeModel(p, 15) : undefined
    const best = Math.max(valueOfArcs(p, arcs), valueOfArcs(p, better))
    const own = boundOf(p, { value: best, arcs: better, progress: clock(run.boundSeconds) })
    const bound = whole && Number.isFinite(whole.bound) ? Math.min(own, whole.bound) : own
    const gap = (value: number) => percent((bound - value) / bound)
    rows.greedy.push(gap(greedyValue(p)))
    rows.search.push(gap(valueOfArcs(p, arcs)))
    rows.highs.push(gap(valueOfArcs(p, better)))
    rows.late.push(gap(valueOfArcs(p, late)))
    if (whole) rows.whole.push(whole.x ? gap(whole.objective) : 100)
    broken += violations(week, p, arcs) + violations(week, p, better)
  }
  const bars = [
    { label: 'naive greedy', value: mean(rows.greedy) },
    { label: 'late acceptance, 3 CPU s', value: mean(rows.late) },
    { label: 'HiGHS on the whole model, cold, 15 s', value: mean(rows.whole) },
    { label: 'search, 3 CPU s', value: mean(rows.search), isOurs: true },
    { label: 'search, then HiGHS, 15 s', value: mean(rows.highs), isOurs: true },
  ]
  return {
    title: `Neighbourhood: 150 volunteers, 400 visits, ${run.seeds} weeks; mean gap to the best proven bound, %`,
    figures: [
      { what: 'search, 3 CPU s', value: mean(rows.search), atMost: 0.5, note: `worst ${Math.max(...rows.search)}` },
      { what: 'with HiGHS, 15 s', value: mean(rows.highs), atMost: 0.2, note: `${mean(times).toFixed(1)} CPU s` },
      { what: 'naive greedy', value: mean(rows.greedy) },
      { what: 'late acceptance, 3 CPU s', value: mean(rows.late) },
      {
        what: 'HiGHS on the whole model, cold, 15 s',
        value: mean(rows.whole),
        note: `${rows.whole.length} weeks; 100: no plan found`,
      },
      { what: 'memory', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
      { what: 'rules broken', value: broken, atMost: 0 },
    ],
    charts: [
      {
        name: 'matching-peers',
        svg: barChart('A neighbourhood’s week: mean gap to the proven bound, %, logarithmic', bars),
      },
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
    const bound = boundOf(p, { value, arcs, progress: clock(run.boundSeconds) })
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
    ? ([[80, 1600]] as const)
    : ([
        [20, 400],
        [20, 1600],
        [40, 1600],
        [80, 1600],
      ] as const)
  for (const type of ['C', 'D', 'E'] as const)
    for (const [agents, tasks] of sizes) {
      say(`generalised assignment, type ${type}, ${agents} × ${tasks}`)
      const file = gapInstance(type, agents, tasks, 1)
      const p = problemOfArcs(file)
      const { arcs } = searchPlan(p, { seed: 1, progress: clock(10) })
      const found = evaluateArcs(file, assignmentsOf(p, arcs))
      const { bound } = capacityPrices(p, true, 3000)
      const isWhole = found.violations.length === 0 && found.covered === tasks
      figures.push({
        what: `type ${type}, ${agents} × ${tasks}, % over the bound`,
        value: isWhole ? percent((bound - found.value) / -bound) : 100,
        atMost: type === 'D' ? 0.5 : 0.3,
        note: isWhole ? `${-found.value} for at least ${Math.ceil(-bound - 1e-3)}` : 'not every task is covered',
      })
    }
  return { title: 'Generalised assignment, 10 CPU s, to the bound (the best known is at or above it)', figures }
}

/** Suggestions by the core alone: who can do this, for visits of a borough whose week is half full. */
function suggestionsOfCore(run: Run): Measured {
  const { week, problem: p } = weekOf('borough', 1)
  const { arcs } = searchPlan(p, { seed: 1, iterations: 1000 })
  const rng = seededRng('suggestions of the core')
  const plan = assignmentsOf(p, arcs).filter(() => rng.next() < 0.5)
  const candidates = busyCandidates(week, plan)
  const taken = new Set(plan.map((a) => a.task))
  const times: number[] = []
  const open = rng.shuffle(week.tasks.filter((t) => !taken.has(t.id)))
  for (const [i, task] of open.slice(0, run.isQuick ? 220 : 520).entries()) {
    const ask = openAsk(week, task)
    const began = cpuSeconds()
    suggest(ask, candidates, { first: 10 })
    if (i >= 20) times.push(1000 * (cpuSeconds() - began))
  }
  return {
    title: `Suggestions, the core alone: ${candidates.length} volunteers, ${times.length} open visits`,
    figures: spread('one task, CPU', times, { p99: 20 }),
  }
}

async function repair(run: Run, say: (line: string) => void): Promise<Measured> {
  say('a plan to be repaired')
  const large = repaired(run.isQuick ? 'thousand' : 'borough', run.isQuick ? 4 : 10, 100)
  const { p, lost, refilled, moved, times } = large
  // The whole model of a borough is too much for HiGHS here: what it proves is asked of neighbourhoods, and of the borough
  // with whoever is at most one step away from the lost visits.
  let ours = 0
  let most = 0
  const sample = repaired('neighbourhood', 3, run.isQuick ? 3 : 10)
  for (const [i, one] of sample.cases.entries()) {
    say(`HiGHS on who could refill what, ${i + 1} of ${sample.cases.length}`)
    const proven = await mostRefillable(sample.p, sample.arcs, one.lost, one.isBarred, { seconds: 15 })
    ours += one.refilled
    // Where HiGHS did not come to an end, what it found counts.
    most += Math.max(one.refilled, proven.found)
  }
  let near = 0
  let nearOurs = 0
  for (const [i, one] of large.cases.slice(0, run.isQuick ? 3 : 15).entries()) {
    say(`HiGHS near the lost visits, ${i + 1}`)
    const found = await mostRefillable(p, large.arcs, one.lost, one.isBarred, { seconds: 15, reach: 1 })
    near += found.found
    nearOurs += Math.min(one.refilled, found.found)
  }
  return {
    title: `Repair: 100 volunteers away all week, one after the other, ${p.tasks} visits`,
    figures: [
      { what: 'median', value: percentile(times, 0.5), unit: 'ms' },
      { what: 'p95', value: percentile(times, 0.95), unit: 'ms', atMost: 50, note: 'CPU' },
      {
        what: 'lost visits refilled, %',
        value: (100 * refilled) / lost,
        note: `${refilled} of ${lost}, moving ${moved}`,
      },
      { what: 'moving nobody, %', value: (100 * large.atOnce) / lost },
      {
        what: 'of what HiGHS finds refillable, %',
        value: (100 * ours) / Math.max(1, most),
        atLeast: 95,
        note: `${ours} of ${most}, neighbourhood, all may move`,
      },
      {
        what: 'of what HiGHS finds near by, %',
        value: (100 * nearOurs) / Math.max(1, near),
        atLeast: 95,
        note: `${nearOurs} of ${near}, ${p.tasks} visits, one step away`,
      },
    ],
  }
}

interface RepairCase {
  readonly lost: ReadonlySet<number>
  readonly isBarred: (arc: number) => boolean
  readonly refilled: number
}

/** So many volunteers of a planned week who are away, each as if alone. */
function repaired(size: keyof typeof SIZES, seconds: number, count: number) {
  const { problem: p } = weekOf(size, 1)
  const { arcs } = searchPlan(p, { seed: 1, progress: clock(seconds) })
  const rng = seededRng('repair')
  const cases: RepairCase[] = []
  const times: number[] = []
  let lost = 0
  let refilled = 0
  let moved = 0
  let atOnce = 0
  while (cases.length < count) {
    const volunteer = rng.pick(p.volunteerIds)
    const began = cpuSeconds()
    const options = repairOptions(p, arcs, { volunteer, from: 0, to: 7 * 1440 })
    const spent = 1000 * (cpuSeconds() - began)
    const last = options.at(-1)
    if (!last) continue
    times.push(spent)
    const n = (list: readonly { task: string }[]) => new Set(list.map((a) => a.task)).size
    lost += last.lost.length
    refilled += n(last.refilled)
    moved += last.moved.length
    atOnce += options.filter((o) => o.moved.length === 0).reduce((most, o) => Math.max(most, n(o.refilled)), 0)
    const v = p.volunteerIds.indexOf(volunteer)
    cases.push({
      lost: new Set(last.lost.map((id) => p.taskIds.indexOf(id))),
      isBarred: (a) => p.arcVolunteer[a] === v && (p.arcStart[a] as number) >= 0,
      refilled: n(last.refilled),
    })
  }
  return { p, arcs, cases, times, lost, refilled, moved, atOnce }
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
