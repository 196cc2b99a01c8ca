import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'

/** Values for arguments that must be given, by argument name: enough to reach every field. */
export interface Given {
  readonly [argument: string]: string | undefined
}

/**
 * One operation for each way down: every query field, and under it every field of every type to this depth (object
 * levels; connections and edges do not count). Each operation has all leaves of the objects on its way.
 */
export function* crawl(schema: GraphQLSchema, depth: number, given: Given): Iterable<{ name: string; text: string }> {
  const query = schema.getQueryType() as GraphQLObjectType
  for (const field of Object.values(query.getFields())) {
    const args = argumentsOf(field.args, given)
    if (args === undefined) continue
    for (const [way, selection] of ways(schema, field.type, depth))
      yield { name: [field.name, ...way].join('.'), text: `{ ${field.name}${args} ${selection} }` }
  }
}

/** The ways down from a type: each is a selection with all leaves, and one object field further on. */
function* ways(schema: GraphQLSchema, returns: GraphQLOutputType, depth: number): Iterable<[string[], string]> {
  const named = getNamedType(returns)
  if (isLeafType(named)) return void (yield [[], ''])
  const types = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : []
  for (const type of types) {
    const open = isAbstractType(named) ? `{ ... on ${type.name} ` : ''
    const close = isAbstractType(named) ? ' }' : ''
    const inner = type.getFields()
    if (inner['pageInfo'] && inner['nodes']) {
      for (const [way, selection] of ways(schema, inner['nodes'].type, depth))
        yield [
          way,
          `${open}{ nodes ${selection} ${inner['totalCount'] ? 'totalCount' : ''} pageInfo { endCursor } }${close}`,
        ]
      continue
    }
    const leaves = Object.values(inner)
      .filter((field) => isLeafType(getNamedType(field.type)) && field.args.every((arg) => !isNonNullType(arg.type)))
      .map((field) => field.name)
      .join(' ')
    const further = Object.values(inner).filter((field) => !isLeafType(getNamedType(field.type)))
    let went = false
    // Two levels from the end everything goes into one operation; above, one operation a field keeps them readable.
    const together: string[] = []
    if (depth > 1)
      for (const field of further) {
        const args = argumentsOf(field.args, {})
        if (args === undefined) continue
        for (const [way, selection] of ways(schema, field.type, depth - 1)) {
          went = true
          if (depth <= 2) together.push(`${field.name}${args} ${selection}`)
          else yield [[field.name, ...way], `${open}{ ${leaves} ${field.name}${args} ${selection} }${close}`]
        }
      }
    if (together.length > 0) yield [[], `${open}{ ${leaves} ${together.join(' ')} }${close}`]
    if (!went) yield [[], `${open}{ ${leaves || '__typename'} }${close}`]
  }
}

const usual: Given = {
  first: '20',
  from: '"2020-01-01"',
  to: '"2030-01-01"',
  search: '{}',
  givenName: '"Mair"',
  familyName: '"Canary"',
}

/** The arguments as text; undefined when one that must be given has no value here. */
function argumentsOf(args: readonly GraphQLArgument[], given: Given): string | undefined {
  const pairs: string[] = []
  for (const arg of args) {
    const value = given[arg.name] ?? (isNonNullType(arg.type) ? usual[arg.name] : undefined)
    if (value !== undefined) {
      const nullable = getNullableType(arg.type)
      pairs.push(`${arg.name}: ${isListType(nullable) && !value.startsWith('[') ? `[${value}]` : value}`)
    } else if (isNonNullType(arg.type) && arg.defaultValue === undefined) return undefined
  }
  return pairs.length > 0 ? `(${pairs.join(', ')})` : ''
}
