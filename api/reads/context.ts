import type { EntityManager } from '@mikro-orm/postgresql'
import type { SqlFragment } from '../kernel/index.ts'
import type { Viewer } from '../kernel/index.ts'
import type { View } from './view.ts'

/** A fact a slice records in its own transaction; `app` hands it to the listeners before commit. */
export interface DomainEvent {
  readonly name: string
  readonly subject: string
  readonly facts?: Readonly<Record<string, unknown>>
}

/** What a refused statement of `attempt` was refused by. `constraint` is the name in the migrations. */
export interface Refused {
  readonly ok: false
  readonly code: string
  readonly constraint: string | undefined
  readonly detail: string | undefined
}

/**
 * What a command works with: one transaction, one unit of work, the viewer, the time and new ids. Made by `app` for
 * each mutation (and by seeds and command lines for each command they run).
 */
export interface Context {
  readonly viewer: Viewer
  readonly em: EntityManager
  /** The instant of this request; commands never look at the clock themselves. */
  readonly now: Date
  /** Today's date in Europe/London, as 'YYYY-MM-DD'. */
  readonly today: string
  readonly newId: () => string
  /** One statement in this command's transaction. Flushes the unit of work first, so that it sees what was changed. */
  readonly run: <T = Record<string, unknown>>(statement: SqlFragment) => Promise<T[]>
  /** Tries under a savepoint: what the database refuses by a constraint comes back as a value, all else is thrown. */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<{ ok: true; value: T } | Refused>
  /**
   * Holds the viewer to a grant: the row of `view` with this UUID must be readable (else NOT_FOUND) and `action` must
   * be granted on it (else FORBIDDEN).
   */
  readonly permit: (view: View, id: string, action: string) => Promise<void>
  /** The same for rows of one view at once, by UUID, in one statement: each must be readable and `action` granted on it. */
  readonly permitAll: (view: View, ids: readonly string[], action: string) => Promise<void>
  /** The UUID behind an opaque id that must be of this view; NOT_FOUND otherwise, naming the input field. */
  readonly idOf: (view: View, nodeId: string, field: string) => string
  /** Writes the audit record of a change, and tells the listeners. */
  readonly record: (action: string, subject: string, facts?: DomainEvent['facts']) => void
  /** Throws BAD_USER_INPUT naming the fields: `{ field: 'endsAt', code: 'BEFORE_START' }`. */
  readonly refuseInput: (...problems: InputProblem[]) => never
  readonly notFound: (field: string) => never
  readonly forbidden: () => never
}

/** What is wrong with an input, for the person who gave it. `field` is the path under `input`. */
export interface InputProblem {
  readonly field: string
  readonly code: string
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>>
}
