import { join } from 'node:path'
import { projectRoot } from '../../../api/platform/index.ts'
import type { LargeNetwork } from './network.ts'
import { startServer, type Server } from './server.ts'

/** Connections to PostgreSQL of every server: what the product has. */
const POOL = '10'

/** Who is measured. `limit` is the bare server; what stands behind it is the extra work it does like the product. */
export type Name = 'raw' | 'exec' | 'postgraphile' | 'limit' | 'limit, viewer' | 'limit, viewer and audit'

/** What each does beside finding rows and saying them. */
export const EXTRA: Readonly<Record<Name, string>> = {
  raw: 'session, grants at every table, viewer told to the database (row-level security), audit of reads, limits on operations',
  exec: 'the same as RAW, through graphql-js (ALONGSIDE_READS=exec)',
  postgraphile: 'none of it: no session, no grants, no audit; where a co-ordinator looks is an argument; as superuser',
  limit: 'session, the same rows by hand; no viewer told, no row-level security (as superuser), no audit',
  'limit, viewer': 'and tells the viewer, under row-level security like the product',
  'limit, viewer and audit': 'and writes down who was shown',
}

/** Starts them, one after the other so that none is measured against another's start. */
export async function startContestants(
  network: LargeNetwork,
  names: readonly Name[],
  { node = [] }: { node?: string[] } = {},
): Promise<Record<Name, Server>> {
  const here = (script: string) => join(projectRoot(), '.build', 'bench', `${script}.js`)
  const product = {
    NODE_ENV: 'production',
    DATABASE_URL: network.adminUrl,
    DATABASE_APP_URL: network.appUrl,
  }
  const bare = (name: string, url: string) => ({
    BENCH_NAME: name,
    BENCH_DATABASE: url,
    BENCH_POOL: POOL,
    NODE_ENV: 'production',
    GRAPHILE_ENV: 'production',
  })
  const limit = (walls: string, url: string) => ({
    script: here('limit'),
    env: { ...bare(`limit ${walls}`, url), BENCH_WALLS: walls },
  })
  const how: Record<Name, { script: string; env: Record<string, string>; args?: string[]; node?: string[] }> = {
    raw: { script: 'api/run.mjs', args: ['serve'], env: product, node },
    exec: { script: 'api/run.mjs', args: ['serve'], env: { ...product, ALONGSIDE_READS: 'exec' } },
    postgraphile: { script: here('postgraphile'), env: bare('postgraphile', network.superUrl) },
    limit: limit('none', network.superUrl),
    'limit, viewer': limit('viewer', network.appUrl),
    'limit, viewer and audit': limit('audit', network.appUrl),
  }
  const servers: Partial<Record<Name, Server>> = {}
  for (const name of names) {
    const { script, ...options } = how[name]
    servers[name] = await startServer(name, script, options)
  }
  return servers as Record<Name, Server>
}
