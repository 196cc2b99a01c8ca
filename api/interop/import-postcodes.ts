import { placeServices } from '../directory/index.ts'
import { PlainError } from '../platform/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { placeTasks } from '../tasks/index.ts'
import { PostcodeReader, type PostcodePosition, type PostcodeReject } from './core/index.ts'

/** What an import of postcodes did. */
export interface PostcodesReport {
  readonly read: number
  readonly new: number
  readonly changed: number
  readonly unchanged: number
  readonly rejected: ReadonlyMap<PostcodeReject['code'], number>
  /** The first lines of each kind of reject, to look at. */
  readonly rows: ReadonlyMap<PostcodeReject['code'], readonly number[]>
  /** People who had a postcode and no position before. */
  readonly peoplePlaced: number
  /** Tasks asked for before their place was known. */
  readonly tasksPlaced: number
}

const atOnce = 10_000

/**
 * Stores the positions of postcodes, in the caller's one transaction, as the text of a file arrives (ONSPD, NSPL,
 * Code-Point Open); nothing is removed. Then places services, people and tasks whose postcodes have become known.
 *
 * @param chunks the file's text, in order
 * @param source what the file is called: it says where a position came from
 * @throws PostcodeFileRefused when it is no such file; PlainError when none of its lines could be read
 */
export async function importPostcodes(
  ctx: Context,
  chunks: AsyncIterable<string>,
  source: string,
  onProgress?: (read: number) => void,
): Promise<PostcodesReport> {
  const reader = new PostcodeReader()
  const count = { read: 0, new: 0, changed: 0, unchanged: 0 }
  const rejected = new Map<PostcodeReject['code'], number>()
  const rows = new Map<PostcodeReject['code'], number[]>()
  let waiting: PostcodePosition[] = []
  const flush = async () => {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    const done = await store(ctx, batch, source)
    count.new += done.new
    count.changed += done.changed
    count.unchanged += batch.length - done.new - done.changed
    onProgress?.(count.read)
  }
  const take = async (lines: readonly (PostcodePosition | PostcodeReject)[]) => {
    for (const line of lines) {
      count.read++
      if (line.kind === 'position') waiting.push(line)
      else {
        rejected.set(line.code, (rejected.get(line.code) ?? 0) + 1)
        const first = rows.get(line.code) ?? []
        if (first.length < 5) rows.set(line.code, [...first, line.row])
      }
    }
    if (waiting.length >= atOnce) await flush()
  }
  for await (const chunk of chunks) await take(reader.push(chunk))
  await take(reader.end())
  await flush()
  if (count.new + count.changed + count.unchanged === 0)
    throw new PlainError('No line of this file gives the position of a postcode. Nothing was changed.')
  await placeServices(ctx)
  const peoplePlaced = await placePeople(ctx)
  const tasksPlaced = await placeTasks(ctx)
  await ctx.run(sql`
    insert into import_run (id, kind, began_at, ended_at, complete, counts, warnings)
    values (${ctx.newId()}, 'POSTCODES', ${ctx.now}, clock_timestamp(), true, ${JSON.stringify(count)}::jsonb,
      ${JSON.stringify(Object.fromEntries(rejected))}::jsonb)`)
  return { ...count, rejected, rows, peoplePlaced, tasksPlaced }
}

/** Of a postcode that stands twice in a batch, the later line holds, as it would in two batches. */
async function store(ctx: Context, batch: readonly PostcodePosition[], source: string) {
  const differently = [...new Map(batch.map((line) => [line.postcode, line])).values()]
  const [done] = await ctx.run<{ new: number; changed: number }>(sql`
    with given as (
      select * from unnest(${differently.map(({ postcode }) => postcode)}::text[], ${differently.map(({ lat }) => lat)}::float8[],
        ${differently.map(({ lon }) => lon)}::float8[]) as g(postcode, latitude, longitude)),
    stored as (
      insert into postcode_position as p (postcode, latitude, longitude, source)
      select g.postcode, g.latitude, g.longitude, ${source} from given g
      on conflict (postcode) do update set latitude = excluded.latitude, longitude = excluded.longitude, source = excluded.source
      where (p.latitude, p.longitude) is distinct from (excluded.latitude, excluded.longitude) or p.source = 'DIRECTORY'
      returning xmax = 0 as is_new)
    select count(*) filter (where is_new)::int as new, count(*) filter (where not is_new)::int as changed from stored`)
  return done as { new: number; changed: number }
}

/** People registered before their postcode was known. Where somebody moved the pin by hand, it stays. */
async function placePeople(ctx: Context): Promise<number> {
  const [done] = await ctx.run<{ n: number }>(sql`
    with placed as (
      update person p set latitude = k.latitude, longitude = k.longitude from postcode_position k
      where k.postcode = p.postcode and p.latitude is null returning 1)
    select count(*)::int as n from placed`)
  return done?.n ?? 0
}
