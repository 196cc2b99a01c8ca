import { createHash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { CompiledQuery, type Kysely } from 'kysely'
import { decodeNodeId, instantFromDate, localDateOf, type SqlFragment, type Viewer } from '../kernel/index.ts'
import { uuidv7, type Clock } from '../platform/index.ts'
import { name, raw, render, rowOf, sql, type Context, type DomainEvent, type GrantBook } from '../reads/index.ts'
import * as faults from './faults.ts'
import { listeners } from './slices.ts'

export interface CommandOptions {
  readonly em: EntityManager
  readonly grants: GrantBook
  readonly clock: Clock
  readonly viewer: Viewer
  /** The product's own work (jobs, imports, seeds, command lines), which row-level security lets through. Never a
   *  request's: `request.ts` has no way to say it. Grants hold all the same, as those of `viewer`. */
  readonly house?: true
  readonly requestId?: string
  /** Inside this unit of work's transaction, under a savepoint, instead of in one of its own. */
  readonly within?: EntityManager
}

/**
 * Runs `work` as one transaction: what it records is written and told to the listeners before commit. A transaction
 * the database chose as a deadlock's victim (40P01) or could not serialise (40001) is tried again, three times in all.
 */
export async function transact<T>(options: CommandOptions, work: (context: Context) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (options.within ?? options.em.fork()).transactional(async (em) => {
        const { context, finish } = contextOf(options, em)
        await context.run(
          options.house
            ? raw('select wall.begin_house()')
            : sql`select wall.begin_command(${options.viewer.account ?? 'public'})`,
        )
        const result = await work(context)
        await finish()
        return result
      })
    } catch (error) {
      const code = codeOf(error)
      if ((code === '40P01' || code === '40001') && attempt < 3) continue
      if (code === '40P01' || code === '40001' || code === '55P03') throw faults.conflict()
      throw error
    }
  }
}

/** A mutation: `transact`, and with a `clientMutationId` done once however often it is asked. */
export async function runCommand<I extends { clientMutationId?: string | null }, R extends { kind: string }>(
  options: Omit<CommandOptions, 'house'>,
  operation: string,
  input: I,
  work: (context: Context, input: I) => Promise<R>,
): Promise<R> {
  const { clientMutationId: key, ...rest } = input
  const account = options.viewer.account
  if (!key || account === null) return transact(options, (context) => work(context, input))
  const hash = createHash('sha256').update(JSON.stringify(rest, sortedKeys)).digest()
  return transact(options, async (context) => {
    // Whoever comes second waits here for the first, and then finds its result.
    const [claimed] = await context.run<{ claimed: boolean }>({
      strings: [
        `insert into idempotency (account_id, key, operation, input_hash, result) values (`,
        `, `,
        `, `,
        `, `,
        `, 'null') on conflict do nothing returning true as claimed`,
      ],
      values: [account, key, operation, hash],
    } as SqlFragment)
    if (!claimed) {
      const [before] = await context.run<{ operation: string; input_hash: Buffer; result: R }>(
        sql`select operation, input_hash, result from idempotency where account_id = ${account} and key = ${key}`,
      )
      if (!before || before.operation !== operation || !before.input_hash.equals(hash))
        throw faults.idempotencyMismatch()
      return before.result
    }
    const result = await work(context, input)
    await context.run(
      sql`update idempotency set result = ${JSON.stringify(result)}::jsonb where account_id = ${account} and key = ${key}`,
    )
    return result
  })
}

const sortedKeys = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** PostgreSQL's error code, also through the ORM's wrapping. */
export function codeOf(error: unknown): string | undefined {
  for (
    let at = error as { code?: unknown; cause?: unknown; previous?: unknown } | undefined;
    at;
    at = (at.cause ?? at.previous) as typeof at
  )
    if (typeof at.code === 'string' && /^[0-9A-Z]{5}$/.test(at.code)) return at.code
  return undefined
}

function contextOf(options: CommandOptions, em: EntityManager) {
  const { viewer, grants, clock } = options
  const now = clock.now()
  const today = localDateOf(instantFromDate(now))
  const events: DomainEvent[] = []
  const statement = async <T>(fragment: SqlFragment): Promise<T[]> => {
    const { text, values } = render(fragment)
    const transaction = em.getTransactionContext() as unknown as Kysely<unknown>
    return (await transaction.executeQuery(CompiledQuery.raw(text, values))).rows as T[]
  }
  let savepoints = 0
  const plain = (text: string) => statement(raw(text))

  const context: Context = {
    viewer,
    em,
    now,
    today,
    newId: uuidv7,
    async run<T>(fragment: SqlFragment) {
      await em.flush()
      return statement<T>(fragment)
    },
    async attempt(work) {
      await em.flush()
      const name = `s${++savepoints}`
      await plain(`savepoint ${name}`)
      try {
        const value = await work()
        await em.flush()
        await plain(`release savepoint ${name}`)
        return { ok: true, value }
      } catch (error) {
        const refusal = refusalOf(error)
        if (!refusal) throw error
        await plain(`rollback to savepoint ${name}`)
        return refusal
      }
    },
    async permit(view, id, action) {
      await this.permitAll(view, [id], action)
    },
    async permitAll(view, ids, action) {
      if (ids.length === 0) return
      const row = rowOf('t0')
      const may = grants.predicate(view.type, action, row, viewer)
      const found = await this.run<{
        may: boolean
      }>(sql`select coalesce(${may}, false) as may from ${name(view.table)} t0
        where t0.id = any(${ids}::uuid[]) and ${grants.predicate(view.type, 'READ', row, viewer)}`)
      if (found.length < new Set(ids).size) throw faults.notFound('id')
      if (action !== 'READ' && !found.every((one) => one.may)) throw faults.forbidden()
    },
    idOf(view, nodeId, field) {
      const decoded = decodeNodeId(nodeId)
      if (!decoded || decoded.code !== view.code) throw faults.notFound(field)
      return decoded.uuid
    },
    record(name, subject, facts) {
      events.push(facts ? { name, subject, facts } : { name, subject })
    },
    refuseInput(...problems) {
      throw faults.badInput(problems)
    },
    notFound(field) {
      throw faults.notFound(field)
    },
    forbidden() {
      throw faults.forbidden()
    },
  }

  /** Listeners may record in their turn, so the list grows while it is read. */
  async function finish() {
    for (let told = 0; told < events.length;) {
      const these = events.slice(told)
      told = events.length
      await context.run(sql`insert into audit_event (at, account_id, action, subject_id, request_id)
        select ${now}, ${viewer.account}::uuid, e.action, e.subject, ${options.requestId ?? null}
        from unnest(${these.map(({ name }) => name)}::text[], ${these.map(({ subject }) => subject)}::uuid[]) with ordinality e(action, subject, n)
        order by e.n`)
      for (const event of these) for (const listener of listeners[event.name] ?? []) await listener(context, event)
    }
    await em.flush()
  }
  return { context, finish }
}

/** The integrity refusals a command can answer for: unique, exclusion, check, foreign key. */
function refusalOf(error: unknown) {
  const code = codeOf(error)
  if (!code || !/^23(505|P01|514|503)$/.test(code)) return undefined
  let at = error as { constraint?: string; detail?: string; cause?: unknown; previous?: unknown } | undefined
  while (at && at.constraint === undefined) at = (at.cause ?? at.previous) as typeof at
  return { ok: false as const, code, constraint: at?.constraint, detail: at?.detail }
}
