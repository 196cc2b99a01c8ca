import { describe, expect, test } from 'vitest'
import { FAILURE_CODES, type Caution, type Failure, type Reason } from '../../api/matching/core/index.ts'
import { readTime, dateOf } from '../../web/ui/form.ts'
import { counts } from '../../web/ui/words/catalogue.ts'
import {
  addDays,
  daysBetween,
  formatDate,
  formatMiles,
  formatMinutes,
  formatTimes,
  mondayOf,
  today,
  weekdayOf,
} from '../../web/ui/words/dates.ts'
import { languageIn } from '../../web/ui/words/language-cookie.ts'
import { inOrder } from '../../web/ui/words/order.ts'
import { sayProblem } from '../../web/ui/words/problems.words.ts'
import { reasons, ruledOutCounts, sayReason, sayRuledOut } from '../../web/ui/words/reasons.words.ts'
import { sayRecurrence } from '../../web/ui/words/recurrence.ts'
import { sayWhen } from '../../web/ui/words/when.ts'

describe('reasons', () => {
  // Every code of the matching core, with the facts its sentence is made of. A code that is added there does not compile
  // here until it has a line, and then not below until it has words.
  const facts: Record<(Failure | Reason | Caution)['code'], Record<string, string>> = {
    SAT_WITH_BEFORE: { times: '4' },
    FREE: { from: '2026-11-26T13:00:00+00:00', to: '2026-11-26T17:00:00+00:00' },
    NEAR: { km: '3.2', minutes: '8', mode: 'DRIVE' },
    CHECK_UNTIL: { level: 'ENHANCED', until: '2027-05-31' },
    SPEAKS: { language: 'cy' },
    GENDER_AS_ASKED: { gender: 'FEMALE' },
    LIKES_THIS_KIND: { kind: 'RESPITE_SITTING' },
    DONE_THIS_KIND_BEFORE: { kind: 'RESPITE_SITTING' },
    POSITION_UNKNOWN: { of: 'VOLUNTEER' },
    POSTCODE_UNPLACED: { of: 'VOLUNTEER' },
    TRAVEL_NOT_STATED: {},
    NEW_FACE: { facesKnown: '2' },
    OVER_TARGET: { visits: '3', minutes: '300', target: '240' },
    WEEK_NEARLY_FULL: { visits: '3', limit: '4' },
    NOT_DONE_THIS_KIND_BEFORE: { kind: 'RESPITE_SITTING' },
    CHECK_ENDS_SOON: { level: 'ENHANCED', until: '2026-12-01' },
    SCARCE_SKILL: { skill: 'DRIVING', holders: '2' },
    NOT_ACTIVE: { status: 'PAUSED' },
    ALREADY_ON_IT: {},
    RULE_MISSING: { kind: 'RESPITE_SITTING' },
    BLOCKED: { by: 'PERSON' },
    SAID_NO: {},
    CONSENT_MISSING: { purpose: 'SHARE_WITH_VOLUNTEER' },
    GENDER_NEEDED: { needed: 'FEMALE' },
    LANGUAGE_NEEDED: { needed: 'cy' },
    BOUNDARY: { avoids: 'PETS' },
    CHECK_MISSING: { needed: 'ENHANCED' },
    CHECK_WAITING: { needed: 'ENHANCED', level: 'ENHANCED' },
    CHECK_EXPIRED: { needed: 'ENHANCED', level: 'ENHANCED', until: '2026-06-01' },
    TRAINING_MISSING: { course: 'LONE_VISITING' },
    TRAINING_EXPIRED: { course: 'LONE_VISITING', until: '2026-06-01' },
    SKILL_MISSING: { skill: 'DRIVING' },
    ABSENT: { firstOn: '2026-11-23', lastOn: '2026-11-29' },
    NOT_AVAILABLE: {},
    CLASH: { visitId: 'x', gapMinutes: '10', travelMinutes: '25' },
    TOO_FAR: { km: '24', limitKm: '16', mode: 'DRIVE' },
    OVER_HOURS: { booked: '450', minutes: '120', limit: '480' },
    OVER_VISITS: { booked: '4', limit: '4' },
  }
  const reason = (code: string) => ({
    code,
    facts: Object.entries(facts[code as keyof typeof facts]).map(([name, value]) => ({ name, value })),
  })

  test('each code of the core has a sentence of its own in both languages', () => {
    for (const language of ['en', 'cy'] as const) {
      const said = Object.keys(facts).map((code) => sayReason(language, reason(code)))
      expect(new Set(said).size).toBe(said.length)
      for (const sentence of said)
        expect(sentence).not.toMatch(/undefined|NaN|\[object|[A-Z]{3,}_|Another reason|Rheswm arall/)
    }
    expect(Object.keys(reasons.en).toSorted()).toEqual(Object.keys(facts).toSorted())
    expect(Object.keys(ruledOutCounts.en).toSorted()).toEqual([...FAILURE_CODES].toSorted())
  })

  test('a reason reads as a person would say it', () => {
    expect(sayReason('en', reason('SAT_WITH_BEFORE'))).toBe('Has been with them 4 times before')
    expect(sayReason('en', reason('FREE'))).toBe('Free 1pm to 5pm')
    expect(sayReason('cy', reason('FREE'))).toBe('Ar gael 1pm i 5pm')
    expect(sayReason('en', reason('NEAR'))).toBe('2 miles away, by car')
    expect(sayReason('cy', reason('NEAR'))).toBe('Pellter: 2 filltir, mewn car')
    expect(sayReason('en', reason('CHECK_UNTIL'))).toBe('Enhanced DBS, good until 31 May 2027')
    expect(sayReason('en', reason('SKILL_MISSING'), { DRIVING: 'Drives, with a car' })).toBe(
      'Needs this skill: Drives, with a car',
    )
    expect(sayRuledOut('en', 'NOT_AVAILABLE', 6)).toBe('6 not free')
    expect(sayRuledOut('cy', 'NOT_AVAILABLE', 6)).toBe('6 ddim ar gael')
  })

  test('a code from a newer API is said as another reason, never shown', () => {
    expect(sayReason('en', { code: 'FROM_THE_FUTURE', facts: [] })).toBe('Another reason')
    expect(sayRuledOut('cy', 'FROM_THE_FUTURE', 2)).toBe('2 am reswm arall')
    expect(sayProblem('en', 'FROM_THE_FUTURE')).toBe('Check this answer')
  })
})

describe('dates and times', () => {
  test('are said with our own names, in both languages', () => {
    expect(formatDate('en', '2026-11-26', 'full')).toBe('Thursday 26 November 2026')
    expect(formatDate('cy', '2026-02-01', 'short')).toBe('Sul 1 Chwefror')
    expect(formatTimes('en', '14:00', '16:00')).toBe('2pm to 4pm')
    expect(formatTimes('cy', '2026-11-26T14:00:00+00:00', '2026-11-26T16:30:00+00:00')).toBe('2pm i 4:30pm')
    expect(formatTimes('en', '11:00', '12:00')).toBe('11am to midday')
    expect(formatTimes('cy', '11:00', '12:00')).toBe('11am i hanner dydd')
    expect(formatMinutes('en', 90)).toBe('1 hour 30 minutes')
    expect(formatMinutes('cy', 2)).toBe('2 funud')
    expect(formatMiles('cy', 0.4)).toBe('Llai na milltir')
  })

  test('London’s day is its own, whatever the machine’s', () => {
    expect(today(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02')
    expect(today(new Date('2026-12-01T23:30:00Z'))).toBe('2026-12-01')
  })

  test('weeks and days are counted over both changes of the clocks', () => {
    expect(mondayOf('2026-03-29')).toBe('2026-03-23')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
    expect(weekdayOf('2026-11-22')).toBe(7)
  })

  test('when a visit is', () => {
    const visit = { occursOn: '2026-11-26', minutes: 60 }
    expect(
      sayWhen('en', { ...visit, startsAt: '2026-11-26T14:00:00+00:00', endsAt: '2026-11-26T15:00:00+00:00' }),
    ).toBe('Thursday 26 November, 2pm to 3pm')
    expect(
      sayWhen('en', {
        ...visit,
        windowStartsAt: '2026-11-26T09:00:00+00:00',
        windowEndsAt: '2026-11-26T12:00:00+00:00',
      }),
    ).toBe('Thursday 26 November, any time from 9am to midday (1 hour)')
    const until = (to: string) =>
      sayWhen('cy', {
        ...visit,
        windowStartsAt: '2026-11-26T09:00:00+00:00',
        windowEndsAt: `2026-11-26T${to}:00+00:00`,
      })
    expect(
      [until('13:00'), until('10:30'), until('11:30'), until('12:00')].map((said) => / (ac?) [^ ]+/.exec(said)?.[1]),
    ).toEqual(['ac', 'a', 'ac', 'a'])
    expect(sayWhen('cy', visit)).toBe('unrhyw bryd yn yr wythnos yn dechrau dydd Llun 23 Tachwedd (1 awr)')
  })

  test('how often', () => {
    expect(sayRecurrence('en', 'FREQ=WEEKLY;BYDAY=TU')).toBe('every Tuesday')
    expect(sayRecurrence('cy', 'FREQ=WEEKLY;BYDAY=TU')).toBe('bob dydd Mawrth')
    expect(sayRecurrence('en', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH')).toBe('every 2 weeks: Monday and Thursday')
    expect(sayRecurrence('cy', 'FREQ=WEEKLY;INTERVAL=2')).toBe('bob pythefnos')
    expect(sayRecurrence('en', null)).toBe('once')
  })

  test('times are read as people write them, and guessed at by no one', () => {
    expect(['2pm', '2.30 pm', '14:30', 'midday', '9am', '12am', '2yh'].map(readTime)).toEqual([
      '14:00',
      '14:30',
      '14:30',
      '12:00',
      '09:00',
      '00:00',
      '14:00',
    ])
    expect(['2', '25:00', '13pm', '9:75', 'noonish', ''].map(readTime)).toEqual([null, null, null, null, null, null])
  })

  test('a date that never was is none', () => {
    const data = (day: string, month: string, year: string) => {
      const form = new FormData()
      form.set('on-day', day)
      form.set('on-month', month)
      form.set('on-year', year)
      return form
    }
    expect(dateOf(data('5', '3', '2027'), 'on')).toBe('2027-03-05')
    expect(dateOf(data('29', '2', '2027'), 'on')).toBe(null)
    expect(dateOf(data('5', '', '2027'), 'on')).toBe(null)
    expect(dateOf(data('', '', ''), 'on')).toBe(undefined)
  })
})

test('Welsh lists stand in the order of the Welsh alphabet, English lists in that of the English', () => {
  const names = ['Wrdw', 'Llanelli', 'Lifft', 'Chwilio', 'Cyngor', 'Ddoe', 'Dydd', 'Ôl', 'Garddio', 'Ngwely']
  expect(inOrder('cy', names, (name) => name)).toEqual([
    'Cyngor',
    'Chwilio',
    'Dydd',
    'Ddoe',
    'Garddio',
    'Ngwely',
    'Lifft',
    'Llanelli',
    'Ôl',
    'Wrdw',
  ])
  expect(inOrder('en', ['Lift', 'apple', 'Éclair', 'Llama'], (name) => name)).toEqual([
    'apple',
    'Éclair',
    'Lift',
    'Llama',
  ])
})

test('Welsh counts with six forms', () => {
  const requests = counts.cy({
    zero: 'dim ceisiadau',
    one: '{n} cais',
    two: '{n} gais',
    few: '{n} chais',
    many: '{n} chais',
    other: '{n} cais',
  })
  expect([0, 1, 2, 3, 5, 6].map(requests)).toEqual([
    'dim ceisiadau',
    '1 cais',
    '2 gais',
    '3 chais',
    '5 cais',
    '6 chais',
  ])
})

test('the language of a device is read from its cookie, and nothing else from it', () => {
  expect(languageIn('a=b; language=cy; c=d')).toBe('cy')
  expect(languageIn('language=fr')).toBe(undefined)
  expect(languageIn('xlanguage=cy')).toBe(undefined)
})
