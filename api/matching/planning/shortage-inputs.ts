import { addDays, atLocalMinute, localOf, type Instant, type LocalDate } from '../../kernel/index.ts'
import { CHECK_LEVELS, type CheckLevel } from '../core/index.ts'
import { shortagesOf, type Shortage } from '../core/repair/index.ts'
import type { WeekFile, WeekTask } from '../core/week/index.ts'
import { inputOf, type WeekRow, type WeekVisit } from './week-inputs.ts'

/** Where people are too few, as the week stands with its drafts. */
export function shortagesIn(row: WeekRow): (Shortage & { kindName: string; kindNameCy: string })[] {
  const names = new Map(row.visits.map((visit) => [visit.kind, visit]))
  const open = inputOf(row, row.monday, 'ALL').visits
  const plan = {
    assignments: row.visits.flatMap((visit) =>
      [...visit.held, ...visit.offered, ...visit.chosen].map(({ volunteerId }) => ({
        task: visit.visitId,
        volunteer: volunteerId,
        start: visit.from === null ? null : minuteOfWeek(row.monday, visit.from),
      })),
    ),
    unfilled: open.map(({ id }) => ({ task: id, why: [] })),
  }
  return shortagesOf(weekOf(row), plan).map((shortage) => ({
    ...shortage,
    kindName: names.get(shortage.kind)?.kindName ?? shortage.kind,
    kindNameCy: names.get(shortage.kind)?.kindNameCy ?? shortage.kind,
  }))
}

const minuteOfWeek = (monday: LocalDate, at: Instant) => at - atLocalMinute(monday, 0)

/** The week as `alongside-week/1` has it. */
function weekOf(row: WeekRow): WeekFile {
  const volunteers = row.volunteers.filter(({ status }) => status === 'ACTIVE')
  const persons = new Set(row.visits.map(({ personId }) => personId))
  return {
    format: 'alongside-week/1',
    monday: row.monday,
    volunteers: volunteers.map((v) => ({
      id: v.id,
      organisation: v.organisationId,
      skills: v.skills,
      trainings: v.trainings
        .filter(({ revoked, completedOn }) => !revoked && completedOn <= addDays(row.monday, 6))
        .map(({ course, until }) => ({ course, ...(until !== null && { until }) })),
      checks: v.checks.filter(
        ({ revoked, decision, level }) =>
          !revoked && decision === 'ACCEPTED' && CHECK_LEVELS.includes(level as CheckLevel),
      ),
      languages: v.languages,
      ...(v.gender && { gender: v.gender }),
      ...(v.latitude !== null && v.longitude !== null && { home: { lat: v.latitude, lon: v.longitude } }),
      travel: v.travel,
      availability: v.availability.map(({ weekday, from, to }) => ({ weekday, from: clock(from), to: clock(to) })),
      absences: v.absences,
      ...(v.minutesAWeek !== null && { maxMinutes: v.minutesAWeek }),
      ...(v.visitsAWeek !== null && { maxVisits: v.visitsAWeek }),
      ...(v.targetMinutesAWeek !== null && { targetMinutes: v.targetMinutesAWeek }),
      avoids: [
        ...(v.pets ? (['PETS'] as const) : []),
        ...(v.smoking ? (['SMOKING'] as const) : []),
        ...(v.stairs ? (['STAIRS'] as const) : []),
      ],
    })),
    tasks: row.visits.map(taskOf),
    declined: volunteers.flatMap((v) =>
      [...new Set(v.blocked.map(({ personId }) => personId))]
        .filter((person) => persons.has(person))
        .map((person) => ({ volunteer: v.id, person })),
    ),
  }
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

function taskOf(visit: WeekVisit): WeekTask {
  const check = visit.rules.map((rule) => rule.check).filter((level) => level !== null)
  const [from, to] = [visit.from ?? visit.windowFrom, visit.to ?? visit.windowTo]
  const day = from === null ? undefined : localOf(from)
  const minutes = from !== null && to !== null && visit.from !== null ? to - from : visit.minutes
  const last = check.toSorted((a, b) => CHECK_LEVELS.indexOf(b) - CHECK_LEVELS.indexOf(a))[0]
  return {
    id: visit.visitId,
    kind: visit.kind,
    person: visit.personId,
    organisation: visit.organisationId,
    ...(visit.latitude !== null &&
      visit.longitude !== null && { place: { lat: visit.latitude, lon: visit.longitude } }),
    area: visit.area,
    byPhone: visit.byPhone,
    minutes,
    ...(day &&
      from !== null &&
      to !== null && {
        windows: [
          { weekday: day.weekday, from: clock(day.minutes), to: clock(Math.min(1440, day.minutes + (to - from))) },
        ],
      }),
    places: visit.volunteersNeeded,
    priority: visit.priority,
    needs: {
      skills: [...new Set([...visit.skills, ...visit.rules.flatMap((rule) => rule.skills)])],
      trainings: [...new Set(visit.rules.flatMap((rule) => rule.trainings))],
      ...(last && { check: last }),
      ...(visit.needsLanguage !== null && { language: visit.needsLanguage }),
      ...(visit.needsGender && { gender: visit.needsGender }),
    },
    has: [
      ...(visit.pets ? (['PETS'] as const) : []),
      ...(visit.smoking ? (['SMOKING'] as const) : []),
      ...(visit.stairs ? (['STAIRS'] as const) : []),
    ],
    shareWithGroup: visit.purposes.includes('SHARE_WITH_GROUP'),
  }
}
