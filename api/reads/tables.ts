/** What the planner knows of a table: its columns by the name the field has, with their PostgreSQL types. */
export interface Table {
  readonly columns: ReadonlyMap<string, Column>
}

export interface Column {
  readonly column: string
  readonly type: string
  readonly isNullable: boolean
}

/** The part of MikroORM's metadata that is read here, once, at start. */
interface EntityMeta {
  tableName: string
  props: {
    name: string
    kind: string
    fieldNames?: string[]
    columnTypes?: string[]
    persist?: boolean
    nullable?: boolean
  }[]
}

/** @param entities `orm.getMetadata().getAll()`'s values. @returns tables by name. */
export function tablesOf(entities: Iterable<EntityMeta>): Map<string, Table> {
  const tables = new Map<string, Table>()
  for (const entity of entities) {
    const columns = new Map<string, Column>()
    for (const property of entity.props ?? []) {
      const column = property.fieldNames?.[0]
      if (!column || property.persist === false) continue
      columns.set(property.name, {
        column,
        type: property.columnTypes?.[0] ?? 'text',
        isNullable: property.nullable === true,
      })
    }
    if (columns.size > 0) tables.set(entity.tableName, { columns })
  }
  return tables
}
