import {
  parsePhone,
  parsePostcode,
  type LocalDate,
  type LocalWindow,
  type Phone,
  type Postcode,
  type Weekday,
} from '../../kernel/index.ts'
import { joined, partsOfDay, readAvailability } from './availability-words.ts'
import { mendEmail } from './contact-points.ts'
import type { RowReader } from './row-reader.ts'
import type { SheetColumn } from './sheet-columns.ts'
import { sayable } from './sheet-problems.ts'
import {
  readCheckLevel,
  readDate,
  readFullName,
  readLanguages,
  readNumber,
  readSkills,
  readYesNo,
} from './sheet-values.ts'
import type { CellRead, KnownSkill, SheetCheckLevel } from './sheet-values.ts'

/** One volunteer of the sheet. `null` and empty lists mean that the sheet does not say, which never erases what is stored. */
export type SheetVolunteer = {
  /** The row as a spreadsheet numbers it. */
  readonly row: number
  readonly givenName: string
  readonly familyName: string
  readonly preferredName: string | null
  readonly dateOfBirth: LocalDate | null
  readonly gender: 'FEMALE' | 'MALE' | 'OTHER' | null
  readonly email: string | null
  readonly phones: readonly Phone[]
  readonly addressLines: readonly string[]
  readonly town: string | null
  readonly postcode: Postcode | null
  /** Codes of the skills given to `readVolunteerSheet`. */
  readonly skills: readonly string[]
  /** BCP 47 codes. */
  readonly languages: readonly string[]
  readonly availability: readonly LocalWindow[]
  /** `levelGiven: false`: the sheet has a date only, and BASIC stands until somebody says more. */
  readonly check: {
    readonly level: SheetCheckLevel
    readonly levelGiven: boolean
    readonly issuedOn: LocalDate
    readonly reviewDueOn: LocalDate | null
  } | null
  /** How they get about, and how far at most (km); null when the sheet does not say how far. */
  readonly travel: readonly { readonly mode: 'WALK' | 'CYCLE' | 'BUS' | 'DRIVE'; readonly maxKm: number | null }[]
  readonly minutesAWeek: number | null
  readonly joinedOn: LocalDate | null
  readonly status: 'ENQUIRY' | 'APPLIED' | 'CHECKS' | 'INDUCTION' | 'ACTIVE' | 'PAUSED' | 'LEFT' | null
}

/** The volunteer of one row; null without a name. Whatever is wrong is said to `cells`. */
export function readRow(
  cells: RowReader,
  columns: readonly SheetColumn[],
  skills: readonly KnownSkill[],
): SheetVolunteer | null {
  const name = readName(cells, columns)
  const email = cells.value('email', readEmail)
  const phones = cells.all('phone').flatMap((cell) => readPhones(cells, cell))
  const hasContactColumn = columns.some(({ field }) => field === 'email' || field === 'phone')
  if (hasContactColumn && cells.all('email').length + cells.all('phone').length === 0) cells.say('noContact', null)
  const volunteer = {
    dateOfBirth: cells.value('dateOfBirth', (text) => past(readDate(text, cells.today), cells.today, 16)),
    gender: cells.value('gender', readGender),
    email,
    phones: [...new Map(phones.map((phone) => [phone.e164, phone])).values()],
    addressLines: cells
      .all('address')
      .flatMap(({ text }) => text.split(/\s*[;,]\s*/))
      .filter((line) => line !== '')
      .slice(0, 6),
    town: cells.text('town'),
    postcode: cells.value('postcode', readPostcode),
    skills: cells.value('skills', (text) => readSkills(text, skills)) ?? [],
    languages: cells.value('languages', readLanguages) ?? [],
    availability: readWindows(cells),
    check: readCheck(cells),
    travel: readTravel(cells),
    minutesAWeek: cells.value('hoursAWeek', (text) =>
      mapped(readNumber(text, 0, 100), (hours) => Math.round(hours * 60)),
    ),
    joinedOn: cells.value('joinedOn', (text) => past(readDate(text, cells.today), cells.today, 0, true)),
    status: cells.value('status', readStatus),
  }
  return name && { row: cells.row, ...name, ...volunteer }
}

function readName(
  cells: RowReader,
  columns: readonly SheetColumn[],
): Pick<SheetVolunteer, 'givenName' | 'familyName' | 'preferredName'> | null {
  const preferredName = cells.text('preferredName')
  const [givenName, familyName] = [cells.text('givenName'), cells.text('familyName')]
  if (givenName && familyName) return { givenName, familyName, preferredName }
  const whole = cells.all('name')[0]
  // "Name" beside "Surname" is the first name.
  if (whole && familyName) return { givenName: whole.text, familyName, preferredName }
  if (whole) {
    const read = cells.take(whole, readFullName)
    return read && { ...read, preferredName: preferredName ?? read.preferredName }
  }
  const column =
    columns.find(({ field }) => field === 'name' || field === (givenName ? 'familyName' : 'givenName')) ?? null
  cells.say(givenName ? 'surnameMissing' : 'nameMissing', column)
  return null
}

function readEmail(text: string): CellRead<string> {
  const { value, mended } = mendEmail(text)
  if (value === null) return { ok: false, code: 'emailUnreadable' }
  return mended ? { ok: true, value, note: 'emailMended' } : { ok: true, value }
}

function readPostcode(text: string): CellRead<Postcode> {
  const parsed = parsePostcode(text)
  return parsed.ok ? { ok: true, value: parsed.value } : { ok: false, code: 'postcodeUnreadable' }
}

/** The numbers of one cell: "01632 960001 / 07700 900123", "home 01632 960001". */
function readPhones(cells: RowReader, cell: { column: SheetColumn; text: string }): Phone[] {
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(cell.text)) {
    cells.say('digitsLost', cell.column)
    return []
  }
  const plain = (text: string) =>
    text
      .replace(/\b(?:home|mobile|mob|work|tel|m|h|w|t|landline|or)\b[.:]?|\((?:home|mobile|mob|work|h|m|w)\)/gi, ' ')
      .trim()
  const read = (text: string) => {
    const written = plain(text)
    const parsed = parsePhone(written)
    if (parsed.ok) return { phone: parsed.value, isMended: false }
    // A spreadsheet takes "01632 960001" for a number and drops its 0.
    const restored = /^[12378]\d{8,9}$/.test(written.replace(/\s/g, '')) ? parsePhone(`0${written}`) : parsed
    return restored.ok ? { phone: restored.value, isMended: true } : null
  }
  const whole = read(cell.text)
  const numbers = whole
    ? [whole]
    : cell.text
        .split(/[;,/|]|\bor\b|\band\b|&/i)
        .filter((part) => part.trim() !== '')
        .map(read)
  const found = numbers.flatMap((one) => one ?? [])
  if (found.length < numbers.length || numbers.length === 0) cells.say('phoneUnreadable', cell.column)
  if (found.some(({ isMended }) => isMended)) cells.note('phoneZeroRestored', cell.column)
  return found.map(({ phone }) => phone)
}

/** Windows of the availability column and of columns called after a day, joined. */
function readWindows(cells: RowReader): readonly LocalWindow[] {
  const take = (cell: { column: SheetColumn; text: string }, text: string) =>
    cells.take(cell, (): CellRead<readonly LocalWindow[]> => {
      const read = readAvailability(text)
      if (read.ok) return { ok: true, value: read.windows }
      return { ok: false, code: read.problem.code, facts: { words: read.problem.words } }
    }) ?? []
  const whole = cells.all('availability').flatMap((cell) => take(cell, cell.text))
  const byDay = cells.all('dayAvailability').flatMap((cell) => {
    const weekday = cell.column.weekday as Weekday
    const isYes = readYesNo(cell.text)
    if (isYes.ok) return isYes.value ? [{ weekday, ...partsOfDay.day }] : []
    return take(cell, `${dayNames[weekday - 1]} ${cell.text}`)
  })
  return joined([...whole, ...byDay])
}
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function readCheck(cells: RowReader): SheetVolunteer['check'] {
  const cell = cells.all('checkIssued')[0]
  const level = cells.value('checkLevel', readCheckLevel)
  const reviewDueOn = cells.value('checkReview', (text) => readDate(text, cells.today))
  if (!cell || readsNo(cell.text)) return null
  if (/\b(?:pending|applied|waiting|awaiting|in progress|in process|to do|tbc|sent|processing)\b/i.test(cell.text)) {
    cells.note('checkPending', cell.column)
    return null
  }
  // "Enhanced 12/3/2023": level and date in one cell.
  const both = /^([a-z][a-z\s'’+&-]*?)[\s:,-]+((?:\d|\w+\s+\d{1,2},?\s+\d{4}).*)$/i.exec(cell.text)
  const levelHere = both ? readCheckLevel(both[1]!) : null
  const dateText = both && levelHere?.ok ? both[2]! : cell.text
  const issuedOn = cells.take({ ...cell, text: dateText }, (text) => past(readDate(text, cells.today), cells.today, 0))
  if (issuedOn === null) return null
  if (reviewDueOn !== null && reviewDueOn <= issuedOn) {
    cells.say('dateOrder', cells.all('checkReview')[0]!.column, { other: cell.column.heading })
    return null
  }
  const given = level ?? (levelHere?.ok ? levelHere.value : null)
  if (given === null) cells.note('levelNotGiven', cell.column)
  return { level: given ?? 'BASIC', levelGiven: given !== null, issuedOn, reviewDueOn }
}

const readsNo = (text: string) => /^(?:no|none|n|not (?:needed|required|yet)|exempt)\.?$/i.test(text.trim())

const kmOfMile = 1.609344

function readTravel(cells: RowReader): SheetVolunteer['travel'] {
  const miles = cells.value('maxMiles', (text) =>
    /\d\s*kms?\b/i.test(text)
      ? readNumber(text, 0.1, 200)
      : mapped(readNumber(text, 0.1, 124), (far) => far * kmOfMile),
  )
  const km = cells.value('maxKm', (text) => readNumber(text, 0.1, 200))
  const far = km ?? miles
  const maxKm = far === null ? null : Math.round(far * 10) / 10
  const cell = cells.all('drives')[0]
  if (!cell) return []
  const yesNo = readYesNo(cell.text)
  if (yesNo.ok) return yesNo.value ? [{ mode: 'DRIVE', maxKm }] : []
  const modes = [
    ['DRIVE', /\b(?:drives?|driver|driving|car|van|motorbike|own transport)\b/i],
    ['BUS', /\b(?:bus|buses|public transport|train|bws)\b/i],
    ['CYCLE', /\b(?:cycles?|cycling|bike|bicycle)\b/i],
    ['WALK', /\b(?:walks?|walking|foot)\b/i],
  ] as const
  const isDenied = /\b(?:no|not|n't|doesn|without|lift|never)\b/i.test(cell.text)
  const found = modes.filter(([, pattern]) => pattern.test(cell.text)).map(([mode]) => ({ mode, maxKm }))
  if (found.length && !isDenied) return found
  if (/^(?:no car|does not drive|doesn['’]t drive|non[- ]driver|no licen[cs]e)$/i.test(cell.text)) return []
  cells.say('yesOrNo', cell.column, { words: sayable(cell.text) })
  return []
}

function readGender(text: string): CellRead<'FEMALE' | 'MALE' | 'OTHER'> {
  if (/^(?:f|female|woman|she|menyw|benyw)$/i.test(text)) return { ok: true, value: 'FEMALE' }
  if (/^(?:m|male|man|he|gwryw)$/i.test(text)) return { ok: true, value: 'MALE' }
  // Whatever else somebody says of themselves is for them to say, not for us to refuse.
  return { ok: true, value: 'OTHER' }
}

const statuses = [
  ['ACTIVE', /^(?:active|current|yes|y|gweithredol)$/i],
  ['PAUSED', /^(?:paused?|on hold|break|on a break|inactive|dormant|resting|away)$/i],
  ['LEFT', /^(?:left|leaver|ended|resigned|former|stopped|retired|no)$/i],
  ['ENQUIRY', /^(?:enquiry|enquirer|enquired|interested|prospect|prospective)$/i],
  ['APPLIED', /^(?:applied|application|applicant|new)$/i],
  ['CHECKS', /^(?:checks?|awaiting checks?|dbs pending|awaiting dbs|dbs applied|in checks?)$/i],
  ['INDUCTION', /^(?:induction|training|in training|onboarding)$/i],
] as const

function readStatus(text: string): CellRead<NonNullable<SheetVolunteer['status']>> {
  const found = statuses.find(([, pattern]) => pattern.test(text.trim()))
  return found ? { ok: true, value: found[0] } : { ok: false, code: 'statusUnknown', facts: { words: sayable(text) } }
}

/** A date that must lie behind us, and for a birth at least so many years; a start may lie a year ahead. */
function past(read: CellRead<LocalDate>, today: LocalDate, years: number, mayBeAhead = false): CellRead<LocalDate> {
  if (!read.ok) return read
  const limit = `${Number(today.slice(0, 4)) - years + (mayBeAhead ? 1 : 0)}${today.slice(4)}`
  if (read.value > limit) return { ok: false, code: 'dateInFuture' }
  return read.value < '1900-01-01' ? { ok: false, code: 'dateTooEarly' } : read
}

function mapped<A, B>(read: CellRead<A>, map: (value: A) => B): CellRead<B> {
  return read.ok ? { ...read, value: map(read.value) } : read
}
