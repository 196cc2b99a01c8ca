import type { Relation } from '../kernel/index.ts'
import { raw, sql } from '../reads/index.ts'

/** Relations that need no more than a row's own `organisation_id` and `locality_id`. A relation that needs another
 *  table lives in the slice that owns it. */

/** Any row: for what is public or belongs to the whole installation. */
export const everyRow: Relation = { name: 'everyRow', where: () => raw('true') }

/** Answered for by my organisation, in a locality my membership names (or one beneath it). */
export const inMyLocality: Relation = {
  name: 'inMyLocality',
  where: (row, who) =>
    who.everyPair
      ? sql`(${row['organisation_id']} = any(${who.everyPair.organisations}) and ${row['locality_id']} = any(${who.everyPair.localities}))`
      : sql`(${row['organisation_id']}, ${row['locality_id']}) in (select * from unnest(${who.pairs.organisations}, ${who.pairs.localities}))`,
}

/** Answered for by my organisation, wherever. */
export const ofMyOrganisation: Relation = {
  name: 'ofMyOrganisation',
  where: (row, who) => sql`${row['organisation_id']} = any(${who.organisations})`,
}

/** The row is my own account's. */
export const myOwnAccount: Relation = {
  name: 'myOwnAccount',
  where: (row, who) => sql`${row['account_id']} = ${who.account}`,
}
