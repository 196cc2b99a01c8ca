import { isRow, type Row } from './values.ts'

/**
 * The row without what only stands in for something that its own source did not say: `alongside_fallback` of a feed
 * that another of us publishes lists it by path (`organization.description`, `service_at_locations[0].location.addresses[0].city`).
 * The row itself is not changed.
 */
export function withoutStandIns(row: Row): Row {
  const listed = row['alongside_fallback']
  if (!Array.isArray(listed)) return row
  return (listed as readonly unknown[])
    .filter((path) => typeof path === 'string')
    .slice(0, 200)
    .reduce<Row>((rest, path) => without(rest, path.split(/[.[\]]+/).filter(Boolean)) as Row, row)
}

function without(value: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (key === undefined) return value
  if (Array.isArray(value)) {
    const at = Number(key)
    return (value as readonly unknown[]).map((item, n) => (n === at ? without(item, deeper) : item))
  }
  if (!isRow(value) || !Object.hasOwn(value, key)) return value
  if (deeper.length > 0) return { ...value, [key]: without(value[key], deeper) }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
}
