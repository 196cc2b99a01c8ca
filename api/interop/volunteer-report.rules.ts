import type { SheetProblem } from './core/index.ts'

/** Something said of a row, a column, or the file; never what a cell held. */
export interface RowNote {
  readonly row: number | null
  readonly column: string | null
  /** A sentence that follows "Row 7, column “Phone”: ", beginning with a small letter. */
  readonly says: string
}

/** What became, or would become, of a row. */
export type RowOutcome =
  | { readonly row: number; readonly what: 'NEW' | 'UNCHANGED' }
  | { readonly row: number; readonly what: 'CHANGED'; readonly columns: readonly string[] }
  | { readonly row: number; readonly what: 'NOT_IMPORTED'; readonly says: string }

export interface VolunteerImportReport {
  /** Names the run for `--undo`; null where nothing was imported. */
  readonly runId: string | null
  /** Rows below the headings that hold anything. */
  readonly read: number
  readonly rows: readonly RowOutcome[]
  /** While there is one, nothing is imported. */
  readonly problems: readonly RowNote[]
  readonly notes: readonly RowNote[]
}

/** A problem of the sheet without its place, which is said once for all rows that have it. */
export function noteOf({ row, column, sentence }: SheetProblem): RowNote {
  const place = placeOf(row === null ? [] : [row], column)
  const says = place ? sentence.slice(place.length + 2) : sentence
  return { row, column, says: small(says) }
}

/** How many rows met each end. */
export function counts(report: VolunteerImportReport) {
  const of = (what: RowOutcome['what']) => report.rows.filter((row) => row.what === what).length
  const [made, changed, unchanged] = [of('NEW'), of('CHANGED'), of('UNCHANGED')]
  return { read: report.read, new: made, changed, unchanged, notImported: report.read - made - changed - unchanged }
}

/** The last line of a run, for people and programs alike. */
export function lastLine(report: VolunteerImportReport): string {
  const n = counts(report)
  return `volunteers: ${n.read} read, ${n.new} new, ${n.changed} changed, ${n.unchanged} unchanged, ${n.notImported} not imported`
}

/** The report of an import, line by line: rows and columns, no people. */
export function reportLines(report: VolunteerImportReport, { dryRun }: { dryRun: boolean }): string[] {
  const notes = report.notes.length > 0 ? ['To know:', ...grouped(report.notes).map(indented), ''] : []
  if (report.problems.length > 0) {
    const n = report.problems.length
    return [
      ...notes,
      `Nothing was imported. ${n === 1 ? 'One thing' : `${n} things`} to put right first:`,
      ...report.problems.map((problem) => indented(said([problem.row], problem.column, problem.says))),
      '',
      lastLine(report),
    ]
  }
  const rowsOf = (what: RowOutcome['what']) => report.rows.filter((row) => row.what === what).map(({ row }) => row)
  const line = (words: string, rows: readonly number[]) =>
    rows.length > 0 ? [`${words}: ${small(placeOf(rows, null))}.`] : []
  const left = report.rows.flatMap((row) => (row.what === 'NOT_IMPORTED' ? [{ ...row, column: null }] : []))
  const changed = report.rows.flatMap((row) =>
    row.what === 'CHANGED'
      ? [{ row: row.row, column: null, says: row.columns.map((name) => `“${name}”`).join(', ') }]
      : [],
  )
  return [
    ...notes,
    ...(dryRun ? ['Nothing has been changed. This is what would happen:', ''] : []),
    ...line('New', rowsOf('NEW')),
    ...line('Unchanged', rowsOf('UNCHANGED')),
    ...(changed.length > 0 ? ['Changed:', ...grouped(changed).map(indented)] : []),
    ...(left.length > 0 ? ['Not imported:', ...grouped(left).map(indented)] : []),
    ...(report.rows.length > 0 ? [''] : []),
    lastLine(report),
  ]
}

/** The same sentence of many rows is said once: `Rows 2–40, 44, column “Phone”: …`. In the order of the first row. */
export function grouped(notes: readonly RowNote[]): string[] {
  const groups = new Map<string, { rows: (number | null)[]; note: RowNote }>()
  for (const note of notes) {
    const key = JSON.stringify([note.column, note.says])
    const group = groups.get(key)
    if (group) group.rows.push(note.row)
    else groups.set(key, { rows: [note.row], note })
  }
  return [...groups.values()].map(({ rows, note }) => said(rows, note.column, note.says))
}

function said(rows: readonly (number | null)[], column: string | null, says: string): string {
  const place = placeOf(
    rows.filter((row) => row !== null),
    column,
  )
  return place ? `${place}: ${says}` : capital(says)
}

/** `Row 7, column “Phone”`, `Rows 2–4, 9`; the beginning of a sentence. */
function placeOf(rows: readonly number[], column: string | null): string {
  const spans: string[] = []
  const sorted = [...new Set(rows)].toSorted((a, b) => a - b)
  for (let at = 0; at < sorted.length;) {
    let end = at
    while (sorted[end + 1] === sorted[end]! + 1) end++
    spans.push(end === at ? `${sorted[at]}` : `${sorted[at]}${end === at + 1 ? ', ' : '–'}${sorted[end]}`)
    at = end + 1
  }
  const parts = [
    ...(spans.length > 0 ? [`row${sorted.length > 1 ? 's' : ''} ${spans.join(', ')}`] : []),
    ...(column === null ? [] : [`column “${column}”`]),
  ]
  const place = parts.join(', ')
  return capital(place)
}

const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const indented = (line: string) => `  ${line}`

/** What became of the rows of an import that was taken back. */
export interface UndoReport {
  readonly source: string
  /** Rows whose volunteers were taken away. */
  readonly removed: readonly number[]
  /** Rows whose volunteers are again as they were before. */
  readonly restored: readonly number[]
  /** Rows left as they are, and why. */
  readonly kept: readonly RowNote[]
}

/** The report of an undo; its last line is for programs. */
export function undoLines({ removed, restored, kept }: UndoReport, { dryRun }: { dryRun: boolean }): string[] {
  const line = (words: string, rows: readonly number[]) =>
    rows.length > 0 ? [`${words}: ${small(placeOf(rows, null))}.`] : []
  return [
    ...(dryRun ? ['Nothing has been changed. This is what would happen:', ''] : []),
    ...line('Taken away again', removed),
    ...line('As they were before', restored),
    ...(kept.length > 0 ? ['Left as they are:', ...grouped(kept).map(indented)] : []),
    ...(removed.length + restored.length + kept.length > 0 ? [''] : ['There is nothing left to take back.']),
    `undo: ${removed.length} taken away, ${restored.length} restored, ${kept.length} left`,
  ]
}
