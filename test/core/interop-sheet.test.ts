import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAvailability } from '../../api/interop/core/availability-words.ts'
import { exampleSheet } from '../../api/interop/core/sheet-example.ts'
import { readCheckLevel, readDate, readFullName } from '../../api/interop/core/sheet-values.ts'
import { readVolunteerSheet } from '../../api/interop/core/volunteer-sheet.ts'
import { isLocalWindow } from '../../api/kernel/index.ts'

const skills = [
  { code: 'DRIVING', names: ['Driving', 'lifts'] },
  { code: 'GARDENING', names: ['Gardening', 'garden'] },
  { code: 'FIRST_AID', names: ['First aid'] },
]
const today = '2026-05-04'
const read = (input: string | Uint8Array) => readVolunteerSheet(input, { skills, today })
const codes = (input: string | Uint8Array) => read(input).problems.map(({ row, column, code }) => [row, column, code])
const bytes = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2))
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian)
  return new Uint8Array(view.buffer)
}

const week = (text: string) => {
  const result = readAvailability(text)
  if (!result.ok) return result.problem.code
  const clock = (m: number) => `${Math.floor(m / 60)}${m % 60 ? `.${m % 60}` : ''}`
  return result.windows.map(({ weekday, from, to }) => `${weekday}:${clock(from)}-${clock(to)}`).join(' ')
}

describe('availability in words', () => {
  test.each([
    ['Tue am, Thu 2-4pm', '2:9-12 4:14-16'],
    ['weekday mornings', '1:9-12 2:9-12 3:9-12 4:9-12 5:9-12'],
    ['Mon-Fri 9-5', '1:9-17 2:9-17 3:9-17 4:9-17 5:9-17'],
    ['any evening', '1:17-21 2:17-21 3:17-21 4:17-21 5:17-21 6:17-21 7:17-21'],
    ['Mornings', '1:9-12 2:9-12 3:9-12 4:9-12 5:9-12'],
    ['weekends', '6:9-17 7:9-17'],
    ['Tues & Thurs pm', '2:12-17 4:12-17'],
    ['Mon, Wed and Fri mornings', '1:9-12 3:9-12 5:9-12'],
    ['am Mon, pm Tue', '1:9-12 2:12-17'],
    ['Mornings, Sat 10-1', '1:9-12 2:9-12 3:9-12 4:9-12 5:9-12 6:10-13'],
    ['mornings, Mon-Wed', '1:9-12 2:9-12 3:9-12'],
    ['10-12 Tuesdays; 2-4 Thursdays', '2:10-12 4:14-16'],
    ['Mon AM; Tue PM ; Weds EVE', '1:9-12 2:12-17 3:17-21'],
    ['Thu pm 2-4', '4:14-16'],
    ['7-9 evenings Tue', '2:19-21'],
    ['Mon 9-12 and 2-4', '1:9-12 1:14-16'],
    ['Tue am/pm', '2:9-17'],
    ['Fri-Mon 10-2', '1:10-14 5:10-14 6:10-14 7:10-14'],
    ['Mon to Thu after 6pm', '1:18-21 2:18-21 3:18-21 4:18-21'],
    ['Fri from 2pm', '5:14-17'],
    ['Mon–Wed 10:00–14:00', '1:10-14 2:10-14 3:10-14'],
    ['Weds 6.30-8.30pm', '3:18.30-20.30'],
    ['not Fridays', 'availabilityNegative'],
    ['any day except Monday', 'availabilityNegative'],
    ['Alternate Mondays', 'availabilitySometimes'],
    ['1st Tuesday of the month', 'availabilitySometimes'],
    ['9-5', 'daysMissing'],
    ['flexible', 'availabilityUnclear'],
    ['TBC', 'availabilityUnclear'],
    ['Tue 10am', 'availabilityUnclear'],
    ['Tue am and Blursday', 'availabilityUnclear'],
  ])('%s', (text, expected) => expect(week(text)).toBe(expected))

  test('whatever the words, the windows are windows, in order and apart', () => {
    const word = fc.constantFrom(
      ...'mon tue-thu Fri weekdays any am pm evening 9-5 2-4pm 10.30 - to and , ; not after 6 noon (am) 7-9'.split(' '),
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 8 }), (parts) => {
        const result = readAvailability(parts.join(' '))
        if (!result.ok) return
        expect(result.windows.every(isLocalWindow)).toBe(true)
        for (const [at, one] of result.windows.entries()) {
          const next = result.windows[at + 1]
          if (next) expect(one.weekday < next.weekday || one.to < next.from).toBe(true)
        }
      }),
      { numRuns: 2000, seed: 11 },
    )
  })
})

describe('dates, levels, names', () => {
  test.each([
    ['27/3/2025', '2025-03-27'],
    ['27.03.25', '2025-03-27'],
    ['27 Mar 2025', '2025-03-27'],
    ['Thu 27th March 2025', '2025-03-27'],
    ['March 27, 2025', '2025-03-27'],
    ['2025-03-27', '2025-03-27'],
    ['2025-03-27T00:00:00.000Z', '2025-03-27'],
    ['27/03/2025 00:00', '2025-03-27'],
    ['45743', '2025-03-27'],
    ['1/2/88', '1988-02-01'],
    ['29/2/2024', '2024-02-29'],
  ])('%s', (text, date) => expect(readDate(text, today)).toMatchObject({ ok: true, value: date }))

  test.each([
    ['31/2/2025', { code: 'dateImpossible', facts: { date: '31 February 2025' } }],
    ['29/2/2025', { code: 'dateImpossible', facts: { date: '29 February 2025' } }],
    ['3/27/2025', { code: 'dateImpossible', facts: { date: 'month 27' } }],
    ['0/5/2025', { code: 'dateImpossible' }],
    ['Mar 2025', { code: 'dateUnreadable' }],
    ['last spring', { code: 'dateUnreadable' }],
    ['27/3', { code: 'dateUnreadable' }],
  ])('%s is named', (text, problem) => expect(readDate(text, today)).toMatchObject({ ok: false, ...problem }))

  test.each([
    ['Enhanced', 'ENHANCED'],
    ['enhanced (adult workforce)', 'ENHANCED'],
    ['Enhanced with adults’ barred list', 'ENHANCED_ADULT_BARRED'],
    ["Enhanced + children's barred list", 'ENHANCED_CHILD_BARRED'],
    ['Enhanced with both barred lists', 'ENHANCED_BOTH'],
    ['enhanced adult and child barred', 'ENHANCED_BOTH'],
    ['Enhanced without barred list check', 'ENHANCED'],
    ['ENHANCED_ADULT_BARRED', 'ENHANCED_ADULT_BARRED'],
    ['Standard DBS', 'STANDARD'],
    ['basic', 'BASIC'],
    ['PVG', 'PVG'],
    ['AccessNI', 'ACCESS_NI'],
    ['none', null],
  ])('%s', (text, level) => expect(readCheckLevel(text)).toEqual({ ok: true, value: level }))

  test('a barred list that is not named is never guessed', () => {
    expect(readCheckLevel('Enhanced with barred list')).toMatchObject({ ok: false, code: 'levelUnclear' })
    expect(readCheckLevel('full')).toMatchObject({ ok: false, code: 'levelUnclear' })
  })

  test.each([
    ['Mrs Ann Price', 'Ann', 'Price', null],
    ['Price, Ann', 'Ann', 'Price', null],
    ['Margaret (Peggy) Jones', 'Margaret', 'Jones', 'Peggy'],
    ['Jan van der Berg', 'Jan', 'van der Berg', null],
    ['Rhys ap Dafydd', 'Rhys', 'ap Dafydd', null],
    ['Mary Ann Smith-Jones', 'Mary Ann', 'Smith-Jones', null],
  ])('%s', (text, givenName, familyName, preferredName) =>
    expect(readFullName(text)).toEqual({ ok: true, value: { givenName, familyName, preferredName } }),
  )
})

describe('a sheet', () => {
  test('the example reads without a problem', () => {
    const sheet = read(exampleSheet(['Gardening', 'Driving']))
    expect(sheet.problems).toEqual([])
    expect(sheet.volunteers).toHaveLength(3)
    expect(sheet.volunteers[0]).toEqual({
      row: 2,
      givenName: 'Margaret',
      familyName: 'Example',
      preferredName: 'Peggy',
      dateOfBirth: null,
      gender: null,
      email: 'peggy@example.org',
      phones: [{ e164: '+441632960101', display: '01632 960101' }],
      addressLines: ['1 Sample Row'],
      town: 'Anytown',
      postcode: 'ZE3 9JW',
      skills: ['GARDENING'],
      languages: ['en', 'cy'],
      availability: [
        { weekday: 2, from: 540, to: 720 },
        { weekday: 4, from: 840, to: 960 },
      ],
      check: { level: 'ENHANCED_ADULT_BARRED', levelGiven: true, issuedOn: '2025-03-27', reviewDueOn: '2028-03-27' },
      travel: [{ mode: 'DRIVE', maxKm: 16.1 }],
      minutesAWeek: 240,
      joinedOn: '2022-05-01',
      status: 'ACTIVE',
    })
    expect(sheet.volunteers[2]).toMatchObject({
      check: null,
      travel: [{ mode: 'BUS', maxKm: 8 }],
      languages: ['en', 'ur'],
    })
  })

  test('the words that people use for headings, a title above them, columns we do not keep', () => {
    const sheet = read(
      'Our lovely volunteers 2025,,,,,\n,,,,,\nVolunteer Name*,Tel. No.,Mobile,Post Code,DBS (date),DBS Number,Notes,Mon,Thurs\n' +
        'Ann Price,01632 960001,07700 900123,ze39jw,12/1/2025,0012345,likes tea,am,yes\n',
    )
    expect(sheet.problems).toEqual([])
    expect(sheet.columns.map(({ field }) => field)).toEqual([
      'name',
      'phone',
      'phone',
      'postcode',
      'checkIssued',
      null,
      null,
      'dayAvailability',
      'dayAvailability',
    ])
    expect(sheet.notes.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'DBS Number', 'columnNotKept'],
      [3, 'Notes', 'columnIgnored'],
      [4, 'DBS (date)', 'levelNotGiven'],
    ])
    expect(sheet.volunteers).toMatchObject([
      {
        row: 4,
        givenName: 'Ann',
        familyName: 'Price',
        phones: [{ e164: '+441632960001' }, { e164: '+447700900123' }],
        postcode: 'ZE3 9JW',
        check: { level: 'BASIC', levelGiven: false, issuedOn: '2025-01-12' },
        availability: [
          { weekday: 1, from: 540, to: 720 },
          { weekday: 4, from: 540, to: 1020 },
        ],
      },
    ])
  })

  test('every problem at once, by row and column, in plain words and without personal data', () => {
    const sheet = read(
      [
        'Name,Phone,Email,Postcode,Skills,Availability,DBS date,DBS level,DBS expiry,Languages,Drives,Max miles,Start date',
        'Ann Price,01632 960001,ann@example.org,ZE3 9JW,Driving,Tue am,27/3/2025,Basic,27/3/2028,Welsh,yes,10,1/5/2025',
        'Cher,12345,not-an-address,QQ99,Juggling,not Fridays,31/2/2025,full,,Elvish,perhaps,far,soon',
        ',,,,,,,,,,,,',
        'Bob Jones,,,,,,,,,,,,',
        ',01632 960002,,,,,,,,,,,',
        'Ann Price,01632 960003,ANN@example.org,,,,,,,,,,',
        'Dai Rees,01632 960004,,,,,1/1/2030,,,,,,',
        'Eve Hall,01632 960005,,,,,1/1/2025,Basic,1/1/2024,,,,',
        'Fay Hill,01632 960006,,,,,,,,,,,,too,many',
        '=HYPERLINK(1),01632 960007,,,,,#REF!,,,,,,',
        'Gil Ford,1.63296E+09,,,,,,,,,,,',
        'Hal Wood,1632960008,,,garden & First Aid,Mon-Fri 9-5,enhanced 2 Feb 2025,,,,,,',
      ].join('\r\n'),
    )
    expect(sheet.problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'Name', 'surnameMissing'],
      [3, 'Email', 'emailUnreadable'],
      [3, 'Phone', 'phoneUnreadable'],
      [3, 'Postcode', 'postcodeUnreadable'],
      [3, 'Skills', 'skillUnknown'],
      [3, 'Languages', 'languageUnknown'],
      [3, 'Availability', 'availabilityNegative'],
      [3, 'DBS level', 'levelUnclear'],
      [3, 'DBS date', 'dateImpossible'],
      [3, 'Max miles', 'numberUnreadable'],
      [3, 'Drives', 'yesOrNo'],
      [3, 'Start date', 'dateUnreadable'],
      [5, null, 'noContact'],
      [6, 'Name', 'nameMissing'],
      [7, null, 'sameAsRow'],
      [8, 'DBS date', 'dateInFuture'],
      [9, 'DBS expiry', 'dateOrder'],
      [10, null, 'tooManyCells'],
      [11, 'Name', 'formula'],
      [11, 'DBS date', 'formulaError'],
      [11, 'Name', 'nameMissing'],
      [12, 'Phone', 'digitsLost'],
    ])
    expect(sheet.problems.filter(({ row }) => row === 3).map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([
        'Row 3, column “Skills”: “Juggling” is not a skill we know. Known: Driving, Gardening, First aid.',
        'Row 3, column “DBS date”: there is no 31 February 2025. Write day, month and year: 27/3/2025.',
        'Row 3, column “Availability”: “not fridays” says when the person cannot. Write when they can: “Mon-Thu 9-5” rather than “not Fridays”.',
      ]),
    )
    expect(sheet.volunteers.map(({ row }) => row)).toEqual([2, 13])
    expect(sheet.rows).toBe(11)
    expect(sheet.volunteers[1]).toMatchObject({
      phones: [{ e164: '+441632960008' }],
      skills: ['GARDENING', 'FIRST_AID'],
      check: { level: 'ENHANCED', levelGiven: true, issuedOn: '2025-02-02' },
    })
    const said = JSON.stringify(sheet.problems)
    for (const secret of ['Cher', 'ann@', '12345', 'QQ99', 'not-an-address', '960007'])
      expect(said).not.toContain(secret)
  })

  test('delimiters, quotes, line ends and encodings', () => {
    const rows = 'Name;Phone;Town\r\n"Siôn ""Sion"" Évans";01632 960001;"Tŷ, Gwyn\nAnytown"\r\n'
    const expected = [{ row: 2, givenName: 'Siôn', familyName: 'Évans', town: 'Tŷ, Gwyn ; Anytown' }]
    for (const input of [
      rows,
      bytes(rows),
      bytes(`\ufeff${rows}`),
      utf16(`\ufeff${rows}`, true),
      utf16(rows, true),
      utf16(`\ufeff${rows}`, false),
      `sep=;\r\n${rows}`,
    ]) {
      expect(read(input)).toMatchObject({
        problems: [],
        volunteers: expected.map((one) => ({ ...one, row: input === `sep=;\r\n${rows}` ? 3 : 2 })),
      })
    }
    const tabs = 'Name\tPhone\rAnn Price\t01632 960001\r'
    expect(read(tabs)).toMatchObject({ problems: [], volunteers: [{ row: 2, familyName: 'Price' }] })
    const windows = new Uint8Array([...bytes('Name,Phone\nRen'), 0xe9, ...bytes(' Price,01632 960001\n')])
    expect(read(windows)).toMatchObject({
      problems: [],
      volunteers: [{ givenName: 'René' }],
      notes: [{ code: 'encodingGuessed' }],
    })
  })

  test.each<[string, string | Uint8Array, unknown[]]>([
    ['nothing', '', [[null, null, 'empty']]],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), [[null, null, 'binary']]],
    ['noise', new Uint8Array([1, 2, 3, 0x80, 0xff, 5]), [[null, null, 'encoding']]],
    ['no headings', 'Ann,01632 960001\nBob,01632 960002', [[null, null, 'noHeadings']]],
    ['headings alone', 'Name,Phone\n', [[1, null, 'noRows']]],
    [
      'no name column',
      'Phone,Town\n01632 960001,Anytown',
      [
        [1, null, 'nameColumnMissing'],
        [2, null, 'nameMissing'],
      ],
    ],
    [
      'twice the same heading',
      'Name,Phone,Postcode,Post Code\nAnn Price,01632 960001,,',
      [[1, 'Post Code', 'duplicateHeading']],
    ],
    [
      'a quote without its end',
      'Name,Phone\n"Ann Price,01632 960001\n',
      [[expect.any(Number), null, 'quoteNotClosed']],
    ],
    [
      'a NUL',
      'Name,Phone\nAnn\0 Price,01632 960001',
      [
        [2, 'Name', 'controlCharacter'],
        [2, 'Name', 'nameMissing'],
      ],
    ],
    ['too many columns', `Name,Phone${',x'.repeat(300)}\nAnn Price,01632 960001`, [[null, null, 'tooManyColumns']]],
    ['a million columns', `Name,Phone${','.repeat(1e6)}\n`, [[null, null, 'tooManyColumns']]],
    ['too large', new Uint8Array(11 * 1024 * 1024).fill(65), [[null, null, 'tooLarge']]],
    ['a huge cell', `Name,Phone,Town\nAnn Price,01632 960001,${'x'.repeat(1e6)}`, [[2, 'Town', 'cellTooLong']]],
    ['too many rows', `Name,Phone\n${'Ann Price,01632 960001\n'.repeat(50_001)}`, [[null, null, 'tooManyRows']]],
  ])('%s', (_, input, expected) => expect(codes(input)).toEqual(expected))

  test('50,000 rows are read', () => {
    const rows = Array.from(
      { length: 50_000 },
      (_, at) =>
        `Ann Price,01632 96${String(at).padStart(5, '0').slice(0, 4)},a${at}@example.org,ZE3 9JW,Driving,"Tue am, Thu 2-4pm"`,
    )
    const sheet = read(`Name,Work note,Email,Postcode,Skills,Availability\n${rows.join('\n')}`)
    expect(sheet.volunteers).toHaveLength(50_000)
  })

  test('nothing that stands in a file makes it throw', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'Name',
        'Phone',
        'DBS',
        '"',
        '""',
        ',',
        ';',
        '\n',
        '\r\n',
        '\t',
        '=1',
        '\0',
        '31/2/25',
        'Tue am',
        '\ud800',
      ),
    )
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), fc.constantFrom(',', ';', ''), (cells, join) => {
        const sheet = read(`Name,Phone,Availability,DBS date\n${cells.join(join)}`)
        for (const { sentence, row } of sheet.problems)
          expect(sentence.length > 0 && (row === null || row >= 1)).toBe(true)
      }),
      { numRuns: 1000, seed: 13 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => void read(raw)),
      { numRuns: 1000, seed: 17 },
    )
  })
})
