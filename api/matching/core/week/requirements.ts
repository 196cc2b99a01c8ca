import { addDays } from '../../../kernel/index.ts'
import { checkCovers, type CheckLevel } from '../checks.ts'
import type { WeekFile, WeekTask, WeekVolunteer } from './format.ts'

/**
 * Every requirement that some task of the week has, one bit each, and who meets it on which day: whether a pair may be is
 * then a few ANDs. `needed[t × words + w]` and `met[(v × 7 + day) × words + w]`.
 */
export interface Requirements {
  readonly words: number
  readonly needed: Uint32Array
  readonly met: Uint32Array
  /** Bit d: the volunteer is there on day d (0: Monday). */
  readonly present: Uint8Array
}

type Meets = (v: WeekVolunteer, date: string) => boolean

export function requirementsOf(
  week: WeekFile,
  volunteers: readonly WeekVolunteer[],
  tasks: readonly WeekTask[],
): Requirements {
  const bits = new Map<string, number>()
  const meets: Meets[] = []
  const bit = (key: string, test: Meets): number => {
    const known = bits.get(key)
    if (known !== undefined) return known
    bits.set(key, meets.length)
    return meets.push(test) - 1
  }
  const needs = tasks.map((task) => bitsOf(task, bit))
  const words = Math.max(1, Math.ceil(meets.length / 32))
  const needed = new Uint32Array(tasks.length * words)
  for (const [t, list] of needs.entries())
    for (const b of list) {
      const at = t * words + (b >> 5)
      needed[at] = (needed[at] as number) | (1 << (b & 31))
    }

  const met = new Uint32Array(volunteers.length * 7 * words)
  const present = new Uint8Array(volunteers.length)
  const dates = [0, 1, 2, 3, 4, 5, 6].map((d) => addDays(week.monday, d))
  for (const [v, volunteer] of volunteers.entries())
    for (const [day, date] of dates.entries()) {
      if (!(volunteer.absences ?? []).some((a) => a.firstOn <= date && date <= a.lastOn))
        present[v] = (present[v] as number) | (1 << day)
      for (const [b, test] of meets.entries()) {
        const at = (v * 7 + day) * words + (b >> 5)
        if (test(volunteer, date)) met[at] = (met[at] as number) | (1 << (b & 31))
      }
    }
  return { words, needed, met, present }
}

function bitsOf(task: WeekTask, bit: (key: string, test: Meets) => number): number[] {
  const { needs } = task
  const list: number[] = []
  for (const s of needs?.skills ?? []) list.push(bit(`skill ${s}`, (v) => v.skills?.includes(s) ?? false))
  for (const course of needs?.trainings ?? [])
    list.push(
      bit(
        `training ${course}`,
        (v, date) =>
          v.trainings?.some((t) => t.course === course && (t.until === undefined || t.until >= date)) ?? false,
      ),
    )
  const check = needs?.check as CheckLevel | undefined
  if (check && check !== 'NONE')
    list.push(
      bit(
        `check ${check}`,
        (v, date) => v.checks?.some((c) => c.until >= date && checkCovers(c.level as CheckLevel, check)) ?? false,
      ),
    )
  const { language, gender } = needs ?? {}
  if (language !== undefined) list.push(bit(`language ${language}`, (v) => v.languages?.includes(language) ?? false))
  if (gender) list.push(bit(`gender ${gender}`, (v) => v.gender === gender))
  if (!task.byPhone) for (const b of task.has ?? []) list.push(bit(`has ${b}`, (v) => !v.avoids?.includes(b)))
  const organisation = task.organisation ?? ''
  if (!task.shareWithGroup)
    list.push(bit(`organisation ${organisation}`, (v) => (v.organisation ?? '') === organisation))
  return list
}
