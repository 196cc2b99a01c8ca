import type { Ask, Candidate } from '../../api/matching/core/index.ts'
import type { Assignment } from '../../api/matching/core/arcs/index.ts'
import { askOf, candidateOf, instantOf, minuteOf } from '../../api/matching/core/week/records.ts'
import type { WeekFile, WeekTask } from '../../api/matching/core/week/index.ts'

/** The week's volunteers as the core's candidates, with what a plan gives them in their diaries. */
export function busyCandidates(week: WeekFile, plan: readonly Assignment[]): Candidate[] {
  const taskOf = new Map(week.tasks.map((t) => [t.id, t]))
  const byVolunteer = Map.groupBy(plan, (a) => a.volunteer)
  return week.volunteers.map((v) => {
    const its = byVolunteer.get(v.id) ?? []
    const minutes = its.reduce((sum, a) => sum + (taskOf.get(a.task)?.minutes ?? 0), 0)
    const bookings = its.flatMap((a) => {
      const task = taskOf.get(a.task)
      if (!task || a.start === null) return []
      const from = instantOf(week.monday, a.start)
      const to = instantOf(week.monday, a.start + task.minutes)
      return [{ visitId: a.task, from, to, ...(task.place && { place: task.place }), byPhone: task.byPhone ?? false }]
    })
    return { ...candidateOf(week, v), bookings, weeks: { [week.monday]: { minutes, visits: its.length } } }
  })
}

/** A task of the week as it is asked for: within its window, or at any time. */
export function openAsk(week: WeekFile, task: WeekTask): Ask {
  const window = task.windows?.[0]
  if (!window) return askOf(week, task, null)
  const day = (window.weekday - 1) * 1440
  const from = instantOf(week.monday, day + minuteOf(window.from))
  const to = instantOf(week.monday, day + minuteOf(window.to))
  return { ...askOf(week, task, day + minuteOf(window.from)), when: { kind: 'WITHIN', from, to } }
}
