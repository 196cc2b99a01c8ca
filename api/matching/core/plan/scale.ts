import type { Problem } from './problem.ts'

/** What a task is commonly worth: the median of its value by place with its best points, or their spread if required. */
export function scaleOf(p: Problem): number {
  const list: number[] = []
  for (let t = 0; t < p.tasks; t++) {
    const from = p.taskFrom[t] as number
    const to = p.taskFrom[t + 1] as number
    if (from === to) continue
    const best = p.arcGuide[from] as number
    const spread = best - (p.arcGuide[to - 1] as number)
    const worth = (p.value[t] as number) / (p.places[t] as number) + best
    list.push(p.required[t] === 1 ? Math.max(spread, p.facePenalty) : Math.max(worth, spread / 4, p.facePenalty))
  }
  list.sort((a, b) => a - b)
  return Math.max(1e-6, list[list.length >> 1] ?? 1)
}
