/** Something in a sheet that must be put right, or (in `notes`) that was read in a way worth saying. */
export type SheetProblem = {
  /** The row as a spreadsheet numbers it (the first is 1), or null for the sheet as a whole. */
  readonly row: number | null
  /** The heading of the column as the sheet has it, or null for the row as a whole. */
  readonly column: string | null
  readonly code: SheetProblemCode
  /** Numbers and short words for the sentence. Never a name, an address or a number that somebody is reached by. */
  readonly facts: Readonly<Record<string, string | number>>
  /** The problem in plain English, with its row and column, and what to write instead. */
  readonly sentence: string
}

export type SheetProblemCode = keyof typeof sentences

type Facts = SheetProblem['facts']
const quoted = (facts: Facts) => (facts['words'] ? ` “${facts['words']}”` : ' this')

/** What is said after "Row 7, column “DBS date”: ". */
const sentences = {
  tooLarge: (f: Facts) =>
    `the file has ${f['megabytes']} MB; at most ${f['limit']} MB are read. Split it, or remove pictures and old rows.`,
  empty: () => 'the file is empty.',
  binary: (f: Facts) => `this is ${f['found']}. In the spreadsheet program choose “Save as” and then “CSV UTF-8”.`,
  encoding: () => 'the text is in an encoding that cannot be told. Save the sheet again as “CSV UTF-8”.',
  tooManyRows: (f: Facts) => `there are ${f['rows']} rows; at most ${f['limit']} are read at once. Split the file.`,
  tooManyColumns: (f: Facts) =>
    `there are ${f['columns']} columns; at most ${f['limit']} are read. Remove those that are not needed.`,
  noHeadings: () =>
    'no row of headings was found. The first row should say what is in each column: Name, Phone, Postcode, Skills, Availability…',
  noRows: () => 'there are headings, but no rows under them.',
  quoteNotClosed: () =>
    'a quotation mark that opens here is never closed, so the rest of the file cannot be told apart.',
  cutOff: (f: Facts) =>
    `the file ends in the middle of this row: it has ${f['cells']} cells, and every other row has at least ${f['columns']}. Copy or save the file again.`,
  nameColumnMissing: () => 'there is no column for the name. Call it “Name”, or have “First name” and “Surname”.',
  contactColumnMissing: () =>
    'there is no column for a phone number or an e-mail address. One of them is needed to know people again.',
  duplicateHeading: (f: Facts) =>
    `there is another column for the same thing (“${f['other']}”). Keep one, or rename the other.`,
  tooManyCells: (f: Facts) =>
    `this row has ${f['cells']} cells, but there are ${f['columns']} headings. A comma inside a cell, perhaps?`,
  nameMissing: () => 'there is no name.',
  surnameMissing: () => 'there is only one name here. Write first name and surname.',
  noContact: () =>
    'there is neither an e-mail address nor a phone number. One of them is needed to know this person again.',
  sameAsRow: (f: Facts) =>
    `this is the same ${f['by']} as in row ${f['other']}. If it is the same person, remove one row; if not, give each their own.`,
  postcodeUnreadable: () => 'this is not a UK postcode, such as SA19 7AB.',
  phoneUnreadable: () =>
    'this is not a UK phone number, such as 01632 960123. Format the column as text so that no digits are lost.',
  digitsLost: () =>
    'the spreadsheet program has turned this number into a short form and lost its digits. Format the column as text and write the number again.',
  emailUnreadable: () => 'this is not an e-mail address.',
  dateUnreadable: () => 'this is not a date. Write day, month and year: 27/3/2025 or 27 Mar 2025.',
  dateImpossible: (f: Facts) => `there is no ${f['date']}. Write day, month and year: 27/3/2025.`,
  dateInFuture: () => 'this date is still to come.',
  dateTooEarly: () => 'this date is too long ago to be right.',
  dateOrder: (f: Facts) => `this is not after “${f['other']}”.`,
  skillUnknown: (f: Facts) => `${quoted(f).trim()} is not a skill we know. Known: ${f['known']}.`,
  languageUnknown: (f: Facts) =>
    `${quoted(f).trim()} is not a language we know. Write only names of languages in which the person can hold a conversation: “Welsh, Polish”.`,
  levelUnclear: (f: Facts) =>
    `${quoted(f).trim()} does not say which check it is. Write Basic, Standard, Enhanced, Enhanced with adults’ barred list, Enhanced with children’s barred list, Enhanced with both barred lists, PVG or AccessNI.`,
  availabilityUnclear: (f: Facts) =>
    `${quoted(f).trim()} cannot be read as days and times. Write the times when the person can, such as “Tue am, Thu 2-4pm” or “weekday mornings”.`,
  availabilityNegative: (f: Facts) =>
    `${quoted(f).trim()} says when the person cannot. Write when they can: “Mon-Thu 9-5” rather than “not Fridays”.`,
  availabilitySometimes: (f: Facts) =>
    `${quoted(f).trim()} is not every week. Write what holds every week, and add the rest to their absences later.`,
  daysMissing: (f: Facts) => `${quoted(f).trim()} has a time but no day. Write the days as well: “Mon-Fri 9-12”.`,
  yesOrNo: (f: Facts) => `${quoted(f).trim()} is neither yes nor no.`,
  numberUnreadable: (f: Facts) => `this is not a number from ${f['least']} to ${f['most']}.`,
  statusUnknown: (f: Facts) =>
    `${quoted(f).trim()} is not a status we know. Write Active, Paused, Applied, Checks, Induction, Enquiry or Left.`,
  formula: () => 'this is a formula. Copy the column and paste it as values.',
  formulaError: () => 'the spreadsheet program shows an error here. Write the value itself.',
  controlCharacter: () => 'there are characters here that cannot be seen and cannot be kept. Type the cell again.',
  garbled: () =>
    'letters with accents have turned into others (“Ã©” for “é”). Save the sheet again as “CSV UTF-8” from the program it was made in.',
  cellTooLong: (f: Facts) => `this is longer than ${f['limit']} characters.`,

  // What was read in a way worth saying; nothing needs doing.
  columnIgnored: () => 'this column is not imported.',
  columnNotKept: () => 'this column is not imported: it is not ours to keep.',
  encodingGuessed: () => 'the file is not UTF-8; it was read as Windows text. Look at names with accents.',
  phoneZeroRestored: () => 'the 0 at the beginning, which spreadsheet programs remove, was put back.',
  emailMended: () => 'blanks or a full stop around the address were removed.',
  dateFromSerial: () => 'a day number of the spreadsheet program was read as a date.',
  levelNotGiven: () => 'the level of the check is not given. It counts as Basic until somebody says which it is.',
  checkPending: () => 'the check is said to be under way: none is recorded yet.',
} as const satisfies Record<string, (facts: Facts) => string>

/** A problem with its sentence. */
export function problem(
  code: SheetProblemCode,
  {
    row = null,
    column = null,
    ...facts
  }: { row?: number | null; column?: string | null } & Record<string, string | number | null> = {},
): SheetProblem {
  const given = Object.fromEntries(
    Object.entries(facts).filter((pair): pair is [string, string | number] => pair[1] !== null),
  )
  const where = [row === null ? null : `row ${row}`, column === null ? null : `column “${column}”`].filter(
    (part) => part !== null,
  )
  const what = sentences[code](given)
  const sentence = where.length ? `${where.join(', ')}: ${what}` : what
  return { row, column, code, facts: given, sentence: sentence[0]!.toUpperCase() + sentence.slice(1) }
}

/**
 * A few words of a cell that may stand in an error: only of columns that hold a fixed vocabulary (skills, days), and
 * only when they could not be somebody's number or address that slipped into the wrong column.
 */
export function sayable(words: string): string | null {
  const short = words.replace(/\s+/g, ' ').trim()
  return short.length <= 40 && /^[\p{L}\d ,.'’&/:;()+–-]+$/u.test(short) && !/\d[\d ]{4,}/.test(short) ? short : null
}
