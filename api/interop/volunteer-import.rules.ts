import type { LocalDate } from '../kernel/index.ts'
import type { SheetField, SheetVolunteer, VolunteerSheet } from './core/index.ts'

/** What the sheet and the record both say of a volunteer, in the words of the commands. */
export interface VolunteerSaid {
  readonly givenName: string
  readonly familyName: string
  readonly preferredName: string | null
  readonly dateOfBirth: LocalDate | null
  readonly gender: string | null
  readonly email: string | null
  readonly phones: readonly string[]
  readonly addressLines: readonly string[]
  readonly town: string | null
  readonly postcode: string | null
  readonly languages: readonly string[]
  readonly minutesAWeek: number | null
  readonly joinedOn: LocalDate | null
}
export interface Hours {
  readonly weekday: number
  readonly startsAt: string
  readonly endsAt: string
}
export interface Travel {
  readonly mode: string
  readonly maxKm: number
}

/** A volunteer as the record has them. */
export interface HeldVolunteer {
  readonly id: string
  readonly said: VolunteerSaid
  readonly status: string
  readonly availability: readonly Hours[]
  readonly skills: readonly string[]
  readonly travel: readonly Travel[]
  readonly checks: readonly { readonly level: string; readonly issuedOn: LocalDate; readonly reviewDueOn: LocalDate }[]
}

/** What would have to change for the record to say what the sheet says; `fields` is empty when they agree. */
export interface Differences {
  readonly said: Partial<VolunteerSaid>
  readonly status: string | null
  readonly availability: readonly Hours[] | null
  readonly skills: readonly string[] | null
  readonly travel: readonly Travel[] | null
  readonly check: NonNullable<SheetVolunteer['check']> | null
  /** The fields that differ, for the report. */
  readonly fields: readonly SheetField[]
}

/** Kilometres that stand for each way of getting about where the sheet does not say how far (ten miles by car). */
export const usualKm: Readonly<Record<string, number>> = { WALK: 2, CYCLE: 5, BUS: 8, DRIVE: 16 }

/** A check is looked at again after three years where the sheet does not say when. */
export const reviewMonths = 36

/** What the sheet says; empty cells say nothing, and so never take anything away. */
export function saidBy(
  sheet: SheetVolunteer,
): Pick<VolunteerSaid, 'givenName' | 'familyName'> & Partial<VolunteerSaid> {
  const { givenName, familyName, preferredName, dateOfBirth, gender, email, town, postcode } = sheet
  const { addressLines, languages, minutesAWeek, joinedOn } = sheet
  const phones = sheet.phones.map(({ e164 }) => e164)
  const all = { preferredName, dateOfBirth, gender, email, phones, addressLines, town, postcode, languages }
  const entries = Object.entries({ ...all, minutesAWeek, joinedOn })
  return { givenName, familyName, ...Object.fromEntries(entries.filter(([, value]) => !saysNothing(value))) }
}
const saysNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)

/** Windows as the commands take them. Midnight at the end of a day is written 23:59. */
export const hoursOf = (sheet: SheetVolunteer): Hours[] =>
  sheet.availability.map(({ weekday, from, to }) => ({
    weekday,
    startsAt: clock(from),
    endsAt: clock(Math.min(to, 1439)),
  }))
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** How far by each way, with the usual distance, or the one on record, where the sheet does not say. */
export const travelOf = (sheet: SheetVolunteer, held: readonly Travel[] = []): Travel[] =>
  sheet.travel.map(({ mode, maxKm }) => ({
    mode,
    maxKm: maxKm ?? held.find((one) => one.mode === mode)?.maxKm ?? usualKm[mode] ?? 5,
  }))

/** Compares a row with the record it stands for. Lists are compared without regard to order, addresses line by line. */
export function differences(sheet: SheetVolunteer, held: HeldVolunteer): Differences {
  const said = Object.fromEntries(
    Object.entries(saidBy(sheet)).filter(([key, value]) => !alike(key, value, held.said[key as keyof VolunteerSaid])),
  ) as Partial<VolunteerSaid>
  const availability = hoursOf(sheet)
  const travel = travelOf(sheet, held.travel)
  const { status, skills, check } = sheet
  const other = {
    status: status !== null && status !== held.status ? status : null,
    availability: availability.length > 0 && !sameSet(availability, held.availability) ? availability : null,
    skills: skills.length > 0 && !sameSet(skills, held.skills) ? skills : null,
    travel: travel.length > 0 && !sameSet(travel, held.travel) ? travel : null,
    check: check !== null && !held.checks.some((one) => isCheck(check, one)) ? check : null,
  }
  const isFarther = other.travel !== null && sameSet(modes(travel), modes(held.travel))
  const fields = [...Object.keys(said), ...keysOfSet(other)].flatMap((key): SheetField[] =>
    key === 'travel' && isFarther ? ['maxMiles', 'maxKm'] : [fieldOf[key]!],
  )
  return { said, ...other, fields }
}

/** A check on record is the sheet's when it was issued on that day, at that level where the sheet gives one. */
const isCheck = (check: NonNullable<SheetVolunteer['check']>, one: HeldVolunteer['checks'][number]) =>
  one.issuedOn === check.issuedOn && (!check.levelGiven || one.level === check.level)

/** Whether the sheet gives another review date to a check that is on record. */
export const isOtherReview = ({ check }: SheetVolunteer, held: HeldVolunteer): boolean =>
  check !== null &&
  check.reviewDueOn !== null &&
  held.checks.some((one) => isCheck(check, one)) &&
  !held.checks.some((one) => isCheck(check, one) && one.reviewDueOn === check.reviewDueOn)

function alike(key: string, one: unknown, other: unknown): boolean {
  if (key === 'email' && typeof one === 'string' && typeof other === 'string')
    return one.toLowerCase() === other.toLowerCase()
  if (!Array.isArray(one)) return one === other
  return key === 'addressLines' ? JSON.stringify(one) === JSON.stringify(other) : sameSet(one, other as unknown[])
}

function sameSet(one: readonly unknown[], other: readonly unknown[]): boolean {
  const key = (value: unknown) =>
    typeof value === 'object' && value !== null ? JSON.stringify(Object.entries(value).toSorted()) : String(value)
  const [a, b] = [new Set(one.map(key)), new Set(other.map(key))]
  return a.size === b.size && [...a].every((value) => b.has(value))
}

const modes = (travel: readonly Travel[]) => travel.map(({ mode }) => mode)

const keysOfSet = (values: Readonly<Record<string, unknown>>) =>
  Object.keys(values).filter((key) => values[key] !== null)

const fieldOf: Readonly<Record<string, SheetField>> = {
  givenName: 'givenName',
  familyName: 'familyName',
  preferredName: 'preferredName',
  dateOfBirth: 'dateOfBirth',
  gender: 'gender',
  email: 'email',
  phones: 'phone',
  addressLines: 'address',
  town: 'town',
  postcode: 'postcode',
  languages: 'languages',
  minutesAWeek: 'hoursAWeek',
  joinedOn: 'joinedOn',
  status: 'status',
  availability: 'availability',
  skills: 'skills',
  travel: 'drives',
  check: 'checkIssued',
}

/** The sheet's own headings for fields: a first name may stand under “Name”. Each once, in the order of the sheet. */
export function headingsOf(columns: VolunteerSheet['columns'], fields: readonly SheetField[]): string[] {
  const named = (field: SheetField) => {
    const found = columns.filter((column) => column.field === field)
    const instead = insteadOf[field]
    return found.length > 0 || !instead ? found : columns.filter((column) => instead.includes(column.field ?? 'name'))
  }
  const wanted = new Set(fields.flatMap(named))
  return [...new Set(columns.filter((column) => wanted.has(column)).map(({ heading }) => heading))]
}
const insteadOf: Partial<Record<SheetField, readonly SheetField[]>> = {
  givenName: ['name'],
  familyName: ['name'],
  preferredName: ['name'],
  availability: ['dayAvailability'],
}

/**
 * The moves that lead from one status to another without leaving on the way; null where there are none. A sheet that
 * says Active of somebody in Checks takes them there by way of Induction, as a co-ordinator would.
 */
export function statusMoves<S extends string>(from: S, to: S, movesFrom: (from: S) => readonly S[]): S[] | null {
  const ways: S[][] = [[from]]
  const seen = new Set<S>([from])
  for (let way = ways.shift(); way; way = ways.shift()) {
    const at = way.at(-1)!
    if (at === to) return way.slice(1)
    if (at === 'LEFT' && way.length > 1) continue
    for (const next of movesFrom(at)) {
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return null
}
