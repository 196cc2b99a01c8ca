import { isUuid, type Uuid } from './uuid.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUE = new Map(Array.from(ALPHABET, (c, i) => [c, i]))
const SHAPE = /^[A-Za-z0-9_-]{24}$/

/**
 * The opaque GraphQL id of a row: base64url of a two-byte type code and the sixteen bytes of its UUID, 24 characters.
 * `code` is 1 to 65535. Throws RangeError for another code or a text that is no UUID.
 */
export function encodeNodeId(code: number, uuid: Uuid): string {
  if (!Number.isInteger(code) || code < 1 || code > 0xffff || !isUuid(uuid)) throw new RangeError('not a node')
  const hex = code.toString(16).padStart(4, '0') + uuid.replaceAll('-', '')
  let id = ''
  for (let i = 0; i < 36; i += 3) {
    const twelve = parseInt(hex.slice(i, i + 3), 16)
    id += (ALPHABET[twelve >> 6] as string) + (ALPHABET[twelve & 63] as string)
  }
  return id
}

/**
 * The type code and UUID of an id that `encodeNodeId` could have made; undefined for everything else. 18 bytes fill 24
 * characters exactly, so no two texts mean one row.
 */
export function decodeNodeId(id: string): { code: number; uuid: Uuid } | undefined {
  if (typeof id !== 'string' || !SHAPE.test(id)) return undefined
  let hex = ''
  for (let i = 0; i < 24; i += 2) {
    const twelve = ((VALUE.get(id[i] as string) ?? 0) << 6) | (VALUE.get(id[i + 1] as string) ?? 0)
    hex += twelve.toString(16).padStart(3, '0')
  }
  const code = parseInt(hex.slice(0, 4), 16)
  if (code === 0) return undefined
  const u = hex.slice(4)
  return { code, uuid: `${u.slice(0, 8)}-${u.slice(8, 12)}-${u.slice(12, 16)}-${u.slice(16, 20)}-${u.slice(20)}` }
}
