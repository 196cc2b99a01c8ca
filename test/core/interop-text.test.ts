import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFromText, wordsReadFrom } from '../../api/interop/core/read-from-text.ts'

const hours = (h: { from: number; to: number } | null) => {
  const clock = (m: number) => `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}`
  return h && `${clock(h.from)}-${clock(h.to)}`
}
const days = (text: string) =>
  readFromText(text).days.map((one) => [one.weekdays.join(''), one.every, hours(one.hours)].filter(Boolean).join(' '))
const costs = (text: string) =>
  readFromText(text).costs.map((one) => (one.kind === 'free' ? 'free' : `${one.pounds}/${one.per ?? '?'}`))

describe('days', () => {
  test.each<[string, string[]]>([
    ['We meet every Tuesday.', ['2 week']],
    ['Mondays and Thursdays at the hall', ['14 week']],
    ['Open weekdays 9am to 8pm, weekends 11am to 4pm', ['12345 week 9:00-20:00', '67 week 11:00-16:00']],
    ['Mon–Fri 9-5', ['12345 week 9:00-17:00']],
    ['Monday and Wednesday to Friday, 9am to 5pm', ['1345 week 9:00-17:00']],
    ['Thursday-Monday from 5pm-midnight', ['14567 week 17:00-24:00']],
    ['Tuesday 12.30-4.30', ['2 week 12:30-16:30']],
    ['10-12.30pm on Wednesdays', ['3 week 10:00-12:30']],
    ['8am to 6pm, Saturday and Sunday\n9am to 5pm, Monday', ['67 week 8:00-18:00', '1 week 9:00-17:00']],
    ['The second and fourth Tuesday of the month, 2 to 4pm', ['2 month 14:00-16:00']],
    ['Fridays - 1st and 3rd of each month', ['5 month']],
    ['Once a month on a Sunday', ['7 month']],
    ['Every other Thursday', ['4 fortnight']],
    ['Wednesday 7pm, free', ['3 week']],
    ['Lines are open 24 hours a day, 7 days a week', ['1234567 week 0:00-24:00']],
    ['Friday: 10am - 2pm\nSaturday: closed\nSunday - Closed', ['5 week 10:00-14:00']],
  ])('%s', (text, found) => expect(days(text)).toEqual(found))

  test.each([
    'Our open day is on Tuesday 14 May.',
    'Come along on Saturday 3rd June 2023',
    'Good Friday service; Easter Monday walk',
    'Closed on Mondays.',
    'Every day except Sunday people go hungry',
    'The Sunday school teacher sat in the sun',
    'Does not run at weekends',
    'Since Monday we are under new management',
    'Help with daily living, every day of your life',
    'Thursdays in June: 9th, 16th',
    'Ages 2-4. Monday is our favourite day.',
  ])('none in: %s', (text) => expect(days(text)).toEqual([]))
})

describe('costs', () => {
  test.each<[string, string[]]>([
    ['All sessions are free.', ['free']],
    ['A free, confidential and impartial advice service', ['free']],
    ['Offered free of charge to carers', ['free']],
    ['There is no charge for this', ['free']],
    ['Fees:\nFree', ['free']],
    ['On-site meal, Wednesday 7pm, free, everyone welcome', ['free']],
    ['It costs £3 per session', ['3/session']],
    ['£4.50 a week or £15 per month', ['4.5/week', '15/month']],
    ['Entry £2. Tea included.', ['2/?']],
    ['Lunch (£5) on Thursdays', ['5/?']],
    ['£6pp', ['6/person']],
    ['Annual membership is £20', ['20/?']],
    ['Suggested donation of £1', ['1/?']],
    ['£12 p/h', ['12/hour']],
  ])('%s', (text, found) => expect(costs(text)).toEqual(found))

  test.each([
    'Please feel free to call',
    'A drug-free, smoke free and gluten free space',
    'Live free from abuse',
    'A world free of dementia',
    'Free parking and free wi-fi, free tea and coffee',
    'Calls are free from landlines',
    'You can call us free on 01632 960001',
    'Your first session is free',
    'This is not free',
    'Some activities are free of charge',
    'Free no obligation quotation',
    'If you have some free time to support others',
    'Grants of up to £500 for a week',
    'For people with an income of less than £750 per month',
    'We raised £3,000 for each child',
    'A £3.6m centre with a budget of £20 million a year',
    'Hall hire is £20 per hour',
    'Food worth £10-15 a week',
  ])('none in: %s', (text) => expect(costs(text)).toEqual([]))
})

test('full postcodes only, each once, with their place', () => {
  const text = 'The Hall, ZE3 9JW (not ZE3). Also ze39jw, room B2 1st floor, ZE39JX.'
  expect(readFromText(text).postcodes).toEqual([
    { postcode: 'ZE3 9JW', start: 10, end: 17 },
    { postcode: 'ZE3 9JX', start: 61, end: 67 },
  ])
})

test('the words that something was read from can be shown', () => {
  const text = 'Come to the hall.\nEvery Tuesday 10am\n to 12pm. £3 per\nsession.'
  const { days: found, costs: cost } = readFromText(text)
  expect(wordsReadFrom(text, found[0]!)).toBe('Tuesday 10am to 12pm')
  expect(wordsReadFrom(text, cost[0]!)).toBe('£3 per session')
  expect(readFromText(null)).toEqual({ postcodes: [], days: [], costs: [] })
})

test('places are within the text, whatever it is, and reading is quick', () => {
  const piece = fc.constantFrom(
    ...'Monday Mondays Tue – - to and every 10am 10 .30 pm 1st last of the month free £3 £ per session is no charge , . : ( closed'.split(
      ' ',
    ),
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
      const text = pieces.join(' ')
      const read = readFromText(text)
      for (const { start, end } of [...read.days, ...read.costs, ...read.postcodes]) {
        expect(0 <= start && start < end && end <= text.length).toBe(true)
      }
      for (const { hours: h } of read.days)
        expect(h === null || (h.from >= 0 && h.from < h.to && h.to <= 1440)).toBe(true)
    }),
    { numRuns: 2000, seed: 5 },
  )
  for (const hostile of ['free ', 'Monday ', '1st and ', '£1', ', free', '9.30-', 'a-', 'ZE3 ', ' '].map((s) =>
    s.repeat(20_000),
  )) {
    const started = process.hrtime.bigint()
    readFromText(hostile)
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(1500)
  }
})
