import { daysBetween } from '../ui/words/dates.ts'

/** The four columns of Today, in their order. */
export const columns = ['match', 'offered', 'today', 'check'] as const
export type Column = (typeof columns)[number]

/** What the board may be narrowed to. A concern always shows. */
export type Narrowing = 'all' | 'today' | 'late'

interface Waiting {
  id: string
  priority: 'URGENT' | 'SOON' | 'ROUTINE'
  targetOn?: string | null
  createdAt: string
  nextVisitNeedingSomeone?: { occursOn: string; startsAt?: string | null } | null
}

const weight = { URGENT: 0, SOON: 1, ROUTINE: 2 } as const

/** What needs somebody first: urgent, then the least time left, then waiting longest. */
export const inOrder = <T extends Waiting>(tasks: readonly T[]): T[] => {
  const time = (task: T) => task.nextVisitNeedingSomeone?.startsAt ?? task.nextVisitNeedingSomeone?.occursOn ?? '9999'
  return tasks.toSorted(
    (a, b) =>
      Number(a.priority !== 'URGENT') - Number(b.priority !== 'URGENT') ||
      time(a).localeCompare(time(b)) ||
      weight[a.priority] - weight[b.priority] ||
      a.createdAt.localeCompare(b.createdAt),
  )
}

/** Whether a task is later than it should have begun. */
export const isLate = (task: { targetOn?: string | null }, today: string): boolean =>
  task.targetOn != null && daysBetween(task.targetOn, today) > 0

/** Whether a task shows under a narrowing. */
export const shows = (task: Waiting, narrowing: Narrowing, today: string): boolean => {
  switch (narrowing) {
    case 'all':
      return true
    case 'today':
      return task.priority === 'URGENT' || task.nextVisitNeedingSomeone?.occursOn === today
    case 'late':
      return task.priority === 'URGENT' || isLate(task, today)
  }
}
