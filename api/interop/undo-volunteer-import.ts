import { encodeNodeId, isUuid } from '../kernel/index.ts'
import { PlainError } from '../platform/index.ts'
import { sql, type Context, type View } from '../reads/index.ts'
import {
  CheckView,
  editVolunteer,
  revokeCheck,
  setAvailability,
  setTravel,
  setVolunteerSkills,
  VolunteerEntity,
  VolunteerView,
} from '../volunteers/index.ts'
import type { Before } from './import-volunteers.ts'
import type { UndoReport } from './volunteer-report.rules.ts'

/** An import of volunteers that is on record. */
export interface ImportToUndo {
  readonly id: string
  readonly organisationId: string
  readonly source: string
}

/**
 * The import that a command line names, by its id as the report gave it.
 * @throws PlainError that lists the latest ones
 */
export async function importToUndo(ctx: Pick<Context, 'run'>, said: string): Promise<ImportToUndo> {
  const id = said.trim().toLowerCase()
  const [found] = isUuid(id)
    ? await ctx.run<ImportToUndo>(
        sql`select id, organisation_id as "organisationId", source from volunteer_import where id = ${id}`,
      )
    : []
  if (found) return found
  const latest = await ctx.run<{
    line: string
  }>(sql`select i.id || '  ' || to_char(i.began_at, 'DD Mon YYYY HH24:MI') || '  '
      || i.source || ', ' || o.name || ': ' || (i.counts->>'new') || ' new, ' || (i.counts->>'changed') || ' changed'
      || case when i.undone_at is null then '' else ' (taken back)' end as line
    from volunteer_import i join organisation o on o.id = i.organisation_id order by i.began_at desc, i.id desc limit 10`)
  const lines = latest.map(({ line }) => `  ${line}`)
  throw new PlainError(
    lines.length > 0
      ? ['There is no import of volunteers with that id. The latest are:', ...lines].join('\n')
      : 'No volunteers have been imported yet.',
  )
}

interface DoneRow {
  readonly row: number
  readonly volunteerId: string
  readonly personId: string
  readonly what: 'NEW' | 'CHANGED'
  readonly before: Before | null
  readonly checks: readonly string[]
  readonly version: number
  readonly isSame: boolean
  readonly laterImport: string | null
}

/**
 * Takes an import back, in the caller's transaction: volunteers it made go, unless they have visits, offers or anything
 * else of their own by now; those it changed are again as they were, unless somebody changed them here since. What
 * stays is listed, and the same undo can be tried again later. The viewer must be `importer`.
 */
export async function undoVolunteerImport(ctx: Context, run: ImportToUndo): Promise<UndoReport> {
  await ctx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`volunteers of ${run.organisationId}`}, 0))`)
  await ctx.run(sql`select 1 from volunteer where id in (select volunteer_id from volunteer_import_row where import_id = ${run.id})
    order by id for update`)
  const rows = await ctx.run<DoneRow>(sql`
    select r.row, r.volunteer_id as "volunteerId", v.person_id as "personId", r.what, r.before, r.checks, v.version,
      (r.version, r.person_version) = (v.version, p.version) as "isSame",
      (select later.import_id from volunteer_import_row later join volunteer_import i on i.id = later.import_id
        where later.volunteer_id = r.volunteer_id and later.undone_at is null and later.what <> 'UNCHANGED'
          and (i.began_at, i.id) > (this.began_at, this.id) order by i.began_at desc, i.id desc limit 1) as "laterImport"
    from volunteer_import_row r join volunteer_import this on this.id = r.import_id
    join volunteer v on v.id = r.volunteer_id join person p on p.id = v.person_id
    where r.import_id = ${run.id} and r.undone_at is null and r.what <> 'UNCHANGED' order by r.row`)
  const report = {
    source: run.source,
    removed: [] as number[],
    restored: [] as number[],
    kept: [] as UndoReport['kept'][number][],
  }
  for (const row of rows) {
    const says = await (row.what === 'NEW' ? remove(ctx, row) : restore(ctx, row, run.id))
    if (says) report.kept.push({ row: row.row, column: null, says })
    else (row.what === 'NEW' ? report.removed : report.restored).push(row.row)
    await ctx.em.flush()
    ctx.em.clear()
  }
  if (report.kept.length === 0)
    await ctx.run(sql`update volunteer_import set undone_at = coalesce(undone_at, ${ctx.now}) where id = ${run.id}`)
  if (rows.length > 0) ctx.record('volunteers.importUndone', run.id)
  return report
}

/** Why a row cannot be taken back, because of what was done here since. */
function changedSince({ isSame, laterImport }: DoneRow): string | undefined {
  if (laterImport) return `a later import changed this volunteer; take that back first (--undo ${laterImport}).`
  return isSame ? undefined : 'changed here since the import.'
}

/** @returns why not, if not */
async function remove(ctx: Context, row: DoneRow): Promise<string | undefined> {
  const id = row.volunteerId
  const changed = changedSince(row)
  if (changed) return changed
  const [has] = await ctx.run<Record<string, boolean>>(sql`select
      exists (select from assignment where volunteer_id = ${id}) as visits,
      exists (select from offer where volunteer_id = ${id}) as offers,
      exists (select from membership where volunteer_id = ${id}) as "a sign-in",
      exists (select from absence where volunteer_id = ${id}) as absences,
      exists (select from volunteer_training where volunteer_id = ${id}) as training,
      exists (select from volunteer_check where volunteer_id = ${id}
        and (revoked_at is not null or version > 1 or not id = any(${row.checks}::uuid[]))) as checks,
      exists (select from share where volunteer_id = ${id}) as "been shared",
      exists (select from blocked_pair where volunteer_id = ${id}) as "people not to be matched with"`)
  const since = Object.entries(has ?? {}).flatMap(([what, is]) => (is ? [what] : []))
  if (since.length > 0) return `has ${since.join(', ')} by now.`
  // Whatever else may come to refer to a volunteer keeps them as well.
  const removed = await ctx.attempt(async () => {
    await ctx.run(sql`delete from volunteer where id = ${id}`)
    await ctx.run(sql`delete from person p where p.id = ${row.personId}
      and not exists (select from patient where person_id = p.id) and not exists (select from carer where person_id = p.id)`)
  })
  if (!removed.ok) return 'has other records by now.'
  ctx.record('volunteer.removed', id)
  return undefined
}

/** @returns why not, if not */
async function restore(ctx: Context, row: DoneRow, importId: string): Promise<string | undefined> {
  const changed = changedSince(row)
  if (changed) return changed
  const { said, position, status, availability, skills, travel } = row.before ?? {}
  const id = idOf(VolunteerView, row.volunteerId)
  let { version } = row
  const results = [
    said &&
      (await editVolunteer(ctx, { id, version: version++, ...said, ...(position !== undefined ? { position } : {}) })),
    availability && (await setAvailability(ctx, { volunteer: id, version: version++, windows: availability })),
    skills && (await setVolunteerSkills(ctx, { volunteer: id, version: version++, skills })),
    travel && (await setTravel(ctx, { volunteer: id, version: version++, travels: travel })),
  ]
  for (const result of results)
    if (result && (result.kind === 'Stale' || result.kind === 'StatusNotPossible'))
      throw new Error(`undoing was answered ${result.kind}`)
  if (status) await moveBack(ctx, row.volunteerId, status)
  // Revoked first, so that visits it held up are marked; then gone, as if never written down: the sheet was wrong.
  for (const check of row.checks) {
    const [there] = await ctx.run(sql`select 1 from volunteer_check where id = ${check}`)
    if (there) await revokeCheck(ctx, { id: idOf(CheckView, check) })
    await ctx.run(sql`delete from volunteer_check where id = ${check}`)
  }
  await ctx.run(
    sql`update volunteer_import_row set undone_at = ${ctx.now} where import_id = ${importId} and row = ${row.row}`,
  )
  // They are as the import before this one left them: that one can be undone in its turn, and its sheet read again.
  await ctx.run(sql`update volunteer_import_row r set version = v.version, person_version = p.version
    from volunteer v join person p on p.id = v.person_id
    where v.id = ${row.volunteerId} and (r.import_id, r.row) = (
      select earlier.import_id, earlier.row from volunteer_import_row earlier join volunteer_import i on i.id = earlier.import_id
      where earlier.volunteer_id = v.id and earlier.undone_at is null order by i.began_at desc, i.id desc limit 1)`)
  return undefined
}

/** Undoing is no move of the volunteer's own: it leads back along ways that the table of moves does not have. */
async function moveBack(ctx: Context, volunteerId: string, to: string): Promise<void> {
  const volunteer = await ctx.em.findOneOrFail(VolunteerEntity, { id: volunteerId })
  const from = volunteer.status
  volunteer.status = to
  volunteer.version += 1
  ctx.record('volunteer.moved', volunteerId, { from, to })
}

const idOf = (view: View, uuid: string): string => encodeNodeId(view.code ?? 0, uuid)
