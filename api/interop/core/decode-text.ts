/** What a file's bytes turned out to be. */
export type DecodedText = {
  readonly text: string
  readonly encoding: 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'windows-1252'
  readonly hadMark: boolean
}

/**
 * Text of a file by its byte-order mark, else as UTF-16 when every other byte is zero, else as UTF-8; null when it is
 * none of them (or plainly not text). Windows-1252 is only tried where the caller allows it: almost any bytes pass.
 */
export function decodeText(bytes: Uint8Array, { orWindows1252 = false } = {}): DecodedText | null {
  const starts = (...mark: readonly number[]) => mark.every((byte, at) => bytes[at] === byte)
  const decode = (encoding: DecodedText['encoding'], hadMark: boolean): DecodedText | null => {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding, hadMark }
    } catch {
      return null
    }
  }
  if (starts(0xef, 0xbb, 0xbf)) return decode('UTF-8', true)
  if (starts(0xff, 0xfe)) return decode('UTF-16LE', true)
  if (starts(0xfe, 0xff)) return decode('UTF-16BE', true)
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]! += 1
  })
  const many = sample.length * 0.3
  if (sample.length >= 4 && zeros[1]! > many && zeros[0]! < many / 10) return decode('UTF-16LE', false)
  if (sample.length >= 4 && zeros[0]! > many && zeros[1]! < many / 10) return decode('UTF-16BE', false)
  const utf8 = decode('UTF-8', false)
  if (utf8 || !orWindows1252) return utf8
  // The controls below the blank do not stand in a text file; with them it is no text in any encoding.
  const isText = sample.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0)
  return isText ? decode('windows-1252', false) : null
}

/** What kind of other file this is, by its first bytes, where that is certain. */
export function knownBinary(bytes: Uint8Array): string | null {
  const kinds: readonly (readonly [string, readonly number[]])[] = [
    ['a ZIP archive or an Excel workbook (.xlsx)', [0x50, 0x4b, 0x03, 0x04]],
    ['an old Excel workbook (.xls)', [0xd0, 0xcf, 0x11, 0xe0]],
    ['a PDF', [0x25, 0x50, 0x44, 0x46]],
    ['a gzip archive', [0x1f, 0x8b]],
    ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
    ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ]
  return kinds.find(([, start]) => start.every((byte, at) => bytes[at] === byte))?.[0] ?? null
}
