import type { VolunteerStatus } from '../gql/graphql.ts'
import { addDays, daysBetween, type IsoDate } from '../ui/words/dates.ts'

/** How long before its review a check is marked, in days: a new DBS certificate takes about this long. */
export const soonDays = 60

/** Where a volunteer can go from a status. The API holds the same table and refuses all else; a test keeps them equal. */
export const movesFrom: Readonly<Record<VolunteerStatus, readonly VolunteerStatus[]>> = {
  ENQUIRY: ['APPLIED', 'LEFT'],
  APPLIED: ['CHECKS', 'LEFT'],
  CHECKS: ['INDUCTION', 'LEFT'],
  INDUCTION: ['ACTIVE', 'LEFT'],
  ACTIVE: ['PAUSED', 'LEFT'],
  PAUSED: ['ACTIVE', 'LEFT'],
  LEFT: ['APPLIED'],
}

/** Every status, in the order of a volunteer's way. */
export const statuses = Object.keys(movesFrom) as VolunteerStatus[]

/** How near something's last day is: `over` once it has passed, `soon` in the 60 days before, else `fine`; `none` where
 *  there is no such day. */
export type Nearness = 'none' | 'over' | 'soon' | 'fine'

/** How near a last day is, seen from `today`. */
export const nearness = (lastDay: IsoDate | null | undefined, today: IsoDate): Nearness => {
  if (!lastDay) return 'none'
  const left = daysBetween(today, lastDay)
  if (left < 0) return 'over'
  return left <= soonDays ? 'soon' : 'fine'
}

/** The day before which a check must be due to be marked: what the list's filter asks for. */
export const dueBefore = (today: IsoDate): IsoDate => addDays(today, soonDays + 1)

/** What a distance is said in. The API keeps kilometres. */
export type Unit = 'miles' | 'km'
const kmInAMile = 1.609344

/** Kilometres from a distance as said, to the tenth that the API keeps. */
export const kmOf = (distance: number, unit: Unit): number =>
  Math.round((unit === 'miles' ? distance * kmInAMile : distance) * 10) / 10

/** Kilometres as a number to be shown in a unit, to a tenth: 16.1 km is 10 miles. */
export const distanceIn = (unit: Unit, km: number): number =>
  Math.round((unit === 'miles' ? km / kmInAMile : km) * 10) / 10

/** A locality and the one it lies in. */
export interface Place {
  readonly id: string
  readonly parent?: { readonly id: string } | null
}

/** The localities that lie in one of `within`, those themselves included. */
export const placesWithin = <P extends Place>(all: readonly P[], within: ReadonlySet<string>): P[] => {
  const byId = new Map(all.map((each) => [each.id, each]))
  const lies = (place: P | undefined, depth: number): boolean => {
    if (!place || depth > 20) return false
    return within.has(place.id) || (place.parent != null && lies(byId.get(place.parent.id), depth + 1))
  }
  return all.filter((each) => lies(each, 0))
}
