import { createHash, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { decodeNodeId, type Viewer } from '../../../api/kernel/index.ts'

/** What a command's statements run on: one connection, statements prepared by their text. */
export type Statement = <R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<R[]>
export type Input = Readonly<Record<string, unknown>>

/** Does the work between begin and commit. @returns the result to store under the key, and how to read the answer */
export type Work = (run: Statement, viewer: Viewer, input: Input) => Promise<Done>
export interface Done {
  readonly result: Readonly<Record<string, unknown>>
  /** After the commit, as the product does: what is told is read again. */
  readonly answer: (run: Statement) => Promise<string>
}

/** Not done, and undone. */
export class Refused extends Error {}

export const uuidOf = (id: unknown): string => decodeNodeId(String(id))?.uuid ?? ''
/** Which volunteers a viewer is. */
export const volunteersOf = (viewer: Viewer) => viewer.memberships.flatMap(({ volunteer }) => volunteer ?? [])

/** The first row. @throws Refused where there is none */
export async function one<R extends pg.QueryResultRow>(rows: Promise<R[]>, what: string): Promise<R> {
  const [row] = await rows
  if (!row) throw new Refused(what)
  return row
}

/** The record of a change. */
export const record = (run: Statement, viewer: Viewer, action: string, subject: string, request: string) =>
  run(`insert into audit_event (at, account_id, action, subject_id, request_id) values (now(), $1, $2, $3, $4)`, [
    viewer.account,
    action,
    subject,
    request,
  ])

/**
 * A command by hand: one transaction with the viewer told, its key claimed, its work, its result stored under the key;
 * then what is answered is read.
 */
export async function bareCommand(
  pool: pg.Pool,
  name: (text: string) => string,
  work: Work,
  operation: string,
  input: Input,
  viewer: Viewer,
): Promise<string> {
  const client = await pool.connect()
  const run: Statement = async (text, values = []) =>
    (await client.query({ name: name(text), text, values: [...values] })).rows as never
  try {
    await run('begin')
    try {
      await run('select wall.begin_command($1)', [viewer.account])
      const { clientMutationId: key = randomUUID(), ...rest } = input
      const hash = createHash('sha256').update(JSON.stringify(rest)).digest()
      const claimed = await run(
        `insert into idempotency (account_id, key, operation, input_hash, result) values ($1, $2, $3, $4, 'null') on conflict do nothing returning 1`,
        [viewer.account, key, operation, hash],
      )
      if (claimed.length === 0) throw new Refused('done before')
      const { result, answer } = await work(run, viewer, input)
      await run(`update idempotency set result = $3::jsonb where account_id = $1 and key = $2`, [
        viewer.account,
        key,
        JSON.stringify(result),
      ])
      await run('commit')
      return await answer(toldTo(viewer, run))
    } catch (error) {
      await client.query('rollback')
      throw error
    }
  } finally {
    client.release()
  }
}

/** Reads one value outside a transaction, the viewer told by the same statement, as the product's reads do. */
const toldTo =
  (viewer: Viewer, run: Statement): Statement =>
  (text, values = []) =>
    run(
      `with viewer as materialized (select set_config('app.viewer', $${values.length + 1}, true) as told)
        select case when told is not null then (${text}) end as json from viewer`,
      [...values, viewer.account],
    )
