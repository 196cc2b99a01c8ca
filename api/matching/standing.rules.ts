import type { Instant, LocalDate } from '../kernel/index.ts'
import { isWanted, type TaskStatus } from '../tasks/task.rules.ts'
import { lastStartOf, type VisitStatus } from '../visits/visit.rules.ts'

/** What is true of a task, or of one visit of it, when somebody looks for a volunteer. */
export const standings = {
  NEEDS_SOMEONE: 'A place is open, ahead.',
  FILLED: 'Every place is held.',
  DONE: 'It happened.',
  CALLED_OFF: 'The visit was called off; the task was withdrawn or ended in another way.',
  OVER: 'Its time went by, and it did not happen so far as we know.',
} as const
export type Standing = keyof typeof standings

/**
 * How a task stands, judged by one visit of it.
 * @param visit the visit named, else the next ahead (one with an open place first); undefined where none is ahead
 * @param visit.open how many of its places nobody holds
 * @param isNamed a visit was asked about and not the whole task
 */
export function standingOf(
  task: { readonly status: TaskStatus },
  visit:
    | {
        readonly status: VisitStatus
        readonly open: number
        readonly occursOn: LocalDate
        readonly startsAt: Instant | null
        readonly windowEndsAt: Instant | null
        readonly minutes: number
      }
    | undefined,
  isNamed: boolean,
  now: Instant,
): Standing {
  if (visit && isNamed) {
    if (visit.status === 'CANCELLED') return 'CALLED_OFF'
    if (visit.status === 'ENDED') return 'DONE'
    if (visit.status === 'STARTED') return 'FILLED'
    if (visit.status === 'MISSED') return 'OVER'
  }
  if (task.status === 'DONE') return 'DONE'
  if (!isWanted(task.status)) return task.status === 'REQUESTED' ? 'NEEDS_SOMEONE' : 'CALLED_OFF'
  if (!visit) return 'OVER'
  if (visit.open === 0) return 'FILLED'
  return lastStartOf(visit) > now ? 'NEEDS_SOMEONE' : 'OVER'
}
