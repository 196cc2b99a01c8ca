import { createServer } from 'node:http'
import { grafserv } from 'postgraphile/grafserv/node'
import { makePgService } from 'postgraphile/adaptors/pg'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { postgraphile } from 'postgraphile'
import { makePool } from '../../../api/platform/index.ts'

/** PostGraphile 5 as its manual would have it in production: preset amber, lists beside connections, nothing watched or
 *  explained, on a pool like the product's. */
const pool = makePool(process.env['BENCH_DATABASE'] ?? '', {
  applicationName: process.env['BENCH_NAME'] ?? 'postgraphile',
  max: Number(process.env['BENCH_POOL']),
})
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  // Otherwise relations whose column has only a partial index would be missing.
  disablePlugins: ['PgIndexBehaviorsPlugin'],
  pgServices: [makePgService({ pool, schemas: ['public'], pubsub: false })],
  schema: { defaultBehavior: 'connection list', dontSwallowErrors: true },
  grafast: { explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
})
const served = instance.createServ(grafserv)
const server = createServer()
await served.addTo(server)
if (process.env['BENCH_SCHEMA']) {
  const { writeFileSync } = await import('node:fs')
  const { printSchema } = await import('graphql')
  writeFileSync(process.env['BENCH_SCHEMA'], printSchema((await instance.getSchemaResult()).schema))
}
// Asked by whoever started us; all else is PostGraphile's.
const [answer] = server.listeners('request') as ((...given: unknown[]) => void)[]
server.removeAllListeners('request')
server.on('request', (request, response) =>
  request.url === '/ready' ? void response.end('ready\n') : answer?.call(server, request, response),
)
server.listen(Number(process.env['PORT']), '127.0.0.1')
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    server.closeAllConnections()
    server.close(() => void Promise.resolve(instance.release()).finally(() => process.exit(0)))
  })
