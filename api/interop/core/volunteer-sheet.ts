import { emailKey, type LocalDate } from '../../kernel/index.ts'
import { RowReader } from './row-reader.ts'
import { mayBeSameName, type CalledBy } from './same-name.ts'
import { findHeadings, judgeHeadings, type SheetField } from './sheet-columns.ts'
import { problem, type SheetProblem } from './sheet-problems.ts'
import { lastUsed, readTable } from './sheet-table.ts'
import type { KnownSkill } from './sheet-values.ts'
import { readRow, type SheetVolunteer } from './volunteer-row.ts'

export type { KnownSkill, SheetCheckLevel } from './sheet-values.ts'
export type { SheetProblem, SheetProblemCode } from './sheet-problems.ts'
export type { SheetVolunteer } from './volunteer-row.ts'

export type VolunteerSheet = {
  /** The rows without a problem of their own. Whether any may be taken in while `problems` is not empty, the caller decides. */
  readonly volunteers: readonly SheetVolunteer[]
  /** Everything that must be put right, in the order of the sheet, all of it at once. */
  readonly problems: readonly SheetProblem[]
  /** What was read in a way worth saying: columns passed over, zeros put back, levels assumed. */
  readonly notes: readonly SheetProblem[]
  /** Rows below the headings that hold anything. */
  readonly rows: number
  /** What was made of each heading. */
  readonly columns: readonly { readonly heading: string; readonly field: SheetField | null }[]
}

/**
 * Reads the spreadsheet of volunteers that a co-ordinator has, saved as CSV: columns by their headings with common
 * synonyms, words as people write them. Never throws; problems name row and column, say what to write instead, and hold
 * no personal data.
 *
 * @param input the file's bytes, or its text
 * @param options `skills`: those the network knows; `today`: for dates still to come and years of two digits
 */
export function readVolunteerSheet(
  input: string | Uint8Array,
  { skills, today }: { readonly skills: readonly KnownSkill[]; readonly today: LocalDate },
): VolunteerSheet {
  const nothing = { volunteers: [], notes: [], rows: 0, columns: [] }
  const table = readTable(input)
  if ('problems' in table) return { ...nothing, problems: table.problems }
  const headings = findHeadings(table.rows)
  if (!headings) return { ...nothing, notes: table.notes, problems: [problem('noHeadings')] }
  const { columns } = headings
  const judged = judgeHeadings(columns, headings.at + 1)
  const notes = [...table.notes, ...judged.notes]
  const problems = [...judged.problems, ...(table.cutOff ? [table.cutOff] : [])]
  const width = Math.max(...columns.map(({ at }) => at)) + 1

  const volunteers: SheetVolunteer[] = []
  const people: Someone[] = []
  let rows = 0
  for (const [index, cells] of table.rows.entries()) {
    if (index <= headings.at || lastUsed(cells) === 0) continue
    rows++
    const row = index + 1
    const reader = new RowReader(row, columns, cells, today)
    if (lastUsed(cells) > width) reader.say('tooManyCells', null, { cells: lastUsed(cells), columns: width })
    const volunteer = readRow(reader, columns, skills)
    notes.push(...reader.notes)
    problems.push(...reader.problems)
    if (!volunteer) continue
    const { email, phones, familyName, givenName, preferredName } = volunteer
    people.push({
      row,
      givenName,
      preferredName,
      email: email && emailKey(email),
      phones: phones.map(({ e164 }) => e164),
      surname: familyName.toLowerCase(),
    })
    if (reader.problems.length === 0) volunteers.push(volunteer)
  }
  if (rows === 0) problems.push(problem('noRows', { row: headings.at + 1 }))
  const repeated = sameAsEarlier(people)
  return {
    volunteers: volunteers.filter(({ row }) => !repeated.has(row)),
    problems: [...problems, ...repeated.values()].toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    notes,
    rows,
    columns: columns.map(({ heading, field }) => ({ heading, field })),
  }
}

type Someone = CalledBy & {
  readonly row: number
  readonly email: string | null
  readonly phones: readonly string[]
  readonly surname: string
}

/**
 * Rows that would be the same volunteer as an earlier one: the same e-mail, or the same phone and surname. Two of a
 * household, each with their own first name and e-mail, are two.
 */
function sameAsEarlier(people: readonly Someone[]): Map<number, SheetProblem> {
  const first = new Map<string, Someone>()
  const repeated = new Map<number, SheetProblem>()
  for (const someone of people) {
    const { row, email, phones, surname } = someone
    const keys = [
      ...(email ? [[email, 'e-mail address'] as const] : []),
      ...phones.map((phone) => [`${phone} ${surname}`, 'phone number and surname'] as const),
    ]
    for (const [key, by] of keys) {
      const other = first.get(key)
      if (other === undefined) first.set(key, someone)
      else if (other.row !== row && !repeated.has(row) && !areTwo(someone, other))
        repeated.set(row, problem('sameAsRow', { row, by, other: other.row }))
    }
  }
  return repeated
}

const areTwo = (one: Someone, other: Someone) =>
  one.email !== null && other.email !== null && one.email !== other.email && !mayBeSameName(one, other)
