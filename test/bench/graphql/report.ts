/** Rows of words as columns of plain text: the first to the left, numbers to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)), [])
  const isNumber = (cell: string) => /^-?[\d.]+$|^NaN$/.test(cell)
  return rows
    .map((row, at) =>
      `  ${row
        .map((cell, i) =>
          isNumber(cell) || (at === 0 && i > 0 && rows.length > 1 && isNumber(rows[1]?.[i] ?? ''))
            ? cell.padStart(widths[i] ?? 0)
            : cell.padEnd(widths[i] ?? 0),
        )
        .join('  ')}`.trimEnd(),
    )
    .join('\n')
}
