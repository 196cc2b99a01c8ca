import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a public page links to: its sheet, and the one small module that it does not need. */
export interface Assets {
  readonly css: readonly string[]
  readonly script: string | undefined
}

interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
}

let known: { readonly at: number; readonly assets: Assets } | undefined

/** Reads the names out of the web build's manifest, once for each build. A page without them is plain, but whole. */
export function assetsOf(builtFolder: string): Assets {
  const file = join(builtFolder, 'web/.vite/manifest.json')
  try {
    const at = statSync(file).mtimeMs
    if (known?.at !== at) {
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Chunk>
      const entry = manifest['public/enhance.ts']
      known = { at, assets: { css: entry?.css ?? [], script: entry?.file } }
    }
    return known.assets
  } catch {
    return { css: [], script: undefined }
  }
}
