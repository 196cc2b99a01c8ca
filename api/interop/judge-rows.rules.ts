import { addMonths, parseEmail, type LocalDate } from '../kernel/index.ts'
import type { SheetField, SheetProblem, SheetVolunteer, VolunteerSheet } from './core/index.ts'
import { headingsOf, reviewMonths, usualKm, type Differences } from './volunteer-import.rules.ts'
import type { RowNote } from './volunteer-report.rules.ts'

/** Rows of a sheet that could be the same volunteer, each with why. Neither of the two is better than the other. */
export function sameRows(problems: readonly SheetProblem[]): Map<number, string> {
  const rows = new Map<number, string>()
  for (const { code, row, facts } of problems) {
    if (code !== 'sameAsRow' || row === null) continue
    const other = Number(facts['other'])
    const says = (of: number) =>
      `this is the same ${facts['by']} as in row ${of}. If it is the same person, remove one row; if not, give each their own.`
    rows.set(row, says(other))
    if (!rows.has(other)) rows.set(other, says(row))
  }
  return rows
}

const atMost = { phones: 6, addressLines: 6, languages: 12, availability: 50 } as const
const longest = 200

/** What the sheet's reader takes and the record cannot: too long, too many. */
export function problemsOfRow(row: SheetVolunteer, columns: VolunteerSheet['columns']): RowNote[] {
  const problems: RowNote[] = []
  const say = (field: SheetField, says: string) =>
    problems.push({ row: row.row, column: headingsOf(columns, [field])[0] ?? null, says })
  for (const field of ['givenName', 'familyName', 'preferredName', 'town'] as const)
    if ([...(row[field] ?? '')].length > longest) say(field, `this is longer than ${longest} characters.`)
  if (row.addressLines.some((line) => [...line].length > longest))
    say('address', `a line of this is longer than ${longest} characters.`)
  if (row.email !== null && !parseEmail(row.email).ok) say('email', 'this is not an e-mail address.')
  const lists = [
    ['phones', 'phone', 'phone numbers'],
    ['languages', 'languages', 'languages'],
    ['availability', 'availability', 'different times'],
  ] as const
  for (const [key, field, words] of lists)
    if (row[key].length > atMost[key])
      say(field, `there are ${row[key].length} ${words}; at most ${atMost[key]} are kept.`)
  return problems
}

/**
 * What was filled in or left out of a row, for the co-ordinator to look at.
 * @param taken what was taken over from it: everything, as of somebody new; what differed; nothing
 */
export function notesOnRow(
  row: SheetVolunteer,
  columns: VolunteerSheet['columns'],
  today: LocalDate,
  taken: 'NEW' | Differences | null,
): RowNote[] {
  const notes: RowNote[] = []
  const say = (field: SheetField, says: string) =>
    notes.push({ row: row.row, column: headingsOf(columns, [field])[0] ?? null, says })
  const takes = (key: 'check' | 'travel') => taken === 'NEW' || (taken !== null && taken[key] !== null)
  if (row.check !== null && takes('check')) {
    if (row.check.reviewDueOn === null)
      say('checkIssued', 'when the check is due again is not said: three years after its date.')
    if ((row.check.reviewDueOn ?? addMonths(row.check.issuedOn, reviewMonths)) < today)
      say('checkIssued', 'the check is overdue for its review, and does not count until there is a new one.')
  }
  for (const { mode, maxKm } of takes('travel') ? row.travel : [])
    if (maxKm === null)
      say('drives', `how far is not said: ${usualKm[mode]} km ${wayOf[mode]} unless it is known here.`)
  if (row.joinedOn !== null && row.joinedOn > today) say('joinedOn', 'this start is still to come and is not kept.')
  if (row.status === null && taken === 'NEW') say('status', notActiveYet)
  return notes
}

const wayOf: Readonly<Record<string, string>> = { WALK: 'on foot', CYCLE: 'by bicycle', BUS: 'by bus', DRIVE: 'by car' }
const notActiveYet =
  'the status is not said: new volunteers come in as “Checks”, and are suggested for no visit until somebody makes them active.'
