/** Milliseconds of one window. */
const WINDOW = 60_000

/** What each caller may ask for in a minute. In memory: an installation is one process, and a restart forgives. */
export class Budget {
  readonly #perMinute: number
  readonly #spent = new Map<string, number>()
  #began = 0

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  /** Spends `cost` for this caller at `now` (milliseconds). @returns 0, or the seconds until there is more */
  spend(caller: string, cost: number, now: number): number {
    if (now - this.#began >= WINDOW) {
      this.#began = now
      this.#spent.clear()
    }
    const spent = this.#spent.get(caller) ?? 0
    if (spent + cost > this.#perMinute) return Math.max(1, Math.ceil((this.#began + WINDOW - now) / 1000))
    this.#spent.set(caller, spent + cost)
    return 0
  }
}
