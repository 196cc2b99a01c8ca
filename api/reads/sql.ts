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

/** A set that does not depend on the row it is asked of: `` sql`${row['id']} in ${once(sql`select …`)}` ``. One column.
 *  A statement that reads (`statement.ts`) works it out once, however often it is asked; elsewhere it stands where it is. */
export const once = (set: SqlFragment): SqlFragment => new Once(set)

class Once extends Fragment {
  constructor(readonly set: SqlFragment) {
    super(['(', ')'], [set])
  }
}

/** The same fragments with each `once` inside replaced by what `hoist` gives for it, inner ones first. */
export function hoisted(fragment: SqlFragment, hoist: (set: SqlFragment) => SqlFragment): SqlFragment {
  if (fragment instanceof Once) return hoist(hoisted(fragment.set, hoist))
  if (!fragment.values.some(isFragment)) return fragment
  return new Fragment(
    fragment.strings,
    fragment.values.map((value) => (isFragment(value) ? hoisted(value, hoist) : value)),
  )
}

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

/**
 * A value that is told anew each time a prepared statement runs: `key` says which it is, `value` what it is this time.
 * Bound once however often it stands in the statement.
 */
export class Told {
  constructor(
    readonly key: string,
    readonly value: unknown,
  ) {}
}

/** A statement for the driver. `keys[i]` is the key of `values[i]` where it is told anew each time, else undefined. */
export interface Rendered {
  readonly text: string
  readonly values: unknown[]
  readonly keys: (string | undefined)[]
}

/** The statement's text with `$1…` and its values, ready for the driver. The same object is bound once. */
export function render(fragment: SqlFragment): Rendered {
  const values: unknown[] = []
  const keys: (string | undefined)[] = []
  const positions = new Map<unknown, number>()
  let text = ''
  const bind = (value: unknown): number => {
    const told = value instanceof Told ? value : undefined
    // Only objects are shared: two equal strings may need two types.
    const identity = told ? told.key : typeof value === 'object' && value !== null ? value : undefined
    const known = identity === undefined ? undefined : positions.get(identity)
    if (known !== undefined) return known
    values.push(told ? told.value : value)
    keys.push(told?.key)
    if (identity !== undefined) positions.set(identity, values.length)
    return values.length
  }
  const walk = ({ strings, values: inside }: SqlFragment) => {
    for (let i = 0; i < strings.length; i++) {
      text += strings[i]
      if (i >= inside.length) return
      const value = inside[i]
      if (isFragment(value)) walk(value)
      else text += `$${bind(value)}`
    }
  }
  walk(fragment)
  return { text, values, keys }
}

/** The same fragment with every bound value handed to `tell` and replaced by what that gives. */
export function retold(fragment: SqlFragment, tell: (value: unknown) => unknown): SqlFragment {
  if (fragment.values.length === 0) return fragment
  if (fragment instanceof Once) return new Once(retold(fragment.set, tell))
  return new Fragment(
    fragment.strings,
    fragment.values.map((value) => (isFragment(value) ? retold(value, tell) : tell(value))),
  )
}

/** The shape of a fragment: its text without its values, which are appended to `values` in order. */
export function shapeOf({ strings, values: inside }: SqlFragment, values: unknown[], as = plainOf): string {
  let text = strings[0] ?? ''
  for (let i = 0; i < inside.length; i++) {
    const value = inside[i]
    if (isFragment(value)) text += shapeOf(value, values, as)
    else {
      values.push(as(value))
      text += '?'
    }
    text += strings[i + 1] ?? ''
  }
  return text
}

/** Are all its values told anew each time? */
export const hasOnlyTold = ({ values }: SqlFragment): boolean =>
  values.every((value) => (isFragment(value) ? hasOnlyTold(value) : value instanceof Told))

/** What tells two fragments apart: their text, and whose values they have. */
export function identityOf(fragment: SqlFragment): string {
  const keys: unknown[] = []
  const text = shapeOf(fragment, keys, (value) => (value instanceof Told ? value.key : value))
  return `${text} ${JSON.stringify(keys)}`
}

const plainOf = (value: unknown): unknown => (value instanceof Told ? value.value : value)

/** The columns of the table behind an alias, as fragments. */
export const rowOf = (alias: string): Row =>
  new Proxy(Object.create(null) as Record<string, SqlFragment>, {
    get: (known, column: string) => (known[column] ??= raw(`${alias}.${column.replaceAll(/[^a-z0-9_]/g, '')}`)),
  })

/** The columns of the set that a row comes from (`Selection.from`): for orders and conditions. */
export const sourceOf = (row: Row): Row => rowOf(`${(row['id'] as SqlFragment).strings[0]?.replace(/\..*$/, '')}_s`)
