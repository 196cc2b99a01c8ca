import { parse } from 'csv-parse/sync'
import { decodeText, knownBinary } from './decode-text.ts'
import { problem, type SheetProblem } from './sheet-problems.ts'

/** A sheet as rows of cells, the way a spreadsheet program would show it; `rows[0]` is row 1. */
export type Table = {
  readonly rows: readonly (readonly string[])[]
  readonly notes: readonly SheetProblem[]
  /** The last row, where the file seems to have lost its end. */
  readonly cutOff: SheetProblem | null
}

export const sheetLimits = { bytes: 10 * 1024 * 1024, rows: 50_000, columns: 200, cell: 5000 } as const

/**
 * Cells of a CSV file: UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons or tabs; quotes, quotes in quotes
 * and line breaks in cells as spreadsheet programs write them. All problems of the file as a whole, instead of a table.
 */
export function readTable(input: string | Uint8Array): Table | { readonly problems: readonly SheetProblem[] } {
  const size = input.length
  if (size > sheetLimits.bytes) {
    const megabytes = Math.ceil(size / (1024 * 1024))
    return { problems: [problem('tooLarge', { megabytes, limit: sheetLimits.bytes / (1024 * 1024) })] }
  }
  const notes: SheetProblem[] = []
  let text: string
  if (typeof input === 'string') text = input
  else {
    const found = knownBinary(input)
    if (found) return { problems: [problem('binary', { found })] }
    const decoded = decodeText(input, { orWindows1252: true })
    if (!decoded) return { problems: [problem('encoding')] }
    if (decoded.encoding === 'windows-1252') notes.push(problem('encodingGuessed'))
    text = decoded.text
  }
  text = text.replace(/^\ufeff/, '')
  if (text.trim() === '') return { problems: [problem('empty')] }

  // Excel's own first line: sep=;
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const delimiter = declared?.[1] ?? mostLikelyDelimiter(text)
  const columns = widest(text, delimiter)
  if (columns > 20_000) return { problems: [problem('tooManyColumns', { columns, limit: sheetLimits.columns })] }

  let rows: string[][]
  try {
    rows = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      to: sheetLimits.rows + 50,
    })
  } catch (error) {
    // The only thing left to refuse: a quotation mark without its end. It opens somewhere before the end of the file.
    const line = typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : NaN
    return { problems: [problem('quoteNotClosed', { row: Number.isInteger(line) ? line : null })] }
  }
  if (declared) rows[0] = []
  const used = rows.filter((row) => row.some((cell) => cell.trim() !== '')).length
  if (used > sheetLimits.rows + 1) {
    return { problems: [problem('tooManyRows', { rows: countRows(text), limit: sheetLimits.rows })] }
  }
  const most = rows.reduce((width, row) => Math.max(width, lastUsed(row)), 0)
  if (most > sheetLimits.columns)
    return { problems: [problem('tooManyColumns', { columns: most, limit: sheetLimits.columns })] }
  return { rows, notes, cutOff: /[\r\n]$/.test(text) ? null : cutOff(rows) }
}

/** A file without a last line end whose last row is shorter than all others. Rows written by hand end as they please. */
function cutOff(rows: readonly (readonly string[])[]): SheetProblem | null {
  const others = rows.slice(0, -1).filter((row) => row.some((cell) => cell.trim() !== ''))
  const least = Math.min(...others.slice(0, 5000).map((row) => row.length))
  const cells = rows.at(-1)?.length ?? 0
  return others.length >= 3 && cells < least ? problem('cutOff', { row: rows.length, cells, columns: least }) : null
}

/** The number of cells up to the last one that holds anything. */
export function lastUsed(row: readonly string[]): number {
  let width = row.length
  while (width > 0 && row[width - 1]!.trim() === '') width--
  return width
}

const countRows = (text: string) => text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length

/** The separator that cuts the first lines into most cells, outside quotes. */
function mostLikelyDelimiter(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '""')
  const lines = sample
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
  const count = (delimiter: string) =>
    lines.reduce((sum, line) => sum + Math.min(line.split(delimiter).length - 1, 50), 0)
  return [',', ';', '\t', '|'].toSorted((a, b) => count(b) - count(a))[0]!
}

/** Cells of the widest of the first lines, counted before any are made: a line of a million commas is refused unread. */
function widest(text: string, delimiter: string): number {
  let most = 0
  let here = 1
  for (let at = 0, lines = 0; at < text.length && lines < 100; at++) {
    if (text[at] === '\n' || text[at] === '\r') {
      most = Math.max(most, here)
      here = 1
      lines++
    } else if (text[at] === delimiter) here++
  }
  return Math.max(most, here)
}
