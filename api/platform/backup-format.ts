/**
 * A copy of the embedded database is one `.tar.gz` that any tar reads: `postgres/…` (the cluster's files, `backup_label`
 * and WAL) and, last, `manifest.json`. It ends with an empty gzip member whose comment holds the SHA-256 of all bytes
 * before it, so that a copy with one wrong bit, or cut short, is known as such before anything is done with it.
 */
export interface Manifest {
  readonly format: 'alongside-backup/1'
  /** PostgreSQL's version; a copy is restored by the same major version. */
  readonly postgres: string
  /** RFC 3339, UTC. */
  readonly takenAt: string
  readonly files: { readonly path: string; readonly size: number; readonly sha256: string }[]
}

const WORDS = 'alongside-backup/1 sha256 '

/** Bytes of the trailer: gzip head, comment and its end, an empty block, CRC and length. */
export const TRAILER_LENGTH = 10 + WORDS.length + 64 + 1 + 2 + 8

/** The trailer for content with this digest (64 hexadecimal digits). */
export function backupTrailer(sha256: string): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 255]) // deflate, with a comment, no time, any system
  return Buffer.concat([head, Buffer.from(WORDS + sha256, 'latin1'), Buffer.from([0, 3, 0]), Buffer.alloc(8)])
}

/** The digest a trailer states, or undefined if these bytes are none of ours. */
export function digestOfTrailer(bytes: Buffer): string | undefined {
  const stated = bytes.subarray(10 + WORDS.length, 10 + WORDS.length + 64).toString('latin1')
  return /^[0-9a-f]{64}$/.test(stated) && bytes.equals(backupTrailer(stated)) ? stated : undefined
}
