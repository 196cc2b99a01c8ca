import { resolve } from 'node:path'
import { instantFromDate, localDateOf } from '../../api/kernel/index.ts'
import { handleSignals, shutdown } from '../../api/platform/index.ts'
import { machineLine } from './machine.ts'
import { missesBar, table, type Figure } from './measure.ts'
import type { Chart } from './matching-charts.ts'
import { writeChart, writeDown } from './write-down.ts'

/** What a benchmark hands back: its figures, under a title that says what was done. */
export interface Measured {
  readonly title: string
  readonly figures: readonly Figure[]
  /** Stands before the figures. */
  readonly text?: string
  /** Pictures, written beside the file of --write. */
  readonly charts?: readonly Chart[]
  /** It could not be measured; the text says why. */
  readonly failed?: boolean
}
/** Measures one thing. `args` is what stands after the benchmark's name; `say` tells what is going on meanwhile. */
export type Benchmark = (say: (line: string) => void, args?: readonly string[]) => Promise<readonly Measured[]>

/** One file a benchmark; a new one is named here. None is loaded before it is asked for. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  sizes: async () => (await import('./sizes.ts')).sizes,
  start: async () => (await import('./start.ts')).start,
  import: async () => (await import('./import.ts')).importing,
  search: async () => (await import('./search.ts')).search,
  suggestions: async () => (await import('./suggestions.ts')).suggestions,
  graphql: async () => (await import('./graphql/graphql.ts')).graphql,
  memory: async () => (await import('./graphql/memory.ts')).memory,
  audit: async () => (await import('./audit.ts')).audit,
  matching: async () => (await import('./matching.ts')).matching,
}

/** What was printed since a benchmark began. */
let said: string[] = []
const say = (line: string) => {
  said.push(line)
  process.stdout.write(`${line}\n`)
}
const meanwhile = (line: string) => void process.stderr.write(`  … ${line}\n`)

handleSignals({ exitCode: 130 })
/** These take minutes, and are measured when they are named. */
const onlyByName = new Set(['graphql', 'memory', 'audit', 'matching'])

const [name, ...given] = process.argv.slice(2)
const { file, args } = whereToWrite(given)
const chosen = name === undefined ? Object.keys(benchmarks).filter((each) => !onlyByName.has(each)) : [name]
if (name !== undefined && !Object.hasOwn(benchmarks, name)) {
  say(`There is no benchmark "${name}". There are: ${Object.keys(benchmarks).join(', ')}.`)
  await shutdown(2)
}

const machine = machineLine()
say(machine)
let missed = 0
let failed = false
for (const each of chosen) {
  say('')
  said = [machine, '']
  try {
    const measure = await benchmarks[each]!()
    for (const { title, figures, text, charts = [], failed: gone = false } of await measure(meanwhile, args)) {
      say(text === undefined ? table(title, figures) : `${title}\n${text}\n${table('', figures)}`.trimEnd())
      say('')
      if (file !== undefined) for (const chart of charts) writeChart(file, chart.name, chart.svg)
      missed += figures.filter(missesBar).length
      failed ||= gone
    }
    if (file !== undefined) writeDown(file, each, localDateOf(instantFromDate(new Date())), said)
  } catch (error) {
    failed = true
    say(`${each} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
    console.error(error)
  }
}
say('')
say(
  missed === 0
    ? failed
      ? 'Not all could be measured.'
      : 'Every bar is kept.'
    : `${missed} ${missed === 1 ? 'figure misses its bar' : 'figures miss their bars'}.`,
)
// A bar missed on a busy machine is a figure, not a failure; what could not be measured is one.
await shutdown(failed ? 1 : 0)

/** `--write FILE`, seen from where the person stands, and the other arguments. */
function whereToWrite(all: readonly string[]): { file: string | undefined; args: string[] } {
  const at = all.indexOf('--write')
  const named = at < 0 ? undefined : all[at + 1]
  const rest = at < 0 ? [...all] : [...all.slice(0, at), ...all.slice(at + 2)]
  return { file: named && resolve(process.env['INIT_CWD'] ?? process.cwd(), named), args: rest }
}
