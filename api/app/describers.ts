import { getNamedType, isAbstractType, type GraphQLSchema } from 'graphql'
import { getMetadataStorage } from 'type-graphql'
import { viewOf, type Describer } from '../reads/index.ts'

interface Parameter {
  readonly kind: string
  readonly index: number
  readonly name?: string
}

/**
 * The resolvers that describe rows, by `Type.field`, called straight: type-graphql's own way to them is made for
 * resolvers that wait, and these are called for every request and answer at once.
 * @throws when such a resolver has a parameter that is no argument, root or context
 */
export function describersOf(schema: GraphQLSchema): Map<string, Describer> {
  const facts = getMetadataStorage()
  const nameOf = new Map<unknown, string>(facts.objectTypes.map((type) => [type.target, type.name]))
  const made = new Map<string, Describer>()
  const instances = new Map<unknown, Record<string, unknown>>()
  const add = (path: string, target: unknown, method: string, params: readonly Parameter[]) => {
    const instance = instances.get(target) ?? (new (target as new () => Record<string, unknown>)() as never)
    instances.set(target, instance)
    const take = [...params]
      .sort((a, b) => a.index - b.index)
      .map(({ kind, name }): Describer => {
        if (kind === 'arg') return (_, args) => args[name ?? '']
        if (kind === 'args') return (_, args) => args
        if (kind === 'root') return (root) => root
        if (kind === 'context') return (_, __, context) => context
        throw new Error(`${path} has a parameter that a description cannot have: ${kind}`)
      })
    const described = instance[method] as (...values: unknown[]) => unknown
    made.set(path, (root, args, context) =>
      described.apply(
        instance,
        take.map((one) => one(root, args, context)),
      ),
    )
  }
  for (const { schemaName, target, methodName, params } of facts.queries) {
    const returns = getNamedType(schema.getQueryType()?.getFields()[schemaName]?.type)
    const isOfRows = returns && (isAbstractType(returns) || viewOf(returns.name.replace(/Connection$/, '')))
    if (isOfRows) add(`Query.${schemaName}`, target, methodName, params as never)
  }
  for (const { schemaName, target, methodName, params, resolverClassMetadata } of facts.fieldResolvers) {
    const type = nameOf.get(resolverClassMetadata?.getObjectType() ?? target)
    if (type && params) add(`${type}.${schemaName}`, target, methodName, params as never)
  }
  return made
}
