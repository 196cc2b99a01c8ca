/** The headings we suggest, and three invented volunteers; phones are from the range kept for fiction. */
const rows = [
  [
    'First name',
    'Surname',
    'Known as',
    'Phone',
    'Email',
    'Address',
    'Town',
    'Postcode',
    'Skills',
    'Languages',
    'Availability',
  ].concat(['Drives', 'Max miles', 'Hours a week', 'DBS level', 'DBS date', 'DBS expiry', 'Start date', 'Status']),
  [
    'Margaret',
    'Example',
    'Peggy',
    '01632 960101',
    'peggy@example.org',
    '1 Sample Row',
    'Anytown',
    'ZE3 9JW',
    '',
    'English, Welsh',
    'Tue am, Thu 2-4pm',
  ].concat(['Yes', '10', '4', 'Enhanced with adults’ barred list', '27/3/2025', '27/3/2028', '1 May 2022', 'Active']),
  [
    'Owen',
    'Sample',
    '',
    '01632 960102',
    'owen@example.org',
    '2 Sample Row',
    'Anytown',
    'ZE3 9JX',
    '',
    'English',
    'Weekday mornings',
  ].concat(['No', '2', '3', 'Basic', '14 Jan 2025', '', '2025-02-01', 'Active']),
  [
    'Aisha',
    'Specimen',
    '',
    '01632 960103',
    'aisha@example.org',
    '3 Sample Row',
    'Anytown',
    'ZE3 9JY',
    '',
    'English, Urdu',
    'Any evening, Sat 10-1',
  ].concat(['Bus', '5', '6', '', '', '', '1/6/2025', 'Checks']),
]

/**
 * A sheet to copy from, as CSV that spreadsheet programs open (with a byte-order mark and CRLF).
 *
 * @param skills names of two or three skills of the network, put into the rows in turn
 */
export function exampleSheet(skills: readonly string[] = []): string {
  const filled = rows.map((row, at) =>
    row.map((cell, column) => (at > 0 && column === 8 && skills.length ? skills[(at - 1) % skills.length]! : cell)),
  )
  const quoted = (cell: string) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return `\ufeff${filled.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}
