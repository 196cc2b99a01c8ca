/**
 * `never_null` does the same whenever it is called, and only ever refuses: as volatile it kept PostgreSQL from drawing the
 * sub-selects of a read together, each of which is made ready anew at every run. Not immutable: it would then be
 * called while planning.
 */
export const fasterReads = /* sql */ `
alter function never_null(text) stable;
`
