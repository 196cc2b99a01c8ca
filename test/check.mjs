// `npm run check`: everything that can be known without running the product. Under two minutes, no tests.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const steps = [
  ['format', 'prettier --check --log-level warn .'],
  ['lint', 'oxlint --type-aware --deny-warnings'],
  ['import rules', 'depcruise --config .dependency-cruiser.mjs --output-type err api web seeds'],
  ['types', 'tsc --noEmit -p .'],
  ['schema.graphql is current', 'node api/run.mjs schema --check'],
  ['operations fit the schema', 'graphql-codegen --config codegen.ts --check'],
  ['words in both languages', 'vitest run --project portal test/portal/words.test.ts'],
]

const run = (command) =>
  new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    child.stdout.on('data', (chunk) => (text += chunk))
    child.stderr.on('data', (chunk) => (text += chunk))
    child.on('close', (code) => resolve({ code, text }))
  })

let failed = false
const lock = readFileSync('package-lock.json', 'utf8')
if (/"resolved":/.test(lock)) {
  console.log('✗ package-lock.json names where packages were fetched from; see .npmrc')
  failed = true
}
const waiting = [...steps]
// Two at a time: that is how many cores there are to count on.
await Promise.all(
  [1, 2].map(async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const [name, command] = step
      const started = performance.now()
      const { code, text } = await run(command)
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
      if (code !== 0) {
        failed = true
        console.log(
          text
            .trim()
            .split('\n')
            .map((line) => `    ${line}`)
            .join('\n'),
        )
      }
    }
  }),
)
process.exit(failed ? 1 : 0)
