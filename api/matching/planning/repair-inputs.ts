import { addDays, type LocalDate } from '../../kernel/index.ts'
import { openPlaces } from '../match-inputs.ts'
import { mayHold, repairWeek, type HeldVisit, type WeekRepair } from '../core/proposal/index.ts'
import { sha256 } from '../../platform/index.ts'
import { asksOf, candidateOfWeek, type WeekRow, type WeekVisit } from './week-inputs.ts'

/** A way to cover somebody, under a name that changes when the way does. */
export interface NamedRepair extends WeekRepair {
  readonly key: string
  readonly lost: number
}

/** A visit as somebody else would be asked for it: a start that was found for its holder within a window is free again. */
function reopened(visit: WeekVisit, volunteerId: string): WeekVisit {
  const held = visit.held.filter((each) => each.volunteerId !== volunteerId)
  return visit.windowFrom === null ? { ...visit, held } : { ...visit, held, from: null, to: null }
}

/**
 * Ways to cover a volunteer on these days of a week. Untimed visits are not lost by it: there are other days. What is offered
 * or drafted, and visits for two, stay as they are.
 */
export function repairsOf(row: WeekRow, away: string, from: LocalDate, to: LocalDate): NamedRepair[] {
  const { monday } = row
  const all = new Map(row.volunteers.map((volunteer) => [volunteer.id, candidateOfWeek(volunteer, monday, new Set())]))
  const lost: HeldVisit[] = []
  const movable: HeldVisit[] = []
  for (const visit of row.visits) {
    if (visit.from === null) continue
    const startsAt = visit.from
    const mine = visit.held.find(({ volunteerId }) => volunteerId === away)
    if (mine) {
      if (visit.on < from || visit.on > to) continue
      const open = reopened(visit, away)
      const places = openPlaces(open).filter((place) => place === mine.place)
      lost.push({ visit: { id: visit.visitId, places: 1, asks: asksOf(open, places) }, volunteerId: away, startsAt })
      continue
    }
    const [holder] = visit.held
    const volunteer = holder && all.get(holder.volunteerId)
    if (!holder || !volunteer || visit.volunteersNeeded !== 1 || visit.offered.length + visit.chosen.length > 0)
      continue
    const one: HeldVisit = {
      visit: { id: visit.visitId, places: 1, asks: asksOf({ ...visit, held: [] }, [1]) },
      volunteerId: holder.volunteerId,
      startsAt,
    }
    if (mayHold(one, volunteerWithout(row, holder.volunteerId, visit.visitId))) movable.push(one)
  }
  const loose = new Set([...lost, ...movable].map(({ visit }) => visit.id))
  const options = repairWeek({
    monday,
    away,
    from,
    to,
    lost,
    movable,
    volunteers: row.volunteers.map((volunteer) => candidateOfWeek(volunteer, monday, loose)),
  })
  return options.map((option) => ({ ...option, lost: lost.length, key: keyOf(option) }))
}

function volunteerWithout(row: WeekRow, id: string, visitId: string) {
  const volunteer = row.volunteers.find((each) => each.id === id)
  if (!volunteer) throw new Error('repair: a holder who is not there')
  return candidateOfWeek(volunteer, row.monday, new Set([visitId]))
}

const keyOf = ({ refilled, moved, unfilled }: WeekRepair): string =>
  sha256(JSON.stringify([refilled, moved, unfilled]))
    .toString('hex')
    .slice(0, 24)

/** The last day of the week of a day, counted from its Monday. */
export const sundayOf = (monday: LocalDate): LocalDate => addDays(monday, 6)
