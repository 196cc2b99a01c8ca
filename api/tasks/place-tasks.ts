import { postcodesIn } from '../kernel/index.ts'
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

/** Help that is given at the person's home goes where they move to, as long as it is wanted. */
async function followHome(ctx: Context, whose: 'patient_id' | 'carer_id', id: string): Promise<void> {
  const tasks = await ctx.run<{
    id: string
    town: string | null
    postcode: string | null
    latitude: number | null
    longitude: number | null
    locality: string
  }>(sql`select t.id, p.town, p.postcode, p.latitude, p.longitude, l.name as locality
    from task t join person p on p.id = ${personOf} join locality l on l.id = t.locality_id
    where t.${raw(whose)} = ${id}::uuid and t.address is null and ${isWanted} order by t.id for update of t`)
  for (const task of tasks)
    await ctx.run(sql`update task set area = ${areaOf({ ...task, localityName: task.locality })},
      latitude = ${task.latitude}, longitude = ${task.longitude}, version = version + 1 where id = ${task.id}::uuid`)
}

const moved = (event: DomainEvent): boolean => event.facts?.['moved'] === true

/** What happens to tasks when something happens to their person, in the same transaction. */
export const taskListeners: Readonly<Record<string, (ctx: Context, event: DomainEvent) => Promise<void>>> = {
  'patient.edited': async (ctx, event) => {
    if (moved(event)) await followHome(ctx, 'patient_id', event.subject)
  },
  'carer.edited': async (ctx, event) => {
    if (moved(event)) await followHome(ctx, 'carer_id', event.subject)
  },
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
