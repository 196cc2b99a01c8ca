import { buildSchema } from 'graphql'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codes } from '../../api/app/codes.ts'
import { openSession } from '../../api/access/index.ts'
import { knownIds } from '../fuzz/known.ts'
import { storm, told, type Asking } from '../fuzz/storm.ts'
import { house, overHttp } from '../harness.ts'
import { atTheEnd } from '../at-the-end.ts'
import { plantNetwork } from './two-networks.ts'

/** A sample of `npm run fuzz`, the same each time. */
test('hostile requests as every role and as nobody: no 5xx, nothing told of the inside', async () => {
  const at = await house()
  const builtFolder = mkdtempSync(join(tmpdir(), 'alongside-built-'))
  atTheEnd(() => rmSync(builtFolder, { recursive: true, force: true }))
  mkdirSync(join(builtFolder, 'web'))
  writeFileSync(join(builtFolder, 'web/index.html'), '<!doctype html><title>Portal</title>')
  const { url, log } = await overHttp(at, { builtFolder })
  const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'))
  const { viewers } = await plantNetwork(at, 'CANARY-A')
  const query = (text: string, values: unknown[]) => at.parts.pool.query(text, values)
  const callers: Asking[] = [{ role: 'nobody' }]
  const ids = new Set<string>()
  for (const [role, viewer] of Object.entries(viewers)) {
    const { token } = await openSession(query, viewer.account as string, false)
    callers.push({ role, cookie: `sid=${token}` })
    for (const id of await knownIds(schema, (text) => at.ask(viewer, text))) ids.add(id)
  }
  const report = await storm({
    url,
    schema,
    callers,
    known: { ids: [...ids] },
    codes,
    seed: 20261122,
    requests: 1500,
    atOnce: 8,
  })
  expect(report.findings.map(told)).toEqual([])
  // Not all of it is refused at the door.
  expect(report.statuses.get(200) ?? 0).toBeGreaterThan(150)
  expect(log.filter((line) => line.includes('"level":"error"'))).toEqual([])
}, 120_000)
