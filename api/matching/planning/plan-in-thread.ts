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
  order: ThreadOrder,
  options: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<Proposal> {
  const mine = last.catch(() => undefined).then(() => run(order, options))
  last = mine
  return mine
}

async function run(
  order: ThreadOrder,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (done: number) => void },
): Promise<Proposal> {
  signal.throwIfAborted()
  const worker = new Worker(threadFile(), { workerData: order, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  try {
    return await new Promise<Proposal>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      worker.on('message', (note: ThreadNote) => ('done' in note ? onProgress(note.done) : resolve(note.proposal)))
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`The planning thread ended with ${code}.`)))
    })
  } finally {
    await worker.terminate()
  }
}
