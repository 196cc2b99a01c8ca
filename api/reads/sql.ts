import type { Row, SqlFragment } from '../kernel/index.ts'

class Fragment implements SqlFragment {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly unknown[],
  ) {}
}

/** SQL with values: `` sql`t.id = ${id}` ``. A fragment inside is inlined, anything else becomes a bound value, so
 *  text from outside can never be read as SQL. */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): SqlFragment => new Fragment(strings, values)

/** Text of our own, taken as it is. Never give it anything that came from outside. */
export const raw = (text: string): SqlFragment => new Fragment([text], [])

export const isFragment = (value: unknown): value is SqlFragment => value instanceof Fragment

/** Fragments in a row, with a separator between. */
export function join(fragments: readonly SqlFragment[], separator = ', '): SqlFragment {
  if (fragments.length === 0) return raw('')
  const strings = ['', ...Array<string>(fragments.length - 1).fill(separator), '']
  return new Fragment(strings, fragments)
}

/** All of them; nothing asked is true. */
export const and = (fragments: readonly SqlFragment[]): SqlFragment =>
  fragments.length === 0 ? raw('true') : sql`(${join(fragments, ' and ')})`

/** One of them; no way in is false: the default is no. */
export const or = (fragments: readonly SqlFragment[]): SqlFragment =>
  fragments.length === 0 ? raw('false') : sql`(${join(fragments, ' or ')})`

/** A name in double quotes. */
export const name = (identifier: string): SqlFragment => raw(`"${identifier.replaceAll('"', '""')}"`)

/** A text literal of our own (type names, response keys). */
export const literal = (text: string): SqlFragment => raw(`'${text.replaceAll("'", "''")}'`)

/** The statement's text with `$1…` and its values, ready for the driver. Equal values are bound once. */
export function render(fragment: SqlFragment): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const positions = new Map<unknown, number>()
  const parts: string[] = []
  const walk = (piece: SqlFragment) => {
    piece.strings.forEach((text, i) => {
      parts.push(text)
      if (i >= piece.values.length) return
      const value = piece.values[i]
      if (isFragment(value)) return walk(value)
      let position = positions.get(value)
      if (position === undefined) {
        values.push(value)
        position = values.length
        // Only objects are shared: two equal strings may need two types.
        if (typeof value === 'object' && value !== null) positions.set(value, position)
      }
      parts.push(`$${position}`)
    })
  }
  walk(fragment)
  return { text: parts.join(''), values }
}

/** The columns of the table behind an alias, as fragments. */
export const rowOf = (alias: string): Row =>
  new Proxy({} as Record<string, SqlFragment>, {
    get: (_, column) => raw(`${alias}.${String(column).replaceAll(/[^a-z0-9_]/g, '')}`),
  })

/** The columns of the set that a row comes from (`Selection.from`): for orders and conditions. */
export const sourceOf = (row: Row): Row => rowOf(`${(row['id'] as SqlFragment).strings[0]?.replace(/\..*$/, '')}_s`)
