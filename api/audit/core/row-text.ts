/**
 * The words of a row that are hashed, as SQL over the alias `r`: an array in JSON, so that no value can run into the next,
 * and nothing in it depends on a session's settings (an instant is its eight bytes in hexadecimal).
 *
 * These are format 1 and never change, not by a space: blocks are sealed by a copy of them in the database (migration
 * 0010), and every block ever sealed is verified by them. What must be hashed otherwise is a format 2 beside them.
 */
export const rowText = {
  audit_read: `json_build_array(encode(timestamptz_send(r.asked_at), 'hex'), r.request_id, r.account_id, r.about_id, r.about_as, r.role, r.because, r.operation, r.tx)::text`,
  audit_event: `json_build_array(r.id, encode(timestamptz_send(r.at), 'hex'), r.account_id, r.action, r.subject_id, r.about_id, r.request_id, r.because, r.tx)::text`,
} as const

/** The two tables under the chain. */
export type Audited = keyof typeof rowText

/** The hash of a row, as SQL over the alias `r`: 32 bytes. */
export const rowHash = (table: Audited): string => `sha256(convert_to(${rowText[table]}, 'UTF8'))`

/** What a block states of itself; its hash is over these, joined by a bar. Numbers are decimal, bytes hexadecimal. */
export interface BlockWords {
  readonly number: number
  readonly fromTx: string
  readonly toTx: string
  /** `timestamptz_send` of the moment of sealing. */
  readonly sealedAt: string
  /** All that was finished by then is in it or before it; false where there was too much for one block. */
  readonly complete: boolean
  readonly reads: number
  readonly events: number
  readonly readRoot: string
  readonly eventRoot: string
  /** The hash of the block before; of the first, 32 zero bytes. */
  readonly previous: string
}

/** The words of a block of format 1 that are hashed. */
export const blockText = (block: BlockWords): string =>
  [
    'alongside-audit/1',
    block.number,
    block.fromTx,
    block.toTx,
    block.sealedAt,
    block.complete ? 1 : 0,
    block.reads,
    block.events,
    block.readRoot,
    block.eventRoot,
    block.previous,
  ].join('|')
