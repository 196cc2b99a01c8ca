import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onShutdown, projectRoot } from '../../api/platform/index.ts'
import { productEnvironment } from './product.ts'

/** What a command did. */
export interface Ran {
  readonly seconds: number
  /** The most memory its process held, in MB of 1,000,000 bytes; PostgreSQL's own processes are not in it. */
  readonly peakMemory: number
  /** The last line it printed. */
  readonly lastLine: string
}

/** Runs in the command's process before it, and notes at its end the most memory it ever held. */
const NOTE_MEMORY = `
import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS)))`

/**
 * `npm run NAME -- …` on a data folder, without npm, from the start of the process to its end.
 *
 * @throws Error with what it said, unless it ends with 0
 */
export async function runCommand(dataFolder: string, args: readonly string[]): Promise<Ran> {
  const memoryFile = join(dataFolder, 'bench-memory')
  const env = productEnvironment(dataFolder, { NODE_ENV: 'production', BENCH_MEMORY_FILE: memoryFile })
  const preload = `data:text/javascript,${encodeURIComponent(NOTE_MEMORY)}`
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', preload, 'api/run.mjs', ...args], {
    cwd: projectRoot(),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (chunk: Buffer) => (said += chunk.toString('utf8'))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const gone = new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', reject)
  })
  // Interrupted, we take the command with us, before the server whose database it uses. It would finish what it is at;
  // there is not the time, and what it has not committed is nobody's.
  const forget = onShutdown('command', async () => {
    child.kill('SIGKILL')
    await gone
  })
  const code = await gone.finally(forget)
  const seconds = (performance.now() - started) / 1000
  if (code !== 0) throw new Error(`"npm run ${args.join(' ')}" ended with ${code}:\n${said.trim().slice(-3000)}`)
  // Node gives it in units of 1,024 bytes.
  const peakMemory = (Number(readFileSync(memoryFile, 'utf8')) * 1024) / 1e6
  return { seconds, peakMemory, lastLine: said.trim().split('\n').at(-1) ?? '' }
}
