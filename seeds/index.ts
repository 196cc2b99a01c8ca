import type { Runner } from './builder/index.ts'

/** The demo networks by name. (api/app/demo.ts calls this; midhurst is being written.) */
export async function loadNetwork(_name: 'midhurst', _runner: Runner, _options: { now: Date; onProgress?: (text: string) => void }): Promise<void> {}
/** One demo sign-in per role. */
export function signIns(_name: 'midhurst'): { role: string; email: string; password: string }[] {
  return []
}
