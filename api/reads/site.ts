import type { SqlFragment } from '../kernel/index.ts'
import { after } from './cursor.ts'
import { Selection, type Order } from './describe.ts'
import { retold, rowOf, shapeOf, sql, Told } from './sql.ts'

/**
 * A place in a plan where a description stands, laid out over the table's alias: the fragments that may differ from
 * one request to the next. What differs in their text makes another plan; what differs in their values does not.
 */
export interface Site {
  /** What the statement's text depends on here. */
  readonly shape: string
  /** The values, in an order that is the same whenever the shape is. */
  readonly values: readonly unknown[]
  /** The fragments for the planner, each value a `Told` of this site. */
  readonly parts: SiteParts
}

export interface SiteParts {
  readonly source?: SqlFragment
  readonly conditions: readonly SqlFragment[]
  /** Source and conditions once more over `countingAlias`, where the rows are counted beside the page. */
  readonly counted?: { readonly source?: SqlFragment; readonly conditions: readonly SqlFragment[] }
  readonly orders: readonly Order[]
  readonly afterCursor?: SqlFragment
  /** The one id, or the list of ids. */
  readonly ids?: SqlFragment
  /** A field that is an expression and no description. */
  readonly expression?: SqlFragment
}

/** The alias under which the rows are counted beside the page over `alias`. */
export const countingAlias = (alias: string): string => `${alias}_n`

/** All orders of a description, the key last, so that the order is total. */
export const ordersOf = (selection: Selection): Order[] => [
  ...selection.orders,
  {
    by: (row) => row[selection.view.key ?? 'id'] as SqlFragment,
    as: selection.view.key ? 'text' : 'uuid',
    descending: false,
  },
]

export interface Laying {
  readonly alias: string
  /** Which site of its plan this is; its values are told under this number. */
  readonly index: number
  /** Whether the rows are counted over an alias of their own too. */
  readonly isCounted: boolean
  /** Without parts only shape and values are worked out: enough to run a plan that is there already. */
  readonly isForPlanning: boolean
}

/**
 * Lays a description (or a field's own expression) out over a table's alias.
 * @throws BadCursor
 */
export function siteOf(described: Selection | SqlFragment, { alias, index, isCounted, isForPlanning }: Laying): Site {
  const values: unknown[] = []
  let shape = ''
  let told = 0
  const lay = (fragment: SqlFragment): SqlFragment => {
    shape += `${shapeOf(fragment, values)}\u0000`
    if (!isForPlanning) return fragment
    return retold(fragment, (value) => {
      const number = told++
      // The viewer's own value, in a grant's predicate that a resolver asked for, is the same at every site.
      return value instanceof Told ? value : new Told(`site ${index} ${number}`, value)
    })
  }
  if (!(described instanceof Selection)) {
    const expression = lay(described)
    return { shape, values, parts: { conditions: [], orders: [], expression } }
  }
  const { view, shape: rows } = described
  shape = `${view.type}\u0000${described.isNarrowed}${rows.kind}\u0000${rows.kind === 'page' ? rows.page.first : rows.kind === 'many' ? rows.limit : ''}\u0000`
  const over = (at: string) => {
    const source = described.source && lay(described.source(described.isNarrowed ? at : `${at}_s`))
    const row = rowOf(at)
    return { ...(source && { source }), conditions: described.conditions.map((condition) => lay(condition(row))) }
  }
  const row = rowOf(alias)
  const { source, conditions } = over(alias)
  const counted = isCounted ? over(countingAlias(alias)) : undefined
  const orders = ordersOf(described).map(({ by, as, descending }): Order => {
    const fragment = lay(by(row))
    shape += `${as}${descending ? '-' : '+'}`
    return { by: () => fragment, as, descending }
  })
  const cursor = rows.kind === 'page' ? rows.page.after : null
  const afterCursor = cursor == null ? undefined : lay(after(cursor, ordersOf(described), row))
  const ids =
    rows.kind === 'id'
      ? lay(sql`${rows.id}::uuid`)
      : rows.kind === 'ids' || rows.kind === 'keyed'
        ? lay(sql`${rows.ids}::uuid[]`)
        : undefined
  return {
    shape,
    values,
    parts: {
      ...(source && { source }),
      conditions,
      ...(counted && { counted }),
      orders,
      ...(afterCursor && { afterCursor }),
      ...(ids && { ids }),
    },
  }
}
