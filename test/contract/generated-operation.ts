import {
  GraphQLBoolean,
  GraphQLNonNull,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'

/** A valid query with its variables. */
export interface Generated {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
  /** Others for the same query, to run its plan again. */
  readonly otherVariables: Readonly<Record<string, unknown>>
}

/** Values to ask for, by the name of a scalar or of an argument; each list is chosen from. */
export type Values = Readonly<Record<string, readonly unknown[]>>

/** Why a path of the schema is left out: `Type.field`. */
export type Skipped = ReadonlySet<string>

/**
 * Makes a query out of a list of numbers: each decides one thing (which field, whether it gets an alias, …), and where
 * they run out the least is chosen. A shorter list or smaller numbers make a smaller query, so whatever shrinks lists of
 * numbers shrinks queries.
 *
 * Among what it makes: aliases, the same field twice with other selections, inline and named fragments, on interfaces
 * too, `@skip` and `@include` by value and by variable, `__typename`, variables inside nested arguments, several roots.
 */
export function generatedOperation(
  schema: GraphQLSchema,
  tape: readonly number[],
  values: Values,
  skipped: Skipped,
): Generated | undefined {
  let at = 0
  let aliases = 0
  const variables: Record<string, unknown> = {}
  const otherVariables: Record<string, unknown> = {}
  const declared: string[] = []
  const fragments: string[] = []
  const pick = (most: number) => (most <= 1 ? 0 : (tape[at++] ?? 0) % most)
  const often = (in_: number) => pick(in_) === 1

  const variable = (type: GraphQLInputType, value: unknown, as = ''): string => {
    const name = `v${declared.length}`
    declared.push(`$${name}: ${String(type)}`)
    variables[name] = value
    otherVariables[name] = often(2) ? valueOf(as, type) : value
    return `$${name}`
  }
  const valueOf = (name: string, type: GraphQLInputType): unknown => {
    const inner = getNullableType(type)
    if (isListType(inner))
      return [valueOf(name, inner.ofType), valueOf(name, inner.ofType)].slice(pick(3) === 0 ? 1 : 0)
    if (isEnumType(inner)) return inner.getValues()[pick(inner.getValues().length)]?.name
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type) || often(3))
      return Object.fromEntries(fields.map((field) => [field.name, valueOf(field.name, field.type)]))
    }
    const choices = values[name] ?? values[inner.name] ?? []
    return choices.length > 0 ? choices[pick(choices.length)] : null
  }
  const literal = (type: GraphQLInputType, value: unknown): string => {
    const inner = getNullableType(type)
    if (value === null || value === undefined) return 'null'
    if (Array.isArray(value) && isListType(inner))
      return `[${value.map((each) => literal(inner.ofType, each)).join(', ')}]`
    if (isEnumType(inner)) return typeof value === 'string' ? value : 'null'
    if (isInputObjectType(inner)) {
      const pairs = Object.entries(value).map(([key, each]) => {
        const field = inner.getFields()[key]
        const of = field?.type as GraphQLInputType
        // A variable deep inside an argument.
        return `${key}: ${often(4) ? variable(of, each, key) : literal(of, each)}`
      })
      return `{${pairs.join(', ')}}`
    }
    return JSON.stringify(value)
  }
  const argumentsOf = (args: readonly GraphQLArgument[]): string => {
    const pairs = args
      .filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || often(3))
      .map((arg) => {
        const value = valueOf(arg.name, arg.type)
        return `${arg.name}: ${often(2) ? variable(arg.type, value, arg.name) : literal(arg.type, value)}`
      })
    return pairs.length > 0 ? `(${pairs.join(', ')})` : ''
  }
  const directive = (): string => {
    const kind = pick(12)
    if (kind !== 1 && kind !== 2) return ''
    const is = often(2)
    const name = kind === 1 ? 'include' : 'skip'
    return ` @${name}(if: ${often(2) ? variable(new GraphQLNonNull(GraphQLBoolean), is) : String(is)})`
  }

  const selection = (type: GraphQLNamedType, depth: number): string => {
    if (isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type)
      const parts = ['__typename']
      for (let n = 1 + pick(3); n > 0; n--) {
        const one = possible[pick(possible.length)]
        if (one) parts.push(`... on ${one.name}${directive()} { ${selection(one, depth - 1)} }`)
      }
      if (often(3) && 'getFields' in type) parts.push('id')
      return parts.join(' ')
    }
    if (!isObjectType(type)) return '__typename'
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        !skipped.has(`${type.name}.${field.name}`) && (depth > 0 || !isCompositeType(getNamedType(field.type))),
    )
    const parts: string[] = []
    for (let n = 1 + pick(6); n > 0 && fields.length > 0; n--) {
      const field = fields[pick(fields.length)] as GraphQLField<unknown, unknown>
      parts.push(one(field, depth))
    }
    if (parts.length === 0 || often(6)) parts.push(often(2) ? `t${aliases++}: __typename` : '__typename')
    const text = parts.join(' ')
    const wrapped = pick(10)
    if (wrapped === 1) return `... on ${type.name}${directive()} { ${text} } __typename`
    if (wrapped === 2) return `...${directive()} { ${text} } __typename`
    if (wrapped === 3) {
      fragments.push(`fragment F${fragments.length} on ${type.name} { ${text} }`)
      return `...F${fragments.length - 1}${directive()} __typename`
    }
    return text
  }
  const one = (field: GraphQLField<unknown, unknown>, depth: number): string => {
    const named = getNamedType(field.type)
    const args = argumentsOf(field.args)
    // Two fields of one key must be the same field with the same arguments; one with arguments has its own key.
    const alias = args !== '' || often(5) ? `a${aliases++}: ` : ''
    const head = `${alias}${field.name}${args}`
    if (!isCompositeType(named)) return `${head}${directive()}`
    const first = `${head}${directive()} { ${selection(named, depth - 1)} }`
    return often(6) ? `${first} ${head} { ${selection(named, depth - 1)} }` : first
  }

  const query = schema.getQueryType()
  if (!query) return undefined
  const roots = Object.values(query.getFields()).filter((field) => !skipped.has(`Query.${field.name}`))
  const parts: string[] = []
  for (let n = 1 + (often(4) ? 1 + pick(2) : 0); n > 0; n--)
    parts.push(one(roots[pick(roots.length)] as GraphQLField<unknown, unknown>, 3))
  if (often(8)) parts.push('__typename')
  const declaration = declared.length > 0 ? `(${declared.join(', ')})` : ''
  return {
    text: `query Generated${declaration} { ${parts.join(' ')} } ${fragments.join(' ')}`,
    variables,
    otherVariables,
  }
}
