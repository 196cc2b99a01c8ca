// `npm run differential -- [--operations 2000] [--seed N]`: both ways of reading, compared over generated operations.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { operations: { type: 'string' }, seed: { type: 'string' } } })
const count = Number(values.operations ?? 2000)
if (!Number.isInteger(count) || count < 1) {
  console.error('--operations is how many to generate: a whole number, such as 2000.')
  process.exit(2)
}
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'api', 'test/contract/differential.test.ts'],
  {
    cwd: new URL('..', import.meta.url),
    stdio: 'inherit',
    env: { ...process.env, ALONGSIDE_GENERATED: String(count), ...(values.seed && { SEED: values.seed }) },
  },
)
process.exit(status ?? 1)
