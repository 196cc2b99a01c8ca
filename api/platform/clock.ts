/** What time it is: a port, so that tests and seeds can set it. */
export interface Clock {
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is set; for tests and seeds. */
export function standingClock(at: Date): Clock & { set(at: Date): void } {
  let standing = at
  return {
    now: () => new Date(standing),
    set(next) {
      standing = next
    },
  }
}
