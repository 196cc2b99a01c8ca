import { evaluateArcs, type ArcsFile, type Assignment } from '../../api/matching/core/arcs/index.ts'

/** The best plan of a small file, by trying all of them: most required tasks first, then the greatest value. */
export function bestOfAll(file: ArcsFile): { required: number; value: number } {
  let best = { required: 0, value: 0 }
  let any = false
  const ways = file.tasks.map((task) => {
    const places = task.places ?? 1
    const mine = file.arcs.filter((a) => a.task === task.id)
    const all: Assignment[][] = [[]]
    for (const [i, a] of mine.entries()) {
      if (places === 1) all.push([a])
      else if (places === 2)
        for (const b of mine.slice(i + 1)) if (b.start === a.start && b.volunteer !== a.volunteer) all.push([a, b])
    }
    return all
  })
  const walk = (t: number, plan: Assignment[]): void => {
    const found = evaluateArcs(file, plan)
    const options = ways[t]
    // What is broken by a part of a plan is broken by the whole, but that a pin is still to come.
    if (found.violations.some((each) => !options || each.code !== 'PIN_MISSING')) return
    if (options) {
      for (const way of options) walk(t + 1, [...plan, ...way])
      return
    }
    const { requiredCovered: required, value } = found
    if (!any || required > best.required || (required === best.required && value > best.value))
      best = { required, value }
    any = true
  }
  walk(0, [])
  return best
}
