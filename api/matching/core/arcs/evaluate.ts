import type { ArcsFile, Assignment } from './format.ts'

/** A hard rule that a plan breaks, and whose. */
export type Violation =
  | { readonly code: 'NO_SUCH_ARC'; readonly task: string; readonly volunteer: string }
  | { readonly code: 'TWICE_ON_ONE_TASK'; readonly task: string; readonly volunteer: string }
  | { readonly code: 'PLACES'; readonly task: string; readonly has: number; readonly needs: number }
  | { readonly code: 'DIFFERENT_STARTS'; readonly task: string }
  | { readonly code: 'CLASH'; readonly volunteer: string; readonly tasks: readonly [string, string] }
  | { readonly code: 'OVER_MINUTES'; readonly volunteer: string; readonly minutes: number; readonly limit: number }
  | { readonly code: 'OVER_VISITS'; readonly volunteer: string; readonly visits: number; readonly limit: number }
  | { readonly code: 'PIN_MISSING'; readonly task: string; readonly volunteer: string }

export interface Evaluation {
  readonly value: number
  readonly violations: readonly Violation[]
  readonly covered: number
  readonly requiredCovered: number
  /** Minutes beyond target, over all volunteers, and new faces beyond the first, over all persons. */
  readonly minutesOverTarget: number
  readonly extraFaces: number
  /** How many of `previous` are in the plan, start included. */
  readonly kept: number
}

/**
 * What a plan is worth, and every rule it breaks, reckoned from the file alone. This file shares no code with the search:
 * its own indexes, its own travel, its own sums, written to be read beside the definition, not to be fast.
 */
export function evaluateArcs(file: ArcsFile, plan: readonly Assignment[]): Evaluation {
  const violations: Violation[] = []
  const key = (a: Assignment) => JSON.stringify([a.task, a.volunteer, a.start])
  const arcs = new Map(file.arcs.map((a) => [key(a), a]))
  const chosen: ArcsFile['arcs'][number][] = []
  for (const a of plan) {
    const arc = arcs.get(key(a))
    if (arc) chosen.push(arc)
    else violations.push({ code: 'NO_SUCH_ARC', task: a.task, volunteer: a.volunteer })
  }

  let value = 0
  let covered = 0
  let requiredCovered = 0
  const byTask = Map.groupBy(chosen, (a) => a.task)
  for (const task of file.tasks) {
    const its = byTask.get(task.id)
    if (!its) continue
    const needs = task.places ?? 1
    if (its.length === needs) {
      value += task.value
      covered++
      if (task.required === true) requiredCovered++
    } else violations.push({ code: 'PLACES', task: task.id, has: its.length, needs })
    if (new Set(its.map((a) => a.start)).size > 1) violations.push({ code: 'DIFFERENT_STARTS', task: task.id })
    const who = new Set<string>()
    for (const a of its) {
      if (who.has(a.volunteer)) violations.push({ code: 'TWICE_ON_ONE_TASK', task: task.id, volunteer: a.volunteer })
      who.add(a.volunteer)
      value += a.points
    }
  }

  let minutesOverTarget = 0
  const byVolunteer = Map.groupBy(chosen, (a) => a.volunteer)
  for (const v of file.volunteers) {
    const its = byVolunteer.get(v.id)
    if (!its) continue
    const minutes = its.reduce((sum, a) => sum + a.minutes, 0)
    if (minutes > (v.maxMinutes ?? Infinity))
      violations.push({ code: 'OVER_MINUTES', volunteer: v.id, minutes, limit: v.maxMinutes ?? Infinity })
    if (its.length > (v.maxVisits ?? Infinity))
      violations.push({ code: 'OVER_VISITS', volunteer: v.id, visits: its.length, limit: v.maxVisits ?? Infinity })
    for (const [i, a] of its.entries())
      for (const b of its.slice(i + 1))
        if (!followsOn(file, a, b) && !followsOn(file, b, a))
          violations.push({ code: 'CLASH', volunteer: v.id, tasks: [a.task, b.task] })
    const target = v.targetMinutes
    if (target === undefined || target === null) continue
    minutesOverTarget += Math.max(0, minutes - target)
    if (file.overTarget) {
      const from = file.overTarget.beyond * target
      const high = Math.max(0, minutes - from)
      const low = Math.max(0, minutes - target) - high
      value -= (low / 60) * file.overTarget.pointsPerHour + (high / 60) * file.overTarget.pointsPerHourBeyond
    }
  }

  let extraFaces = 0
  const personOf = new Map(file.tasks.map((t) => [t.id, t.person ?? undefined]))
  for (const [person, its] of Map.groupBy(chosen, (a) => personOf.get(a.task)))
    if (person !== undefined) extraFaces += new Set(its.map((a) => a.volunteer)).size - 1
  value -= extraFaces * (file.facePenalty ?? 0)

  const inPlan = new Set(plan.map(key))
  for (const pin of file.pins ?? [])
    if (!inPlan.has(key(pin))) violations.push({ code: 'PIN_MISSING', task: pin.task, volunteer: pin.volunteer })
  const kept = [...new Set((file.previous ?? []).map(key))].filter((k) => inPlan.has(k)).length
  return { value, violations, covered, requiredCovered, minutesOverTarget, extraFaces, kept }
}

/** Whether the volunteer can be at `b` after `a`; untimed visits never clash. */
function followsOn(file: ArcsFile, a: ArcsFile['arcs'][number], b: ArcsFile['arcs'][number]): boolean {
  if (a.start === null || b.start === null) return true
  const travel = file.travelMinutes?.[a.at ?? 0]?.[b.at ?? 0] ?? 0
  return b.start - (a.start + a.minutes) >= travel
}
