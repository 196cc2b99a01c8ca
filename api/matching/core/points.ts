import type { Ask, Candidate, Priority } from './model.ts'
import type { Judgement } from './judge.ts'
import type { PreparedAsk } from './prepared.ts'

/** The scale of everything soft: 100 points are one ordinary visit covered. */
export const POINTS = {
  visit: 100,
  continuity: 30,
  nearness: 12,
  scarceSkillLeftFree: 8,
  preference: 6,
  language: 6,
  gender: 6,
  newFace: -12,
  overTargetAnHour: -4,
  overTargetAnHourBeyond: -10,
  /** Times the target from which the higher price holds. */
  beyond: 1.4,
} as const

/** What urgency multiplies the value of a covered visit by. It is the same for every volunteer: it moves plans, not ranks. */
export const URGENCY: Record<Priority, number> = { URGENT: 2, SOON: 1.5, ROUTINE: 1 }

/** What covering the ask is worth. */
export const valueOf = (ask: Ask): number => POINTS.visit * URGENCY[ask.priority]

/** The outer ring of the map, ten miles: from there on nothing is near. */
export const NOTHING_NEAR_KM = 16

/** Points of one pair, by part. Absent parts are 0. */
export interface PairPoints {
  readonly continuity: number
  readonly nearness: number
  readonly scarceSkillLeftFree: number
  readonly preference: number
  readonly language: number
  readonly gender: number
  readonly newFace: number
  readonly overTarget: number
}

/** How scarce each skill is among those who could be asked: 1 where one person has it, 0 where half or more do. */
export type Scarcity = ReadonlyMap<string, { readonly scarcity: number; readonly holders: number }>

/** Reckons scarcity over the active volunteers of a list. */
export function scarcityAmong(volunteers: readonly Candidate[]): Scarcity {
  const holders = new Map<string, number>()
  let active = 0
  for (const v of volunteers) {
    if (v.status !== 'ACTIVE') continue
    active++
    for (const [i, skill] of v.skills.entries())
      if (v.skills.indexOf(skill) === i) holders.set(skill, (holders.get(skill) ?? 0) + 1)
  }
  return new Map(
    Array.from(holders, ([skill, n]) => [
      skill,
      { holders: n, scarcity: active < 2 ? 0 : Math.max(0, 1 - (2 * (n - 1)) / (active - 1)) },
    ]),
  )
}

/** The scarcest skill a volunteer has that the ask does not need: it is tied up while they are there. */
export function scarcestTiedUp(ask: Ask, volunteer: Candidate, scarcity: Scarcity) {
  let worst: { skill: string; scarcity: number; holders: number } | undefined
  for (const skill of volunteer.skills) {
    const known = scarcity.get(skill)
    if (!known || known.scarcity === 0 || ask.needs.skills.includes(skill)) continue
    if (!worst || known.scarcity > worst.scarcity || (known.scarcity === worst.scarcity && skill < worst.skill))
      worst = { skill, ...known }
  }
  return worst
}

/** What a week of so many minutes costs a volunteer whose own target is `target` minutes; 0 or less. */
export function overTargetPoints(minutes: number, target: number): number {
  const beyond = target * POINTS.beyond
  const low = Math.max(0, Math.min(minutes, beyond) - target) / 60
  const high = Math.max(0, minutes - beyond) / 60
  return low * POINTS.overTargetAnHour + high * POINTS.overTargetAnHourBeyond
}

/** How known a face is after so many visits: half after one, three quarters after two, never quite all. */
export const familiarity = (visits: number): number => (visits > 0 ? 1 - 0.5 ** visits : 0)

// To a hundredth, so that two pairs that differ by rounding alone are a tie, and what is shown adds up.
const hundredths = (points: number) => Math.round(points * 100) / 100 + 0

/** The soft points of a pair, each a part between 0 and 1 of what POINTS gives it (the last two are costs). */
export function pointsOf(
  { ask, monday, starts }: PreparedAsk,
  volunteer: Candidate,
  judgement: Judgement,
  scarcity: Scarcity,
): PairPoints {
  const times = volunteer.visitsWith[ask.personId] ?? 0
  const tiedUp = scarcestTiedUp(ask, volunteer, scarcity)
  const { trip } = judgement
  const booked = volunteer.weeks[monday]?.minutes ?? 0
  const minutes = starts?.minutes ?? ask.minutes
  const target = volunteer.targetMinutesAWeek
  const { language, gender } = ask.prefers
  return {
    continuity: hundredths(POINTS.continuity * familiarity(times)),
    nearness: trip ? hundredths(POINTS.nearness * Math.max(0, 1 - trip.km / NOTHING_NEAR_KM)) : 0,
    scarceSkillLeftFree: hundredths(POINTS.scarceSkillLeftFree * (1 - (tiedUp?.scarcity ?? 0))),
    preference: volunteer.preferredKinds.includes(ask.kind) ? POINTS.preference : 0,
    language: language !== undefined && volunteer.languages.includes(language) ? POINTS.language : 0,
    gender: gender !== undefined && volunteer.gender === gender ? POINTS.gender : 0,
    newFace: times === 0 && ask.facesKnown > 0 ? POINTS.newFace : 0,
    overTarget:
      target === undefined
        ? 0
        : hundredths(overTargetPoints(booked + minutes, target) - overTargetPoints(booked, target)),
  }
}

/** The sum of the parts, to a hundredth. */
export function scoreOf(p: PairPoints): number {
  const sum =
    p.continuity + p.nearness + p.scarceSkillLeftFree + p.preference + p.language + p.gender + p.newFace + p.overTarget
  return hundredths(sum)
}
