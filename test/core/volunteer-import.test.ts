import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayBeSameName, readVolunteerSheet, type SheetVolunteer } from '../../api/interop/core/index.ts'
import { notesOnRow, sameRows } from '../../api/interop/judge-rows.rules.ts'
import { knownSkills } from '../../api/interop/skill-words.rules.ts'
import {
  differences,
  headingsOf,
  hoursOf,
  saidBy,
  statusMoves,
  travelOf,
  type HeldVolunteer,
} from '../../api/interop/volunteer-import.rules.ts'
import { grouped } from '../../api/interop/volunteer-report.rules.ts'
import { movesFrom, type VolunteerStatusWord } from '../../api/volunteers/index.ts'

const skills = knownSkills([
  { code: 'DRIVING', name: 'Drives, with a car', nameCy: 'Yn gyrru, gyda char' },
  { code: 'GARDENING', name: 'Gardening', nameCy: 'Garddio' },
  { code: 'NEW_ONE', name: 'Knitting', nameCy: 'Gwau' },
])
const today = '2026-11-02'
const read = (text: string) => readVolunteerSheet(text, { skills, today })
const head = 'Name,Phone,Email,Postcode,Skills,Availability,DBS date,DBS level,Drives,Max miles,Status'
const row = (cells: string): SheetVolunteer => {
  const { volunteers, problems } = read(`${head}\n${cells}\n`)
  expect(problems).toEqual([])
  return volunteers[0]!
}

/** The record that a row makes. */
const heldOf = (sheet: SheetVolunteer): HeldVolunteer => ({
  id: 'x',
  said: {
    preferredName: null,
    dateOfBirth: null,
    gender: null,
    email: null,
    phones: [],
    addressLines: [],
    town: null,
    postcode: null,
    languages: ['en'],
    minutesAWeek: null,
    joinedOn: null,
    ...saidBy(sheet),
  },
  status: sheet.status ?? 'CHECKS',
  availability: hoursOf(sheet),
  skills: sheet.skills,
  travel: travelOf(sheet),
  checks: sheet.check ? [{ ...sheet.check, reviewDueOn: '2029-01-01' }] : [],
})

describe('one first name or two', () => {
  const called = (text: string) => {
    const [givenName = '', preferredName = null] = text.split('/')
    return { givenName, preferredName }
  }
  test.each([
    ['Ann', 'Ann', true],
    ['Ann', 'ANNE', true],
    ['A', 'Ann', true],
    ['A.', 'Ann', true],
    ['Siân', 'Sian', true],
    ['Mary Ann', 'Mary', true],
    ['Margaret/Peggy', 'Peggy', true],
    ['Peggy', 'Margaret/Peggy', true],
    ['Margret', 'Margaret', true],
    ['Bob', 'Ann', false],
    ['Dai', 'Eirlys', false],
    ['Jim', 'Tim', false],
    ['Robert', 'Roberta', true],
    ['Peggy', 'Margaret', false],
  ])('%s and %s: %s', (one, other, is) => {
    expect(mayBeSameName(called(one), called(other))).toBe(is)
    expect(mayBeSameName(called(other), called(one))).toBe(is)
  })
})

describe('a sheet as a file', () => {
  test('two of a household with their own first names and e-mails are two; without them nobody can tell', () => {
    const two = (a: string, b: string) =>
      read(`Name,Phone,Email\nDai Rees,01632 960001,${a}\nEirlys Rees,01632 960001,${b}\n`)
    expect(two('dai@example.org', 'eirlys@example.org').problems).toEqual([])
    expect(two('dai@example.org', '').problems).toMatchObject([{ code: 'sameAsRow', row: 3, facts: { other: 2 } }])
    expect([...sameRows(two('', '').problems).keys()].toSorted()).toEqual([2, 3])
  })

  test('a file that lost its end is told by its last row, and a tidy one never', () => {
    const whole = 'Name,Phone,Email,Town\nAnn Price,01632 960001,,\nBob Hay,01632 960002,,\nCy Dell,01632 960003,,'
    expect(read(whole).problems).toEqual([])
    expect(read(whole.slice(0, -2)).problems).toMatchObject([
      { code: 'cutOff', row: 4, facts: { cells: 2, columns: 4 } },
    ])
    expect(read(`${whole.slice(0, -2)}\n`).problems).toEqual([])
  })

  test.each([
    ['SiÃ´n Rees', 'garbled'],
    ['Siâ€™n Rees', 'garbled'],
    ['Si\ufffdn Rees', 'garbled'],
    ['João Ângelo', null],
    ['JOÃO PEREIRA', null],
  ])('%s', (name, code) => {
    const problems = read(`Name,Phone\n${name},01632 960001\n`).problems.map((problem) => problem.code)
    expect(problems).toEqual(code ? [code, 'nameMissing'] : [])
  })

  test('skills by what people call them', () => {
    const cells = (text: string) => `Ann Price,01632 960001,,,${text},,,,,,`
    expect(row(cells('driver')).skills).toEqual(['DRIVING'])
    expect(row(cells('"lifts, garden & Gwau"')).skills).toEqual(['DRIVING', 'GARDENING', 'NEW_ONE'])
  })
})

describe('sheet against record', () => {
  const full = row(
    'Ann Price,01632 960001,ann@example.org,GU29 9AA,Gardening,"Tue am, Thu 2-4pm",1/5/2026,Basic,yes,5,Active',
  )

  test('what a row made is no different from the row, whatever the row', () => {
    const cell = <T>(...values: T[]) => fc.constantFrom('', ...values)
    fc.assert(
      fc.property(
        cell('ann@example.org', 'Ann@Example.org'),
        cell('GU29 9AA'),
        cell('Gardening', '"Gardening, driver"'),
        cell('Tue am', '"Mon-Fri 9-5, Sat 10 - midnight"', 'weekends'),
        cell('1/5/2026'),
        cell('Basic', 'Enhanced'),
        cell('yes', 'no', 'car and bus', 'bike'),
        cell('5', '12.5'),
        cell('Active', 'on hold', 'Left'),
        (...cells) => {
          const one = row(`Ann Price,01632 960001,${cells.join(',')}`)
          expect(differences(one, heldOf(one)).fields).toEqual([])
        },
      ),
      { numRuns: 300, seed: 5 },
    )
  })

  test('empty cells take nothing away', () => {
    expect(differences(row('Ann Price,01632 960001,,,,,,,,,'), heldOf(full)).fields).toEqual([])
  })

  test.each<[string, string, string[]]>([
    ['a name', 'Ann Pryce,01632 960001,,,,,,,,,', ['familyName']],
    ['another phone', 'Ann Price,01632 960002,,,,,,,,,', ['phone']],
    ['fewer hours', 'Ann Price,01632 960001,,,,Tue am,,,,,', ['availability']],
    ['how far', 'Ann Price,01632 960001,,,,,,,yes,9,', ['maxMiles', 'maxKm']],
    ['another way', 'Ann Price,01632 960001,,,,,,,bus,5,', ['drives']],
    ['a newer check', 'Ann Price,01632 960001,,,,,1/6/2026,,,,', ['checkIssued']],
    ['the same check at no level', 'Ann Price,01632 960001,,,,,1/5/2026,,,,', []],
    ['the same check at another level', 'Ann Price,01632 960001,,,,,1/5/2026,Enhanced,,,', ['checkIssued']],
    ['a status', 'Ann Price,01632 960001,,,,,,,,,Paused', ['status']],
  ])('%s', (_, cells, fields) => expect(differences(row(cells), heldOf(full)).fields).toEqual(fields))

  test('fields are named by the sheet’s own headings', () => {
    const { columns } = read('Volunteer,Mobile,Home tel,Mon,Tue\nAnn Price,01632 960001,,am,\n')
    expect(headingsOf(columns, ['availability', 'phone', 'givenName', 'familyName', 'town'])).toEqual([
      'Volunteer',
      'Mobile',
      'Home tel',
      'Mon',
      'Tue',
    ])
  })

  test('an overdue check and an assumed review are said', () => {
    const old = row('Ann Price,01632 960001,,,,,1/5/2020,Basic,,,Active')
    expect(notesOnRow(old, read(`${head}\n`).columns, today, 'NEW').map(({ column, says }) => [column, says])).toEqual([
      ['DBS date', 'when the check is due again is not said: three years after its date.'],
      ['DBS date', 'the check is overdue for its review, and does not count until there is a new one.'],
    ])
  })
})

test.each<[VolunteerStatusWord, VolunteerStatusWord, VolunteerStatusWord[] | null]>([
  ['CHECKS', 'ACTIVE', ['INDUCTION', 'ACTIVE']],
  ['APPLIED', 'PAUSED', ['CHECKS', 'INDUCTION', 'ACTIVE', 'PAUSED']],
  ['ACTIVE', 'PAUSED', ['PAUSED']],
  ['PAUSED', 'LEFT', ['LEFT']],
  ['LEFT', 'CHECKS', ['APPLIED', 'CHECKS']],
  // Nobody goes back to checks by leaving and coming again.
  ['ACTIVE', 'CHECKS', null],
  ['ACTIVE', 'ACTIVE', []],
])('from %s to %s', (from, to, way) => expect(statusMoves(from, to, movesFrom)).toEqual(way))

test('the same sentence of many rows is said once', () => {
  const note = (at: number, column: string | null = 'Phone') => ({ row: at, column, says: 'this is odd.' })
  expect(
    grouped([note(2), note(3), note(4), note(9), note(7, null), { row: null, column: null, says: 'all odd.' }]),
  ).toEqual(['Rows 2–4, 9, column “Phone”: this is odd.', 'Row 7: this is odd.', 'All odd.'])
})
