import type { Row, SqlFragment } from '../kernel/index.ts'
import { isFragment, sql } from './sql.ts'
import type { View } from './view.ts'

/** An order: a column's name (ascending), or an SQL expression of the row with its direction. Never null. */
export interface Order {
  readonly by: (row: Row) => SqlFragment
  readonly descending: boolean
  /** The PostgreSQL type, to read a cursor's value back (`text`, `date`, `timestamptz`, `uuid`, `float8`, `int`). */
  readonly as: string
}

export interface Page {
  readonly first: number
  readonly after?: string | null
}

type Condition = (row: Row) => SqlFragment

/**
 * A description of rows: which, in what order, how many. Query methods return it; the planner makes it one
 * statement together with what the client selected, and adds the viewer's grants at every table.
 */
export class Selection {
  private constructor(
    readonly view: View,
    readonly conditions: readonly Condition[],
    readonly orders: readonly Order[],
    readonly shape:
      | { kind: 'many'; limit: number }
      | { kind: 'page'; page: Page }
      | { kind: 'one' }
      | { kind: 'id'; id: string }
      | { kind: 'ids'; ids: readonly string[] }
      | { kind: 'keyed'; ids: readonly string[] },
    readonly source?: (alias: string) => SqlFragment,
    /** The source gives all columns of the table itself. */
    readonly isNarrowed = false,
  ) {}

  static of(view: View) {
    return new Selection(view, [], [], { kind: 'many', limit: 500 })
  }

  private with(changes: Partial<Selection>) {
    const next = { ...this, ...changes } as Selection
    return new Selection(next.view, next.conditions, next.orders, next.shape, next.source, next.isNarrowed)
  }

  /** Rows for which all of this holds: columns by name (a value, an array for "one of", null, or a fragment), or a
   *  function of the row. Several calls add up. */
  where(condition: Record<string, unknown> | Condition): Selection {
    const added: Condition[] =
      typeof condition === 'function'
        ? [condition]
        : Object.entries(condition).map(([column, value]) => (row: Row) => {
            const left = row[column] as SqlFragment
            if (value === null) return sql`${left} is null`
            if (isFragment(value)) return sql`${left} = ${value}`
            if (Array.isArray(value)) return sql`${left} = any(${value})`
            return sql`${left} = ${value}`
          })
    return this.with({ conditions: [...this.conditions, ...added] })
  }

  /** Sorts by this, then by what later calls add; the id is always last, so that an order is total. */
  orderBy(by: string | ((row: Row) => SqlFragment), as = 'text', direction: 'up' | 'down' = 'up'): Selection {
    const expression = typeof by === 'function' ? by : (row: Row) => row[by] as SqlFragment
    return this.with({ orders: [...this.orders, { by: expression, as, descending: direction === 'down' }] })
  }

  /** Rows come from this set of (id, …) instead of the bare table: `(alias) => sql\`(select id, distance …) ${raw(alias)}\``.
   *  Its columns can be used in orders, conditions and field expressions through the alias `<row>_s`. */
  from(source: (alias: string) => SqlFragment): Selection {
    return this.with({ source })
  }

  /** Rows of the table itself with more columns beside (`select s.*, …`), which field expressions find in `source`. The
   *  best way to them does not hang on the values, so it is planned for any. */
  fromNarrowed(source: (alias: string) => SqlFragment): Selection {
    return this.with({ source, isNarrowed: true })
  }

  page(page: Page): Selection {
    return this.with({ shape: { kind: 'page', page } })
  }
  limit(limit: number): Selection {
    return this.with({ shape: { kind: 'many', limit } })
  }
  /** The one row for which it holds; of several, the first in the order. */
  one(): Selection {
    return this.with({ shape: { kind: 'one' } })
  }
  id(id: string): Selection {
    return this.with({ shape: { kind: 'id', id } })
  }
  ids(ids: readonly string[]): Selection {
    return this.with({ shape: { kind: 'ids', ids } })
  }
  /** One object of rows by id (UUID), for reading many single objects at once. */
  keyed(ids: readonly string[]): Selection {
    return this.with({ shape: { kind: 'keyed', ids } })
  }
}

/** Begins a description. */
export const select = (view: View): Selection => Selection.of(view)
/** The one row with this id (a UUID), if the viewer may read it. Many of these in one list become one statement. */
export const byId = (view: View, id: string): Selection => select(view).id(id)
/** The rows with these ids, in this order, as far as the viewer may read them. */
export const byIds = (view: View, ids: readonly string[]): Selection => select(view).ids(ids)
