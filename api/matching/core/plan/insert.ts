import type { Problem } from './problem.ts'
import type { State } from './state.ts'

/** The best way to cover a task with nothing moved: its arcs, and what it adds without the task's own value. */
export interface Insertion {
  readonly arcs: readonly number[]
  readonly gain: number
}

/**
 * The best way to cover task `t` now, moving nothing; undefined where none fits. Of equals the first in the order of the
 * arcs. `butNot` is an arc that is not wanted.
 */
export function bestInsertion(state: State, t: number, butNot = -1): Insertion | undefined {
  const { p } = state
  if ((p.places[t] as number) > 1) return bestTeam(state, t)
  let best = -1
  let gain = -Infinity
  const to = p.taskFrom[t + 1] as number
  for (let a = p.taskFrom[t] as number; a < to; a++) {
    // Arcs stand with the greatest points first, and what is reckoned beside only takes away.
    if ((p.arcGuide[a] as number) <= gain) break
    if (a === butNot || !state.fits(a)) continue
    const g = state.gain(a)
    if (g > gain) {
      gain = g
      best = a
    }
  }
  return best < 0 ? undefined : { arcs: [best], gain }
}

/** For tasks with several places: for each start its best volunteers, and of those the best start. */
export function bestTeam(state: State, t: number, must: readonly number[] = []): Insertion | undefined {
  const { p } = state
  const places = p.places[t] as number
  const byOption = new Map<number, { arc: number; gain: number }[]>()
  const option = must.length > 0 ? p.arcOption[must[0] as number] : undefined
  for (let a = p.taskFrom[t] as number; a < (p.taskFrom[t + 1] as number); a++) {
    const o = p.arcOption[a] as number
    if ((option !== undefined && o !== option) || must.includes(a) || !state.fits(a)) continue
    const list = byOption.get(o)
    const entry = { arc: a, gain: state.gain(a) }
    if (list) list.push(entry)
    else byOption.set(o, [entry])
  }
  if (option !== undefined && must.length === places) byOption.set(option, [])
  let best: Insertion | undefined
  for (const list of byOption.values()) {
    if (list.length + must.length < places) continue
    list.sort((x, y) => y.gain - x.gain || x.arc - y.arc)
    const team = list.slice(0, places - must.length)
    const arcs = [...must, ...team.map((x) => x.arc)]
    // Two new faces at once: every one after the first is a new face for the person.
    const gain = teamGain(state, arcs)
    if (!best || gain > best.gain) best = { arcs, gain }
  }
  return best
}

function teamGain(state: State, arcs: readonly number[]): number {
  const { p } = state
  let gain = 0
  let newFaces = 0
  for (const a of arcs) {
    gain += state.gain(a)
    const pair = p.arcPair[a] as number
    if (pair >= 0 && state.pairCount[pair] === 0) newFaces++
  }
  const pair = p.arcPair[arcs[0] as number] as number
  if (pair >= 0 && newFaces > 1 && state.faces[p.pairPerson[pair] as number] === 0)
    gain -= (newFaces - 1) * p.facePenalty
  return gain
}

/** What a required task counts for while searching: more than all that could be gained by leaving it. */
export function requiredBonus(p: Problem): number {
  let most = p.facePenalty
  for (let t = 0; t < p.tasks; t++) most = Math.max(most, Math.abs(p.value[t] as number))
  let points = 0
  for (let a = 0; a < p.arcs; a++) points = Math.max(points, Math.abs(p.arcGuide[a] as number))
  return 20 * (most + points + p.facePenalty + 1)
}
