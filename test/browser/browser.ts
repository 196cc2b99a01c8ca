import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { chromium, type Browser, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { atTheEnd } from '../at-the-end.ts'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../..', import.meta.url))
const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

/** A Chromium: the system's where there is one, else the one inside the npm package, with the libraries it brings. */
export async function openBrowser(): Promise<Browser> {
  const options = {
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--force-color-profile=srgb',
    ],
  }
  let browser: Browser
  if (system) browser = await chromium.launch({ ...options, executablePath: system })
  else {
    if (process.platform !== 'linux' || process.arch !== 'x64')
      throw new Error('The browser journeys need Chromium: install it (it is in the npm package for Linux x64 only).')
    const { executable, libraries, home } = await unpacked()
    browser = await chromium.launch({
      ...options,
      args: [...options.args, '--headless=shell', '--single-process', '--no-zygote'],
      executablePath: executable,
      env: {
        ...process.env,
        LD_LIBRARY_PATH: libraries,
        HOME: home,
        TMPDIR: home,
        FONTCONFIG_PATH: libraries,
      } as Record<string, string>,
    })
  }
  atTheEnd(() => browser.close())
  return browser
}

/** Unpacks the package's Chromium and the libraries a bare machine lacks into a folder of this run. */
async function unpacked(): Promise<{ executable: string; libraries: string; home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'alongside-chromium-'))
  atTheEnd(() => rmSync(home, { recursive: true, force: true }))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = home
  try {
    const bin = join(dirname(require.resolve('@sparticuz/chromium')), '../../bin')
    const found = existsSync(bin) ? bin : join(root, 'node_modules/@sparticuz/chromium/bin')
    const packaged = await import('@sparticuz/chromium')
    const executable = await packaged.default.executablePath(found)
    const libraries = join(home, 'al2023', 'lib')
    if (!existsSync(libraries)) {
      const tar = brotliDecompressSync(readFileSync(join(found, 'al2023.tar.br')))
      untar(tar, join(home, 'al2023'))
    }
    return { executable, libraries, home }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** The few kinds of entry that are in that archive: folders and plain files (ustar). */
function untar(tar: Buffer, into: string): void {
  for (let at = 0; at + 512 <= tar.length;) {
    const name = tar
      .subarray(at, at + 100)
      .toString('utf8')
      .replace(/\0.*$/s, '')
    if (name === '') break
    const size = parseInt(tar.subarray(at + 124, at + 136).toString('utf8'), 8) || 0
    const type = String.fromCharCode(tar[at + 156] ?? 0)
    const path = join(into, name)
    if (type === '5') mkdirSync(path, { recursive: true })
    else if (type === '0' || type === '\0') {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, tar.subarray(at + 512, at + 512 + size), { mode: 0o755 })
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}

export interface Product {
  readonly url: string
  readonly data: string
  readonly said: () => string
  /** Runs another command of the product on the same data, with this on its standard input. */
  readonly command: (args: readonly string[], input?: string) => Promise<{ code: number; text: string }>
  readonly stop: () => Promise<void>
}

/** The product as people start it: built, on a data folder and a port of its own. */
export async function startProduct({ production = false } = {}): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'alongside-browser-'))
  const port = await freePort()
  const env = {
    ...process.env,
    ALONGSIDE_DATA: data,
    PORT: String(port),
    NODE_ENV: production ? 'production' : 'development',
    ...(production ? { ALONGSIDE_SECRET: 'a secret of this test run, 0123456789' } : {}),
  }
  const run = (args: readonly string[]) =>
    spawn(process.execPath, [join(root, 'api/run.mjs'), ...args], { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
  const command: Product['command'] = (args, input = '') =>
    new Promise((resolve) => {
      const child = run(args)
      let text = ''
      child.stdout.on('data', (chunk) => (text += chunk))
      child.stderr.on('data', (chunk) => (text += chunk))
      child.stdin.end(input)
      child.on('close', (code) => resolve({ code: code ?? -1, text }))
    })
  let said = ''
  const child: ChildProcess = run(['serve'])
  child.stdout?.on('data', (chunk) => (said += chunk))
  child.stderr?.on('data', (chunk) => (said += chunk))
  const closed = new Promise((done) => child.once('close', done))
  const lifeline = holdOnTo(child)
  const stop = async () => {
    child.kill('SIGTERM')
    await closed
    lifeline.kill()
    rmSync(data, { recursive: true, force: true })
  }
  atTheEnd(stop)
  const url = `http://127.0.0.1:${port}`
  const until = Date.now() + 150_000
  while (!(await answers(`${url}/ready`))) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`The product did not start:\n${said}`)
    await new Promise((done) => setTimeout(done, 200))
  }
  return { url, data, said: () => said, command, stop }
}

/**
 * Ends a server whose test has gone without ending it: no hook runs in a worker that is killed, for hanging or with the
 * whole run. A process of its own that ends the server once the pipe from here closes, however that came about.
 */
function holdOnTo(child: ChildProcess): ChildProcess {
  const watch = `process.stdin.resume().on('end', () => { try { process.kill(${child.pid}, 'SIGTERM') } catch {} })`
  const lifeline = spawn(process.execPath, ['-e', watch], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  lifeline.stdin?.on('error', () => undefined)
  child.once('close', () => lifeline.kill())
  lifeline.unref()
  return lifeline
}

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  )

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 AA by axe, and no sideways scroll: what every screen must pass at every width. */
export async function mustBeAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: {
        run(
          root: Document,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary: string }[] }[] }>
      }
    }
    const result = await tool.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${String(node.target)} ${node.failureSummary}`).join(' | ')}`,
    )
  })
  expect({ where, violations }).toEqual({ where, violations: [] })
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect({ where, sideways: Math.max(0, sideways) }).toEqual({ where, sideways: 0 })
}

/** Keeps a picture where ALONGSIDE_PICTURES says, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['ALONGSIDE_PICTURES']
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

export const picturesOf = (folder: string): string[] => readdirSync(folder)
