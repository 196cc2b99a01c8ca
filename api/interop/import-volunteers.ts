import { addMonths, encodeNodeId, type LocalDate } from '../kernel/index.ts'
import { LocalityView, OrganisationView } from '../organisations/index.ts'
import { sql, type Context, type View } from '../reads/index.ts'
import {
  addVolunteers,
  changeVolunteers,
  movesFrom,
  type ChangedVolunteer,
  type NewVolunteer,
  type VolunteerStatusWord,
} from '../volunteers/index.ts'
import type { KnownSkill, SheetVolunteer, VolunteerSheet } from './core/index.ts'
import { heldVolunteers, recognise, type HeldRow } from './held-volunteers.ts'
import { notesOnRow, problemsOfRow, sameRows } from './judge-rows.rules.ts'
import { knownSkills } from './skill-words.rules.ts'
import {
  differences,
  headingsOf,
  hoursOf,
  isOtherReview,
  reviewMonths,
  saidBy,
  statusMoves,
  travelOf,
  type Differences,
} from './volunteer-import.rules.ts'
import { counts, noteOf, type RowNote, type RowOutcome, type VolunteerImportReport } from './volunteer-report.rules.ts'

export interface ImportVolunteersInput {
  readonly organisationId: string
  readonly localityId: string
  /** What the sheet is called: stands at what came from it, and in its checks as who saw them. */
  readonly source: string
  readonly onProgress?: (done: number, of: number) => void
}

/** What an imported row did, as it is kept for undoing. `before` is what it replaced. */
interface Done {
  readonly row: number
  readonly volunteerId: string
  readonly what: 'NEW' | 'CHANGED' | 'UNCHANGED'
  readonly before: Before | null
  readonly checks: readonly string[]
}
/** Only what was replaced; the rest is absent. */
export interface Before {
  readonly said?: Readonly<Record<string, unknown>>
  readonly position?: HeldRow['position']
  readonly status?: string
  readonly availability?: HeldRow['availability']
  readonly skills?: HeldRow['skills']
  readonly travel?: HeldRow['travel']
}

/** The skills of this network, with the words that sheets have for them. */
export const networkSkills = async (ctx: Pick<Context, 'run'>): Promise<KnownSkill[]> =>
  knownSkills(
    await ctx.run<{ code: string; name: string; nameCy: string }>(
      sql`select code, name, name_cy as "nameCy" from skill order by name`,
    ),
  )

/**
 * Takes a sheet of volunteers into an organisation, in the caller's transaction: all of it, or with any problem nothing.
 * New people are added; those known already are brought to what the sheet says, unless somebody changed them here since;
 * rows that could be this person or that are left out. Each is listed, by row. The viewer must be `importer`.
 */
export async function importVolunteers(
  ctx: Context,
  sheet: VolunteerSheet,
  input: ImportVolunteersInput,
): Promise<VolunteerImportReport> {
  const { organisationId } = input
  // With those who add volunteers by hand: nobody comes in twice (addVolunteer takes the same lock).
  await ctx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`volunteers of ${organisationId}`}, 0))`)
  const same = sameRows(sheet.problems)
  const ofRows = sheet.volunteers.flatMap((row) => problemsOfRow(row, sheet.columns))
  const notes: RowNote[] = [...sheet.notes.map(noteOf), ...(await unknownPostcodes(ctx, sheet))]
  // Two rows for one person are unclear and left out; everything else stops the whole sheet.
  if (ofRows.length > 0 || sheet.problems.some(({ code }) => code !== 'sameAsRow')) {
    const problems = [...sheet.problems.map(noteOf), ...ofRows].toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))
    return { runId: null, read: sheet.rows, rows: [], problems, notes }
  }

  const clear = sheet.volunteers.filter(({ row }) => !same.has(row))
  const rows: RowOutcome[] = [...same].map(([row, says]) => ({ row, what: 'NOT_IMPORTED', says }))
  const recognised = await recognise(ctx, organisationId, clear)
  const held = await heldVolunteers(
    ctx,
    [...recognised.values()].flatMap((one) => (one.kind === 'KNOWN' ? [one.volunteerId] : [])),
  )
  const home = {
    organisation: idOf(OrganisationView, input.organisationId),
    locality: idOf(LocalityView, input.localityId),
  }
  const done: Done[] = []
  for (let from = 0; from < clear.length; from += atOnce) {
    const these = clear.slice(from, from + atOnce)
    const added: { readonly row: number; readonly made: NewVolunteer }[] = []
    const changed: Changing[] = []
    for (const row of these) {
      const kept = onlyPast(row, ctx.today)
      const who = recognised.get(row.row)
      if (!who || who.kind === 'UNCLEAR')
        rows.push({ row: row.row, what: 'NOT_IMPORTED', says: who?.says ?? 'this row was not understood.' })
      else if (who.kind === 'NEW') {
        added.push({ row: row.row, made: newOf(kept, input.source) })
        rows.push({ row: row.row, what: 'NEW' })
        notes.push(...notesOnRow(row, sheet.columns, ctx.today, 'NEW'))
      } else {
        const one = held.get(who.volunteerId)
        if (!one) throw new Error('a locked volunteer has gone')
        const { outcome, did, changes, noted, differ } = update(kept, one, sheet.columns, input.source)
        rows.push(outcome)
        notes.push(...noted, ...notesOnRow(row, sheet.columns, ctx.today, differ))
        if (did && changes) changed.push({ did, changes })
        else if (did) done.push(did)
      }
    }
    const made = await addVolunteers(
      ctx,
      home,
      input.source,
      added.map((one) => one.made),
    )
    for (const [i, { volunteerId, checkId }] of made.entries())
      done.push({
        row: added[i]?.row as number,
        volunteerId,
        what: 'NEW',
        before: null,
        checks: checkId ? [checkId] : [],
      })
    const checks = await changeVolunteers(
      ctx,
      changed.map(({ changes }) => changes),
    )
    for (const { did } of changed) {
      const check = checks.get(did.volunteerId)
      done.push({ ...did, checks: check ? [check] : [] })
    }
    // Rows do not concern one another: the unit of work need not carry them all to the end.
    await ctx.em.flush()
    ctx.em.clear()
    input.onProgress?.(from + these.length, clear.length)
  }
  const runId = ctx.newId()
  const inOrder = rows.toSorted((a, b) => a.row - b.row)
  const report = { runId, read: sheet.rows, rows: inOrder, problems: [], notes }
  await keep(ctx, input, report, done)
  return report
}

/** How many rows are written together. */
const atOnce = 500

interface Changing {
  readonly did: Done
  readonly changes: ChangedVolunteer
}

const newOf = (row: SheetVolunteer, source: string): NewVolunteer => ({
  facts: saidBy(row),
  // Nobody is matched on a spreadsheet's silence (docs/decisions): a co-ordinator, or the sheet, says Active.
  status: (row.status ?? 'CHECKS') as VolunteerStatusWord,
  availability: row.availability.length > 0 ? hoursOf(row) : null,
  skills: row.skills.length > 0 ? row.skills : null,
  travel: row.travel.length > 0 ? travelOf(row) : null,
  check: checkOf(row.check, source),
})

const checkOf = (check: Differences['check'], source: string): NewVolunteer['check'] =>
  check && {
    level: check.level,
    issuedOn: check.issuedOn,
    reviewDueOn: check.reviewDueOn ?? addMonths(check.issuedOn, reviewMonths),
    importedFrom: source,
  }

interface Updated {
  readonly outcome: RowOutcome
  readonly did: Done | null
  /** What is to be written for it; null where nothing is. */
  readonly changes: ChangedVolunteer | null
  readonly noted: readonly RowNote[]
  /** What was changed; null where nothing was. */
  readonly differ: Differences | null
}

/** Brings a volunteer on record to what the sheet says, unless that would undo what people did here. */
function update(row: SheetVolunteer, held: HeldRow, columns: VolunteerSheet['columns'], source: string): Updated {
  const noted: RowNote[] = []
  const note = (field: Parameters<typeof headingsOf>[1][number], says: string) =>
    noted.push({ row: row.row, column: headingsOf(columns, [field])[0] ?? null, says })
  if (isOtherReview(row, held))
    note('checkReview', 'the check of that date is on record with another day for its review, which stays.')
  let differ = differences(row, held)
  const moves = differ.status ? movesTo(held.status, differ.status) : []
  if (moves === null) {
    note('status', 'nobody moves there from the status they have here: it stays, and can be changed at /volunteers.')
    differ = { ...differ, status: null, fields: differ.fields.filter((field) => field !== 'status') }
  }
  if (differ.fields.length === 0) {
    const did: Done = { row: row.row, volunteerId: held.id, what: 'UNCHANGED', before: null, checks: [] }
    // Only in agreement does a sheet stand behind a volunteer again; a status left open is none.
    return {
      outcome: { row: row.row, what: 'UNCHANGED' },
      did: moves === null ? null : did,
      changes: null,
      noted,
      differ: null,
    }
  }
  const headings = headingsOf(columns, differ.fields)
  if (held.since !== 'AS_IMPORTED') {
    const because = held.since === 'BY_HAND' ? 'is here already, entered by hand' : 'changed here since it was imported'
    const names = headings.map((heading) => `“${heading}”`).join(', ')
    const says = `${because}, and the sheet says otherwise under ${names}. Left as it is here; make the two agree and import again.`
    return { outcome: { row: row.row, what: 'NOT_IMPORTED', says }, did: null, changes: null, noted, differ: null }
  }
  return {
    outcome: { row: row.row, what: 'CHANGED', columns: headings },
    did: { row: row.row, volunteerId: held.id, what: 'CHANGED', before: replaced(held, differ), checks: [] },
    changes: {
      id: held.id,
      version: held.version,
      facts: Object.keys(differ.said).length > 0 ? differ.said : null,
      moves: moves ?? [],
      availability: differ.availability,
      skills: differ.skills,
      travel: differ.travel,
      check: checkOf(differ.check, source),
    },
    noted,
    differ,
  }
}

/** What the changes take the place of. A postcode takes its position with it. */
function replaced(held: HeldRow, differ: Differences): Before {
  const said = Object.fromEntries(
    Object.keys(differ.said).map((key) => [key, held.said[key as keyof typeof held.said]]),
  )
  return {
    ...(Object.keys(said).length > 0 ? { said } : {}),
    ...('postcode' in said ? { position: held.position } : {}),
    ...(differ.status ? { status: held.status } : {}),
    ...(differ.availability ? { availability: held.availability } : {}),
    ...(differ.skills ? { skills: held.skills } : {}),
    ...(differ.travel ? { travel: held.travel } : {}),
  }
}

/** Writes down what the run did, with the versions it left behind. */
async function keep(ctx: Context, input: ImportVolunteersInput, report: VolunteerImportReport, done: readonly Done[]) {
  const { organisationId, localityId, source } = input
  await ctx.run(sql`insert into volunteer_import (id, organisation_id, locality_id, source, began_at, counts)
    values (${report.runId}, ${organisationId}, ${localityId}, ${source}, ${ctx.now}, ${JSON.stringify(counts(report))}::jsonb)`)
  await ctx.run(sql`insert into volunteer_import_row (import_id, row, volunteer_id, what, before, checks, version, person_version)
    select ${report.runId}::uuid, d.row, v.id, d.what, d.before,
      array(select value::uuid from jsonb_array_elements_text(d.checks)), v.version, p.version
    from jsonb_to_recordset(${JSON.stringify(done)}::jsonb) d(row integer, "volunteerId" uuid, what text, before jsonb, checks jsonb)
    join volunteer v on v.id = d."volunteerId" join person p on p.id = v.person_id`)
  if (report.runId) ctx.record('volunteers.imported', report.runId)
}

/** A postcode that nobody has told us of is no mistake: the volunteer has no position until somebody does. */
async function unknownPostcodes(ctx: Context, sheet: VolunteerSheet): Promise<RowNote[]> {
  const postcodes = [...new Set(sheet.volunteers.flatMap(({ postcode }) => postcode ?? []))]
  const unknown = new Set(
    (
      await ctx.run<{ postcode: string }>(sql`select p as postcode from unnest(${postcodes}::text[]) p
        where not exists (select 1 from postcode_position k where k.postcode = p)`)
    ).map(({ postcode }) => postcode),
  )
  const column = headingsOf(sheet.columns, ['postcode'])[0] ?? null
  const says =
    'nobody has told us where this postcode is, so the volunteer has no position until then (npm run import -- postcodes FILE).'
  return sheet.volunteers.flatMap(({ row, postcode }) =>
    postcode !== null && unknown.has(postcode) ? [{ row, column, says }] : [],
  )
}

/** Without a start that is still to come: the record says when somebody started, not when they will. */
const onlyPast = (row: SheetVolunteer, today: LocalDate): SheetVolunteer =>
  row.joinedOn !== null && row.joinedOn > today ? { ...row, joinedOn: null } : row

const movesTo = (from: string, to: string) =>
  statusMoves(from as VolunteerStatusWord, to as VolunteerStatusWord, movesFrom)

const idOf = (view: View, uuid: string): string => encodeNodeId(view.code ?? 0, uuid)
