/** What reading an input gives: the value in its one normal form, or the name of what is wrong with it. */
export type Parsed<T, Problem extends string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

/** The good outcome. */
export const good = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

/** The bad outcome; `problem` is a code, never a sentence and never the input itself. */
export const bad = <P extends string>(problem: P): { readonly ok: false; readonly problem: P } => ({
  ok: false,
  problem,
})
