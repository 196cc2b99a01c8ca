import { postcodesIn, type SqlFragment } from '../kernel/index.ts'
import { locatePostcode } from '../organisations/index.ts'
import { raw, sql, type Context, type DomainEvent } from '../reads/index.ts'
import { areaOf } from './task.rules.ts'

const isWanted = raw(`t.status in ('REQUESTED', 'OPEN', 'MATCHED', 'ACTIVE')`)
const personOf = raw(`coalesce((select r.person_id from patient r where r.id = t.patient_id),
  (select r.person_id from carer r where r.id = t.carer_id))`)

/** Where an address in words lies, by the first postcode in it, in degrees; null where that is not known. */
export async function positionIn(
  ctx: Context,
  address: string,
): Promise<{ latitude: number; longitude: number } | null> {
  const [postcode] = postcodesIn(address)
  return postcode === undefined ? null : locatePostcode(ctx, postcode)
}

/** Help that is given at the person's home goes where they move to, as long as it is wanted: of the tasks `t` of `p` that
 *  meet `which`. */
async function followHome(ctx: Context, which: SqlFragment): Promise<void> {
  const tasks = await ctx.run<{
    id: string
    town: string | null
    postcode: string | null
    latitude: number | null
    longitude: number | null
    locality: string
  }>(sql`select t.id, p.town, p.postcode, p.latitude, p.longitude, l.name as locality
    from task t join person p on p.id = ${personOf} join locality l on l.id = t.locality_id
    where ${which} and t.address is null and ${isWanted} order by t.id for update of t`)
  for (const task of tasks)
    await ctx.run(sql`update task set area = ${areaOf({ ...task, localityName: task.locality })},
      latitude = ${task.latitude}, longitude = ${task.longitude}, version = version + 1 where id = ${task.id}::uuid`)
}

/** Help that is still wanted is answered for where its person now is, visits and offers included (`task.relocated`). */
async function followLocality(ctx: Context, whose: 'patient_id' | 'carer_id', id: string): Promise<void> {
  const role = raw(whose === 'patient_id' ? 'patient' : 'carer')
  const tasks = await ctx.run<{ id: string }>(sql`update task t set locality_id = r.locality_id, version = t.version + 1
    from ${role} r where r.id = ${id}::uuid and t.${raw(whose)} = r.id and t.locality_id <> r.locality_id and ${isWanted} returning t.id`)
  for (const task of tasks) ctx.record('task.relocated', task.id)
}

async function follow(ctx: Context, whose: 'patient_id' | 'carer_id', { subject, facts }: DomainEvent): Promise<void> {
  if (facts?.['relocated'] === true) await followLocality(ctx, whose, subject)
  if (facts?.['relocated'] === true || facts?.['moved'] === true)
    await followHome(ctx, sql`t.${raw(whose)} = ${subject}::uuid`)
}

/** What happens to tasks when something happens to their person, in the same transaction. */
export const taskListeners: Readonly<Record<string, (ctx: Context, event: DomainEvent) => Promise<void>>> = {
  'patient.edited': (ctx, event) => follow(ctx, 'patient_id', event),
  // Of somebody without town and postcode the area is their locality's name.
  'locality.edited': (ctx, { subject }) =>
    followHome(ctx, sql`t.locality_id = ${subject}::uuid and p.town is null and p.postcode is null`),
  'carer.edited': (ctx, event) => follow(ctx, 'carer_id', event),
}

/**
 * Places the tasks that were asked for before their postcode was known. Where somebody said the position, it stays.
 * @returns how many
 */
export async function placeTasks(ctx: Context): Promise<number> {
  const atHome = await ctx.run(sql`update task t set latitude = p.latitude, longitude = p.longitude from person p
    where p.id = ${personOf} and t.address is null and t.latitude is null and p.latitude is not null and ${isWanted} returning t.id`)
  let placed = atHome.length
  const elsewhere = await ctx.run<{ id: string; address: string }>(
    sql`select t.id, t.address from task t where t.address is not null and t.latitude is null and ${isWanted} order by t.id`,
  )
  for (const { id, address } of elsewhere) {
    const at = await positionIn(ctx, address)
    if (!at) continue
    placed++
    await ctx.run(sql`update task set latitude = ${at.latitude}, longitude = ${at.longitude} where id = ${id}::uuid`)
  }
  return placed
}
