import sanitizeHtml from 'sanitize-html'
import { cleanText, cutText, hasInvisible } from './clean-text.ts'
import { mendEmail, mendUrl } from './contact-points.ts'
import type { WarningKind } from './model.ts'

/** A description made safe to show: the small list of tags, the same as plain text, and what was taken out. */
export type SafeHtml = { readonly html: string; readonly text: string; readonly removed: readonly WarningKind[] }

/** Characters of the raw description that are looked at, after embedded pictures are gone. */
const longestInput = 200_000
/** Characters of plain text that are kept. */
const longestText = 20_000
/** Lists within lists beyond this are flattened. */
const deepestNesting = 12

/** What other tags mean, in our small list: headings and cells become paragraphs, so words do not run together. */
const meansTheSame: Record<string, string> = {
  ...Object.fromEntries(
    ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div', 'section', 'article', 'header', 'footer', 'main', 'aside', 'blockquote']
      .concat(['tr', 'table', 'figure', 'figcaption', 'pre', 'address', 'dl', 'dt', 'dd', 'hr', 'center'])
      .map((tag) => [tag, 'p']),
  ),
  td: 'br',
  th: 'br',
  b: 'strong',
  i: 'em',
}

const paragraphs = (text: string) => text.split(/\n\s*\n/).map((part) => `<p>${part.replace(/\n/g, '<br />')}</p>`)
const escape = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const unescape = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

/** Whether a text is meant as HTML: it has a tag or an entity. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?[a-z][^>]*>|<!--|&(?:[a-z]{2,31}|#\d{1,7}|#x[\da-f]{1,6});/i.test(text)
}

/** Entities and tags of a one-line field (`Fish &amp; chips`) as plain characters. */
export function plainLine(text: string): string {
  if (!looksLikeHtml(text)) return text
  return unescape(sanitizeHtml(text.slice(0, longestInput), { allowedTags: [], allowedAttributes: {} }))
}

/**
 * Reduces a description to `p br ul ol li strong em` and `a` with an http(s) or mailto address. Whatever comes in, what
 * comes out is balanced, holds no other attribute, and is at most 20,000 characters of text. Plain text is given
 * paragraphs. Sanitise again on display all the same.
 */
export function safeHtml(raw: string): SafeHtml {
  const removed = new Set<WarningKind>()
  const note = (kind: WarningKind, pattern: RegExp) => void (pattern.test(raw) && removed.add(kind))
  note('embeddedImageRemoved', /data:(?:image|application|text)\/[\w.+-]{1,40}[;,]/i)
  note('imageRemoved', /<(?:img|svg|picture|figure|video|canvas)\b/i)
  note(
    'scriptRemoved',
    /<(?:script|style|iframe|object|embed|form|input|button|link|meta|base)\b|\son\w+\s*=|javascript:/i,
  )
  note('editorLitter', /\s(?:data-[\w-]+|style|class|id|lang|dir|align|face|bgcolor)\s*=/i)
  if (hasInvisible(raw)) removed.add('invisibleCharacters')

  let input = raw.replace(/data:[\w.+-]{1,40}\/[\w.+-]{1,80}[;,][^"'\s<>)]*/gi, '')
  if (input.length > longestInput) {
    input = cutText(input, longestInput)
    removed.add('tooLong')
  }
  if (!looksLikeHtml(input)) input = paragraphs(escape(cleanText(input))).join('')
  else if (/<(?!\/?(?:p|br|ul|ol|li|strong|em|a|b|i)\b)\/?[a-z]/i.test(input)) removed.add('markupSimplified')

  const small = sanitizeHtml(input, {
    allowedTags: ['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'a'],
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    nestingLimit: 60,
    transformTags: {
      ...meansTheSame,
      a: (tagName, attributes) => {
        const href = safeHref(attributes['href'] ?? '')
        return { tagName, attribs: href ? { href } : ({} as Record<string, string>) }
      },
    },
  })
  const built = rebuild(small)
  if (built.cut) removed.add('tooLong')
  return { html: built.html, text: built.text, removed: [...removed] }
}

function safeHref(href: string): string | null {
  if (/^\s*mailto:/i.test(href)) {
    const email = mendEmail(href.replace(/\?.*$/, ''))
    return email.value && `mailto:${email.value}`
  }
  return mendUrl(href).value
}

const blocks = new Set(['p', 'ul', 'ol', 'li'])

/**
 * Balanced, unnested blocks from sanitised HTML: the sanitiser keeps `<p><p>` and `<strong><p>` as they are, which
 * browsers read in ways of their own. Also makes the plain text: a line for a break, an empty line between blocks.
 */
function rebuild(small: string): { html: string; text: string; cut: boolean } {
  let html = ''
  let text = ''
  let cut = false
  const open: { tag: string; from: number; filled: boolean }[] = []

  const isList = (tag: string) => tag === 'ul' || tag === 'ol'
  const breakText = (lines: number) => {
    text = text.trimEnd()
    if (text) text += '\n'.repeat(lines)
  }
  const close = () => {
    const top = open.pop()
    if (!top) return
    // A tag with nothing in it says nothing; a break right before the end of a block does not show either.
    if (top.filled) html = (blocks.has(top.tag) ? html.replace(/(?:<br>|\s)+$/, '') : html) + `</${top.tag}>`
    else html = html.slice(0, top.from)
    if (blocks.has(top.tag)) breakText(open.length ? 1 : 2)
  }
  const closeTo = (stop: (tag: string) => boolean) => {
    while (open.length && !stop(open.at(-1)!.tag)) close()
  }
  const put = (tag: string, attributes = '') => {
    open.push({ tag, from: html.length, filled: false })
    html += `<${tag}${attributes}>`
    if (tag === 'p') breakText(2)
    if (tag === 'li') {
      breakText(1)
      text += '- '
    }
  }
  /** Words and what stands in lines belong to a paragraph or a list item. */
  const intoBlock = () => {
    if (isList(open.at(-1)?.tag ?? '')) put('li')
    else if (!open.some(({ tag }) => blocks.has(tag))) put('p')
  }

  for (const [, end, name, attributes, plain] of small.matchAll(
    /<(\/?)(p|br|ul|ol|li|strong|em|a)\b([^>]*)>|([^<]+|<)/g,
  )) {
    if (plain !== undefined) {
      let words = tidy(unescape(plain))
      const isBlank = words.trim() === ''
      if (isBlank && !open.at(-1)?.filled) continue
      if (text.length + words.length > longestText) {
        words = cutText(words, Math.max(0, longestText - text.length - 1)) + '…'
        cut = true
      }
      if (!isBlank) {
        intoBlock()
        for (const one of open) one.filled = true
      }
      if (text === '' || /\s$/.test(text)) words = words.trimStart()
      text += words
      html += escape(words)
      if (cut) break
    } else if (name === 'br') {
      if (open.at(-1)?.filled && !/(?:<br>\s*){2}$/.test(html)) html += '<br>'
      breakText(text.endsWith('\n') ? 2 : 1)
    } else if (!end) {
      if (open.length >= deepestNesting) continue
      if (name === 'p') {
        closeTo((tag) => tag === 'li' || isList(tag))
        intoBlock()
        const inItem = open.at(-1)
        if (inItem?.tag === 'li' && inItem.filled && !html.endsWith('<br>')) {
          html += '<br>'
          breakText(1)
        }
      } else if (name === 'li') {
        closeTo(isList)
        if (!open.length) put('ul')
        put('li')
      } else if (isList(name!)) {
        closeTo((tag) => tag === 'li' || isList(tag))
        if (isList(open.at(-1)?.tag ?? '')) put('li')
        put(name!)
      } else if (name === 'a') {
        if (!attributes?.trim() || open.some(({ tag }) => tag === 'a')) continue
        intoBlock()
        put('a', ` ${attributes.trim()}`)
      } else if (!open.some(({ tag }) => tag === name)) {
        intoBlock()
        put(name!)
      }
    } else if (open.some(({ tag }) => tag === name)) {
      closeTo((tag) => tag === name)
      close()
    } else if (blocks.has(name!)) breakText(2)
  }
  while (open.length) close()
  return { html: html.trim(), text: cleanText(text.replace(/^- *$/gm, '')), cut }
}

/** As `cleanText`, keeping a blank at either end: the pieces of a sentence are put together again. */
function tidy(words: string): string {
  const inner = cleanText(words).replace(/\s+/g, ' ')
  const isBlank = (character: string | undefined) => character !== undefined && /[\s\u00a0]/.test(character)
  if (!inner) return words ? ' ' : ''
  return (isBlank(words[0]) ? ' ' : '') + inner + (isBlank(words.at(-1)) ? ' ' : '')
}
