import type { Language } from '../ui/words/catalogue.ts'
import { addDays, formatDate } from '../ui/words/dates.ts'

interface Held {
  volunteer?: { id: string; name: string } | null
}
interface Planned<H extends Held> {
  id: string
  occursOn: string
  status: string
  placesOpen: number
  assignments: readonly H[]
}
interface Away {
  firstOn: string
  lastOn: string
}

/** A visit in a cell, and by whom it is held there; not held in the row "No one yet". */
export interface InCell<V, H> {
  visit: V
  holding?: H
}

/** A row of the plan: a volunteer and seven days. */
export interface Row<V, H> {
  id: string
  name: string
  days: readonly { on: string; away: boolean; visits: readonly InCell<V, H>[] }[]
  visits: number
  most: number | undefined
}

/** The seven days from a Monday. */
export const weekFrom = (monday: string): readonly string[] => [0, 1, 2, 3, 4, 5, 6].map((n) => addDays(monday, n))

/** The two ends of a week from a Monday, saying month and year once where both share them: "16" and "22 November 2026". */
export const endsOfWeek = (language: Language, monday: string): readonly [from: string, to: string] => {
  const sunday = addDays(monday, 6)
  const from =
    monday.slice(0, 7) === sunday.slice(0, 7)
      ? String(Number(monday.slice(8, 10)))
      : formatDate(language, monday, monday.slice(0, 4) === sunday.slice(0, 4) ? 'month' : 'date')
  return [from, formatDate(language, sunday, 'date')]
}

/** Whether a visit still wants somebody. */
export const isOpen = (visit: { status: string; placesOpen: number }): boolean =>
  visit.placesOpen > 0 && (visit.status === 'PLANNED' || visit.status === 'CONFIRMED')

/** The plan as a table: visits that need someone, then each volunteer by name. A visit for two stands in two rows. */
export function rowsOf<V extends Planned<H>, H extends Held>(
  monday: string,
  visits: readonly V[],
  volunteers: readonly { id: string; name: string; visitsAWeek?: number | null; absences: readonly Away[] }[],
  options: { onlyWithVisits: boolean },
): { open: Row<V, H>; people: Row<V, H>[] } {
  const days = weekFrom(monday)
  const known = new Map(volunteers.map((volunteer) => [volunteer.id, volunteer]))
  const names = new Map(volunteers.map((volunteer) => [volunteer.id, volunteer.name]))
  // Somebody who no longer takes visits may still hold one.
  for (const visit of visits)
    for (const { volunteer } of visit.assignments)
      if (volunteer && !names.has(volunteer.id)) names.set(volunteer.id, volunteer.name)

  const row = (id: string, name: string): Row<V, H> => {
    const volunteer = known.get(id)
    const cells = days.map((on) => ({
      on,
      away: volunteer?.absences.some((absence) => absence.firstOn <= on && on <= absence.lastOn) ?? false,
      visits: visits
        .filter((visit) => visit.occursOn === on)
        .flatMap((visit): InCell<V, H>[] => {
          const holding = visit.assignments.find((each) => each.volunteer?.id === id)
          return holding ? [{ visit, holding }] : []
        }),
    }))
    const held = cells.flatMap((cell) => cell.visits).filter(({ visit }) => visit.status !== 'CANCELLED')
    return { id, name, days: cells, visits: held.length, most: volunteer?.visitsAWeek ?? undefined }
  }
  const open: Row<V, H> = {
    id: '',
    name: '',
    days: days.map((on) => ({
      on,
      away: false,
      visits: visits.filter((visit) => visit.occursOn === on && isOpen(visit)).map((visit) => ({ visit })),
    })),
    visits: visits.filter(isOpen).length,
    most: undefined,
  }
  const people = [...names]
    .map(([id, name]) => row(id, name))
    .filter((each) => !options.onlyWithVisits || each.days.some((day) => day.visits.length > 0))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || a.id.localeCompare(b.id))
  return { open, people }
}
