import { viewerOfAccount } from '../../../api/access/index.ts'
import { thePublic, type Viewer } from '../../../api/kernel/index.ts'
import type { Benchmark, Measured } from '../main.ts'
import type { Figure } from '../measure.ts'
import { portalOperations } from '../portal-operations.ts'
import { queryCases, type QueryCase } from './asked.ts'
import { measureCommands } from './commands.ts'
import { EXTRA, startContestants, type Name } from './contestants.ts'
import { askOnce, requestOf } from './load.ts'
import { asSuperuser, withLargeNetwork } from './network.ts'
import { readOptions, type Options } from './options.ts'
import { peerRequest } from './peer-operations.ts'
import { peerSql } from './peer-tables.ts'
import { profileOf } from './profile.ts'
import { columns } from './report.ts'
import { inRounds, type Contestant, type Slot } from './rounds.ts'
import { difference, peerDiffers } from './same-answer.ts'
import type { Server } from './server.ts'

/**
 * Our reads against PostGraphile and against a bare `node:http` and `pg` server on the same tables, each in a process of
 * its own with a pool of the same size, asked the same things by one load generator in turns. The product runs as it is
 * delivered, in production, and is asked in the portal's own operations. First all must give the same answers.
 */
export const graphql: Benchmark = async (say, args = []) => {
  const options = readOptions(args)
  return await withLargeNetwork({ fresh: options.fresh, say }, async (network) => {
    const { cases, viewers } = await asSuperuser(network.superUrl, async (client) => {
      for (const statement of peerSql()) await client.query(statement)
      const all = await queryCases(client)
      const known = new Map<string, Viewer>()
      for (const { account } of all.flatMap(({ askings }) => askings))
        if (account !== undefined && !known.has(account))
          known.set(account, await viewerOfAccount((text, values) => client.query(text, values), account))
      return { cases: all, viewers: known }
    })
    const asked = cases.filter(({ name }) => options.only === undefined || name.includes(options.only))
    if (options.profile) return await profileOf(network, asked, options, say)

    say('starting the servers')
    const names = Object.keys(EXTRA) as Name[]
    const servers = await startContestants(network, names)
    const measured: Measured[] = []
    try {
      for (const one of asked) measured.push(await measure(one, servers, viewers, network.postgresPid, options, say))
      const both = { ours: servers.raw, bare: servers['limit, viewer and audit'] }
      measured.push(
        ...(await asSuperuser(network.superUrl, (client) =>
          measureCommands(client, both, network.postgresPid, options, say),
        )),
      )
    } finally {
      for (const server of Object.values(servers)) await server.stop()
    }
    return [
      { title: 'Who does what', figures: [], text: columns(names.map((name) => [name, EXTRA[name]])) },
      ...measured,
    ]
  })
}

async function measure(
  one: QueryCase,
  servers: Record<Name, Server>,
  viewers: ReadonlyMap<string, Viewer>,
  postgresPid: number,
  { rounds, seconds, quick }: Options,
  say: (line: string) => void,
): Promise<Measured> {
  const operation = portalOperations().get(one.operation)
  if (operation === undefined) throw new Error(`The portal has no operation ${one.operation}.`)
  const requests = (name: Name): Buffer[] =>
    one.askings.map((asking) => {
      const { port } = servers[name]
      if (name === 'raw' || name === 'exec')
        return requestOf(
          port,
          '/graphql',
          { operationName: one.operation, query: operation, variables: asking.variables },
          asking.cookie,
        )
      if (name === 'postgraphile')
        return requestOf(port, '/graphql', peerRequest(one, asking, viewers.get(asking.account ?? '') ?? thePublic))
      return requestOf(port, `/${one.operation}`, asking.variables, asking.cookie)
    })
  const names = Object.keys(servers) as Name[]
  const prepared = Object.fromEntries(names.map((name) => [name, requests(name)])) as Record<Name, Buffer[]>

  say(`${one.name}: do all say the same?`)
  const different = await compared(one, quick ? 12 : Infinity, servers, prepared)
  if (different !== undefined)
    return { title: `${one.name}: not measured`, figures: [], text: `The answers differ. ${different}`, failed: true }

  say(`${one.name}: ${rounds} rounds of ${names.length} × ${seconds} s`)
  const slots = await inRounds(rounds, inTurn(servers, prepared), {
    warm: { milliseconds: Math.min(400, seconds * 200) },
    until: { milliseconds: seconds * 1000 },
    postgresPid,
  })
  const roots = rootsOf(operation)
  return {
    title: `${one.name[0]?.toUpperCase()}${one.name.slice(1)} (${one.operation}, ${one.askings.length} askings in turn)`,
    text: tableOf(slots),
    figures: gates(
      slots,
      roots,
      one.askings.some(({ cookie }) => cookie !== undefined),
    ),
  }
}

function inTurn(servers: Record<Name, Server>, prepared: Record<Name, Buffer[]>): Record<Name, Contestant> {
  return Object.fromEntries(
    (Object.keys(servers) as Name[]).map((name) => {
      let i = 0
      const list = prepared[name]
      return [name, { server: servers[name], next: () => list[i++ % list.length] }]
    }),
  ) as Record<Name, Contestant>
}

/** Asks everybody everything once, so many askings at most. @returns what differs first, or undefined where nothing does */
async function compared(
  { operation, askings }: QueryCase,
  most: number,
  servers: Record<Name, Server>,
  prepared: Record<Name, Buffer[]>,
): Promise<string | undefined> {
  for (const [i, { variables }] of askings.slice(0, most).entries()) {
    const answers = new Map<Name, { data?: unknown; errors?: unknown }>()
    for (const [name, server] of Object.entries(servers) as [Name, Server][])
      try {
        const text = await askOnce(server.port, prepared[name][i] as Buffer)
        answers.set(name, JSON.parse(text) as { data?: unknown })
      } catch (error) {
        return `${name}, variables ${JSON.stringify(variables)}, ${String(error)}\n${server.said().slice(-1500)}`
      }
    const ours = answers.get('raw')
    const where = `variables ${JSON.stringify(variables)}`
    for (const [name, answer] of answers) {
      if (answer.errors || !answer.data) return `${name}, ${where}: ${JSON.stringify(answer).slice(0, 400)}`
      if (name === 'postgraphile') {
        const found = peerDiffers(operation, ours?.data, answer.data)
        if (found !== undefined) return `${where}, ${found}`
      } else {
        const found = difference(ours, answer, operation)
        if (found !== undefined) return `${name}, ${where}, ${found}`
      }
    }
  }
  return undefined
}

/** How many root fields an operation has: lines of its text that stand one level in. */
const rootsOf = (operation: string): number => operation.split('\n').filter((line) => /^ {2}\w/.test(line)).length

const tableOf = (slots: Record<Name, Slot>): string =>
  columns([
    ['', 'requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'Node ms', 'PostgreSQL ms', 'statements'],
    ...(Object.entries(slots) as [Name, Slot][]).map(([name, { rate, p50, p95, p99, node, postgres, statements }]) => [
      name,
      rate.toFixed(0),
      p50.toFixed(1),
      p95.toFixed(1),
      p99.toFixed(1),
      node.toFixed(2),
      postgres.toFixed(2),
      statements.toFixed(1),
    ]),
  ]) + failuresOf(slots)

/** A line for each server that refused or failed. */
const failuresOf = (slots: Record<Name, Slot>): string =>
  (Object.entries(slots) as [Name, Slot][])
    .flatMap(([name, { failures, failure }]) =>
      failures > 0 ? [`\n  ${name} failed ${failures} times: ${failure}`] : [],
    )
    .join('')

/** The bars of the design (api.md §2), and the ratios beside them. */
function gates(slots: Record<Name, Slot>, roots: number, hasSession: boolean): Figure[] {
  const { raw, exec, postgraphile, limit } = slots
  const same = slots['limit, viewer and audit']
  const viewer = slots['limit, viewer']
  const without = (mine: Slot) => `${(mine.rate / limit.rate).toFixed(2)} of the limit without viewer and audit`
  return [
    { what: 'RAW, of the limit', value: raw.rate / same.rate, atLeast: 0.8, note: without(raw) },
    { what: 'EXEC, of the limit', value: exec.rate / same.rate, atLeast: 0.4, note: without(exec) },
    { what: 'RAW to PostGraphile, requests/s', value: raw.rate / postgraphile.rate, unit: '×', atLeast: 2 },
    {
      what: 'the limit to PostGraphile',
      value: same.rate / postgraphile.rate,
      unit: '×',
      note: `${(limit.rate / postgraphile.rate).toFixed(2)} without viewer and audit`,
    },
    { what: 'PostGraphile to RAW, Node CPU', value: postgraphile.node / raw.node, unit: '×', atLeast: 4 },
    {
      what: 'statements beside the session’s',
      value: raw.statements - (hasSession ? 1 : 0),
      atMost: roots,
      note: `EXEC ${(exec.statements - (hasSession ? 1 : 0)).toFixed(1)}; root fields ${roots}`,
    },
    ...(hasSession
      ? [
          { what: 'row-level security, p95 by hand', value: viewer.p95 / limit.p95, unit: '×' as const, atMost: 1.25 },
          { what: 'with the audit, p95 by hand', value: same.p95 / limit.p95, unit: '×' as const, atMost: 1.6 },
        ]
      : []),
  ]
}
