import type { Relation } from '../kernel/index.ts'
import { raw, rowOf, sql } from '../reads/index.ts'

/** Today in London, as the database sees it. */
export const londonToday = raw(`(now() at time zone 'Europe/London')::date`)

type Subject = 'patient_id' | 'carer_id' | 'volunteer_id'

/**
 * Shared with my organisation by the one that answers for it, today. What a patient or carer let us share ends with
 * their consent, at once; a volunteer's sharing is their organisation's to end.
 */
export const sharedWithUs = (subject: Subject): Relation => ({
  name: `sharedWithUs(${subject})`,
  where: (row, who) => {
    const consented =
      subject === 'volunteer_id'
        ? raw('')
        : sql` and exists (select 1 from consent sc where sc.${raw(subject)} = ${row['id']}
            and sc.purpose = 'SHARE_WITH_GROUP' and sc.withdrawn_at is null)`
    return sql`exists (select 1 from share sh where sh.${raw(subject)} = ${row['id']}
      and sh.from_organisation_id = ${row['organisation_id']} and sh.to_organisation_id = any(${who.organisations})
      and sh.revoked_at is null and ${londonToday} between sh.from_on and coalesce(sh.to_on, ${londonToday})${consented})`
  },
})

/** I am the care co-ordinator named for them, in the organisation that answers for them. */
export const onMyCaseload: Relation = {
  name: 'onMyCaseload',
  where: (row, who) =>
    sql`(${row['care_co_ordinator_id']} = ${who.account} and ${row['organisation_id']} = any(${who.organisations}))`,
}

/** I am the care co-ordinator named for them, and they are shared with my organisation. */
export const sharedCaseload = (subject: Subject): Relation => ({
  name: `sharedCaseload(${subject})`,
  where: (row, who) =>
    sql`(${row['care_co_ordinator_id']} = ${who.account} and ${sharedWithUs(subject).where(row, who)})`,
})

/** A carer of my organisation who cares at present for somebody on my caseload. */
export const caresForMyCaseload: Relation = {
  name: 'caresForMyCaseload',
  where: (row, who) => sql`(${row['organisation_id']} = any(${who.organisations}) and exists (
    select 1 from care_relationship cr join patient cp on cp.id = cr.patient_id
    where cr.carer_id = ${row['id']} and (cr.until_on is null or cr.until_on >= ${londonToday})
      and ${onMyCaseload.where(rowOf('cp'), who)}))`,
}

/**
 * The row belongs to another one that stands in a relation to me: `through('patient_id', 'patient', inMyLocality)`.
 * @param column of this row, holding the other's id
 */
export const through = (column: string, table: string, relation: Relation): Relation => ({
  name: `${relation.name} through ${column}`,
  where: (row, who) =>
    sql`exists (select 1 from ${raw(table)} of_${raw(table)} where of_${raw(table)}.id = ${row[column]}
      and ${relation.where(rowOf(`of_${table}`), who)})`,
})
