import { createHash, randomBytes } from 'node:crypto'

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits, so that ids made later sort later and
 * indexes grow at their end. Within one millisecond the order is random.
 *
 * @param now milliseconds since the epoch; for tests
 */
export function uuidv7(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  return formatted(bytes, 7)
}

/**
 * The UUIDv5 (RFC 9562 §5.5) of a name in a namespace: always the same for the same pair. For rows that come from
 * elsewhere under an id of their own, so that a second import finds them again.
 *
 * @param namespace a UUID
 * @throws RangeError if the namespace is not a UUID
 */
export function uuidv5(namespace: string, name: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(namespace)) throw new RangeError('namespace must be a UUID')
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex')
  return formatted(createHash('sha1').update(space).update(name, 'utf8').digest().subarray(0, 16), 5)
}

/** Random bytes as base64url without padding: 32 bytes (256 bits) make 43 characters. For secrets a person carries. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** SHA-256 of a text (as UTF-8) or of bytes: 32 bytes. What is stored of a token. */
export function sha256(input: string | Uint8Array): Buffer {
  return createHash('sha256').update(input).digest()
}

function formatted(bytes: Buffer, version: 5 | 7): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
