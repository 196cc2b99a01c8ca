import { encodeNodeId } from '../../../api/kernel/index.ts'
import { randomToken, sha256, uuidv7 } from '../../../api/platform/index.ts'
import { nid } from './limit-parts.ts'
import { one, record, Refused, uuidOf, volunteersOf, type Work } from './limit-transaction.ts'

/** Visits of the task that are covered are confirmed. */
const confirmVisits = `
  update visit v set status = w.status, version = v.version + 1 from (
    select v.id, case when count(a.id) >= t.volunteers_needed then 'CONFIRMED' else 'PLANNED' end as status
    from visit v join task t on t.id = v.task_id left join assignment a on a.visit_id = v.id and a.ended_at is null
    where v.task_id = $1 and v.status in ('PLANNED', 'CONFIRMED') group by v.id, t.volunteers_needed) w
  where v.id = w.id and v.status <> w.status`

/** Where the task stands by its visits and who is on them. */
const settleTask = `
  update task t set status = w.status, version = t.version + 1 from (
    select case when not bool_or(v.status in ('PLANNED', 'CONFIRMED', 'STARTED')) then case when bool_or(v.status = 'ENDED') then 'DONE' else 'OPEN' end
      when not exists (select from assignment a join visit b on b.id = a.visit_id where a.task_id = $1 and a.ended_at is null
        and b.status in ('PLANNED', 'CONFIRMED', 'STARTED')) then 'OPEN'
      when bool_or(v.status in ('STARTED', 'ENDED')) then 'ACTIVE' else 'MATCHED' end as status
    from visit v where v.task_id = $1) w
  where t.id = $1 and t.status <> w.status`

const sendOffers: Work = async (run, viewer, input) => {
  const taskId = uuidOf(input['task'])
  const volunteerIds = (input['volunteers'] as string[]).map(uuidOf)
  const held = viewer.memberships.filter(({ role }) => role === 'VOLUNTEER_CO_ORDINATOR')
  const pairs = held.flatMap(({ organisation, localities }) => localities.map((l) => [organisation, l] as const))
  const places = [pairs.map(([o]) => o), pairs.map(([, l]) => l)]
  const task = await one(
    run<{ organisation_id: string; locality_id: string; volunteers_needed: number; kind: string; skills: string[] }>(
      `select organisation_id, locality_id, volunteers_needed, kind, skills from task where id = $1 and status in ('OPEN', 'MATCHED', 'ACTIVE')
        and (organisation_id, locality_id) in (select * from unnest($2::uuid[], $3::uuid[])) for update`,
      [taskId, ...places],
    ),
    'task',
  )
  const volunteers = await run(
    `select id from volunteer where id = any($1::uuid[]) and (organisation_id, locality_id) in (select * from unnest($2::uuid[], $3::uuid[])) order by id for update`,
    [volunteerIds, ...places],
  )
  if (volunteers.length < volunteerIds.length) throw new Refused('volunteers')
  const visit = await one(
    run<{ id: string; occurs_on: string; starts_at: Date }>(
      `select v.id, v.occurs_on, v.starts_at from visit v where v.task_id = $1 and v.status in ('PLANNED', 'CONFIRMED') and v.starts_at > now()
        and (select count(*) from assignment a where a.visit_id = v.id and a.ended_at is null) < $2 order by v.occurs_on limit 1`,
      [taskId, task.volunteers_needed],
    ),
    'visit',
  )
  const barred = await run(
    `select v.id from unnest($1::uuid[]) v(id), task t where t.id = $2 and (
      cardinality(clearance_missing(v.id, t.kind, 'LEAD', $3::date, t.skills)) > 0
      or exists (select from blocked_pair b where b.volunteer_id = v.id and (b.patient_id = t.patient_id or b.carer_id = t.carer_id)
        and b.since_on <= current_date and coalesce(b.until_on, current_date) >= current_date)
      or not exists (select from consent c where (c.patient_id = t.patient_id or c.carer_id = t.carer_id) and c.purpose = 'SHARE_WITH_VOLUNTEER'
        and c.withdrawn_at is null)
      or exists (select from absence a where a.volunteer_id = v.id and $3::date between a.first_on and a.last_on)
      or exists (select from assignment a where a.visit_id = $4 and a.volunteer_id = v.id and a.ended_at is null))`,
    [volunteerIds, taskId, visit.occurs_on, visit.id],
  )
  if (barred.length > 0) throw new Refused('NotCleared')
  await run(
    `update offer set status = 'LAPSED', version = version + 1 where task_id = $1 and status = 'SENT' and lapses_at <= now()`,
    [taskId],
  )
  const now = Date.now()
  const lapsesAt = new Date(Math.min(visit.starts_at.getTime(), now + 24 * 3_600_000))
  const roundId = uuidv7()
  const offerIds: string[] = []
  const links: { offer: string; url: string; __typename: string }[] = []
  for (const volunteerId of volunteerIds) {
    const token = randomToken(32)
    const { id } = await one(
      run<{ id: string }>(
        `insert into offer (id, round_id, task_id, visit_id, volunteer_id, organisation_id, locality_id, choosing, sent_by_id, sent_at, lapses_at, token_hash)
          values ($1, $2, $3, $4, $5, $6, $7, 'FIRST_TO_ACCEPT', $8, now(), $9, $10)
          on conflict (task_id, coalesce(visit_id, task_id), volunteer_id) where status in ('HELD', 'SENT', 'WILLING')
            do update set token_hash = excluded.token_hash, version = offer.version + 1 returning id`,
        [
          uuidv7(),
          roundId,
          taskId,
          visit.id,
          volunteerId,
          task.organisation_id,
          task.locality_id,
          viewer.account,
          lapsesAt,
          sha256(token),
        ],
      ),
      'offer',
    )
    offerIds.push(id)
    links.push({ offer: encodeNodeId(9, id), url: `/v/offers/${token}`, __typename: 'OfferLink' })
    await run(`select jobs.enqueue($1, 'offer.mail', $2::jsonb, now() + interval '10 seconds', $3)`, [
      uuidv7(),
      JSON.stringify({ offerId: id }),
      `offer.mail ${id} 1`,
    ])
    await record(run, viewer, 'offer.sent', id, roundId)
  }
  await run(`update volunteer set last_asked_at = now() where id = any($1::uuid[])`, [volunteerIds])
  return {
    result: { kind: 'OffersSent', offerIds, undoUntil: new Date(now + 10_000) },
    answer: async (read) => {
      const { json: offers } = await one(
        read<{ json: string }>(
          `select coalesce(json_agg(json_build_object('id', ${nid(9, 'o.id')}, 'volunteer', json_build_object('id', ${nid(5, 'v.id')},
            'name', p.given_name || ' ' || p.family_name, 'preferredName', p.preferred_name, 'languages', to_json(p.languages), '__typename', 'Volunteer'),
            '__typename', 'Offer')), '[]')::text as json
          from offer o join volunteer v on v.id = o.volunteer_id join person p on p.id = v.person_id where o.id = any($1::uuid[])`,
          [offerIds],
        ),
        'offers',
      )
      return `{"sendOffers":{"__typename":"OffersSent","offers":${offers},"links":${JSON.stringify(links)},"undoUntil":${JSON.stringify(new Date(now + 10_000))}}}`
    },
  }
}

const acceptOffer: Work = async (run, viewer, input) => {
  const id = uuidOf(input['offer'])
  const found = await one(
    run<{ task_id: string; volunteer_id: string }>(
      `select task_id, volunteer_id from offer where id = $1 and volunteer_id = any($2::uuid[])`,
      [id, volunteersOf(viewer)],
    ),
    'offer',
  )
  await run(`select 1 from task where id = $1 for update`, [found.task_id])
  await run(`select 1 from volunteer where id = $1 for update`, [found.volunteer_id])
  const offer = await one(
    run<{ status: string; lapsed: boolean; visit_id: string; is_loose: boolean }>(
      `select o.status, o.lapses_at <= now() as lapsed, o.visit_id, v.starts_at is null and v.window_starts_at is not null as is_loose
        from offer o join visit v on v.id = o.visit_id where o.id = $1 for update of o`,
      [id],
    ),
    'offer',
  )
  if (offer.status !== 'SENT' || offer.lapsed || offer.is_loose) throw new Refused('offer')
  const bars = await run(
    `select 1 from task t where t.id = $1 and (
      exists (select from blocked_pair b where b.volunteer_id = $2 and (b.patient_id = t.patient_id or b.carer_id = t.carer_id)
        and b.since_on <= current_date and coalesce(b.until_on, current_date) >= current_date)
      or not exists (select from consent c where (c.patient_id = t.patient_id or c.carer_id = t.carer_id) and c.purpose = 'SHARE_WITH_VOLUNTEER'
        and c.withdrawn_at is null))`,
    [found.task_id, found.volunteer_id],
  )
  if (bars.length > 0) throw new Refused('bars')
  const assignmentId = uuidv7()
  await run(
    `insert into assignment (id, task_id, visit_id, place, volunteer_id, offer_id, organisation_id, locality_id, assigned_by_id)
      select $1, t.id, $2, 1, $3, $4, t.organisation_id, t.locality_id, $5 from task t where t.id = $6`,
    [assignmentId, offer.visit_id, found.volunteer_id, id, viewer.account, found.task_id],
  )
  await run(`update offer set status = 'ACCEPTED', answered_at = now(), version = version + 1 where id = $1`, [id])
  await run(confirmVisits, [found.task_id])
  await run(settleTask, [found.task_id])
  await run(
    `update offer o set status = 'TAKEN', answered_at = now(), version = o.version + 1 from task t where t.id = $1 and o.task_id = t.id
      and o.status in ('SENT', 'WILLING') and (select count(*) from assignment a where a.task_id = t.id and a.visit_id is not distinct from o.visit_id
        and a.ended_at is null) >= t.volunteers_needed`,
    [found.task_id],
  )
  await record(run, viewer, 'assignment.made', assignmentId, assignmentId)
  await record(run, viewer, 'offer.accepted', id, assignmentId)
  return {
    result: { kind: 'OfferAccepted', offerId: id, visitIds: [offer.visit_id], stillNeedsSomeone: [] },
    answer: async (read) =>
      (
        await one(
          read<{ json: string }>(
            `select json_build_object('acceptOffer', json_build_object('__typename', 'OfferAccepted',
              'offer', json_build_object('id', ${nid(9, 'o.id')}, 'status', o.status, '__typename', 'Offer'),
              'visits', json_build_array(json_build_object('id', ${nid(7, 'v.id')}, 'occursOn', v.occurs_on, '__typename', 'Visit')),
              'stillNeedsSomeone', '[]'::json))::text as json from offer o join visit v on v.id = o.visit_id where o.id = $1`,
            [id],
          ),
          'offer',
        )
      ).json,
  }
}

const reportVisit: Work = async (run, viewer, input) => {
  const id = uuidOf(input['visit'])
  const found = await one(
    run<{ task_id: string }>(
      `select v.task_id from visit v where v.id = $1 and v.occurs_on >= current_date - 7 and exists (select from assignment a
        where a.visit_id = v.id and a.ended_at is null and a.volunteer_id = any($2::uuid[]))`,
      [id, volunteersOf(viewer)],
    ),
    'visit',
  )
  await run(`select 1 from task where id = $1 for update`, [found.task_id])
  const visit = await one(
    run<{ status: string; minutes: number; begun: boolean }>(
      `select status, minutes, coalesce(starts_at, window_starts_at, occurs_on::timestamptz) <= now() as begun from visit where id = $1 for update`,
      [id],
    ),
    'visit',
  )
  if (!visit.begun || visit.status === 'CANCELLED') throw new Refused('visit')
  const happened = input['happened'] === true
  await run(
    `update visit set status = $2, ended_at = case when $3 then now() end, reported_minutes = $4, went = $5, worry = $6, worry_seen_at = null,
      version = version + 1 where id = $1`,
    [
      id,
      happened ? 'ENDED' : 'MISSED',
      happened,
      happened ? (input['minutes'] ?? visit.minutes) : null,
      input['went'] ?? null,
      input['worry'] ?? null,
    ],
  )
  await run(confirmVisits, [found.task_id])
  await run(settleTask, [found.task_id])
  await record(run, viewer, 'visit.reported', id, id)
  return {
    result: { kind: 'VisitReported', visitId: id },
    answer: async (read) =>
      (
        await one(
          read<{ json: string }>(
            `select json_build_object('reportVisit', json_build_object('__typename', 'VisitReported', 'visit',
              json_build_object('id', ${nid(7, 'v.id')}, 'status', v.status, '__typename', 'Visit')))::text as json from visit v where v.id = $1`,
            [id],
          ),
          'visit',
        )
      ).json,
  }
}

/** The commands by hand, by the name of the portal's operation. */
export const works: Readonly<Record<string, Work>> = {
  SendOffers: sendOffers,
  AcceptMyOffer: acceptOffer,
  ReportMyVisit: reportVisit,
}
