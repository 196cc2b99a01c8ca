// `npm run bench [-- NAME [FILE or options]]`: builds the product and the benchmarks, then runs the benchmarks. Plain JavaScript,
// because only Vite compiles this house's decorators.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ours = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
/** The Node that lies in node_modules, which is the one the product runs on. */
const node = existsSync(ours) ? ours : process.execPath

/** Runs a program in the foreground; the rest of us ends as it ends. Ctrl-C reaches both, and it decides. */
const run = (...args) =>
  new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: '' } })
    const stay = () => undefined
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stay)
    child.on('close', (code) => resolve(code ?? 1))
  })

/** Who imports matching's pure core by its door gets it through `timed-core.ts`, which counts the time spent in it. */
const coreWithStopwatch = {
  name: 'core-with-stopwatch',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    if (!source.endsWith('core/index.ts') || importer?.endsWith('test/bench/timed-core.ts')) return null
    const found = await this.resolve(source, importer, { ...options, skipSelf: true })
    return found?.id === join(root, 'api/matching/core/index.ts') ? join(root, 'test/bench/timed-core.ts') : null
  },
}

/** The benchmarks, and the servers that `graphql` measures against, each a process of its own. */
const ENTRIES = ['main', 'graphql/limit', 'graphql/postgraphile', 'matching-boroughs']

const [subcommand] = process.argv.slice(2)
if (subcommand === '--build') {
  await buildBenchmarks()
} else {
  const steps = [
    ['api/run.mjs', 'build'],
    ['test/bench/run.mjs', '--build'],
    ['--enable-source-maps', '.build/bench/main.js', ...process.argv.slice(2)],
  ]
  for (const step of steps) {
    const code = await run(...step)
    if (code !== 0) process.exit(code)
  }
}

/** `.build/bench/*.js`, made as vite.config.ts makes the server's bundle. */
async function buildBenchmarks() {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    plugins: [coreWithStopwatch],
    build: {
      ssr: true,
      rollupOptions: { input: ENTRIES.map((entry) => `test/bench/${entry}.ts`) },
      target: 'node22',
      outDir: '.build/bench',
      emptyOutDir: true,
      sourcemap: true,
    },
  })
}
