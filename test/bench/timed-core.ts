import { suggest as untimed } from '../../api/matching/core/index.ts'

// In the benchmarks' bundle this stands where the product imports matching/core (see run.mjs): the same, and timed.
export * from '../../api/matching/core/index.ts'

let spent = 0
let calls = 0

/** The core's `suggest`, and a stopwatch. */
export const suggest: typeof untimed = (...given) => {
  const started = performance.now()
  try {
    return untimed(...given)
  } finally {
    spent += performance.now() - started
    calls++
  }
}

/** Milliseconds spent in the core and calls made since the last time this was asked. */
export function takeCoreTime(): { milliseconds: number; calls: number } {
  const taken = { milliseconds: spent, calls }
  spent = 0
  calls = 0
  return taken
}
