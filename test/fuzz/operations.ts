import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  getNullableType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql'
import type { Chance } from './chance.ts'
import { valueOf, type Known } from './values.ts'

export interface Operation {
  readonly query: string
  readonly variables: Record<string, unknown>
}

/** These would end the fuzzer's own sessions, and the rest of the run would be that of nobody. */
const spared = new Set(['signOut', 'suspendAccount', 'resetPassword', 'endMembership', 'changeMembership'])

/** A document that mostly fits the schema, with values that mostly do. */
export function operationOf(schema: GraphQLSchema, chance: Chance, known: Known): Operation {
  const kind = chance.often(0.4) ? 'mutation' : 'query'
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
  const fields = Object.values(root?.getFields() ?? {}).filter((field) => !spared.has(field.name))
  const making = new Making(schema, chance, known)
  const count = chance.often(0.8) ? 1 : 1 + chance.below(4)
  const roots = Array.from({ length: count }, (_, i) => making.field(chance.pick(fields), 0, count > 1 ? `r${i}` : ''))
  const declared = making.declared.length > 0 ? `(${making.declared.join(', ')})` : ''
  return {
    query: `${kind} Fuzz${declared} { ${roots.join(' ')} }${making.fragments.map((text) => ` ${text}`).join('')}`,
    variables: making.variables,
  }
}

class Making {
  readonly declared: string[] = []
  readonly variables: Record<string, unknown> = {}
  readonly fragments: string[] = []
  readonly #schema: GraphQLSchema
  readonly #chance: Chance
  readonly #known: Known

  constructor(schema: GraphQLSchema, chance: Chance, known: Known) {
    this.#schema = schema
    this.#chance = chance
    this.#known = known
  }

  field(field: GraphQLField<unknown, unknown>, depth: number, alias = ''): string {
    const args = field.args.filter((arg) => isRequiredArgument(arg) || this.#chance.often(0.5))
    const given = args.map((arg) => `${arg.name}: ${this.#argument(arg)}`)
    const inside = this.#selection(field.type, depth + 1)
    const directive = this.#chance.often(0.03)
      ? ` @${this.#chance.pick(['include', 'skip'])}(if: ${this.#chance.often(0.5)})`
      : ''
    return `${alias && `${alias}: `}${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${directive}${inside}`
  }

  #argument(arg: GraphQLArgument): string {
    const value =
      arg.name === 'first' && this.#chance.often(0.85)
        ? 1 + this.#chance.below(10)
        : valueOf(arg.type, this.#chance, this.#known)
    if (this.#chance.often(0.2)) return literal(value, arg.type)
    const name = `v${this.declared.length}`
    this.declared.push(`$${name}: ${String(arg.type)}`)
    this.variables[name] = value
    return `$${name}`
  }

  #selection(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type)
    if (isLeafType(named)) return ''
    if (isAbstractType(named)) {
      const possible = this.#schema.getPossibleTypes(named)
      const some = possible.length <= 6 ? possible : [this.#chance.pick(possible), this.#chance.pick(possible)]
      return ` { __typename ${some.map((each) => this.#spread(each.name, this.#selection(each, depth))).join(' ')} }`
    }
    if (!isObjectType(named)) return ' { __typename }'
    const fields = Object.values(named.getFields())
    const chosen = fields.filter((field) =>
      this.#chance.often(isLeafType(getNamedType(field.type)) ? 0.5 : depth < 5 ? 0.35 : 0),
    )
    return ` { __typename ${chosen.map((field, i) => this.field(field, depth, this.#chance.often(0.1) ? `a${depth}_${i}` : '')).join(' ')} }`
  }

  #spread(on: string, selection: string): string {
    if (this.#chance.often(0.8)) return `... on ${on}${selection}`
    const name = `F${this.fragments.length}`
    this.fragments.push(`fragment ${name} on ${on}${selection}`)
    return `...${name}`
  }
}

/** A value as GraphQL writes it; what GraphQL cannot write is written wrongly, which is a request, too. */
function literal(value: unknown, type: GraphQLInputType): string {
  const bare = getNullableType(type)
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value))
    return `[${value.map((each) => literal(each, isListType(bare) ? bare.ofType : bare)).join(', ')}]`
  if (typeof value === 'object') {
    const fields = isInputObjectType(bare) ? bare.getFields() : {}
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${literal(each, fields[name]?.type ?? bare)}`)
      .join(', ')}}`
  }
  if (typeof value === 'string' && isEnumType(bare) && /^\w+$/.test(value)) return value
  return JSON.stringify(value)
}
