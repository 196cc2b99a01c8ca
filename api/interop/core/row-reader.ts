import type { LocalDate } from '../../kernel/index.ts'
import { cleanLine, hasInvisible } from './clean-text.ts'
import type { SheetColumn, SheetField } from './sheet-columns.ts'
import { problem, type SheetProblem, type SheetProblemCode } from './sheet-problems.ts'
import { sheetLimits } from './sheet-table.ts'
import type { CellRead } from './sheet-values.ts'

/** UTF-8 that was read as Windows text and written again, and letters that an earlier program already lost. */
const garbled =
  /Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€|\ufffd/

/** The cells of one row by field, with the problems met while reading them. */
export class RowReader {
  readonly problems: SheetProblem[] = []
  readonly notes: SheetProblem[] = []
  readonly today: LocalDate
  readonly row: number
  private readonly cells: ReadonlyMap<SheetField, readonly { column: SheetColumn; text: string }[]>

  constructor(row: number, columns: readonly SheetColumn[], cells: readonly string[], today: LocalDate) {
    this.row = row
    this.today = today
    const byField = new Map<SheetField, { column: SheetColumn; text: string }[]>()
    for (const column of columns) {
      if (column.field === null) continue
      const text = this.checked(column, cells[column.at] ?? '')
      if (text !== '') byField.set(column.field, [...(byField.get(column.field) ?? []), { column, text }])
    }
    this.cells = byField
  }

  say(
    code: SheetProblemCode,
    column: SheetColumn | null,
    facts: Readonly<Record<string, string | number | null>> = {},
  ): void {
    this.problems.push(problem(code, { row: this.row, column: column?.heading ?? null, ...facts }))
  }

  note(code: SheetProblemCode, column: SheetColumn): void {
    this.notes.push(problem(code, { row: this.row, column: column.heading }))
  }

  all(field: SheetField): readonly { column: SheetColumn; text: string }[] {
    return this.cells.get(field) ?? []
  }

  text(field: SheetField): string | null {
    return this.all(field)[0]?.text ?? null
  }

  /** What `read` makes of the first cell of a field; null when it is empty, or when it is wrong, which is said. */
  value<T>(field: SheetField, read: (text: string) => CellRead<T>): T | null {
    const cell = this.all(field)[0]
    return cell ? this.take(cell, read) : null
  }

  take<T>({ column, text }: { column: SheetColumn; text: string }, read: (text: string) => CellRead<T>): T | null {
    const result = read(text)
    if (!result.ok) {
      this.say(result.code, column, result.facts)
      return null
    }
    if (result.note) this.note(result.note, column)
    return result.value
  }

  /** A cell's text, tidied; empty when it holds something that is no value at all. */
  private checked(column: SheetColumn, cell: string): string {
    const text = cleanLine(cell.replace(/\r\n?|\n/g, ' ; ')).replace(/^(?:; )+|(?: ;)+$/g, '')
    const isPhone = column.field === 'phone'
    const code: SheetProblemCode | null =
      cell.length > sheetLimits.cell
        ? 'cellTooLong'
        : cell.includes('\0') || (hasInvisible(cell) && /\ufffd/.test(text))
          ? 'controlCharacter'
          : garbled.test(cell)
            ? 'garbled'
            : /^#(?:REF|N\/A|NAME|VALUE|DIV\/0|NULL|NUM|SPILL|CALC)[!?]?/i.test(text)
              ? 'formulaError'
              : /^[=@]/.test(text) ||
                  (/^[+-]/.test(text) &&
                    !/^[-–]+$/.test(text) &&
                    !(isPhone && /^\+[\d\s()-]+/.test(text)) &&
                    !/^[-–•]\s/.test(text))
                ? 'formula'
                : null
    if (code === null) return /^[-–—?]+$|^n\/?a$/i.test(text) && column.field !== 'drives' ? '' : text
    this.say(code, column, code === 'cellTooLong' ? { limit: sheetLimits.cell } : {})
    return ''
  }
}
