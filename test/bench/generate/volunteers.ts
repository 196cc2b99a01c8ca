import { addDays, timeOfMinutes, type LocalDate, type Rng } from '../../../api/kernel/index.ts'
import type { Home, Making } from './network.ts'
import { somebody } from './people.ts'
import { insertRows, type Row } from './rows.ts'

/** A volunteer as far as giving them work goes. */
export interface Volunteer {
  readonly id: string
  readonly isActive: boolean
  readonly skills: ReadonlySet<string>
  /** Courses that are good for all the time that work is given in. */
  readonly trainings: ReadonlySet<string>
  /** The level of a check that is good all that time; null where there is none. */
  readonly check: string | null
  /** Usual hours, minutes since midnight. */
  readonly windows: readonly { readonly weekday: number; readonly from: number; readonly to: number }[]
  /** Days away, both included. */
  readonly away?: { readonly firstOn: LocalDate; readonly lastOn: LocalDate }
}

// What there is of each, and how much of it: about what a volunteer co-ordinator's sheet looks like.
const SKILLS = [
  ['LISTENING', 0.6],
  ['DRIVING', 0.55],
  ['COOKING', 0.4],
  ['DOGS', 0.35],
  ['DEMENTIA', 0.3],
  ['GARDENING', 0.3],
  ['FORMS', 0.2],
  ['DIGITAL', 0.2],
  ['DIY', 0.15],
  ['BEREAVEMENT', 0.1],
  ['END_OF_LIFE', 0.1],
  ['MOVING', 0.1],
] as const
const COURSES = [
  ['INDUCTION', 0.97],
  ['SAFEGUARDING_ADULTS', 0.92],
  ['LONE_VISITING', 0.75],
  ['DEMENTIA', 0.3],
  ['BEREAVEMENT', 0.12],
  ['MOVING', 0.15],
] as const
const LEVELS = ['ENHANCED_ADULT_BARRED', 'ENHANCED_ADULT_BARRED', 'ENHANCED', 'ENHANCED', 'ENHANCED', 'BASIC'] as const
const STATUSES = ['APPLIED', 'CHECKS', 'INDUCTION', 'PAUSED', 'LEFT'] as const
const KINDS = ['BEFRIENDING_VISIT', 'SHOPPING', 'RESPITE_SITTING', 'TRANSPORT_HEALTH', 'GARDENING', 'WALKING_COMPANION']
/** When people are free: mornings, afternoons, whole days, evenings. */
const HOURS = [
  [540, 780],
  [780, 1020],
  [570, 990],
  [1050, 1230],
] as const

/** Writes so many volunteers of an organisation with all that choosing among them looks at. Five in six are active. */
export async function recruit(making: Making, home: Home, count: number): Promise<Volunteer[]> {
  const { client, rng, newId, today } = making
  const rows = { people: [] as Row[], volunteers: [] as Row[], skills: [] as Row[], trainings: [] as Row[] }
  const more = { checks: [] as Row[], travel: [] as Row[], hours: [] as Row[], absences: [] as Row[] }
  const made: Volunteer[] = []
  for (let i = 0; i < count; i++) {
    const [personId, id] = [newId(), newId()]
    const isActive = rng.next() < 5 / 6
    rows.people.push({ id: personId, ...somebody(rng, { bornFrom: 1945, bornTo: 2004, withinKm: 10 }) })
    rows.volunteers.push({
      id,
      person_id: personId,
      organisation_id: home.organisationId,
      locality_id: rng.pick(home.localityIds),
      status: isActive ? 'ACTIVE' : rng.pick(STATUSES),
      ...preferences(rng),
      joined_on: addDays(today, -1200 + rng.int(900)),
      last_asked_at: rng.next() < 0.7 ? `${addDays(today, -1 - rng.int(90))}T10:00:00Z` : null,
      created_at: `${addDays(today, -1200)}T09:00:00Z`,
      version: 1,
    })
    const skills = SKILLS.filter(([, share]) => rng.next() < share).map(([skill]) => skill)
    for (const skill of skills) rows.skills.push({ volunteer_id: id, skill })

    const trainings = new Set<string>()
    for (const [course, share] of COURSES) {
      if (rng.next() >= share) continue
      // One in twelve has run out.
      const old = rng.next() < 1 / 12
      if (!old) trainings.add(course)
      const completed = addDays(today, old ? -1200 : -250 - rng.int(100))
      const until = course === 'INDUCTION' ? null : addDays(today, old ? -100 : 300)
      if (old && until === null) trainings.add(course)
      rows.trainings.push({ id: newId(), volunteer_id: id, course, completed_on: completed, until_on: until })
    }

    const chance = rng.next()
    const check = chance < 0.88 ? rng.pick(LEVELS) : null
    if (chance < 0.95)
      more.checks.push({
        id: newId(),
        volunteer_id: id,
        level: check ?? 'ENHANCED',
        issued_on: addDays(today, -1000),
        seen_by: 'office',
        // Those without a good one have one that ran out, or none at all.
        review_due_on: addDays(today, check === null ? -30 : 90 + rng.int(600)),
        decision: 'ACCEPTED',
        version: 1,
      })
    for (const [mode, share, km] of [
      ['DRIVE', 0.6, 20],
      ['BUS', 0.4, 12],
      ['CYCLE', 0.15, 8],
      ['WALK', 0.5, 3],
    ] as const)
      if (rng.next() < share) more.travel.push({ volunteer_id: id, mode, max_km: km - rng.int(Math.ceil(km / 3)) })

    const windows = hoursOf(rng)
    for (const { weekday, from, to } of windows)
      more.hours.push({
        id: newId(),
        volunteer_id: id,
        weekday,
        starts_at: timeOfMinutes(from),
        ends_at: timeOfMinutes(to),
      })
    const away =
      rng.next() < 0.1 ? { firstOn: addDays(today, rng.int(20)), lastOn: addDays(today, 20 + rng.int(20)) } : undefined
    if (away) more.absences.push({ id: newId(), volunteer_id: id, first_on: away.firstOn, last_on: away.lastOn })
    made.push({ id, isActive, skills: new Set(skills), trainings, check, windows, ...(away && { away }) })
  }
  const write = (table: string, list: readonly Row[]) => insertRows(client, table, Object.keys(list[0] ?? {}), list)
  await write('person', rows.people)
  await write('volunteer', rows.volunteers)
  await write('volunteer_skill', rows.skills)
  await write('volunteer_training', rows.trainings)
  await write('volunteer_check', more.checks)
  await write('volunteer_travel', more.travel)
  await write('availability', more.hours)
  await write('absence', more.absences)
  return made
}

/** What they said they want: hours, boundaries, kinds. */
function preferences(rng: Rng) {
  const hours = rng.pick([2, 3, 4, 6, 8])
  return {
    gender: rng.pick(['FEMALE', 'FEMALE', 'MALE', 'OTHER']),
    minutes_a_week: rng.next() < 0.8 ? hours * 60 : null,
    visits_a_week: rng.next() < 0.6 ? Math.max(2, hours - 1) : null,
    target_minutes_a_week: rng.next() < 0.5 ? hours * 40 : null,
    no_pets: rng.next() < 0.12,
    no_smoking: rng.next() < 0.3,
    no_stairs: rng.next() < 0.08,
    preferred_kinds: KINDS.filter(() => rng.next() < 0.25),
  }
}

/** Two to six windows on different days of the week. */
function hoursOf(rng: Rng) {
  const days = rng.shuffle([1, 2, 3, 4, 5, 6, 7]).slice(0, 2 + rng.int(5))
  return days.map((weekday) => {
    const [from, to] = rng.pick(HOURS)
    return { weekday, from, to }
  })
}
