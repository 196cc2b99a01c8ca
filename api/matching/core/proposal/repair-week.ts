import { addDays, atLocalMinute, instant, type Instant, type LocalDate } from '../../../kernel/index.ts'
import type { Candidate } from '../model.ts'
import { repairOptions } from '../repair/index.ts'
import { compile, PreparedVisit } from './compile.ts'
import type { OpenVisit } from './model.ts'

/** A visit that one volunteer holds at a time. */
export interface HeldVisit {
  readonly visit: OpenVisit
  readonly volunteerId: string
  readonly startsAt: Instant
}

/** Who goes where instead. */
export interface Change {
  readonly visitId: string
  /** Who held it; of a visit that is refilled, whoever is away. */
  readonly from: string
  readonly to: string
  readonly startsAt: Instant | null
}

export interface WeekRepair {
  /** Lost visits that somebody else takes. */
  readonly refilled: readonly Change[]
  /** Visits of others that change hands for it. */
  readonly moved: readonly Change[]
  readonly unfilled: readonly string[]
}

export interface RepairInput {
  readonly monday: LocalDate
  /** Whoever cannot come. */
  readonly away: string
  /** Days, both inclusive, of this week. */
  readonly from: LocalDate
  readonly to: LocalDate
  /** What they can no longer do. */
  readonly lost: readonly HeldVisit[]
  /** Visits of others that might change hands: one place each, at a time, held by somebody who may. */
  readonly movable: readonly HeldVisit[]
  /** Diaries without what is lost and movable. */
  readonly volunteers: readonly Candidate[]
}

/**
 * Two or three ways to cover a volunteer who cannot come: moving nobody, moving few, moving as many as it takes. Every
 * change keeps all the hard rules. None: nothing is lost.
 */
export function repairWeek(input: RepairInput): WeekRepair[] {
  const { monday, lost, movable } = input
  if (lost.length === 0) return []
  const compiled = compile(
    {
      monday,
      visits: [...lost, ...movable].map(({ visit }) => visit),
      held: [],
      // Whoever is away takes nothing: only what they leave ties them to the week.
      volunteers: input.volunteers.map((volunteer) =>
        volunteer.id === input.away
          ? {
              ...volunteer,
              availability: [],
              bookings: [],
              weeks: {},
              absences: [{ firstOn: monday, lastOn: addDays(monday, 6) }],
            }
          : volunteer,
      ),
      previous: [],
      leaves: lost.map(({ visit, volunteerId, startsAt }) => ({ visitId: visit.id, volunteerId, startsAt })),
    },
    { continuity: 2, travel: 2, fairness: 2, keepPlan: 2 },
  )
  const { problem: p, begin } = compiled
  const rows = new Map<string, number>()
  for (let a = 0; a < p.arcs; a++)
    rows.set(`${p.taskIds[p.arcTask[a] as number]} ${p.volunteerIds[p.arcVolunteer[a] as number]} ${p.arcStart[a]}`, a)
  const arcs = [...p.pinned]
  for (const { visit, volunteerId, startsAt } of [...lost, ...movable]) {
    const arc = rows.get(`${visit.id} ${volunteerId} ${startsAt - begin}`)
    if (arc === undefined) throw new Error('repair: a visit is held by somebody who may not')
    arcs.push(arc)
  }
  const minute = (date: LocalDate) => atLocalMinute(date, 0) - begin
  const options = repairOptions(p, arcs, {
    volunteer: input.away,
    from: minute(input.from),
    to: minute(addDays(input.to, 1)),
  })
  const timeOf = (start: number | null) => (start === null ? null : instant(begin + start))
  return options.map(({ lost: ids, refilled, moved }) => {
    const covered = new Set(refilled.map(({ task }) => task))
    return {
      refilled: refilled.map(({ task, volunteer, start }) => ({
        visitId: task,
        from: input.away,
        to: volunteer,
        startsAt: timeOf(start),
      })),
      moved: moved.flatMap(({ task, from, to }): Change[] => {
        const [before] = from
        const [after] = to
        if (!before || !after) return []
        return [{ visitId: task, from: before.volunteer, to: after.volunteer, startsAt: timeOf(after.start) }]
      }),
      unfilled: ids.filter((id) => !covered.has(id)),
    }
  })
}

/** Whether a volunteer may hold a visit at this start, with all else in their diary. */
export const mayHold = ({ visit, startsAt }: HeldVisit, volunteer: Candidate): boolean =>
  volunteer.status === 'ACTIVE' && new PreparedVisit(visit).waysOf(volunteer).some(({ start }) => start === startsAt)
