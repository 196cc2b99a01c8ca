import type pg from 'pg'
import { openSession } from '../../../api/access/index.ts'
import { encodeNodeId } from '../../../api/kernel/index.ts'
import { OfferView } from '../../../api/matching/index.ts'
import { TaskView } from '../../../api/tasks/index.ts'
import { VisitView } from '../../../api/visits/index.ts'
import { VolunteerView } from '../../../api/volunteers/index.ts'

/** The hot commands that are measured, by the name of the portal's operation. */
export const COMMANDS = ['SendOffers', 'AcceptMyOffer', 'ReportMyVisit'] as const
export type Command = (typeof COMMANDS)[number]

/** One thing to be done once: what is sent, by whom, and the task it is about (to see what came of it). */
export interface Target {
  readonly input: Readonly<Record<string, unknown>>
  readonly cookie: string
  readonly taskId: string
}

const VOLUNTEERS = 200
const PATIENTS = 400
/** Visits of forty minutes, each three quarters of an hour after the one before, from seven on. */
const A_DAY = 16

/**
 * An office of its own beside the large network, with so many things to do for each command: tasks that nobody is on,
 * offers that await their answer, visits of the last days that await their report. Nobody has two at the same time.
 */
export async function makeTargets(client: pg.Client, each: number): Promise<Record<Command, Target[]>> {
  if (each > VOLUNTEERS * A_DAY * 6) throw new RangeError(`no more than ${VOLUNTEERS * A_DAY * 6} of each`)
  const id = (kind: number, n: string) =>
    `('0199${kind.toString(16).padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex((${n})::bigint), 12, '0'))::uuid`
  const [organisation, locality, office] = [id(2, '1'), id(1, '1'), id(11, '1')]
  const TRIGGERED = ['person', 'patient', 'volunteer', 'task', 'visit', 'offer', 'assignment']
  const person = (from: number) => `
    insert into person (id, given_name, family_name, address_lines, town, postcode, latitude, longitude, phones)
    select ${id(30, `${from} + n`)}, 'Ada', 'Number ' || n, '{1 Fold Lane}', 'Far Area', 'ZE3 1AA', 52.5, -2, '{01632 960111}' from generate_series(1, $1::int) n`
  const ours = `${organisation}, ${locality}`
  // Row numbers: of volunteer v their i-th thing; command c's n-th.
  const things = `generate_series(0, ${each} - 1) n, lateral (select n % ${VOLUNTEERS} + 1 as v, n / ${VOLUNTEERS} as i) w`
  const task = (c: number, status: string, day: string) => `
    insert into task (id, organisation_id, locality_id, patient_id, kind, in_their_words, asked_by_id, area, latitude, longitude, timing, first_on,
      starts_at, ends_at, minutes, status)
    select ${id(6, `${c} * 1000000 + n`)}, ${ours}, ${id(3, `n % ${PATIENTS} + 1`)}, 'BEFRIENDING_VISIT', 'A hand.', ${office}, 'Far Area, ZE3', 52.5, -2,
      'FIXED', ${day}, ${at}, ${at} + interval '40 minutes', 40, '${status}' from ${things}`
  const visit = (c: number, status: string, day: string) => `
    insert into visit (id, task_id, organisation_id, locality_id, occurs_on, starts_at, ends_at, minutes, status)
    select ${id(7, `${c} * 1000000 + n`)}, ${id(6, `${c} * 1000000 + n`)}, ${ours}, ${day}, (${day} + ${at}) at time zone 'Europe/London',
      (${day} + ${at} + interval '40 minutes') at time zone 'Europe/London', 40, '${status}' from ${things}`
  const at = `(time '07:00' + (w.i % ${A_DAY}) * interval '45 minutes')`
  const ahead = `((now() at time zone 'Europe/London')::date + 2 + (w.i / ${A_DAY})::int)`
  const behind = `((now() at time zone 'Europe/London')::date - 1 - (w.i / ${A_DAY})::int)`

  await client.query('begin')
  for (const table of TRIGGERED) await client.query(`alter table ${table} disable trigger user`)
  for (const [text, values] of [
    [`insert into locality (id, name) values (${locality}, 'Far Area')`, []],
    [`insert into organisation (id, name, phone) values (${organisation}, 'Far Neighbours', '01632 960999')`, []],
    [`insert into account (id, email, name) values (${office}, 'far@bench.example', 'Far Office')`, []],
    [
      `insert into membership (id, account_id, role, organisation_id) values (${id(12, '1')}, ${office}, 'VOLUNTEER_CO_ORDINATOR', ${organisation})`,
      [],
    ],
    [`insert into membership_locality (membership_id, locality_id) values (${id(12, '1')}, ${locality})`, []],
    [person(0), [PATIENTS]],
    [person(100_000), [VOLUNTEERS]],
    [
      `insert into patient (id, person_id, organisation_id, locality_id) select ${id(3, 'n')}, ${id(30, 'n')}, ${ours} from generate_series(1, ${PATIENTS}) n`,
      [],
    ],
    [
      `insert into consent (id, patient_id, purpose, given_by, given_on) select ${id(14, 'n')}, ${id(3, 'n')}, 'SHARE_WITH_VOLUNTEER', 'themselves', current_date - 90
        from generate_series(1, ${PATIENTS}) n`,
      [],
    ],
    [
      `insert into volunteer (id, person_id, organisation_id, locality_id, status) select ${id(5, 'n')}, ${id(30, '100000 + n')}, ${ours}, 'ACTIVE'
        from generate_series(1, ${VOLUNTEERS}) n`,
      [],
    ],
    [
      `insert into volunteer_check (id, volunteer_id, level, issued_on, seen_by, review_due_on)
        select ${id(15, 'n')}, ${id(5, 'n')}, 'ENHANCED_ADULT_BARRED', current_date - 90, 'office', current_date + 400 from generate_series(1, ${VOLUNTEERS}) n`,
      [],
    ],
    [
      `insert into volunteer_training (id, volunteer_id, course, completed_on) select ${id(16, 'n * 4 + k')}, ${id(5, 'n')}, course, current_date - 90
        from generate_series(1, ${VOLUNTEERS}) n, unnest(array['INDUCTION', 'SAFEGUARDING_ADULTS', 'LONE_VISITING']) with ordinality c(course, k)`,
      [],
    ],
    [
      `insert into account (id, email, name) select ${id(11, '1 + n')}, 'far' || n || '@bench.example', 'Far ' || n from generate_series(1, ${VOLUNTEERS}) n`,
      [],
    ],
    [
      `insert into membership (id, account_id, role, organisation_id, volunteer_id)
        select ${id(12, '1 + n')}, ${id(11, '1 + n')}, 'VOLUNTEER', ${organisation}, ${id(5, 'n')} from generate_series(1, ${VOLUNTEERS}) n`,
      [],
    ],
    [task(1, 'OPEN', ahead), []],
    [visit(1, 'PLANNED', ahead), []],
    [task(2, 'OPEN', ahead), []],
    [visit(2, 'PLANNED', ahead), []],
    [
      `insert into offer (id, round_id, task_id, visit_id, volunteer_id, organisation_id, locality_id, status, sent_by_id, sent_at, lapses_at)
        select ${id(9, 'n')}, ${id(9, 'n')}, ${id(6, '2000000 + n')}, ${id(7, '2000000 + n')}, ${id(5, 'w.v')}, ${ours}, 'SENT', ${office},
          now() - interval '1 hour', now() + interval '20 hours' from ${things}`,
      [],
    ],
    [task(3, 'MATCHED', behind), []],
    [visit(3, 'CONFIRMED', behind), []],
    [
      `insert into assignment (id, task_id, visit_id, volunteer_id, organisation_id, locality_id)
        select ${id(8, 'n')}, ${id(6, '3000000 + n')}, ${id(7, '3000000 + n')}, ${id(5, 'w.v')}, ${ours} from ${things}`,
      [],
    ],
    [
      `insert into booking (assignment_id, volunteer_id, visit_id, during) select a.id, a.volunteer_id, v.id, tstzrange(v.starts_at, v.ends_at, '[)')
        from assignment a join visit v on v.id = a.visit_id where a.organisation_id = ${organisation}`,
      [],
    ],
  ] as const)
    await client.query(text, [...values])
  for (const table of TRIGGERED) await client.query(`alter table ${table} enable trigger user`)
  await client.query('commit')
  await client.query('analyze')

  const query = (text: string, values: unknown[]) => client.query(text, values)
  const uuid = (kind: number, n: number) =>
    `0199${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
  const signIn = async (n: number, isVolunteer: boolean) =>
    `sid=${(await openSession(query, uuid(11, n), isVolunteer)).token}`
  const coOrdinator = await signIn(1, false)
  const goers: string[] = []
  for (let v = 1; v <= VOLUNTEERS; v++) goers.push(await signIn(1 + v, true))
  const opaque = (view: { readonly code?: number | undefined }, kind: number, n: number) =>
    encodeNodeId(view.code ?? 0, uuid(kind, n))
  const all = Array.from({ length: each }, (_, n) => ({ n, v: n % VOLUNTEERS }))
  return {
    SendOffers: all.map(({ n, v }) => ({
      input: { task: opaque(TaskView, 6, 1_000_000 + n), volunteers: [opaque(VolunteerView, 5, v + 1)] },
      cookie: coOrdinator,
      taskId: uuid(6, 1_000_000 + n),
    })),
    AcceptMyOffer: all.map(({ n, v }) => ({
      input: { offer: opaque(OfferView, 9, n) },
      cookie: goers[v] ?? '',
      taskId: uuid(6, 2_000_000 + n),
    })),
    ReportMyVisit: all.map(({ n, v }) => ({
      input: { visit: opaque(VisitView, 7, 3_000_000 + n), happened: true, minutes: 40, went: 'FINE' },
      cookie: goers[v] ?? '',
      taskId: uuid(6, 3_000_000 + n),
    })),
  }
}

/** What a command left behind about a task, without ids and moments: two that did the same leave the same. */
export async function effects(client: pg.Client, taskId: string): Promise<unknown> {
  const { rows } = await client.query<{ effects: unknown }>(
    `select json_build_object(
      'task', (select json_build_array(t.status, t.version) from task t where t.id = $1),
      'visits', (select json_agg(json_build_array(v.status, v.version, v.reported_minutes, v.went, v.ended_at is not null)) from visit v where v.task_id = $1),
      'offers', (select json_agg(json_build_array(o.status, o.version, o.choosing, o.answered_at is not null, o.token_hash is not null, o.sent_by_id is not null))
        from offer o where o.task_id = $1),
      'assignments', (select json_agg(json_build_array(a.place, a.ended_at, a.offer_id is not null, a.assigned_by_id is not null)) from assignment a where a.task_id = $1),
      'bookings', (select count(*) from booking b join visit v on v.id = b.visit_id where v.task_id = $1),
      'record', (select json_agg(e.action order by e.action) from audit_event e where e.subject_id in (
        select $1 union select id from visit where task_id = $1 union select id from offer where task_id = $1 union select id from assignment where task_id = $1)),
      'jobs', (select json_agg(j.task) from jobs.job j where j.facts ->> 'offerId' in (select id::text from offer where task_id = $1))) as effects`,
    [taskId],
  )
  return rows[0]?.effects
}
