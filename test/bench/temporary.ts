import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureAppRole, onShutdown, startCluster } from '../../api/platform/index.ts'
import { migrate } from '../../api/app/orm.ts'

/** Gives `work` an empty folder, which is taken away afterwards, however it ends. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const forget = onShutdown('temporary folder', remove)
  try {
    return await work(folder)
  } finally {
    forget()
    remove()
  }
}

/** A migrated database of its own, as the product would start it: what is committed is on the disk. */
export async function withDatabase<T>(work: (urls: { superUrl: string; appUrl: string }) => Promise<T>): Promise<T> {
  return await inTemporaryFolder(async (folder) => {
    const cluster = await startCluster(folder)
    const forget = onShutdown('database', () => cluster.stop(), { always: true })
    try {
      const appUrl = await ensureAppRole(cluster.adminUrl, cluster.appPassword)
      await migrate(cluster.adminUrl)
      return await work({ superUrl: cluster.superUrl, appUrl })
    } finally {
      forget()
      await cluster.stop()
    }
  })
}
