import { type Instant } from '../../../kernel/index.ts'
import type { Assignment } from '../arcs/format.ts'
import { judge, type Failure } from '../judge.ts'
import type { Booking, Candidate } from '../model.ts'
import { overTargetPoints, pointsOf, POINTS, scarcityAmong, scoreOf, valueOf } from '../points.ts'
import { prepareAsk } from '../prepared.ts'
import { candidateOf, askOf, instantOf, modesOf } from './records.ts'
import type { WeekFile } from './format.ts'

/** A rule of the week that a plan breaks. */
export type WeekViolation =
  | { readonly code: Failure['code']; readonly task: string; readonly volunteer: string }
  | { readonly code: 'UNKNOWN' | 'OUTSIDE_WINDOWS'; readonly task: string; readonly volunteer: string }
  | { readonly code: 'PLACES' | 'DIFFERENT_STARTS'; readonly task: string }
  | { readonly code: 'PIN_MISSING'; readonly task: string; readonly volunteer: string }

export interface WeekEvaluation {
  readonly value: number
  readonly violations: readonly WeekViolation[]
  readonly covered: number
}

/**
 * What a plan of a week is worth and every rule it breaks, from the records alone: each visit is held against its
 * volunteer by `judge`, with their other visits in the diary, and scored by `pointsOf`. No arc, no bit and no sum of the
 * search's is used.
 */
export function evaluateWeek(week: WeekFile, plan: readonly Assignment[]): WeekEvaluation {
  const modes = modesOf(week)
  const tasks = new Map(week.tasks.map((t) => [t.id, t]))
  const candidates = new Map(week.volunteers.map((v) => [v.id, candidateOf(week, v)]))
  const scarcity = scarcityAmong([...candidates.values()])
  const violations: WeekViolation[] = []
  let value = 0
  let covered = 0

  const known = plan.filter(({ task, volunteer }) => {
    const isKnown = tasks.has(task) && candidates.has(volunteer)
    if (!isKnown) violations.push({ code: 'UNKNOWN', task, volunteer })
    return isKnown
  })
  const byVolunteer = Map.groupBy(known, (a) => a.volunteer)
  for (const a of known) {
    const task = tasks.get(a.task)
    const candidate = candidates.get(a.volunteer)
    if (!task || !candidate) continue
    const others = (byVolunteer.get(a.volunteer) ?? []).filter((other) => other !== a)
    const ask = askOf(week, task, a.start)
    const busy: Candidate = {
      ...candidate,
      bookings: others.flatMap((other) => bookingOf(week, other)),
      weeks: {
        [week.monday]: {
          minutes: others.reduce((sum, other) => sum + (tasks.get(other.task)?.minutes ?? 0), 0),
          visits: others.length,
        },
      },
    }
    const judgement = judge(ask, busy, modes)
    for (const { code } of judgement.failures) violations.push({ code, task: a.task, volunteer: a.volunteer })
    if (!startsAsAsked(a)) violations.push({ code: 'OUTSIDE_WINDOWS', task: a.task, volunteer: a.volunteer })
    const alone = pointsOf(prepareAsk(ask), candidate, judge(ask, candidate, modes), scarcity)
    value += scoreOf({ ...alone, newFace: 0, overTarget: 0 })
  }
  for (const [id, its] of Map.groupBy(known, (a) => a.task)) {
    const task = tasks.get(id)
    if (!task) continue
    const different = new Set(its.map((a) => a.volunteer)).size
    if (different !== its.length || its.length !== (task.places ?? 1)) violations.push({ code: 'PLACES', task: id })
    else {
      covered++
      value += valueOf(askOf(week, task, its[0]?.start ?? null)) * its.length
    }
    if (new Set(its.map((a) => a.start)).size > 1) violations.push({ code: 'DIFFERENT_STARTS', task: id })
  }
  for (const [, its] of Map.groupBy(known, (a) => tasks.get(a.task)?.person))
    value -= (new Set(its.map((a) => a.volunteer)).size - 1) * (week.facePenalty ?? -POINTS.newFace)
  for (const [id, its] of byVolunteer) {
    const target = candidates.get(id)?.targetMinutesAWeek
    if (target === undefined) continue
    const minutes = its.reduce((sum, a) => sum + (tasks.get(a.task)?.minutes ?? 0), 0)
    const { overTarget } = week
    if (!overTarget) value += overTargetPoints(minutes, target)
    else {
      const high = Math.max(0, minutes - target * overTarget.beyond)
      const low = Math.max(0, minutes - target) - high
      value -= (low / 60) * overTarget.pointsPerHour + (high / 60) * overTarget.pointsPerHourBeyond
    }
  }
  for (const pin of week.pins ?? [])
    if (!plan.some((a) => a.task === pin.task && a.volunteer === pin.volunteer && a.start === pin.start))
      violations.push({ code: 'PIN_MISSING', task: pin.task, volunteer: pin.volunteer })
  return { value, violations, covered }

  function bookingOf(file: WeekFile, other: Assignment): Booking[] {
    const task = tasks.get(other.task)
    if (!task || other.start === null) return []
    const from = instantOf(file.monday, other.start)
    return [
      {
        visitId: other.task,
        from,
        to: (from + task.minutes) as Instant,
        ...(task.place && { place: task.place }),
        byPhone: task.byPhone ?? false,
      },
    ]
  }

  function startsAsAsked(a: Assignment): boolean {
    const task = tasks.get(a.task)
    if (!task?.windows || a.start === null) return (task?.windows === undefined) === (a.start === null)
    const start = a.start
    return task.windows.some((w) => {
      const day = (w.weekday - 1) * 1440
      const clock = (time: string) => day + Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      return clock(w.from) <= start && start + task.minutes <= clock(w.to)
    })
  }
}
