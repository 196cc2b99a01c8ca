import type { Instant } from './instant.ts'
import { atLocalMinute, weekdayOf, type LocalDate, type Weekday } from './local.ts'

/** Hours of a weekday by London's clocks: minutes since midnight, 0 ≤ from < to ≤ 1440, half-open. A night is two. */
export interface LocalWindow {
  readonly weekday: Weekday
  readonly from: number
  readonly to: number
}

/** A stretch of time, half-open: `from` belongs to it, `to` no longer does. */
export interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** Whether the numbers make a window. */
export const isLocalWindow = (w: LocalWindow): boolean =>
  [w.weekday, w.from, w.to].every(Number.isInteger) &&
  w.weekday >= 1 &&
  w.weekday <= 7 &&
  w.from >= 0 &&
  w.from < w.to &&
  w.to <= 1440

/** The window on a day, or undefined where it is for another weekday or the spring change leaves nothing of it. */
export function windowOn(date: LocalDate, window: LocalWindow): Span | undefined {
  if (weekdayOf(date) !== window.weekday) return undefined
  const span = { from: atLocalMinute(date, window.from), to: atLocalMinute(date, window.to) }
  return span.from < span.to ? span : undefined
}

/** Spans in order, those that overlap or touch made one. Back-to-back hours are one stretch: nobody goes home between. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1)
    if (last && span.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: span.to > last.to ? span.to : last.to }
    else joined.push(span)
  }
  return joined
}
