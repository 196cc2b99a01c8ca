/**
 * The reads as somebody would write them by hand who knew the tables, the indexes and the answer: one statement each.
 * `ctes` and `json` give the answer's data; `shown` the ids of the persons in it (`person.id`), for the audit.
 */
export interface HandWritten {
  readonly ctes: string
  readonly json: string
  /** A query of person ids; none where no person is shown. */
  readonly shown?: string
}

/** Pieces of SQL that the hand-written statements share, so that each is written once. Names in them are ours: `place`
 *  (o, l) is where the viewer may look, `shared` what others let their organisation see. */

/** The API's opaque id of a row. */
export const nid = (code: number, column: string): string =>
  `translate(encode('\\x${code.toString(16).padStart(4, '0')}'::bytea || uuid_send(${column}), 'base64'), '+/', '-_')`

/** `'name', value` pairs and the type's name as a JSON object. */
export const object = (type: string, fields: Readonly<Record<string, string>>): string =>
  `json_build_object(${Object.entries({ ...fields, __typename: `'${type}'` })
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')})`

/** JSON list of `json` in that order, empty rather than null. */
export const list = (json: string, order: string, from: string): string =>
  `(select coalesce(json_agg(${json} order by ${order}), '[]') from ${from})`

/** $2 and $3: organisations and localities in pairs; $4: organisations. */
export const VIEWER = `
place as materialized (select o, l from unnest($2::uuid[], $3::uuid[]) p(o, l)),
shared as materialized (
  select sh.patient_id, sh.carer_id, sh.volunteer_id, sh.from_organisation_id as o from share sh
  where sh.to_organisation_id = any($4::uuid[]) and sh.revoked_at is null and current_date between sh.from_on and coalesce(sh.to_on, current_date)
    and (sh.volunteer_id is not null or exists (select from consent c where (c.patient_id = sh.patient_id or c.carer_id = sh.carer_id)
      and c.purpose = 'SHARE_WITH_GROUP' and c.withdrawn_at is null)))`

/** Is the row of patient, carer or volunteer one the viewer may see? */
export const mayKnow = (alias: string, whose: 'patient' | 'carer' | 'volunteer'): string =>
  `((${alias}.organisation_id, ${alias}.locality_id) in (select o, l from place) or (${alias}.id, ${alias}.organisation_id) in (select ${whose}_id, o from shared))`

export const KIND = (task: string, more = ''): string =>
  `(select json_build_object('code', k.code, 'name', k.name, 'nameCy', k.name_cy${more}, '__typename', 'TaskKind') from task_kind k where k.code = ${task}.kind)`

const PEOPLE = {
  patient: { code: 3, type: 'Patient', column: 'patient_id' },
  carer: { code: 4, type: 'Carer', column: 'carer_id' },
  volunteer: { code: 5, type: 'Volunteer', column: 'volunteer_id' },
} as const

/** Id and name of who stands in this column, with telephone numbers where asked; null for whom they may not know. */
export const person = (of: string, whose: keyof typeof PEOPLE, withPhones = false): string => {
  const { code, type, column } = PEOPLE[whose]
  const contact = object(`${type}Contact`, { phones: 'to_json(p.phones)' })
  return `(select ${object(type, {
    id: nid(code, 'x.id'),
    name: `p.given_name || ' ' || p.family_name`,
    ...(withPhones ? { contact } : {}),
  })} from ${whose} x join person p on p.id = x.person_id where x.id = ${of}.${column} and ${mayKnow('x', whose)})`
}

/** When a visit is, as every list shows it. */
export const WHEN = (visit: string): Record<string, string> => ({
  occursOn: `${visit}.occurs_on`,
  startsAt: `${visit}.starts_at`,
  endsAt: `${visit}.ends_at`,
  windowStartsAt: `${visit}.window_starts_at`,
  windowEndsAt: `${visit}.window_ends_at`,
  minutes: `${visit}.minutes`,
})
export const whenOf = (visit: string): string =>
  `coalesce(${visit}.starts_at, ${visit}.window_starts_at, ${visit}.occurs_on::timestamp at time zone 'Europe/London')`

const heldPlaces = (visit: string) =>
  `(select count(*) from assignment a where a.visit_id = ${visit}.id and a.ended_at is null)`
/** Places of a visit `v` of a task `t` that nobody holds. */
export const placesOpen = (visit: string, task: string): string =>
  `case when ${visit}.status in ('PLANNED', 'CONFIRMED') then greatest(0, ${task}.volunteers_needed - ${heldPlaces(visit)})::int else 0 end`
/** A visit ahead that can still be filled. */
export const needsSomeone = (visit: string, task: string): string =>
  `${visit}.status in ('PLANNED', 'CONFIRMED') and ${visit}.occurs_on >= current_date
    and coalesce(${visit}.starts_at, ${visit}.window_ends_at, 'infinity') > now() and ${heldPlaces(visit)} < ${task}.volunteers_needed`
