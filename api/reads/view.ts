import type { Row, SqlFragment, Who } from '../kernel/index.ts'

type Expression = (row: Row, joins: Record<string, Row>) => SqlFragment

/** How a GraphQL type is kept: which table, which number in opaque ids, which fields are more than a column. */
export interface ViewOptions {
  /** The table's name. */
  readonly table: string
  /** The type's number inside opaque ids (kernel/node-id.ts). Never changes, never reused. */
  readonly code?: number
  /** The column that tells rows of one list apart, for tables without an `id` (a word list has its `code`). Text. */
  readonly key?: string
  /** Fields that are SQL of their own: `name: (row, { person }) => sql\`…\``. Where the rows come from a set
   *  (`Selection.from`), its columns are there as `source`; elsewhere that is undefined. */
  readonly fields?: Readonly<Record<string, Expression>>
  /** Tables joined to every row because fields come from them; exactly one match each. */
  readonly joins?: Readonly<Record<string, (row: Row, alias: string) => SqlFragment>>
  /** To-one relations: the GraphQL field, and the column that holds the other's id. */
  readonly relations?: Readonly<Record<string, string>>
  /** Columns and expressions that fewer may see than the row: the field, and the type whose READ grants decide (a type
   *  of the schema or only of the grants). Null for the others. */
  readonly staged?: Readonly<Record<string, string>>
  /** Whom a row of this type shows, so that it is written down who looked (api/audit). */
  readonly about?: About
}

export interface About {
  /** The UUID of the person. */
  readonly person: (row: Row) => SqlFragment
  /** The row is the viewer's own: nobody else looks. */
  readonly self?: (row: Row, who: Who) => SqlFragment
  /** As what they are shown; the type itself unless said. */
  readonly as?: string
  /** The fields that show something of the person; all but `id` unless said. */
  readonly fields?: readonly string[]
}

export interface View extends ViewOptions {
  /** The GraphQL type's name. */
  readonly type: string
}

const byType = new Map<string, View>()
const byCode = new Map<number, View>()

/**
 * Binds a GraphQL type to the rows it shows. Called once a type, beside the type.
 * @throws when the type or the code is taken.
 */
export function view(type: string, options: ViewOptions): View {
  if (byType.has(type)) throw new Error(`two views for the type ${type}`)
  const made: View = { type, ...options }
  byType.set(type, made)
  if (options.code !== undefined) {
    if (byCode.has(options.code))
      throw new Error(`the id code of ${type} is taken by ${byCode.get(options.code)?.type}`)
    byCode.set(options.code, made)
  }
  return made
}

export const viewOf = (type: string): View | undefined => byType.get(type)
export const viewOfCode = (code: number): View | undefined => byCode.get(code)
export const allViews = (): readonly View[] => [...byType.values()]
