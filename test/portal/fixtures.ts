import { readFileSync } from 'node:fs'

/** Words, given plainly or as an object. */
export type Words =
  string | { text?: string; heading?: string; html?: string; size?: 's' | 'm' | 'l'; classes?: string }
/** What a fixture of nhsuk-frontend was made from, as far as ours go. */
export interface Options {
  text?: string
  href?: string
  variant?: string
  small?: boolean
  inline?: boolean
  colour?: string
  name?: string
  id?: string
  idPrefix?: string
  label?: Words
  hint?: Words
  heading?: Words
  errorMessage?: Words | true
  errorList?: ({ text?: string; href?: string } | null | undefined)[]
  fieldset?: { legend?: Words & object } | null
  items?: ({ value?: string | number; text?: string; hint?: Words } | null)[]
  value?: string
  type?: string
  rows?: number | string
  width?: number
  autocomplete?: string
  inputmode?: string
  spellcheck?: boolean
}
export interface Fixture {
  name: string
  context: Options
  html: string
}

/** The fixtures of one component that say nothing beyond `supported`: options of ours and nothing else. Content given as
 *  HTML or by a template's block, and ids of labels and legends, are not ours. */
export const fixturesOf = (component: string, supported: readonly string[]): Fixture[] => {
  const file = new URL(
    `../../node_modules/nhsuk-frontend/dist/nhsuk/components/${component}/fixtures.json`,
    import.meta.url,
  )
  const { fixtures } = JSON.parse(readFileSync(file, 'utf8')) as { fixtures: Fixture[] }
  return fixtures.filter(
    ({ name, context }) =>
      !name.includes('call block') &&
      context.errorMessage !== true &&
      !JSON.stringify(context.fieldset ?? '').includes('"id"') &&
      Object.keys(context).every((key) => supported.includes(key)),
  )
}

/** HTML with all that does not matter made equal: order of attributes and classes, white space, the package's own script
 *  hooks, and headings round labels and legends (a page of ours has its `<h1>` elsewhere). */
export const plain = (html: string): string =>
  html
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<h1 class="(?:nhsuk-fieldset__heading|nhsuk-label-wrapper)">(.*?)<\/h1>/gs, '$1')
    .replaceAll(/<(\w+)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g, (_, tag: string, given: string) => {
      const attributes = [...given.matchAll(/([\w-]+)(?:="([^"]*)")?/g)]
        .map(([, name, value]) => [name ?? '', value ?? ''] as const)
        .filter(
          ([name, value]) => name !== 'data-module' && !(value.trim() === '' && ['class', 'value'].includes(name)),
        )
        // Theirs turn a link into a button, with a script for the space bar; ours stays the link it is.
        .filter(([name, value]) => !(tag === 'a' && name === 'role' && value === 'button'))
        .map(([name, value]) => {
          if (name === 'class') return `class="${value.trim().split(/\s+/).toSorted().join(' ')}"`
          return value === '' ? name : `${name}="${value}"`
        })
        .toSorted()
      return `<${[tag, ...attributes].join(' ')}>`
    })
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/>\s+/g, '>')
    .replaceAll(/\s+</g, '<')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .trim()
