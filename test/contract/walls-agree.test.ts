import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { grants } from '../../api/app/slices.ts'
import { roles, type SqlFragment, type Viewer } from '../../api/kernel/index.ts'
import { allViews, name, raw, render, rowOf, sql } from '../../api/reads/index.ts'
import { house, type House } from '../harness.ts'
import { plantNetwork, type Planted } from './two-networks.ts'

let at: House
let networks: [Planted, Planted]
/** The superuser, to whom no policy applies, and the serving role. */
let free: pg.Client
let app: pg.PoolClient
beforeAll(async () => {
  at = await house()
  networks = [await plantNetwork(at, 'CANARY-A'), await plantNetwork(at, 'CANARY-B')]
  const url = new URL(at.appUrl)
  const { superUrl } = await superuser()
  free = new pg.Client({ connectionString: superUrl.replace(/\/\w+$/, url.pathname) })
  await free.connect()
  app = await at.parts.pool.connect()
  // The one way across, in both directions, for each kind of subject; and somebody who works for both.
  for (const [from, to] of [networks, networks.toReversed()] as [Planted, Planted][]) {
    for (const whom of ['patient', 'carer', 'volunteer'])
      await free.query(
        `insert into share (id, ${whom}_id, from_organisation_id, to_organisation_id, purpose, from_on)
         values (gen_random_uuid(), $1, $2, $3, 'test', current_date)`,
        [from.ids[whom], from.organisation, to.organisation],
      )
    for (const whom of ['patient', 'carer'])
      await free.query(
        `insert into consent (id, ${whom}_id, purpose, given_by, given_on) values (gen_random_uuid(), $1, 'SHARE_WITH_GROUP', 'x', current_date)`,
        [from.ids[whom]],
      )
  }
})
afterAll(async () => {
  app.release()
  await free.end()
})
const superuser = async () => {
  const { inject } = await import('vitest')
  return inject('cluster')
}

/** A world: what stands between the two networks just now, one thing after the other, drawn by lot. */
const worlds = fc.array(
  fc.record({
    what: fc.nat(),
    which: fc.nat(1),
    a: fc.boolean(),
    b: fc.boolean(),
    days: fc.integer({ min: -20, max: 20 }),
  }),
  { minLength: 6, maxLength: 14 },
)
type Turn = typeof worlds extends fc.Arbitrary<(infer T)[]> ? T : never

/** One thing that happens, as a statement with values. */
function happens({ what, which, a, b, days }: Turn): [string, unknown[]] {
  const here = networks[which] as Planted
  const there = networks[1 - which] as Planted
  const other = a ? here : there
  const subject = b ? 'patient' : 'carer'
  const ways: [string, unknown[]][] = [
    [
      `update share set revoked_at = case when $2 then now() end where from_organisation_id = $1`,
      [here.organisation, a],
    ],
    [
      `update share set from_on = current_date + $2::int, to_on = case when $3 then current_date + $2::int + 5 end where from_organisation_id = $1`,
      [here.organisation, days, b],
    ],
    [
      `update consent set withdrawn_at = case when $3 then now() end where purpose = $2 and ${subject}_id = $1`,
      [here.ids[subject], days > 0 ? 'SHARE_WITH_GROUP' : 'SHARE_WITH_VOLUNTEER', a],
    ],
    [
      `update ${subject} set care_co_ordinator_id = $2 where id = $1`,
      [here.ids[subject], days > 12 ? null : other.viewers.CARE_CO_ORDINATOR.account],
    ],
    [
      `update task set ${a ? 'patient_id = $2, carer_id = null' : 'carer_id = $2, patient_id = null'} where id = $1`,
      [here.ids['task'], here.ids[a ? 'patient' : 'carer']],
    ],
    [
      `update task set asked_by_id = $2 where id = $1`,
      [here.ids['task'], other.viewers[b ? 'CARE_CO_ORDINATOR' : 'VOLUNTEER_CO_ORDINATOR'].account],
    ],
    [
      `update visit set occurs_on = current_date + $2::int, status = $3 where id = $1`,
      [here.ids['visit'], days, b ? 'PLANNED' : 'CANCELLED'],
    ],
    [
      `update assignment set volunteer_id = (select volunteer_id from membership where account_id = $2 and role = 'VOLUNTEER'), ended_at = case when $3 then now() end where id = $1`,
      [here.ids['assignment'], other.viewers.VOLUNTEER.account, b && days > 10],
    ],
    [
      `update offer set volunteer_id = (select volunteer_id from membership where account_id = $2 and role = 'VOLUNTEER'), status = $3 where id = $1`,
      [
        here.ids['offer'],
        other.viewers.VOLUNTEER.account,
        (['SENT', 'WILLING', 'DECLINED'] as const)[Math.abs(days) % 3],
      ],
    ],
    [
      `update ${subject} set organisation_id = $2, locality_id = $3 where id = $1`,
      [here.ids[subject], other.organisation, b ? other.locality : here.locality],
    ],
    [
      `update volunteer set organisation_id = $2, locality_id = $3 where id = $1`,
      [here.ids['volunteer'], other.organisation, b ? other.locality : here.locality],
    ],
    [
      `update membership set ended_at = case when $2 then now() end where account_id = $1`,
      [here.viewers[roles[Math.abs(days) % roles.length] ?? 'VOLUNTEER'].account, a && b],
    ],
    [
      `update membership set organisation_id = $2 where account_id = $1`,
      [
        here.viewers[
          (['CARE_CO_ORDINATOR', 'GROUP_MANAGER', 'VOLUNTEER_CO_ORDINATOR'] as const)[Math.abs(days) % 3] ?? 'VOLUNTEER'
        ].account,
        other.organisation,
      ],
    ],
    [
      `update care_relationship set until_on = case when $2 then current_date - 1 end, carer_id = $3 where id = $1`,
      [here.ids['relationship'], b, other.ids['carer']],
    ],
    // What belongs to a task is kept where the task is.
    [
      `with t as (update task set organisation_id = $2 where id = $1), v as (update visit set organisation_id = $2 where task_id = $1),
         o as (update offer set organisation_id = $2 where task_id = $1)
       update assignment set organisation_id = $2 where task_id = $1`,
      [here.ids['task'], other.organisation],
    ],
  ]
  return ways[what % ways.length] as [string, unknown[]]
}

/** Of each type, which rows a predicate holds for: by their place in the table, for whoever runs it. */
const places = (holds: (type: string) => SqlFragment): SqlFragment => {
  const parts = guarded().map(
    (view) =>
      sql`select ${view.type}::text as type, t0.ctid::text as place, ${raw(view.code ? 't0.id::text' : 'null::text')} as id from ${name(view.table)} t0 where ${holds(view.type)}`,
  )
  return parts.reduce((all, part) => sql`${all} union all ${part}`)
}
const guarded = () =>
  allViews().filter((view) => grants.some(({ on, to, may }) => on === view.type && may === 'READ' && to !== 'ANYONE'))

interface Place {
  type: string
  place: string
  id: string | null
}

test('whatever a grant gives, the wall lets through; and a list shows the rows that a check of each allows', async () => {
  const runs = Number(process.env['ALONGSIDE_WORLDS'] ?? 12)
  let given = 0
  await fc.assert(
    fc.asyncProperty(worlds, async (turns) => {
      for (const turn of turns) {
        const [text, values] = happens(turn)
        // What a constraint refuses has not happened.
        await free.query(text, values).catch((error: { code?: string }) => {
          if (!error.code?.startsWith('23')) throw error
        })
      }
      for (const { viewers } of networks)
        for (const role of roles) {
          const viewer: Viewer = await at.viewer(viewers[role].account as string)
          const byGrant = render(places((type) => at.parts.grants.predicate(type, 'READ', rowOf('t0'), viewer)))
          const rows = (await free.query<Place>(byGrant.text, byGrant.values)).rows
          given += rows.length
          const all = render(places(() => raw('true')))
          await app.query('begin')
          await app.query(`select set_config('app.viewer', $1, true)`, [viewer.account])
          const behind = (await app.query<Place>(all.text, all.values)).rows
          const shown = (await app.query<Place>(byGrant.text, byGrant.values)).rows
          await app.query('commit')
          const let_ = new Set(behind.map(({ type, place }) => `${type} ${place}`))
          const lost = rows.filter(({ type, place }) => !let_.has(`${type} ${place}`))
          if (lost.length > 0)
            throw new Error(
              `${role} of ${viewers === networks[0].viewers ? 'A' : 'B'} loses ${JSON.stringify(lost.slice(0, 5))}`,
            )
          // The check of one row, for each row of one type; both behind the wall, as they are asked.
          const views = guarded().filter((view) => view.code)
          const view = views[turns.length % views.length] as (typeof views)[number]
          const each = render(sql`select t.id::text from ${name(view.table)} t`)
          const listed = new Set(shown.filter(({ type }) => type === view.type).map(({ id }) => id))
          const ids = (await free.query<{ id: string }>(each.text, each.values)).rows
          const wrong = await at.run(viewer, async (ctx) => {
            const differ: string[] = []
            for (const { id } of ids) {
              const may = await ctx.permit(view, id, 'READ').then(
                () => true,
                () => false,
              )
              if (may !== listed.has(id)) differ.push(id)
            }
            return differ
          })
          if (wrong.length > 0) throw new Error(`${role}: the list and the check of ${view.type} ${wrong[0]} disagree`)
        }
    }),
    // A world stands on those before it, so it cannot be made smaller.
    { numRuns: runs, endOnFailure: true, ...(process.env['SEED'] && { seed: Number(process.env['SEED']) }) },
  )
  // It was no blind test.
  expect(given).toBeGreaterThan(runs * 50)
}, 600_000)
