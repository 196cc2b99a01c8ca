import { getNamedType, isObjectType } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { grants, operations } from '../../api/app/slices.ts'
import { encodeNodeId, roles, thePublic, type Viewer } from '../../api/kernel/index.ts'
import { allViews } from '../../api/reads/index.ts'
import { house, type House } from '../harness.ts'
import { crawl } from './crawl.ts'
import { marksFound } from './marks-found.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

let at: House
let ours: Planted
let theirs: Planted
beforeAll(async () => {
  at = await house()
  ours = await plantNetwork(at, 'CANARY-A')
  theirs = await plantNetwork(at, 'CANARY-B')
})

const found = (viewer: Viewer, of: Planted) => marksFound(at, viewer, of, 4)

describe('a crawl of every query finds nothing of another organisation', () => {
  test.each(roles.filter((role) => role !== 'ADMINISTRATOR'))(
    'as %s',
    async (role) => {
      const seen = await found(ours.viewers[role], theirs)
      expect([...(seen.get('CANARY-B') ?? [])]).toEqual([])
    },
    120_000,
  )

  test('as an administrator: names of those who sign in, and of no one else', async () => {
    const seen = await found(ours.viewers.ADMINISTRATOR, theirs)
    const beyond = [...(seen.get('CANARY-B') ?? [])].filter((way) => !/^(accounts|nodes)/.test(way))
    expect(beyond).toEqual([])
  }, 120_000)

  test('as the public', async () => {
    expect((await found(thePublic, theirs)).size).toBe(0)
  }, 120_000)

  test('while the co-ordinator’s own are all found, so that the crawl is no blind one', async () => {
    const seen = await found(ours.viewers.VOLUNTEER_CO_ORDINATOR, ours)
    const ways = [...(seen.get('CANARY-A') ?? [])]
    for (const start of ['patients', 'carers', 'volunteers', 'tasks', 'visits', 'offers', 'nodes'])
      expect(
        ways.some((way) => way.startsWith(start)),
        start,
      ).toBe(true)
    expect([...(seen.get('CANARY-B') ?? [])]).toEqual([])
  }, 120_000)
})

describe('the grants are whole', () => {
  test('every root field names who may use it, and no grant is for a field that is not there', () => {
    const fields = [at.schema.getQueryType(), at.schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
    )
    expect(operations.map((grant) => grant.operation).sort()).toEqual(fields.sort())
  })

  test('every type with rows has a grant to read it, and every grant says why', () => {
    for (const view of allViews())
      expect(
        grants.some((grant) => grant.on === view.type && grant.may === 'READ'),
        view.type,
      ).toBe(true)
    for (const grant of grants) expect(grant.because.length, `${grant.to} ${grant.may} ${grant.on}`).toBeGreaterThan(5)
  })

  test('a to-one relation to a guarded type may be null, so that what is hidden hides nothing else', () => {
    const guarded = new Set(
      allViews()
        .filter((view) => !grants.some((grant) => grant.on === view.type && grant.to === 'ANYONE'))
        .map((view) => view.type),
    )
    const strict: string[] = []
    for (const type of Object.values(at.schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__') || /(Connection|Edge)$/.test(type.name)) continue
      for (const field of Object.values(type.getFields()))
        if (guarded.has(getNamedType(field.type).name) && /^\w+!$/.test(String(field.type)))
          strict.push(`${type.name}.${field.name}`)
    }
    expect(strict).toEqual([])
  })
})

test('who may not use a mutation is told so before anything is looked at', async () => {
  for (const role of ['VOLUNTEER', 'GROUP_MANAGER'] as const) {
    const { errors } = await at.ask(
      ours.viewers[role],
      `mutation { suspendAccount(input: { id: "${encodeNodeId(11, ours.ids['task'] as string)}" }) { __typename } }`,
    )
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN')
  }
})

test('a root field costs one statement whatever its depth; objects under computed facts one more', async () => {
  const id = (code: number, uuid: string | undefined) => `"${encodeNodeId(code, uuid as string)}"`
  const given = {
    task: id(6, ours.ids['task']),
    volunteer: id(5, ours.ids['volunteer']),
    locality: id(1, ours.locality),
    week: '"2026-11-16"',
    token: `"${'x'.repeat(43)}"`,
  }
  const costly: string[] = []
  for (const { name, text } of crawl(at.schema, 3, given)) {
    await at.ask(ours.viewers.VOLUNTEER_CO_ORDINATOR, text)
    const computed = /^(viewer|suggestVolunteers|explainMatch|whyUnfilled|shortages|repairOptions)/.test(name)
    if (at.statements().length > (computed ? 4 : 1)) costly.push(`${name}: ${at.statements().length}`)
  }
  expect(costly).toEqual([])
}, 60_000)

test('every column an entity names is in the database', async () => {
  const columns = await at.sql<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`,
  )
  const known = new Set(columns.map(({ name }) => name))
  const missing = [...at.tables]
    .flatMap(([table, { columns: named }]) => [...named.values()].map(({ column }) => `${table}.${column}`))
    .filter((name) => !known.has(name))
  expect(missing).toEqual([])
})
