import type { ProblemParts } from './problem.ts'

/** Rows of arcs that some plan can hold: alone within the limits, and enough of them for all places of an option. */
export function usefulArcs(parts: ProblemParts, pinned: ReadonlySet<number>, isPinned: Uint8Array): Int32Array {
  const { arcs, maxMinutes, maxVisits, places } = parts
  const pinnedStart = new Map<number, number>()
  const pinsOf = new Map<number, number>()
  for (const row of pinned) {
    const t = arcs.task[row] as number
    pinnedStart.set(t, arcs.start[row] as number)
    pinsOf.set(t, (pinsOf.get(t) ?? 0) + 1)
  }
  const rows = new Int32Array(arcs.length)
  let n = 0
  for (let row = 0; row < arcs.length; row++) {
    const v = arcs.volunteer[row] as number
    const t = arcs.task[row] as number
    if ((maxVisits[v] as number) < 1 || (arcs.minutes[row] as number) > (maxMinutes[v] as number)) continue
    // A pinned task is at its pin's start, and complete with its pins or short of some.
    if (isPinned[t] === 1 && !pinned.has(row)) {
      if (pinnedStart.get(t) !== arcs.start[row] || pinsOf.get(t) === places[t]) continue
    }
    rows[n++] = row
  }
  const alone = rows.subarray(0, n)
  if (!places.some((each) => each > 1)) return alone.slice()
  const count = new Map<number, Map<number, number>>()
  for (const row of alone) {
    const t = arcs.task[row] as number
    if (places[t] === 1) continue
    let byStart = count.get(t)
    if (!byStart) count.set(t, (byStart = new Map()))
    const start = arcs.start[row] as number
    byStart.set(start, (byStart.get(start) ?? 0) + 1)
  }
  return alone.filter((row) => {
    const t = arcs.task[row] as number
    const needed = places[t] as number
    return needed === 1 || (count.get(t)?.get(arcs.start[row] as number) ?? 0) >= needed
  })
}

/** Where each value of a column begins when its rows are sorted by it: `n` + 1 numbers. */
export function ranges(column: Int32Array, n: number, rows?: Int32Array): Int32Array {
  const from = new Int32Array(n + 1)
  const count = (x: number) => (from[x + 1] = (from[x + 1] as number) + 1)
  if (rows) for (const row of rows) count(column[row] as number)
  else for (const x of column) count(x)
  for (let i = 0; i < n; i++) from[i + 1] = (from[i + 1] as number) + (from[i] as number)
  return from
}

export function numberOptions(taskFrom: Int32Array, arcStart: Int32Array) {
  const arcOption = new Int32Array(arcStart.length)
  let options = 0
  for (let t = 0; t + 1 < taskFrom.length; t++) {
    const seen = new Map<number, number>()
    for (let a = taskFrom[t] as number; a < (taskFrom[t + 1] as number); a++) {
      const start = arcStart[a] as number
      const known = seen.get(start)
      if (known === undefined) seen.set(start, options)
      arcOption[a] = known ?? options++
    }
  }
  return { arcOption, options }
}

/** Numbers the pairs of a volunteer and a person who may see a second face; there are none where one visit is all. */
export function numberPairs(
  arcTask: Int32Array,
  arcVolunteer: Int32Array,
  taskFrom: Int32Array,
  person: Int32Array,
  places: Int32Array,
  volunteers: number,
) {
  const visits = new Map<number, number>()
  for (let t = 0; t + 1 < taskFrom.length; t++) {
    const p = person[t] as number
    if (p >= 0 && taskFrom[t] !== taskFrom[t + 1]) visits.set(p, (visits.get(p) ?? 0) + (places[t] as number))
  }
  const arcPair = new Int32Array(arcTask.length).fill(-1)
  const pairPerson: number[] = []
  // Person by person, so that a row of volunteers will do for a map of pairs.
  const tasksOf = new Map<number, number[]>()
  for (let t = 0; t + 1 < taskFrom.length; t++) {
    const p = person[t] as number
    if (p < 0 || (visits.get(p) ?? 0) < 2) continue
    const list = tasksOf.get(p)
    if (list) list.push(t)
    else tasksOf.set(p, [t])
  }
  const pairOf = new Int32Array(volunteers)
  const personOf = new Int32Array(volunteers).fill(-1)
  for (const [p, tasks] of tasksOf)
    for (const t of tasks)
      for (let a = taskFrom[t] as number; a < (taskFrom[t + 1] as number); a++) {
        const v = arcVolunteer[a] as number
        if (personOf[v] !== p) {
          personOf[v] = p
          pairOf[v] = pairPerson.length
          pairPerson.push(p)
        }
        arcPair[a] = pairOf[v] as number
      }
  return { arcPair, pairs: pairPerson.length, pairPerson: Int32Array.from(pairPerson) }
}
