import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

// A project in small, in a path with spaces, with our own `api/run.mjs` and `vite.config.ts`.
const house = fileURLToPath(new URL('../..', import.meta.url))
const project = join(mkdtempSync(join(tmpdir(), 'alongside run ')), 'a project')
const main = (words: string) =>
  writeFileSync(
    join(project, 'api/main.ts'),
    `process.stdout.write(JSON.stringify([${JSON.stringify(words)}, process.pid, ...process.argv.slice(2)]))\n`,
  )

beforeAll(() => {
  // The body of a thread is a second entry of the build.
  const thread = join(project, 'api/matching/planning/plan-thread.ts')
  mkdirSync(dirname(thread), { recursive: true })
  writeFileSync(thread, 'export {}\n')
  for (const file of ['api/run.mjs', 'vite.config.ts', 'tsconfig.json', 'package.json'])
    cpSync(join(house, file), join(project, file))
  symlinkSync(join(house, 'node_modules'), join(project, 'node_modules'))
  main('first')
})
afterAll(() => rmSync(join(project, '..'), { recursive: true, force: true }))

function run(args: string[], env: Record<string, string> = {}) {
  const done = spawnSync(process.execPath, ['api/run.mjs', ...args], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { code: done.status, said: done.stdout, progress: done.stderr }
}
const builds = () => readdirSync(join(project, '.build/builds'))

test('builds at first and after a change only, runs in its own process with the words given, keeps the build before', () => {
  const first = run(['serve', '--x y'])
  expect(first.code).toBe(0)
  expect(first.progress).toMatch(/^Building.*\nBuilt in [\d.]+ s\.\n$/)
  expect(JSON.parse(first.said)).toEqual(['first', expect.any(Number), 'serve', '--x y'])
  expect(existsSync(join(project, '.build/api/main.js'))).toBe(true)

  expect(run(['serve'], { NODE_ENV: 'production' })).toMatchObject({
    code: 0,
    progress: '',
    said: expect.stringContaining('first') as string,
  })

  main('second')
  expect(run(['build'])).toMatchObject({ code: 0, said: '' })
  expect(run(['x']).said).toContain('second')
  expect(builds()).toHaveLength(2)
})

test('two starts at once both work', async () => {
  main('third')
  const start = () =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, ['api/run.mjs', 'go'], {
        cwd: project,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
      child.on('close', () => resolve(said))
    })
  const said = await Promise.all([start(), start()])
  expect(said.map((text) => (JSON.parse(text) as unknown[])[0])).toEqual(['third', 'third'])
  expect(builds().filter((name) => name.includes('new'))).toEqual([])
})

test('a source that does not compile is shown, and nothing is run', () => {
  writeFileSync(join(project, 'api/main.ts'), 'const = 1')
  const broken = run(['serve'])
  expect(broken).toMatchObject({ code: 1, said: '' })
  expect(broken.progress).toContain('The build "api" failed.')
  main('third')
  expect(run(['serve']).progress).toBe('')
})

test('an old Node is told so', () => {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' });`
  const told = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, 'api/run.mjs', 'serve'],
    {
      cwd: project,
      encoding: 'utf8',
    },
  )
  expect(told.status).toBe(1)
  expect(told.stderr).toContain('Alongside needs Node 22.17 or newer; this is 20.20.2.')
})

test('a read-only project that is built runs; delivered without sources too', () => {
  chmodSync(join(project, '.build'), 0o555)
  expect(run(['serve']).said).toContain('third')
  chmodSync(join(project, '.build'), 0o755)
  rmSync(join(project, 'api/main.ts'))
  expect(run(['serve'], { NODE_ENV: 'production' }).said).toContain('third')
})
