import { judge, type Failure } from '../judge.ts'
import type { Ask, Candidate } from '../model.ts'
import { pointsOf, scoreOf, valueOf, type Scarcity } from '../points.ts'
import { prepareAsk } from '../prepared.ts'

/** A visit that a volunteer has promised. */
export interface Promised {
  readonly visitId: string
  readonly minutes: number
  /** Undefined where it is another locality's, of which nothing more is known. */
  readonly ask?: Ask
}

export type WhyNot =
  /** Nothing stands against it. */
  | { readonly kind: 'MAY' }
  /** Rules that giving a visit up would not help. */
  | { readonly kind: 'MISSING'; readonly failures: readonly Failure[] }
  /** They could, but then these visits would need somebody. */
  | {
      readonly kind: 'DISPLACES'
      readonly failures: readonly Failure[]
      readonly visitIds: readonly string[]
      readonly net: number
    }

const MAKES_ROOM = new Set<Failure['code']>(['CLASH', 'OVER_HOURS', 'OVER_VISITS'])

/**
 * Why a volunteer is not on a visit: the rules they fail; or, where only their other visits stand in the way, which they
 * would have to give up, and what the week would be worth less for it (`net`, below 0 where it is a loss). Of visits that
 * merely fill the week, those worth least go first.
 */
export function whyNot(
  asks: readonly Ask[],
  volunteer: Candidate,
  monday: string,
  promised: readonly Promised[],
  scarcity: Scarcity,
): WhyNot {
  const failing = (candidate: Candidate) => asks.flatMap((ask) => judge(ask, candidate).failures)
  const failures = distinct(failing(volunteer))
  if (failures.length === 0) return { kind: 'MAY' }
  if (failures.some(({ code }) => !MAKES_ROOM.has(code))) return { kind: 'MISSING', failures }
  const worth = (ask: Ask | undefined, candidate: Candidate) =>
    ask ? valueOf(ask) + scoreOf(pointsOf(prepareAsk(ask), candidate, judge(ask, candidate), scarcity)) : 100
  const rest = promised.toSorted(
    (a, b) => worth(a.ask, volunteer) - worth(b.ask, volunteer) || (a.visitId < b.visitId ? -1 : 1),
  )
  const gone: Promised[] = []
  let left = volunteer
  for (let now = failing(left); now.length > 0; now = failing(left)) {
    const clash = now.find((failure) => failure.code === 'CLASH')
    const next = clash ? rest.find(({ visitId }) => visitId === clash.visitId) : rest[0]
    // What is in the way is none of the week's visits (the day before): nothing here would make room.
    if (!next || now.some(({ code }) => !MAKES_ROOM.has(code))) return { kind: 'MISSING', failures }
    rest.splice(rest.indexOf(next), 1)
    gone.push(next)
    left = withoutVisit(left, monday, next)
  }
  const lost = gone.reduce((sum, each) => sum + worth(each.ask, left), 0)
  return {
    kind: 'DISPLACES',
    failures,
    visitIds: gone.map(({ visitId }) => visitId),
    net: Math.round((worth(asks[0], left) - lost) * 100) / 100,
  }
}

function withoutVisit(volunteer: Candidate, monday: string, { visitId, minutes }: Promised): Candidate {
  const booked = volunteer.weeks[monday] ?? { minutes: 0, visits: 0 }
  return {
    ...volunteer,
    bookings: volunteer.bookings.filter((booking) => booking.visitId !== visitId),
    weeks: { ...volunteer.weeks, [monday]: { minutes: booked.minutes - minutes, visits: booked.visits - 1 } },
  }
}

function distinct(failures: readonly Failure[]): Failure[] {
  const seen = new Map(failures.map((failure) => [JSON.stringify(failure), failure]))
  return [...seen.values()]
}
