import { createHash } from 'node:crypto'
import { blockText, rowHash, type Audited, type BlockWords } from './core/row-text.ts'
import type { Head, KeptHead } from './heads.ts'
import type { Run } from './seal.ts'

/** What a verification found. Times are RFC 3339, UTC. */
export interface Verified {
  readonly blocks: number
  readonly reads: number
  readonly events: number
  /** When the first and the last block were sealed. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly head: Head | undefined
  /** Rows written after the last block was sealed: the chain says nothing of them yet. */
  readonly waiting: number
  /** How many heads kept outside the database were found in the chain. */
  readonly headsAgreed: number
  /** The greatest block number among those. */
  readonly agreedUpTo: number
  /** What is not as it was written, in words, the first of it; undefined if all is. */
  readonly wrong: string | undefined
}

interface Block extends BlockWords {
  readonly format: number
  readonly hash: string
  readonly sealedIso: string
  /** Seconds since 1970. */
  readonly sealedSeconds: number
}

const NOTHING = '0'.repeat(64)
/** Rows looked at by one statement; with the blocks' own size, what bounds the memory of both sides. */
const ROWS_AT_ONCE = 50_000
const BLOCKS_AT_ONCE = 1000
/** A row is dated by the clock of whoever wrote it. It was finished before its block was sealed and after the last complete
 *  block before that, so it is dated between those two, give or take a day: long transactions, clocks that differ. */
const TOLERANCE_SECONDS = 86_400

const tables = [
  { table: 'audit_read', instant: 'asked_at', count: 'reads', root: 'readRoot', marks: 'read_marks' },
  { table: 'audit_event', instant: 'at', count: 'events', root: 'eventRoot', marks: 'event_marks' },
] as const

/**
 * Holds the whole record against its chain: every block against the block before and its own hash, every row against
 * the root of its block, every head that was kept elsewhere against the chain. Reads only; nothing is taken from functions
 * kept in the database, whose own are as easily changed as rows. Stops at the first thing that is wrong.
 *
 * @param run statements of one read-only, repeatable-read transaction of the owner (or a superuser), in which rows of all
 *   organisations are seen
 * @param kept heads from outside the database
 */
export async function verifyAudit(run: Run, kept: readonly (Head | KeptHead)[]): Promise<Verified> {
  const state = { blocks: 0, reads: 0, events: 0, from: undefined as string | undefined, agreedUpTo: 0, headsAgreed: 0 }
  let last: Block | undefined
  /** The last complete block that was looked at. */
  let complete: Block | undefined
  let waiting = 0
  const result = (wrong?: string): Verified => ({
    ...state,
    to: last?.sealedIso,
    head: last && { number: last.number, hash: last.hash },
    waiting,
    wrong,
  })

  const outside = new Map<number, (Head | KeptHead)[]>()
  for (const head of kept) outside.set(head.number, [...(outside.get(head.number) ?? []), head])

  for (;;) {
    const blocks = await readBlocks(run, last?.number)
    if (blocks.length === 0) break
    for (const portion of portions(blocks)) {
      const before = last
      for (const block of portion) {
        const wrong = wrongBlock(block, last) ?? wrongHead(block, outside.get(block.number) ?? [])
        if (wrong) return result(wrong)
        const agreed = outside.get(block.number)?.length ?? 0
        state.headsAgreed += agreed
        if (agreed > 0) state.agreedUpTo = block.number
        outside.delete(block.number)
        last = block
      }
      for (const each of tables) {
        const wrong = await wrongRows(run, each, portion, complete)
        if (wrong) {
          last = before
          return result(wrong)
        }
      }
      complete = portion.findLast((block) => block.complete) ?? complete
      state.from ??= portion[0]?.sealedIso
      state.blocks += portion.length
      state.reads += portion.reduce((sum, block) => sum + block.reads, 0)
      state.events += portion.reduce((sum, block) => sum + block.events, 0)
    }
  }

  const cut = [...outside.values()].flat().toSorted((a, b) => a.number - b.number)[0]
  if (cut)
    return result(
      `The chain ends at ${last ? `block ${last.number}` : 'nothing'}, but block ${cut.number} was kept outside the database` +
        `${'at' in cut ? ` on ${cut.at}` : ''}: its end has been cut off, or an older copy was restored.`,
    )
  for (const { table, instant } of tables) {
    const rest = await run(
      `select count(*) filter (where r.tx >= $1::bigint) as waiting,
              min(r.tx::text) filter (where r.tx < 0 or r.tx >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + c.shift) as impossible
         from audit_read r, audit.counting c where r.tx >= $1::bigint or r.tx < 0`.replaceAll('audit_read', table),
      [last?.toTx ?? '0'],
    )
    waiting += Number(rest.rows[0]?.['waiting'])
    const impossible = rest.rows[0]?.['impossible'] as string | null
    if (impossible !== null) {
      const named = await nameRow(run, table, instant, `r.tx = ${BigInt(impossible)}`)
      return result(`A row of ${table} says it was written by a transaction that never was: ${named}.`)
    }
  }
  return result()
}

async function readBlocks(run: Run, after: number | undefined): Promise<Block[]> {
  const { rows } = await run(
    `select number, format, complete, from_tx::text as "fromTx", to_tx::text as "toTx", reads, events,
       encode(timestamptz_send(sealed_at), 'hex') as "sealedAt", extract(epoch from sealed_at)::float8 as "sealedSeconds",
       encode(read_root, 'hex') as "readRoot", encode(event_root, 'hex') as "eventRoot",
       encode(previous, 'hex') as previous, encode(hash, 'hex') as hash
     from audit.block where number > $1::bigint order by number limit ${BLOCKS_AT_ONCE}`,
    [after ?? '-9223372036854775808'],
  )
  return rows.map((row) => ({
    ...(row as unknown as Block),
    number: Number(row['number']),
    sealedIso: new Date(Number(row['sealedSeconds']) * 1000).toISOString(),
  }))
}

/** Blocks one after the other, as many at a time as have about `ROWS_AT_ONCE` rows between them. */
function* portions(blocks: readonly Block[]): Iterable<Block[]> {
  let portion: Block[] = []
  let rows = 0
  for (const block of blocks) {
    portion.push(block)
    rows += block.reads + block.events
    if (rows < ROWS_AT_ONCE) continue
    yield portion
    portion = []
    rows = 0
  }
  if (portion.length > 0) yield portion
}

const sealedOn = (block: Block) => `Block ${block.number} (sealed ${block.sealedIso})`

/** A block by itself and as the next of the chain. */
function wrongBlock(block: Block, before: Block | undefined): string | undefined {
  const expected = (before?.number ?? 0) + 1
  if (block.number !== expected)
    return `Block ${expected} is missing: ${before ? `after block ${before.number}` : 'at first'} comes block ${block.number}.`
  if (block.format !== 1) return `${sealedOn(block)} is of format ${block.format}, which this version does not know.`
  if (createHash('sha256').update(blockText(block)).digest('hex') !== block.hash)
    return `${sealedOn(block)} has been changed: its hash is not that of what it states.`
  if (block.previous !== (before?.hash ?? NOTHING) || block.fromTx !== (before?.toTx ?? '0'))
    return `${sealedOn(block)} does not follow from the block before it, which is not the one that was there when it was sealed.`
  return undefined
}

function wrongHead(block: Block, kept: readonly (Head | KeptHead)[]): string | undefined {
  const other = kept.find(({ hash }) => hash !== block.hash)
  return other
    ? `${sealedOn(block)} is another than the one kept outside the database${'at' in other ? ` on ${other.at}` : ''} ` +
        `(${other.hash}): the chain was written anew from some block on, or an older copy was restored.`
    : undefined
}

type Part = (typeof tables)[number]

/** The rows of one table in consecutive blocks, each block's at once, hashed by the database. */
async function wrongRows(
  run: Run,
  part: Part,
  blocks: readonly Block[],
  completeBefore: Block | undefined,
): Promise<string | undefined> {
  const { table, instant } = part
  const { rows } = await run(
    `select at, count(*) as count, encode(sha256(string_agg(hash, ''::bytea order by hash)), 'hex') as root,
       extract(epoch from min(instant))::float8 as first, extract(epoch from max(instant))::float8 as last
     from (select width_bucket(r.tx, $1::bigint[]) as at, r.${instant} as instant, ${rowHash(table)} as hash
             from ${table} r where r.tx >= $2::bigint and r.tx < $3::bigint) hashed
     group by at`,
    [blocks.map(({ fromTx }) => fromTx), blocks[0]?.fromTx, blocks.at(-1)?.toTx],
  )
  const found = new Map(rows.map((row) => [Number(row['at']), row]))
  let complete = completeBefore
  for (const [i, block] of blocks.entries()) {
    const previous = complete
    if (block.complete) complete = block
    const row = found.get(i + 1)
    const root = (row?.['root'] as string | undefined) ?? createHash('sha256').digest('hex')
    if (Number(row?.['count'] ?? 0) !== block[part.count] || root !== block[part.root])
      return await differingRow(run, part, block)
    if (!row) continue
    const earliest = previous ? previous.sealedSeconds - TOLERANCE_SECONDS : -Infinity
    const latest = block.sealedSeconds + TOLERANCE_SECONDS
    if (Number(row['first']) >= earliest && Number(row['last']) <= latest) continue
    const seconds = `extract(epoch from r.${instant})::float8`
    const named = await nameRow(
      run,
      table,
      instant,
      `r.tx >= ${block.fromTx} and r.tx < ${block.toTx} and not (${seconds} <= ${latest}${previous ? ` and ${seconds} >= ${earliest}` : ''})`,
    )
    return `A row of ${table} was written ${previous ? `between ${previous.sealedIso} and ${block.sealedIso}` : `before ${block.sealedIso}`}, but is dated otherwise: ${named}.`
  }
  return undefined
}

/** Which row of a block is not the one that was sealed, by the marks kept beside the root. */
async function differingRow(run: Run, part: Part, block: Block): Promise<string> {
  const within = `r.tx >= ${block.fromTx} and r.tx < ${block.toTx}`
  const { rows } = await run(
    `with mark as (
       select substr(b.${part.marks}, i * 8 + 1, 8) as mark
         from audit.block b, generate_series(0, length(b.${part.marks}) / 8 - 1) i where b.number = $1),
     row as (select substr(${rowHash(part.table)}, 1, 8) as mark, r.tx from ${part.table} r where ${within})
     select (select count(*) from mark where mark not in (select mark from row)) as gone,
            (select count(*) from row where mark not in (select mark from mark)) as strange,
            (select encode(min(mark), 'hex') from row where mark not in (select mark from mark)) as one`,
    [block.number],
  )
  const gone = Number(rows[0]?.['gone'])
  const strange = Number(rows[0]?.['strange'])
  const one = rows[0]?.['one'] as string | null
  const named =
    one === null
      ? undefined
      : await nameRow(run, part.table, part.instant, `${within} and substr(${rowHash(part.table)}, 1, 8) = '\\x${one}'`)
  const many = (n: number) => `${n} ${n === 1 ? 'row' : 'rows'} of ${part.table}`
  const what =
    gone > 0 && strange > 0
      ? `${many(strange)} changed. As it is now: ${named}`
      : strange > 0
        ? `${many(strange)} put in afterwards: ${named}`
        : gone > 0
          ? `${many(gone)} deleted`
          : `its rows of ${part.table} are not those that were sealed`
  return `${sealedOn(block)}: ${what}.`
}

/** A row by what finds it again; what it says of anybody is left out. */
async function nameRow(run: Run, table: Audited, instant: string, where: string): Promise<string> {
  const words =
    table === 'audit_read'
      ? `'request ' || r.request_id || ', about ' || r.about_id`
      : `'number ' || r.id || ', ' || r.action`
  const { rows } = await run(
    `select ${words} || ', dated ' || (r.${instant} at time zone 'UTC')::text || ' UTC' as named
       from ${table} r where ${where} order by r.${instant} limit 1`,
    [],
  )
  return String(rows[0]?.['named'])
}
