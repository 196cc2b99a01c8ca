import { rolesOf, type Viewer } from '../kernel/index.ts'
import type { Grant, OperationGrant, Row, SqlFragment, Who } from '../kernel/index.ts'
import { or, raw, sql, Told } from './sql.ts'

/** All grants of the installation in one place: what `app` collects from the slices' policies at start. */
export class GrantBook {
  readonly #byType = new Map<string, Grant[]>()
  readonly #operations = new Map<string, Set<string>>()

  constructor(grants: readonly Grant[], operations: readonly OperationGrant[]) {
    for (const grant of grants) this.#byType.set(grant.on, [...(this.#byType.get(grant.on) ?? []), grant])
    for (const { operation, to } of operations) {
      const holders = this.#operations.get(operation) ?? new Set<string>()
      for (const role of to) holders.add(role)
      this.#operations.set(operation, holders)
    }
  }

  /** The rows of `type` with which this viewer may do `action`, as a predicate on `row`. No grant: false. */
  predicate(type: string, action: string, row: Row, viewer: Viewer): SqlFragment {
    return or(this.ways(type, action, row, viewer).map(({ holds }) => holds))
  }

  /** The same, one by one: the grants this viewer has for it, and what each asks of the row. */
  ways(type: string, action: string, row: Row, viewer: Viewer): { grant: Grant; holds: SqlFragment }[] {
    const held = new Set<string>(['ANYONE', ...(viewer.account ? ['SIGNED_IN'] : []), ...rolesOf(viewer)])
    // One relation granted to two roles is two ways in: each looks at its own role's organisations only.
    return (this.#byType.get(type) ?? [])
      .filter((grant) => grant.may === action && held.has(grant.to))
      .map((grant) => ({ grant, holds: grant.when.where(row, whoIs(viewer, grant.to)) }))
  }

  /** May this viewer use the root field at all? Which rows it then shows or changes is for the predicates. */
  mayUse(operation: string, viewer: Viewer): boolean {
    const holders = this.#operations.get(operation)
    if (!holders) return false
    if (holders.has('ANYONE')) return true
    if (viewer.account === null) return false
    return holders.has('SIGNED_IN') || viewer.memberships.some((membership) => holders.has(membership.role))
  }

  /** Root fields and types that have a grant row, for the check at start and the contract test. */
  covers(what: string): boolean {
    return this.#operations.has(what) || this.#byType.has(what)
  }
  operations(): string[] {
    return [...this.#operations.keys()]
  }
  grantsOn(type: string): readonly Grant[] {
    return this.#byType.get(type) ?? []
  }
}

/** The viewer in one role, as bound values. They are the only values a predicate has, so a prepared statement serves
 *  every viewer of whom `wayIn` says the same: `viewerValue` says what each is for another one. */
export function whoIs(viewer: Viewer, role: string): Who {
  const values = inRole(viewer, role)
  const told = (part: keyof Values, type: string) => sql`${new Told(viewerKey(role, part), values[part])}::${raw(type)}`
  return {
    account: viewer.account === null ? raw('null::uuid') : told('account', 'uuid'),
    organisations: told('organisations', 'uuid[]'),
    pairs: { organisations: told('pairOrganisations', 'uuid[]'), localities: told('pairLocalities', 'uuid[]') },
    everyPair: values.goTogether
      ? { organisations: told('paired', 'uuid[]'), localities: told('pairedLocalities', 'uuid[]') }
      : undefined,
    volunteers: told('volunteers', 'uuid[]'),
  }
}

/** What of a viewer the text of a predicate depends on: the roles, and in which of them organisations and localities go
 *  together (`Who.everyPair`). */
export const wayIn = (viewer: Viewer): string =>
  viewer.account === null
    ? 'public'
    : ['SIGNED_IN', ...rolesOf(viewer)]
        .map((role) => (inRole(viewer, role).goTogether ? role : `${role} in pairs`))
        .join('+')

interface InRole extends Values {
  /** Every organisation of the pairs goes with every locality of them. */
  readonly goTogether: boolean
}

interface Values {
  readonly account: string | null
  readonly organisations: readonly string[]
  readonly pairOrganisations: readonly string[]
  readonly pairLocalities: readonly string[]
  /** Of the pairs, each once. */
  readonly paired: readonly string[]
  readonly pairedLocalities: readonly string[]
  readonly volunteers: readonly string[]
}

const viewerKey = (role: string, part: keyof Values) => `viewer ${part === 'account' ? 'SIGNED_IN' : role} ${part}`

/** The value behind a key of `whoIs` for this viewer; undefined for any other key. */
export function viewerValue(viewer: Viewer, key: string): unknown {
  const [who, role, part] = key.split(' ')
  return who === 'viewer' ? inRole(viewer, role ?? '')[part as keyof Values] : undefined
}

const worked = new WeakMap<Viewer, Map<string, InRole>>()

function inRole(viewer: Viewer, role: string): InRole {
  let roles = worked.get(viewer)
  if (!roles) worked.set(viewer, (roles = new Map()))
  let values = roles.get(role)
  if (!values) roles.set(role, (values = workOut(viewer, role)))
  return values
}

function workOut(viewer: Viewer, role: string): InRole {
  const memberships = viewer.memberships.filter((membership) => role === 'SIGNED_IN' || membership.role === role)
  const pairs = memberships.flatMap(({ organisation, localities }) =>
    organisation ? localities.map((locality) => [organisation, locality] as const) : [],
  )
  const paired = [...new Set(pairs.map(([organisation]) => organisation))]
  const pairedLocalities = [...new Set(pairs.map(([, locality]) => locality))]
  return {
    account: viewer.account,
    paired,
    pairedLocalities,
    goTogether: new Set(pairs.map((pair) => pair.join())).size === paired.length * pairedLocalities.length,
    organisations: [...new Set(memberships.flatMap((m) => m.organisation ?? []))],
    pairOrganisations: pairs.map(([organisation]) => organisation),
    pairLocalities: pairs.map(([, locality]) => locality),
    volunteers: memberships.flatMap((m) => m.volunteer ?? []),
  }
}
