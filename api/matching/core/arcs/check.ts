import {
  amount,
  amountOfPoints,
  id,
  isWhole,
  list,
  MOST_MINUTES,
  object,
  optional,
  points,
  show,
  unique,
  whole,
} from './fields.ts'
import { FileRefused, type ArcsFile } from './format.ts'

/**
 * Reads a parsed JSON value as `alongside-arcs/1`, or says what is wrong with it. Fields of other names are ignored.
 *
 * @throws FileRefused naming the path of the first record that is wrong; ids and values are shown, shortened
 */
export function readArcs(json: unknown): ArcsFile {
  const file = object(json, '')
  if (file['format'] !== 'alongside-arcs/1')
    throw new FileRefused('format', `must be "alongside-arcs/1"; it is ${show(file['format'])}`)
  const volunteers = list(file['volunteers'], 'volunteers')
  const tasks = list(file['tasks'], 'tasks')
  const arcs = list(file['arcs'], 'arcs')
  const places = checkTravel(file['travelMinutes'])
  const volunteerIds = new Map<string, number>()
  volunteers.forEach((each, i) => {
    const path = `volunteers[${i}]`
    const v = object(each, path)
    unique(id(v['id'], `${path}.id`), volunteerIds, i, path, 'volunteers')
    optional(v['maxMinutes'], `${path}.maxMinutes`, amount)
    optional(v['maxVisits'], `${path}.maxVisits`, whole)
    optional(v['targetMinutes'], `${path}.targetMinutes`, amount)
  })
  const taskIds = new Map<string, number>()
  tasks.forEach((each, i) => {
    const path = `tasks[${i}]`
    const t = object(each, path)
    unique(id(t['id'], `${path}.id`), taskIds, i, path, 'tasks')
    points(t['value'], `${path}.value`)
    optional(t['places'], `${path}.places`, (x, p) => {
      if (whole(x, p) === 0) throw new FileRefused(p, 'must be at least 1')
    })
    optional(t['person'], `${path}.person`, id)
    optional(t['required'], `${path}.required`, (x, p) => {
      if (typeof x !== 'boolean') throw new FileRefused(p, `must be true or false; it is ${show(x)}`)
    })
  })
  checkArcs(arcs, volunteerIds, taskIds, places)
  optional(file['facePenalty'], 'facePenalty', amountOfPoints)
  optional(file['keepBonus'], 'keepBonus', amountOfPoints)
  optional(file['overTarget'], 'overTarget', (x, path) => {
    const over = object(x, path)
    amountOfPoints(over['pointsPerHour'], `${path}.pointsPerHour`)
    amountOfPoints(over['pointsPerHourBeyond'], `${path}.pointsPerHourBeyond`)
    if (amountOfPoints(over['beyond'], `${path}.beyond`) < 1)
      throw new FileRefused(`${path}.beyond`, 'must be at least 1')
  })
  for (const name of ['pins', 'previous'])
    optional(file[name], name, (x) => {
      list(x, name).forEach((each, i) => checkAssignment(each, `${name}[${i}]`))
    })
  return json as ArcsFile
}

function checkArcs(
  arcs: readonly unknown[],
  volunteers: ReadonlyMap<string, number>,
  tasks: ReadonlyMap<string, number>,
  places: number,
): void {
  // One set a task of (volunteer, start) as one number: strings of a million arcs would take hundreds of megabytes.
  const seen: Set<number>[] = []
  arcs.forEach((each, i) => {
    const path = `arcs[${i}]`
    const a = object(each, path)
    const v = volunteers.get(id(a['volunteer'], `${path}.volunteer`))
    if (v === undefined)
      throw new FileRefused(`${path}.volunteer`, `there is no volunteer with the id ${show(a['volunteer'])}`)
    const t = tasks.get(id(a['task'], `${path}.task`))
    if (t === undefined) throw new FileRefused(`${path}.task`, `there is no task with the id ${show(a['task'])}`)
    const start = a['start'] === null ? -1 : whole(a['start'], `${path}.start`)
    whole(a['minutes'], `${path}.minutes`)
    points(a['points'], `${path}.points`)
    optional(a['at'], `${path}.at`, (x, p) => {
      const at = whole(x, p)
      if (places > 0 && at >= places)
        throw new FileRefused(p, `must be an index of travelMinutes, which has ${places} rows; it is ${at}`)
    })
    const key = v * (MOST_MINUTES + 2) + start + 1
    const ofTask = (seen[t] ??= new Set())
    if (ofTask.has(key)) throw new FileRefused(path, 'the same volunteer, task and start as an arc before it')
    ofTask.add(key)
  })
}

/** The number of places of travelMinutes; 0 where there is none. */
function checkTravel(value: unknown): number {
  if (value === undefined || value === null) return 0
  const rows = list(value, 'travelMinutes')
  rows.forEach((row, i) => {
    const minutes = list(row, `travelMinutes[${i}]`)
    if (minutes.length !== rows.length)
      throw new FileRefused(
        `travelMinutes[${i}]`,
        `must have ${rows.length} numbers, a square; it has ${minutes.length}`,
      )
    for (let j = 0; j < minutes.length; j++) if (!isWhole(minutes[j])) whole(minutes[j], `travelMinutes[${i}][${j}]`)
  })
  return rows.length
}

/** What pins and previous plans are made of. Whether the ids are of this file is another question. */
export function checkAssignment(value: unknown, path: string): void {
  const a = object(value, path)
  id(a['volunteer'], `${path}.volunteer`)
  id(a['task'], `${path}.task`)
  if (a['start'] !== null) whole(a['start'], `${path}.start`)
}
