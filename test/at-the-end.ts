import { afterAll } from 'vitest'

const endings: (() => unknown)[] = []
// Registered while the file is collected: an `afterAll` that is said later, in a hook or a test, is never called.
afterAll(async () => {
  for (const end of endings.toReversed()) await end()
})

/** Does this once the tests of the file are over, the last said first. For what is opened in a hook or a test. */
export const atTheEnd = (end: () => unknown): void => {
  endings.push(end)
}
