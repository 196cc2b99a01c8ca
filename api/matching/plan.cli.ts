import { open, readFile, stat, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { errorCode, PlainError } from '../platform/index.ts'
import { evaluateArcs, FileRefused, problemOfArcs, readArcs, type PlanFile } from './core/arcs/index.ts'
import { PinsCannotBe, planProblem, type Problem } from './core/plan/index.ts'
import { evaluateWeek, problemOfWeek, readWeek } from './core/week/index.ts'
import { faultOf } from './no-json.ts'
import { exampleArcs, exampleWeek } from './plan-examples.ts'
import { improveByHighs } from './solver/improve.ts'

const usage = `npm run plan -- FILE [--iterations N | --seconds S] [--seed N] [--highs] [--out PLAN.json]
  Plans a file of the format alongside-arcs/1 or alongside-week/1. The plan goes to --out or standard output, what is
  known about it to standard error. With --iterations the same file and seed give the same plan on any machine;
  --seconds are processor seconds of the search. --highs lets the solver HiGHS improve the plan (never with --iterations).
npm run plan -- --example week|arcs
  Prints a small file of that format.`

/** Characters in one string of Node's; a file must be one. */
const LARGEST_FILE = 500_000_000

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** `npm run plan`: reads, plans, has the plan checked by the evaluator, writes. No database, no network. */
export async function planCommand(args: readonly string[], say: (line: string) => void): Promise<number> {
  const tell = (line: string) => void process.stderr.write(`${line}\n`)
  try {
    return await plan(readOptions(args), say, tell)
  } catch (error) {
    // Standard output is for the plan alone.
    if (!(error instanceof PlainError)) throw error
    tell(error.message)
    return 1
  }
}

type Say = (line: string) => void

async function plan(options: Options, say: Say, tell: Say): Promise<number> {
  if (options.example) {
    say(JSON.stringify(options.example === 'week' ? exampleWeek : exampleArcs, undefined, 2))
    return 0
  }
  if (options.out !== undefined) await canWrite(options.out)
  const began = cpuSeconds()
  const { problem, check } = await readProblem(options.file)
  tell(
    `${count(problem.tasks)} tasks, ${count(problem.volunteers)} volunteers, ${count(problem.arcs)} arcs: ${(cpuSeconds() - began).toFixed(2)} CPU s to read`,
  )
  const searching = cpuSeconds()
  const { seconds } = options
  let boundBegan: number | undefined
  const clock = seconds !== undefined && {
    progress: () => (cpuSeconds() - searching) / seconds,
    boundProgress: () => (cpuSeconds() - (boundBegan ??= cpuSeconds())) / Math.max(1, seconds / 2),
  }
  try {
    const { plan: found, arcs } = await planProblem(problem, {
      seed: options.seed,
      ...(options.iterations !== undefined && { iterations: options.iterations }),
      ...clock,
      ...(options.highs && { improve: (found) => improveByHighs(problem, found, { seconds: seconds ?? 10 }) }),
    })
    const { value, violations } = check(found)
    if (violations.length > 0 || Math.abs(value - found.value) > 0.01)
      throw new Error(`The evaluator disagrees: ${violations.length} violations, ${value} for ${found.value}.`)
    tell(summary(problem, found, arcs.length))
    tell(
      `  ${(cpuSeconds() - searching).toFixed(2)} CPU s for the plan and its bound; checked by the evaluator: 0 violations`,
    )
    const text = `${JSON.stringify(found, undefined, 2)}\n`
    if (options.out === undefined) say(text.trimEnd())
    else await writeFile(options.out, text)
    return 0
  } catch (error) {
    if (error instanceof PinsCannotBe) throw new PlainError(error.message)
    throw error
  }
}

/** Asked before the search: a plan that cannot be written is not worth the time. */
async function canWrite(path: string): Promise<void> {
  try {
    await (await open(path, 'a')).close()
  } catch (error) {
    throw new PlainError(`--out ${path}: cannot be written (${errorCode(error) ?? 'unknown error'}).`)
  }
}

const count = (n: number) => n.toLocaleString('en-GB')

function summary(p: Problem, plan: PlanFile, filledPlaces: number): string {
  const covered = p.tasks - plan.unfilled.length
  const gap = plan.gap === null ? '' : `, gap ${(plan.gap * 100).toFixed(2)}%`
  const bound = plan.bound === null ? 'no bound' : `bound ${plan.bound.toFixed(2)}`
  const required = p.required.reduce((sum, r) => sum + r, 0)
  const open = new Set(plan.unfilled.map((u) => u.task))
  const requiredOpen = p.taskIds.filter((id, t) => p.required[t] === 1 && open.has(id)).length
  return [
    `value ${plan.value.toFixed(2)}, ${bound}${gap}`,
    `  ${count(covered)} of ${count(p.tasks)} tasks covered, ${count(filledPlaces)} places; seed ${plan.seed}, ${count(plan.iterations)} iterations`,
    ...(required > 0 ? [`  ${count(required - requiredOpen)} of ${count(required)} required tasks covered`] : []),
  ].join('\n')
}

async function readProblem(path: string) {
  const json = await readJson(path)
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined
  try {
    if (format === 'alongside-week/1') {
      const week = readWeek(json)
      return { problem: problemOfWeek(week), check: (plan: PlanFile) => evaluateWeek(week, plan.assignments) }
    }
    if (format !== 'alongside-arcs/1')
      throw new FileRefused('format', 'must be "alongside-arcs/1" or "alongside-week/1"')
    const file = readArcs(json)
    return { problem: problemOfArcs(file), check: (plan: PlanFile) => evaluateArcs(file, plan.assignments) }
  } catch (error) {
    if (error instanceof FileRefused) throw new PlainError(`${path}: ${error.message}`)
    throw error
  }
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    const { size } = await stat(path)
    if (size > LARGEST_FILE)
      throw new PlainError(
        `${path}: ${count(Math.round(size / 1e6))} MB; the largest file that can be read has 500 MB.`,
      )
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof PlainError) throw error
    throw new PlainError(`${path}: cannot be read (${errorCode(error) ?? 'unknown error'}).`)
  }
  if (text.trim() === '') throw new PlainError(`${path}: the file is empty.`)
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown
  } catch {
    // V8 quotes the text around the fault; a file of people is not to be quoted.
    const fault = faultOf(text)
    const where = fault && ` (line ${fault.line}, column ${fault.column}${fault.path ? `, in ${fault.path}` : ''})`
    throw new PlainError(`${path}: is no JSON${where ?? ''}.`)
  }
}

interface Options {
  readonly file: string
  readonly example?: 'week' | 'arcs'
  readonly seed: number
  readonly iterations?: number
  readonly seconds?: number
  readonly highs: boolean
  readonly out?: string
}

function readOptions(args: readonly string[]): Options {
  const parsed = parse(args)
  const { values, positionals } = parsed
  const { example } = values
  if (example !== undefined && example !== 'week' && example !== 'arcs')
    throw new PlainError(`--example must be week or arcs.\n${usage}`)
  const [file, ...more] = positionals
  if (example === undefined && (file === undefined || more.length > 0)) throw new PlainError(`Say one file.\n${usage}`)
  const number = (name: 'seed' | 'iterations' | 'seconds', low: number, high: number, isWhole: boolean) => {
    const text = values[name]
    if (text === undefined) return undefined
    const value = Number(text)
    if (text.trim() === '' || !(value >= low && value <= high) || (isWhole && !Number.isInteger(value)))
      throw new PlainError(`--${name} must be a ${isWhole ? 'whole ' : ''}number from ${low} to ${high}.`)
    return value
  }
  const iterations = number('iterations', 0, 1e12, true)
  const seconds = number('seconds', 0.1, 86_400, false)
  if (iterations !== undefined && seconds !== undefined)
    throw new PlainError('Say --iterations or --seconds, not both.')
  if (iterations !== undefined && values.highs)
    throw new PlainError('--highs works against the clock: it cannot be had with --iterations.')
  return {
    file: file ?? '',
    ...(example !== undefined && { example }),
    seed: number('seed', 0, Number.MAX_SAFE_INTEGER, true) ?? 1,
    ...(iterations !== undefined && { iterations }),
    ...(seconds !== undefined && { seconds }),
    highs: values.highs ?? false,
    ...(values.out !== undefined && { out: values.out }),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        example: { type: 'string' },
        seed: { type: 'string' },
        iterations: { type: 'string' },
        seconds: { type: 'string' },
        highs: { type: 'boolean' },
        out: { type: 'string' },
      },
    })
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`)
  }
}
