import { addDays, atLocalMinute, type Instant, type LocalDate, type Weekday } from '../../../kernel/index.ts'
import { levelsThatSatisfy, type CheckLevel } from '../checks.ts'
import type { Ask, Candidate, When } from '../model.ts'
import { USUAL_MODES, type Modes } from '../travel.ts'
import type { WeekFile, WeekTask, WeekVolunteer } from './format.ts'

/** Minutes since midnight of "HH:MM". */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Where a volunteer never said how far, this is far enough for anybody. */
export const ANY_DISTANCE = 1000

export const modesOf = (week: WeekFile): Modes => ({ ...USUAL_MODES, ...week.travelModes })

/** The instant of a minute of the week, by London's clocks. */
export const instantOf = (monday: LocalDate, minute: number): Instant =>
  atLocalMinute(addDays(monday, Math.floor(minute / 1440)), minute % 1440)

/** A volunteer of the file in the words of `judge`, with nothing in the diary yet. */
export function candidateOf(week: WeekFile, v: WeekVolunteer): Candidate {
  const mine = <T extends { readonly volunteer: string }>(list: readonly T[] | undefined) =>
    (list ?? []).filter((each) => each.volunteer === v.id)
  const before = addDays(week.monday, -1)
  return {
    id: v.id,
    organisationId: v.organisation ?? '',
    status: 'ACTIVE',
    skills: v.skills ?? [],
    trainings: (v.trainings ?? []).map((t) => ({ ...t, completedOn: before, revoked: false })),
    checks: (v.checks ?? []).map((c) => ({ ...c, issuedOn: before, decision: 'ACCEPTED' as const, revoked: false })),
    availability: v.availability.map(({ weekday, from, to }) => ({
      weekday: weekday as Weekday,
      from: minuteOf(from),
      to: minuteOf(to),
    })),
    absences: v.absences ?? [],
    travel: (v.travel ?? []).map(({ mode, maxKm }) => ({ mode, maxKm: maxKm ?? ANY_DISTANCE })),
    ...(v.home && { home: v.home }),
    ...(v.maxMinutes !== undefined && { maxMinutesAWeek: v.maxMinutes }),
    ...(v.maxVisits !== undefined && { maxVisitsAWeek: v.maxVisits }),
    ...(v.targetMinutes !== undefined && { targetMinutesAWeek: v.targetMinutes }),
    weeks: {},
    bookings: [],
    languages: v.languages ?? [],
    ...(v.gender && { gender: v.gender }),
    avoids: {
      pets: v.avoids?.includes('PETS') ?? false,
      smoking: v.avoids?.includes('SMOKING') ?? false,
      stairs: v.avoids?.includes('STAIRS') ?? false,
    },
    preferredKinds: v.prefers ?? [],
    kindsDone: [],
    visitsWith: Object.fromEntries(mine(week.known).map((k) => [k.person, k.visits])),
    blocked: mine(week.declined).map(({ person }) => ({ personId: person, by: 'CO_ORDINATOR' as const })),
    saidNoTo: [],
  }
}

/** The task at a start (minutes of the week; null: untimed) in the words of `judge`. */
export function askOf(week: WeekFile, task: WeekTask, start: number | null): Ask {
  const when: When =
    start === null
      ? { kind: 'ANY_TIME' }
      : {
          kind: 'AT',
          from: instantOf(week.monday, start),
          to: (instantOf(week.monday, start) + task.minutes) as Instant,
        }
  const needed = task.needs?.check as CheckLevel | undefined
  return {
    taskId: task.id,
    kind: task.kind,
    personId: task.person,
    organisationId: task.organisation ?? '',
    // What may be done on any day is judged at the last: it is good on all of them.
    on: addDays(week.monday, start === null ? 6 : Math.floor(start / 1440)),
    when,
    minutes: task.minutes,
    ...(task.place && { place: task.place }),
    byPhone: task.byPhone ?? false,
    priority: task.priority ?? 'ROUTINE',
    volunteersNeeded: task.places ?? 1,
    heldBy: [],
    facesKnown: 0,
    needs: {
      skills: task.needs?.skills ?? [],
      trainings: task.needs?.trainings ?? [],
      ...(needed && { check: { needed, accepted: levelsThatSatisfy(needed) } }),
      ...(task.needs?.language !== undefined && { language: task.needs.language }),
      ...(task.needs?.gender && { gender: task.needs.gender }),
    },
    prefers: task.prefers ?? {},
    has: {
      pets: task.has?.includes('PETS') ?? false,
      smoking: task.has?.includes('SMOKING') ?? false,
      stairs: task.has?.includes('STAIRS') ?? false,
    },
    consents: { shareWithVolunteer: true, shareWithGroup: task.shareWithGroup ?? false },
  }
}
