import type { PlanFile } from '../arcs/format.ts'
import { judge, type FailureCode } from '../judge.ts'
import type { Booking } from '../model.ts'
import { askOf, candidateOf, instantOf, minuteOf, modesOf } from '../week/records.ts'
import type { WeekFile, WeekTask } from '../week/format.ts'

/** Visits of one kind, day and area that stay open, and what a sentence about them needs. */
export interface Shortage {
  readonly kind: string
  /** 1 is Monday; absent where the visits could be on several days. */
  readonly weekday?: number
  readonly area?: string
  readonly skills: readonly string[]
  /** Tasks that are open, and all of that kind, day, area and skills. */
  readonly open: readonly string[]
  readonly asked: number
  /** Volunteers who could do at least one of them were they not busy. */
  readonly eligible: number
  /**
   * No more of these tasks could be covered by those volunteers, whatever else they did; where it is below `asked`, they
   * are jointly too few (Hall's condition), and only more volunteers help.
   */
  readonly roomFor: number
  /** How often each rule stands in the way, over open tasks and volunteers, the most frequent first. */
  readonly reasons: readonly { readonly code: FailureCode; readonly count: number }[]
  /** So many more volunteers with these skills, there on that day for half a day, would cover them all. */
  readonly volunteersNeeded: number
}

/** What one more volunteer is taken to give on a day: four hours, three visits, and this long between two of them. */
const HALF_DAY = 240
const MOST_VISITS = 3
const BETWEEN = 15

/** The shortage report of a plan: where people are too few, the most open visits first. */
export function shortagesOf(week: WeekFile, plan: Pick<PlanFile, 'assignments' | 'unfilled'>): Shortage[] {
  const modes = modesOf(week)
  const taskOf = new Map(week.tasks.map((t) => [t.id, t]))
  const openIds = new Set(plan.unfilled.map((u) => u.task))
  const byVolunteer = Map.groupBy(plan.assignments, (a) => a.volunteer)
  const idle = week.volunteers.map((v) => candidateOf(week, v))
  const busy = idle.map((candidate) => {
    const its = byVolunteer.get(candidate.id) ?? []
    const minutes = its.reduce((sum, a) => sum + (taskOf.get(a.task)?.minutes ?? 0), 0)
    const bookings = its.flatMap((a): Booking[] => {
      const task = taskOf.get(a.task)
      if (!task || a.start === null) return []
      const from = instantOf(week.monday, a.start)
      const to = instantOf(week.monday, a.start + task.minutes)
      return [{ visitId: a.task, from, to, ...(task.place && { place: task.place }), byPhone: task.byPhone ?? false }]
    })
    return { ...candidate, bookings, weeks: { [week.monday]: { minutes, visits: its.length } } }
  })

  const groups = Map.groupBy(week.tasks, (t) => JSON.stringify(signature(t)))
  const shortages: Shortage[] = []
  for (const [key, tasks] of groups) {
    const open = tasks.filter((t) => openIds.has(t.id))
    if (open.length === 0) continue
    const [kind, weekday, area, skills] = JSON.parse(key) as ReturnType<typeof signature>
    const reasons = new Map<FailureCode, number>()
    for (const task of open)
      for (const candidate of busy)
        for (const code of new Set(judge(asked(week, task), candidate, modes).failures.map((f) => f.code)))
          reasons.set(code, (reasons.get(code) ?? 0) + 1)
    let eligible = 0
    let roomFor = 0
    for (const candidate of idle) {
      const could = tasks.filter((t) => judge(asked(week, t), candidate, modes).failures.length === 0)
      if (could.length === 0) continue
      eligible++
      roomFor += mostOf(could, candidate.maxMinutesAWeek ?? Infinity, candidate.maxVisitsAWeek ?? Infinity)
    }
    shortages.push({
      kind,
      ...(weekday !== null && { weekday }),
      ...(area !== null && { area }),
      skills,
      open: open.map((t) => t.id).sort(),
      asked: tasks.length,
      eligible,
      roomFor: Math.min(roomFor, tasks.length),
      reasons: Array.from(reasons, ([code, count]) => ({ code, count })).sort(
        (a, b) => b.count - a.count || (a.code < b.code ? -1 : 1),
      ),
      volunteersNeeded: needed(open),
    })
  }
  const first = (s: Shortage) => s.open[0] ?? ''
  return shortages.sort((a, b) => b.open.length - a.open.length || (first(a) < first(b) ? -1 : 1))
}

function signature(t: WeekTask): [kind: string, weekday: number | null, area: string | null, skills: string[]] {
  const days = new Set((t.windows ?? []).map((w) => w.weekday))
  const [day] = days
  return [t.kind, days.size === 1 && day !== undefined ? day : null, t.area ?? null, (t.needs?.skills ?? []).toSorted()]
}

/** The task as the week asks for it: within its one window, or at any time where it has none or several. */
function asked(week: WeekFile, task: WeekTask) {
  const [window, ...more] = task.windows ?? []
  if (!window || more.length > 0) return askOf(week, task, null)
  const day = (window.weekday - 1) * 1440
  const ask = askOf(week, task, day + minuteOf(window.from))
  const from = instantOf(week.monday, day + minuteOf(window.from))
  return { ...ask, when: { kind: 'WITHIN' as const, from, to: instantOf(week.monday, day + minuteOf(window.to)) } }
}

/** No more than so many of these tasks go into a week with these limits: the shortest first. */
function mostOf(tasks: readonly WeekTask[], minutes: number, visits: number): number {
  let left = minutes
  let n = 0
  for (const t of tasks.toSorted((a, b) => a.minutes - b.minutes)) {
    if (t.minutes > left || n >= visits) break
    left -= t.minutes
    n++
  }
  return n
}

/** Half days that hold all these visits at the earliest time of each: first fit. */
function needed(tasks: readonly WeekTask[]): number {
  const helpers: { day: number; from: number; until: number; visits: number; minutes: number }[] = []
  const wanted = tasks
    .flatMap((t) =>
      Array.from({ length: t.places ?? 1 }, () => {
        const window = t.windows?.[0]
        return { t, day: window?.weekday ?? 0, start: window ? minuteOf(window.from) : 0 }
      }),
    )
    .sort((a, b) => a.day - b.day || a.start - b.start || (a.t.id < b.t.id ? -1 : 1))
  for (const { t, day, start } of wanted) {
    const timed = t.windows !== undefined
    const last = timed ? minuteOf(t.windows?.[0]?.to ?? '24:00') - t.minutes : 0
    const helper = helpers.find((h) => {
      if (h.day !== day || h.visits >= MOST_VISITS || h.minutes + t.minutes > HALF_DAY) return false
      const at = Math.max(start, h.until + BETWEEN)
      return !timed || (at <= last && at + t.minutes - h.from <= HALF_DAY)
    })
    if (!helper) helpers.push({ day, from: start, until: start + t.minutes, visits: 1, minutes: t.minutes })
    else {
      helper.until = Math.max(start, helper.until + BETWEEN) + t.minutes
      helper.visits++
      helper.minutes += t.minutes
    }
  }
  return helpers.length
}
