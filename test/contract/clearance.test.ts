import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { judge } from '../../api/matching/core/index.ts'
import { askOf, candidateOf, matchStatement, type MatchRow } from '../../api/matching/match-inputs.ts'
import { raw, render } from '../../api/reads/index.ts'
import { house, type House } from '../harness.ts'

// Who may go is decided by the database (clearance_missing) and explained by the core (judge). They look at the same
// facts in two languages, and must never disagree: nobody is suggested who is then refused, nor the other way round.

let at: House
let db: pg.Client
const id = (n: number) => `01980000-0000-7000-8000-${String(n).padStart(12, '0')}`

beforeAll(async () => {
  at = await house()
  const database = new URL(at.appUrl).pathname
  db = new pg.Client({ connectionString: inject('cluster').superUrl.replace(/\/alongside$/, database) })
  await db.connect()
  await db.query(`insert into locality (id, name) values ('${id(1)}', 'Midhurst')`)
  await db.query(`insert into organisation (id, name) values ('${id(2)}', 'Rother Valley Volunteers')`)
  await db.query(`insert into person (id, given_name, family_name) values ('${id(3)}', 'Mair', 'Evans')`)
  await db.query(
    `insert into patient (id, person_id, organisation_id, locality_id) values ('${id(4)}', '${id(3)}', '${id(2)}', '${id(1)}')`,
  )
  await db.query(
    `insert into task_kind (code, name, name_cy, usual_minutes) values ('TRIAL', 'Trial', 'Prawf', 60) on conflict do nothing`,
  )
})
afterAll(() => db.end())

const levels = ['BASIC', 'STANDARD', 'ENHANCED', 'ENHANCED_ADULT_BARRED', 'ENHANCED_CHILD_BARRED', 'ENHANCED_BOTH']
const held = [...levels, 'PVG', 'ACCESS_NI', 'REFERENCES', 'IDENTITY']
const courses = ['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING']
const skills = ['DOGS', 'DEMENTIA', 'DRIVING']
/** Days from today on which the visit is: checks begin and end about it, and on the very day. */
const about = fc.integer({ min: -2, max: 2 })

const rule = fc.option(
  fc.record({
    check: fc.option(fc.constantFrom(...levels), { freq: 2 }),
    skills: fc.subarray(skills, { maxLength: 1 }),
    trainings: fc.subarray(courses, { maxLength: 1 }),
  }),
  { freq: 8 },
)
const volunteer = fc.record({
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'PAUSED', 'CHECKS'),
  skills: fc.subarray(skills),
  checks: fc.array(
    fc.record({
      level: fc.constantFrom(...held),
      issued: fc.constantFrom(-12, -8, 0, 1),
      due: about,
      decision: fc.constantFrom('ACCEPTED', 'ACCEPTED', 'ACCEPTED', 'WAITING', 'REFUSED'),
      revoked: fc.constantFrom(false, false, true),
    }),
    { maxLength: 3 },
  ),
  trainings: fc.array(
    fc.record({
      course: fc.constantFrom(...courses),
      completed: about,
      until: fc.option(about),
      revoked: fc.constantFrom(false, false, true),
    }),
    { maxLength: 4 },
  ),
})
const trial = fc.record({
  lead: rule,
  buddy: rule,
  skills: fc.subarray(skills, { maxLength: 1 }),
  ahead: fc.constantFrom(1, 30),
  volunteers: fc.array(volunteer, { minLength: 15, maxLength: 15 }),
})
type Trial = typeof trial extends fc.Arbitrary<infer T> ? T : never

/** Writes a trial's rows, in the transaction that the caller rolls back. */
async function plant({ lead, buddy, skills: asked, ahead, volunteers }: Trial) {
  for (const [i, [role, said]] of (
    [
      ['LEAD', lead],
      ['BUDDY', buddy],
    ] as const
  ).entries())
    if (said)
      await db.query(
        `insert into task_rule (id, kind, role, check_level, skills, trainings, citation) values ($1, 'TRIAL', $2, $3, $4, $5, 'a trial')`,
        [id(10 + i), role, said.check, said.skills, said.trainings],
      )
  await db.query(
    `insert into task (id, organisation_id, locality_id, patient_id, kind, in_their_words, area, timing, first_on, minutes, volunteers_needed, skills)
     values ($1, $2, $3, $4, 'TRIAL', 'Company', 'Midhurst', 'UNTIMED', current_date + $5::int, 60, 2, $6)`,
    [id(20), id(2), id(1), id(4), ahead, asked],
  )
  await db.query(
    `insert into visit (id, task_id, organisation_id, locality_id, occurs_on, minutes) values ($1, $2, $3, $4, current_date + $5::int, 60)`,
    [id(21), id(20), id(2), id(1), ahead],
  )
  const rows = volunteers.map((one, i) => ({ ...one, n: 1000 + i }))
  const json = JSON.stringify(rows)
  const uuid = (n: string) => `('01980000-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
  const from = `jsonb_to_recordset($1::jsonb) v(n int, status text, skills jsonb, checks jsonb, trainings jsonb)`
  await db.query(
    `insert into person (id, given_name, family_name) select ${uuid('v.n + 1000')}, 'A', 'B' from ${from}`,
    [json],
  )
  await db.query(
    `insert into volunteer (id, person_id, organisation_id, locality_id, status)
     select ${uuid('v.n')}, ${uuid('v.n + 1000')}, $2, $3, v.status from ${from}`,
    [json, id(2), id(1)],
  )
  await db.query(
    `insert into volunteer_skill select ${uuid('v.n')}, s from ${from}, jsonb_array_elements_text(v.skills) s`,
    [json],
  )
  await db.query(
    `insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on, decision, revoked_at)
     select gen_random_uuid(), ${uuid('v.n')}, c.level, current_date + $2::int + c.issued, 'Ann', current_date + $2::int + greatest(c.due, c.issued + 1),
       c.decision, case when c.revoked then now() end
     from ${from}, jsonb_to_recordset(v.checks) c(level text, issued int, due int, decision text, revoked boolean)`,
    [json, ahead],
  )
  await db.query(
    `insert into volunteer_training (id, volunteer_id, course, completed_on, until_on, revoked_at)
     select gen_random_uuid(), ${uuid('v.n')}, t.course, current_date + $2::int + t.completed, current_date + $2::int + t.until, case when t.revoked then now() end
     from ${from}, jsonb_to_recordset(v.trainings) t(course text, completed int, until int, revoked boolean)`,
    [json, ahead],
  )
}

/** What the core says stands against a pair, in the database's words; undefined for what is no matter of clearance. */
function inItsWords(failure: ReturnType<typeof judge>['failures'][number]): string | undefined {
  switch (failure.code) {
    case 'CHECK_MISSING':
    case 'CHECK_WAITING':
    case 'CHECK_EXPIRED':
      return `CHECK:${failure.needed}`
    case 'TRAINING_MISSING':
    case 'TRAINING_EXPIRED':
      return `TRAINING:${failure.course}`
    case 'SKILL_MISSING':
      return `SKILL:${failure.skill}`
    case 'NOT_ACTIVE':
      return 'NOT_ACTIVE'
    case 'RULE_MISSING':
      return `RULE:${failure.kind}`
    default:
      return undefined
  }
}

test('the core and the database never disagree about who is cleared for what, nor why not', async () => {
  const seen = { cleared: 0, not: 0 }
  await fc.assert(
    fc.asyncProperty(trial, async (made) => {
      await db.query('begin')
      try {
        await plant(made)
        const { text, values } = render(
          matchStatement({ taskId: id(20), visitId: id(21), taskReadable: raw('true'), readable: raw('true') }),
        )
        const row = (await db.query(text, values)).rows[0] as MatchRow
        const { ask } = row
        if (!ask) throw new Error('the task is not there')
        const decided = await db.query<{ id: string; place: number; missing: string[] }>(
          `select v.id, p.place, clearance_missing(v.id, 'TRIAL', case p.place when 1 then 'LEAD' else 'BUDDY' end, w.occurs_on, t.skills) as missing
           from volunteer v, (values (1), (2)) p(place), task t join visit w on w.task_id = t.id`,
        )
        expect(decided.rows).toHaveLength(30)
        for (const { id: who, place, missing } of decided.rows) {
          const candidate = row.volunteers.find((one) => one.id === who)
          if (!candidate) throw new Error('a volunteer was not looked at')
          const { failures } = judge(askOf(ask, place), candidateOf(candidate, ask))
          const said = failures.flatMap((failure) => inItsWords(failure) ?? [])
          expect(said.toSorted(), `place ${place}`).toEqual(missing.toSorted())
          seen[missing.length === 0 ? 'cleared' : 'not']++
        }
      } finally {
        await db.query('rollback')
      }
    }),
    { numRuns: 20 },
  )
  // Neither answer is rare, or nothing was compared.
  expect(Math.min(seen.cleared, seen.not)).toBeGreaterThan(0)
})
