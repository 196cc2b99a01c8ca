import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { boundOf, searchPlan, valueOfArcs } from '../../api/matching/core/plan/index.ts'
import { problemOfWeek } from '../../api/matching/core/week/index.ts'
import { projectRoot } from '../../api/platform/index.ts'
import type { Measured } from './main.ts'
import type { BoroughPlanned, Boroughs } from './matching-boroughs.ts'
import { curveChart } from './matching-charts.ts'
import { clock, cpuSeconds, settingOf, violations } from './matching-common.ts'
import { generatedWeek, SIZES } from './matching-weeks.ts'
import type { Figure } from './measure.ts'

/** Seconds on the clock that 150,000 visits may take on two idle cores, and what one of its thirty boroughs then has. */
const UMBRELLA = 60
const BOROUGHS = 30
const MARGIN = 0.85
const secondsEach = (UMBRELLA * 2 * MARGIN) / BOROUGHS

interface Point {
  readonly visits: number
  readonly cpu: number
  readonly gap?: number
  readonly memory: number
}

/** Value, gap, processor seconds and memory from 400 to 150,000 visits; the larger ones are boroughs, two threads. */
export async function costCurve(isQuick: boolean, say: (line: string) => void): Promise<Measured> {
  const figures: Figure[] = []
  const points: Point[] = []
  const note = (point: Point, more: readonly Figure[]) => {
    const name = `${point.visits.toLocaleString('en-GB')} visits`
    points.push(point)
    figures.push(
      { what: `${name}, arcs and search`, value: point.cpu, unit: 's', note: 'CPU' },
      ...(point.gap === undefined ? [] : [{ what: `${name}, gap, %`, value: point.gap }]),
      { what: `${name}, most memory so far`, value: point.memory, unit: 'MB' },
      ...more,
    )
  }
  for (const [size, seconds] of [
    ['neighbourhood', 3],
    ['thousand', 10],
    ['borough', 10],
  ] as const) {
    say(`${SIZES[size].visits} visits`)
    const week = generatedWeek({ ...SIZES[size], setting: 'urban' }, 1)
    const began = cpuSeconds()
    const p = problemOfWeek(week)
    const { arcs } = searchPlan(p, { seed: 1, progress: clock(seconds) })
    const cpu = cpuSeconds() - began
    const value = valueOfArcs(p, arcs)
    const bound = boundOf(p, { value, arcs, progress: clock(seconds * 1.5) })
    const broken = violations(week, p, arcs)
    note({ visits: SIZES[size].visits, cpu, gap: (100 * (bound - value)) / bound, memory: rss() }, [
      { what: `${SIZES[size].visits.toLocaleString('en-GB')} visits, rules broken`, value: broken, atMost: 0 },
    ])
  }
  for (const count of isQuick ? [] : [10, BOROUGHS]) {
    const visits = count * SIZES.borough.visits
    say(`${visits} visits: ${count} boroughs in two threads, ${secondsEach.toFixed(1)} CPU s each`)
    const planned = await inTwoThreads(count)
    const sum = (of: (b: BoroughPlanned) => number) => planned.reduce((total, b) => total + of(b), 0)
    const cpu = sum((b) => b.cpu)
    const more: Figure[] = [
      { what: `${visits.toLocaleString('en-GB')} visits, rules broken`, value: sum((b) => b.broken), atMost: 0 },
    ]
    if (count === BOROUGHS) {
      const clockOf = (thread: number) => planned.filter((b) => b.thread === thread).reduce((s, b) => s + b.wall, 0)
      const long = longPlans(2, say)
      const mine = sum((b) => (b.seed <= long.seeds ? b.value : 0))
      more.push(
        { what: '150,000 visits, half its CPU: two idle cores', value: cpu / 2, unit: 's', atMost: UMBRELLA },
        { what: '150,000 visits, planning on the clock', value: Math.max(clockOf(0), clockOf(1)), unit: 's' },
        {
          what: '150,000 visits, below plans of 10 CPU s a borough, %',
          value: (100 * (long.value - mine)) / long.value,
          atMost: 1,
          note: `${long.seeds} boroughs; no visit crosses a border here`,
        },
      )
    }
    note({ visits, cpu, memory: rss() }, more)
  }
  return {
    title: 'Cost curve',
    figures,
    charts: [
      {
        name: 'matching-cost',
        svg: curveChart('What a plan costs, by the visits of the week (logarithmic)', 'visits a week', [
          { label: 'CPU seconds: arcs and search', points: points.map((p) => [p.visits, p.cpu]) },
          {
            label: 'gap to the bound, %',
            points: points.flatMap((p) => (p.gap === undefined ? [] : [[p.visits, p.gap]])),
          },
          { label: 'memory, MB', points: points.map((p) => [p.visits, p.memory]) },
        ]),
      },
    ],
  }
}

const rss = () => (process.resourceUsage().maxRSS * 1024) / 1e6

/** The first boroughs by ten CPU seconds of search each. */
function longPlans(seeds: number, say: (line: string) => void): { seeds: number; value: number } {
  let value = 0
  for (let seed = 1; seed <= seeds; seed++) {
    say(`borough ${seed} alone`)
    const p = problemOfWeek(generatedWeek({ ...SIZES.borough, setting: settingOf(seed) }, seed))
    value += valueOfArcs(p, searchPlan(p, { seed, progress: clock(10) }).arcs)
  }
  return { seeds, value }
}

async function inTwoThreads(count: number): Promise<BoroughPlanned[]> {
  const seeds = Array.from({ length: count }, (_, i) => i + 1)
  const lists = [0, 1].map(async (thread) => {
    const data: Boroughs = { thread, seeds: seeds.filter((s) => s % 2 === thread), seconds: secondsEach }
    // run.mjs builds it beside main.js.
    const worker = new Worker(join(projectRoot(), '.build/bench/matching-boroughs.js'), { workerData: data })
    return await new Promise<BoroughPlanned[]>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`The thread ended with ${code}.`)))
    })
  })
  return (await Promise.all(lists)).flat()
}
