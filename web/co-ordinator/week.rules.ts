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

/** A volunteer proposed for a visit. */
interface Proposed {
  id: string
  visit?: { id: string } | null
  volunteer?: { id: string; name: string } | null
}

/** A visit in a cell, and by whom it is held there, or for whom it is suggested; neither in the row "No one yet". */
export interface InCell<V, H, S = unknown> {
  visit: V
  holding?: H
  suggestion?: S
}

/** A row of the plan: a volunteer and seven days. */
export interface Row<V, H, S = unknown> {
  id: string
  name: string
  days: readonly { on: string; away: boolean; visits: readonly InCell<V, H, S>[] }[]
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

/** The suggestions by visit. */
export const byVisit = <S extends Proposed>(suggestions: readonly S[]): ReadonlyMap<string, readonly S[]> =>
  Map.groupBy(suggestions, (each) => each.visit?.id ?? '')

/** The plan as a table: visits that need someone and have nobody suggested, then each volunteer by name. A visit for two
 *  stands in two rows. */
export function rowsOf<V extends Planned<H>, H extends Held, S extends Proposed = never>(
  monday: string,
  visits: readonly V[],
  volunteers: readonly { id: string; name: string; visitsAWeek?: number | null; absences: readonly Away[] }[],
  options: { onlyWithVisits: boolean; suggestions?: readonly S[] },
): { open: Row<V, H, S>; people: Row<V, H, S>[] } {
  const days = weekFrom(monday)
  const proposed = byVisit(options.suggestions ?? [])
  const known = new Map(volunteers.map((volunteer) => [volunteer.id, volunteer]))
  const names = new Map(volunteers.map((volunteer) => [volunteer.id, volunteer.name]))
  // Somebody who no longer takes visits may still hold one.
  const learn = (volunteer: { id: string; name: string } | null | undefined) => {
    if (volunteer && !names.has(volunteer.id)) names.set(volunteer.id, volunteer.name)
  }
  for (const visit of visits) for (const { volunteer } of visit.assignments) learn(volunteer)
  for (const { volunteer } of options.suggestions ?? []) learn(volunteer)
  // Each cell is filled once, from the visits: sixty rows do not each look through four hundred visits.
  const cells = new Map<string, InCell<V, H, S>[]>()
  const put = (who: string, visit: V, more: Partial<InCell<V, H, S>>) => {
    const key = `${who} ${visit.occursOn}`
    const list = cells.get(key)
    if (list) list.push({ visit, ...more })
    else cells.set(key, [{ visit, ...more }])
  }
  let openVisits = 0
  for (const visit of visits) {
    for (const holding of visit.assignments) if (holding.volunteer) put(holding.volunteer.id, visit, { holding })
    const its = proposed.get(visit.id) ?? []
    for (const suggestion of its) if (suggestion.volunteer) put(suggestion.volunteer.id, visit, { suggestion })
    if (!isOpen(visit) || its.length >= visit.placesOpen) continue
    openVisits++
    put('', visit, {})
  }
  const row = (id: string, name: string): Row<V, H, S> => {
    const volunteer = known.get(id)
    const its = days.map((on) => ({
      on,
      away: volunteer?.absences.some((absence) => absence.firstOn <= on && on <= absence.lastOn) ?? false,
      visits: cells.get(`${id} ${on}`) ?? [],
    }))
    const held = its
      .flatMap((cell) => cell.visits)
      .filter(({ visit, holding }) => holding && visit.status !== 'CANCELLED')
    return { id, name, days: its, visits: held.length, most: volunteer?.visitsAWeek ?? undefined }
  }
  const open = { ...row('', ''), visits: openVisits, most: undefined }
  const people = [...names]
    .map(([id, name]) => row(id, name))
    .filter((each) => !options.onlyWithVisits || each.days.some((day) => day.visits.length > 0))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB') || a.id.localeCompare(b.id))
  return { open, people }
}
