import { judge, type Failure } from '../judge.ts'
import { certify, withVisits, type Pairing } from './certify.ts'
import { askAt } from './compile.ts'
import { USUAL_SLIDERS, type OpenVisit, type ProposalInput, type Proposed } from './model.ts'

/** Why a pairing is no longer possible: a rule that fails now, or the visit needs nobody, or the volunteer is gone. */
export type Changed = Failure | { readonly code: 'PLACE_TAKEN' | 'VOLUNTEER_GONE' }

export interface Rechecked {
  readonly stands: readonly Proposed[]
  readonly changed: readonly { readonly pairing: Pairing; readonly because: readonly Changed[] }[]
}

/** Holds pairings, first come first, against the week as it is now: with what is promised, and those before them. */
export function recheck(input: ProposalInput, pairings: readonly Pairing[]): Rechecked {
  const visits = new Map(input.visits.map((visit) => [visit.id, visit]))
  const volunteers = new Map(input.volunteers.map((volunteer) => [volunteer.id, volunteer]))
  const given = new Map<string, { visit: OpenVisit; startsAt: number | null }[]>()
  const taken = new Map<string, number>()
  const good: Pairing[] = []
  const changed: Rechecked['changed'][number][] = []
  for (const pairing of pairings) {
    const visit = visits.get(pairing.visitId)
    const volunteer = volunteers.get(pairing.volunteerId)
    const isFull = !visit || (taken.get(visit.id) ?? 0) >= visit.places
    if (isFull || !volunteer) {
      changed.push({ pairing, because: [{ code: isFull ? 'PLACE_TAKEN' : 'VOLUNTEER_GONE' }] })
      continue
    }
    const mine = given.get(volunteer.id) ?? []
    const busy = withVisits(volunteer, input.monday, mine)
    const failures = visit.asks.flatMap((ask) => judge(askAt(ask, pairing.startsAt), busy).failures)
    if (failures.length > 0) {
      const seen = new Set<string>()
      changed.push({
        pairing,
        because: failures.filter((f) => !seen.has(JSON.stringify(f)) && seen.add(JSON.stringify(f))),
      })
      continue
    }
    taken.set(visit.id, (taken.get(visit.id) ?? 0) + 1)
    given.set(volunteer.id, [...mine, { visit, startsAt: pairing.startsAt }])
    good.push(pairing)
  }
  return { stands: certify(input, good, USUAL_SLIDERS).proposed, changed }
}
