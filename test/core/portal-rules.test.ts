import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choiceOf, ruleOf } from '../../web/tasks/when-asked.rules.ts'
import { choicesOf, moreChosen, searchAddress, searchOf } from '../../web/public/search.ts'
import { formatPhone, ringing } from '../../web/ui/words/phones.ts'
import { langOf, writtenIn } from '../../web/ui/words/written-in.ts'
import { isAhead, isUnreported, mayReport } from '../../web/volunteer/my-week.rules.ts'
import { occurrenceDates } from '../../api/tasks/index.ts'

describe('how often a task is asked for', () => {
  test.each([
    ['once', [], '2026-11-24', null],
    ['weekly', [], '2026-11-24', 'FREQ=WEEKLY;BYDAY=TU'],
    ['weekly', [5, 3], '2026-11-24', 'FREQ=WEEKLY;BYDAY=WE,FR'],
    ['fortnightly', [7], '2026-11-24', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU'],
    ['monthly', [], '2026-11-10', 'FREQ=MONTHLY;BYDAY=2TU'],
    ['monthly', [], '2026-11-30', 'FREQ=MONTHLY;BYDAY=-1MO'],
  ] as const)('%s on %j from %s is %s', (often, days, firstOn, rule) => {
    expect(ruleOf(often, days, firstOn, null)).toBe(rule)
  })

  test('a rule that the form cannot say stays as it is', () => {
    for (const rule of ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20271231', 'FREQ=MONTHLY;BYMONTHDAY=3', 'FREQ=WEEKLY;INTERVAL=3'])
      expect({ rule, ...choiceOf(rule) }).toEqual({ rule, often: 'other', days: [] })
    expect(ruleOf('other', [], '2026-11-24', 'FREQ=MONTHLY;BYMONTHDAY=3')).toBe('FREQ=MONTHLY;BYMONTHDAY=3')
  })

  test('what the form makes, the form reads back, and the API finds days for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('weekly' as const, 'fortnightly' as const, 'monthly' as const),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }),
        (often, days, date) => {
          const firstOn = date.toISOString().slice(0, 10)
          const rule = ruleOf(often, days, firstOn, null) ?? ''
          const read = choiceOf(rule)
          expect(read.often).toBe(often)
          if (often !== 'monthly') expect(read.days).toEqual(days.toSorted((a, b) => a - b))
          const found = occurrenceDates({ rrule: rule, firstOn, from: firstOn, to: '2031-01-01' })
          expect(found.length).toBeGreaterThan(10)
          // By month it is the first day itself that comes round.
          if (often === 'monthly') expect(found[0]).toBe(firstOn)
        },
      ),
    )
  })
})

describe('a volunteer’s visits by the clock', () => {
  const at = (time: string) => new Date(`2026-11-22T${time}:00Z`)
  const timed = {
    status: 'CONFIRMED',
    occursOn: '2026-11-22',
    startsAt: '2026-11-22T10:00:00+00:00',
    endsAt: '2026-11-22T12:00:00+00:00',
  }
  const untimed = { status: 'CONFIRMED', occursOn: '2026-11-18' }

  test('one with times may be reported from its start, and is owed a report from its end', () => {
    expect([mayReport(timed, at('09:59'), '2026-11-22'), mayReport(timed, at('10:00'), '2026-11-22')]).toEqual([
      false,
      true,
    ])
    expect([isUnreported(timed, at('11:59'), '2026-11-22'), isUnreported(timed, at('12:00'), '2026-11-22')]).toEqual([
      false,
      true,
    ])
    expect([isAhead(timed, at('11:59'), '2026-11-22'), isAhead(timed, at('12:00'), '2026-11-22')]).toEqual([
      true,
      false,
    ])
  })
  test('one without times has its whole week, Monday to Sunday', () => {
    expect(['2026-11-15', '2026-11-16', '2026-11-22'].map((day) => mayReport(untimed, at('12:00'), day))).toEqual([
      false,
      true,
      true,
    ])
    expect(['2026-11-22', '2026-11-23'].map((day) => isUnreported(untimed, at('12:00'), day))).toEqual([false, true])
  })
  test('what is over or called off is neither ahead nor owed', () => {
    for (const status of ['ENDED', 'MISSED', 'CANCELLED']) {
      const visit = { ...timed, status }
      expect([isAhead(visit, at('09:00'), '2026-11-22'), isUnreported(visit, at('13:00'), '2026-11-22')]).toEqual([
        false,
        false,
      ])
      expect(mayReport(visit, at('13:00'), '2026-11-22')).toBe(false)
    }
  })
})

describe('a search of the directory is an address', () => {
  const read = (text: string) => choicesOf(new URLSearchParams(text))

  test('a first visit asks nothing; whatever is no choice of ours is left out', () => {
    expect(read('').asked).toBe(false)
    const odd = read('words=a%00b&near=GU29&within=7&day=9&time=noon&language=xx&free=1&order=price')
    expect(odd).toMatchObject({
      words: 'a b',
      within: 10,
      day: undefined,
      time: undefined,
      language: '',
      free: false,
      order: 'fit',
    })
    expect(searchOf(odd)).toEqual({ words: 'a b', near: 'GU29', withinKm: 16.1, order: 'FIT' })
  })
  test('distance counts only from a place', () => {
    expect(searchOf(read('words=x&within=5&order=distance'))).toEqual({ words: 'x', order: 'FIT' })
    expect(searchOf(read('near=GU29&within=any&order=distance'))).toEqual({ near: 'GU29', order: 'DISTANCE' })
  })
  test('every choice reaches the API', () => {
    const choices = read(
      'words=lunch&near=SA19&within=25&day=2&time=evening&language=cy&free=yes&order=distance&term=t1',
    )
    expect(searchOf(choices)).toEqual({
      words: 'lunch',
      near: 'SA19',
      withinKm: 40.2,
      weekday: 2,
      at: '19:00',
      free: true,
      language: 'cy',
      term: 't1',
      order: 'DISTANCE',
    })
    expect(moreChosen(choices)).toBe(5)
  })
  test('the same search with something changed forgets the page and the language', () => {
    const query = new URLSearchParams('words=a+b&lang=cy&after=xyz&term=t')
    expect(searchAddress(query, { term: '' })).toBe('/find-help?words=a+b')
    expect(searchAddress(new URLSearchParams('lang=cy'), {})).toBe('/find-help')
  })
})

describe('small words of the portal', () => {
  test.each([
    ['+441632960123', '01632 960123', 'tel:+441632960123'],
    ['+442079460123', '020 7946 0123', 'tel:+442079460123'],
    ['+441174960123', '0117 496 0123', 'tel:+441174960123'],
    ['01632960067', '01632 960067', 'tel:01632960067'],
    ['116123', '116123', 'tel:116123'],
    ['0117 496 (0)12', '0117 496 (0)12', 'tel:0117496012'],
  ])('%s is read %s', (number, said, rings) => {
    expect([formatPhone(number), ringing(number)]).toEqual([said, rings])
  })
  test('somebody’s own words are marked only where they are not in the page’s language', () => {
    expect(writtenIn('Mae croeso i bawb yn y neuadd bob dydd Mawrth')).toBe('cy')
    expect(writtenIn('A club for older people at the hall every Tuesday')).toBe('en')
    expect(langOf('A club for older people', 'en')).toBeUndefined()
    expect(langOf('A club for older people', 'cy')).toBe('en')
  })
})
