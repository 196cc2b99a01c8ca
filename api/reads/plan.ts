import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from 'graphql'
import { getArgumentValues } from 'graphql/execution/values.js'
import type { Row, SqlFragment } from '../kernel/index.ts'
import type { Viewer } from '../kernel/index.ts'
import { collect } from './collect.ts'
import { after, cursorOf } from './cursor.ts'
import { Selection, type Order } from './describe.ts'
import type { GrantBook } from './grant-book.ts'
import { and, isFragment, join, literal, name, or, raw, rowOf, sql } from './sql.ts'
import type { Table } from './tables.ts'
import { viewOf, type View } from './view.ts'

/** What planning needs beside the description: who asks, what is granted, what the tables hold. */
export interface Planning {
  readonly viewer: Viewer
  readonly grants: GrantBook
  readonly tables: ReadonlyMap<string, Table>
  /** A field's own resolver, kept aside when the schema was prepared; it describes, it does not read. */
  readonly describe: (
    type: string,
    field: string,
  ) => ((root: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo) => unknown) | undefined
  /** The request's context, handed to describing resolvers. */
  readonly context: unknown
  readonly info: GraphQLResolveInfo
  next: number
}

/** PostgreSQL cuts names after 63 bytes, so a longer alias travels under its length and ends. */
export function columnOf(responseKey: string): string {
  if (responseKey.length <= 60) return responseKey
  let hash = 0n
  for (const char of responseKey) hash = (hash * 1_000_003n + BigInt(char.codePointAt(0) ?? 0)) % 2n ** 120n
  return `${responseKey.slice(0, 24)}~${hash.toString(36)}`
}

/** The key under which a row of an abstract type says which type it is. */
export const typeKey = '__type'

/**
 * One SQL expression for a description and the selection under it, grants included at every table. Its value is JSON:
 * an object, an array, a connection, or null where the viewer may read no such row.
 * @throws BadCursor for a cursor that is not ours.
 */
export async function plan(
  at: Planning,
  selection: Selection,
  returns: GraphQLOutputType,
  nodes: readonly FieldNode[],
): Promise<SqlFragment> {
  const named = getNamedType(returns)
  if (selection.shape.kind === 'page') {
    if (!isObjectType(named)) throw new Error(`a page of ${selection.view.type} needs a connection type`)
    return planConnection(at, selection, named, nodes)
  }
  const type = concreteType(at, selection.view)
  const alias = `t${at.next++}`
  const row = rowOf(alias)
  const object = await planObject(at, selection, type, row, alias, nodes, isAbstractType(named))
  const from = tableAs(selection, alias)
  const conditions = [...conditionsOf(at, selection, row)]
  const { shape } = selection
  if (shape.kind === 'id') conditions.push(sql`${row['id']} = ${shape.id}::uuid`)
  if (shape.kind === 'ids' || shape.kind === 'keyed') conditions.push(sql`${row['id']} = any(${shape.ids}::uuid[])`)
  if (shape.kind === 'id' || shape.kind === 'one') {
    const first = selection.orders.length > 0 ? sql` order by ${orderBy(ordersOf(selection), row)}` : raw('')
    return sql`(select ${object.json} from ${from}${object.joins} where ${and(conditions)}${first} limit 1)`
  }
  if (shape.kind === 'keyed')
    return sql`(select coalesce(json_object_agg(${row['id']}, ${object.json}), '{}'::json) from ${from}${object.joins} where ${and(conditions)})`
  const orders =
    shape.kind === 'ids' ? sql`array_position(${shape.ids}::uuid[], ${row['id']})` : orderBy(ordersOf(selection), row)
  const limit = shape.kind === 'many' ? shape.limit : shape.ids.length
  return sql`(select coalesce(json_agg(l.o order by l.n), '[]'::json) from (select row_number() over (order by ${orders}) as n, ${object.json} as o from ${from}${object.joins} where ${and(conditions)} order by ${orders} limit ${limit}) l)`
}

function concreteType(at: Planning, view: View): GraphQLObjectType {
  const type = at.info.schema.getType(view.type)
  if (!isObjectType(type)) throw new Error(`${view.type} is not a type of the schema`)
  return type
}

function tableAs(selection: Selection, alias: string): SqlFragment {
  const table = sql`${name(selection.view.table)} ${raw(alias)}`
  return selection.source
    ? sql`${selection.source(`${alias}_s`)} join ${table} on ${raw(`${alias}.id = ${alias}_s.id`)}`
    : table
}

/** The description's own conditions, and whether the viewer may read the row. */
function* conditionsOf(at: Planning, selection: Selection, row: Row): Iterable<SqlFragment> {
  for (const condition of selection.conditions) yield condition(row)
  yield at.grants.predicate(selection.view.type, 'READ', row, at.viewer)
}

const ordersOf = (selection: Selection): Order[] => [
  ...selection.orders,
  {
    by: (row) => row[selection.view.key ?? 'id'] as SqlFragment,
    as: selection.view.key ? 'text' : 'uuid',
    descending: false,
  },
]
const orderBy = (orders: readonly Order[], row: Row) =>
  join(orders.map((order) => sql`${order.by(row)}${raw(order.descending ? ' desc' : '')}`))

async function planObject(
  at: Planning,
  { view, source }: Selection,
  type: GraphQLObjectType,
  row: Row,
  alias: string,
  nodes: readonly FieldNode[],
  sayType: boolean,
): Promise<{ json: SqlFragment; joins: SqlFragment }> {
  const joined: Record<string, Row> = source ? { source: rowOf(`${alias}_s`) } : {}
  const joins: SqlFragment[] = []
  for (const [join_, on] of Object.entries(view.joins ?? {})) {
    const joinAlias = `${alias}_${join_}`
    joined[join_] = rowOf(joinAlias)
    joins.push(raw(' '), on(row, joinAlias))
  }
  const columns: SqlFragment[] = sayType ? [sql`${literal(view.type)} as ${name(typeKey)}`] : []
  for (const [key, fieldNodes] of collect(at.info, type, nodes)) {
    const field = fieldNodes[0]?.name.value ?? ''
    if (field === '__typename') continue
    columns.push(sql`${await planField(at, view, type, field, fieldNodes, row, joined)} as ${name(columnOf(key))}`)
  }
  if (columns.length === 0) columns.push(raw('true as "_"'))
  return { json: sql`(select row_to_json(o) from (select ${join(columns)}) o)`, joins: join(joins, '') }
}

async function planField(
  at: Planning,
  view: View,
  type: GraphQLObjectType,
  field: string,
  nodes: readonly FieldNode[],
  row: Row,
  joined: Record<string, Row>,
): Promise<SqlFragment> {
  const definition = type.getFields()[field]
  const node = nodes[0]
  if (!definition || !node) throw new Error(`${view.type}.${field} is not in the schema`)
  const staged = (shown: SqlFragment): SqlFragment => {
    const as = view.staged?.[field]
    return as ? sql`case when ${at.grants.predicate(as, 'READ', row, at.viewer)} then ${shown} end` : shown
  }
  const expression = view.fields?.[field]
  if (expression) return staged(expression(row, joined))
  if (field === 'id' && view.code !== undefined) return nodeId(view.code, row['id'] as SqlFragment)
  const related = view.relations?.[field]
  if (related) {
    const target = viewOf(getNamedType(definition.type).name)
    if (!target) throw new Error(`${view.type}.${field} leads to a type without a view`)
    const other = Selection.of(target)
      .where({ [target.key ?? 'id']: row[related] })
      .one()
    return plan(at, other, definition.type, nodes)
  }
  const describe = at.describe(view.type, field)
  if (describe) {
    const args = getArgumentValues(definition, node, at.info.variableValues)
    const described = await describe(row, args, at.context, at.info)
    // A number or a word of the row that only a higher slice can tell (how many offers are open) is SQL of its own.
    if (isFragment(described)) return described
    if (!(described instanceof Selection)) throw new Error(`${view.type}.${field} must describe rows`)
    return plan(at, described, definition.type, nodes)
  }
  const column = at.tables.get(view.table)?.columns.get(field)
  if (!column) throw new Error(`${view.type}.${field} is no column, relation or expression`)
  const value = row[column.column] as SqlFragment
  return staged(column.type === 'time' ? sql`to_char(${value}, 'HH24:MI')` : value)
}

/** The opaque id of a row (kernel/node-id.ts), made by the database. */
export const nodeId = (code: number, uuid: SqlFragment): SqlFragment =>
  sql`translate(encode(${raw(`'\\x${code.toString(16).padStart(4, '0')}'::bytea`)} || uuid_send(${uuid}), 'base64'), '+/', '-_')`

async function planConnection(
  at: Planning,
  selection: Selection,
  connection: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Promise<SqlFragment> {
  if (selection.shape.kind !== 'page') throw new Error('not a page')
  const { first, after: cursor } = selection.shape.page
  const type = concreteType(at, selection.view)
  const orders = ordersOf(selection)
  const alias = `t${at.next++}`
  const row = rowOf(alias)
  // Each place that asks for the node has its own selection, so its own column: n0, n1, …
  const objects: SqlFragment[] = []
  let joins: SqlFragment = raw('')
  const nodeColumn = async (of: readonly FieldNode[]) => {
    const object = await planObject(at, selection, type, row, alias, of, false)
    joins = object.joins
    objects.push(object.json)
    return `n${objects.length - 1}`
  }
  const shown: SqlFragment[] = []
  let counts: SqlFragment = raw('')
  for (const [key, fieldNodes] of collect(at.info, connection, nodes)) {
    const field = fieldNodes[0]?.name.value
    const as = name(columnOf(key))
    if (field === 'nodes') {
      const column = await nodeColumn(fieldNodes)
      shown.push(
        sql`coalesce(json_agg(p.${raw(column)} order by p.rn) filter (where p.rn <= ${first}), '[]'::json) as ${as}`,
      )
    } else if (field === 'edges') {
      const edge = getNamedType(connection.getFields()['edges']?.type) as GraphQLObjectType
      const pairs: SqlFragment[] = []
      for (const [edgeKey, edgeNodes] of collect(at.info, edge, fieldNodes)) {
        const edgeField = edgeNodes[0]?.name.value
        if (edgeField === 'node') pairs.push(sql`p.${raw(await nodeColumn(edgeNodes))} as ${name(columnOf(edgeKey))}`)
        if (edgeField === 'cursor') pairs.push(sql`p.cur as ${name(columnOf(edgeKey))}`)
      }
      if (pairs.length === 0) pairs.push(raw('true as "_"'))
      shown.push(
        sql`coalesce(json_agg((select row_to_json(e) from (select ${join(pairs)}) e) order by p.rn) filter (where p.rn <= ${first}), '[]'::json) as ${as}`,
      )
    } else if (field === 'pageInfo') {
      const page = getNamedType(connection.getFields()['pageInfo']?.type) as GraphQLObjectType
      const facts: SqlFragment[] = [...collect(at.info, page, fieldNodes)].flatMap(([pageKey, pageNodes]) => {
        const fact = pageFacts[pageNodes[0]?.name.value ?? '']
        return fact ? [sql`${fact(first, cursor)} as ${name(columnOf(pageKey))}`] : []
      })
      if (facts.length === 0) facts.push(raw('true as "_"'))
      // These aggregates have only outer columns for arguments, so they belong to the page, not to the sub-select.
      shown.push(sql`(select row_to_json(i) from (select ${join(facts)}) i) as ${as}`)
    } else if (field === 'totalCount' && selection.source && cursor == null) {
      // What made the set is not done twice: the first page sees all of it.
      counts = sql`, count(*) over () as total`
      shown.push(sql`coalesce(max(p.total), 0)::int as ${as}`)
    } else if (field === 'totalCount') {
      const countAlias = `t${at.next++}`
      const countRow = rowOf(countAlias)
      shown.push(
        sql`(select count(*)::int from ${tableAs(selection, countAlias)} where ${and([...conditionsOf(at, selection, countRow)])}) as ${as}`,
      )
    }
  }
  if (shown.length === 0) shown.push(raw('true as "_"'))
  const conditions = [...conditionsOf(at, selection, row)]
  if (cursor != null) conditions.push(after(cursor, orders, row))
  const columns = [
    sql`row_number() over (order by ${orderBy(orders, row)}) as rn`,
    sql`${cursorOf(orders, row)} as cur`,
    ...objects.map((object, i) => sql`${object} as ${raw(`n${i}`)}`),
  ]
  // `having true` makes one row of the page even where nothing of it is aggregated (a count alone).
  return sql`(select row_to_json(c) from (select ${join(shown)} from (select ${join(columns)}${counts} from ${tableAs(selection, alias)}${joins} where ${and(conditions)} order by ${orderBy(orders, row)} limit ${first + 1}) p having true) c)`
}

const pageFacts: Record<string, (first: number, cursor: string | null | undefined) => SqlFragment> = {
  hasNextPage: (first) => sql`count(p.rn) > ${first}`,
  endCursor: (first) => sql`(array_agg(p.cur order by p.rn desc) filter (where p.rn <= ${first}))[1]`,
  startCursor: () => raw('(array_agg(p.cur order by p.rn))[1]'),
  hasPreviousPage: (_, cursor) => (cursor == null ? raw('false') : raw('true')),
}

/** Whether the viewer may do `action` with the row of `view` that has this id: a select of 1 or nothing. */
export function mayQuery(grants: GrantBook, viewer: Viewer, view: View, id: string, action: string): SqlFragment {
  const row = rowOf('t0')
  return sql`select 1 from ${name(view.table)} t0 where t0.id = ${id}::uuid and ${or([grants.predicate(view.type, action, row, viewer)])}`
}
