import { beforeAll, expect, test } from 'vitest'
import { encodeNodeId } from '../../api/kernel/index.ts'
import { importer } from '../../api/interop/index.ts'
import { LocalityView, OrganisationView } from '../../api/organisations/index.ts'
import type { Context } from '../../api/reads/index.ts'
import {
  addVolunteer,
  addVolunteers,
  changeVolunteers,
  editVolunteer,
  recordCheck,
  setAvailability,
  setTravel,
  setVolunteerSkills,
  VolunteerView,
  type NewVolunteer,
  type VolunteerStatusWord,
} from '../../api/volunteers/index.ts'
import { neighbourhood, type Neighbourhood } from './neighbourhood.ts'

// Many at once is for imports. What it leaves behind is what the commands leave behind, one by one.

let of: Neighbourhood
let home: { organisation: string; locality: string }
beforeAll(async () => {
  of = await neighbourhood()
  home = {
    organisation: encodeNodeId(OrganisationView.code as number, of.organisation.id),
    locality: encodeNodeId(LocalityView.code as number, of.town.id),
  }
  await of.at.plant(
    `insert into postcode_position (postcode, latitude, longitude, source) values ('GU29 9ZZ', 50.99, -0.74, 'TEST')`,
  )
})

const facts = {
  phones: ['+441632960001'],
  email: 'ann@example.org',
  town: 'Stedham',
  languages: ['en', 'cy'],
  gender: 'FEMALE',
  minutesAWeek: 120,
  noPets: true,
}
const check = { level: 'ENHANCED', issuedOn: '2025-01-01', reviewDueOn: '2028-01-01', importedFrom: 'sheet.csv' }
const lines: (Omit<NewVolunteer, 'facts'> & { facts: object })[] = [
  {
    facts: { ...facts, postcode: 'GU29 9ZZ' },
    status: 'CHECKS',
    availability: [
      { weekday: 2, startsAt: '09:00', endsAt: '11:00' },
      { weekday: 2, startsAt: '10:00', endsAt: '13:00' },
    ],
    skills: ['DOGS', 'DOGS', 'DRIVING'],
    travel: [{ mode: 'DRIVE', maxKm: 20.04 }],
    check,
  },
  { facts: { postcode: 'GU29 9ZY', preferredKinds: ['SHOPPING'] }, status: 'ACTIVE', skills: [] },
  { facts: {}, status: 'APPLIED', check: { ...check, level: 'BASIC' } },
]
const named = (way: string, i: number) => ({ givenName: `${way}${i}`, familyName: 'Hughes' })
const id = (uuid: string) => encodeNodeId(VolunteerView.code as number, uuid)
const must = <T extends { kind: string }>(result: T, kind: string): T => {
  expect(result.kind).toBe(kind)
  return result
}

/** Lists and a check by the commands for one, in the order that an import has them. */
async function lists(ctx: Context, uuid: string, version: number, line: Partial<NewVolunteer>) {
  const volunteer = id(uuid)
  let next = version
  if (line.availability)
    must(await setAvailability(ctx, { volunteer, version: next++, windows: line.availability }), 'AvailabilitySet')
  if (line.skills)
    must(await setVolunteerSkills(ctx, { volunteer, version: next++, skills: line.skills }), 'VolunteerSkillsSet')
  if (line.travel) must(await setTravel(ctx, { volunteer, version: next++, travels: line.travel }), 'TravelSet')
  if (line.check) await recordCheck(ctx, { volunteer, ...line.check })
}

/** All that is on record of those named so, without ids. */
const onRecord = (way: string) =>
  of.at.plant(
    `select to_jsonb(v) - 'id' - 'person_id' as volunteer, to_jsonb(p) - 'id' - 'given_name' as person,
      (select jsonb_agg(to_jsonb(a) - 'id' - 'volunteer_id' order by a.weekday, a.starts_at) from availability a where a.volunteer_id = v.id) as hours,
      (select jsonb_agg(s.skill order by s.skill) from volunteer_skill s where s.volunteer_id = v.id) as skills,
      (select jsonb_agg(to_jsonb(t) - 'volunteer_id') from volunteer_travel t where t.volunteer_id = v.id) as travel,
      (select jsonb_agg(to_jsonb(c) - 'id' - 'volunteer_id') from volunteer_check c where c.volunteer_id = v.id) as checks,
      (select jsonb_agg(e.action order by e.action) from audit_event e where e.subject_id = v.id
        or e.subject_id in (select c.id from volunteer_check c where c.volunteer_id = v.id)) as audit
     from volunteer v join person p on p.id = v.person_id where p.given_name like $1 || '%' order by p.given_name`,
    [way],
  )
const made: Record<'One' | 'Many', string[]> = { One: [], Many: [] }

test('added together, they are as those added one by one', async () => {
  const as = importer(of.organisation.id)
  for (const [i, { facts: said, status, ...rest }] of lines.entries())
    made.One.push(
      await of.at.run(as, async (ctx) => {
        const added = await addVolunteer(ctx, {
          ...said,
          ...named('One', i),
          ...home,
          status,
          source: 'x',
          evenSo: true,
        })
        if (added.kind !== 'VolunteerAdded') throw new Error(added.kind)
        await lists(ctx, added.volunteerId, 1, rest)
        return added.volunteerId
      }),
    )
  const many = lines.map((line, i): NewVolunteer => ({ ...line, facts: { ...line.facts, ...named('Many', i) } }))
  const added = await of.at.run(as, (ctx) => addVolunteers(ctx, home, 'x', many))
  made.Many = added.map(({ volunteerId }) => volunteerId)
  const [one, together] = [await onRecord('One'), await onRecord('Many')]
  expect(together).toHaveLength(3)
  expect(together).toEqual(one)
  expect(together[0]).toMatchObject({
    skills: ['DOGS', 'DRIVING'],
    volunteer: { version: 4 },
    person: { latitude: 50.99 },
    audit: expect.arrayContaining([
      'volunteer.added',
      'availability.set',
      'skills.set',
      'travel.set',
      'check.recorded',
    ]),
  })
})

test('changed together, they are as those changed one by one', async () => {
  const as = importer(of.organisation.id)
  const change = [
    { facts: { town: 'Iping', postcode: null }, moves: ['INDUCTION', 'ACTIVE'], travel: [{ mode: 'WALK', maxKm: 2 }] },
    { facts: { postcode: 'GU29 9ZZ' }, moves: ['PAUSED'], skills: ['DOGS'], check },
    { facts: null, moves: [], availability: [{ weekday: 1, startsAt: '09:00', endsAt: '10:00' }] },
  ] as const
  const versions = async (ids: readonly string[]) =>
    new Map(
      (await of.at.plant(`select id, version from volunteer where id = any($1)`, [ids])).map((v) => [
        v['id'],
        v['version'],
      ]),
    )
  const before = await versions(made.One)
  for (const [i, { facts: said, moves, ...rest }] of change.entries()) {
    const uuid = made.One[i] as string
    await of.at.run(as, async (ctx) => {
      let version = before.get(uuid) as number
      const edits: object[] = [...(said ? [said] : []), ...moves.map((status) => ({ status }))]
      for (const edit of edits)
        must(await editVolunteer(ctx, { id: id(uuid), version: version++, ...edit }), 'VolunteerEdited')
      await lists(ctx, uuid, version, rest)
    })
  }
  const manyBefore = await versions(made.Many)
  const checks = await of.at.run(as, (ctx) =>
    changeVolunteers(
      ctx,
      change.map((each, i) => {
        const uuid = made.Many[i] as string
        const moves: readonly VolunteerStatusWord[] = each.moves
        return { ...each, moves, id: uuid, version: manyBefore.get(uuid) as number }
      }),
    ),
  )
  expect([...checks.keys()]).toEqual([made.Many[1]])
  const [one, together] = [await onRecord('One'), await onRecord('Many')]
  expect(together).toEqual(one)
  expect(together[0]).toMatchObject({
    volunteer: { status: 'ACTIVE', version: 8 },
    person: { latitude: null, town: 'Iping' },
  })
})

test('what is wrong is told by row, nobody else’s is touched, and nothing is changed', async () => {
  const as = importer(of.organisation.id)
  const before = [await onRecord('One'), await onRecord('Many')]
  const bad: NewVolunteer[] = [
    { facts: named('Bad', 0), status: 'CHECKS' },
    {
      facts: { ...named('Bad', 1), familyName: '', minutesAWeek: -1 },
      status: 'CHECKS',
      availability: [{ weekday: 8, startsAt: '09:00', endsAt: '08:00' }],
      check: { ...check, issuedOn: '2999-01-01' },
    },
  ]
  await expect(of.at.run(as, (ctx) => addVolunteers(ctx, home, 'x', bad))).rejects.toMatchObject({
    extensions: {
      problems: [
        { field: 'rows.1.familyName', code: 'EMPTY' },
        { field: 'rows.1.minutesAWeek', code: 'OUT_OF_RANGE' },
        { field: 'rows.1.windows.0.weekday', code: 'OUT_OF_RANGE' },
        { field: 'rows.1.issuedOn', code: 'IN_THE_FUTURE' },
        { field: 'rows.1.reviewDueOn', code: 'BEFORE_START' },
      ],
    },
  })
  const row = { id: made.One[0] as string, version: 8, facts: { town: 'Elsewhere' }, moves: [] }
  const other = await of.make.organisation('Somebody Else', 'CHARITY')
  await expect(of.at.run(importer(other.id), (ctx) => changeVolunteers(ctx, [row]))).rejects.toMatchObject({
    extensions: { code: 'NOT_FOUND' },
  })
  await expect(of.at.run(as, (ctx) => changeVolunteers(ctx, [{ ...row, version: 7 }]))).rejects.toThrow('has changed')
  expect([await onRecord('One'), await onRecord('Many')]).toEqual(before)
  expect(await onRecord('Bad')).toEqual([])
})
