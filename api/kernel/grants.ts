import type { Role } from './viewer.ts'

/** A piece of SQL with its values kept apart; `reads/sql.ts` makes and renders them. */
export interface SqlFragment {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
}

/** The columns of one row in a statement under construction: `row.organisation_id` is that column, qualified. */
export type Row = { readonly [column: string]: SqlFragment }

/** What a relation may know of the viewer in one role, as bound values. `pairs` is every (organisation, locality)
 *  the role reaches, as two arrays of equal length. */
export interface Who {
  readonly account: SqlFragment
  readonly organisations: SqlFragment
  readonly pairs: { readonly organisations: SqlFragment; readonly localities: SqlFragment }
  /** Where every organisation in `pairs` goes with every locality in it (all of one organisation, mostly): these, each
   *  once, so that both can be asked for by themselves. Undefined where some do not go together. */
  readonly everyPair?: { readonly organisations: SqlFragment; readonly localities: SqlFragment } | undefined
  readonly volunteers: SqlFragment
}

/** How a row stands to a viewer, said once, in SQL. Lists add it as a predicate; a check of one row asks the
 *  database whether the row with that id fulfils it, so the two forms cannot disagree (decisions/0004). */
export interface Relation {
  readonly name: string
  where(row: Row, who: Who): SqlFragment
}

/** A row of the grants table: a role may do something with rows of a type that stand in a relation, and why. */
export interface Grant {
  readonly to: Role | 'ANYONE' | 'SIGNED_IN'
  /** READ, or the name of a command. */
  readonly may: string
  /** The GraphQL type (`Task`, `PatientContact`). */
  readonly on: string
  readonly when: Relation
  readonly because: string
}

/** Which roles may use a root field at all: `Query.tasks`, `Mutation.sendOffers`. Every root field needs one. */
export interface OperationGrant {
  readonly operation: `Query.${string}` | `Mutation.${string}`
  readonly to: readonly (Role | 'ANYONE' | 'SIGNED_IN')[]
}
