import { weekdayOfName } from './days-in-text.ts'
import { problem, type SheetProblem } from './sheet-problems.ts'
import type { Weekday } from '../../kernel/index.ts'

/** What a column of the sheet holds. Several columns may hold phones and lines of the address; one each of the rest. */
export type SheetField = keyof typeof synonyms | 'dayAvailability'

export type SheetColumn = {
  readonly at: number
  /** As the sheet has it. */
  readonly heading: string
  readonly field: SheetField | null
  /** For `dayAvailability`: a column called after a day, in which the times stand. */
  readonly weekday: Weekday | null
}

/** Headings that people use, in small letters without marks; the first of each is the one we suggest. */
const synonyms = {
  name: 'name|full name|volunteer|volunteer name|volunteers|enw|enw llawn|contact name',
  givenName:
    'first name|firstname|forename|forenames|first names|given name|given names|christian name|first|enw cyntaf',
  familyName: 'surname|last name|lastname|family name|second name|last|cyfenw',
  preferredName: 'known as|preferred name|nickname|likes to be called|preferred first name|goes by',
  dateOfBirth: 'date of birth|dob|d o b|birth date|birthday|born|dyddiad geni',
  phone:
    'phone|telephone|tel|tel no|tel number|telephone no|telephone number|phone no|phone number|phone numbers|contact number|contact no|contact numbers|mobile|mobile no|mobile number|mobile phone|mob|cell|home phone|home tel|home telephone|home number|landline|land line|work phone|phone 1|phone 2|telephone 1|telephone 2|phone home|phone mobile|ffon|ffôn|rhif ffon|rhif ffôn|symudol',
  email: 'email|e mail|email address|e mail address|mail|ebost|e bost|cyfeiriad e bost',
  address:
    'address|home address|postal address|address line 1|address line 2|address line 3|address 1|address 2|address 3|address1|address2|address3|street|street address|road|house|cyfeiriad',
  town: 'town|city|town city|village|post town|postal town|tref',
  postcode: 'postcode|post code|postal code|zip|post code zip|cod post|pcode',
  skills:
    'skills|skill|can help with|what they can do|help offered|roles|role|interests and skills|skills and interests|offers|activities|sgiliau',
  availability:
    'availability|available|when available|days|days available|days and times|times|times available|when|days times|available days|available times|free|argaeledd',
  checkIssued:
    'dbs date|dbs|dbs issued|dbs issue date|date of dbs|dbs check|dbs check date|dbs certificate date|dbs date of issue|date dbs issued|crb|crb date|disclosure date|check date|date of check|pvg date|accessni date|access ni date',
  checkLevel:
    'dbs level|level of dbs|dbs type|type of dbs|check level|level of check|type of check|dbs check level|disclosure level|crb level',
  checkReview:
    'dbs expiry|dbs expires|dbs expiry date|dbs renewal|dbs renewal date|dbs review|dbs review date|dbs review due|dbs due|dbs valid until|dbs renewal due|next dbs|check expires|review due',
  languages: 'languages|language|languages spoken|speaks|other languages|ieithoedd|iaith',
  drives:
    'drives|driver|car|has car|own car|can drive|driving|car driver|drives a car|transport|travel|travels by|how they travel|mode of travel',
  maxMiles:
    'max miles|maximum miles|miles|how far|distance|max distance|maximum distance|travel distance|will travel|radius|miles willing to travel',
  maxKm: 'max km|maximum km|km|kilometres',
  hoursAWeek: 'hours a week|hours per week|hours|hrs per week|hours week|weekly hours|hrs week|max hours|hours pw',
  joinedOn:
    'start date|started|start|date started|joined|date joined|join date|joining date|volunteer since|since|registered|date registered|dyddiad dechrau',
  status: 'status|active|state|volunteer status|statws',
  gender: 'gender|sex|rhyw',
} as const

/** Columns that are common in such sheets and that are not ours to keep. */
const notKept =
  /^(?:dbs (?:no|number|certificate|certificate no|certificate number|ref|reference)|certificate (?:no|number)|convictions?|disclosures?|ni number|national insurance(?: number| no)?|bank.*|sort code|account (?:no|number)|ethnicity|religion|next of kin.*|emergency contact.*|health.*|medical.*|disabilit.*|references?|ref(?:eree)? \d.*)$/

const several: readonly SheetField[] = ['phone', 'address', 'dayAvailability']
const fieldOf = new Map<string, SheetField>(
  Object.entries(synonyms).flatMap(([field, names]) =>
    names.split('|').map((name) => [name, field as SheetField] as const),
  ),
)

/** A heading in small letters without marks and brackets: `DBS date (dd/mm/yy)*` and `dbs date` are one. */
const plain = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()

/** The field that a heading stands for, or null. */
export function fieldOfHeading(heading: string): SheetField | null {
  const name = plain(heading)
  if (name === '') return null
  return fieldOf.get(name) ?? (weekdayOfName(name) === null ? null : 'dayAvailability')
}

/**
 * The row of headings, among the first ten rows, and what its columns are. A title above the headings is passed over.
 * Null when no row has at least two headings that we know.
 */
export function findHeadings(rows: readonly (readonly string[])[]): { at: number; columns: SheetColumn[] } | null {
  for (const [at, row] of rows.slice(0, 10).entries()) {
    const columns = row.flatMap((cell, index): SheetColumn[] => {
      const heading = cell.replace(/\s+/g, ' ').trim().slice(0, 80)
      if (heading === '') return []
      return [{ at: index, heading, field: fieldOfHeading(heading), weekday: weekdayOfName(plain(heading)) }]
    })
    const known = new Set(columns.map(({ field }) => field).filter((field) => field !== null))
    if (known.size >= 2) return { at, columns }
  }
  return null
}

/** What is wrong with the headings together, and which columns are passed over and why. */
export function judgeHeadings(
  columns: readonly SheetColumn[],
  row: number,
): { problems: SheetProblem[]; notes: SheetProblem[] } {
  const problems: SheetProblem[] = []
  const notes: SheetProblem[] = []
  const first = new Map<SheetField, string>()
  for (const { heading, field } of columns) {
    if (field === null) {
      notes.push(problem(notKept.test(plain(heading)) ? 'columnNotKept' : 'columnIgnored', { row, column: heading }))
      continue
    }
    const other = first.get(field)
    if (other === undefined) first.set(field, heading)
    else if (!several.includes(field)) problems.push(problem('duplicateHeading', { row, column: heading, other }))
  }
  const has = (...fields: readonly SheetField[]) => fields.some((field) => first.has(field))
  if (!has('name') && !(has('givenName') && has('familyName'))) problems.push(problem('nameColumnMissing', { row }))
  if (!has('email', 'phone')) problems.push(problem('contactColumnMissing', { row }))
  return { problems, notes }
}
