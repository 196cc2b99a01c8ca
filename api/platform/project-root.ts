import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The project's folder: the nearest one above this code (source, or the bundle in `.build/api/`), else above the script
 * that was started, whose package is ours. Works in paths with spaces and through symlinks.
 */
export function projectRoot(): string {
  const starts = [dirname(fileURLToPath(import.meta.url)), dirname(process.argv[1] ?? '.')]
  for (const start of starts)
    for (let at = start; ; at = dirname(at)) {
      if (isOurs(at)) return at
      if (dirname(at) === at) break
    }
  return process.cwd()
}

function isOurs(folder: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string }).name === 'alongside'
  } catch {
    return false
  }
}
