import { handleSignals, shutdown } from '../../api/platform/index.ts'
import { machineLine } from './machine.ts'
import { isOver, table, type Figure } from './measure.ts'

/** What a benchmark hands back: its figures, under a title that says what was done. */
export interface Measured {
  readonly title: string
  readonly figures: readonly Figure[]
}
/** Measures one thing. `file` is what stands after the benchmark's name; `say` tells what is going on meanwhile. */
export type Benchmark = (say: (line: string) => void, file?: string) => Promise<readonly Measured[]>

/** One file a benchmark; a new one is named here. None is loaded before it is asked for. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  sizes: async () => (await import('./sizes.ts')).sizes,
  start: async () => (await import('./start.ts')).start,
  import: async () => (await import('./import.ts')).importing,
  search: async () => (await import('./search.ts')).search,
  suggestions: async () => (await import('./suggestions.ts')).suggestions,
}

const say = (line: string) => void process.stdout.write(`${line}\n`)
const meanwhile = (line: string) => void process.stderr.write(`  … ${line}\n`)

handleSignals({ exitCode: 130 })
const [name, file] = process.argv.slice(2)
const chosen = name === undefined ? Object.keys(benchmarks) : [name]
if (name !== undefined && !Object.hasOwn(benchmarks, name)) {
  say(`There is no benchmark "${name}". There are: ${Object.keys(benchmarks).join(', ')}.`)
  await shutdown(2)
}

say(machineLine())
let over = 0
let failed = false
for (const each of chosen) {
  say('')
  try {
    const measure = await benchmarks[each]!()
    for (const { title, figures } of await measure(meanwhile, file)) {
      say(table(title, figures))
      over += figures.filter(isOver).length
    }
  } catch (error) {
    failed = true
    say(`${each} could not be measured: ${error instanceof Error ? error.message : String(error)}`)
    console.error(error)
  }
}
say('')
say(over === 0 ? 'No figure is over its bar.' : `${over} ${over === 1 ? 'figure is' : 'figures are'} over the bar.`)
// A bar missed on a busy machine is a figure, not a failure; what could not be measured is one.
await shutdown(failed ? 1 : 0)
