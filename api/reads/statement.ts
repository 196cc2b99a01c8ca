import type { SqlFragment, Viewer } from '../kernel/index.ts'
import { aboutKey, type Reason } from './plan.ts'
import { hoisted, identityOf, join, name, raw, sql, Told } from './sql.ts'

/** What is written down beside a read that shows people: the request, and who may see whom by which grant. */
export interface Auditing {
  readonly reasons: readonly Reason[]
}

/** The values of a statement that are the request's own. */
export interface Request {
  readonly viewer: Viewer
  readonly requestId: string
  /** The instant of the request; the same in all its statements. */
  readonly now: Date
}

/** The keys under which a request's own values are told. */
export const requestKeys = {
  viewer: 'request viewer',
  askedAt: 'request askedAt',
  requestId: 'request id',
  account: 'request account',
  operation: 'request operation',
} as const

/** What `requestKeys` mean for this request. `operation` is what it is called by. */
export const requestValues = (request: Request, operation: string): Readonly<Record<string, unknown>> => ({
  [requestKeys.viewer]: request.viewer.account ?? 'public',
  [requestKeys.askedAt]: request.now,
  [requestKeys.requestId]: request.requestId,
  [requestKeys.account]: request.viewer.account,
  [requestKeys.operation]: operation,
})

const told = (key: string, type: string) => sql`${new Told(key, null)}::${raw(type)}`

/** An object that shows a person has this inside (`plan.ts`); a quote within a text would be escaped, so nothing that
 *  anybody wrote can look like it. */
const mark = `,"${aboutKey}":"`
/** After it: a UUID, two digits, and the closing quote. */
const markLength = 36 + 2 + 1

/**
 * One autocommit statement that reads as a viewer: it tells the database inside itself who asks (`app.viewer`: the
 * account's UUID, or `public`), which row-level security looks at; without it the tables of people show nothing. Where
 * people are shown, it also writes down who was shown to whom, and why, and takes the marks out of the answer.
 * @param reads JSON expressions, one for each root field
 * @returns a statement of one row with the texts as columns `r0`, `r1`, …
 */
export function readStatement(reads: readonly SqlFragment[], auditing?: Auditing): SqlFragment {
  const sets = new Map<string, SqlFragment>()
  const columns = reads.map((read) =>
    hoisted(read, (set) => {
      const key = identityOf(set)
      const place = [...sets.keys()].indexOf(key)
      const once = place < 0 ? sets.set(key, set).size : place + 1
      return raw(`(select x from once_${once})`)
    }),
  )
  const once = [...sets.values()].map((set, i) => sql`, ${raw(`once_${i + 1}`)}(x) as materialized (${set})`)
  // The answer waits for the setting because it is asked for in the same expression, and a materialised CTE runs once.
  const viewer = sql`with viewer as materialized (select set_config('app.viewer', ${told(requestKeys.viewer, 'text')}, true) as told)${join(once, '')}`
  const asked = (json: SqlFragment) => sql`(case when viewer.told is not null then ${json} end)::text`
  const column = (i: number) => name(`r${i}`)
  if (!auditing)
    return sql`${viewer} select ${join(columns.map((json, i) => sql`${asked(json)} as ${column(i)}`))} from viewer`
  const parts = columns.map((json, i) => sql`string_to_array(${asked(json)}, ${raw(`'${mark}'`)}) as ${column(i)}`)
  const marks = join(
    columns.map((_, i) => sql`a.${column(i)}[2:]`),
    ' || ',
  )
  const why = (part: keyof Reason) =>
    sql`(${auditing.reasons.map((reason) => reason[part])}::text[])[substr(m, 37, 2)::int + 1]`
  const clean = (i: number) =>
    sql`a.${column(i)}[1] || coalesce((select string_agg(substr(p.part, ${raw(String(markLength + 1))}), '' order by p.n) from unnest(a.${column(i)}[2:]) with ordinality p(part, n)), '') as ${column(i)}`
  return sql`${viewer},
    answer as materialized (select ${join(parts)} from viewer),
    seen as (insert into audit_read (asked_at, request_id, account_id, about_id, about_as, role, because, operation)
      select distinct on (left(m, 36)) ${told(requestKeys.askedAt, 'timestamptz')}, ${told(requestKeys.requestId, 'text')}, ${told(requestKeys.account, 'uuid')},
        left(m, 36)::uuid, ${why('as')}, ${why('role')}, ${why('because')}, ${told(requestKeys.operation, 'text')}
      from answer a, unnest(${marks}) m where left(m, 1) <> '-' order by left(m, 36), substr(m, 37, 2) on conflict do nothing)
    select ${join(columns.map((_, i) => clean(i)))} from answer a`
}
