/** Where a text stops being JSON. */
export interface Fault {
  /** The record it is in: `arcs[3].points`; '' at the outermost. */
  readonly path: string
  readonly line: number
  readonly column: number
}

const WORD = /[-+.\w]+/y
const NUMBER_OR_NAME = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/
/** A path is shown to this depth. */
const DEEPEST_SHOWN = 8

/**
 * Finds the first thing in a text that JSON.parse would not read. For messages: V8 says where only sometimes, and quotes
 * what stands there, which may be about people. Undefined where nothing is wrong. No recursion: depth costs nothing.
 */
export function faultOf(text: string): Fault | undefined {
  const stack: { readonly isList: boolean; key: string | number }[] = []
  /** What may come next. */
  let wanted: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing' = 'value'
  let at = text.startsWith('\uFEFF') ? 1 : 0
  const after = () => (stack.length === 0 ? 'nothing' : 'comma or end')
  for (; ; at++) {
    while (isSpace(text.charCodeAt(at))) at++
    const c = text[at]
    if (c === undefined) return wanted === 'nothing' ? undefined : fault(text, at, stack)
    const isValue = wanted === 'value' || wanted === 'value or end'
    const top = stack.at(-1)
    if ((c === '{' || c === '[') && isValue) {
      stack.push({ isList: c === '[', key: c === '[' ? 0 : '' })
      wanted = c === '[' ? 'value or end' : 'key or end'
    } else if (
      (c === ']' && top?.isList === true && (wanted === 'value or end' || wanted === 'comma or end')) ||
      (c === '}' && top?.isList === false && (wanted === 'key or end' || wanted === 'comma or end'))
    ) {
      stack.pop()
      wanted = after()
    } else if (c === ',' && wanted === 'comma or end' && top) {
      if (typeof top.key === 'number') top.key++
      wanted = top.isList ? 'value' : 'key'
    } else if (c === ':' && wanted === 'colon') wanted = 'value'
    else if (c === '"' && (isValue || wanted === 'key' || wanted === 'key or end')) {
      const end = endOfString(text, at)
      if (end === undefined) return fault(text, at, stack)
      if (isValue) wanted = after()
      else {
        if (top) top.key = text.slice(at + 1, Math.min(end, at + 41))
        wanted = 'colon'
      }
      at = end
    } else {
      WORD.lastIndex = at
      const word = isValue ? WORD.exec(text)?.[0] : undefined
      if (word === undefined || !NUMBER_OR_NAME.test(word)) return fault(text, at, stack)
      at += word.length - 1
      wanted = after()
    }
  }
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9

/** The place of the closing quote; undefined where there is none, or something no string of JSON holds comes before it. */
function endOfString(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) return at
    if (code < 32) return undefined
    if (code !== 92) continue
    const next = text[++at]
    if (next === 'u') {
      if (!/^[\da-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) return undefined
    } else if (next === undefined || !'"\\/bfnrt'.includes(next)) return undefined
  }
  return undefined
}

function fault(text: string, at: number, stack: readonly { isList: boolean; key: string | number }[]): Fault {
  let line = 1
  let begin = 0
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
    line++
    begin = i + 1
  }
  const path = stack
    .slice(0, DEEPEST_SHOWN)
    .map(({ isList, key }, depth) => (isList ? `[${key}]` : `${depth > 0 && key !== '' ? '.' : ''}${key}`))
    .join('')
  return { path: `${path}${stack.length > DEEPEST_SHOWN ? '…' : ''}`, line, column: at - begin + 1 }
}
