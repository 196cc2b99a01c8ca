import { readFileSync } from 'node:fs'
import { Kind, parse, specifiedRules, validate } from 'graphql'
import { expect, test } from 'vitest'
import { costOf } from '../../api/app/cost.ts'
import { limits, tooMuch } from '../../api/app/graphql.ts'
import { bareSchema } from '../../api/app/schema.ts'
import { schemaText } from '../../api/app/schema.cli.ts'

const documents = JSON.parse(
  readFileSync(new URL('../../web/gql/persisted-documents.json', import.meta.url), 'utf8'),
) as Record<string, string>

test('every operation of the portal fits the schema and the limits, with room to spare', async () => {
  const schema = await bareSchema()
  expect(Object.keys(documents).length).toBeGreaterThan(30)
  for (const text of Object.values(documents)) {
    const document = parse(text, { maxTokens: limits.tokens })
    expect(
      validate(schema, document, [...specifiedRules, ...tooMuch]).map(
        (error) => `${text.slice(0, 60)}: ${error.message}`,
      ),
    ).toEqual([])
    const fragments = new Map(
      document.definitions.flatMap((each) =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    )
    for (const definition of document.definitions)
      if (definition.kind === Kind.OPERATION_DEFINITION)
        expect(
          costOf(schema, definition, fragments, { tasks: 50, offers: 10, visits: 100 }),
          text.slice(0, 60),
        ).toBeLessThan(limits.cost)
  }
})

test('schema.graphql is what the code says', async () => {
  expect(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')).toBe(await schemaText())
})

test('everything in the schema says what it is', async () => {
  const schema = await bareSchema()
  const silent = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && type.description === '',
  )
  expect(silent.map((type) => type.name)).toEqual([])
})
