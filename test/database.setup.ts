import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../api/app/orm.ts'
import { ensureAppRole, startCluster } from '../api/platform/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated template's cluster: as superuser and as role `app`. */
    cluster: { superUrl: string; appUrl: string }
  }
}

/** One PostgreSQL and one migrated template a run; each test file clones it (test/harness.ts). */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-test-'))
  const cluster = await startCluster(folder, { durable: false, settings: { max_connections: '120' } })
  const appUrl = await ensureAppRole(cluster.adminUrl, cluster.appPassword)
  await migrate(cluster.adminUrl)
  project.provide('cluster', { superUrl: cluster.superUrl, appUrl })
  return async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
