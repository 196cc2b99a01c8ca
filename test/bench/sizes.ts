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

const SHELL = 'index.html'
const SIGN_IN = 'sign-in/sign-in.page.tsx'
/** The first screen that each kind of person can use, by the sources that lead to it, and the most it may load. */
const FIRST = [
  { who: 'sign-in, anybody', js: 55, from: [SHELL, SIGN_IN] },
  { who: 'Today, signed in', js: 70, from: [SHELL, 'co-ordinator/today.page.tsx'] },
  { who: 'Today after sign-in', js: 70, from: [SHELL, SIGN_IN, 'co-ordinator/today.page.tsx'] },
  { who: 'my people, signed in', js: 70, from: [SHELL, 'care/my-people.page.tsx'] },
  { who: 'a volunteer’s week, signed in', js: 55, from: [SHELL, 'volunteer/my-week.page.tsx'] },
  { who: 'a volunteer’s week after sign-in', from: [SHELL, SIGN_IN, 'volunteer/my-week.page.tsx'] },
  { who: 'an offer by link', js: 55, from: [SHELL, 'volunteer/offer-link.page.tsx'] },
  { who: 'public pages', js: 55, from: ['public/enhance.ts'] },
] as const satisfies readonly { who: string; js?: number; from: readonly string[] }[]
const MOST_CSS = 34
const MOST_LAZY = 40

/**
 * JavaScript and CSS of the web build, compressed as the server compresses them (gzip, usual level), in kB of 1,000
 * bytes, for an empty cache. Read from the build's manifest: an entry, all it imports, and the chunk of the first screen
 * with all that imports. Who has to sign in uses that screen first; what has come by the next one is given too.
 * Bars: the portal's quality bars.
 */
export const sizes: Benchmark = async () => {
  const web = join(projectRoot(), '.build/web')
  const manifest = JSON.parse(readFileSync(join(web, '.vite/manifest.json'), 'utf8')) as Manifest
  const weigh = (file: string) => gzipSync(readFileSync(join(web, file))).length / 1000
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + weigh(file), 0)

  const figures: Figure[] = []
  const css: { who: string; size: number }[] = []
  for (const { who, from, ...bar } of FIRST) {
    const missing = from.filter((source) => !manifest[source])
    if (missing.length > 0) throw new Error(`The web build's manifest has no ${missing.join(', ')}`)
    const loaded = filesOf(manifest, from)
    const most = 'js' in bar ? { atMost: bar.js } : {}
    figures.push({ what: `JavaScript: ${who}`, value: sum(loaded.js), unit: 'kB', ...most })
    css.push({ who, size: sum(loaded.css) })
  }
  const heaviest = css.toSorted((a, b) => b.size - a.size)[0]
  if (heaviest)
    figures.push({
      what: 'CSS, the most of these',
      value: heaviest.size,
      unit: 'kB',
      atMost: MOST_CSS,
      note: heaviest.who,
    })
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
