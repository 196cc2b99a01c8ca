import { isLocalDate, isPosition, weekdayOf, type Position } from '../../../kernel/index.ts'
import { amount, amountOfPoints, id, list, object, optional, show, unique, whole, type Fields } from '../arcs/fields.ts'
import { checkAssignment } from '../arcs/check.ts'
import { FileRefused } from '../arcs/format.ts'
import { CHECK_LEVELS } from '../checks.ts'
import { BOUNDARIES, type WeekFile } from './format.ts'

const MODES = ['WALK', 'CYCLE', 'BUS', 'DRIVE']
const GENDERS = ['FEMALE', 'MALE', 'OTHER']
const PRIORITIES = ['URGENT', 'SOON', 'ROUTINE']

/**
 * Reads a parsed JSON value as `alongside-week/1`, or says what is wrong with it.
 *
 * @throws FileRefused naming the path of the first record that is wrong
 */
export function readWeek(json: unknown): WeekFile {
  const file = object(json, '')
  if (file['format'] !== 'alongside-week/1')
    throw new FileRefused('format', `must be "alongside-week/1"; it is ${show(file['format'])}`)
  const monday = date(file['monday'], 'monday')
  if (weekdayOf(monday) !== 1) throw new FileRefused('monday', `must be a Monday; ${monday} is none`)
  optional(file['stepMinutes'], 'stepMinutes', (x, path) => within(whole(x, path), 1, 1440, path))
  optional(file['travelModes'], 'travelModes', (x, path) => checkModes(object(x, path), path))
  const volunteers = new Map<string, number>()
  list(file['volunteers'], 'volunteers').forEach((each, i) => {
    const path = `volunteers[${i}]`
    const v = object(each, path)
    unique(id(v['id'], `${path}.id`), volunteers, i, path, 'volunteers')
    checkVolunteer(v, path)
  })
  const tasks = new Map<string, number>()
  list(file['tasks'], 'tasks').forEach((each, i) => {
    const path = `tasks[${i}]`
    const t = object(each, path)
    unique(id(t['id'], `${path}.id`), tasks, i, path, 'tasks')
    checkTask(t, path)
  })
  for (const name of ['known', 'declined'])
    optional(file[name], name, (x) => {
      const pairs = new Map<string, number>()
      list(x, name).forEach((each, i) => {
        const path = `${name}[${i}]`
        const pair = object(each, path)
        const volunteer = id(pair['volunteer'], `${path}.volunteer`)
        if (!volunteers.has(volunteer))
          throw new FileRefused(`${path}.volunteer`, `there is no volunteer with the id ${show(volunteer)}`)
        const person = id(pair['person'], `${path}.person`)
        unique(JSON.stringify([volunteer, person]), pairs, i, path, name)
        if (name === 'known') whole(pair['visits'], `${path}.visits`)
      })
    })
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
    optional(file[name], name, (x) => list(x, name).forEach((each, i) => checkAssignment(each, `${name}[${i}]`)))
  return json as WeekFile
}

function checkVolunteer(v: Fields, path: string): void {
  optional(v['organisation'], `${path}.organisation`, id)
  optional(v['skills'], `${path}.skills`, codes)
  optional(v['languages'], `${path}.languages`, codes)
  optional(v['prefers'], `${path}.prefers`, codes)
  optional(v['avoids'], `${path}.avoids`, (x, p) => each(x, p, (one, at) => oneOf(one, BOUNDARIES, at)))
  optional(v['gender'], `${path}.gender`, (x, p) => oneOf(x, GENDERS, p))
  optional(v['home'], `${path}.home`, position)
  optional(v['trainings'], `${path}.trainings`, (x, p) =>
    each(x, p, (one, at) => {
      const training = object(one, at)
      id(training['course'], `${at}.course`)
      optional(training['until'], `${at}.until`, date)
    }),
  )
  optional(v['checks'], `${path}.checks`, (x, p) =>
    each(x, p, (one, at) => {
      const check = object(one, at)
      oneOf(check['level'], CHECK_LEVELS, `${at}.level`)
      date(check['until'], `${at}.until`)
    }),
  )
  optional(v['travel'], `${path}.travel`, (x, p) =>
    each(x, p, (one, at) => {
      const way = object(one, at)
      oneOf(way['mode'], MODES, `${at}.mode`)
      optional(way['maxKm'], `${at}.maxKm`, amount)
    }),
  )
  each(v['availability'], `${path}.availability`, (one, at) => window(one, at, 1))
  optional(v['absences'], `${path}.absences`, (x, p) =>
    each(x, p, (one, at) => {
      const away = object(one, at)
      if (date(away['firstOn'], `${at}.firstOn`) > date(away['lastOn'], `${at}.lastOn`))
        throw new FileRefused(at, 'ends before it begins')
    }),
  )
  optional(v['maxMinutes'], `${path}.maxMinutes`, amount)
  optional(v['maxVisits'], `${path}.maxVisits`, whole)
  optional(v['targetMinutes'], `${path}.targetMinutes`, amount)
}

function checkTask(t: Fields, path: string): void {
  id(t['kind'], `${path}.kind`)
  id(t['person'], `${path}.person`)
  optional(t['organisation'], `${path}.organisation`, id)
  optional(t['place'], `${path}.place`, position)
  optional(t['area'], `${path}.area`, id)
  for (const name of ['byPhone', 'required', 'shareWithGroup'])
    optional(t[name], `${path}.${name}`, (x, p) => {
      if (typeof x !== 'boolean') throw new FileRefused(p, `must be true or false; it is ${show(x)}`)
    })
  const minutes = within(whole(t['minutes'], `${path}.minutes`), 1, 1440, `${path}.minutes`)
  optional(t['windows'], `${path}.windows`, (x, p) => each(x, p, (one, at) => window(one, at, minutes)))
  optional(t['places'], `${path}.places`, (x, p) => within(whole(x, p), 1, 100, p))
  optional(t['priority'], `${path}.priority`, (x, p) => oneOf(x, PRIORITIES, p))
  optional(t['needs'], `${path}.needs`, (x, p) => {
    const needs = object(x, p)
    optional(needs['skills'], `${p}.skills`, codes)
    optional(needs['trainings'], `${p}.trainings`, codes)
    optional(needs['check'], `${p}.check`, (y, at) => oneOf(y, CHECK_LEVELS, at))
    optional(needs['language'], `${p}.language`, id)
    optional(needs['gender'], `${p}.gender`, (y, at) => oneOf(y, GENDERS, at))
  })
  optional(t['prefers'], `${path}.prefers`, (x, p) => {
    const prefers = object(x, p)
    optional(prefers['language'], `${p}.language`, id)
    optional(prefers['gender'], `${p}.gender`, (y, at) => oneOf(y, GENDERS, at))
  })
  optional(t['has'], `${path}.has`, (x, p) => each(x, p, (one, at) => oneOf(one, BOUNDARIES, at)))
}

function checkModes(modes: Fields, path: string): void {
  for (const [mode, value] of Object.entries(modes)) {
    oneOf(mode, MODES, path)
    const way = object(value, `${path}.${mode}`)
    for (const name of ['kmh', 'roadFactor', 'extraMinutes']) amount(way[name], `${path}.${mode}.${name}`)
    if (way['kmh'] === 0) throw new FileRefused(`${path}.${mode}.kmh`, 'must be above 0')
    if (Number(way['roadFactor']) < 1) throw new FileRefused(`${path}.${mode}.roadFactor`, 'must be at least 1')
  }
}

const each = (value: unknown, path: string, check: (one: unknown, path: string) => unknown): void =>
  list(value, path).forEach((one, i) => check(one, `${path}[${i}]`))

const codes = (value: unknown, path: string): void => each(value, path, id)

function oneOf(value: unknown, allowed: readonly string[], path: string): void {
  if (typeof value !== 'string' || !allowed.includes(value))
    throw new FileRefused(path, `must be one of ${allowed.join(', ')}; it is ${show(value)}`)
}

function within(value: number, low: number, high: number, path: string): number {
  if (value < low || value > high) throw new FileRefused(path, `must be from ${low} to ${high}; it is ${value}`)
  return value
}

function date(value: unknown, path: string): string {
  if (typeof value !== 'string' || !isLocalDate(value))
    throw new FileRefused(path, `must be a date such as 2026-11-23; it is ${show(value)}`)
  return value
}

function position(value: unknown, path: string): void {
  const place = object(value, path)
  if (typeof place['lat'] !== 'number' || typeof place['lon'] !== 'number' || !isPosition(place as unknown as Position))
    throw new FileRefused(path, 'must have lat and lon in degrees')
}

const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/

function window(value: unknown, path: string, minutes: number): void {
  const hours = object(value, path)
  within(whole(hours['weekday'], `${path}.weekday`), 1, 7, `${path}.weekday`)
  for (const end of ['from', 'to'])
    if (typeof hours[end] !== 'string' || !TIME.test(hours[end]))
      throw new FileRefused(`${path}.${end}`, `must be a time such as 09:30; it is ${show(hours[end])}`)
  const minute = (time: unknown) => Number(String(time).slice(0, 2)) * 60 + Number(String(time).slice(3))
  if (minute(hours['to']) - minute(hours['from']) < minutes)
    throw new FileRefused(path, `must be at least ${minutes} minute${minutes === 1 ? '' : 's'} long`)
}
