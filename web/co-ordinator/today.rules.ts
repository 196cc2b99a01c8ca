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

type Went = 'FINE' | 'WORRY' | 'URGENT'
interface ToCheck {
  status: string
  clearanceLostAt?: string | null
  report?: { went?: Went | null } | null
}

/** What a visit is to be checked for. */
export type Check = 'urgent' | 'worry' | 'missed' | 'lost' | 'noReport'
const weightOfCheck: Record<Check, number> = { urgent: 0, worry: 1, missed: 2, lost: 3, noReport: 4 }

/** Why a visit stands among those to check: the heaviest of what is known. */
export const checkOf = (visit: ToCheck): Check => {
  if (visit.report?.went === 'URGENT') return 'urgent'
  if (visit.report?.went === 'WORRY') return 'worry'
  if (visit.status === 'MISSED') return 'missed'
  return visit.clearanceLostAt ? 'lost' : 'noReport'
}

/** What is to be checked: concerns first, reports that are merely missing last, each as the API had them. */
export const byConcern = <T extends ToCheck>(visits: readonly T[]): T[] =>
  visits.toSorted((a, b) => weightOfCheck[checkOf(a)] - weightOfCheck[checkOf(b)])

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
