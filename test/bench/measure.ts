/** One line of a benchmark's table. */
export interface Figure {
  readonly what: string
  /** A number that may be held to a bar, or words. */
  readonly value: number | string
  readonly unit?: 's' | 'ms' | 'kB' | 'MB' | '×' | ''
  /** The most it may be, where a design document says so. */
  readonly atMost?: number
  /** The least, where that is what it says. */
  readonly atLeast?: number
  readonly note?: string
}

/** The smallest value that at least this share (0–1) of the sample does not exceed (nearest rank). NaN for no sample. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const median = (sample: readonly number[]): number => percentile(sample, 0.5)

/** Lines for the median, the 95th and 99th percentile and the slowest of a sample, each with its bar if it has one. */
export function spread(
  what: string,
  sample: readonly number[],
  bars: { readonly p50?: number; readonly p95?: number; readonly p99?: number } = {},
): Figure[] {
  const line = (name: string, value: number, atMost?: number): Figure => ({
    what: `${what}, ${name}`,
    value,
    unit: 'ms',
    ...(atMost === undefined ? {} : { atMost }),
  })
  return [
    line('median', median(sample), bars.p50),
    line('p95', percentile(sample, 0.95), bars.p95),
    line('p99', percentile(sample, 0.99), bars.p99),
    line(`slowest of ${sample.length}`, Math.max(...sample)),
  ]
}

/** Is it on the wrong side of its bar? What is no number never is. */
export const missesBar = ({ value, atMost, atLeast }: Figure): boolean =>
  typeof value === 'number' &&
  ((atMost !== undefined && !(value <= atMost)) || (atLeast !== undefined && !(value >= atLeast)))

/** The figures as a table of plain text. */
export function table(title: string, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, unit = '', atMost, atLeast, note } = figure
    const number = typeof value === 'number' ? `${shown(value)} ${unit}`.trim() : value
    const bar =
      atMost !== undefined
        ? `at most ${atMost} ${unit}`.trim()
        : atLeast !== undefined
          ? `at least ${atLeast} ${unit}`.trim()
          : ''
    return [what, number, bar, bar === '' ? '' : missesBar(figure) ? 'MISSED' : 'kept', note ?? '']
  })
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const lines = rows.map(([what = '', number = '', bar = '', verdict = '', note = '']) =>
    `  ${what.padEnd(width(0))}  ${number.padStart(width(1))}  ${bar.padEnd(width(2))}  ${verdict.padEnd(6)}  ${note}`.trimEnd(),
  )
  return [title, ...lines].join('\n')
}

/** Three figures or so: what is measured here is not truer than that. */
const shown = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)
