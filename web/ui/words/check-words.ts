import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const forms = ['zero', 'one', 'two', 'few', 'many', 'other'] as const
type Entry = Record<string, unknown>

/** What is wrong with one catalogue: a Welsh sentence missing or empty, a shape that differs, a plural with fewer than
 *  six forms. Empty when all is well. `where` names the catalogue in each sentence. */
export function checkCatalogue(where: string, both: { en: unknown; cy: unknown }): string[] {
  const wrong: string[] = []
  const walk = (path: string, en: unknown, cy: unknown): void => {
    if (cy === undefined || cy === null) return void wrong.push(`${where}: ${path} has no Welsh`)
    if (en === undefined || en === null) return void wrong.push(`${where}: ${path} has no English`)
    if (typeof en !== typeof cy) return void wrong.push(`${where}: ${path} differs in kind between the languages`)
    if (typeof en === 'string' && typeof cy === 'string' && en.trim() !== '' && cy.trim() === '')
      return void wrong.push(`${where}: ${path} is empty in Welsh`)
    if (typeof en === 'function') {
      const plural = [en, cy] as unknown as { forms?: Entry }[]
      if (Boolean(plural[0]?.forms) !== Boolean(plural[1]?.forms))
        return void wrong.push(`${where}: ${path} is counted in one language only`)
      const welsh = plural[1]?.forms
      if (welsh)
        for (const form of forms)
          if (typeof welsh[form] !== 'string' || welsh[form].trim() === '')
            wrong.push(`${where}: ${path} lacks the Welsh plural form "${form}"`)
      return
    }
    if (typeof en === 'object') {
      const keys = new Set([...Object.keys(en), ...Object.keys(cy)])
      for (const key of keys) walk(path === '' ? key : `${path}.${key}`, (en as Entry)[key], (cy as Entry)[key])
    }
  }
  walk('', both.en, both.cy)
  return wrong
}

const isCatalogue = (value: unknown): value is { en: unknown; cy: unknown } =>
  typeof value === 'object' && value !== null && 'en' in value && 'cy' in value

/** Reads every `*.words.ts` of the portal and says, in sentences, what Welsh is missing. For `npm run check`. */
export async function checkWords(
  folder: string = fileURLToPath(new URL('../../', import.meta.url)),
): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.words.ts'))
  const wrong: string[] = []
  for (const file of files.toSorted()) {
    const loaded = (await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href)) as Entry
    for (const [name, value] of Object.entries(loaded))
      if (isCatalogue(value)) wrong.push(...checkCatalogue(`${relative(folder, join(folder, file))} ${name}`, value))
  }
  return wrong
}
