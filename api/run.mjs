// `node api/run.mjs SUBCOMMAND …`: builds what changed, then runs the bundle in this same process, so that one pid
// serves and signals reach it. Plain JavaScript that an old Node can parse, to be able to say that it is too old.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const buildFolder = join(root, '.build')

/** The three builds of vite.config.ts, each with the source it starts from. */
const BUILDS = [
  { mode: 'api', entry: 'api/main.ts' },
  { mode: 'web', entry: 'web/main.tsx' },
  { mode: 'web-server', entry: 'web/server.tsx' },
]
/** What a build depends on. */
const SOURCES = ['api', 'web', 'seeds', 'package-lock.json', 'vite.config.ts', 'tsconfig.json', 'schema.graphql']

/** @returns {never} */
function giveUp(message) {
  console.error(message)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 17)) return
  giveUp(
    `Alongside needs Node 22.17 or newer; this is ${process.versions.node}. After "npm ci", start it through npm ` +
      `("npm start", "npm run …"), which uses the Node 24 that lies in node_modules.`,
  )
}

/** A short hash of every source's path and content: the same sources on any machine have the same build. */
function sourcesHash() {
  const hash = createHash('sha256')
  const add = (path) => {
    const file = join(root, path)
    const found = fs.statSync(file, { throwIfNoEntry: false })
    if (!found) return
    if (found.isDirectory()) for (const name of fs.readdirSync(file).sort()) add(`${path}/${name}`)
    else if (!path.endsWith('.md')) hash.update(`${path}\0${found.size}\0`).update(fs.readFileSync(file))
  }
  SOURCES.forEach(add)
  return hash.digest('hex').slice(0, 16)
}

/**
 * Makes sure that the bundle of the present sources exists, and returns its folder. Each build has a folder of its own,
 * `.build/builds/HASH`, moved into place when complete: two starts at once do not meet, and a running server keeps the
 * files it was started from. `.build/api`, `.build/web` and `.build/web-server` point to the newest.
 */
async function build() {
  if (!fs.existsSync(join(root, 'api/main.ts'))) return dirname(fs.realpathSync(join(buildFolder, 'api'))) // delivered built
  const hash = sourcesHash()
  const target = join(buildFolder, 'builds', hash)
  if (!fs.existsSync(target)) {
    const making = `${target}.new-${process.pid}`
    try {
      fs.mkdirSync(making, { recursive: true })
    } catch (error) {
      giveUp(
        `The sources have changed and ${buildFolder} cannot be written (${error.code}): run "npm run build" as its owner.`,
      )
    }
    try {
      await withProgress(() =>
        Promise.all(BUILDS.filter(({ entry }) => fs.existsSync(join(root, entry))).map(runVite(making))),
      )
      fs.renameSync(making, target)
    } catch (error) {
      fs.rmSync(making, { recursive: true, force: true })
      if (!fs.existsSync(target)) giveUp(error.message) // else another start built the same meanwhile
    }
    forgetOldBuilds(hash)
  }
  point(target)
  return target
}

const runVite = (making) => (build) =>
  new Promise((resolve, reject) => {
    const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
    const args = [vite, 'build', '--mode', build.mode, '--outDir', join(making, build.mode), '--logLevel', 'warn']
    args.push('--configLoader', 'runner') // the other way writes into node_modules, which may not be ours
    const env = { ...process.env, NODE_ENV: 'production' }
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const collect = (chunk) => (said += chunk)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The build "${build.mode}" failed.\n${said.trim()}`)),
    )
  })

async function withProgress(work) {
  const started = Date.now()
  const words = () => `Building… ${((Date.now() - started) / 1000).toFixed(1)} s`
  const live = process.stderr.isTTY
  if (!live) process.stderr.write('Building (the first time, or after a change)…\n')
  const timer = live ? setInterval(() => process.stderr.write(`\r${words()}`), 100) : undefined
  try {
    await work()
    process.stderr.write(`${live ? '\r' : ''}Built in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`)
  } catch (error) {
    if (live) process.stderr.write('\n')
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** Keeps this build and the one before it; takes away older ones and what interrupted builds left. */
function forgetOldBuilds(hash) {
  const builds = join(buildFolder, 'builds')
  const age = (name) => fs.statSync(join(builds, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const whole = fs.readdirSync(builds).filter((name) => !name.includes('.new-') && name !== hash)
  const older = whole.sort((a, b) => age(b) - age(a)).slice(1)
  const left = fs.readdirSync(builds).filter((name) => name.includes('.new-') && Date.now() - age(name) > 600_000)
  for (const name of [...older, ...left]) fs.rmSync(join(builds, name), { recursive: true, force: true })
}

function point(target) {
  for (const { mode } of BUILDS) {
    const link = join(buildFolder, mode)
    const to = join('builds', target.split(/[\\/]/).at(-1), mode)
    try {
      if (fs.readlinkSync(link) === to) continue
    } catch {
      // none yet, or a folder of an earlier layout
    }
    if (!fs.existsSync(join(target, mode))) continue
    try {
      const beside = `${link}.new-${process.pid}`
      fs.symlinkSync(to, beside)
      if (fs.lstatSync(link, { throwIfNoEntry: false })?.isDirectory()) fs.rmSync(link, { recursive: true })
      fs.renameSync(beside, link)
    } catch (error) {
      if (!['EROFS', 'EACCES', 'EPERM'].includes(error.code)) throw error // a read-only project runs from `target`
    }
  }
}

checkNode()
const target = await build()
if (process.argv[2] !== 'build') {
  if (process.env.NODE_ENV !== 'production') process.setSourceMapsEnabled(true)
  await import(pathToFileURL(join(target, 'api', 'main.js')).href)
}
