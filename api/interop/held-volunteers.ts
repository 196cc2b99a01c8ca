import { emailKey } from '../kernel/index.ts'
import { sql, type Context } from '../reads/index.ts'
import { mayBeSameName, type SheetVolunteer } from './core/index.ts'
import type { HeldVolunteer } from './volunteer-import.rules.ts'

/** Whom a row of the sheet stands for. */
export type Recognised =
  | { readonly kind: 'NEW' }
  | { readonly kind: 'KNOWN'; readonly volunteerId: string }
  | { readonly kind: 'UNCLEAR'; readonly says: string }

interface Known {
  readonly id: string
  readonly email: string | null
  readonly phones: readonly string[]
  readonly surname: string
  readonly givenName: string
  readonly preferredName: string | null
}

/**
 * Whom each row stands for among an organisation's volunteers: the same e-mail address, else a phone number and the
 * surname (as `knownVolunteers`, for a whole sheet at once). Households share both, so the first name decides between
 * them, and where it fits nobody the row is unclear: better said than one person's checks put on another.
 */
export async function recognise(
  ctx: Context,
  organisationId: string,
  rows: readonly SheetVolunteer[],
): Promise<Map<number, Recognised>> {
  const known =
    await ctx.run<Known>(sql`select v.id, lower(p.email) as email, p.phones, plain_name(p.family_name) as surname,
      p.given_name as "givenName", p.preferred_name as "preferredName"
    from volunteer v join person p on p.id = v.person_id where v.organisation_id = ${organisationId} order by v.id`)
  const byEmail = index(known, ({ email }) => (email ? [email] : []))
  const byPhone = index(known, ({ phones, surname }) => phones.map((phone) => `${phone} ${surname}`))
  const surnames = new Map(
    (
      await ctx.run<{ name: string; plain: string }>(
        sql`select n as name, plain_name(n) as plain from unnest(${[...new Set(rows.map((row) => row.familyName))]}::text[]) n`,
      )
    ).map(({ name, plain }) => [name, plain]),
  )

  const recognised = new Map<number, Recognised>()
  for (const row of rows) {
    const ofEmail = row.email ? (byEmail.get(emailKey(row.email)) ?? []) : []
    const surname = surnames.get(row.familyName) ?? ''
    const ofPhone = [...new Set(row.phones.flatMap(({ e164 }) => byPhone.get(`${e164} ${surname}`) ?? []))]
    const found = ofEmail.length > 0 ? ofEmail : ofPhone
    const fitting = found.filter((one) => mayBeSameName(one, row))
    const [only, another] = fitting
    const by = ofEmail.length > 0 ? 'e-mail address' : 'phone number and surname'
    // Two of a household, each with their own first name and e-mail, are two.
    const isAnother = ofEmail.length === 0 && row.email !== null && found.every((one) => one.email !== null)
    recognised.set(
      row.row,
      only && !another
        ? { kind: 'KNOWN', volunteerId: only.id }
        : another
          ? { kind: 'UNCLEAR', says: `several volunteers here have this ${by}, and this could be any of them.` }
          : found.length > 0 && !isAnother
            ? {
                kind: 'UNCLEAR',
                says: `somebody with another first name has this ${by} here. If it is the same person, put the name right here or in the sheet; if not, give each an e-mail address of their own, or add this one at /volunteers/new.`,
              }
            : { kind: 'NEW' },
    )
  }
  return twiceUnclear(recognised)
}

/** Two rows that stand for one volunteer, the one by e-mail and the other by phone, are both unclear. */
function twiceUnclear(recognised: Map<number, Recognised>): Map<number, Recognised> {
  const rowsOf = new Map<string, number[]>()
  for (const [row, one] of recognised)
    if (one.kind === 'KNOWN') rowsOf.set(one.volunteerId, [...(rowsOf.get(one.volunteerId) ?? []), row])
  for (const rows of rowsOf.values())
    if (rows.length > 1)
      for (const row of rows) {
        const others = rows.filter((other) => other !== row).join(' and ')
        recognised.set(row, { kind: 'UNCLEAR', says: `this is the same volunteer here as row ${others}.` })
      }
  return recognised
}

function index(known: readonly Known[], keysOf: (one: Known) => readonly string[]): Map<string, Known[]> {
  const found = new Map<string, Known[]>()
  for (const one of known) for (const key of keysOf(one)) found.set(key, [...(found.get(key) ?? []), one])
  return found
}

/** A volunteer on record, with how it stands to earlier imports. */
export interface HeldRow extends HeldVolunteer {
  readonly version: number
  readonly position: { readonly latitude: number; readonly longitude: number } | null
  /** AS_IMPORTED: nobody changed them here since a sheet was last read; CHANGED_HERE; BY_HAND: no sheet made them. */
  readonly since: 'AS_IMPORTED' | 'CHANGED_HERE' | 'BY_HAND'
}

/** These volunteers as the record has them, locked until the transaction ends. */
export async function heldVolunteers(ctx: Context, ids: readonly string[]): Promise<Map<string, HeldRow>> {
  if (ids.length === 0) return new Map()
  await ctx.run(sql`select 1 from volunteer where id = any(${ids}::uuid[]) order by id for update`)
  const rows = await ctx.run<HeldRow>(sql`
    select v.id, v.status, v.version,
      json_build_object('givenName', p.given_name, 'familyName', p.family_name, 'preferredName', p.preferred_name,
        'dateOfBirth', p.date_of_birth, 'gender', v.gender, 'email', p.email, 'phones', p.phones,
        'addressLines', p.address_lines, 'town', p.town, 'postcode', p.postcode, 'languages', p.languages,
        'minutesAWeek', v.minutes_a_week, 'joinedOn', v.joined_on) as said,
      case when p.latitude is not null then json_build_object('latitude', p.latitude, 'longitude', p.longitude) end as position,
      coalesce((select json_agg(json_build_object('weekday', a.weekday, 'startsAt', to_char(a.starts_at, 'HH24:MI'),
        'endsAt', to_char(a.ends_at, 'HH24:MI'))) from availability a where a.volunteer_id = v.id), '[]') as availability,
      array(select s.skill from volunteer_skill s where s.volunteer_id = v.id) as skills,
      coalesce((select json_agg(json_build_object('mode', t.mode, 'maxKm', t.max_km))
        from volunteer_travel t where t.volunteer_id = v.id), '[]') as travel,
      coalesce((select json_agg(json_build_object('level', c.level, 'issuedOn', c.issued_on, 'reviewDueOn', c.review_due_on))
        from volunteer_check c where c.volunteer_id = v.id), '[]') as checks,
      case when last.version is null then 'BY_HAND'
        when (last.version, last.person_version) = (v.version, p.version) then 'AS_IMPORTED' else 'CHANGED_HERE' end as since
    from volunteer v join person p on p.id = v.person_id
    left join lateral (select r.version, r.person_version from volunteer_import_row r join volunteer_import i on i.id = r.import_id
      where r.volunteer_id = v.id and r.undone_at is null order by i.began_at desc, i.id desc limit 1) last on true
    where v.id = any(${ids}::uuid[])`)
  return new Map(rows.map((row) => [row.id, row]))
}
