// `npm run fuzz -- [--requests 100000] [--seed N] [--only I] [--at-once 16]`: the product on a data folder of its own,
// with the demo network, under hostile requests as every role and as nobody. Ends with 1 when there is a finding.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildSchema } from 'graphql'
import { knownIds } from './known.ts'
import { storm, told, type Asking } from './storm.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    'at-once': { type: 'string', default: '16' },
  },
})
const number = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  console.error(`--${name} must be a whole number.`)
  process.exit(2)
}
const requests = number('requests', values.requests)

const data = mkdtempSync(join(tmpdir(), 'alongside-fuzz-'))
const port = await new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port: free } = server.address() as AddressInfo
    server.close(() => resolve(free))
  })
})
const product = spawn(process.execPath, [join(root, 'api/run.mjs'), 'serve'], {
  cwd: root,
  env: { ...process.env, ALONGSIDE_DATA: data, PORT: String(port), NODE_ENV: 'development' },
  stdio: ['ignore', 'pipe', 'pipe'],
})
let said = ''
let logged = ''
product.stdout.on('data', (chunk) => (said += chunk))
product.stderr.on('data', (chunk) => (logged += chunk))
const ended = new Promise<void>((done) => product.once('close', () => done()))
process.on('SIGINT', () => {
  product.kill('SIGTERM')
  void ended.then(() => {
    rmSync(data, { recursive: true, force: true })
    process.exit(130)
  })
})

let code = 1
try {
  const url = `http://127.0.0.1:${port}`
  while (!/^ {2}Sign in as$/m.test(said) || !said.endsWith('\n\n')) {
    if (product.exitCode !== null) throw new Error(`The product did not start:\n${said}${logged}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  const schema = buildSchema(readFileSync(join(root, 'schema.graphql'), 'utf8'))
  const ask = async (query: string, cookie?: string) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      body: JSON.stringify({ query }),
    })
    return { response, answer: (await response.json()) as { data?: any } }
  }
  const callers: Asking[] = [{ role: 'nobody' }]
  const ids = new Set<string>()
  for (const [, role = '', email = '', password = ''] of said.matchAll(/^ {4}(\S.*?) {2,}(\S+@\S+) .*?(\S+)$/gm)) {
    const input = `{ email: ${JSON.stringify(email)}, password: ${JSON.stringify(password)} }`
    const { response } = await ask(`mutation { signIn(input: ${input}) { __typename } }`)
    const cookie = response.headers.get('set-cookie')?.split(';')[0]
    if (!cookie) throw new Error(`${role} could not sign in`)
    callers.push({ role, cookie })
    for (const id of await knownIds(schema, async (query) => (await ask(query, cookie)).answer)) ids.add(id)
  }
  if (callers.length < 6) throw new Error(`The sign-ins are not said as they used to be:\n${said}`)
  console.log(`${requests} requests as ${callers.map(({ role }) => role).join(', ')}; ${ids.size} ids known`)
  const started = performance.now()
  const { codes } = await import('../../api/app/codes.ts')
  const report = await storm({
    url,
    schema,
    callers,
    known: { ids: [...ids] },
    codes,
    seed: number('seed', values.seed),
    requests,
    atOnce: number('at-once', values['at-once']),
    ...(values.only === undefined ? {} : { only: number('only', values.only) }),
    onProgress: (done) => {
      if (done % 5000 === 0) console.log(`  ${done} in ${((performance.now() - started) / 1000).toFixed(0)} s`)
    },
  })
  const seconds = (performance.now() - started) / 1000
  for (const finding of report.findings.slice(0, 20)) console.log(told(finding))
  const sorted = <K>(counts: ReadonlyMap<K, number>) =>
    [...counts].toSorted(([, a], [, b]) => b - a).map(([what, count]) => `${String(what)}: ${count}`)
  console.log(`${report.requests} requests in ${seconds.toFixed(0)} s, ${report.findings.length} findings`)
  console.log(`status  ${sorted(report.statuses).join(', ')}`)
  console.log(`codes   ${sorted(report.codes).join(', ')}`)
  console.log(`ms      p50 ${report.p50.toFixed(1)}, p99 ${report.p99.toFixed(1)}, longest ${report.max.toFixed(0)}`)
  const alive = await Promise.all(
    callers.slice(1).map(async ({ cookie }) => (await ask('{ viewer { id } }', cookie)).answer.data?.viewer),
  )
  console.log(`sessions still open at the end: ${alive.filter(Boolean).length} of ${alive.length}`)
  const internal = logged.split('\n').filter((line) => line.includes('"level":"error"'))
  for (const line of internal.slice(0, 10)) console.log(`log     ${line}`)
  const slow = report.p99 >= 1000
  if (slow) console.log('p99 is not under a second')
  code = report.findings.length > 0 || slow || alive.some((viewer) => !viewer) ? 1 : 0
} catch (error) {
  console.error(error)
} finally {
  product.kill('SIGTERM')
  await ended
  rmSync(data, { recursive: true, force: true })
}
process.exit(code)
