import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** A mixed-integer programme to be maximised, rows in compressed form; all columns from 0 to `colUpper`. */
export interface Programme {
  readonly cols: number
  readonly rows: number
  readonly cost: Float64Array
  readonly colUpper: Float64Array
  /** 1: whole numbers only. */
  readonly integer: Int32Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  /** Row r's entries: starts[r] to starts[r + 1]. */
  readonly starts: Int32Array
  readonly indices: Int32Array
  readonly values: Float64Array
}

export interface Solved {
  /** Undefined where none was found. */
  readonly x: Float64Array | undefined
  readonly objective: number
  /** What the solver proved that no solution exceeds. */
  readonly bound: number
  /** Processor seconds of the solving thread, as near as its clock tells (it has a core or waits for one). */
  readonly seconds: number
}

// A worker from text: bundles have no second file to point at, and `highs` is found from this one.
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads')
require(workerData.highs)().then((highs) => {
  const { programme: p, start, seconds } = workerData
  const model = highs.createModel({
    numCols: p.cols, numRows: p.rows, sense: -1, colCost: p.cost,
    colLower: new Float64Array(p.cols), colUpper: p.colUpper, rowLower: p.rowLower, rowUpper: p.rowUpper,
    matrix: { format: 'csr', numRows: p.rows, numCols: p.cols, starts: p.starts, indices: p.indices, values: p.values }, integrality: p.integer,
  })
  try {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 1e-6 })
    if (start) model.setSolution({ colValue: start })
    const began = process.threadCpuUsage ? process.threadCpuUsage() : process.cpuUsage()
    model.run()
    const used = process.threadCpuUsage ? process.threadCpuUsage(began) : process.cpuUsage(began)
    const objective = model.info.get('objective_function_value')
    const bound = model.info.get('mip_dual_bound')
    const status = model.info.get('primal_solution_status')
    parentPort.postMessage({
      x: status === 2 ? model.getSolution().colValue : undefined,
      objective, bound, seconds: (used.user + used.system) / 1e6,
    })
  } finally {
    model.dispose()
  }
}).catch((error) => { throw error })`

/**
 * Solves a programme with HiGHS (WASM) in a thread of its own, from a known solution where there is one, for so many
 * seconds of the wall's clock at most. The thread ends with the answer, or with `signal`.
 *
 * @throws Error where the solver fails
 */
export async function solve(
  programme: Programme,
  seconds: number,
  start?: Float64Array,
  signal?: AbortSignal,
): Promise<Solved> {
  const highs = createRequire(import.meta.url).resolve('highs')
  const worker = new Worker(WORKER, { eval: true, workerData: { highs, programme, start, seconds } })
  try {
    return await new Promise<Solved>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('The solver was stopped.')), { once: true })
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`The solver ended with ${code}.`)))
    })
  } finally {
    await worker.terminate()
  }
}

/** A programme put together row by row. */
export class ProgrammeBuilder {
  private readonly cost: number[] = []
  private readonly upper: number[] = []
  private readonly integer: number[] = []
  private readonly rowLower: number[] = []
  private readonly rowUpper: number[] = []
  private readonly starts: number[] = [0]
  private readonly indices: number[] = []
  private readonly values: number[] = []

  /** A column from 0 to `upper`; returns its number. */
  column(cost: number, isInteger: boolean, upper = 1): number {
    this.cost.push(cost)
    this.upper.push(upper)
    this.integer.push(isInteger ? 1 : 0)
    return this.cost.length - 1
  }

  row(lower: number, upper: number, entries: readonly (readonly [column: number, value: number])[]): void {
    for (const [column, value] of entries) {
      this.indices.push(column)
      this.values.push(value)
    }
    this.starts.push(this.indices.length)
    this.rowLower.push(lower)
    this.rowUpper.push(upper)
  }

  done(): Programme {
    return {
      cols: this.cost.length,
      rows: this.rowLower.length,
      cost: Float64Array.from(this.cost),
      colUpper: Float64Array.from(this.upper),
      integer: Int32Array.from(this.integer),
      rowLower: Float64Array.from(this.rowLower),
      rowUpper: Float64Array.from(this.rowUpper),
      starts: Int32Array.from(this.starts),
      indices: Int32Array.from(this.indices),
      values: Float64Array.from(this.values),
    }
  }
}
