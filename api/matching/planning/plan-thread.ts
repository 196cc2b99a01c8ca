import { parentPort, workerData } from 'node:worker_threads'
import { propose, type Proposal, type ProposalInput, type Sliders } from '../core/proposal/index.ts'

/** What the thread is given. */
export interface ThreadOrder {
  readonly input: ProposalInput
  readonly sliders: Sliders
  readonly seed: number
  readonly iterations: number | null
  /** One whole number, not 0 once nobody wants the plan any more. */
  readonly cancelled: Int32Array<SharedArrayBuffer>
}
/** What it tells: how much is done, and in the end the proposal. */
export type ThreadNote = { readonly done: number } | { readonly proposal: Proposal }

// The body of a thread of its own (`plan-in-thread.ts`): the search keeps a core busy for seconds.
const order = workerData as ThreadOrder
let told = 0
/** Rounds for proving the bound, and seconds at most: at a neighbourhood's size it gains little after them. */
const ROUNDS = 200
const PROVING = 4
let provingSince: number | undefined
let round = 0
const isCancelled = () => Atomics.load(order.cancelled, 0) !== 0
const proposal = await propose(order.input, order.sliders, {
  seed: order.seed,
  ...(order.iterations !== null && { iterations: order.iterations }),
  isCancelled,
  boundProgress: () =>
    isCancelled()
      ? 1
      : Math.max(round++ / ROUNDS, (performance.now() - (provingSince ??= performance.now())) / 1000 / PROVING),
  onProgress: (done) => {
    if (done < told + 0.01) return
    told = done
    parentPort?.postMessage({ done } satisfies ThreadNote)
  },
})
parentPort?.postMessage({ proposal } satisfies ThreadNote)
