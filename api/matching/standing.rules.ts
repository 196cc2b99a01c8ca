/** What is true of a task, or of one visit of it, when somebody looks for a volunteer. */
export const standings = {
  NEEDS_SOMEONE: 'A place is open, ahead.',
  FILLED: 'Every place is held.',
  DONE: 'It happened.',
  CALLED_OFF: 'The visit was called off; the task was withdrawn or ended in another way.',
  OVER: 'Its time went by, and it did not happen so far as we know.',
} as const
export type Standing = keyof typeof standings

/** The visit that a task is judged by. */
export interface StandingVisit {
  readonly status: 'PLANNED' | 'CONFIRMED' | 'STARTED' | 'ENDED' | 'MISSED' | 'CANCELLED'
  /** How many of its places nobody holds. */
  readonly open: number
  /** It can still be begun. */
  readonly isAhead: boolean
}

/**
 * How a task stands, judged by one visit of it.
 * @param task.isWanted help is wanted (or will be): neither done nor ended
 * @param visit the visit named, else the next ahead (one with an open place first); undefined where none is ahead
 * @param isNamed a visit was asked about and not the whole task
 */
export function standingOf(
  task: { readonly isDone: boolean; readonly isWanted: boolean },
  visit: StandingVisit | undefined,
  isNamed: boolean,
): Standing {
  if (visit && isNamed) {
    if (visit.status === 'CANCELLED') return 'CALLED_OFF'
    if (visit.status === 'ENDED') return 'DONE'
    if (visit.status === 'STARTED') return 'FILLED'
    if (visit.status === 'MISSED') return 'OVER'
  }
  if (task.isDone) return 'DONE'
  if (!task.isWanted) return 'CALLED_OFF'
  if (!visit) return 'OVER'
  if (visit.open === 0) return 'FILLED'
  return visit.isAhead ? 'NEEDS_SOMEONE' : 'OVER'
}
