import { judge, prepareAsk, explain, pointsOf, scarcityAmong, scoreOf, suggest } from '../core/index.ts'
import { whyNot } from '../core/proposal/index.ts'
import { askOf, candidateOf, openPlaces } from '../match-inputs.ts'
import { reasonOf } from '../reasons.ts'
import type { MatchInputs } from '../suggest-volunteers.ts'
import { asksOf, candidateOfWeek, type WeekRow } from './week-inputs.ts'

/** One volunteer held against one task or visit: everything for, against and missing, and the points by part. */
export function explainPair(inputs: MatchInputs, volunteerId: string) {
  const candidates = inputs.volunteers.map((row) => candidateOf(row, inputs.ask))
  const volunteer = candidates.find(({ id }) => id === volunteerId)
  if (!volunteer) return undefined
  const prepared = prepareAsk(askOf(inputs.ask))
  const judgement = judge(prepared.ask, volunteer)
  const scarcity = scarcityAmong(candidates)
  const { reasons, cautions } = explain(prepared, volunteer, judgement, scarcity)
  const points = pointsOf(prepared, volunteer, judgement, scarcity)
  return {
    taskId: inputs.ask.taskId,
    visitId: inputs.ask.visitId,
    volunteerId,
    may: judgement.failures.length === 0,
    reasonsFor: reasons.map(reasonOf),
    reasonsAgainst: cautions.map(reasonOf),
    missing: judgement.failures.map(reasonOf),
    points: scoreOf(points),
    parts: Object.entries(points).map(([part, value]) => ({ part, points: value as number })),
  }
}

/** Why nobody is on it: what rules people out, counted, and the smallest change that would fill it. */
export function whyUnfilledOf(inputs: MatchInputs) {
  const candidates = inputs.volunteers.map((row) => candidateOf(row, inputs.ask))
  const result = suggest(askOf(inputs.ask), candidates, { first: 1 })
  const [nearest] = result.close
  return {
    taskId: inputs.ask.taskId,
    visitId: inputs.ask.visitId,
    considered: candidates.length,
    able: candidates.length - result.ruledOut.total,
    because: Object.entries(result.byMainReason).map(([code, count]) => ({ code, count })),
    smallestChange: nearest ? { volunteerId: nearest.volunteerId, missing: reasonOf(nearest.failure) } : null,
  }
}

/** Why a volunteer is not on a visit of this week: what is missing, or which visits of theirs would need somebody. */
export function whyNotOf(row: WeekRow, visitId: string, volunteerId: string) {
  const visit = row.visits.find((each) => each.visitId === visitId)
  const theirs = row.volunteers.find(({ id }) => id === volunteerId)
  if (!visit || !theirs) return undefined
  const open = openPlaces(visit)
  const scarcity = scarcityAmong(row.volunteers.map((each) => candidateOfWeek(each, row.monday, new Set())))
  const byId = new Map(row.visits.map((each) => [each.visitId, each]))
  const promised = theirs.visits
    .filter((each) => each.visitId !== visitId && byId.has(each.visitId))
    .map((each) => {
      const other = byId.get(each.visitId)
      const [ask] = other ? asksOf({ ...other, held: [] }, [1]) : []
      return { visitId: each.visitId, minutes: each.minutes, ...(ask && { ask }) }
    })
  const places = open.length > 0 ? open.slice(0, 1) : [1]
  const held = open.length > 0 ? visit.held : []
  const answer = whyNot(
    asksOf({ ...visit, held }, places),
    candidateOfWeek(theirs, row.monday, new Set()),
    row.monday,
    promised,
    scarcity,
  )
  return {
    visitId,
    volunteerId,
    may: answer.kind === 'MAY',
    missing: answer.kind === 'MAY' ? [] : answer.failures.map(reasonOf),
    displacedIds: answer.kind === 'DISPLACES' ? answer.visitIds : [],
    net: answer.kind === 'DISPLACES' ? answer.net : null,
  }
}
