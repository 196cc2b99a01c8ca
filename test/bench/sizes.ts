import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../../api/platform/index.ts'
import type { Benchmark } from './main.ts'
import type { Figure } from './measure.ts'

/** The part of Vite's manifest that is read here: what a chunk is, and what a browser loads with it. */
interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
  readonly isDynamicEntry?: boolean
}
type Manifest = Readonly<Record<string, Chunk>>

/** What each kind of person loads before the first screen can be used, by the sources that lead to it. */
const FIRST = [
  {
    who: 'volunteer co-ordinator, sign-in then Today',
    js: 70,
    from: ['index.html', 'sign-in/sign-in.page.tsx', 'co-ordinator/today.page.tsx'],
  },
  {
    who: 'care co-ordinator, sign-in then my people',
    js: 70,
    from: ['index.html', 'sign-in/sign-in.page.tsx', 'care/my-people.page.tsx'],
  },
  {
    who: 'volunteer, sign-in then /v',
    js: 55,
    from: ['index.html', 'sign-in/sign-in.page.tsx', 'volunteer/my-week.page.tsx'],
  },
  { who: 'public pages', js: 55, from: ['public/enhance.ts'] },
] as const
const MOST_CSS = 34
const MOST_LAZY = 40

/**
 * JavaScript and CSS of the web build, compressed as the server compresses them (gzip, usual level), in kB of 1,000
 * bytes. Read from the build's manifest: an entry, all it imports, and the chunk of the first screen with all that
 * imports. Signing in is counted, so this is the most that is loaded before a first use, with an empty cache.
 * Bars: the portal's quality bars.
 */
export const sizes: Benchmark = async () => {
  const web = join(projectRoot(), '.build/web')
  const manifest = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8')) as Manifest
  const weigh = (file: string) => gzipSync(readFileSync(join(web, file))).length / 1000
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + weigh(file), 0)

  const figures: Figure[] = []
  for (const { who, js, from } of FIRST) {
    const missing = from.filter((source) => !manifest[source])
    if (missing.length > 0) {
      figures.push({ what: who, value: 'not built', note: `the manifest has no ${missing.join(', ')}` })
      continue
    }
    const loaded = filesOf(manifest, from)
    figures.push(
      { what: `JavaScript: ${who}`, value: sum(loaded.js), unit: 'kB', atMost: js, note: `${loaded.js.size} files` },
      { what: `CSS: ${who}`, value: sum(loaded.css), unit: 'kB', atMost: MOST_CSS },
    )
  }
  const lazy = Object.values(manifest)
    .filter((chunk) => chunk.isDynamicEntry && existsSync(join(web, chunk.file)))
    .map((chunk) => ({ file: chunk.file.replace(/^assets\//, ''), size: weigh(chunk.file) }))
    .toSorted((a, b) => b.size - a.size)
  for (const [place, { file, size }] of lazy.slice(0, 3).entries())
    figures.push({
      what: `lazy chunk, number ${place + 1} by size`,
      value: size,
      unit: 'kB',
      atMost: MOST_LAZY,
      note: file,
    })
  return [{ title: `Sizes, gzip (of ${lazy.length} lazy chunks the largest)`, figures }]
}

/** The files a browser loads for these sources: the chunks, all they import, and all the sheets of those. */
function filesOf(manifest: Manifest, sources: readonly string[]): { js: Set<string>; css: Set<string> } {
  const js = new Set<string>()
  const css = new Set<string>()
  const seen = new Set<string>()
  const walk = (source: string) => {
    const chunk = manifest[source]
    if (!chunk || seen.has(source)) return
    seen.add(source)
    if (chunk.file.endsWith('.css')) css.add(chunk.file)
    else js.add(chunk.file)
    chunk.css?.forEach((sheet) => css.add(sheet))
    chunk.imports?.forEach(walk)
  }
  sources.forEach(walk)
  return { js, css }
}
