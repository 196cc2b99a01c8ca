import { FileRefused } from './format.ts'

/** Reading other people's JSON: each takes a value and its path, and gives the value or refuses the file. */

/** Minutes, starts and travel above this are a mistake: about nineteen years. */
export const MOST_MINUTES = 10_000_000
/** Sums of a million such numbers still agree to a hundredth of a point. */
const MOST_POINTS = 1e12
/** A text of a file is shown in errors, but not more of it than this. */
const SHOWN = 40

export type Fields = Record<string, unknown>

export const object = (value: unknown, path: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FileRefused(path, `must be an object; it is ${show(value)}`)
  return value as Fields
}

export const list = (value: unknown, path: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new FileRefused(path, `must be a list; it is ${show(value)}`)
  return value
}

export function optional(value: unknown, path: string, check: (value: unknown, path: string) => unknown): void {
  if (value !== undefined && value !== null) check(value, path)
}

export const id = (value: unknown, path: string): string => {
  if (typeof value !== 'string' || value === '' || value.length > 200)
    throw new FileRefused(path, `must be a text of 1 to 200 characters; it is ${show(value)}`)
  return value
}

export function unique(key: string, seen: Map<string, number>, i: number, path: string, name: string): void {
  const before = seen.get(key)
  if (before !== undefined) throw new FileRefused(`${path}.id`, `${show(key)} is the id of ${name}[${before}] already`)
  seen.set(key, i)
}

export const isWhole = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_MINUTES

export const whole = (value: unknown, path: string): number => {
  if (!isWhole(value))
    throw new FileRefused(path, `must be a whole number from 0 to ${MOST_MINUTES}; it is ${show(value)}`)
  return value as number
}

export const amount = (value: unknown, path: string): number => {
  if (typeof value !== 'number' || !(value >= 0) || value === Infinity)
    throw new FileRefused(path, `must be a number from 0; it is ${show(value)}`)
  return value
}

export const points = (value: unknown, path: string): number => {
  if (typeof value !== 'number' || !(Math.abs(value) <= MOST_POINTS))
    throw new FileRefused(path, `must be a number between −10¹² and 10¹²; it is ${show(value)}`)
  return value
}

export const amountOfPoints = (value: unknown, path: string): number => {
  if (points(value, path) < 0) throw new FileRefused(path, `must not be below 0; it is ${show(value)}`)
  return value as number
}

export function show(value: unknown): string {
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value as number)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
