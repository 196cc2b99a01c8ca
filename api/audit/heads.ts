import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivateFile } from '../platform/index.ts'

/** The end of the chain: a block's number and its hash, 64 hexadecimal digits. */
export interface Head {
  readonly number: number
  readonly hash: string
}

/** A head as it was kept, and when (RFC 3339, UTC). */
export interface KeptHead extends Head {
  readonly at: string
}

const HOUR = 3_600_000

/**
 * The heads of the chain, kept outside the database: whoever cuts the chain's end, or writes it anew from some block on,
 * would have to change these too. `head.json` is the newest; `heads.jsonl` has one a line, at most one an hour and one at
 * each stop, and is only ever added to. Both are in the folder `audit` of the data folder, closed to others.
 */
export class HeadFolder {
  readonly folder: string
  #lastLine = -Infinity

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'audit')
  }

  /** The newest head kept here, if any can be read. */
  latest(): KeptHead | undefined {
    return parse(this.#read('head.json'))
  }

  /**
   * Every head that still speaks, oldest first, the newest included. Those that a restore of an older copy made void
   * (`forget`) are left out, and so are lines that cannot be read.
   */
  all(): KeptHead[] {
    let heads: KeptHead[] = []
    for (const line of this.#read('heads.jsonl').split('\n')) {
      const upTo = restoredUpTo(line)
      if (upTo !== undefined) heads = heads.filter(({ number }) => number <= upTo)
      const head = parse(line)
      if (head) heads.push(head)
    }
    const latest = this.latest()
    return latest ? [...heads, latest] : heads
  }

  /** Keeps a head as the newest, and as a line where the last is an hour old or `line` says so. */
  keep(head: Head, now: Date, { line = false } = {}): void {
    const text = JSON.stringify({ number: head.number, hash: head.hash, at: now.toISOString() })
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    writePrivateFile(join(this.folder, 'head.json'), `${text}\n`)
    if (!line && now.getTime() - this.#lastLine < HOUR) return
    this.#lastLine = now.getTime()
    appendFileSync(join(this.folder, 'heads.jsonl'), `${text}\n`, { mode: 0o600 })
  }

  /** Writes down that an older copy was restored: heads after block `upTo` no longer speak of this database. */
  forget(upTo: number, head: Head | undefined, now: Date): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    const line = JSON.stringify({ restored: now.toISOString(), upTo })
    appendFileSync(join(this.folder, 'heads.jsonl'), `${line}\n`, { mode: 0o600 })
    if (head) this.keep(head, now, { line: true })
    else writePrivateFile(join(this.folder, 'head.json'), '{}\n')
  }

  #read(file: string): string {
    try {
      return readFileSync(join(this.folder, file), 'utf8')
    } catch {
      return ''
    }
  }
}

const object = (text: string): Record<string, unknown> => {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}

function parse(text: string): KeptHead | undefined {
  const { number, hash, at } = object(text)
  return Number.isInteger(number) && typeof hash === 'string' && typeof at === 'string'
    ? { number: number as number, hash, at }
    : undefined
}

function restoredUpTo(line: string): number | undefined {
  const { restored, upTo } = object(line)
  return typeof restored === 'string' && Number.isInteger(upTo) ? (upTo as number) : undefined
}
