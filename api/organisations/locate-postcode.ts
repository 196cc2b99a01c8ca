import { isOutward } from '../kernel/index.ts'
import { sql, type Context } from '../reads/index.ts'

/**
 * Where a postcode lies, in degrees (WGS 84); for an outward code alone (`GU29`) the middle of what is known of it.
 * null where no import has told us: a person without a position is a person all the same.
 * @param postcode in its normal form (kernel/postcode.ts)
 */
export async function locatePostcode(
  ctx: Pick<Context, 'run'>,
  postcode: string,
): Promise<{ latitude: number; longitude: number } | null> {
  const [found] = isOutward(postcode)
    ? await ctx.run<{ latitude: number | null; longitude: number | null }>(
        sql`select avg(latitude) as latitude, avg(longitude) as longitude from postcode_position where outward = ${postcode}`,
      )
    : await ctx.run<{ latitude: number | null; longitude: number | null }>(
        sql`select latitude, longitude from postcode_position where postcode = ${postcode}`,
      )
  if (!found || found.latitude === null || found.longitude === null) return null
  return { latitude: found.latitude, longitude: found.longitude }
}

/** Where each of these postcodes lies, as far as an import has told us; whole postcodes only. In one statement. */
export async function locatePostcodes(
  ctx: Pick<Context, 'run'>,
  postcodes: readonly string[],
): Promise<Map<string, { latitude: number; longitude: number }>> {
  if (postcodes.length === 0) return new Map()
  const found = await ctx.run<{ postcode: string; latitude: number; longitude: number }>(
    sql`select postcode, latitude, longitude from postcode_position where postcode = any(${[...new Set(postcodes)]}::text[])`,
  )
  return new Map(found.map(({ postcode, latitude, longitude }) => [postcode, { latitude, longitude }]))
}
