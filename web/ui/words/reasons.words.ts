import { catalogue, counts, type Language } from './catalogue.ts'
import { formatDate, formatMiles, formatMinutes, formatTime, formatTimes } from './dates.ts'
import { languageName, terms } from './terms.words.ts'

/** A reason as the API gives it: a code and its facts. */
export interface ReasonLike {
  code: string
  facts: readonly { name: string; value: string }[]
}

/** Names of codes that are data (skills, courses, kinds of task), in the language in use, by code. */
export type Names = Readonly<Record<string, string>>

/** The facts of one reason, ready for a sentence. */
interface Told {
  text: (name: string) => string
  number: (name: string) => number
  /** The name of a skill, course or kind of task. */
  named: (name: string) => string
  date: (name: string) => string
  miles: (name: string) => string
  minutes: (name: string) => string
  check: (name: string) => string
  language: (name: string) => string
  has: (name: string) => boolean
  times: (from: string, to: string) => string
}

const visitsEn = counts.en({ one: '{n} visit', other: '{n} visits' })
const visitsCy = counts.cy({
  zero: '{n} ymweliad',
  one: '{n} ymweliad',
  two: '{n} ymweliad',
  few: '{n} ymweliad',
  many: '{n} ymweliad',
  other: '{n} ymweliad',
})
const timesEn = counts.en({ one: 'once', other: '{n} times' })
const timesCy = counts.cy({
  zero: '{n} gwaith',
  one: 'unwaith',
  two: 'ddwywaith',
  few: '{n} gwaith',
  many: '{n} gwaith',
  other: '{n} gwaith',
})
/** For counted words without a noun, which Welsh does not change. */
const still = (text: string) => counts.cy({ zero: text, one: text, two: text, few: text, many: text, other: text })

const genderEn: Record<string, string> = { FEMALE: 'a woman', MALE: 'a man' }
const genderCy: Record<string, string> = { FEMALE: 'menyw', MALE: 'dyn' }
const avoidsEn: Record<string, string> = {
  PETS: 'Cannot visit a home with pets',
  SMOKING: 'Cannot visit a home where people smoke',
  STAIRS: 'Cannot manage stairs',
}
const avoidsCy: Record<string, string> = {
  PETS: 'Ni all ymweld â chartref gydag anifeiliaid',
  SMOKING: 'Ni all ymweld â chartref lle mae pobl yn ysmygu',
  STAIRS: 'Ni all ddringo grisiau',
}
const modeEn: Record<string, string> = { WALK: 'on foot', CYCLE: 'by bicycle', BUS: 'by bus', DRIVE: 'by car' }
const modeCy: Record<string, string> = { WALK: 'ar droed', CYCLE: 'ar feic', BUS: 'ar fws', DRIVE: 'mewn car' }
const statusOf = (language: Language, status: string) =>
  (terms[language].volunteerStatus as Record<string, string>)[status] ?? status

/** One sentence for each code of the matching core, for and against and missing. A test holds the keys to the core's. */
export const reasons = catalogue({
  en: {
    // for
    SAT_WITH_BEFORE: (f: Told) => `Has been with them ${timesEn(f.number('times'))} before`,
    FREE: (f: Told) => `Free ${f.times('from', 'to')}`,
    NEAR: (f: Told) => `${f.miles('km')} away${f.has('mode') ? `, ${modeEn[f.text('mode')] ?? ''}` : ''}`,
    CHECK_UNTIL: (f: Told) => `${f.check('level')}, good until ${f.date('until')}`,
    SPEAKS: (f: Told) => `Speaks ${f.language('language')}`,
    GENDER_AS_ASKED: (f: Told) => `Is ${genderEn[f.text('gender')] ?? 'as asked for'}, as asked for`,
    LIKES_THIS_KIND: () => 'Likes this kind of help',
    DONE_THIS_KIND_BEFORE: () => 'Has done this kind of help before',
    // to be known before asking
    NEW_FACE: () => 'Would be a new face for them',
    OVER_TARGET: (f: Told) =>
      `This would make ${f.minutes('minutes')} that week. They like up to ${f.minutes('target')}`,
    WEEK_NEARLY_FULL: (f: Told) =>
      `Has ${visitsEn(f.number('visits'))} that week already. They do up to ${f.number('limit')}`,
    NOT_DONE_THIS_KIND_BEFORE: () => 'Has not done this kind of help before',
    CHECK_ENDS_SOON: (f: Told) => `${f.check('level')} ends on ${f.date('until')}`,
    SCARCE_SKILL: (f: Told) => `Few people have this skill: ${f.named('skill')}. They may be needed for it elsewhere`,
    POSITION_UNKNOWN: (f: Told) =>
      f.text('of') === 'VOLUNTEER'
        ? 'We do not know where they live, so not how far it is'
        : 'We do not know where it is, so not how far it is',
    POSTCODE_UNPLACED: (f: Told) =>
      f.text('of') === 'VOLUNTEER'
        ? 'We have their postcode but do not know where it is, so not how far it is'
        : 'We have the postcode but do not know where it is, so not how far it is',
    TRAVEL_NOT_STATED: () => 'Has not said how they travel',
    // what stands in the way
    NOT_ACTIVE: (f: Told) => `Not active: ${statusOf('en', f.text('status')).toLowerCase()}`,
    ALREADY_ON_IT: () => 'Has a place on this already',
    RULE_MISSING: (f: Told) => `No one has said yet which check this kind of help needs: ${f.named('kind')}`,
    BLOCKED: (f: Told) =>
      f.text('by') === 'PERSON'
        ? 'The person asked not to be matched with them'
        : f.text('by') === 'VOLUNTEER'
          ? 'They asked not to be matched with this person'
          : 'A co-ordinator has said not to match them',
    SAID_NO: () => 'Has said no to this already',
    CONSENT_MISSING: (f: Told) =>
      f.text('purpose') === 'SHARE_WITH_GROUP'
        ? 'The person has not agreed that another organisation learns who they are'
        : 'The person has not agreed that a volunteer learns who they are',
    GENDER_NEEDED: (f: Told) => `The person needs ${genderEn[f.text('needed')] ?? 'someone else'}`,
    LANGUAGE_NEEDED: (f: Told) => `Does not speak ${f.language('needed')}, which is needed`,
    BOUNDARY: (f: Told) => avoidsEn[f.text('avoids')] ?? 'Something at the home is a problem for them',
    ABSENT: (f: Told) => `Away from ${f.date('firstOn')} to ${f.date('lastOn')}`,
    NOT_AVAILABLE: () => 'Not free at this time',
    CHECK_MISSING: (f: Told) => `Needs this check: ${f.check('needed')}`,
    CHECK_WAITING: (f: Told) => `Check not finished: ${f.check('level')}`,
    CHECK_EXPIRED: (f: Told) => `${f.check('level')} ended on ${f.date('until')}`,
    SKILL_MISSING: (f: Told) => `Needs this skill: ${f.named('skill')}`,
    TRAINING_MISSING: (f: Told) => `Needs this training: ${f.named('course')}`,
    TRAINING_EXPIRED: (f: Told) => `This training ended on ${f.date('until')}: ${f.named('course')}`,
    TOO_FAR: (f: Told) => `${f.miles('km')} away, further than they travel (${f.miles('limitKm')})`,
    CLASH: (f: Told) =>
      f.number('gapMinutes') < 0 || !f.has('gapMinutes')
        ? 'Has another visit at this time'
        : `Too little time between this and another visit: ${f.minutes('gapMinutes')}, and the trip takes ${f.minutes('travelMinutes')}`,
    OVER_HOURS: (f: Told) => `Would pass the ${f.minutes('limit')} a week they can give`,
    OVER_VISITS: (f: Told) => `Has ${visitsEn(f.number('booked'))} that week, which is all they do`,
  },
  cy: {
    SAT_WITH_BEFORE: (f: Told) => `Wedi bod gyda nhw ${timesCy(f.number('times'))} o’r blaen`,
    FREE: (f: Told) => `Ar gael ${f.times('from', 'to')}`,
    NEAR: (f: Told) => `Pellter: ${f.miles('km')}${f.has('mode') ? `, ${modeCy[f.text('mode')] ?? ''}` : ''}`,
    CHECK_UNTIL: (f: Told) => `${f.check('level')}: dilys tan ${f.date('until')}`,
    SPEAKS: (f: Told) => `Iaith: ${f.language('language')}`,
    GENDER_AS_ASKED: (f: Told) => `Yn ôl y cais: ${genderCy[f.text('gender')] ?? 'addas'}`,
    LIKES_THIS_KIND: () => 'Yn hoffi’r math hwn o help',
    DONE_THIS_KIND_BEFORE: () => 'Wedi rhoi’r math hwn o help o’r blaen',
    NEW_FACE: () => 'Byddai’n wyneb newydd iddyn nhw',
    OVER_TARGET: (f: Told) =>
      `Cyfanswm yr wythnos honno fyddai ${f.minutes('minutes')}. Yr hyn sy’n well ganddyn nhw yw hyd at ${f.minutes('target')}`,
    WEEK_NEARLY_FULL: (f: Told) =>
      `Yr wythnos honno eisoes: ${visitsCy(f.number('visits'))}. Y terfyn yw ${f.number('limit')}`,
    NOT_DONE_THIS_KIND_BEFORE: () => 'Heb roi’r math hwn o help o’r blaen',
    CHECK_ENDS_SOON: (f: Told) => `${f.check('level')}: yn dod i ben ar ${f.date('until')}`,
    SCARCE_SKILL: (f: Told) =>
      `Ychydig o bobl sydd â’r sgìl hwn: ${f.named('skill')}. Efallai y bydd eu hangen yn rhywle arall`,
    POSITION_UNKNOWN: (f: Told) =>
      f.text('of') === 'VOLUNTEER'
        ? 'Nid ydym yn gwybod ble maen nhw’n byw, felly nid y pellter chwaith'
        : 'Nid ydym yn gwybod ble mae’r lle, felly nid y pellter chwaith',
    POSTCODE_UNPLACED: (f: Told) =>
      f.text('of') === 'VOLUNTEER'
        ? 'Mae eu cod post gennym, ond nid ydym yn gwybod ble mae e, felly nid y pellter chwaith'
        : 'Mae’r cod post gennym, ond nid ydym yn gwybod ble mae e, felly nid y pellter chwaith',
    TRAVEL_NOT_STATED: () => 'Heb ddweud sut maen nhw’n teithio',
    NOT_ACTIVE: (f: Told) => `Ddim yn weithredol: ${statusOf('cy', f.text('status')).toLowerCase()}`,
    ALREADY_ON_IT: () => 'Mae ganddyn nhw le ar hwn eisoes',
    RULE_MISSING: (f: Told) =>
      `Does neb wedi dweud eto pa wiriad sydd ei angen ar gyfer y math hwn o help: ${f.named('kind')}`,
    BLOCKED: (f: Told) =>
      f.text('by') === 'PERSON'
        ? 'Gofynnodd y person am beidio â chael ei baru gyda nhw'
        : f.text('by') === 'VOLUNTEER'
          ? 'Gofynnon nhw am beidio â chael eu paru gyda’r person hwn'
          : 'Mae cydlynydd wedi dweud i beidio â’u paru',
    SAID_NO: () => 'Wedi dweud na wrth hwn eisoes',
    CONSENT_MISSING: (f: Told) =>
      f.text('purpose') === 'SHARE_WITH_GROUP'
        ? 'Nid yw’r person wedi cytuno i sefydliad arall gael gwybod pwy ydyn nhw'
        : 'Nid yw’r person wedi cytuno i wirfoddolwr gael gwybod pwy ydyn nhw',
    GENDER_NEEDED: (f: Told) => `Mae angen hyn ar y person: ${genderCy[f.text('needed')] ?? 'rhywun arall'}`,
    LANGUAGE_NEEDED: (f: Told) => `Iaith sydd ei hangen: ${f.language('needed')}`,
    BOUNDARY: (f: Told) => avoidsCy[f.text('avoids')] ?? 'Mae rhywbeth yn y cartref yn broblem iddyn nhw',
    ABSENT: (f: Told) => `I ffwrdd: ${f.date('firstOn')} – ${f.date('lastOn')}`,
    NOT_AVAILABLE: () => 'Ddim ar gael bryd hynny',
    CHECK_MISSING: (f: Told) => `Angen y gwiriad hwn: ${f.check('needed')}`,
    CHECK_WAITING: (f: Told) => `Gwiriad heb ei orffen: ${f.check('level')}`,
    CHECK_EXPIRED: (f: Told) => `${f.check('level')}: daeth i ben ar ${f.date('until')}`,
    SKILL_MISSING: (f: Told) => `Angen y sgìl hwn: ${f.named('skill')}`,
    TRAINING_MISSING: (f: Told) => `Angen yr hyfforddiant hwn: ${f.named('course')}`,
    TRAINING_EXPIRED: (f: Told) => `Daeth yr hyfforddiant hwn i ben ar ${f.date('until')}: ${f.named('course')}`,
    TOO_FAR: (f: Told) => `Pellter: ${f.miles('km')}, sy’n bellach nag y maen nhw’n teithio (${f.miles('limitKm')})`,
    CLASH: (f: Told) =>
      f.number('gapMinutes') < 0 || !f.has('gapMinutes')
        ? 'Mae ganddyn nhw ymweliad arall bryd hynny'
        : `Rhy ychydig o amser rhwng hwn ac ymweliad arall: ${f.minutes('gapMinutes')}, a’r daith yn cymryd ${f.minutes('travelMinutes')}`,
    OVER_HOURS: (f: Told) => `Byddai’n mynd dros y ${f.minutes('limit')} yr wythnos y gallan nhw eu rhoi`,
    OVER_VISITS: (f: Told) => `Yr wythnos honno: ${visitsCy(f.number('booked'))}, sef y cyfan maen nhw’n ei wneud`,
  },
})

/** How many were ruled out for one reason: "6 not free". */
export const ruledOutCounts = catalogue({
  en: {
    NOT_ACTIVE: counts.en({ one: '{n} not active', other: '{n} not active' }),
    ALREADY_ON_IT: counts.en({ one: '{n} on it already', other: '{n} on it already' }),
    RULE_MISSING: counts.en({ one: '{n} for want of a check rule', other: '{n} for want of a check rule' }),
    BLOCKED: counts.en({ one: '{n} not to be matched', other: '{n} not to be matched' }),
    SAID_NO: counts.en({ one: '{n} said no already', other: '{n} said no already' }),
    CONSENT_MISSING: counts.en({ one: '{n} without consent', other: '{n} without consent' }),
    GENDER_NEEDED: counts.en({ one: '{n} not of the gender needed', other: '{n} not of the gender needed' }),
    LANGUAGE_NEEDED: counts.en({ one: '{n} without the language needed', other: '{n} without the language needed' }),
    BOUNDARY: counts.en({ one: '{n} cannot visit this home', other: '{n} cannot visit this home' }),
    ABSENT: counts.en({ one: '{n} away', other: '{n} away' }),
    NOT_AVAILABLE: counts.en({ one: '{n} not free', other: '{n} not free' }),
    CHECK_MISSING: counts.en({ one: '{n} without the check needed', other: '{n} without the check needed' }),
    CHECK_WAITING: counts.en({ one: '{n} check not finished', other: '{n} checks not finished' }),
    CHECK_EXPIRED: counts.en({ one: '{n} check ended', other: '{n} checks ended' }),
    SKILL_MISSING: counts.en({ one: '{n} without the skill needed', other: '{n} without the skill needed' }),
    TRAINING_MISSING: counts.en({ one: '{n} without the training needed', other: '{n} without the training needed' }),
    TRAINING_EXPIRED: counts.en({ one: '{n} with training out of date', other: '{n} with training out of date' }),
    TOO_FAR: counts.en({ one: '{n} too far', other: '{n} too far' }),
    CLASH: counts.en({ one: '{n} has another visit then', other: '{n} have another visit then' }),
    OVER_HOURS: counts.en({ one: '{n} at their hours for the week', other: '{n} at their hours for the week' }),
    OVER_VISITS: counts.en({ one: '{n} at their visits for the week', other: '{n} at their visits for the week' }),
  },
  cy: {
    NOT_ACTIVE: still('{n} ddim yn weithredol'),
    ALREADY_ON_IT: still('{n} arno eisoes'),
    RULE_MISSING: still('{n} am nad oes rheol gwirio'),
    BLOCKED: still('{n} i beidio â’u paru'),
    SAID_NO: still('{n} wedi dweud na eisoes'),
    CONSENT_MISSING: still('{n} heb gydsyniad'),
    GENDER_NEEDED: still('{n} ddim o’r rhywedd sydd ei angen'),
    LANGUAGE_NEEDED: still('{n} heb yr iaith sydd ei hangen'),
    BOUNDARY: still('{n} yn methu ymweld â’r cartref hwn'),
    ABSENT: still('{n} i ffwrdd'),
    NOT_AVAILABLE: still('{n} ddim ar gael'),
    CHECK_MISSING: still('{n} heb y gwiriad sydd ei angen'),
    CHECK_WAITING: still('{n} heb orffen eu gwiriad'),
    CHECK_EXPIRED: still('{n} â’u gwiriad wedi dod i ben'),
    SKILL_MISSING: still('{n} heb y sgìl sydd ei angen'),
    TRAINING_MISSING: still('{n} heb yr hyfforddiant sydd ei angen'),
    TRAINING_EXPIRED: still('{n} â’u hyfforddiant wedi dod i ben'),
    TOO_FAR: still('{n} yn rhy bell'),
    CLASH: still('{n} ag ymweliad arall bryd hynny'),
    OVER_HOURS: still('{n} wedi cyrraedd eu horiau am yr wythnos'),
    OVER_VISITS: still('{n} wedi cyrraedd eu hymweliadau am yr wythnos'),
  },
})

const unknown: Record<Language, string> = { en: 'Another reason', cy: 'Rheswm arall' }
const unknownCount = {
  en: counts.en({ one: '{n} for another reason', other: '{n} for another reason' }),
  cy: still('{n} am reswm arall'),
}

const tell = (language: Language, reason: ReasonLike, names: Names): Told => {
  const facts = new Map(reason.facts.map((fact) => [fact.name, fact.value]))
  const text = (name: string) => facts.get(name) ?? ''
  const number = (name: string) => {
    const value = Number(facts.get(name))
    return Number.isFinite(value) ? value : 0
  }
  const isTime = (value: string) => /(?:^|T)\d{2}:\d{2}/.test(value)
  return {
    text,
    number,
    named: (name) => names[text(name)] ?? text(name).toLowerCase().replaceAll('_', ' '),
    date: (name) => (/^\d{4}-\d{2}-\d{2}/.test(text(name)) ? formatDate(language, text(name), 'date') : text(name)),
    miles: (name) => formatMiles(language, number(name)),
    minutes: (name) => formatMinutes(language, Math.abs(number(name))),
    check: (name) => (terms[language].check as Record<string, string>)[text(name)] ?? text(name),
    language: (name) => languageName(language, text(name)),
    has: (name) => facts.has(name) && text(name) !== '',
    times: (from, to) => {
      const [begins, ends] = [text(from), text(to)]
      if (!isTime(begins) || !isTime(ends)) return ''
      // Free for days on end says no more by the clock than "all day".
      if (begins.length > 10 && begins.slice(0, 10) !== ends.slice(0, 10)) return formatTime(language, begins)
      return formatTimes(language, begins, ends)
    },
  }
}

/** The sentence for a reason, in a language. A code from a newer API than this portal reads "Another reason". */
export const sayReason = (language: Language, reason: ReasonLike, names: Names = {}): string => {
  const said = (reasons[language] as Record<string, (f: Told) => string>)[reason.code]
  return (said ? said(tell(language, reason, names)).trim() : '') || unknown[language]
}

/** "6 not free" for one code and its count. */
export const sayRuledOut = (language: Language, code: string, count: number): string => {
  const said = (ruledOutCounts[language] as Record<string, (n: number) => string>)[code]
  return (said ?? unknownCount[language])(count)
}
