import { atLocalMinute, instant, kmBetween, type Instant, type Position } from '../../../kernel/index.ts'
import { judgePrepared, type Judgement } from '../judge.ts'
import type { Ask, Candidate } from '../model.ts'
import { makeProblem, type ArcColumns, type Problem, type Travel } from '../plan/index.ts'
import { pointsOf, POINTS, scarcityAmong, valueOf, type PairPoints, type Scarcity } from '../points.ts'
import { prepareAsk, type PreparedAsk } from '../prepared.ts'
import { isKnown, tripBetween, USUAL_MODES } from '../travel.ts'
import type { OpenVisit, ProposalInput, Sliders } from './model.ts'

/** Minutes between the starts that are tried within a window. */
const STEP = 15
/** Minutes: no way takes longer (as in the diary of `judge`). */
const FAR_OFF = 720
/** What a slider multiplies its points by. At the most, a pair's points still sum to less than a visit is worth. */
const FACTORS = [0, 0.5, 1, 1.25, 1.5]
const KEEP_BONUS = 25
const factor = (slider: number): number => FACTORS[slider] ?? 1
const hundredths = (x: number) => Math.round(x * 100) / 100 + 0

/** How the sliders weigh. */
export interface Weights {
  readonly pair: (points: PairPoints) => number
  readonly facePenalty: number
  readonly overTarget: { readonly pointsPerHour: number; readonly beyond: number; readonly pointsPerHourBeyond: number }
  readonly keepBonus: number
}

export function weightsOf({ continuity, travel, fairness, keepPlan }: Sliders): Weights {
  return {
    pair: (p) =>
      hundredths(
        p.continuity * factor(continuity) +
          p.nearness * factor(travel) +
          p.scarceSkillLeftFree +
          p.preference +
          p.language +
          p.gender,
      ),
    facePenalty: -POINTS.newFace * factor(continuity),
    overTarget: {
      pointsPerHour: -POINTS.overTargetAnHour * factor(fairness),
      beyond: POINTS.beyond,
      pointsPerHourBeyond: -POINTS.overTargetAnHourBeyond * factor(fairness),
    },
    keepBonus: KEEP_BONUS * factor(keepPlan),
  }
}

/** A pair that may be, at one start: null is any time of the week. */
export interface Way {
  readonly start: Instant | null
  readonly judgement: Judgement
}

/** An ask at one start. */
export const askAt = (ask: Ask, start: Instant | null): Ask =>
  start === null ? ask : { ...ask, when: { kind: 'AT', from: start, to: instant(start + minutesOf(ask)) } }
const minutesOf = ({ when, minutes }: Ask) => (when.kind === 'AT' ? when.to - when.from : minutes)

/** A visit with all that does not depend on the volunteer worked out once: itself, then each start of its window. */
export class PreparedVisit {
  readonly visit: OpenVisit
  readonly lead: PreparedAsk
  private readonly all: readonly PreparedAsk[]
  private readonly starts: { readonly start: Instant; readonly asks: readonly PreparedAsk[] }[] = []

  constructor(visit: OpenVisit) {
    const [first] = visit.asks
    if (!first) throw new RangeError('visits: one without an ask')
    this.visit = visit
    this.all = visit.asks.map(prepareAsk)
    this.lead = this.all[0] as PreparedAsk
    const { starts } = this.lead
    if (first.when.kind !== 'WITHIN' || !starts || starts.first === starts.last) return
    for (let s: number = starts.first; s < starts.last + STEP; s += STEP) {
      const start = instant(Math.min(s, starts.last))
      this.starts.push({ start, asks: visit.asks.map((ask) => prepareAsk(askAt(ask, start))) })
    }
  }

  get minutes(): number {
    return minutesOf(this.lead.ask)
  }

  /** Every start at which this volunteer may go, by all the hard rules; none: they may not. */
  waysOf(volunteer: Candidate): Way[] {
    const whole = this.judged(this.all, volunteer)
    if (!whole) return []
    const { starts } = this.lead
    if (!starts) return [{ start: null, judgement: whole }]
    if (this.starts.length === 0) return [{ start: starts.first, judgement: whole }]
    return this.starts.flatMap(({ start, asks }) => {
      const judgement = this.judged(asks, volunteer)
      return judgement ? [{ start, judgement }] : []
    })
  }

  /** The judgement by the first ask, where the volunteer meets all of them. */
  private judged(asks: readonly PreparedAsk[], volunteer: Candidate): Judgement | undefined {
    let first: Judgement | undefined
    for (const ask of asks) {
      const judgement = judgePrepared(ask, volunteer, USUAL_MODES)
      if (judgement.failures.length > 0) return undefined
      first ??= judgement
    }
    return first
  }
}

export interface Compiled {
  readonly problem: Problem
  readonly visits: ReadonlyMap<string, PreparedVisit>
  readonly scarcity: Scarcity
  /** The instant that starts are counted from. */
  readonly begin: Instant
}

/** Ids after every UUID, so that the order of tasks stays the order of their ids. */
const BOOKED = '~booked '
export const isBooked = (task: string): boolean => task.startsWith(BOOKED)

/**
 * The search's problem of a week: every pair and start that `judge` has nothing against, diaries included. What a volunteer
 * has promised already is one pinned, untimed task, so that limits and targets reckon with it; no pin can contradict another.
 */
export function compile(input: ProposalInput, sliders: Sliders): Compiled {
  const begin = atLocalMinute(input.monday, 0)
  const weights = weightsOf(sliders)
  const volunteers = input.volunteers.toSorted(byId)
  const visits = input.visits.toSorted(byId).map((visit) => new PreparedVisit(visit))
  const scarcity = scarcityAmong(volunteers)
  const booked = volunteers.flatMap((volunteer, v) => {
    const week = volunteer.weeks[input.monday]
    return week && week.minutes > 0 ? [{ v, ...week, id: `${BOOKED}${volunteer.id}` }] : []
  })
  const { places, placeOf } = numberPlaces(visits)
  const nowhere = places.length
  const rows = {
    volunteer: [] as number[],
    task: [] as number[],
    start: [] as number[],
    minutes: [] as number[],
    points: [] as number[],
    at: [] as number[],
  }
  const add = (v: number, t: number, start: number, minutes: number, points: number, at: number) => {
    rows.volunteer.push(v)
    rows.task.push(t)
    rows.start.push(start)
    rows.minutes.push(minutes)
    rows.points.push(points)
    rows.at.push(at)
  }
  const wanted = new Set(input.previous.map((p) => `${p.visitId} ${p.volunteerId}`))
  const previous: number[] = []
  for (const [v, volunteer] of volunteers.entries()) {
    if (volunteer.status !== 'ACTIVE') continue
    for (const [t, visit] of visits.entries()) {
      const ways = visit.waysOf(volunteer)
      const [first] = ways
      if (!first) continue
      const points = weights.pair(pointsOf(visit.lead, volunteer, first.judgement, scarcity))
      const wasPlanned = wanted.has(`${visit.visit.id} ${volunteer.id}`)
      for (const { start } of ways) {
        if (wasPlanned) previous.push(rows.task.length)
        add(v, t, start === null ? -1 : start - begin, visit.minutes, points, placeOf[t] ?? nowhere)
      }
    }
  }
  const leaving = new Set<number>()
  for (const { visitId, volunteerId, startsAt } of input.leaves ?? []) {
    const v = volunteers.findIndex(({ id }) => id === volunteerId)
    const t = visits.findIndex(({ visit }) => visit.id === visitId)
    const visit = visits[t]
    if (v < 0 || !visit) continue
    leaving.add(v)
    add(v, t, startsAt - begin, visit.minutes, 0, nowhere)
  }
  const pins = booked.map(({ v, minutes }, i) => {
    add(v, visits.length + i, -1, minutes, 0, nowhere)
    return rows.task.length - 1
  })
  const persons = [...new Set(visits.map((visit) => visit.lead.ask.personId))].sort()
  const bookedOf = new Map(booked.map((each) => [each.v, each]))
  const limit = (v: number, most: number | undefined, taken: number) =>
    most === undefined || leaving.has(v) ? Infinity : Math.max(most, bookedOf.has(v) ? taken : 0)
  const taskIds = [...visits.map(({ visit }) => visit.id), ...booked.map(({ id }) => id)]
  const problem = makeProblem({
    volunteerIds: volunteers.map(({ id }) => id),
    taskIds,
    maxMinutes: Float64Array.from(volunteers, (c, v) => limit(v, c.maxMinutesAWeek, bookedOf.get(v)?.minutes ?? 0)),
    maxVisits: Float64Array.from(volunteers, (c, v) => {
      const held = bookedOf.get(v)?.visits ?? 0
      // All that is booked is one task here.
      return limit(v, c.maxVisitsAWeek, held) - (held > 0 ? held - 1 : 0)
    }),
    target: Float64Array.from(volunteers, (c) => c.targetMinutesAWeek ?? -1),
    value: Float64Array.from(taskIds, (_, t) => (visits[t] ? valueOf(visits[t].lead.ask) * visits[t].visit.places : 0)),
    places: Int32Array.from(taskIds, (_, t) => visits[t]?.visit.places ?? 1),
    required: new Uint8Array(taskIds.length),
    person: Int32Array.from(taskIds, (_, t) => (visits[t] ? persons.indexOf(visits[t].lead.ask.personId) : -1)),
    arcs: columnsOf(rows),
    travel: travelOf(
      volunteers,
      places,
      placeOf.every((place, t) => place !== undefined || visits[t]?.lead.starts === undefined),
    ),
    facePenalty: weights.facePenalty,
    overTarget: weights.overTarget,
    pins,
    previous,
    keepBonus: weights.keepBonus,
  })
  return { problem, visits: new Map(visits.map((visit) => [visit.visit.id, visit])), scarcity, begin }
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

function columnsOf(rows: Record<'volunteer' | 'task' | 'start' | 'minutes' | 'points' | 'at', number[]>): ArcColumns {
  return {
    length: rows.task.length,
    volunteer: Int32Array.from(rows.volunteer),
    task: Int32Array.from(rows.task),
    start: Int32Array.from(rows.start),
    minutes: Int32Array.from(rows.minutes),
    points: Float64Array.from(rows.points),
    at: Int32Array.from(rows.at),
  }
}

/** Places by number; a visit by phone, or whose place is not known, has none. */
function numberPlaces(visits: readonly PreparedVisit[]) {
  const places: Position[] = []
  const seen = new Map<string, number>()
  const placeOf = visits.map(({ lead: { ask } }) => {
    if (ask.byPhone || !isKnown(ask.place)) return undefined
    const key = `${ask.place.lat} ${ask.place.lon}`
    const known = seen.get(key)
    if (known !== undefined) return known
    seen.set(key, places.length)
    return places.push(ask.place) - 1
  })
  return { places, placeOf }
}

/** Places from which on no table of all ways is kept: a neighbourhood's week has far fewer. */
const MANY = 1500

/** Minutes between places by the volunteer's own modes, as the diary of `judge` reckons them. */
function travelOf(volunteers: readonly Candidate[], places: readonly Position[], isEachSomewhere: boolean): Travel {
  const n = places.length
  const kept = new Map<string, { readonly of: Candidate; readonly table: Int16Array | undefined }>()
  const profile = volunteers.map((volunteer) => {
    const key = JSON.stringify(volunteer.travel)
    const known = kept.get(key)
    if (known) return known
    const made = { of: volunteer, table: n <= MANY ? new Int16Array(n * n).fill(-1) : undefined }
    kept.set(key, made)
    return made
  })
  const reckon = (traveller: Candidate, from: number, to: number) =>
    Math.min(FAR_OFF, tripBetween(traveller, places[from], places[to], USUAL_MODES)?.minutes ?? 0)
  return {
    minutes(v, from, to) {
      if (from === to || from >= n || to >= n) return 0
      const { of, table } = profile[v] as (typeof profile)[number]
      if (!table) return reckon(of, from, to)
      const known = table[from * n + to] as number
      if (known >= 0) return known
      const minutes = reckon(of, from, to)
      table[from * n + to] = minutes
      table[to * n + from] = minutes
      return minutes
    },
    ...extremes(
      places,
      [...kept.values()].map(({ of }) => of),
      isEachSomewhere,
    ),
  }
}

/** The longest way that anybody can have between two of the places, and from each the shortest to another. */
function extremes(
  places: readonly Position[],
  travellers: readonly Candidate[],
  isEachSomewhere: boolean,
): Pick<Travel, 'most' | 'leastFrom'> {
  const n = places.length
  // The last is "nowhere known", from where anything may be close by.
  const leastFrom = new Float64Array(n + 1)
  if (n > MANY) return { most: FAR_OFF, leastFrom }
  const modes = [
    ...new Set(
      travellers.flatMap(({ travel }) => (travel.length > 0 ? travel.map(({ mode }) => mode) : ['BUS' as const])),
    ),
  ]
  let furthest = 0
  for (let i = 0; i < n; i++) {
    let nearest = Infinity
    for (let j = 0; j < n; j++) {
      if (i === j) continue
      const km = kmBetween(places[i] as Position, places[j] as Position)
      if (km > furthest) furthest = km
      if (km < nearest) nearest = km
    }
    // So close, no way is reckoned; and where somebody is nowhere, nothing is known.
    if (!isEachSomewhere || nearest < 0.06 || nearest === Infinity) continue
    leastFrom[i] = Math.min(
      ...modes.map((mode) => {
        const { kmh, roadFactor, extraMinutes } = USUAL_MODES[mode]
        return Math.ceil(extraMinutes + (Math.max(0, nearest * roadFactor - 0.051) / kmh) * 60 - 1e-9)
      }),
    )
  }
  const longest = modes.map((mode) => {
    const { kmh, roadFactor, extraMinutes } = USUAL_MODES[mode]
    return Math.ceil(extraMinutes + ((furthest * roadFactor + 0.1) / kmh) * 60)
  })
  return { most: Math.min(FAR_OFF, Math.max(0, ...longest)), leastFrom }
}
