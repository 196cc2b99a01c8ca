import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const HEAD = `# Benchmarks

What \`npm run bench -- NAME --write docs/benchmarks.md\` measured, word for word; a run replaces the section of its name.
The first line of each says on what machine, and how busy it was in the minute before. What the names mean is in
\`test/bench/README.md\`.
`

/**
 * Writes what a benchmark said into a Markdown file, in a section of its name: in the place of an earlier one, else last.
 *
 * @param said lines as they were printed
 * @param day of the run
 */
export function writeDown(file: string, name: string, day: string, said: readonly string[]): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : HEAD
  const section = `## ${name}\n\nOn ${day}.\n\n\`\`\`text\n${said.join('\n').trim()}\n\`\`\`\n`
  const heading = before.search(new RegExp(`^## ${name}$`, 'm'))
  if (heading < 0) return writeFileSync(file, `${before.trimEnd()}\n\n${section}`)
  const next = before.indexOf('\n## ', heading)
  const rest = next < 0 ? '' : before.slice(next)
  writeFileSync(file, `${before.slice(0, heading)}${section}${rest}`)
}

/** Writes a picture beside the file that the figures are written into. */
export const writeChart = (file: string, name: string, svg: string): void =>
  writeFileSync(join(dirname(file), `${name}.svg`), svg)
