import { isPosition, kmBetween, type Position } from '../../kernel/index.ts'

export type TravelMode = 'WALK' | 'CYCLE' | 'BUS' | 'DRIVE'

/** How somebody gets about, and how far at most by road; empty where nobody asked. */
export type Travels = readonly { readonly mode: TravelMode; readonly maxKm: number }[]

/** How a mode of travel is reckoned: km/h, kilometres by road for one as the crow flies, minutes lost at the ends. */
export interface ModeOfTravel {
  readonly kmh: number
  readonly roadFactor: number
  readonly extraMinutes: number
}
export type Modes = Readonly<Record<TravelMode, ModeOfTravel>>

/** Assumptions, on the careful side; there is no routing here. A caller who knows better passes others. */
export const USUAL_MODES: Modes = {
  WALK: { kmh: 4.8, roadFactor: 1.2, extraMinutes: 0 },
  CYCLE: { kmh: 14, roadFactor: 1.25, extraMinutes: 2 },
  BUS: { kmh: 18, roadFactor: 1.4, extraMinutes: 10 },
  DRIVE: { kmh: 40, roadFactor: 1.3, extraMinutes: 4 },
}

export interface Trip {
  readonly mode: TravelMode
  /** Estimated kilometres by road. */
  readonly km: number
  readonly minutes: number
  /** The most the volunteer travels that way; absent where they never said. */
  readonly limitKm?: number
  readonly withinLimit: boolean
}

/** Places closer than this are one place: no travel at all between them. */
const SAME_PLACE_KM = 0.05
// Where a volunteer never said how they travel, a bus is neither the fastest nor the slowest guess.
const UNSTATED = [{ mode: 'BUS' as const, maxKm: Infinity }]

/** Whether there is a position, and it is one. */
export const isKnown = (position: Position | undefined): position is Position =>
  position !== undefined && isPosition(position)

/**
 * The volunteer's way between two places: the quickest of the modes that go so far, else the one that falls short by
 * least. undefined where a place is not known.
 */
export function tripBetween(
  volunteer: { readonly travel: Travels },
  from: Position | undefined,
  to: Position | undefined,
  modes: Modes,
): Trip | undefined {
  if (!isKnown(from) || !isKnown(to)) return undefined
  const straight = kmBetween(from, to)
  let best: Trip | undefined
  for (const { mode, maxKm } of volunteer.travel.length > 0 ? volunteer.travel : UNSTATED) {
    const { kmh, roadFactor, extraMinutes } = modes[mode]
    // Rounded first: what is compared is what is shown.
    const km = Math.round(straight * roadFactor * 10) / 10
    const trip: Trip = {
      mode,
      km,
      minutes: straight < SAME_PLACE_KM ? 0 : Math.ceil(extraMinutes + (km / kmh) * 60),
      ...(maxKm !== Infinity && { limitKm: maxKm }),
      withinLimit: km <= maxKm,
    }
    if (!best || isBetter(trip, best)) best = trip
  }
  return best
}

const ORDER: readonly TravelMode[] = ['WALK', 'CYCLE', 'BUS', 'DRIVE']

function isBetter(a: Trip, b: Trip): boolean {
  if (a.withinLimit !== b.withinLimit) return a.withinLimit
  const shortfall = (t: Trip) => (t.withinLimit ? 0 : t.km - (t.limitKm ?? Infinity))
  const by = shortfall(a) - shortfall(b) || a.minutes - b.minutes || ORDER.indexOf(a.mode) - ORDER.indexOf(b.mode)
  return by < 0
}
