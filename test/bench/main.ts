import { handleSignals, shutdown } from '../../api/platform/index.ts'
import { machineLine } from './machine.ts'
import { missesBar, table, type Figure } from './measure.ts'

/** What a benchmark hands back: its figures, under a title that says what was done. */
export interface Measured {
  readonly title: string
  readonly figures: readonly Figure[]
  /** Stands before the figures. */
  readonly text?: string
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
  audit: async () => (await import('./audit.ts')).audit,
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const meanwhile = (line: string) => void process.stderr.write(`  … ${line}\n`)

handleSignals({ exitCode: 130 })
/** These take minutes, and are measured when they are named. */
const onlyByName = new Set(['graphql', 'memory', 'audit'])

const [name, ...args] = process.argv.slice(2)
const chosen = name === undefined ? Object.keys(benchmarks).filter((each) => !onlyByName.has(each)) : [name]
if (name !== undefined && !Object.hasOwn(benchmarks, name)) {
  say(`There is no benchmark "${name}". There are: ${Object.keys(benchmarks).join(', ')}.`)
  await shutdown(2)
}

say(machineLine())
let missed = 0
let failed = false
for (const each of chosen) {
  say('')
  try {
    const measure = await benchmarks[each]!()
    for (const { title, figures, text, failed: gone = false } of await measure(meanwhile, args)) {
      say(text === undefined ? table(title, figures) : `${title}\n${text}\n${table('', figures)}`.trimEnd())
      say('')
      missed += figures.filter(missesBar).length
      failed ||= gone
    }
  } catch (error) {
    failed = true
    say(`${each} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
    console.error(error)
  }
}
say('')
say(
  missed === 0
    ? 'Every bar is kept.'
    : `${missed} ${missed === 1 ? 'figure misses its bar' : 'figures miss their bars'}.`,
)
// A bar missed on a busy machine is a figure, not a failure; what could not be measured is one.
await shutdown(failed ? 1 : 0)
