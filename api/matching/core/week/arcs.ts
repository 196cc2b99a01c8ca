import { kmBetween, type Position } from '../../../kernel/index.ts'
import type { ArcColumns, Travel } from '../plan/problem.ts'
import { familiarity, NOTHING_NEAR_KM, POINTS } from '../points.ts'
import { isKnown, tripBetween, type Modes } from '../travel.ts'
import { type WeekFile, type WeekTask, type WeekVolunteer } from './format.ts'
import { ANY_DISTANCE, minuteOf, modesOf } from './records.ts'
import { requirementsOf } from './requirements.ts'

/** A week's arcs in columns; volunteers and tasks in the order of their ids. */
export interface WeekArcs {
  readonly volunteers: readonly WeekVolunteer[]
  readonly tasks: readonly WeekTask[]
  readonly arcs: ArcColumns
  /** Places by `at`; the last is "nowhere known", by phone included. */
  readonly places: readonly (Position | undefined)[]
  readonly travel: Travel
}

const STEP = 15
/** Minutes: no way takes longer (as in the diary of `judge`). */
const FAR_OFF = 720
const hundredths = (x: number) => Math.round(x * 100) / 100 + 0

/** Every feasible (volunteer, task, start) of a week. Takes what `readWeek` has read. */
export function arcsOfWeek(week: WeekFile): WeekArcs {
  const volunteers = week.volunteers.toSorted(byId)
  const tasks = week.tasks.toSorted(byId)
  const modes = modesOf(week)
  const { words, needed, met, present } = requirementsOf(week, volunteers, tasks)
  const { places, placeOf } = numberPlaces(tasks)
  const columns = new Columns()
  const pairs = new PairNumbers(volunteers, tasks)
  const points = pairPoints(week, volunteers, tasks, pairs)
  const declined = new Set((week.declined ?? []).map((d) => pairs.of(d.volunteer, d.person)))
  const starts = tasks.map((t) => startsByDay(t, week.stepMinutes ?? STEP))
  const days = Uint8Array.from(starts, (s) =>
    s.reduce((mask, list, d) => (list.length > 0 ? mask | (1 << d) : mask), 0),
  )
  const trips = new Float64Array(places.length)

  for (const [v, volunteer] of volunteers.entries()) {
    const hours = hoursByDay(volunteer, present[v] as number)
    const open = hours.reduce((mask, list, d) => (list.length > 0 ? mask | (1 << d) : mask), 0)
    const reach = straightReach(volunteer, modes)
    trips.fill(NaN)
    for (let t = 0; t < tasks.length; t++) {
      const task = tasks[t] as WeekTask
      const untimed = task.windows === undefined
      const shared = untimed ? (present[v] === 0 ? 0 : 64) : (days[t] as number) & open
      if (shared === 0) continue
      let able = 0
      for (let day = 0; day < 7; day++) {
        if ((shared & (1 << day)) === 0) continue
        let missing = 0
        for (let w = 0; w < words; w++)
          missing |= (needed[t * words + w] as number) & ~(met[(v * 7 + day) * words + w] as number)
        if (missing === 0) able |= 1 << day
      }
      if (able === 0) continue
      // −1: not within reach; Infinity: not known how far, which never bars.
      const place = placeOf[t] as number
      if (Number.isNaN(trips[place])) trips[place] = kmTo(volunteer, places[place], reach, modes)
      const km = trips[place] as number
      if (km < 0) continue
      if (declined.size > 0 && declined.has(pairs.at(v, t))) continue
      const worth = points(v, t, km)
      if (untimed) {
        columns.add(v, t, -1, task.minutes, worth, place)
        continue
      }
      for (let day = 0; day < 7; day++) {
        if ((able & (1 << day)) === 0) continue
        const mine = hours[day] as Hours[]
        const its = (starts[t] as number[][])[day] as number[]
        for (let s = 0; s < its.length; s++) {
          const start = its[s] as number
          for (let h = 0; h < mine.length; h++) {
            const [from, to] = mine[h] as Hours
            if (from > start || start + task.minutes > to) continue
            columns.add(v, t, day * 1440 + start, task.minutes, worth, place)
            break
          }
        }
      }
    }
  }
  // From a place that is not known nobody has a way to go.
  const timedAnywhere = tasks.some((task, t) => task.windows !== undefined && !places[placeOf[t] as number])
  return {
    volunteers,
    tasks,
    arcs: columns.done(),
    places,
    travel: weekTravel(volunteers, places, modes, timedAnywhere),
  }
}

type Hours = readonly [number, number]
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Joined hours by day in minutes since its midnight; none on days away. */
function hoursByDay(volunteer: WeekVolunteer, present: number): Hours[][] {
  const days: Hours[][] = [[], [], [], [], [], [], []]
  const sorted = volunteer.availability
    .map((w) => ({ day: w.weekday - 1, from: minuteOf(w.from), to: minuteOf(w.to) }))
    .sort((a, b) => a.from - b.from)
  for (const { day, from, to } of sorted) {
    if ((present & (1 << day)) === 0) continue
    const list = days[day] as Hours[]
    const last = list.at(-1)
    if (last && from <= last[1]) list[list.length - 1] = [last[0], Math.max(last[1], to)]
    else list.push([from, to])
  }
  return days
}

function startsByDay(task: WeekTask, step: number): number[][] {
  const days: number[][] = [[], [], [], [], [], [], []]
  for (const window of task.windows ?? []) {
    const last = minuteOf(window.to) - task.minutes
    const list = days[window.weekday - 1] as number[]
    for (let s = minuteOf(window.from); s < last; s += step) list.push(s)
    if (last >= minuteOf(window.from)) list.push(last)
  }
  return days.map((list) => [...new Set(list)].sort((a, b) => a - b))
}

function numberPlaces(tasks: readonly WeekTask[]) {
  const places: (Position | undefined)[] = []
  const seen = new Map<string, number>()
  const number = (key: string, place: Position | undefined) => {
    const known = seen.get(key)
    if (known !== undefined) return known
    seen.set(key, places.length)
    return places.push(place) - 1
  }
  const placeOf = Int32Array.from(tasks, (t) =>
    t.byPhone || !isKnown(t.place) ? number('', undefined) : number(`${t.place.lat} ${t.place.lon}`, t.place),
  )
  return { places, placeOf }
}

/** Straight kilometres beyond which no mode of theirs reaches, with a little over for rounding. */
function straightReach(volunteer: WeekVolunteer, modes: Modes): number {
  if (!volunteer.travel?.length || !isKnown(volunteer.home)) return Infinity
  return Math.max(
    ...volunteer.travel.map(({ mode, maxKm }) => ((maxKm ?? ANY_DISTANCE) + 0.1) / modes[mode].roadFactor),
  )
}

function kmTo(volunteer: WeekVolunteer, place: Position | undefined, reach: number, modes: Modes): number {
  if (!isKnown(volunteer.home) || !isKnown(place)) return Infinity
  if (reach !== Infinity && kmBetween(volunteer.home, place) > reach) return -1
  const trip = tripBetween(travellerOf(volunteer), volunteer.home, place, modes)
  return !trip ? Infinity : trip.withinLimit ? trip.km : -1
}

const travellerOf = (v: WeekVolunteer) => ({
  travel: (v.travel ?? []).map(({ mode, maxKm }) => ({ mode, maxKm: maxKm ?? ANY_DISTANCE })),
})

/** A number for each volunteer and person, so that nothing need be looked up by text a million times. */
class PairNumbers {
  private readonly volunteerAt: ReadonlyMap<string, number>
  private readonly personAt = new Map<string, number>()
  private readonly personOf: Int32Array
  private readonly volunteers: number

  constructor(volunteers: readonly WeekVolunteer[], tasks: readonly WeekTask[]) {
    this.volunteers = volunteers.length
    this.volunteerAt = new Map(volunteers.map((v, i) => [v.id, i]))
    this.personOf = Int32Array.from(tasks, ({ person }) => {
      const known = this.personAt.get(person)
      if (known !== undefined) return known
      this.personAt.set(person, this.personAt.size)
      return this.personAt.size - 1
    })
  }
  /** −1 where either is not in the week. */
  of(volunteer: string, person: string): number {
    const v = this.volunteerAt.get(volunteer)
    const p = this.personAt.get(person)
    return v === undefined || p === undefined ? -1 : p * this.volunteers + v
  }
  at(v: number, t: number): number {
    return (this.personOf[t] as number) * this.volunteers + v
  }
}

/** Points of a pair as `pointsOf` gives them, new faces and hours over target aside: those are the whole plan's. */
function pairPoints(
  week: WeekFile,
  volunteers: readonly WeekVolunteer[],
  tasks: readonly WeekTask[],
  pairs: PairNumbers,
) {
  const known = new Map((week.known ?? []).map((k) => [pairs.of(k.volunteer, k.person), k.visits]))
  const left = scarceLeft(volunteers, tasks)
  const stranger = hundredths(POINTS.continuity * familiarity(0))
  return (v: number, t: number, km: number): number => {
    const volunteer = volunteers[v] as WeekVolunteer
    const task = tasks[t] as WeekTask
    const visits = known.get(pairs.at(v, t))
    const { prefers } = task
    return hundredths(
      (visits === undefined ? stranger : hundredths(POINTS.continuity * familiarity(visits))) +
        (km === Infinity ? 0 : hundredths(POINTS.nearness * Math.max(0, 1 - km / NOTHING_NEAR_KM))) +
        left(v, t) +
        (volunteer.prefers?.includes(task.kind) ? POINTS.preference : 0) +
        (prefers?.language !== undefined && volunteer.languages?.includes(prefers.language) ? POINTS.language : 0) +
        (prefers?.gender && volunteer.gender === prefers.gender ? POINTS.gender : 0),
    )
  }
}

/** Points for scarce skills that a task leaves free: the same for all tasks that need the same skills. */
function scarceLeft(volunteers: readonly WeekVolunteer[], tasks: readonly WeekTask[]) {
  const holders = new Map<string, number>()
  for (const v of volunteers) for (const s of new Set(v.skills)) holders.set(s, (holders.get(s) ?? 0) + 1)
  const scarcity = (skill: string) =>
    volunteers.length < 2 ? 0 : Math.max(0, 1 - (2 * ((holders.get(skill) ?? 0) - 1)) / (volunteers.length - 1))
  const needs: (readonly string[])[] = []
  const seen = new Map<string, number>()
  const needOf = Int32Array.from(tasks, (task) => {
    const skills = [...new Set(task.needs?.skills)].sort()
    const key = JSON.stringify(skills)
    const number = seen.get(key)
    if (number !== undefined) return number
    seen.set(key, needs.length)
    return needs.push(skills) - 1
  })
  const rows = new Map<number, Float64Array>()
  const rowOf = (v: number) => {
    const mine = [...new Set((volunteers[v] as WeekVolunteer).skills)]
    return Float64Array.from(needs, (skills) => {
      const tiedUp = mine.reduce((most, s) => (skills.includes(s) ? most : Math.max(most, scarcity(s))), 0)
      return hundredths(POINTS.scarceSkillLeftFree * (1 - tiedUp))
    })
  }
  return (v: number, t: number): number => {
    let row = rows.get(v)
    if (!row) rows.set(v, (row = rowOf(v)))
    return row[needOf[t] as number] as number
  }
}

/** Minutes between places by the volunteer's own modes, reckoned when asked and kept by way of travelling. */
function weekTravel(
  volunteers: readonly WeekVolunteer[],
  places: readonly (Position | undefined)[],
  modes: Modes,
  timedAnywhere: boolean,
): Travel {
  const profiles = new Map<string, { traveller: ReturnType<typeof travellerOf>; known: Map<number, number> }>()
  const profileOf = volunteers.map((v) => {
    const traveller = travellerOf(v)
    const key = JSON.stringify(traveller.travel)
    let profile = profiles.get(key)
    if (!profile) profiles.set(key, (profile = { traveller, known: new Map() }))
    return profile
  })
  const n = places.length
  const minutes = (v: number, from: number, to: number): number => {
    if (from === to) return 0
    const profile = profileOf[v] as (typeof profileOf)[number]
    const key = from < to ? from * n + to : to * n + from
    const known = profile.known.get(key)
    if (known !== undefined) return known
    const trip = tripBetween(profile.traveller, places[from], places[to], modes)
    const found = Math.min(FAR_OFF, trip?.minutes ?? 0)
    profile.known.set(key, found)
    return found
  }
  return {
    minutes,
    most: mostMinutes(places, profileOf, modes),
    leastFrom: leastMinutes(places, profileOf, modes, timedAnywhere),
  }
}

/** By place: the quickest way to the nearest other place; 0 where anything may be close by. */
function leastMinutes(
  places: readonly (Position | undefined)[],
  profiles: readonly { readonly traveller: ReturnType<typeof travellerOf> }[],
  modes: Modes,
  timedAnywhere: boolean,
): Float64Array {
  const used = new Set(profiles.flatMap((p) => p.traveller.travel.map((t) => t.mode)))
  used.add('BUS')
  // To reckon the nearest of thousands we sort by latitude and look no further than the best so far.
  const order = places.flatMap((p, i) => (isKnown(p) ? [{ p, i }] : [])).sort((a, b) => a.p.lat - b.p.lat)
  const least = new Float64Array(places.length)
  if (timedAnywhere) return least
  for (const [n, { p, i }] of order.entries()) {
    let km = Infinity
    for (const step of [-1, 1])
      for (let j = n + step; j >= 0 && j < order.length; j += step) {
        const other = order[j]?.p ?? p
        if (Math.abs(other.lat - p.lat) * 111 > km) break
        km = Math.min(km, kmBetween(p, other))
      }
    if (km === Infinity || km < 0.06) continue
    least[i] = Infinity
    for (const mode of used) {
      const { kmh, roadFactor, extraMinutes } = modes[mode]
      const minutes = Math.ceil(extraMinutes + (Math.max(0, km * roadFactor - 0.051) / kmh) * 60 - 1e-9)
      least[i] = Math.min(least[i] as number, minutes)
    }
  }
  return least
}

/** No trip in the week takes longer: the diagonal of all places by the slowest mode anybody has. */
function mostMinutes(
  places: readonly (Position | undefined)[],
  profiles: readonly { readonly traveller: ReturnType<typeof travellerOf> }[],
  modes: Modes,
): number {
  const found = places.filter(isKnown)
  const lats = found.map((p) => p.lat)
  const lons = found.map((p) => p.lon)
  const least = (list: readonly number[]) => list.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (list: readonly number[]) => list.reduce((a, b) => Math.max(a, b), -Infinity)
  if (found.length < 2) return 0
  // The widest east–west span is at the latitude nearest the equator; 1% over covers what a sphere does to a diagonal.
  const lat =
    least(lats) < 0 && most(lats) > 0 ? 0 : Math.abs(least(lats)) < Math.abs(most(lats)) ? least(lats) : most(lats)
  const across = kmBetween({ lat, lon: least(lons) }, { lat, lon: most(lons) })
  const up = kmBetween({ lat: least(lats), lon: 0 }, { lat: most(lats), lon: 0 })
  const diagonal = (across + up) * 1.01
  const used = new Set(
    profiles.flatMap((p) => (p.traveller.travel.length ? p.traveller.travel.map((t) => t.mode) : ['BUS' as const])),
  )
  let minutes = 0
  for (const mode of used) {
    const { kmh, roadFactor, extraMinutes } = modes[mode]
    minutes = Math.max(minutes, Math.ceil(extraMinutes + ((diagonal * roadFactor + 0.1) / kmh) * 60))
  }
  return Math.min(FAR_OFF, minutes)
}

/** Columns that grow. */
class Columns {
  private size = 1024
  private length = 0
  private volunteer = new Int32Array(this.size)
  private task = new Int32Array(this.size)
  private start = new Int32Array(this.size)
  private minutes = new Int32Array(this.size)
  private at = new Int32Array(this.size)
  private points = new Float64Array(this.size)

  add(v: number, t: number, start: number, minutes: number, points: number, at: number): void {
    if (this.length === this.size) this.resize(this.size * 2)
    const i = this.length++
    this.volunteer[i] = v
    this.task[i] = t
    this.start[i] = start
    this.minutes[i] = minutes
    this.at[i] = at
    this.points[i] = points
  }

  private resize(size: number): void {
    this.size = size
    const ints = (old: Int32Array) => {
      const more = new Int32Array(size)
      more.set(old.subarray(0, size))
      return more
    }
    this.volunteer = ints(this.volunteer)
    this.task = ints(this.task)
    this.start = ints(this.start)
    this.minutes = ints(this.minutes)
    this.at = ints(this.at)
    const more = new Float64Array(size)
    more.set(this.points.subarray(0, size))
    this.points = more
  }

  done(): ArcColumns {
    this.resize(this.length)
    const { length, volunteer, task, start, minutes, at, points } = this
    return { length, volunteer, task, start, minutes, at, points }
  }
}
