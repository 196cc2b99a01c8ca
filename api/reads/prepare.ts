import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql'
import { decodeNodeId } from '../kernel/index.ts'
import { byId, byIds } from './describe.ts'
import type { GrantBook } from './grant-book.ts'
import { columnOf, markCustom, typeKey, type Describer } from './plan.ts'
import { Planner } from './planner.ts'
import { Reader, type Faults, type ReadContext } from './reader.ts'
import type { Table } from './tables.ts'
import { allViews, viewOf, viewOfCode } from './view.ts'

type Resolver = GraphQLFieldResolver<unknown, ReadContext>

/**
 * Turns a schema into one that reads by descriptions: every root field is held to its operation grant, a description
 * returned by any field becomes one statement, and fields of types with rows come out of that statement's JSON.
 * @param describers by `Type.field`: the resolvers that describe, of root fields and of fields of types with rows
 * @returns the reader, which can also answer whole operations without graphql-js
 * @throws at start when a field of a type with rows is no column, relation, expression or description, or when a
 *   root field or such a type has no grant.
 */
export function prepareSchema(
  schema: GraphQLSchema,
  grants: GrantBook,
  tables: ReadonlyMap<string, Table>,
  describers: ReadonlyMap<string, Describer>,
  faults: Faults,
): Reader {
  const problems: string[] = []
  const planner = new Planner(grants, tables, (type, field) => describers.get(`${type}.${field}`))
  const reader = new Reader(planner, grants, describers, faults)

  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isInterfaceType(type)) {
      type.resolveType = (value) => (value as Record<string, string>)[typeKey] ?? (value as { kind: string }).kind
    }
    if (!isObjectType(type)) continue
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType()
    const view = viewOf(type.name)
    const isPlanned = view !== undefined || /(Connection|Edge|PageInfo)$/.test(type.name)
    if (view && !grants.covers(type.name)) problems.push(`${type.name} has rows and no grant: nobody could read it`)
    for (const field of Object.values(type.getFields())) {
      const path = `${type.name}.${field.name}`
      const own = (field.resolve ?? defaultFieldResolver) as Resolver
      if (isPlanned) {
        if (view) {
          const isColumn = tables.get(view.table)?.columns.has(field.name)
          const isKnown =
            describers.has(path) ||
            isColumn ||
            view.fields?.[field.name] ||
            view.relations?.[field.name] ||
            (field.name === 'id' && view.code)
          if (!isKnown) problems.push(`${path} is no column, relation, expression or description`)
          if (view.relations?.[field.name] && getNullableType(field.type) !== field.type)
            problems.push(`${path} leads to a guarded type and must be nullable`)
          const stage = view.staged?.[field.name]
          if (stage && (!grants.covers(stage) || getNullableType(field.type) !== field.type))
            problems.push(`${path} is staged as ${stage}: it must be nullable, and ${stage} must have a grant`)
        }
        // A page worked out in code (suggestions) has its fields by their own names, not by response keys.
        field.resolve = ((source: Record<string, unknown>, _args, _context, info) => {
          const key = columnOf(String(info.path.key))
          return key in source ? source[key] : source[info.fieldName]
        }) as Resolver as never
      } else if (isRoot) {
        if (!grants.covers(path)) problems.push(`${path} has no grant: nobody could use it`)
        field.resolve = (async (source: unknown, args: never, context: ReadContext, info: GraphQLResolveInfo) => {
          if (!grants.mayUse(path, context.viewer))
            throw context.viewer.account === null ? faults.notSignedIn() : faults.forbidden()
          const describe = describers.get(path)
          const value = describe ? describe(source, args, context) : await own(source, args, context, info)
          return reader.settle(value, context, info)
        }) as never
      } else {
        if (describers.has(path) || viewOf(getNamedType(field.type).name)) markCustom(field)
        field.resolve = ((
          source: Record<string, unknown>,
          args: never,
          context: ReadContext,
          info: GraphQLResolveInfo,
        ) => {
          const value = own(source, args, context, info)
          return reader.settle(value === undefined ? fromIds(source, info) : value, context, info)
        }) as never
      }
    }
  }
  for (const view of allViews()) {
    if (!schema.getType(view.type)) problems.push(`the view ${view.type} has no type in the schema`)
    if (!tables.has(view.table)) problems.push(`the view ${view.type} has no entity for its table ${view.table}`)
  }
  if (problems.length > 0) throw new Error(`The schema cannot be served:\n  ${problems.sort().join('\n  ')}`)
  return reader
}

/** A result carries ids and the field shows the object: `offer` from `offerId`, `visits` from `visitIds`. */
function fromIds(source: Record<string, unknown>, info: GraphQLResolveInfo): unknown {
  if (typeof source !== 'object' || source === null) return undefined
  const named = getNamedType(info.returnType)
  if (isAbstractType(named)) {
    // Of an abstract type, the id itself says which row it is.
    const opaque = source[`${info.fieldName}Id`]
    const decoded = typeof opaque === 'string' ? decodeNodeId(opaque) : undefined
    const of = decoded && viewOfCode(decoded.code)
    return of ? byId(of, decoded.uuid) : undefined
  }
  const view = viewOf(named.name)
  if (!view) return undefined
  if (isListType(getNullableType(info.returnType))) {
    const ids = source[`${info.fieldName.replace(/s$/, '')}Ids`]
    return Array.isArray(ids) ? byIds(view, ids as string[]) : undefined
  }
  const id = source[`${info.fieldName}Id`]
  return typeof id === 'string' ? byId(view, id) : undefined
}
