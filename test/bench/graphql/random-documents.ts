import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql'
import type { Rng } from '../../../api/kernel/index.ts'

/** What a field's arguments are given; a field that needs others is not asked for. */
const ARGUMENTS: Readonly<Record<string, (rng: Rng) => string>> = {
  first: (rng) => String(1 + rng.int(3)),
  from: () => '"2026-01-01"',
  to: () => '"2026-12-31"',
  search: (rng) => rng.pick(['{words: "dementia"}', '{weekday: 3}', '{free: true}', '{}']),
}
const ROOTS = [
  'viewer',
  'services',
  'taskKinds',
  'skills',
  'localities',
  'organisations',
  'tasks',
  'visits',
  'offers',
  'volunteers',
  'patients',
  'carers',
]
const DEEPEST = 6
/** The API takes 30 aliases and some thousand objects; what is made here stays within. */
const MOST_FIELDS = 40
const MOST_ALIASES = 24

/**
 * Valid operations that nobody has written: any fields of the schema, under names by chance, so that hardly any two are
 * the same document.
 *
 * @param schema the contract, `schema.graphql`
 */
export function documentMaker(schema: string, rng: Rng): () => string {
  const built = buildSchema(schema, { assumeValidSDL: true })
  return () => {
    const making = { rng, schema: built, fields: 0, aliases: 0 }
    const query = built.getQueryType() as GraphQLObjectType
    const roots = rng.shuffle(ROOTS).slice(0, 1 + rng.int(2))
    const lines = roots.flatMap((name) => {
      const field = query.getFields()[name]
      return field ? (fieldText(making, field, 1) ?? []) : []
    })
    return `query Q${word(rng)} { ${lines.length > 0 ? lines.join(' ') : '__typename'} }`
  }
}

interface Making {
  readonly rng: Rng
  readonly schema: GraphQLSchema
  fields: number
  aliases: number
}

const word = (rng: Rng): string => Math.floor(rng.next() * 36 ** 6).toString(36)

/** A field with an alias by chance, arguments and what is under it; undefined where it needs what we cannot give. */
function fieldText(making: Making, field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
  const { rng } = making
  const args: string[] = []
  for (const argument of field.args) {
    const value = ARGUMENTS[argument.name]
    const isNeeded = isNonNullType(argument.type) && argument.defaultValue === undefined
    if (isNeeded && !value) return undefined
    if (value && isNeeded) args.push(`${argument.name}: ${value(rng)}`)
  }
  const under = selectionText(making, field, depth)
  if (under === undefined) return undefined
  making.fields++
  const alias = making.aliases < MOST_ALIASES && rng.next() < 0.5 ? `a${making.aliases++}${word(rng)}: ` : ''
  return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${under}`
}

function selectionText(making: Making, field: GraphQLField<unknown, unknown>, depth: number): string | undefined {
  const type = getNamedType(field.type)
  if (isLeafType(type)) return ''
  if (isAbstractType(type)) return ' { __typename }'
  if (!isObjectType(type) || depth >= DEEPEST) return undefined
  const { rng } = making
  const lines: string[] = []
  const wanted = 1 + rng.int(depth < 3 ? 6 : 3)
  for (const each of rng.shuffle(Object.values(type.getFields()))) {
    if (lines.length >= wanted || making.fields >= MOST_FIELDS) break
    const text = fieldText(making, each, depth + 1)
    if (text !== undefined) lines.push(text)
  }
  return ` { ${lines.length > 0 ? lines.join(' ') : '__typename'} }`
}
