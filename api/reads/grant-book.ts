import { rolesOf, type Viewer } from '../kernel/index.ts'
import type { Grant, OperationGrant, Row, SqlFragment, Who } from '../kernel/index.ts'
import { or, raw, sql } from './sql.ts'

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
    const held = new Set<string>(['ANYONE', ...(viewer.account ? ['SIGNED_IN'] : []), ...rolesOf(viewer)])
    const ways = (this.#byType.get(type) ?? []).filter((grant) => grant.may === action && held.has(grant.to))
    // One relation granted to two roles is two ways in: each looks at its own role's organisations only.
    return or(ways.map((grant) => grant.when.where(row, whoIs(viewer, grant.to))))
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

/** The viewer in one role, as bound values. */
function whoIs(viewer: Viewer, role: string): Who {
  const memberships = viewer.memberships.filter((membership) => role === 'SIGNED_IN' || membership.role === role)
  const organisations = [...new Set(memberships.flatMap((m) => (m.organisation ? [m.organisation] : [])))]
  const pairs = memberships.flatMap((m) => (m.organisation ? m.localities.map((l) => [m.organisation, l]) : []))
  const volunteers = memberships.flatMap((m) => (m.volunteer ? [m.volunteer] : []))
  return {
    account: viewer.account === null ? raw('null::uuid') : sql`${viewer.account}::uuid`,
    organisations: sql`${organisations}::uuid[]`,
    pairs: {
      organisations: sql`${pairs.map(([organisation]) => organisation)}::uuid[]`,
      localities: sql`${pairs.map(([, locality]) => locality)}::uuid[]`,
    },
    volunteers: sql`${volunteers}::uuid[]`,
  }
}
