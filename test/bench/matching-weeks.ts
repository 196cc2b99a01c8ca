import { seededRng, type Position, type Rng } from '../../api/kernel/index.ts'
import type { WeekFile, WeekTask, WeekVolunteer } from '../../api/matching/core/week/format.ts'

/** What a generated week is like. README.md of this folder tells where the shares come from. */
export interface WeekSize {
  readonly name: string
  readonly volunteers: number
  readonly visits: number
  readonly setting: 'urban' | 'rural'
}

const MONDAY = '2026-11-23'
const CENTRE = { lat: 51.47, lon: -2.59 }
/** Inhabitants a square kilometre and the people of the area for each visit of the week (30,000 for 400). */
const DENSITY = { urban: 4400, rural: 350 }
const PEOPLE_A_VISIT = 75

/**
 * A week of a locality, from a seed: homes thicker towards the middle and around a few centres, half-day hours, kinds of
 * visit with their usual lengths and needs, people with one to four visits and some who know their volunteers. Hours on
 * offer are about a quarter more than hours asked for, and lie unevenly, so that about one visit in twelve stays open.
 */
export function generatedWeek(size: WeekSize, seed: number, prefix = ''): WeekFile {
  const rng = seededRng(`${size.name} ${size.setting} ${seed}`)
  const area = (size.visits * PEOPLE_A_VISIT) / DENSITY[size.setting]
  const where = homes(rng, Math.sqrt(area / Math.PI))
  const volunteers = Array.from({ length: size.volunteers }, (_, i) =>
    aVolunteer(rng, `${prefix}v${String(i).padStart(5, '0')}`, where(), size.setting),
  )
  const tasks: WeekTask[] = []
  const known: { volunteer: string; person: string; visits: number }[] = []
  const declined: { volunteer: string; person: string }[] = []
  for (let n = 0; tasks.length < size.visits; n++) {
    const person = `${prefix}p${String(n).padStart(5, '0')}`
    const home = where()
    const visits = Math.min(size.visits - tasks.length, pickBy(rng, [1, 2, 3, 4], [40, 30, 20, 10]))
    const needs = personNeeds(rng)
    for (let i = 0; i < visits; i++) {
      const id = `${prefix}t${String(tasks.length).padStart(6, '0')}`
      tasks.push(aTask(rng, id, person, home, needs, size.setting))
    }
    if (rng.next() < 0.6)
      for (const v of nearest(rng, volunteers, home, pickBy(rng, [1, 2, 3], [50, 35, 15])))
        known.push({ volunteer: v.id, person, visits: 1 + rng.int(8) })
    if (rng.next() < 0.03) declined.push({ volunteer: rng.pick(volunteers).id, person })
  }
  return { format: 'alongside-week/1', monday: MONDAY, stepMinutes: 30, volunteers, tasks, known, declined }
}

function pickBy<T>(rng: Rng, values: readonly T[], weights: readonly number[]): T {
  let left = rng.next() * weights.reduce((a, b) => a + b, 0)
  for (const [i, value] of values.entries()) {
    left -= weights[i] ?? 0
    if (left < 0) return value
  }
  return values.at(-1) as T
}

/** Homes: a third anywhere, the others around one of a few centres. */
function homes(rng: Rng, radiusKm: number): () => Position {
  const anywhere = (scale: number) => {
    const r = radiusKm * scale * Math.sqrt(rng.next())
    const angle = rng.next() * 2 * Math.PI
    return [r * Math.cos(angle), r * Math.sin(angle)] as const
  }
  const centres = Array.from({ length: 2 + Math.round(radiusKm / 2) }, () => anywhere(0.8))
  return () => {
    let [x, y] = anywhere(1)
    if (rng.next() < 0.67) {
      const centre = rng.pick(centres)
      const spread = radiusKm * 0.18
      x = centre[0] + (rng.next() + rng.next() - 1) * spread * 1.5
      y = centre[1] + (rng.next() + rng.next() - 1) * spread * 1.5
    }
    const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4
    return { lat: round(CENTRE.lat + y / 111.2), lon: round(CENTRE.lon + x / (111.2 * 0.6229)) }
  }
}

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const BLOCKS = [
  [9 * 60, 13 * 60],
  [13 * 60, 17 * 60],
  [17 * 60, 20 * 60],
] as const

function aVolunteer(rng: Rng, id: string, home: Position, setting: WeekSize['setting']): WeekVolunteer {
  const chance = (p: number) => rng.next() < p
  const blocks = pickBy(rng, [1, 2, 3, 4, 6], [15, 30, 25, 20, 10])
  const availability: WeekVolunteer['availability'][number][] = []
  for (let i = 0; i < blocks; i++) {
    const [from, to] = pickBy(rng, BLOCKS, [45, 40, 15])
    const weekday = pickBy(rng, [1, 2, 3, 4, 5, 6, 7], [17, 18, 18, 17, 15, 9, 6])
    const late = 30 * rng.int(3)
    availability.push({ weekday, from: time(from + late), to: time(to) })
  }
  const maxMinutes = pickBy(rng, [120, 180, 240, 360, 480], [15, 25, 30, 20, 10])
  const rural = setting === 'rural'
  const mode = pickBy(rng, ['DRIVE', 'BUS', 'CYCLE', 'WALK'] as const, rural ? [82, 6, 6, 6] : [50, 20, 12, 18])
  const maxKm = { DRIVE: rural ? 20 : 8, BUS: 7, CYCLE: 6, WALK: 2.5 }[mode]
  const travel = [{ mode, maxKm }]
  if (mode !== 'WALK' && chance(0.5)) travel.push({ mode: 'WALK', maxKm: 1.5 })
  const skills = ['DEMENTIA', 'MOVING', 'DRIVING', 'GARDENING'].filter(
    (s) =>
      chance({ DEMENTIA: 0.35, MOVING: 0.2, DRIVING: 0.8, GARDENING: 0.15 }[s] ?? 0) &&
      (s !== 'DRIVING' || mode === 'DRIVE'),
  )
  const level = pickBy(rng, ['ENHANCED', 'BASIC', 'NONE'], [80, 13, 7])
  return {
    id,
    skills,
    trainings: chance(0.96) ? [{ course: 'INDUCTION' }] : [],
    checks: level === 'NONE' ? [] : [{ level, until: chance(0.97) ? '2028-01-31' : '2026-11-25' }],
    languages: ['en', ...['pa', 'ur', 'pl'].filter(() => chance(0.06))],
    gender: chance(0.66) ? 'FEMALE' : 'MALE',
    home,
    travel,
    availability,
    ...(chance(0.04) && { absences: [{ firstOn: '2026-11-23', lastOn: '2026-11-25' }] }),
    maxMinutes,
    maxVisits: pickBy(rng, [2, 3, 4, 6], [20, 35, 30, 15]),
    targetMinutes: Math.round((maxMinutes * 0.7) / 15) * 15,
    avoids: (['PETS', 'SMOKING', 'STAIRS'] as const).filter((b) =>
      chance({ PETS: 0.1, SMOKING: 0.2, STAIRS: 0.05 }[b]),
    ),
    prefers: [
      pickBy(
        rng,
        KINDS.map((k) => k.kind),
        KINDS.map((k) => k.share),
      ),
    ],
  }
}

const KINDS = [
  { kind: 'RESPITE_SITTING', share: 26, minutes: [120, 180], check: 'ENHANCED', places: 1, byPhone: false },
  { kind: 'BEFRIENDING', share: 28, minutes: [60, 60, 90], check: 'ENHANCED', places: 1, byPhone: false },
  { kind: 'SHOPPING', share: 18, minutes: [45, 60], check: 'BASIC', places: 1, byPhone: false },
  { kind: 'TRANSPORT', share: 12, minutes: [90, 120], check: 'ENHANCED', places: 1, byPhone: false, skill: 'DRIVING' },
  { kind: 'PHONE_CALL', share: 10, minutes: [30], check: 'BASIC', places: 1, byPhone: true },
  { kind: 'MOVING_HELP', share: 6, minutes: [60], check: 'ENHANCED', places: 2, byPhone: false, skill: 'MOVING' },
] as const

function personNeeds(rng: Rng) {
  const chance = (p: number) => rng.next() < p
  return {
    dementia: chance(0.18),
    language: chance(0.05) ? rng.pick(['pa', 'ur', 'pl']) : undefined,
    languageNeeded: chance(0.4),
    gender: chance(0.15) ? ('FEMALE' as const) : undefined,
    genderNeeded: chance(0.4),
    has: (['PETS', 'SMOKING', 'STAIRS'] as const).filter((b) => chance({ PETS: 0.3, SMOKING: 0.15, STAIRS: 0.3 }[b])),
  }
}

function aTask(
  rng: Rng,
  id: string,
  person: string,
  home: Position,
  who: ReturnType<typeof personNeeds>,
  setting: WeekSize['setting'],
): WeekTask {
  const kind = pickBy(
    rng,
    KINDS,
    KINDS.map((k) => k.share),
  )
  const minutes = rng.pick<number>(kind.minutes)
  const skills = [...('skill' in kind ? [kind.skill] : []), ...(who.dementia && !kind.byPhone ? ['DEMENTIA'] : [])]
  const when =
    kind.byPhone || (kind.kind === 'SHOPPING' && rng.next() < 0.4) ? 'any' : pickBy(rng, ['at', 'within'], [45, 55])
  const weekday = pickBy(rng, [1, 2, 3, 4, 5, 6, 7], [18, 18, 18, 18, 16, 7, 5])
  const from = 9 * 60 + 30 * rng.int(Math.floor((20 * 60 - 9 * 60 - minutes) / 30))
  const to =
    when === 'at' ? from + minutes : Math.min(20 * 60, from + minutes + pickBy(rng, [60, 120, 180], [35, 40, 25]))
  return {
    id,
    kind: kind.kind,
    person,
    place: home,
    area: setting,
    ...(kind.byPhone && { byPhone: true }),
    minutes,
    ...(when !== 'any' && { windows: [{ weekday, from: time(from), to: time(to) }] }),
    places: kind.places,
    priority: pickBy(rng, ['URGENT', 'SOON', 'ROUTINE'] as const, [5, 15, 80]),
    needs: {
      skills,
      trainings: ['INDUCTION'],
      check: kind.check,
      ...(who.language && who.languageNeeded && { language: who.language }),
      ...(who.gender && who.genderNeeded && { gender: who.gender }),
    },
    prefers: {
      ...(who.language && !who.languageNeeded && { language: who.language }),
      ...(who.gender && !who.genderNeeded && { gender: who.gender }),
    },
    has: who.has,
  }
}

/** Some of the volunteers who live close by: those a person is likely to have met. */
function nearest(rng: Rng, volunteers: readonly WeekVolunteer[], home: Position, count: number): WeekVolunteer[] {
  const sample = Array.from({ length: 60 }, () => rng.pick(volunteers))
  const off = (v: WeekVolunteer) =>
    v.home ? (v.home.lat - home.lat) ** 2 + ((v.home.lon - home.lon) * 0.6229) ** 2 : Infinity
  return [...new Set(sample)].sort((a, b) => off(a) - off(b)).slice(0, count)
}

/** Sizes of the design: inhabitants 30,000, 75,000 and 375,000 by 75 for each visit. */
export const SIZES = {
  neighbourhood: { name: 'neighbourhood', volunteers: 150, visits: 400 },
  thousand: { name: 'thousand', volunteers: 380, visits: 1000 },
  borough: { name: 'borough', volunteers: 2000, visits: 5000 },
} as const
