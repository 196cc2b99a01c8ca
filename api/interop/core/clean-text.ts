/** Characters that nobody can see and that only get in the way: zero-width, direction marks, soft hyphen, BOM. */
const zeroWidth = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/g
/** Control characters except tab, line feed and carriage return; PostgreSQL refuses NUL outright. */
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
/** Halves of a character pair that stand alone: not text at all, and refused by UTF-8. */
const loneSurrogate = /[\ud800-\udfff]/gu
/** Blanks of other widths, the no-break space above all. */
const oddBlank = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g

/** Whether the text holds characters that {@link cleanText} takes out. */
export function hasInvisible(text: string): boolean {
  return text.search(zeroWidth) >= 0 || text.search(control) >= 0 || text.search(loneSurrogate) >= 0
}

/** NFC text with its line breaks, without invisible characters, blanks made plain, trimmed; `''` when nothing is left. */
export function cleanText(text: string): string {
  return text
    .replace(loneSurrogate, '\ufffd')
    .replace(control, '')
    .replace(zeroWidth, '')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(oddBlank, ' ')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** As {@link cleanText}, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}

/** At most `limit` characters, never half of a character pair, cut at a word when one ends in the last tenth. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  let cut = text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')
  const word = cut.search(/\s\S*$/)
  if (word > limit * 0.9) cut = cut.slice(0, word)
  return cut.trimEnd()
}
