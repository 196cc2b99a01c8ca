/** A picture that a benchmark made: `docs/NAME.svg`. */
export interface Chart {
  readonly name: string
  readonly svg: string
}

export interface Bar {
  readonly label: string
  readonly value: number
  readonly isOurs?: boolean
}

const FONT = 'font-family="Arial, sans-serif"'
const OURS = '#005eb8'
const OTHERS = '#768692'
const text = (x: number, y: number, words: string, size = 14, weight = 'normal') =>
  `<text x="${x}" y="${y}" ${FONT} font-size="${size}" font-weight="${weight}" fill="#212b32">${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`

const svg = (width: number, height: number, title: string, parts: readonly string[]) =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${title}</title><rect width="${width}" height="${height}" fill="#fff"/>`,
    text(16, 28, title, 15, 'bold'),
    ...parts,
    '</svg>',
    '',
  ].join('\n')

/** Bars on a logarithmic scale, each with its label and value. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const least = Math.min(...bars.map((b) => Math.max(0.01, b.value))) / 2
  const most = Math.max(...bars.map((b) => Math.max(0.01, b.value)))
  const width = (value: number) => Math.max(2, (300 * Math.log(Math.max(0.01, value) / least)) / Math.log(most / least))
  const parts = bars.flatMap(({ label, value, isOurs = false }, i) => {
    const y = 52 + i * 34
    const w = width(value)
    return [
      text(16, y + 16, label),
      `<rect x="290" y="${y}" width="${w.toFixed(1)}" height="22" fill="${isOurs ? OURS : OTHERS}"/>`,
      text(298 + w, y + 16, value.toFixed(2)),
    ]
  })
  return svg(680, 64 + bars.length * 34, title, parts)
}

export interface Line {
  readonly label: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** Panels beside each other, one a line, both scales logarithmic, every point with its value. */
export function curveChart(title: string, xLabel: string, lines: readonly Line[]): string {
  const PANEL = 300
  const parts = lines.flatMap(({ label, points }, panel) => {
    const left = 40 + panel * (PANEL + 30)
    const scale = (values: readonly number[], from: number, to: number) => {
      const low = Math.log(Math.min(...values))
      const high = Math.log(Math.max(...values))
      return (v: number) => from + ((to - from) * (Math.log(v) - low)) / (high - low || 1)
    }
    const kept = points.filter(([x, y]) => x > 0 && y > 0)
    if (kept.length === 0) return [text(left, 60, `${label}: not measured`)]
    const x = scale(
      kept.map((p) => p[0]),
      left + 10,
      left + PANEL - 40,
    )
    const y = scale(
      kept.map((p) => p[1]),
      230,
      90,
    )
    const path = kept.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}`).join(' ')
    return [
      text(left, 60, label),
      `<path d="M${left} 70V250H${left + PANEL}" fill="none" stroke="${OTHERS}"/>`,
      `<path d="${path}" fill="none" stroke="${OURS}" stroke-width="2"/>`,
      ...kept.flatMap((p) => [
        `<circle cx="${x(p[0]).toFixed(1)}" cy="${y(p[1]).toFixed(1)}" r="4" fill="${OURS}"/>`,
        text(Math.round(x(p[0])), Math.round(y(p[1])) - 9, shown(p[1]), 12),
        text(Math.round(x(p[0])) - 12, 268, p[0] >= 1000 ? `${p[0] / 1000}k` : String(p[0]), 12),
      ]),
      text(left + PANEL - 130, 288, xLabel),
    ]
  })
  return svg(40 + lines.length * (PANEL + 30), 300, title, parts)
}

const shown = (v: number) => (v < 10 ? v.toFixed(2) : v.toFixed(0))
