import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'
import { getArgumentValues } from 'graphql/execution/values.js'
import type { Row, SqlFragment, Viewer } from '../kernel/index.ts'
import { collect, type Asked } from './collect.ts'
import { cursorOf } from './cursor.ts'
import { Selection, type Order } from './describe.ts'
import { whoIs, type GrantBook } from './grant-book.ts'
import { countingAlias, siteOf, type Site } from './site.ts'
import { and, hasOnlyTold, identityOf, isFragment, join, literal, name, raw, rowOf, shapeOf, sql } from './sql.ts'
import type { Table } from './tables.ts'
import { viewOf, type View } from './view.ts'

/** A field's own resolver, called while planning with the row's columns in place of a row. It describes, it does not
 *  read, so it answers at once. */
export type Describer = (root: unknown, args: Record<string, unknown>, context: unknown) => unknown

/** Where in a plan a description comes from: a root field, or a field under one. */
export type Origin =
  | 'relation'
  | { readonly root: number }
  | {
      readonly describe: Describer
      readonly path: string
      readonly alias: string
      readonly args: (asked: Asked) => Record<string, unknown>
      /** What it describes is the same for every request that this plan is for. */
      readonly isFixed: boolean
    }

/** A site as the plan remembers it: to lay it out again for the next request, and to see whether it is still the same. */
export interface SiteRecord {
  readonly origin: Origin
  readonly alias: string
  readonly isCounted: boolean
  readonly shape: string
  /** Its values, where every request that this plan is for has the same. */
  readonly fixed?: readonly unknown[]
}

/** As what a person is shown, and why: the grant that allows it. */
export interface Reason {
  readonly as: string
  readonly role: string
  readonly because: string
}

/** What planning needs beside the description: who asks, what is granted, what the tables hold. */
export interface Planning {
  readonly viewer: Viewer
  readonly grants: GrantBook
  readonly tables: ReadonlyMap<string, Table>
  readonly describe: (type: string, field: string) => Describer | undefined
  /** The request's context, handed to describers. */
  readonly context: unknown
  readonly asked: Asked
  /** The JSON goes to the client as it is: type names are in it, and a null that may not be is refused. */
  readonly isRaw: boolean
  /** Filled while planning. */
  readonly sites: SiteRecord[]
  readonly reasons: Reason[]
  next: number
}

/** A selection that has to be carried out by graphql-js. */
export class NotRaw extends Error {}

/** PostgreSQL cuts names after 63 bytes, so a longer alias travels under its length and ends. */
export function columnOf(responseKey: string): string {
  if (responseKey.length <= 60) return responseKey
  let hash = 0n
  for (const char of responseKey) hash = (hash * 1_000_003n + BigInt(char.codePointAt(0) ?? 0)) % 2n ** 120n
  return `${responseKey.slice(0, 24)}~${hash.toString(36)}`
}

/** The key under which a row of an abstract type says which type it is; no alias of a client can be it. */
export const typeKey = '#type'
/** The key under which an object says whom it shows and why; taken out before the answer leaves the database. */
export const aboutKey = '#'

/**
 * One SQL expression for a description and the selection under it, grants included at every table. Its value is JSON:
 * an object, an array, a connection, or null where the viewer may read no such row.
 * @throws BadCursor for a cursor that is not ours, NotRaw.
 */
export function plan(
  at: Planning,
  selection: Selection,
  origin: Origin,
  returns: GraphQLOutputType,
  nodes: readonly FieldNode[],
): SqlFragment {
  const named = getNamedType(returns)
  if (selection.shape.kind === 'page') {
    if (!isObjectType(named)) throw new Error(`a page of ${selection.view.type} needs a connection type`)
    return planConnection(at, selection, origin, named, nodes)
  }
  const type = concreteType(at, selection.view)
  const alias = `t${at.next++}`
  const row = rowOf(alias)
  const site = layOut(at, selection, origin, alias)
  const object = planObject(at, selection, type, row, alias, nodes, isAbstractType(named))
  const { shape } = selection
  const rows = readable(at, selection, alias, site.parts.source, isRoot(origin) && shape.kind === 'many')
  const { from } = rows
  const where = [...site.parts.conditions, rows.where]
  const { orders, ids } = site.parts
  if (ids) where.push(shape.kind === 'id' ? sql`${row['id']} = ${ids}` : sql`${row['id']} = any(${ids})`)
  if (shape.kind === 'id' || shape.kind === 'one') {
    const first = selection.orders.length > 0 ? sql` order by ${orderBy(orders, row)}` : raw('')
    // Of rows by their key there is one at most.
    const most = shape.kind === 'id' || origin === 'relation' ? raw('') : sql`${first} limit 1`
    const one = sql`(select row_to_json(o) from (select ${object.columns} from ${from}${object.joins} where ${and(where)}${most}) o)`
    return at.isRaw && isNonNullType(returns) ? notNull(one, selection.view.type) : one
  }
  if (shape.kind === 'keyed')
    return sql`(select coalesce(json_object_agg(${row['id']}, ${object.json}), '{}'::json) from ${from}${object.joins} where ${and(where)})`
  const order = shape.kind === 'ids' ? sql`array_position(${ids}, ${row['id']})` : orderBy(orders, row)
  const limit = shape.kind === 'many' ? raw(` limit ${shape.limit}`) : raw('')
  // What is aggregated comes as it is sorted below: nothing stands between.
  return sql`(select coalesce(json_agg(row_to_json(o)), '[]'::json) from (select ${object.columns} from ${from}${object.joins} where ${and(where)} order by ${order}${limit}) o)`
}

/** Lays a description out and remembers where, so that the plan can be run again with other values. */
function layOut(
  at: Planning,
  described: Selection | SqlFragment,
  origin: Origin,
  alias: string,
  isCounted = false,
): Site {
  const site = siteOf(described, { alias, index: at.sites.length, isCounted, isForPlanning: true })
  // A relation has nothing that another request could tell anew.
  if (origin !== 'relation') {
    const isFixed = 'isFixed' in origin && origin.isFixed
    at.sites.push({ origin, alias, isCounted, shape: site.shape, ...(isFixed && { fixed: site.values }) })
  }
  return site
}

const isRoot = (origin: Origin): boolean => origin !== 'relation' && 'root' in origin

function concreteType(at: Planning, view: View): GraphQLObjectType {
  const type = at.asked.schema.getType(view.type)
  if (!isObjectType(type)) throw new Error(`${view.type} is not a type of the schema`)
  return type
}

/**
 * The rows of a view that the viewer may read: what stands after `from`, and the predicate after `where`.
 *
 * A whole list with several ways in is the ways one after the other, each row by the first that has it: so each can go
 * by its own index, where `or` would look at every row there is. Under another row there are few to look at.
 */
function readable(
  at: Planning,
  { view, isNarrowed }: Selection,
  alias: string,
  source: SqlFragment | undefined,
  isList: boolean,
): { from: SqlFragment; where: SqlFragment } {
  const table = (as: string) => sql`${name(view.table)} ${raw(as)}`
  const inner = `${alias}_w`
  const ways = at.grants.ways(view.type, 'READ', rowOf(inner), at.viewer).map(({ holds }) => holds)
  if (source || !isList || ways.length < 2) {
    const where = at.grants.predicate(view.type, 'READ', rowOf(alias), at.viewer)
    if (source && isNarrowed) return { from: source, where }
    return source
      ? { from: sql`${source} join ${table(alias)} on ${raw(`${alias}.id = ${alias}_s.id`)}`, where }
      : { from: table(alias), where }
  }
  const branches = ways.map((holds, i) => {
    const earlier = ways.slice(0, i).map((other) => sql` and (${other}) is not true`)
    return sql`select ${raw(inner)}.* from ${table(inner)} where ${holds}${join(earlier, '')}`
  })
  return { from: sql`(${join(branches, ' union all ')}) ${raw(alias)}`, where: raw('true') }
}

const orderBy = (orders: readonly Order[], row: Row) =>
  join(orders.map((order) => sql`${order.by(row)}${raw(order.descending ? ' desc' : '')}`))

/** A value that the schema says is never null: what is null all the same is refused, and graphql-js then says where. */
const notNull = (json: SqlFragment, path: string): SqlFragment => sql`coalesce(${json}, never_null(${literal(path)}))`

/** An object of a row: its columns, the same as JSON, and what is joined to the row for them. */
interface PlannedObject {
  readonly columns: SqlFragment
  readonly json: SqlFragment
  readonly joins: SqlFragment
}

function planObject(
  at: Planning,
  { view, source, isNarrowed }: Selection,
  type: GraphQLObjectType,
  row: Row,
  alias: string,
  nodes: readonly FieldNode[],
  sayType: boolean,
): PlannedObject {
  const joined: Record<string, Row> = source ? { source: rowOf(isNarrowed ? alias : `${alias}_s`) } : {}
  const joins: SqlFragment[] = []
  for (const [join_, on] of Object.entries(view.joins ?? {})) {
    const joinAlias = `${alias}_${join_}`
    joined[join_] = rowOf(joinAlias)
    joins.push(raw(' '), on(row, joinAlias))
  }
  const columns: SqlFragment[] = sayType && !at.isRaw ? [sql`${literal(view.type)} as ${name(typeKey)}`] : []
  const shown: string[] = []
  for (const [key, fieldNodes] of collect(at.asked, type, nodes)) {
    const field = fieldNodes[0]?.name.value ?? ''
    if (field === '__typename') {
      if (at.isRaw) columns.push(sql`${literal(type.name)} as ${name(rawKey(at, key))}`)
      continue
    }
    shown.push(field)
    columns.push(
      sql`${planField(at, view, type, field, fieldNodes, row, joined)} as ${name(at.isRaw ? rawKey(at, key) : columnOf(key))}`,
    )
  }
  if (columns.length === 0) columns.push(nothing(at))
  const about = view.about
  if (about && shown.some((field) => (about.fields ? about.fields.includes(field) : field !== 'id')))
    columns.push(sql`${aboutWhom(at, view, row)} as ${name(aboutKey)}`)
  const list = join(columns)
  return { columns: list, json: sql`(select row_to_json(o) from (select ${list}) o)`, joins: join(joins, '') }
}

/**
 * A description of the very row it is asked of as another type (how to reach a patient; a visit's report): the row is at
 * hand, with what is joined to it, so nothing is looked up. Whether the viewer may read it as that type is asked only where
 * the row's own grants do not say so already.
 * @returns undefined where it is another row, or the other type has joins of its own
 */
function planSameRow(
  at: Planning,
  view: View,
  described: Selection,
  origin: Origin,
  row: Row,
  nodes: readonly FieldNode[],
): SqlFragment | undefined {
  const target = described.view
  const alias = aliasOf(row)
  if (target.table !== view.table || described.shape.kind !== 'one' || described.source) return undefined
  if (described.orders.length > 0) return undefined
  const isItself = (condition: SqlFragment) => shapeOf(condition, []) === `${alias}.id = ${alias}.id`
  if (!described.conditions.some((condition) => isItself(condition(row)))) return undefined
  if (Object.entries(target.joins ?? {}).some(([joined, on]) => view.joins?.[joined] !== on)) return undefined
  const conditions = layOut(at, described, origin, alias).parts.conditions.filter((condition) => !isItself(condition))
  if (!saysAsMuch(at, view.type, target.type, row))
    conditions.push(at.grants.predicate(target.type, 'READ', row, at.viewer))
  const { json } = planObject(at, Selection.of(target), concreteType(at, target), row, alias, nodes, false)
  return conditions.length === 0 ? json : sql`case when ${and(conditions)} then ${json} end`
}

/** Does every way in which the viewer reads rows of a type give them the other type too? The row is there by one of them. */
function saysAsMuch(at: Planning, type: string, other: string, row: Row): boolean {
  const ways = (of: string) => at.grants.ways(of, 'READ', row, at.viewer).map(({ holds }) => identityOf(holds))
  const others = new Set(ways(other))
  return ways(type).every((way) => others.has(way))
}

/** Whom an object shows and by which grant: the person's UUID and two digits; dashes where it is the viewer. */
function aboutWhom(at: Planning, view: View, row: Row): SqlFragment {
  const about = view.about as NonNullable<View['about']>
  const ways = at.grants.ways(view.type, 'READ', row, at.viewer)
  const as = about.as ?? view.type
  const digits = ways.map(({ grant: { to, because } }) => {
    let index = at.reasons.findIndex((known) => known.role === to && known.because === because && known.as === as)
    if (index < 0) index = at.reasons.push({ as, role: to, because }) - 1
    if (index > 99) throw new Error('more than a hundred reasons in one operation')
    return literal(String(index).padStart(2, '0'))
  })
  const why =
    // Nobody is shown to whoever has no grant; the case would be no SQL without one.
    ways.length <= 1
      ? (digits[0] ?? literal('--'))
      : // The row is here, so one of them holds: the last needs no asking.
        sql`(case ${join(
          ways.slice(0, -1).map(({ holds }, i) => sql`when ${holds} then ${digits[i]}`),
          ' ',
        )} else ${digits.at(-1)} end)`
  const whom = sql`(${about.person(row)})::text || ${why}`
  const nobody = literal('-'.repeat(38))
  const self = at.viewer.account !== null && about.self?.(row, whoIs(at.viewer, 'SIGNED_IN'))
  return self
    ? sql`case when ${self} then ${nobody} else coalesce(${whom}, ${nobody}) end`
    : sql`coalesce(${whom}, ${nobody})`
}

/** An object of which everything is skipped still is one row; graphql-js makes it the empty object. */
function nothing(at: Planning): SqlFragment {
  if (at.isRaw) throw new NotRaw('nothing is asked of an object')
  return raw('true as "_"')
}

/** A response key as a column's name; one that PostgreSQL would cut is graphql-js's to write. */
function rawKey(_: Planning, key: string): string {
  if (key.length > 60) throw new NotRaw('a long alias')
  return key
}

function planField(
  at: Planning,
  view: View,
  type: GraphQLObjectType,
  field: string,
  nodes: readonly FieldNode[],
  row: Row,
  joined: Record<string, Row>,
): SqlFragment {
  const definition = type.getFields()[field]
  const node = nodes[0]
  if (!definition || !node) throw new Error(`${view.type}.${field} is not in the schema`)
  const path = `${view.type}.${field}`
  const staged = (shown: SqlFragment): SqlFragment => {
    const as = view.staged?.[field]
    if (!as || saysAsMuch(at, view.type, as, row)) return shown
    return sql`case when ${at.grants.predicate(as, 'READ', row, at.viewer)} then ${shown} end`
  }
  /** An expression of which the database does not promise that it is never null. */
  const expressed = (value: SqlFragment): SqlFragment => {
    if (!at.isRaw) return staged(value)
    const json = shaped(at, value, definition, nodes)
    return isNonNullType(definition.type) ? notNull(json === value ? sql`to_json(${value})` : json, path) : staged(json)
  }
  const expression = view.fields?.[field]
  if (expression) return expressed(expression(row, joined))
  if (field === 'id' && view.code !== undefined) return nodeId(view.code, row['id'] as SqlFragment)
  const related = view.relations?.[field]
  if (related) {
    const target = viewOf(getNamedType(definition.type).name)
    if (!target) throw new Error(`${path} leads to a type without a view`)
    const other = Selection.of(target)
      .where({ [target.key ?? 'id']: row[related] })
      .one()
    return plan(at, other, 'relation', definition.type, nodes)
  }
  const describe = at.describe(view.type, field)
  if (describe) {
    const { args, areFixed } = argumentsOf(definition, node)
    const looked = new Set<PropertyKey>()
    const described = describe(row, args(at.asked), watched(at.context, looked))
    const isFixed = areFixed && (looked.size === 0 || isOfGrants(described, looked))
    const origin: Origin = { describe, path, alias: aliasOf(row), args, isFixed }
    // A number or a word of the row that only a higher slice can tell (how many offers are open) is SQL of its own.
    if (isFragment(described)) {
      const { parts } = layOut(at, described, origin, aliasOf(row))
      return expressed(parts.expression as SqlFragment)
    }
    if (!(described instanceof Selection)) throw new Error(`${path} must describe rows, and at once`)
    if (isObjectType(getNullableType(definition.type)) && !isNonNullType(definition.type)) {
      const same = planSameRow(at, view, described, origin, row, nodes)
      if (same) return same
    }
    return plan(at, described, origin, definition.type, nodes)
  }
  const column = at.tables.get(view.table)?.columns.get(field)
  if (!column) throw new Error(`${path} is no column, relation or expression`)
  const plain = row[column.column] as SqlFragment
  const value = column.type === 'time' ? sql`to_char(${plain}, 'HH24:MI')` : plain
  return column.isNullable || isCompositeType(getNamedType(definition.type)) ? expressed(value) : staged(value)
}

const noArguments = {}
const aliasOf = (row: Row): string => (row['id'] as SqlFragment).strings[0]?.replace(/\..*$/, '') ?? ''

/** The request's context, noting what a resolver looks at. */
function watched(context: unknown, looked: Set<PropertyKey>): unknown {
  if (typeof context !== 'object' || context === null) return context
  return new Proxy(context, {
    get(of, property) {
      looked.add(property)
      return Reflect.get(of, property) as unknown
    },
  })
}

/** A piece of SQL that asks the grants, and of the request has nothing but the viewer's own values, which the statement
 *  has anyway. Grants look at no more of a viewer than a plan is kept by (`wayIn`). */
const isOfGrants = (described: unknown, looked: ReadonlySet<PropertyKey>): boolean =>
  isFragment(described) &&
  looked.has('grants') &&
  [...looked].every((property) => property === 'grants' || property === 'viewer') &&
  hasOnlyTold(described)

/** A field's arguments: worked out once where no variable is in them. */
function argumentsOf(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): { args: (asked: Asked) => Record<string, unknown>; areFixed: boolean } {
  if (definition.args.length === 0) return { args: () => noArguments, areFixed: true }
  let known: Record<string, unknown> | undefined
  const areFixed = !JSON.stringify(node.arguments ?? []).includes('"Variable"')
  const args = (asked: Asked) => {
    if (known) return known
    const values = getArgumentValues(definition, node, asked.variableValues)
    if (areFixed) known = values
    return values
  }
  return { args, areFixed }
}

/**
 * A JSON expression under a selection: only what was asked for, under its response keys. An expression without a
 * selection is itself.
 * @throws NotRaw where a field under it is worked out in code
 */
function shaped(
  at: Planning,
  value: SqlFragment,
  { type: returns }: { type: GraphQLOutputType },
  nodes: readonly FieldNode[],
): SqlFragment {
  const named = getNamedType(returns)
  if (!isCompositeType(named)) return value
  if (!isObjectType(named) || viewOf(named.name)) throw new NotRaw(`${named.name} is worked out in code`)
  const n = at.next++
  const isList = isListType(getNullableType(returns))
  const asked = new Set<string>()
  const columns = [...collect(at.asked, named, nodes)].map(([key, fieldNodes]) => {
    const field = fieldNodes[0]?.name.value ?? ''
    const as = name(rawKey(at, key))
    if (field === '__typename') return sql`${literal(named.name)} as ${as}`
    const definition = named.getFields()[field]
    if (!definition || customFields.has(definition)) throw new NotRaw(`${named.name}.${field} is worked out in code`)
    asked.add(field)
    const part = isList
      ? sql`${raw(`j${n}`)}.${name(field)}`
      : sql`nullif((${raw(`j${n}.v`)} -> ${literal(field)})::text, 'null')::json`
    const below = shaped(at, part, definition, fieldNodes)
    return sql`${isNonNullType(definition.type) ? notNull(below, `${named.name}.${field}`) : below} as ${as}`
  })
  const object = sql`(select row_to_json(o) from (select ${columns.length > 0 ? join(columns) : nothing(at)}) o)`
  const j = raw(`j${n}`)
  // `offset 0`: the value is worked out once, not wherever it is used.
  const once = sql`(select to_json(${value}) as v offset 0)`
  if (!isList) return sql`(select ${object} from ${once} ${j} where ${j}.v is not null)`
  const fields = [...(asked.size > 0 ? asked : ['_'])].map(name)
  const rows = sql`rows from (json_to_recordset(${j}s.v) as (${join(fields.map((field) => sql`${field} json`))})) with ordinality ${j}(${join(fields)}, "#")`
  return sql`(select case when ${j}s.v is not null then (select coalesce(json_agg(${object} order by ${j}."#"), '[]'::json) from ${rows}) end from ${once} ${j}s)`
}

const customFields = new WeakSet<object>()
/** Marks a field whose value code works out, so that no statement stands in for it. */
export const markCustom = (field: object): void => void customFields.add(field)

/** The opaque id of a row (kernel/node-id.ts), made by the database. */
export const nodeId = (code: number, uuid: SqlFragment): SqlFragment =>
  sql`translate(encode(${raw(`'\\x${code.toString(16).padStart(4, '0')}'::bytea`)} || uuid_send(${uuid}), 'base64'), '+/', '-_')`

function planConnection(
  at: Planning,
  selection: Selection,
  origin: Origin,
  connection: GraphQLObjectType,
  nodes: readonly FieldNode[],
): SqlFragment {
  if (selection.shape.kind !== 'page') throw new Error('not a page')
  const { first, after: cursor } = selection.shape.page
  const type = concreteType(at, selection.view)
  const alias = `t${at.next++}`
  const row = rowOf(alias)
  const fields = [...collect(at.asked, connection, nodes)]
  // What is narrowed down is not narrowed down twice: the first page sees all of it. A whole table is better counted by
  // an index beside, since its page is then the beginning of another.
  const isWhole =
    selection.source === undefined &&
    selection.conditions.length === 0 &&
    (!isRoot(origin) || at.grants.ways(selection.view.type, 'READ', rowOf(alias), at.viewer).length < 2)
  const countsItself = cursor == null && !isWhole
  const isCounted = !countsItself && fields.some(([, [node]]) => node?.name.value === 'totalCount')
  const { parts } = layOut(at, selection, origin, alias, isCounted)
  const key = (responseKey: string) => name(at.isRaw ? rawKey(at, responseKey) : columnOf(responseKey))
  // Each place that asks for the node has its own selection, so its own column: n0, n1, …
  const objects: SqlFragment[] = []
  let joins: SqlFragment = raw('')
  const nodeColumn = (of: readonly FieldNode[]) => {
    const object = planObject(at, selection, type, row, alias, of, false)
    joins = object.joins
    objects.push(object.json)
    return `n${objects.length - 1}`
  }
  const isMore = raw(String(first))
  const shown: SqlFragment[] = []
  let counts: SqlFragment = raw('')
  for (const [responseKey, fieldNodes] of fields) {
    const field = fieldNodes[0]?.name.value
    const as = key(responseKey)
    if (field === '__typename') {
      if (at.isRaw) shown.push(sql`${literal(connection.name)} as ${as}`)
    } else if (field === 'nodes') {
      const column = nodeColumn(fieldNodes)
      shown.push(
        sql`coalesce(json_agg(p.${raw(column)} order by p.rn) filter (where p.rn <= ${isMore}), '[]'::json) as ${as}`,
      )
    } else if (field === 'edges') {
      const edge = getNamedType(connection.getFields()['edges']?.type) as GraphQLObjectType
      const pairs: SqlFragment[] = []
      for (const [edgeKey, edgeNodes] of collect(at.asked, edge, fieldNodes)) {
        const edgeField = edgeNodes[0]?.name.value
        if (edgeField === '__typename' && at.isRaw) pairs.push(sql`${literal(edge.name)} as ${key(edgeKey)}`)
        if (edgeField === 'node') pairs.push(sql`p.${raw(nodeColumn(edgeNodes))} as ${key(edgeKey)}`)
        if (edgeField === 'cursor') pairs.push(sql`p.cur as ${key(edgeKey)}`)
      }
      if (pairs.length === 0) pairs.push(nothing(at))
      shown.push(
        sql`coalesce(json_agg((select row_to_json(e) from (select ${join(pairs)}) e) order by p.rn) filter (where p.rn <= ${isMore}), '[]'::json) as ${as}`,
      )
    } else if (field === 'pageInfo') {
      const page = getNamedType(connection.getFields()['pageInfo']?.type) as GraphQLObjectType
      const facts: SqlFragment[] = [...collect(at.asked, page, fieldNodes)].flatMap(([pageKey, pageNodes]) => {
        const pageField = pageNodes[0]?.name.value ?? ''
        if (pageField === '__typename') return at.isRaw ? [sql`${literal(page.name)} as ${key(pageKey)}`] : []
        const fact = pageFacts[pageField]
        return fact ? [sql`${fact(isMore, cursor)} as ${key(pageKey)}`] : []
      })
      if (facts.length === 0) facts.push(nothing(at))
      // These aggregates have only outer columns for arguments, so they belong to the page, not to the sub-select.
      shown.push(sql`(select row_to_json(i) from (select ${join(facts)}) i) as ${as}`)
    } else if (field === 'totalCount' && countsItself) {
      counts = sql`, count(*) over () as total`
      shown.push(sql`coalesce(max(p.total), 0)::int as ${as}`)
    } else if (field === 'totalCount' && parts.counted) {
      const over = countingAlias(alias)
      const all = readable(at, selection, over, parts.counted.source, isRoot(origin))
      shown.push(
        sql`(select count(*)::int from ${all.from} where ${and([...parts.counted.conditions, all.where])}) as ${as}`,
      )
    }
  }
  if (shown.length === 0) shown.push(nothing(at))
  const rows = readable(at, selection, alias, parts.source, isRoot(origin))
  const where = [...parts.conditions, rows.where]
  if (parts.afterCursor) where.push(parts.afterCursor)
  const columns = [
    sql`row_number() over (order by ${orderBy(parts.orders, row)}) as rn`,
    sql`${cursorOf(parts.orders, row)} as cur`,
    ...objects.map((object, i) => sql`${object} as ${raw(`n${i}`)}`),
  ]
  // `having true` makes one row of the page even where nothing of it is aggregated (a count alone).
  return sql`(select row_to_json(c) from (select ${join(shown)} from (select ${join(columns)}${counts} from ${rows.from}${joins} where ${and(where)} order by ${orderBy(parts.orders, row)} limit ${raw(String(first + 1))}) p having true) c)`
}

const pageFacts: Record<string, (first: SqlFragment, cursor: string | null | undefined) => SqlFragment> = {
  hasNextPage: (first) => sql`count(p.rn) > ${first}`,
  endCursor: (first) => sql`(array_agg(p.cur order by p.rn desc) filter (where p.rn <= ${first}))[1]`,
  startCursor: () => raw('(array_agg(p.cur order by p.rn))[1]'),
  hasPreviousPage: (_, cursor) => (cursor == null ? raw('false') : raw('true')),
}
