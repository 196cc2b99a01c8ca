import { Worker } from 'node:worker_threads'
import type { Proposal } from '../core/proposal/index.ts'
import type { ThreadNote, ThreadOrder } from './plan-thread.ts'

/** The thread's file: beside this one as source, at the top of the bundle once built (vite.config.ts names it). */
function threadFile(): URL {
  const here = import.meta.url
  if (here.endsWith('.ts')) return new URL('./plan-thread.ts', here)
  return new URL(/\/assets\/[^/]*$/.test(here) ? '../plan-thread.js' : 'plan-thread.js', here)
}

// One week at a time: the others' threads would only take the core from it, and from whoever is served.
let last: Promise<unknown> = Promise.resolve()

/**
 * Plans a week in a thread of its own, one at a time in this process.
 * @param options.signal ends the thread; the promise is then rejected
 * @param options.onProgress 0 to 1, now and then
 */
export function planInThread(
  order: Omit<ThreadOrder, 'cancelled'>,
  options: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<Proposal> {
  const mine = last.catch(() => undefined).then(() => run(order, options))
  last = mine
  return mine
}

async function run(
  order: Omit<ThreadOrder, 'cancelled'>,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<Proposal> {
  signal.throwIfAborted()
  const cancelled = new Int32Array(new SharedArrayBuffer(4))
  const workerData: ThreadOrder = { ...order, cancelled }
  const worker = new Worker(threadFile(), { workerData, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  const ended = new Promise<number>((resolve) => worker.once('exit', resolve))
  const cancel = () => void Atomics.store(cancelled, 0, 1)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await new Promise<Proposal>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      worker.on('message', (note: ThreadNote) => ('done' in note ? onProgress(note.done) : resolve(note.proposal)))
      worker.once('error', reject)
      void ended.then((code) => reject(new Error(`The planning thread ended with ${code}.`)))
    })
  } finally {
    signal.removeEventListener('abort', cancel)
    // It is asked to end and mostly does: a thread torn down in the middle of its work has taken the process with it.
    cancel()
    const isLate = Symbol('late')
    const late = new Promise((resolve) => setTimeout(resolve, GRACE, isLate).unref())
    if ((await Promise.race([ended, late])) === isLate) await worker.terminate()
  }
}

/** Milliseconds that a thread has to end by itself. */
const GRACE = 5000
