import { execute, getOperationAST, parse } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { contextFor } from '../../api/app/request.ts'
import { roles, type Role } from '../../api/kernel/index.ts'
import { house, type House } from '../harness.ts'
import { crawl } from './crawl.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

let at: House
let network: Planted
/** The planted people: who they are by the name that only they have. */
let people: { id: string; name: string }[]

beforeAll(async () => {
  at = await house()
  network = await plantNetwork(at, 'CANARY-A')
  people = (await at.plant('select id, given_name as name from person')) as never
})

interface Seen {
  about_id: string
  account_id: string | null
  about_as: string
  role: string
  because: string
  operation: string
}

/** Asks as somebody, passed on unparsed where that can be, or through graphql-js; and what was then written down. */
async function asked(role: Role, text: string, isRaw: boolean) {
  const document = parse(text)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('no operation')
  const context = contextFor(at.parts, network.viewers[role])
  const raw = isRaw
    ? await at.reader.raw({ schema: at.schema, document, operation, variables: {} }, context)
    : JSON.stringify(await execute({ schema: at.schema, document, contextValue: context }))
  const seen = (await at.plant('select * from audit_read where request_id = $1', [context.requestId])) as Seen[]
  return { answer: raw, seen, account: network.viewers[role].account }
}

describe.each(roles)('what is written down of what a %s reads', (role) => {
  test('is one row for each person shown, and none for the others', async () => {
    const wrong: string[] = []
    let shownAtAll = 0
    for (const { name, text } of crawl(at.schema, 3, {}))
      for (const isRaw of [true, false]) {
        if (/^(node|suggest|offerBy)/.test(name)) continue
        const { answer, seen, account } = await asked(role, text, isRaw)
        if (answer === undefined) continue
        const about = seen.map((row) => row.about_id).sort()
        const self = role === 'VOLUNTEER' ? 'CANARY-A-onlooker' : ''
        const named = people
          .filter((person) => person.name !== self && answer.includes(`"${person.name}"`))
          .map((person) => person.id)
          .sort()
        shownAtAll += named.length
        // Of a task's own words the person is known to whoever keeps it, also where the name is not asked for.
        const isExact = !/CANARY-A-(words|address|task)/.test(answer)
        const unseen = named.filter((id) => !about.includes(id))
        const extra = isExact ? about.filter((id) => !named.includes(id)) : []
        if (unseen.length > 0 || extra.length > 0 || new Set(about).size !== about.length)
          wrong.push(`${name} ${isRaw ? 'raw' : 'exec'}: unseen ${unseen.length}, extra ${extra.length}`)
        for (const row of seen)
          if (row.account_id !== account || row.role !== role || row.because.length < 5 || row.operation === '')
            wrong.push(`${name}: ${JSON.stringify(row)}`)
      }
    expect(wrong).toEqual([])
    // An administrator has no business with people, and this volunteer goes to nobody.
    if (role === 'ADMINISTRATOR' || role === 'VOLUNTEER') expect(shownAtAll).toBe(0)
    else expect(shownAtAll).toBeGreaterThan(0)
  }, 60_000)
})

test('who looked is written once a request, however many root fields show the same person', async () => {
  for (const isRaw of [true, false]) {
    const text =
      '{ a: patients(first: 5) { nodes { name } } b: patients(first: 5) { nodes { givenName contact { town } } } }'
    const { seen } = await asked('VOLUNTEER_CO_ORDINATOR', text, isRaw)
    expect(seen.map(({ about_as, role, because, operation }) => ({ about_as, role, because, operation }))).toEqual([
      {
        about_as: 'Patient',
        role: 'VOLUNTEER_CO_ORDINATOR',
        because: 'named contact for the locality',
        operation: 'patients',
      },
    ])
  }
})

test('ids and counts show nobody', async () => {
  const { seen } = await asked(
    'VOLUNTEER_CO_ORDINATOR',
    '{ patients(first: 5) { totalCount nodes { id __typename } } volunteers(first: 5) { nodes { id } } }',
    true,
  )
  expect(seen).toEqual([])
})
