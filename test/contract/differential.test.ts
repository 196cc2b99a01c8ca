import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { execute, getOperationAST, parse, print, specifiedRules, validate, type DocumentNode } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { tooMuch } from '../../api/app/graphql.ts'
import { contextFor } from '../../api/app/request.ts'
import { encodeNodeId, thePublic, type Viewer } from '../../api/kernel/index.ts'
import { allViews } from '../../api/reads/index.ts'
import { loadNetwork } from '../../seeds/index.ts'
import { house, type House } from '../harness.ts'
import { generatedOperation, type Values } from './generated-operation.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

/** How many queries are generated; `npm run differential` asks for more than the test command does. */
const wanted = Number(process.env['ALONGSIDE_GENERATED'] ?? 500)

let at: House
const viewers = new Map<string, Viewer>()
/** Ids of real rows, by GraphQL type, and one that is nobody's. */
const ids = new Map<string, string[]>()
let values: Values

beforeAll(async () => {
  at = await house()
  const signIns = await loadNetwork('midhurst', at, { onProgress: () => undefined })
  for (const { role, email } of signIns) {
    const [account] = await at.sql<{ id: string }>('select id from account where email = $1', [email])
    viewers.set(role, await at.viewer(account?.id ?? ''))
  }
  viewers.set('PUBLIC', thePublic)
  for (const { type, table, code } of allViews()) {
    if (!code) continue
    const rows = await at.plant(`select id from "${table}" order by id limit 3`)
    ids.set(
      type,
      rows.map(({ id }) => encodeNodeId(code, id as string)),
    )
  }
  const everyId = [...ids.values()].flat()
  const tasks = await at.ask(
    viewers.get('VOLUNTEER_CO_ORDINATOR') as Viewer,
    '{ tasks(first: 3) { pageInfo { endCursor } } }',
  )
  values = {
    ID: everyId,
    first: [1, 3, 2, 20],
    after: [null, tasks.data.tasks.pageInfo.endCursor, 'no cursor'],
    Int: [1, 0, 30],
    Float: [5, 0.5],
    Boolean: [true, false],
    Line: ['help', 'Mair', 'GU29', ''],
    Words: ['help'],
    String: ['x'],
    LocalDate: ['2026-11-01', '2026-12-01', '2026-01-01'],
    LocalTime: ['10:00', '15:30'],
    DateTime: ['2026-11-26T14:00:00+00:00'],
    Postcode: ['GU29 9NB'],
    near: ['GU29 9NB', 'Midhurst', 'GU29'],
    language: ['en', 'cy'],
    UUID: ['0193b0a0-0000-7000-8000-000000000000'],
    Secret: ['x'.repeat(43)],
    token: ['x'.repeat(43)],
  }
})

/** Both ways of one operation: the text passed on, and what graphql-js makes of it. Undefined: not one for RAW. */
async function bothWays(document: DocumentNode, viewer: Viewer, variables: Readonly<Record<string, unknown>>) {
  const operation = getOperationAST(document)
  if (!operation) throw new Error('no operation')
  const asked = { schema: at.schema, document, operation, variables }
  const raw = await at.reader.raw(asked, contextFor(at.parts, viewer))
  if (raw === undefined) return undefined
  // A document of its own, so that graphql-js's way meets no plan that was made before.
  const exec = await execute({
    schema: at.schema,
    document: parse(print(document)),
    variableValues: variables,
    contextValue: contextFor(at.parts, viewer),
  })
  // The text, so that the order of keys counts too; parsed first, because the database writes 1.50 for 1.5.
  return { raw: JSON.stringify(JSON.parse(raw)), exec: exec.errors ? JSON.stringify(exec) : JSON.stringify(exec.data) }
}

const documents = Object.values(
  JSON.parse(readFileSync(new URL('../../web/gql/persisted-documents.json', import.meta.url), 'utf8')) as Record<
    string,
    string
  >,
)

test('every operation of the portal answers the same both ways, as everybody', async () => {
  let answered = 0
  for (const text of documents) {
    const document = parse(text)
    const operation = getOperationAST(document)
    if (operation?.operation !== 'query') continue
    for (const [role, viewer] of viewers)
      for (const variables of variablesFor(text)) {
        const both = await bothWays(document, viewer, variables)
        if (!both) continue
        answered++
        expect(both.raw, `${role}: ${text.slice(0, 80)}`).toBe(both.exec)
      }
  }
  expect(answered).toBeGreaterThan(100)
}, 120_000)

/** Variables for an operation of the portal: each id in turn from each type, all else from the values above. */
function variablesFor(text: string): Record<string, unknown>[] {
  const declared = [
    ...(/\(([^)]*)\)\s*\{/.exec(text.slice(0, text.indexOf('{') + 1))?.[1] ?? '').matchAll(/\$(\w+):\s*(\[?)(\w+)/g),
  ]
  const others = Object.fromEntries(
    declared.map(([, name = '', list, type = '']) => {
      const of = values[name] ?? values[type]
      const value = type.endsWith('Search') || type.endsWith('Input') ? {} : (of?.[of.length > 2 ? 2 : 0] ?? null)
      return [name, list ? [value] : value]
    }),
  )
  const idNames = declared.filter(([, , , type]) => type === 'ID').map(([, name = '']) => name)
  if (idNames.length === 0) return [others]
  return [...ids.values()].flatMap((some) =>
    some.slice(0, 1).map((id) => ({ ...others, ...Object.fromEntries(idNames.map((name) => [name, id])) })),
  )
}

describe(`${wanted} generated operations`, () => {
  test('answer the same both ways, as everybody', async () => {
    const roles = [...viewers.keys()]
    const counts = { valid: 0, answered: 0 }
    const wentWrong = await fc.check(
      fc.asyncProperty(fc.array(fc.nat(9973), { minLength: 8, maxLength: 120 }), async (tape) => {
        const made = generatedOperation(
          at.schema,
          tape,
          values,
          new Set(['Query.suggestVolunteers', 'Query.offerByToken']),
        )
        if (!made) return
        const document = parse(made.text)
        // What is too much is refused before either way is gone; what is not valid was not meant.
        if (validate(at.schema, document, [...specifiedRules, ...tooMuch]).length > 0) return
        counts.valid++
        for (const role of roles)
          for (const variables of [made.variables, made.otherVariables]) {
            const both = await bothWays(document, viewers.get(role) as Viewer, variables)
            if (!both) continue
            counts.answered++
            if (both.raw !== both.exec)
              throw new Error(
                `as ${role}\n${made.text}\n${JSON.stringify(variables)}\nRAW  ${both.raw}\nEXEC ${both.exec}`,
              )
          }
      }),
      { numRuns: wanted, ...(process.env['SEED'] && { seed: Number(process.env['SEED']) }) },
    )
    if (wentWrong.failed)
      throw new Error(
        `${(wentWrong.errorInstance as Error).message}\nseed ${wentWrong.seed}, path ${wentWrong.counterexamplePath}`,
      )
    console.info(`${counts.valid} valid operations, ${counts.answered} answers compared`)
    // A comparison that almost never takes place would prove nothing.
    expect(counts.valid).toBeGreaterThan(wanted * 0.5)
    expect(counts.answered).toBeGreaterThan(counts.valid)
  }, 900_000)
})

describe('a plan that is kept', () => {
  test('shows each of two co-ordinators their own', async () => {
    const two = await house()
    const planted = [await plantNetwork(two, 'CANARY-A'), await plantNetwork(two, 'CANARY-B')]
    const document = parse(
      '{ patients(first: 50) { totalCount nodes { name locality { name } contact { town } tasks(first: 5) { nodes { area } } } } volunteers(first: 9) { nodes { name } } }',
    )
    const operation = getOperationAST(document)
    if (!operation) throw new Error('no operation')
    for (let i = 0; i < 8; i++) {
      const { viewers: of, mark } = planted[i % 2] as Planted
      const context = contextFor(two.parts, of.VOLUNTEER_CO_ORDINATOR)
      let statements = 0
      const raw = await two.reader.raw(
        { schema: two.schema, document, operation, variables: {} },
        { ...context, query: (...statement) => (statements++, context.query(...statement)) },
      )
      // Two root fields, one statement.
      expect(statements).toBe(1)
      expect([...new Set(raw?.match(/CANARY-[AB]/g))]).toEqual([mark])
    }
  })

  test('a null where the schema promises none is graphql-js’s to tell, and nulls what is around it', async () => {
    await at.plant('alter table person alter family_name drop not null')
    await at.plant(
      `update person set family_name = null where id = (select person_id from patient order by id limit 1)`,
    )
    const text = '{ patients(first: 100) { nodes { id name } } }'
    const document = parse(text)
    const operation = getOperationAST(document)
    if (!operation) throw new Error('no operation')
    const coOrdinator = viewers.get('VOLUNTEER_CO_ORDINATOR') as Viewer
    const asked = { schema: at.schema, document, operation, variables: {} }
    expect(await at.reader.raw(asked, contextFor(at.parts, coOrdinator))).toBeUndefined()
    const { errors } = await at.ask(coOrdinator, text)
    expect(errors?.[0]?.message).toContain('Cannot return null for non-nullable field Patient.name')
  })
})
