// `npm run dev`: the portal through Vite's development server (changes show at once), the API built anew and restarted at
// each change of its sources, and one database that stays up meanwhile. One address for all: what is the API's is passed
// on to it. Needs Node 24, which npm puts on the path: the platform's TypeScript is imported as it is.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, createServer } from 'vite'

process.env.NODE_ENV = 'development'
const { freePort, handleSignals, onShutdown, openDatabase, PlainError, readConfig, shutdown } =
  await import('./platform/index.ts')

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const built = join(root, '.build', 'dev')
/** Addresses that the API answers; all others are the portal's, drawn in the browser. */
const API = '^/(graphql|graphiql|live|live-updates|ready|forms|find-help|services|assets|oruk)(/|\\?|$)'
const say = (line) => process.stdout.write(`${line}\n`)

let api
let restarting = Promise.resolve()

/** Starts the API anew when a build is complete; builds that end together start it once. */
function restart(env) {
  restarting = restarting.then(async () => {
    await stopApi()
    if (!existsSync(join(built, 'api/main.js'))) return
    api = spawn(process.execPath, ['--enable-source-maps', join(built, 'api/main.js'), 'serve'], {
      cwd: root,
      env,
      stdio: 'inherit',
    })
  })
  return restarting
}

async function stopApi() {
  if (!api || api.exitCode !== null || api.signalCode !== null) return
  const ended = new Promise((resolve) => api.once('exit', resolve))
  api.kill('SIGTERM')
  const timer = setTimeout(() => api.kill('SIGKILL'), 1500) // open pages hold live connections
  await ended
  clearTimeout(timer)
}

/** Builds now and at every change. `done` is called after each build that worked. */
async function watch(mode, options, done) {
  const watcher = await build({
    root: mode === 'web' ? join(root, 'web') : root,
    configFile: join(root, 'vite.config.ts'),
    configLoader: 'runner',
    mode,
    logLevel: 'warn',
    // A running API still loads its old chunks while the new ones are written, so nothing is removed.
    build: { outDir: join(built, mode), emptyOutDir: false, watch: {}, minify: false, ...options },
  })
  onShutdown(`watching ${mode}`, () => watcher.close())
  return new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'BUNDLE_END') void event.result?.close()
      if (event.code === 'ERROR') console.error(event.error.message)
      if (event.code !== 'END') return
      done?.()
      resolve()
    })
  })
}

try {
  handleSignals()
  const config = readConfig()
  const database = await openDatabase(config, { purpose: 'serve', command: 'npm run dev', onProgress: say })
  onShutdown('database', () => database.stop(), { always: true })
  onShutdown('API', stopApi)

  const apiPort = await freePort()
  const url = config.publicUrl
  const env = { ...process.env, DATABASE_URL: database.adminUrl, DATABASE_APP_URL: database.appUrl }
  Object.assign(env, { HOST: '127.0.0.1', PORT: String(apiPort), PUBLIC_URL: url })

  const vite = await createServer({
    root: join(root, 'web'),
    configFile: join(root, 'vite.config.ts'),
    configLoader: 'runner',
    mode: 'development',
    logLevel: 'warn',
    cacheDir: join(built, 'vite'),
    server: {
      host: config.host,
      port: config.port,
      strictPort: true,
      proxy: { [API]: { target: `http://127.0.0.1:${apiPort}`, xfwd: true } },
    },
  })
  onShutdown('portal', () => vite.close())
  await vite.listen()

  say('Building the API…')
  if (existsSync(join(root, 'web/server.tsx'))) {
    // the public pages, and of the portal's build the part they use
    await watch('web', { rollupOptions: { input: { public: join(root, 'web/public/enhance.ts') } } })
    await watch('web-server', {}, () => existsSync(join(built, 'api/main.js')) && void restart(env))
  }
  await watch('api', {}, () => void restart(env))
  database.announce(url)
  say(`\n  Open ${url}/ (the API itself is at port ${apiPort}). Changes show by themselves; Ctrl-C ends all.\n`)
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error)
  await shutdown(1)
}
