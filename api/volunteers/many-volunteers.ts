import { LockMode } from '@mikro-orm/core'
import { changePeople, homeOf, makePeople, PersonEntity, personProblems } from '../people/index.ts'
import { sql, type Context, type InputProblem } from '../reads/index.ts'
import { volunteerColumns, type VolunteerFacts } from './add-volunteer.ts'
import { checkCodes } from './keep-volunteer.ts'
import { VolunteerEntity } from './volunteer.entity.ts'
import {
  checkProblems,
  joinWindows,
  limitProblems,
  movesFrom,
  travelProblems,
  windowProblems,
  type VolunteerStatusWord,
  type Window,
} from './volunteer.rules.ts'
import { VolunteerView } from './volunteer.views.ts'

// The commands for one volunteer, done for many: the same rules, rights, versions and events, in a few statements for
// all of them. For imports; test/journeys/many-volunteers.test.ts holds the two ways together.

/** Lists that are replaced, and a check that is written down. Absent or null: left alone. */
export interface VolunteerLists {
  readonly availability?: readonly Window[] | null
  readonly skills?: readonly string[] | null
  readonly travel?: readonly { readonly mode: string; readonly maxKm: number }[] | null
  readonly check?: {
    readonly level: string
    readonly issuedOn: string
    readonly reviewDueOn: string
    /** What it was imported from, in place of who saw it. */
    readonly importedFrom: string
  } | null
}
export interface NewVolunteer extends VolunteerLists {
  readonly facts: VolunteerFacts & { readonly givenName: string; readonly familyName: string }
  readonly status: VolunteerStatusWord
}
export interface ChangedVolunteer extends VolunteerLists {
  /** UUID. */
  readonly id: string
  /** As the caller saw it, the row locked since. */
  readonly version: number
  readonly facts: VolunteerFacts | null
  /** Each in turn. */
  readonly moves: readonly VolunteerStatusWord[]
}

/**
 * Adds volunteers as `addVolunteer` does with `evenSo`, in their order. The caller has looked for those known already,
 * under the lock of the organisation's volunteers.
 * @param home opaque ids
 * @param source which import they came with
 * @throws BAD_USER_INPUT naming `rows.<index>.<field>`
 */
export async function addVolunteers(
  ctx: Context,
  home: { readonly organisation: string; readonly locality: string },
  source: string | null,
  rows: readonly NewVolunteer[],
): Promise<{ volunteerId: string; checkId: string | null }[]> {
  const at = await homeOf(ctx, home, ['VOLUNTEER_CO_ORDINATOR', 'GROUP_MANAGER'])
  await check(ctx, rows, true)
  const people = await makePeople(
    ctx,
    rows.map(({ facts }) => facts),
  )
  const volunteers = rows.map((row, i) =>
    ctx.em.create(VolunteerEntity, {
      id: ctx.newId(),
      personId: people[i]?.id as string,
      ...at,
      status: row.status,
      preferredKinds: [],
      ...volunteerColumns(row.facts),
      source,
      createdAt: ctx.now,
      version: 1 + listsOf(row),
    }),
  )
  await ctx.em.flush()
  for (const { id } of volunteers) ctx.record('volunteer.added', id)
  const checks = await writeLists(
    ctx,
    rows.map((row, i) => ({ ...row, id: volunteers[i]?.id as string })),
  )
  return volunteers.map(({ id }) => ({ volunteerId: id, checkId: checks.get(id) ?? null }))
}

/**
 * Changes volunteers as `editVolunteer` and the commands for lists do, one after the other.
 * @returns the UUID of the check written down, by the volunteer's
 * @throws when one has another version: the caller holds their locks
 */
export async function changeVolunteers(ctx: Context, rows: readonly ChangedVolunteer[]): Promise<Map<string, string>> {
  const idsOf = (those: readonly ChangedVolunteer[]) => those.map(({ id }) => id)
  const rights = [
    ['editVolunteer', rows.filter(({ facts, moves }) => facts !== null || moves.length > 0)],
    ['setAvailability', rows.filter((row) => row.availability)],
    ['setVolunteerSkills', rows.filter((row) => row.skills)],
    ['setTravel', rows.filter((row) => row.travel)],
    ['recordCheck', rows.filter((row) => row.check)],
  ] as const
  for (const [action, those] of rights) await ctx.permitAll(VolunteerView, idsOf(those), action)
  await check(ctx, rows, false)
  const volunteers = await ctx.em.find(
    VolunteerEntity,
    { id: { $in: idsOf(rows) } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  const byId = new Map(volunteers.map((volunteer) => [volunteer.id, volunteer]))
  const people = await ctx.em.find(
    PersonEntity,
    { id: { $in: volunteers.map((v) => v.personId) } },
    { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  const personById = new Map(people.map((person) => [person.id, person]))
  const changed = rows.map((row) => {
    const volunteer = byId.get(row.id)
    const person = volunteer && personById.get(volunteer.personId)
    if (!volunteer || !person || volunteer.version !== row.version)
      throw new Error('a locked volunteer has changed or gone')
    return { row, volunteer, person }
  })
  await changePeople(
    ctx,
    changed.flatMap(({ row: { facts }, person }) => (facts === null ? [] : [{ person, facts }])),
  )
  for (const { row, volunteer, person } of changed) {
    let status = volunteer.status as VolunteerStatusWord
    for (const to of row.moves) {
      if (!movesFrom(status).includes(to)) throw new Error(`no move from ${status} to ${to}`)
      ctx.record('volunteer.moved', row.id, { from: status, to })
      status = to
    }
    const edits = (row.facts === null ? 0 : 1) + row.moves.length
    Object.assign(volunteer, row.facts === null ? {} : volunteerColumns(row.facts), { status })
    volunteer.version += edits + listsOf(row)
    person.version += edits
    for (let i = 0; i < edits; i++) ctx.record('volunteer.edited', row.id)
  }
  await ctx.em.flush()
  return writeLists(ctx, rows)
}

/** How many lists a row replaces: each is a version of its own, as each command makes one. A check is none. */
const listsOf = ({ availability, skills, travel }: VolunteerLists): number =>
  [availability, skills, travel].filter(Boolean).length

/** Refuses what one of the commands would refuse, naming the row. */
async function check(
  ctx: Context,
  rows: readonly (VolunteerLists & { readonly facts: VolunteerFacts | null })[],
  areNew: boolean,
): Promise<void> {
  const problems = rows.flatMap((row, i): InputProblem[] =>
    [
      ...(row.facts ? [...personProblems(row.facts, ctx.today, areNew), ...limitProblems(row.facts)] : []),
      ...(row.facts?.joinedOn && row.facts.joinedOn > ctx.today ? [{ field: 'joinedOn', code: 'IN_THE_FUTURE' }] : []),
      ...(row.availability ? windowProblems(row.availability) : []),
      ...(row.travel ? travelProblems(row.travel) : []),
      ...(row.check ? checkProblems(row.check, ctx.today) : []),
    ].map((problem) => ({ ...problem, field: `rows.${i}.${problem.field}` })),
  )
  if (problems.length > 0) ctx.refuseInput(...problems)
  const every = (codesOf: (row: (typeof rows)[number]) => readonly string[] | null | undefined) => [
    ...new Set(rows.flatMap((row) => codesOf(row) ?? [])),
  ]
  await checkCodes(
    ctx,
    'task_kind',
    every((row) => row.facts?.preferredKinds),
    'preferredKinds',
  )
  await checkCodes(
    ctx,
    'skill',
    every((row) => row.skills),
    'skills',
  )
}

type OfOne = VolunteerLists & { readonly id: string }

/** @returns the UUID of each check written down, by the volunteer's */
async function writeLists(ctx: Context, rows: readonly OfOne[]): Promise<Map<string, string>> {
  const withHours = rows.flatMap(({ id, availability }) =>
    availability ? [{ id, list: joinWindows(availability) }] : [],
  )
  if (withHours.length > 0) {
    const hours = withHours.flatMap(({ id, list }) => list.map((one) => ({ ...one, of: id, id: ctx.newId() })))
    await ctx.run(sql`delete from availability where volunteer_id = any(${idsOf(withHours)}::uuid[])`)
    await ctx.run(sql`insert into availability (id, volunteer_id, weekday, starts_at, ends_at)
      select h.id, h."of", h.weekday, h."startsAt", h."endsAt"
      from jsonb_to_recordset(${JSON.stringify(hours)}::jsonb) h(id uuid, "of" uuid, weekday int, "startsAt" time, "endsAt" time)`)
    for (const { id } of withHours) ctx.record('availability.set', id)
  }
  const withSkills = rows.flatMap(({ id, skills }) => (skills ? [{ id, list: skills }] : []))
  if (withSkills.length > 0) {
    const skills = JSON.stringify(withSkills.flatMap(({ id, list }) => list.map((skill) => ({ of: id, skill }))))
    const said = sql`jsonb_to_recordset(${skills}::jsonb) s("of" uuid, skill text)`
    await ctx.run(sql`delete from volunteer_skill v where v.volunteer_id = any(${idsOf(withSkills)}::uuid[])
      and not exists (select 1 from ${said} where s."of" = v.volunteer_id and s.skill = v.skill)`)
    await ctx.run(sql`insert into volunteer_skill (volunteer_id, skill) select distinct s."of", s.skill from ${said}
      on conflict do nothing`)
    for (const { id } of withSkills) ctx.record('skills.set', id)
  }
  const withTravel = rows.flatMap(({ id, travel }) => (travel ? [{ id, list: travel }] : []))
  if (withTravel.length > 0) {
    const ways = JSON.stringify(withTravel.flatMap(({ id, list }) => list.map((way) => ({ ...way, of: id }))))
    await ctx.run(sql`delete from volunteer_travel where volunteer_id = any(${idsOf(withTravel)}::uuid[])`)
    await ctx.run(sql`insert into volunteer_travel (volunteer_id, mode, max_km)
      select w."of", w.mode, greatest(0.1, w."maxKm") from jsonb_to_recordset(${ways}::jsonb) w("of" uuid, mode text, "maxKm" numeric)`)
    for (const { id } of withTravel) ctx.record('travel.set', id)
  }
  const checks = rows.flatMap(({ id, check: one }) => (one ? [{ ...one, of: id, id: ctx.newId() }] : []))
  if (checks.length > 0) {
    await ctx.run(sql`insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on, decision)
      select c.id, c."of", c.level, c."issuedOn", 'imported from ' || c."importedFrom", c."reviewDueOn", 'ACCEPTED'
      from jsonb_to_recordset(${JSON.stringify(checks)}::jsonb)
        c(id uuid, "of" uuid, level text, "issuedOn" date, "importedFrom" text, "reviewDueOn" date)`)
    for (const { id, of } of checks) ctx.record('check.recorded', id, { volunteerId: of })
  }
  return new Map(checks.map(({ id, of }) => [of, id]))
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id)
