import { parseArgs } from 'node:util'
import { connect, errorCode, onShutdown, openDatabase, PlainError, readConfig } from '../platform/index.ts'
import { HeadFolder, type Head } from './heads.ts'
import { verifyAudit, type Verified } from './verify.ts'

const usage = `npm run verify-audit [-- --head NUMBER:HASH] [-- --restored]
  Holds the record of who looked and who changed what against its chain. Ends with 1 if a row or block is not as it was.
  --head       also against this head, as a log, a copy or a piece of paper has it; may be given several times
  --restored   an older copy of the database was put back: heads kept since then no longer count`

/** `verify-audit`: whether or not the server runs. @returns 0 if all is as it was written, else 1 */
export async function verifyAuditCommand(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { heads: given, restored } = readArguments(args)
  const config = readConfig()
  const folder = new HeadFolder(config.dataFolder)
  const database = await openDatabase(config, {
    purpose: 'command',
    command: 'npm run verify-audit',
    onProgress: say,
  })
  onShutdown('database', () => database.stop(), { always: true })
  const started = performance.now()
  const kept = folder.all()
  const client = await connect(database.superUrl ?? database.adminUrl, {
    applicationName: 'alongside verify-audit',
    statementTimeout: 0,
    idleInTransactionTimeout: 0,
  })
  onShutdown('connection', () => client.end())
  const run = (text: string, values: unknown[]) => client.query(text, values)
  await client.query('begin transaction isolation level repeatable read, read only')
  // Nothing may stand in for what is meant: neither a function of ours nor a table in the user's own schema.
  await client.query('set local search_path = pg_catalog, public')
  if (restored) {
    const chain = await inThisVersion(() => verifyAudit(run, given))
    const { rows } = await run(`select number, encode(hash, 'hex') as hash from audit.block where number = any($1)`, [
      kept.map(({ number }) => number),
    ])
    const hashes = new Map(rows.map((row) => [Number(row['number']), String(row['hash'])]))
    if (chain.wrong) return report(chain, 0, say)
    const fits = (head: Head) => hashes.get(head.number) === head.hash
    const agreed = Math.max(0, ...kept.filter(fits).map(({ number }) => number))
    if (kept.every(fits)) say('Every head that is kept is in this chain: nothing was restored that it does not know.')
    else {
      folder.forget(agreed, chain.head, new Date())
      say(`Written down in ${folder.folder}: an older copy was restored; heads after block ${agreed} no longer count.`)
    }
    return report(chain, (performance.now() - started) / 1000, say)
  }
  const found = await inThisVersion(() => verifyAudit(run, [...kept, ...given]))
  const code = report(found, (performance.now() - started) / 1000, say)
  if (!found.wrong && found.head && kept.length === 0)
    say(
      `No head is kept in ${folder.folder}: whether rows were cut off together with the chain’s end cannot be told here.`,
    )
  return code
}

function report(found: Verified, seconds: number, say: (line: string) => void): number {
  const many = (n: number, one: string) => `${n.toLocaleString('en-GB')} ${n === 1 ? one : `${one}s`}`
  if (found.wrong) {
    say('The audit record is NOT as it was written.')
    say(`  ${found.wrong}`)
    say(
      `  Before that: ${many(found.blocks, 'block')}, ${many(found.reads, 'read')} and ${many(found.events, 'change')} in order.`,
    )
    return 1
  }
  if (!found.head) say('No block has been sealed yet.')
  else {
    say(
      `Verified ${many(found.blocks, 'block')} with ${many(found.reads, 'read')} and ${many(found.events, 'change')}, in ${seconds.toFixed(1)} s.`,
    )
    say(`Sealed   ${found.from} to ${found.to}`)
    say(`Head     ${found.head.number}:${found.head.hash}`)
    if (found.headsAgreed > 0)
      say(`Agrees   with ${many(found.headsAgreed, 'head')} kept outside the database, up to block ${found.agreedUpTo}`)
  }
  if (found.waiting > 0) say(`Waiting  ${many(found.waiting, 'row')} not sealed yet`)
  return 0
}

/** A database that an older version left behind has no chain. */
async function inThisVersion<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (errorCode(error) === '42P01')
      throw new PlainError(
        'This database was last used by an older version, which kept no chain. Start it once: npm start',
      )
    throw error
  }
}

function readArguments(args: readonly string[]): { heads: Head[]; restored: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { head: { type: 'string', multiple: true }, restored: { type: 'boolean' } },
    })
    const heads = (values.head ?? []).map((text) => {
      const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/i.exec(text) ?? []
      if (!number || !hash) throw new Error('--head must be NUMBER:HASH, with 64 hexadecimal digits.')
      return { number: Number(number), hash: hash.toLowerCase() }
    })
    return { heads, restored: values.restored ?? false }
  } catch (error) {
    throw new PlainError(`${(error as Error).message}\n${usage}`, 2)
  }
}
