import { FileRefused } from '../arcs/format.ts'
import type { ProblemParts } from './problem.ts'

/**
 * Refuses pins that contradict each other or a hard rule: no plan could hold them. `rows` are the pins' arcs in the order
 * of the file.
 *
 * @throws FileRefused naming the pin
 */
export function checkPins(parts: ProblemParts, rows: readonly number[]): void {
  const { arcs, travel, places, maxMinutes, maxVisits } = parts
  const task = (row: number) => arcs.task[row] as number
  const volunteer = (row: number) => arcs.volunteer[row] as number
  const minutes = (row: number) => arcs.minutes[row] as number
  const inTurn = (a: number, b: number) => {
    const gap = (arcs.start[b] as number) - (arcs.start[a] as number) - minutes(a)
    return gap >= 0 && gap >= travel.minutes(volunteer(a), arcs.at[a] as number, arcs.at[b] as number)
  }
  const isTimed = (row: number) => (arcs.start[row] as number) >= 0
  const first = new Map<number, number>()
  for (const [i, row] of rows.entries()) {
    if (first.has(row)) continue
    const refuse = (why: string): never => {
      throw new FileRefused(`pins[${i}]`, why)
    }
    const before = [...first]
    const sameTask = before.filter(([other]) => task(other) === task(row))
    for (const [other, at] of sameTask) {
      if (arcs.start[other] !== arcs.start[row]) refuse(`pins the task at another start than pins[${at}]`)
      if (volunteer(other) === volunteer(row)) refuse(`pins the same volunteer to one task as pins[${at}]`)
    }
    const needed = places[task(row)] as number
    if (sameTask.length >= needed)
      refuse(`the task has ${needed} place${needed === 1 ? '' : 's'}, and as many are pinned already`)
    const mine = before.filter(([other]) => volunteer(other) === volunteer(row))
    for (const [other, at] of mine)
      if (isTimed(row) && isTimed(other) && !inTurn(other, row) && !inTurn(row, other))
        refuse(`overlaps pins[${at}] of the same volunteer, travel included`)
    const v = volunteer(row)
    const sum = mine.reduce((total, [other]) => total + minutes(other), minutes(row))
    if (sum > (maxMinutes[v] as number)) refuse(`pins ${sum} minutes to a volunteer whose limit is ${maxMinutes[v]}`)
    if (mine.length + 1 > (maxVisits[v] as number))
      refuse(`pins ${mine.length + 1} visits to a volunteer whose limit is ${maxVisits[v]}`)
    first.set(row, i)
  }
}
