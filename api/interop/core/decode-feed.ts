import { decodeText, knownBinary } from './decode-text.ts'
import { FeedRefused } from './model.ts'

/**
 * JSON of a feed's bytes: UTF-8 or UTF-16, with or without a byte-order mark; JSON with one object a line is read as a
 * list. The result is for `readFeed`, which refuses other shapes.
 *
 * @throws FeedRefused `empty`, `binary`, `encoding`, `html`, `truncated` or `notJson`; messages hold no content of the file
 */
export function decodeFeed(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw new FeedRefused('empty', 'The file is empty.')
  const binary = knownBinary(bytes)
  if (binary) throw new FeedRefused('binary', `This is ${binary}, not JSON.`, { found: binary })
  const decoded = decodeText(bytes)
  if (!decoded) {
    const at = firstInvalid(bytes)
    if (bytes.subarray(0, 4096).includes(0))
      throw new FeedRefused('binary', 'This is not a text file.', { found: 'binary data' })
    throw new FeedRefused(
      'encoding',
      `The text is not valid UTF-8 near byte ${at}: it was saved in another encoding, or several were mixed. Save it as UTF-8.`,
      { byte: at },
    )
  }
  const text = decoded.text.replace(/^\ufeff/, '')
  const start = text.trimStart()
  if (start === '') throw new FeedRefused('empty', 'The file holds nothing but blanks.')
  if (start.startsWith('<')) {
    const html = /^<(?:!doctype html|html|head|body|!--)/i.test(start)
    const found = html ? 'a web page (HTML)' : 'XML'
    throw new FeedRefused('html', `This is ${found}, not JSON: check the address.`, { found })
  }
  try {
    return JSON.parse(text) as unknown
  } catch {
    return readLines(start) ?? explain(text)
  }
}

/** One JSON object a line (`format=ndjson`): when the first two lines, or the only one, are whole objects. */
function readLines(text: string): unknown[] | null {
  const lines = text.split('\n')
  const whole = (line: string | undefined) => {
    if (line === undefined || !line.trim().startsWith('{')) return false
    try {
      JSON.parse(line)
      return true
    } catch {
      return false
    }
  }
  if (lines.length < 2 || !whole(lines[0])) return null
  const rows: unknown[] = []
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue
    try {
      rows.push(JSON.parse(line))
    } catch {
      throw new FeedRefused('notJson', `Line ${at + 1} is not JSON, though the lines before it are.`, { line: at + 1 })
    }
  }
  return rows
}

/** Says what is wrong with text that is no JSON, with the place, and never with the content. */
function explain(text: string): never {
  if (!/^\s*[[{"\d-]/.test(text)) throw new FeedRefused('notJson', 'This is text, but not JSON.')
  const end = scan(text)
  if (end.open > 0) {
    throw new FeedRefused(
      'truncated',
      `The file stops in the middle (after ${text.length} characters, ${end.open} brackets still open): fetch it again.`,
      { characters: text.length, open: end.open },
    )
  }
  throw new FeedRefused(
    'notJson',
    `This looks like JSON, but has a mistake${end.line ? ` near line ${end.line}` : ''}.`,
    {
      line: end.line,
    },
  )
}

/** Brackets still open at the end, and the line on which one closed that was not open (0 if none). */
function scan(text: string): { open: number; line: number } {
  const stack: string[] = []
  let line = 1
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character === '\n') line++
    if (inString) {
      if (character === '\\') at++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') stack.push(character)
    else if (character === '}' || character === ']') {
      if (stack.pop() !== (character === '}' ? '{' : '[')) return { open: 0, line }
    }
  }
  return { open: stack.length + (inString ? 1 : 0), line: 0 }
}

/** The place of the first byte that UTF-8 does not allow. */
function firstInvalid(bytes: Uint8Array): number {
  const valid = (end: number) => {
    try {
      new TextDecoder('UTF-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true })
      return true
    } catch {
      return false
    }
  }
  let [good, bad] = [0, bytes.length]
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (valid(middle)) good = middle
    else bad = middle
  }
  return good
}
