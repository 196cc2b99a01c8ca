import { daysBetween, type Instant } from '../kernel/index.ts'
import { isWanted } from '../tasks/index.ts'
import { lastStartOf } from '../visits/index.ts'
import { suggest, type Failure, type PageRequest } from './core/index.ts'
import { askOf, candidateOf, openPlaces, weekVisits, type MatchRow } from './match-inputs.ts'
import { reasonOf, type ReasonFacts } from './reasons.ts'
import { standingOf } from './standing.rules.ts'

/** A volunteer and what is said for and against; UUIDs. */
export interface Suggested {
  readonly volunteerId: string
  readonly rank: number | null
  readonly fit: 'BEST' | 'GOOD' | 'POSSIBLE' | 'CLOSE'
  readonly reasonsFor: readonly ReasonFacts[]
  readonly reasonsAgainst: readonly ReasonFacts[]
  readonly missing: readonly ReasonFacts[]
  readonly points: number
  readonly distanceKm: number | null
  /** Visits Monday to Sunday of the week asked about. */
  readonly weekLoad: readonly number[]
}

export type MatchInputs = MatchRow & { ask: NonNullable<MatchRow['ask']> }

/**
 * Everybody who may be thought of, ranked or ruled out, with all reasons. Decided by the pure core from one statement's
 * rows. Throws RangeError for a cursor that is none of ours.
 * @param isNamed a visit was asked about, not the whole task
 */
export function suggestionsFrom(inputs: MatchInputs, page: PageRequest, isNamed: boolean, now: Instant) {
  const { candidates, result } = decide(inputs, page)
  const loads = new Map(inputs.volunteers.map((row) => [row.id, weekLoadOf(row, inputs.ask)]))
  const load = (id: string) => loads.get(id) ?? []
  const ranked = result.ranked.items.map((one): Suggested => ({
    volunteerId: one.volunteerId,
    rank: one.rank,
    fit: one.fit,
    reasonsFor: one.reasons.map(reasonOf),
    reasonsAgainst: one.cautions.map(reasonOf),
    missing: [],
    points: one.score,
    distanceKm: one.reasons.find((reason) => reason.code === 'NEAR')?.km ?? null,
    weekLoad: load(one.volunteerId),
  }))
  const close = result.close.map((one): Suggested => ({
    volunteerId: one.volunteerId,
    rank: null,
    fit: 'CLOSE',
    reasonsFor: [],
    reasonsAgainst: [],
    missing: [reasonOf(one.failure)],
    points: one.score,
    distanceKm: one.failure.code === 'TOO_FAR' ? one.failure.km : null,
    weekLoad: load(one.volunteerId),
  }))
  const asked = new Map(candidates.map((candidate) => [candidate.id, candidate.lastAskedAt ?? '']))
  return {
    taskId: inputs.ask.taskId,
    visitId: inputs.ask.visitId,
    standing: standing(inputs.ask, isNamed, now),
    ranked: pageOf(
      ranked,
      (one) => [-one.points, asked.get(one.volunteerId) ?? '', one.volunteerId],
      result.ranked.hasNext,
      page.after !== undefined,
    ),
    considered: candidates.length,
    ruledOutCount: result.ruledOut.total,
    ruledOutBecause: Object.entries(result.byMainReason).map(([code, count]) => ({ code, count })),
    close,
    inputs,
  }
}

function standing(ask: MatchInputs['ask'], isNamed: boolean, now: Instant) {
  const { taskStatus, visitStatus: status } = ask
  const visit = status !== null && {
    status,
    open: openPlaces(ask).length,
    isAhead: lastStartOf({ ...ask, occursOn: ask.on, startsAt: ask.from, windowEndsAt: ask.windowTo }) > now,
  }
  const task = { isDone: taskStatus === 'DONE', isWanted: taskStatus === 'REQUESTED' || isWanted(taskStatus) }
  return standingOf(task, visit || undefined, isNamed)
}

/** Who was ruled out, those with the fewest reasons first, and everything that stands against each. */
export function ruledOutFrom(inputs: MatchInputs, page: PageRequest) {
  const { result } = decide(inputs, { first: 0, ruledOut: page })
  const items = result.ruledOut.items.map(({ volunteerId, failures }) => ({
    volunteerId,
    missing: failures.map((failure: Failure) => reasonOf(failure)),
  }))
  return pageOf(
    items,
    (one) => [one.missing.length, '', one.volunteerId],
    result.ruledOut.hasNext,
    page.after !== undefined,
  )
}

function decide(inputs: MatchInputs, options: PageRequest & { ruledOut?: PageRequest }) {
  const candidates = inputs.volunteers.map((row) => candidateOf(row, inputs.ask))
  return { candidates, result: suggest(askOf(inputs.ask), candidates, options) }
}

type Row = MatchRow['volunteers'][number]
function weekLoadOf(row: Row, ask: MatchInputs['ask']): number[] {
  const days = [0, 0, 0, 0, 0, 0, 0]
  for (const { on } of weekVisits(row, ask)) {
    const day = daysBetween(ask.monday, on)
    days[day] = (days[day] ?? 0) + 1
  }
  return days
}

/** A page in the shape of a connection. The cursor is the core's own (`core/page.ts`), wrapped so that nobody reads it. */
function pageOf<T>(
  nodes: readonly T[],
  keyOf: (node: T) => readonly (string | number)[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
) {
  const edges = nodes.map((node) => ({ node, cursor: wrap(keyOf(node).join('~')) }))
  const startCursor = edges[0]?.cursor ?? null
  return {
    nodes,
    edges,
    pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor: edges.at(-1)?.cursor ?? null },
  }
}

const wrap = (cursor: string) => Buffer.from(cursor, 'utf8').toString('base64url')
/** The core's cursor in a wrapped one; the core refuses what is none. */
export const unwrap = (cursor: string): string => Buffer.from(cursor, 'base64url').toString('utf8')

/** Failures that no telephone call settles: nobody is asked against them. */
const cannotBeAsked: ReadonlySet<string> = new Set([
  'NOT_ACTIVE',
  'ALREADY_ON_IT',
  'RULE_MISSING',
  'BLOCKED',
  'CONSENT_MISSING',
  'CHECK_MISSING',
  'CHECK_WAITING',
  'CHECK_EXPIRED',
  'SKILL_MISSING',
  'TRAINING_MISSING',
  'TRAINING_EXPIRED',
])
export const isBar = (failure: { readonly code: string }): boolean => cannotBeAsked.has(failure.code)
