/** One entry's head: a POSIX ustar block of 512 bytes, and its reverse. Only files and folders, names up to 255 bytes. */
export interface TarEntry {
  /** Relative, with `/`; no `..`. */
  readonly path: string
  readonly kind: 'file' | 'folder'
  /** Bytes of content that follow, padded with zeros to a multiple of 512. */
  readonly size: number
  /** Seconds since the epoch. */
  readonly modified: number
}

export const BLOCK = 512
/** What ends an archive. */
export const END_OF_TAR = Buffer.alloc(2 * BLOCK)

/** How many zero bytes follow content of this size. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK

/** @throws RangeError if the name is too long for the format, or the size above 8 GiB */
export function tarHeader(entry: TarEntry): Buffer {
  const block = Buffer.alloc(BLOCK)
  const path = entry.kind === 'folder' ? `${entry.path}/` : entry.path
  const cut = Buffer.byteLength(path) <= 100 ? -1 : path.indexOf('/', Buffer.byteLength(path) - 101)
  const [prefix, name] = [path.slice(0, Math.max(cut, 0)), path.slice(cut + 1)]
  if (Buffer.byteLength(name) > 100 || Buffer.byteLength(prefix) > 155 || entry.size >= 8 ** 11)
    throw new RangeError(`cannot be put into the archive: ${path}`)
  block.write(name, 0)
  block.write(entry.kind === 'folder' ? '0000700\0' : '0000600\0', 100)
  block.write('0000000\0', 108)
  block.write('0000000\0', 116)
  block.write(entry.size.toString(8).padStart(11, '0') + '\0', 124)
  block.write(Math.floor(entry.modified).toString(8).padStart(11, '0') + '\0', 136)
  block.write('        ', 148)
  block.write(entry.kind === 'folder' ? '5' : '0', 156)
  block.write('ustar\u000000', 257)
  block.write(prefix, 345)
  block.write(checksum(block).toString(8).padStart(6, '0') + '\0 ', 148)
  return block
}

/**
 * Reads a head. Undefined for a block of zeros (the end).
 *
 * @throws RangeError if it is not one, or names something outside the folder it is unpacked into
 */
export function readTarHeader(block: Buffer): TarEntry | undefined {
  if (block.every((byte) => byte === 0)) return undefined
  const text = (from: number, length: number) => {
    const field = block.subarray(from, from + length)
    const end = field.indexOf(0)
    return field.subarray(0, end < 0 ? length : end).toString('utf8')
  }
  const octal = (from: number, length: number) => Number.parseInt(text(from, length).trim(), 8)
  if (text(257, 5) !== 'ustar' || octal(148, 8) !== checksum(block)) throw new RangeError('not an archive entry')
  const kind = { '0': 'file', '5': 'folder' }[text(156, 1)] as TarEntry['kind'] | undefined
  const prefix = text(345, 155)
  const path = ((prefix && `${prefix}/`) + text(0, 100)).replace(/\/$/, '')
  const size = octal(124, 12)
  if (!kind || !Number.isSafeInteger(size) || size < 0) throw new RangeError('an entry of a kind we do not write')
  if (
    path === '' ||
    path.startsWith('/') ||
    path.includes('\\') ||
    path.split('/').some((part) => /^\.{0,2}$/.test(part))
  )
    throw new RangeError('an entry outside its folder')
  return { path, kind, size, modified: octal(136, 12) }
}

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 0x20
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += block[i]!
  return sum
}
