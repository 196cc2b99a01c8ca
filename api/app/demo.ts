import type { Parts } from './request.ts'

/** Loads the demo network into a database without accounts. */
export async function loadDemo(_parts: Parts, _say: (line: string) => void) {
  return [] as { role: string; email: string; password: string }[]
}
