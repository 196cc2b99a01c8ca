import { postcodeRejects, warningKinds, type WarningKind } from './core/index.ts'
import type { PostcodesReport } from './import-postcodes.ts'
import type { OrukReport } from './import-oruk.ts'

const count = (n: number) => n.toLocaleString('en-GB')
const listed = ([n, text]: readonly [number, string]) => `  ${count(n).padStart(7)}  ${text}`

/** The report of a feed, in plain words; its last line is for programs. */
export function orukLines(report: OrukReport): string[] {
  const of = (...levels: readonly string[]) =>
    [...report.warnings]
      .filter(([kind]) => levels.includes(warningKinds[kind].level))
      .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([kind, n]) => listed([n, warningKinds[kind].says]))
  const notes = of('note')
  const warnings = of('warning', 'unread')
  const { placed } = report
  return [
    `Source: ${report.source}`,
    ...(notes.length > 0 ? ['Untidy, nothing lost:', ...notes] : []),
    ...(warnings.length > 0 ? ['Mended, guessed or left out (warnings):', ...warnings] : []),
    'Where they are:',
    listed([placed.given, 'position given']),
    listed([placed.postcode, 'position of their postcode']),
    listed([placed.text, 'approximate: a postcode in the description']),
    listed([
      placed.none,
      'place not given, or a postcode whose position we do not know (npm run import -- postcodes FILE)',
    ]),
    ...missingLines(report),
    `services: ${report.read} read, ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${report.retired} retired, ${warningsOf(report.warnings)} warnings`,
  ]
}

/** Notes lose nothing and are no warnings. */
function warningsOf(kinds: ReadonlyMap<WarningKind, number>): number {
  return [...kinds].reduce((sum, [kind, n]) => sum + (warningKinds[kind].level === 'note' ? 0 : n), 0)
}

function missingLines({ missing, missingBecause }: OrukReport): string[] {
  if (missingBecause === 'TOO_MANY')
    return [
      `${count(missing)} services are no longer in the feed. That is more than a fifth of them, so none was retired.`,
      'If they have really gone, run it again with --retire.',
    ]
  if (missingBecause === 'NOT_COMPLETE')
    return [`${count(missing)} services are not in what was read. It is not the whole feed, so none was retired.`]
  return []
}

/** The report of a list of postcodes; its last line is for programs. */
export function postcodeLines(report: PostcodesReport): string[] {
  const rejected = [...report.rejected].map(([code, n]) => {
    const rows = report.rows.get(code) ?? []
    return listed([n, `${postcodeRejects[code]} (line ${rows.join(', ')}${n > rows.length ? ' …' : ''})`])
  })
  const left = [...report.rejected.values()].reduce((sum, n) => sum + n, 0)
  return [
    ...(rejected.length > 0 ? ['Left out:', ...rejected] : []),
    ...(report.peoplePlaced > 0 ? [`${count(report.peoplePlaced)} people have a position now.`] : []),
    ...(report.tasksPlaced > 0 ? [`${count(report.tasksPlaced)} tasks have a position now.`] : []),
    `postcodes: ${report.read} read, ${report.new} new, ${report.changed} changed, ${report.unchanged} unchanged, ${left} left out`,
  ]
}
