import { sql, type Context } from '../reads/index.ts'

/**
 * Finds the positions that postcodes give, after services or postcodes have changed, and learns postcodes from the
 * positions that sources give. A position a source gives stays; an imported list of postcodes is not overruled.
 */
export async function placeServices(ctx: Pick<Context, 'run'>): Promise<void> {
  await ctx.run(sql`
    insert into postcode_position (postcode, latitude, longitude, source)
    select l.postcode, avg(l.latitude), avg(l.longitude), 'DIRECTORY' from service_location l
    where l.position_from = 'GIVEN' and l.postcode is not null group by 1
    on conflict (postcode) do update set latitude = excluded.latitude, longitude = excluded.longitude
    where postcode_position.source = 'DIRECTORY'
      and (postcode_position.latitude, postcode_position.longitude) is distinct from (excluded.latitude, excluded.longitude)`)
  await ctx.run(sql`
    update service_location l set latitude = p.latitude, longitude = p.longitude,
      position_from = case when l.from_text then 'TEXT' else 'POSTCODE' end
    from postcode_position p where p.postcode = l.postcode and l.position_from is distinct from 'GIVEN'
      and (l.latitude, l.longitude) is distinct from (p.latitude, p.longitude)`)
  await ctx.run(sql`
    update service s set placed = not s.placed
    where s.placed <> exists (select from service_location l where l.service_id = s.id and l.latitude is not null)`)
}

/** Has the database look at the tables again, so that searches right after a large import are planned well. */
export async function analyseDirectory(ctx: Pick<Context, 'run'>): Promise<void> {
  await ctx.run(sql`select directory_analyze()`)
}
