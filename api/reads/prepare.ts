import DataLoader from 'dataloader'
import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  isAbstractType,
  isInterfaceType,
  isListType,
  isObjectType,
  type FieldNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql'
import { decodeNodeId, type SqlFragment, type Viewer } from '../kernel/index.ts'
import { BadCursor } from './cursor.ts'
import { byId, byIds, select, Selection } from './describe.ts'
import type { GrantBook } from './grant-book.ts'
import { columnOf, plan, typeKey } from './plan.ts'
import { readAs } from './read.ts'
import { join, name, sql } from './sql.ts'
import type { Table } from './tables.ts'
import { allViews, viewOf, viewOfCode, type View } from './view.ts'

/** What a request must carry for its reads. */
export interface ReadContext {
  readonly viewer: Viewer
  /** Runs one statement as the serving role; `text` with `$1…`. */
  readonly query: (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
  /** Objects asked for by id from lists of facts, gathered so that each list costs one statement. */
  readonly batches: Map<unknown, DataLoader<string, unknown>>
}

/** The faults a read can meet, as `app` wants them thrown. */
export interface Faults {
  readonly badInput: (field: string, code: string) => Error
  readonly notSignedIn: () => Error
  readonly forbidden: () => Error
}

type Resolver = GraphQLFieldResolver<unknown, ReadContext>

/**
 * Turns a schema into one that reads by descriptions: every root field is held to its operation grant, a description
 * returned by any field becomes one statement, and fields of types with rows come out of that statement's JSON.
 * @throws at start when a field of a type with rows is no column, relation, expression or description, or when a
 *   root field or such a type has no grant.
 */
export function prepareSchema(
  schema: GraphQLSchema,
  grants: GrantBook,
  tables: ReadonlyMap<string, Table>,
  describing: (type: string, field: string) => boolean,
  faults: Faults,
): GraphQLSchema {
  const problems: string[] = []
  const described = new Map<string, Resolver>()
  const reader = new Reader(grants, tables, (type, field) => described.get(`${type}.${field}`), faults)

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
          const described_ = describing(type.name, field.name)
          if (described_) described.set(path, own)
          const isColumn = tables.get(view.table)?.columns.has(field.name)
          const isKnown =
            described_ ||
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
          return reader.settle(await own(source, args, context, info), context, info)
        }) as never
      } else {
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
  return schema
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

class Reader {
  constructor(
    private readonly grants: GrantBook,
    private readonly tables: ReadonlyMap<string, Table>,
    private readonly describe: (type: string, field: string) => Resolver | undefined,
    private readonly faults: Faults,
  ) {}

  /** What a resolver gave, with descriptions read. A promise is awaited; anything else passes. */
  settle(value: unknown, context: ReadContext, info: GraphQLResolveInfo): unknown {
    if (value instanceof Promise) return value.then((settled) => this.settle(settled, context, info))
    if (Array.isArray(value) && value.some((one) => one instanceof Selection))
      return this.several(value as (Selection | null)[], context, info)
    if (!(value instanceof Selection)) return value
    if (value.shape.kind === 'id') return this.oneOfMany(value, value.shape.id, context, info)
    return this.run(value, context, info)
  }

  private async run(selection: Selection, context: ReadContext, info: GraphQLResolveInfo): Promise<unknown> {
    try {
      const fragment = await plan(this.planning(context, info), selection, info.returnType, info.fieldNodes)
      return await readAs(context, fragment)
    } catch (error) {
      if (error instanceof BadCursor) throw this.faults.badInput('after', 'NOT_A_CURSOR')
      const refused = refusedInput(error)
      if (refused) throw this.faults.badInput(refused.field, refused.code)
      throw error
    }
  }

  /** Single objects of several types, in one statement; null where there is nothing, or nothing to be read. */
  private async several(wanted: readonly (Selection | null)[], context: ReadContext, info: GraphQLResolveInfo) {
    const idsByType = new Map<string, string[]>()
    for (const one of wanted)
      if (one?.shape.kind === 'id')
        idsByType.set(one.view.type, [...(idsByType.get(one.view.type) ?? []), one.shape.id])
    const planning = this.planning(context, info)
    const parts: SqlFragment[] = []
    for (const [type, ids] of idsByType) {
      const keyed = select(viewOf(type) as View).keyed(ids)
      parts.push(sql`${await plan(planning, keyed, info.returnType, info.fieldNodes)} as ${name(type)}`)
    }
    if (parts.length === 0) return wanted.map(() => null)
    const one = sql`(select row_to_json(several) from (select ${join(parts)}) several)`
    const row = (await readAs(context, one)) as Record<string, Record<string, unknown>>
    return wanted.map((one) => (one?.shape.kind === 'id' ? (row[one.view.type]?.[one.shape.id] ?? null) : null))
  }

  /** Single objects under a list of facts share the list's field node, so they are read together. */
  private oneOfMany(
    selection: Selection,
    id: string,
    context: ReadContext,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const node = info.fieldNodes[0] as FieldNode
    let batch = context.batches.get(node)
    if (!batch) {
      batch = new DataLoader(async (ids: readonly string[]) => {
        const keyed = await plan(
          this.planning(context, info),
          select(selection.view).keyed(ids),
          info.returnType,
          info.fieldNodes,
        )
        const rows = (await readAs(context, keyed)) as Record<string, unknown>
        return ids.map((wanted) => rows[wanted] ?? null)
      })
      context.batches.set(node, batch)
    }
    return batch.load(id)
  }

  private planning(context: ReadContext, info: GraphQLResolveInfo) {
    return {
      viewer: context.viewer,
      grants: this.grants,
      tables: this.tables,
      describe: this.describe as never,
      context,
      info,
      next: 0,
    }
  }
}

/** What only the database can tell of an argument (no such place): raised by `refuse_input(field, problem)`. */
function refusedInput(error: unknown): { field: string; code: string } | undefined {
  const { code, column, message } = error as { code?: unknown; column?: unknown; message?: unknown }
  return code === 'AL400' ? { field: String(column), code: String(message) } : undefined
}
